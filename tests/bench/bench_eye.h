/* An eye on the applicant's window: a thread that looks at single pixels all the time, and a
 * finger.
 *
 * Promises: notes when the verdict's blue appeared where the band lies, and how long after a touch
 * the control under the finger changed. Reads the window's pixels while the terminal writes them:
 * a figure may be late by one look (EYE_EVERY_US), never early. The finger slides off before it
 * lets go, so nothing is ever pressed.
 */
#ifndef TESTS_BENCH_EYE_H
#define TESTS_BENCH_EYE_H

#include <pthread.h>
#include <stdatomic.h>
#include "tests/bench/bench_figures.h"
#include "ui/window.h"

enum { EYE_EVERY_US = 500, EYE_SEEN_MAX = 128, EYE_TOUCH_EVERY_MS = 457 };

struct bench_eye {
    const volatile uint8_t *pixels; /* of the window, 1:1 */
    int pitch;
    uint32_t window;
    pthread_t thread;
    bool open;
    atomic_bool stop, may_touch;
    int seen_count;
    uint64_t seen_us[EYE_SEEN_MAX]; /* when each verdict appeared */
    struct bench_samples touch;     /* ms */
};

/* The window must show 1:1. False: it does not, or there is none. */
bool bench_eye_open(struct bench_eye *e, struct ui *ui);
void bench_eye_touches(struct bench_eye *e, bool may); /* from time to time, when `may` */
void bench_eye_close(struct bench_eye *e);             /* seen_us and touch may be read now */

#endif
