/* Module values from a picture under a grid, and what they mean against their neighbours.
 *
 * Promises: bounded by the side of the symbol; outside the picture the nearest pixel counts.
 */
#ifndef SCAN_SAMPLE_H
#define SCAN_SAMPLE_H

#include "scan/align.h"
#include "scan/qr_check.h"

enum { SAMPLE_SIDE_MAX = QR_SIDE_MAX + 2, SAMPLE_CELLS_MAX = SAMPLE_SIDE_MAX * SAMPLE_SIDE_MAX };

/* Gray of each module and of one module of quiet zone around; always dark-on-light. */
struct samples {
    int side; /* of the symbol, without the border */
    float gray[SAMPLE_CELLS_MAX];
    float level[SAMPLE_CELLS_MAX]; /* -1 dark .. 1 light, against the local black level */
    float scratch[4][SAMPLE_CELLS_MAX];
    float contrast; /* mean gray between light and dark modules */
};

void sample_take(const struct scene *s, const struct grid *g, const struct qr_layout *l,
                 struct samples *out);

/* Undoes blur: a filter over the 3 by 3 neighbourhood of a module, fitted so that the modules
 * whose colour is known come out right, applied to all. False when it cannot be fitted. */
[[nodiscard]] bool sample_equalise(struct samples *s, const struct qr_layout *l);

void sample_modules(const struct samples *s, int version, struct qr_modules *out);

#endif
