/* Devices that note the time: a camera that plays prepared pictures at 30 frames a second, a
 * speaker and a slip printer that remember when they were called, a clock of an office day.
 *
 * Promises: the caller's memory; the devices' close gives nothing back. Real time, CLOCK_BOOTTIME.
 */
#ifndef TESTS_BENCH_DEVICES_H
#define TESTS_BENCH_DEVICES_H

#include "hal/camera.h"
#include "hal/clock.h"
#include "hal/printer.h"
#include "hal/sound.h"

enum {
    BENCH_FRAME_MS = 33,
    BENCH_PEOPLE_MAX = 64,
    BENCH_BLANKS = 4, /* pictures of the empty tray, each with its own noise */
};

/* One person: the picture with the code, and what came of it. */
struct bench_person {
    const uint8_t *frame;
    uint64_t seen_us, tone_us, slip_us; /* 0: not yet */
};

struct bench_camera {
    struct camera camera;
    int width_px, height_px;
    const uint8_t *blank[BENCH_BLANKS];
    int person_count;
    struct bench_person person[BENCH_PEOPLE_MAX];
    uint64_t show_ms, gap_ms; /* each code lies there that long, then nothing does */
    uint64_t start_ms, next_ms, sequence;
    bool running_told, has_frame;
    int shown; /* person whose code is in the picture at hand, -1 none */
};

struct bench_sound {
    struct sound sound;
    struct bench_camera *camera;
};

struct bench_printer {
    struct printer printer;
    struct bench_camera *camera;
    bool has_job;
    struct id job_id;
};

/* Real time that passes from a wall time of our own, so that the office is open. */
struct bench_clock {
    struct clock clock;
    int64_t wall_zero_ms;
    uint64_t start_ms;
};

void bench_clock_init(struct bench_clock *c, int64_t wall_zero_ms);
void bench_camera_init(struct bench_camera *c, int width_px, int height_px);
void bench_sound_init(struct bench_sound *s, struct bench_camera *camera);
void bench_printer_init(struct bench_printer *p, struct bench_camera *camera);

/* True: everybody has shown the code, and the last gap is over. */
bool bench_camera_is_over(const struct bench_camera *c, uint64_t now_ms);

#endif
