/* One symbol over several frames: glare and cracks move, so damaged views can make one whole.
 *
 * Promises: adds up soft module values of views that agree in version, colour and place; what does
 * not agree starts a new sum. Older views count less with every frame. Fixed memory.
 */
#ifndef SCAN_MERGE_H
#define SCAN_MERGE_H

#include <stdbool.h>
#include "scan/align.h"
#include "scan/qr_check.h"

enum { MERGE_FRAMES_KEPT = 8 /* unseen for longer, it is forgotten */ };

struct merge {
    int version; /* 0: nothing kept */
    bool inverted;
    bool added; /* in this frame */
    int views;
    float score; /* of the last view's grid */
    int frames_unseen;
    struct point_f corner[4]; /* work coordinates of the last view */
    int16_t sum[QR_MODULES_MAX];
};

void merge_forget(struct merge *m);
void merge_next_frame(struct merge *m);

/* Adds a view, at most one a frame, with the grid's corners in work coordinates. True when there
 * are now at least two views to take. */
[[nodiscard]] bool merge_add(struct merge *m, const struct grid *g, const struct point_f corner[4],
                             const struct qr_modules *modules);

/* Writes the sum as modules of the version last added. */
void merge_take(const struct merge *m, struct qr_modules *out);

#endif
