/* One side without its window: tree, static layer, what is shown, touch.
 *
 * Promises: paints the static layer only when the tree's hash changes and live parts only in their
 * rectangles; names every rectangle whose pixels changed. No SDL. The camera frame is drawn, never
 * kept apart from the picture shown.
 */
#ifndef UI_PANE_H
#define UI_PANE_H

#include <cairo.h>
#include "base/err.h"
#include "base/image.h"
#include "ui/lettering.h"
#include "ui/touch.h"
#include "ui/window.h"

enum { PANE_DIRTY_MAX = 8, PANE_CURTAIN_MS = 300 };

struct pane {
    enum side side;
    int width, height;
    struct node_tree tree[2];
    int current; /* index of the tree that is shown */
    bool built;
    uint64_t hash;
    bool trees_only; /* nothing is painted */
    cairo_surface_t *layer, *shown;
    union pane_view {
        struct applicant_view applicant;
        struct staff_view staff;
    } seen, normal; /* the last view, volatile fields made equal; the one at hand */
    struct touch touch;
    bool look_changed; /* pressed or focus frame */
    bool curtains;     /* between two persons the screen is blank for PANE_CURTAIN_MS */
    uint64_t curtain_until_ms;
    bool camera_drawn;
    struct rect camera_rect;
    int camera_mark;
    int seconds_full; /* of the time strip */
    int dirty_count;
    struct rect dirty[PANE_DIRTY_MAX];
    struct ui_counts counts;
};

/* `lettering` is borrowed for the pane's life. NO_MEMORY. */
struct pane_setup {
    enum side side;
    bool upright;    /* a staff pane for the applicant's portrait screen */
    bool trees_only; /* no pixels, pane_show builds only */
    struct lettering *lettering;
};
struct err pane_init(struct pane *p, const struct pane_setup *setup);
void pane_deinit(struct pane *p);

struct pane_input {
    const struct applicant_view *applicant; /* of an applicant pane */
    const struct staff_view *staff;         /* of a staff pane */
    const struct image_gray *camera;
    uint64_t now_ms;
};

/* True: pixels changed; dirty[] says where. */
bool pane_show(struct pane *p, const struct pane_input *in);

const struct node_tree *pane_tree(const struct pane *p);
bool pane_is_moving(const struct pane *p); /* a pulse, a progress bar, a curtain */

#endif
