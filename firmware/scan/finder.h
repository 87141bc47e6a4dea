/* Position patterns: the three concentric squares in the corners of a QR symbol.
 *
 * Promises: looks at every row_step-th row for dark-light-dark-light-dark (and the reverse) in the
 * ratio 1:1:3:1:1, then across in other directions; at most FINDERS_MAX, those seen most often.
 * Bounded work: hits that repeat a known pattern cost nothing more. Source: ISO/IEC 18004 6.3.3.
 */
#ifndef SCAN_FINDER_H
#define SCAN_FINDER_H

#include <stdbool.h>
#include "scan/plane.h"
#include "scan/threshold.h"

enum { FINDERS_MAX = 48, FINDER_QUALITY_MAX = 24 };

struct finder {
    float x; /* centre, in pixels of the picture; the centre of the first pixel is 0.5 */
    float y;
    float module_px; /* mean over the directions measured */
    int hits;        /* rows that crossed it */
    int quality;     /* 0 .. FINDER_QUALITY_MAX: places on its rings with the right colour */
    bool inverted;   /* light on dark */
};

struct finder_list {
    int count;
    struct finder item[FINDERS_MAX];
};

/* What a search looks at. */
struct scene {
    const struct plane *picture;
    const struct threshold *threshold;
};

/* The most perfect first. */
void finder_search(const struct scene *s, int row_step, struct finder_list *out);

/* A straight cut through a pattern. */
struct finder_cut {
    float minus_px; /* from the point to the outer edge against the direction */
    float plus_px;  /* and along it */
};

/* Walks from (x, y) both ways along the unit vector (dx, dy) over stone, light ring and dark ring
 * with edges to a fraction of a pixel. False unless the ratio is about 1:1:3:1:1. */
[[nodiscard]] bool finder_cut(const struct scene *s, const struct finder *f, float dx, float dy,
                              struct finder_cut *out);

#endif
