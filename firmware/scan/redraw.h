/* A symbol drawn straight for ZBar: known modules as they must be, the rest as sampled.
 *
 * Promises: writes (side + 2 * REDRAW_QUIET) * scale pixels a side into out->px, which must hold
 * REDRAW_BYTES_MAX.
 */
#ifndef SCAN_REDRAW_H
#define SCAN_REDRAW_H

#include "scan/plane.h"
#include "scan/qr_check.h"

enum {
    REDRAW_QUIET = 4,
    REDRAW_SCALE_MAX = 3,
    REDRAW_SIDE_MAX = (QR_SIDE_MAX + 2 * REDRAW_QUIET) * REDRAW_SCALE_MAX,
    REDRAW_BYTES_MAX = REDRAW_SIDE_MAX * REDRAW_SIDE_MAX,
};

void redraw(const struct qr_modules *m, const struct qr_layout *l, const struct qr_verdict *v,
            int scale, struct plane *out);

#endif
