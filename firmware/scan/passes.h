/* The pass plan: which changed picture is looked at, and how hard.
 *
 * Promises: passes stand in the order of their cost and worth; a pass adds codes to the result and
 * never takes one away. To add one: a row here, its picture in passes.c. Bounded work a pass.
 */
#ifndef SCAN_PASSES_H
#define SCAN_PASSES_H

#include "scan/symbol.h"

/* X(name, source, scale to work coordinates, threshold radius, row step, patient); a negative
 * radius is the threshold for faint symbols */
#define PASS_LIST(X)                                                                               \
    X(RAW, AS_IS, 1.0F, 3, 3, false)                                                               \
    X(HALF, HALF, 2.0F, 3, 2, true)                                                                \
    X(BLUR, BLUR, 1.0F, 3, 2, true)                                                                \
    X(CLOSE, AS_IS, 1.0F, 1, 2, true)                                                              \
    X(SHARP, SHARP, 1.0F, 3, 2, true)                                                              \
    X(FAINT, BLUR, 1.0F, -3, 2, true)                                                              \
    X(DOUBLE, DOUBLE, 0.5F, 3, 3, true)                                                            \
    X(QUARTER, QUARTER, 4.0F, 7, 1, true)                                                          \
    X(ZBAR_FULL, AS_IS, 1.0F, 0, 0, false)                                                         \
    X(ZBAR_BLUR, BLUR, 1.0F, 0, 0, false)

enum pass {
#define X(name, source, scale, radius, step, patient) PASS_##name,
    PASS_LIST(X)
#undef X
        PASS_COUNT,
};

enum {
    PASS_BARS = PASS_COUNT, /* bit in scan_result.passes of the search for linear codes */
    PASS_WORK_SIDE_MAX = 2 * SCAN_WORK_SIDE_MAX_PX,
};

struct pass_room {
    struct zbar_reader zbar;
    struct symbol_room symbol;
    struct plane work;    /* the frame */
    struct plane changed; /* what filters write */
    struct plane spare;
    struct threshold threshold;
    struct finder_list finders;
    struct triple triples[TRIPLES_MAX];
};

[[nodiscard]] struct err pass_room_open(struct pass_room *out); /* NO_MEMORY */
void pass_room_close(struct pass_room *room);

/* Runs one pass over room->work. Codes get work coordinates. */
void pass_run(struct pass_room *room, enum pass pass, struct scan_result *result);

#endif
