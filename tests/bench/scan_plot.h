/* Read rate against severity, one small diagram a kind of damage, one line a decoder, as a PNG.
 *
 * Promises: draws what it is given; strengths stand from left (mild) to right.
 */
#ifndef TESTS_BENCH_SCAN_PLOT_H
#define TESTS_BENCH_SCAN_PLOT_H

#include <stdbool.h>
#include "tests/bench/scan_synth.h"

enum { PLOT_LINES_MAX = 6, PLOT_PANELS_MAX = 12 };

struct scan_plot {
    int line_count;
    const char *line_name[PLOT_LINES_MAX];
    int panel_count;
    const char *panel_name[PLOT_PANELS_MAX];
    float rate[PLOT_PANELS_MAX][PLOT_LINES_MAX][SYNTH_STRENGTHS]; /* 0..1 */
};

bool scan_plot_write(const struct scan_plot *plot, const char *path);

#endif
