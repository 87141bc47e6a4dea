/* The four degradations that have a figure to reach, as rows of a table of their own.
 *
 * A picture belongs to a row by its notes ("tilt sev=3 version=12 tilt=21.5 px_per_module=4.2"), so
 * stored pictures and frames made up here are judged alike. Made-up ones come from the simulator's
 * counter camera (sim/frame_synth.h): phone, sheet or slip at a pose, seeded.
 */
#ifndef TESTS_BENCH_SCAN_ASKED_H
#define TESTS_BENCH_SCAN_ASKED_H

#include "sim/frame_synth.h"
#include "tests/bench/scan_corpus.h"

#define ASKED_LIST(X)                                                                              \
    X(TILT, "tilt", "tilt 15-35, v11-15")                                                          \
    X(DARK, "darkmode", "dark mode")                                                               \
    X(CONTRAST, "lowcontrast", "contrast >= 10 %")                                                 \
    X(SMALL, "small", "1.4-2.4 px a module")

enum asked {
#define X(name, kind, text) ASKED_##name,
    ASKED_LIST(X)
#undef X
        ASKED_COUNT,
};

enum { ASKED_TEXT_MAX = 128, ASKED_NOTES_MAX = 128 };

const char *asked_name(enum asked row);

bool asked_belongs(enum asked row, const char *notes);

/* Draws the number-th frame of a row into the target; writes its payload and its notes. */
[[nodiscard]] bool asked_frame(struct frame_synth *synth, enum asked row, int number,
                               const struct frame_target *target, char text[ASKED_TEXT_MAX],
                               char notes[ASKED_NOTES_MAX]);

#endif
