/* Which one thing to tell the person, from picture statistics.
 *
 * Promises: pure and deterministic; looks at the frame, at what the engine saw in it and at a small
 * copy of the frame before, never at time. The order of enum scan_hint is the order of preference
 * (ux: one hint at a time). Costs well under a millisecond.
 */
#ifndef SCAN_HINTS_H
#define SCAN_HINTS_H

#include "scan/engine.h"
#include "scan/passes.h"

enum {
    HINT_THUMB_WIDTH = 32,
    HINT_THUMB_HEIGHT = 18,
    HINT_THUMB_CELLS = HINT_THUMB_WIDTH * HINT_THUMB_HEIGHT,
};

/* The frame in a few hundred cells. */
struct picture_stats {
    uint8_t mean[HINT_THUMB_CELLS];
    int level;            /* mean gray of the whole picture */
    int spread;           /* between the darkest and the lightest cell */
    int bright;           /* 95th percentile of the cells' brightest samples */
    float saturated;      /* share of cells that are white throughout */
    float sharpness;      /* 0..1: steepest step between neighbours as a share of the contrast
                             around it, upper quartile of the cells with contrast */
    float contrast_cells; /* share of cells with contrast at all */
};

/* Between frames: whether the picture moves. */
struct hint_memory {
    bool known;
    uint8_t mean[HINT_THUMB_CELLS];
};

void picture_stats_make(const struct plane *picture, struct picture_stats *out);

enum scan_hint hint_for(const struct plane *picture, const struct sighting *sighting,
                        int code_count, struct hint_memory *memory);

/* Phone or paper, from the surroundings of a symbol in work coordinates. */
enum scan_carrier carrier_guess(const struct plane *picture, const struct sighting *sighting);

#endif
