/* From module coordinates to pixels: a projection, and where paper bends a mesh of shifts on it.
 *
 * Promises: pure arithmetic. Module coordinates: (0, 0) is the outer corner of the top left module,
 * (side, side) the opposite one; the centre of the top left position pattern is (3.5, 3.5).
 */
#ifndef SCAN_WARP_H
#define SCAN_WARP_H

#include <stdbool.h>
#include "base/image.h"
#include "scan/qr_layout.h"

struct warp {
    float h[9]; /* x = (h0 u + h1 v + h2) / w, y = (h3 u + h4 v + h5) / w, w = h6 u + h7 v + h8 */
    int nodes;  /* of the mesh on each axis; 0: projection only */
    float node_at[QR_ALIGN_MAX];
    struct point_f shift[QR_ALIGN_MAX][QR_ALIGN_MAX]; /* [row][column], pixels */
};

/* The projection that takes module[i] to pixel[i]. False when three of the points are in line. */
[[nodiscard]] bool warp_from_points(const struct point_f module[4], const struct point_f pixel[4],
                                    struct warp *out);

struct point_f warp_at(const struct warp *w, float u, float v);

/* How far one module reaches at (u, v): along the columns (out_u) and along the rows (out_v). */
void warp_steps(const struct warp *w, float u, float v, struct point_f *out_u,
                struct point_f *out_v);

#endif
