/* How well known patterns lie under a warp, and where an alignment pattern really is.
 *
 * Promises: pure; scores are -1 .. 1, the share of the contrast at the looked-at modules that has
 * the expected sign. Bounded work: the search radius is capped at ALIGN_RADIUS_MAX modules.
 */
#ifndef SCAN_ALIGN_H
#define SCAN_ALIGN_H

#include "scan/finder.h"
#include "scan/warp.h"

enum { ALIGN_RADIUS_MAX = 8 };

/* A symbol as far as it is known: where it lies, and which modules it must have. */
struct grid {
    struct warp warp;
    int version;
    bool inverted;
    float score; /* of the known modules */
};

/* Looks around the place the warp predicts for the alignment pattern centred on module
 * (column, row). Writes where it was found in pixels; returns the score there, -1 without any. */
float align_find(const struct scene *s, const struct grid *g, int column, int row,
                 float radius_modules, struct point_f *out);

/* Score of the position patterns, timing and alignment patterns under g->warp. */
float align_score(const struct scene *s, const struct grid *g, const struct qr_layout *l);

/* The same without the position pattern around the module (apart[0], apart[1]): it is hidden. */
float align_score_apart(const struct scene *s, const struct grid *g, const struct qr_layout *l,
                        const int apart[2]);

/* The same over the position patterns alone: cheap, and low for three patterns that only look it.
 */
float align_corner_score(const struct scene *s, const struct grid *g, const struct qr_layout *l);

#endif
