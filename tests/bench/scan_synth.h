/* Made-up frames for the benchmark: a symbol on a bright card before a blotchy background, with one
 * kind of damage in five strengths. For comparing decoders, not a promise about a counter.
 *
 * Seeded: the same (kind, strength, number) is the same frame on every machine.
 */
#ifndef TESTS_BENCH_SCAN_SYNTH_H
#define TESTS_BENCH_SCAN_SYNTH_H

#include <stdint.h>
#include "base/image.h"

enum { SYNTH_WIDTH = 1280, SYNTH_HEIGHT = 720, SYNTH_STRENGTHS = 5, SYNTH_TEXT_MAX = 256 };

#define SYNTH_KIND_LIST(X)                                                                         \
    X(CLEAN, "clean")                                                                              \
    X(TILT, "tilt")                                                                                \
    X(DEFOCUS, "defocus")                                                                          \
    X(MOTION, "motion")                                                                            \
    X(NOISE, "noise")                                                                              \
    X(CONTRAST, "contrast")                                                                        \
    X(INVERTED, "inverted")                                                                        \
    X(GLARE, "glare")                                                                              \
    X(SMALL, "small")                                                                              \
    X(BROKEN, "broken") /* beyond correction: any read is false */                                 \
    X(NONE, "none")     /* no symbol at all: any read is false */                                  \
    X(CORNER, "corner") /* one position pattern hidden by a blob */

enum synth_kind {
#define X(name, text) SYNTH_##name,
    SYNTH_KIND_LIST(X)
#undef X
        SYNTH_KIND_COUNT,
};

const char *synth_kind_name(enum synth_kind kind);

/* px holds SYNTH_WIDTH * SYNTH_HEIGHT bytes. Writes the payload, empty when nothing can be read. */
void synth_frame(enum synth_kind kind, int strength, int number, uint8_t *px,
                 char out_text[SYNTH_TEXT_MAX]);

#endif
