#include "paper/pen.h"

#include <math.h>

static void set_colour(cairo_t *cr, uint32_t colour)
{
    cairo_set_source_rgb(cr, (colour >> 16 & 0xFF) / 255.0, (colour >> 8 & 0xFF) / 255.0,
                         (colour & 0xFF) / 255.0);
}

static struct text_style style_of(const struct pen *pen, const struct pen_text *t)
{
    bool to_black = pen->bitonal && t->colour != PEN_WHITE;
    return (struct text_style){
        .family = t->family,
        .align = t->align,
        .bold = t->bold,
        .markup = t->markup,
        .size_px = t->size,
        .line_height_px = t->line,
        .width_px = t->w,
        .colour = to_black ? (uint32_t)PEN_BLACK : t->colour,
    };
}

int pen_text(struct pen *pen, const struct pen_text *t, const char *text)
{
    struct text_style style = style_of(pen, t);
    const struct text_layout *layout = typeset_layout(pen->ts, &style, str_of(text));
    if (pen->cr != NULL) {
        typeset_draw(pen->ts, pen->cr, t->x, t->y, layout);
    }
    return layout->height_px;
}

static int text_height(struct pen *pen, const struct pen_text *t, const char *text)
{
    struct text_style style = style_of(pen, t);
    return typeset_layout(pen->ts, &style, str_of(text))->height_px;
}

int pen_text_width(struct pen *pen, const struct pen_text *t, const char *text)
{
    struct text_style style = style_of(pen, t);
    return typeset_layout(pen->ts, &style, str_of(text))->widest_px;
}

bool pen_value(struct pen *pen, const struct pen_text *t, const char *text, int h, int least)
{
    struct pen_text fitted = *t;
    bool fits = false;
    for (; !fits && fitted.size >= least; fitted.size--) {
        struct text_style style = style_of(pen, &fitted);
        const struct text_layout *layout = typeset_layout(pen->ts, &style, str_of(text));
        fits = layout->height_px <= h && layout->widest_px <= t->w && !layout->cut;
    }
    fitted.size++;
    int height = text_height(pen, &fitted, text);
    fitted.y += (h - height) / 2;
    pen_text(pen, &fitted, text);
    pen->overflow = pen->overflow || !fits;
    return fits;
}

/* Edges on whole dots, at least one dot thick. */
static void snap(const struct pen *pen, double *from, double *length)
{
    if (pen->dots_per_unit <= 0) {
        return;
    }
    double a = round(*from * pen->dots_per_unit);
    double n = fmax(1, round(*length * pen->dots_per_unit));
    *from = a / pen->dots_per_unit;
    *length = n / pen->dots_per_unit;
}

void pen_fill(struct pen *pen, int x, int y, int w, int h, uint32_t colour)
{
    bool is_tint = colour != PEN_BLACK && colour != PEN_WHITE && colour != PEN_LINE;
    if (pen->cr == NULL || (pen->bitonal && is_tint)) {
        return;
    }
    double left = x, top = y, width = w, height = h;
    snap(pen, &left, &width);
    snap(pen, &top, &height);
    set_colour(pen->cr, pen->bitonal && colour != PEN_WHITE ? (uint32_t)PEN_BLACK : colour);
    cairo_rectangle(pen->cr, left, top, width, height);
    cairo_fill(pen->cr);
}

void pen_frame(struct pen *pen, int x, int y, int w, int h, int thick)
{
    pen_fill(pen, x, y, w, thick, PEN_BLACK);
    pen_fill(pen, x, y + h - thick, w, thick, PEN_BLACK);
    pen_fill(pen, x, y, thick, h, PEN_BLACK);
    pen_fill(pen, x + w - thick, y, thick, h, PEN_BLACK);
}

void pen_tick_box(struct pen *pen, int x, int y, int side)
{
    pen_frame(pen, x, y, side, side, 4);
}

void pen_disc(struct pen *pen, int x, int y, int diameter, const char *digit)
{
    if (pen->cr != NULL) {
        set_colour(pen->cr, PEN_BLACK);
        cairo_new_path(pen->cr);
        cairo_arc(pen->cr, x + diameter / 2.0, y + diameter / 2.0, diameter / 2.0, 0, 2 * M_PI);
        cairo_fill(pen->cr);
    }
    struct pen_text t = {.x = x,
                         .y = y,
                         .w = diameter,
                         .line = diameter,
                         .size = diameter * 7 / 10,
                         .bold = true,
                         .align = ALIGN_CENTER,
                         .colour = PEN_WHITE};
    pen_text(pen, &t, digit);
}

/* A dot printer has no gray: one dot in eight stands for it. */
static cairo_pattern_t *halftone(void)
{
    enum { SIDE = 4 };
    cairo_surface_t *tile = cairo_image_surface_create(CAIRO_FORMAT_A8, SIDE, SIDE);
    cairo_surface_flush(tile);
    unsigned char *p = cairo_image_surface_get_data(tile);
    int stride = cairo_image_surface_get_stride(tile);
    if (p != NULL) {
        p[0] = 0xFF;
        p[2 * stride + 2] = 0xFF;
    }
    cairo_surface_mark_dirty(tile);
    cairo_pattern_t *pattern = cairo_pattern_create_for_surface(tile);
    cairo_surface_destroy(tile);
    cairo_pattern_set_extend(pattern, CAIRO_EXTEND_REPEAT);
    cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST);
    return pattern;
}

static void draw_specimen_text(struct pen *pen, int w, int h, uint32_t colour)
{
    bool tall = w < PEN_SPECIMEN_WIDE;
    int size = w * (tall ? 38 : 36) / 100;
    struct pen_text t = {.w = size * 3,
                         .size = size,
                         .line = size,
                         .bold = true,
                         .align = ALIGN_CENTER,
                         .colour = colour,
                         .x = -size * 3 / 2,
                         .y = -size / 2};
    cairo_save(pen->cr);
    cairo_translate(pen->cr, w / 2.0, h / 2.0);
    cairo_rotate(pen->cr, -M_PI / 4);
    pen_text(pen, &t, "見本");
    cairo_restore(pen->cr);
}

void pen_specimen(struct pen *pen, int w, int h)
{
    if (pen->cr == NULL) {
        return;
    }
    if (!pen->bitonal) {
        draw_specimen_text(pen, w, h, 0xDCDFE4);
        return;
    }
    cairo_push_group_with_content(pen->cr, CAIRO_CONTENT_ALPHA);
    draw_specimen_text(pen, w, h, PEN_BLACK);
    cairo_pattern_t *shape = cairo_pop_group(pen->cr);
    cairo_pattern_t *dots = halftone();
    cairo_save(pen->cr);
    cairo_matrix_t to_dots;
    cairo_get_matrix(pen->cr, &to_dots);
    cairo_pattern_set_matrix(dots, &to_dots);
    cairo_set_source(pen->cr, dots);
    cairo_mask(pen->cr, shape);
    cairo_restore(pen->cr);
    cairo_pattern_destroy(dots);
    cairo_pattern_destroy(shape);
}
