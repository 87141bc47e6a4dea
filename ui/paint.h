/* Paints a tree: the static layer by Cairo, the live parts over it.
 *
 * Promises: the same tree and fonts give the same pixels. Pixels are CAIRO_FORMAT_RGB24 (0x00RRGGBB
 * in native order). Live parts never touch anything outside their rectangle grown by
 * LIVE_MARGIN_PX.
 */
#ifndef UI_PAINT_H
#define UI_PAINT_H

#include <cairo.h>
#include "base/image.h"
#include "ui/node.h"

enum { LIVE_MARGIN_PX = 12, PULSE_PERIOD_MS = 1000, PROGRESS_PERIOD_MS = 1600 };

/* Everything but the live parts, over the whole surface. */
void paint_static(const struct node_tree *t, cairo_surface_t *surface);

enum camera_mark { CAMERA_MARK_IDLE, CAMERA_MARK_FINDER, CAMERA_MARK_READ };

struct live_state {
    uint64_t now_ms;
    const struct image_gray *camera; /* NULL: leave the slot */
    enum camera_mark mark;
    int seconds_left, seconds_full;
};

/* The node's live part, over what is there. */
void paint_live(const struct node_tree *t, int node, const struct live_state *state,
                cairo_surface_t *surface);

/* The visible focus of the five keys. */
void paint_focus(const struct node_tree *t, int node, cairo_surface_t *surface);

/* A control while it is held down. */
void paint_pressed(const struct node_tree *t, int node, cairo_surface_t *surface);

/* What paint_live may change. */
struct rect paint_live_rect(const struct node_tree *t, int node);

#endif
