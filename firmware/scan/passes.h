/* The pass plan: which changed picture is looked at, and how hard.
 *
 * Promises: passes stand in the order of their cost and worth; a pass adds codes to the result and
 * never takes one away. To add one: a row here, its picture in passes.c. Bounded work a pass.
 */
#ifndef SCAN_PASSES_H
#define SCAN_PASSES_H

#include "scan/symbol.h"

/* X(name, source, scale to work coordinates, threshold radius, row step, patient, cost); a negative
 * radius is the threshold for faint symbols, row step 0 is ZBar on the whole picture. Cost is about
 * milliseconds on a 1280 by 720 frame of the machine the figures in README.md come from. */
#define PASS_LIST(X)                                                                               \
    X(RAW, AS_IS, 1.0F, 3, 3, false, 1)                                                            \
    X(HALF, HALF, 2.0F, 3, 2, true, 2)                                                             \
    X(QUARTER, QUARTER, 4.0F, 7, 1, true, 1)                                                       \
    X(BLUR, BLUR, 1.0F, 3, 2, true, 4)                                                             \
    X(CLOSE, AS_IS, 1.0F, 1, 2, true, 4)                                                           \
    X(SHARP, SHARP, 1.0F, 3, 2, true, 5)                                                           \
    X(FAINT, BLUR, 1.0F, -3, 2, true, 8)                                                           \
    X(DOUBLE, DOUBLE, 0.5F, 3, 3, true, 8)                                                         \
    X(PAIRS, AS_IS, 1.0F, 3, 2, true, 10)                                                          \
    X(ZBAR_FULL, AS_IS, 1.0F, 0, 0, false, 20)                                                     \
    X(ZBAR_BLUR, BLUR, 1.0F, 0, 0, false, 20)

enum pass {
#define X(name, source, scale, radius, step, patient, cost) PASS_##name,
    PASS_LIST(X)
#undef X
        PASS_COUNT,
};

enum {
    PASS_BARS = PASS_COUNT, /* bit in scan_result.passes of the search for linear codes */
    PASS_WORK_SIDE_MAX = 2 * SCAN_WORK_SIDE_MAX_PX,
};

/* The best place for a symbol seen in this frame, read or not; work coordinates. */
struct sighting {
    bool seen;
    struct point_f corner[4];
    float module_px;
    float score;    /* of the known modules; 0 when only a position pattern was seen */
    float contrast; /* gray between dark and light, of a symbol that was sampled */
    bool inverted;
};

struct pass_room {
    struct zbar_reader zbar;
    struct symbol_room symbol;
    struct plane work;     /* the frame */
    struct plane near;     /* the part of it around a symbol, while focused */
    struct point_f origin; /* of the picture looked at, in work coordinates */
    bool focused;
    struct plane changed; /* what filters write */
    struct plane spare;
    struct threshold threshold;
    struct finder_list finders;
    struct triple triples[TRIPLES_MAX];
    struct sighting sighting;
    struct merge merge;
    int spent;     /* on reading symbols in this frame, in the unit of pass_cost */
    int spend_max; /* once more is spent, no further symbol is read in this frame */
};

[[nodiscard]] struct err pass_room_open(struct pass_room *out); /* NO_MEMORY */
void pass_room_close(struct pass_room *room);

/* In tenths of the unit of PASS_LIST; less while focused on a part. */
int pass_cost(const struct pass_room *room, enum pass pass);

/* Call before the first pass of a frame that stands in room->work. spend_max: see there. */
void pass_begin(struct pass_room *room, int spend_max);

/* From here on passes look only at the surroundings of s. False when that would save little. */
[[nodiscard]] bool pass_focus(struct pass_room *room, const struct sighting *s);
void pass_widen(struct pass_room *room); /* and from here on at the whole frame again */

/* Runs one pass over room->work, or what is focused of it. Codes get work coordinates. */
void pass_run(struct pass_room *room, enum pass pass, struct scan_result *result);

#endif
