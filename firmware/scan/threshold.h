/* Local black level of a picture: one threshold for each block of 8 by 8 pixels.
 *
 * Promises: the threshold of a block is the mean over a window of blocks, so it lies between the
 * dark and the light of any texture in it, at every contrast; where there is nothing but flat
 * colour it is 0, so that all is light. Fixed memory, provided by the caller.
 */
#ifndef SCAN_THRESHOLD_H
#define SCAN_THRESHOLD_H

#include <stdint.h>
#include "scan/plane.h"

enum { THRESHOLD_BLOCK_PX = 8 };

struct threshold {
    uint8_t *level; /* columns * rows, provided by the caller */
    uint8_t *mean;  /* scratch of the same size */
    uint8_t *range; /* scratch of the same size */
    int columns;
    int rows;
};

/* The blocks a plane of at most side_max a side can need. */
static inline int threshold_blocks_max(int side_max)
{
    int n = (side_max + THRESHOLD_BLOCK_PX - 1) / THRESHOLD_BLOCK_PX;
    return n * n;
}

/* radius: the window is 2 * radius + 1 blocks a side. flat_levels: less contrast than that is flat;
 * above a camera's noise, or noise is searched for patterns. Looks at part of the rows only. */
void threshold_make(struct threshold *out, const struct plane *picture, int radius,
                    int flat_levels);

/* For faint symbols beside strong edges: the mean of those neighbouring blocks only whose own mean
 * is near that of the block. Slower; wants a picture with little noise. */
void threshold_make_faint(struct threshold *out, const struct plane *picture, int radius);

static inline int threshold_at(const struct threshold *t, int x, int y)
{
    return t->level[(y / THRESHOLD_BLOCK_PX) * t->columns + x / THRESHOLD_BLOCK_PX];
}

#endif
