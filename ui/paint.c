#include "ui/paint.h"

#include "ui/down.h"
#include "ui/lettering.h"
#include "ui/shape.h"

static void paint_box(const struct node_tree *t, const struct node *n, cairo_t *cr)
{
    bool dark = t->modes.contrast;
    if (n->fill != COLOUR_NONE) {
        shape_box(cr, n->rect, 0, n->radius);
        shape_source(cr, colour_rgb(n->fill, dark));
        cairo_fill(cr);
    }
    if (n->stroke != COLOUR_NONE && n->stroke_px > 0) {
        shape_box(cr, n->rect, n->stroke_px / 2.0, n->radius);
        shape_source(cr, colour_rgb(n->stroke, dark));
        cairo_set_line_width(cr, n->stroke_px);
        cairo_stroke(cr);
    }
}

static void paint_icon(const struct node_tree *t, const struct node *n, cairo_t *cr)
{
    bool dark = t->modes.contrast;
    struct icon_colours colours = {colour_rgb(n->ink, dark),
                                   n->sign == COLOUR_NONE ? 0 : colour_rgb(n->sign, dark)};
    icon_draw(cr, n->icon, n->rect.x + (n->rect.w - n->icon_px) / 2,
              n->rect.y + (n->rect.h - n->icon_px) / 2, n->icon_px, colours);
}

static void paint_picture(const struct node_tree *t, const struct node *n, cairo_t *cr)
{
    bool dark = t->modes.contrast;
    const struct picture_colours colours = {
        colour_rgb(COLOUR_TEXT, dark), colour_rgb(COLOUR_SHEET, dark),
        colour_rgb(COLOUR_ACTION, dark), colour_rgb(COLOUR_ACTION_TINT, dark),
        colour_rgb(COLOUR_PICTURE_SOFT, dark)};
    picture_draw(cr, n->picture, (struct picture_place){n->rect.x, n->rect.y, n->rect.w, n->rect.h},
                 colours);
}

static void paint_text(const struct node_tree *t, int i, cairo_t *cr)
{
    const struct node *n = &t->node[i];
    if (t->lettering->typeset == NULL) {
        down_paint_text(t, i, cr);
        return;
    }
    int width = n->rect.w - 2 * n->pad_x;
    const struct text_layout *set = lettering_set(t, i, width);
    typeset_draw(t->lettering->typeset, cr, n->rect.x + n->pad_x, n->rect.y + n->pad_y, set);
}

void paint_static(const struct node_tree *t, cairo_surface_t *surface)
{
    cairo_t *cr = cairo_create(surface);
    for (int i = 0; i < t->count; i++) {
        const struct node *n = &t->node[i];
        if (n->live == LIVE_PULSE || n->live == LIVE_PROGRESS || n->live == LIVE_TIME) {
            continue;
        }
        paint_box(t, n, cr);
        if (n->icon != ICON_NONE) {
            paint_icon(t, n, cr);
        }
        if (n->picture != PICTURE_NONE) {
            paint_picture(t, n, cr);
        }
        if (n->text != 0) {
            paint_text(t, i, cr);
        }
    }
    cairo_destroy(cr);
    cairo_surface_flush(surface);
}

void paint_focus(const struct node_tree *t, int node, cairo_surface_t *surface)
{
    const struct node *n = &t->node[node];
    cairo_t *cr = cairo_create(surface);
    struct rect outer = shape_grown(n->rect, LIVE_MARGIN_PX);
    shape_box(cr, outer, 4, n->radius + LIVE_MARGIN_PX);
    shape_source(cr, colour_rgb(COLOUR_FOCUS, t->modes.contrast));
    cairo_set_line_width(cr, 8);
    cairo_stroke(cr);
    shape_box(cr, outer, 10, n->radius + LIVE_MARGIN_PX);
    shape_source(cr, colour_rgb(COLOUR_FOCUS_RING, t->modes.contrast));
    cairo_set_line_width(cr, 4);
    cairo_stroke(cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
}

void paint_pressed(const struct node_tree *t, int node, cairo_surface_t *surface)
{
    const struct node *n = &t->node[node];
    cairo_t *cr = cairo_create(surface);
    shape_box(cr, n->rect, 0, n->radius);
    uint32_t rgb = colour_rgb(COLOUR_TEXT, t->modes.contrast);
    cairo_set_source_rgba(cr, (double)(rgb >> 16 & 0xFF) / 255.0, (double)(rgb >> 8 & 0xFF) / 255.0,
                          (double)(rgb & 0xFF) / 255.0, 0.18);
    cairo_fill(cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
}
