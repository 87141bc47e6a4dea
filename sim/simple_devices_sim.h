/* The small devices of the simulator: clock, lamp, sound, scanner, watchdog.
 *
 * Promises: the caller's memory, no allocation; each keeps what the terminal did with it in plain
 * fields to look at, and takes what the world does to it through the functions below. The device's
 * own close only hangs up. A knob that the terminal has not heard yet is waiting, never lost: the
 * queues hold SIM_WAITING_MAX, one more asserts.
 */
#ifndef SIM_SIMPLE_DEVICES_SIM_H
#define SIM_SIMPLE_DEVICES_SIM_H

#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"
#include "hal/clock.h"
#include "hal/lamp.h"
#include "hal/scanner.h"
#include "hal/sound.h"
#include "hal/watchdog.h"

enum { SIM_WAITING_MAX = 8, SIM_SOUNDS_MAX = 64 };

struct clock_sim {
    struct clock clock;
    uint64_t now_ms;      /* virtual; moved by the world only, never back */
    int64_t wall_zero_ms; /* wall time at now_ms 0; a jump of the wall clock changes this */
};
void clock_sim_init(struct clock_sim *c, int64_t wall_zero_ms);
void clock_sim_advance_to(struct clock_sim *c, uint64_t now_ms);

struct lamp_sim {
    struct lamp lamp;
    enum lamp_colour colour;
    enum lamp_pattern pattern;
    int orders;
    bool is_broken; /* knob: set gives IO */
};
void lamp_sim_init(struct lamp_sim *l);

struct sound_sim_entry {
    bool is_clip;
    unsigned what; /* enum sound_tone, or the clip */
    uint64_t at_ms;
};
struct sound_sim {
    struct sound sound;
    int volume_percent;
    struct sound_sim_entry played[SIM_SOUNDS_MAX]; /* the newest; index count % SIM_SOUNDS_MAX */
    int count;
    int stops;
    uint64_t now_ms;
    bool is_silent;     /* knob: no speaker */
    bool has_earphones; /* knob */
};
void sound_sim_init(struct sound_sim *s);

struct scanner_sim {
    struct scanner scanner;
    bool is_lost;
    struct scanner_event waiting[SIM_WAITING_MAX];
    int count;
};
void scanner_sim_init(struct scanner_sim *s);
/* One code; longer than SCANNER_TEXT_MAX arrives as TOO_LONG; nothing while the scanner is lost. */
void scanner_sim_scan(struct scanner_sim *s, struct str bytes, uint64_t now_ms);
void scanner_sim_lose(struct scanner_sim *s, bool is_lost, uint64_t now_ms);

struct watchdog_sim {
    struct watchdog watchdog;
    int pets;
    bool is_ready;
};
void watchdog_sim_init(struct watchdog_sim *w);

#endif
