/* From three position patterns to a grid of modules: version, fourth corner, mesh.
 *
 * Promises: every step only proposes; nothing is a symbol until its error correction says so.
 * Bounded work: at most GRID_VERSIONS versions are tried for a triple.
 */
#ifndef SCAN_GRID_H
#define SCAN_GRID_H

#include "scan/align.h"
#include "scan/triple.h"

enum { GRID_VERSIONS = 7 };

/* One corner of the symbol with its local scale. */
struct grid_corner {
    struct finder at;
    float along_px;  /* a module towards the top right pattern */
    float across_px; /* a module towards the bottom left pattern */
    bool measured;
};

struct grid_frame {
    struct grid_corner corner[3]; /* top left, top right, bottom left */
    struct point_f along;         /* unit vectors */
    struct point_f across;
    int version[GRID_VERSIONS]; /* likeliest first */
    int version_count;
    bool sure; /* both timing patterns say the same */
};

/* Measures the three patterns and lists the possible versions. False when nothing fits. */
[[nodiscard]] bool grid_measure(const struct scene *s, const struct finder *const f[3],
                                struct grid_frame *out);

/* Lays the grid for one version; l must be the layout of it. False when it degenerates. */
[[nodiscard]] bool grid_lay(const struct scene *s, const struct grid_frame *f,
                            const struct qr_layout *l, struct grid *out);

/* The corners of the symbol (top left, top right, bottom right, bottom left), times scale, moved by
 * origin. */
void grid_corners(const struct grid *g, float scale, struct point_f origin, struct point_f out[4]);

/* Moves the corners until the known modules fit best. */
void grid_climb(const struct scene *s, const struct qr_layout *l, struct grid *g);

/* Measures all alignment patterns and bends the grid over them (versions 7 and up). */
void grid_bend(const struct scene *s, const struct qr_layout *l, struct grid *g);

#endif
