/* How the panel looks: each widget in the theme's colours. */
#include "sim/panel_parts.h"
#include "ui/shape.h"
#include "ui/theme.h"

enum { BUTTON_RADIUS = 6, LABEL_WIDTH = 78, VALUE_WIDTH = 54 };

struct lettering_of {
    int size_px;
    bool is_bold;
    enum colour ink;
    enum text_align align;
    enum text_family family;
};

static const struct lettering_of title = {16, true, COLOUR_TEXT, ALIGN_START, FAMILY_UI};
static const struct lettering_of head = {13, true, COLOUR_TEXT_SUB, ALIGN_START, FAMILY_UI};
static const struct lettering_of plain = {13, false, COLOUR_TEXT, ALIGN_START, FAMILY_UI};
static const struct lettering_of strong = {13, true, COLOUR_TEXT, ALIGN_START, FAMILY_UI};
static const struct lettering_of small = {12, false, COLOUR_TEXT_SUB, ALIGN_START, FAMILY_UI};
static const struct lettering_of tiny = {11, false, COLOUR_TEXT_SUB, ALIGN_START, FAMILY_UI};

static void source(cairo_t *cr, enum colour c)
{
    shape_source(cr, colour_rgb(c, false));
}

/* One line, in the middle of the height; what is too wide is cut at the edge. */
static void draw_text(struct panel *p, cairo_t *cr, struct rect r, const char *text,
                      struct lettering_of l)
{
    if (text[0] == '\0') {
        return;
    }
    const struct text_style style = {.family = l.family,
                                     .bold = l.is_bold,
                                     .size_px = l.size_px,
                                     .line_height_px = l.size_px + l.size_px / 3,
                                     .colour = colour_rgb(l.ink, false)};
    const struct text_layout *set = typeset_layout(p->typeset, &style, str_of(text));
    int spare = r.w - set->widest_px;
    int indent = l.align == ALIGN_CENTER ? spare / 2 : l.align == ALIGN_END ? spare : 0;
    cairo_save(cr);
    cairo_rectangle(cr, r.x, r.y, r.w, r.h);
    cairo_clip(cr);
    typeset_draw(p->typeset, cr, r.x + (indent > 0 ? indent : 0),
                 r.y + (r.h - set->height_px) / 2.0, set);
    cairo_restore(cr);
}

static void draw_box(cairo_t *cr, struct rect r, enum colour fill, enum colour stroke)
{
    shape_box(cr, r, 0.5, BUTTON_RADIUS);
    source(cr, fill);
    cairo_fill_preserve(cr);
    source(cr, stroke);
    cairo_set_line_width(cr, 1);
    cairo_stroke(cr);
}

static void draw_button(struct panel *p, cairo_t *cr, const struct panel_widget *w)
{
    struct lettering_of l = w->is_on ? strong : plain;
    l.align = ALIGN_CENTER;
    l.ink = w->is_on ? COLOUR_ACTION : w->is_off ? COLOUR_LINE : COLOUR_TEXT;
    draw_box(cr, w->rect,
             w->is_on    ? COLOUR_ACTION_TINT
             : w->is_off ? COLOUR_CARD
                         : COLOUR_GROUND,
             w->is_on ? COLOUR_ACTION : COLOUR_LINE_SOFT);
    draw_text(p, cr, w->rect, w->text, l);
}

static void draw_code(struct panel *p, cairo_t *cr, const struct panel_widget *w)
{
    enum { KEYS = 9 };
    struct rect r = w->rect;
    struct lettering_of l = strong;
    l.ink = w->is_on ? COLOUR_ACTION : COLOUR_TEXT;
    draw_box(cr, r, w->is_on ? COLOUR_ACTION_TINT : COLOUR_GROUND,
             w->is_on ? COLOUR_ACTION : COLOUR_LINE_SOFT);
    draw_text(p, cr, (struct rect){r.x + 8, r.y + 1, r.w - 30, 17}, w->text, l);
    draw_text(p, cr, (struct rect){r.x + 8, r.y + 17, r.w - 16, 15}, w->sub, tiny);
    if (w->argument < KEYS) {
        char key[2] = {(char)('1' + w->argument), '\0'};
        l = tiny;
        l.align = ALIGN_END;
        draw_text(p, cr, (struct rect){r.x + r.w - 24, r.y + 1, 16, 17}, key, l);
    }
}

/* A box with a cross when struck, so that colour is not all that tells. */
static void draw_fault(struct panel *p, cairo_t *cr, const struct panel_widget *w)
{
    struct rect r = w->rect;
    struct rect box = {r.x + 7, r.y + (r.h - 10) / 2, 10, 10};
    struct lettering_of l = w->is_on ? strong : plain;
    l.size_px = 12;
    draw_box(cr, r, w->is_on ? COLOUR_ATTENTION : COLOUR_GROUND,
             w->is_on ? COLOUR_ON_ATTENTION : COLOUR_LINE_SOFT);
    shape_box(cr, box, 0.5, 2);
    source(cr, w->is_on ? COLOUR_ON_ATTENTION : COLOUR_LINE);
    if (w->is_on) {
        cairo_move_to(cr, box.x + 2.5, box.y + 2.5);
        cairo_line_to(cr, box.x + 7.5, box.y + 7.5);
        cairo_move_to(cr, box.x + 7.5, box.y + 2.5);
        cairo_line_to(cr, box.x + 2.5, box.y + 7.5);
    }
    cairo_stroke(cr);
    draw_text(p, cr, (struct rect){r.x + 22, r.y, r.w - 24, r.h}, w->text, l);
}

struct rect panel_slider_track(const struct panel_widget *w)
{
    return (struct rect){w->rect.x + LABEL_WIDTH, w->rect.y, w->rect.w - LABEL_WIDTH - VALUE_WIDTH,
                         w->rect.h};
}

static void draw_slider(struct panel *p, cairo_t *cr, const struct panel_widget *w)
{
    struct rect r = w->rect;
    struct rect track = panel_slider_track(w);
    struct lettering_of l = small;
    double x = track.x + (double)w->share * track.w;
    double y = r.y + r.h / 2.0;
    l.ink = COLOUR_TEXT;
    draw_text(p, cr, (struct rect){r.x, r.y, LABEL_WIDTH - 8, r.h}, w->text, l);
    cairo_set_line_width(cr, 3);
    cairo_new_path(cr);
    source(cr, COLOUR_LINE_SOFT);
    cairo_move_to(cr, track.x, y);
    cairo_line_to(cr, track.x + track.w, y);
    cairo_stroke(cr);
    source(cr, COLOUR_ACTION);
    cairo_move_to(cr, track.x, y);
    cairo_line_to(cr, x, y);
    cairo_stroke(cr);
    cairo_arc(cr, x, y, 6, 0, 6.2832);
    cairo_fill(cr);
    l.ink = COLOUR_TEXT_SUB;
    l.align = ALIGN_END;
    draw_text(p, cr, (struct rect){r.x + r.w - VALUE_WIDTH + 8, r.y, VALUE_WIDTH - 8, r.h}, w->sub,
              l);
}

static void draw_picture(struct panel *p, cairo_t *cr, const struct panel_widget *w)
{
    struct lettering_of l = plain;
    l.align = ALIGN_CENTER;
    l.ink = COLOUR_ON_DARK;
    shape_box(cr, w->rect, 0, 0);
    source(cr, w->is_on ? COLOUR_CAMERA : COLOUR_DARK);
    cairo_fill(cr);
    if (!w->is_on || p->picture == NULL) {
        draw_text(p, cr, w->rect, w->text, l);
        return;
    }
    cairo_save(cr);
    cairo_translate(cr, w->rect.x, w->rect.y);
    cairo_scale(cr, (double)w->rect.w / cairo_image_surface_get_width(p->picture),
                (double)w->rect.h / cairo_image_surface_get_height(p->picture));
    cairo_set_source_surface(cr, p->picture, 0, 0);
    cairo_paint(cr);
    cairo_restore(cr);
}

void panel_draw_widget(struct panel *p, cairo_t *cr, const struct panel_widget *w)
{
    switch (w->look) {
    case PANEL_LOOK_TITLE:
        draw_text(p, cr, w->rect, w->text, title);
        break;
    case PANEL_LOOK_HEAD:
        draw_text(p, cr, w->rect, w->text, head);
        break;
    case PANEL_LOOK_TEXT:
        draw_text(p, cr, w->rect, w->text, small);
        break;
    case PANEL_LOOK_LOG:
        draw_text(p, cr, w->rect, w->text, tiny);
        break;
    case PANEL_LOOK_BUTTON:
        draw_button(p, cr, w);
        break;
    case PANEL_LOOK_CODE:
        draw_code(p, cr, w);
        break;
    case PANEL_LOOK_FAULT:
        draw_fault(p, cr, w);
        break;
    case PANEL_LOOK_SLIDER:
        draw_slider(p, cr, w);
        break;
    case PANEL_LOOK_PICTURE:
        draw_picture(p, cr, w);
        break;
    case PANEL_LOOK_SLIP:
        panel_papers_draw(p, cr, w);
        break;
    }
}
