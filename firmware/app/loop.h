/* The loop of the real terminal: sleeps until a descriptor is ready or a deadline comes, turns the
 * app, shows what changed.
 *
 * Promises: one thread; the only place that sleeps. A slow disk stops neither camera picture nor
 * what shows a touch. Measures itself: the longest time a turn took
 * outside painting, told once a minute in the log and in loop_figures.
 */
#ifndef APP_LOOP_H
#define APP_LOOP_H

#include <stdint.h>
#include "app/app.h"
#include "ui/window.h"

struct loop_figures {
    uint64_t turns;
    uint64_t longest_turn_us; /* everything but painting and sleeping */
    uint64_t longest_paint_us;
    uint64_t turns_over_10_ms;
};

struct loop {
    struct app *app;
    struct hal *hal;
    struct ui *ui;                    /* NULL: no screen */
    struct applicant_view *applicant; /* caller's memory: views are large */
    struct staff_view *staff;
    struct loop_figures figures;
    uint64_t shown_version, shown_picture_no;
    uint64_t view_due_ms; /* clocks and strips move without events */
    struct ui_event held; /* taken, not acted on yet */
    bool holds;
    const volatile int *stop; /* set by a signal */
};

/* Runs until the window is closed or *stop is set. */
void loop_run(struct loop *loop);

#endif
