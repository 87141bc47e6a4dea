#include "ui/down.h"

#include <assert.h>
#include <string.h>
#include "base/utf8.h"
#include "ui/shape.h"

enum { LEVELS = 8, RUN_EDGE = 32, RUN_SOFT = 4, SIXTEENTHS = 16 };

struct down_glyph {
    enum type type;
    uint32_t code;
    int advance_16;      /* px / 16 */
    int left, top, w, h; /* of the mask, from the pen on the baseline, y downwards */
    const char *mask;    /* runs of eight levels, see next_run */
};

static const struct down_glyph glyphs[] = {
#define GLYPH(type, code, advance_16, left, top, w, h, mask)                                       \
    {TYPE_##type, code, advance_16, left, top, w, h, mask},
#include "ui/down_glyphs.def"
#undef GLYPH
};

enum down_kind { DOWN_BOX, DOWN_LINE, DOWN_CLOCK, DOWN_NUMBER, DOWN_CODE };

struct down_row {
    enum screen screen;
    enum down_kind kind;
    struct node node; /* of a line: x is the pen, or the end of the clock, the middle of a number */
    const char *text; /* of a box: its access name */
};

static const struct down_row rows[] = {
#define BOX(screen_, x_, y_, w_, h_, fill_, stroke_, stroke_px_, radius_, icon_, icon_px_, ink_,   \
            sign_, role_, action_, name_)                                                          \
    {SCREEN_##screen_,                                                                             \
     DOWN_BOX,                                                                                     \
     {.rect = {x_, y_, w_, h_},                                                                    \
      .fill = COLOUR_##fill_,                                                                      \
      .stroke = COLOUR_##stroke_,                                                                  \
      .stroke_px = stroke_px_,                                                                     \
      .radius = radius_,                                                                           \
      .icon = ICON_##icon_,                                                                        \
      .icon_px = icon_px_,                                                                         \
      .ink = COLOUR_##ink_,                                                                        \
      .sign = COLOUR_##sign_,                                                                      \
      .role = ROLE_##role_,                                                                        \
      .action = ACTION_##action_,                                                                  \
      .enabled = ACTION_##action_ != ACTION_NONE},                                                 \
     name_},
#define LINE(screen_, kind_, type_, ink_, role_, x_, baseline_, text_)                             \
    {SCREEN_##screen_,                                                                             \
     DOWN_##kind_,                                                                                 \
     {.rect = {x_, baseline_, 0, 0},                                                               \
      .type = TYPE_##type_,                                                                        \
      .ink = COLOUR_##ink_,                                                                        \
      .role = ROLE_##role_,                                                                        \
      .literal = true},                                                                            \
     text_},
#include "ui/down_screens.def"
#undef BOX
#undef LINE
};

/* One printable character is a level and how many pixels it lasts: 32 lengths of nothing and of
 * full, 4 of each level between. */
static int next_run(char symbol, int *out_level)
{
    int index = symbol - '#';
    index -= (symbol > '?') + (symbol > '\\');
    if (index < 2 * RUN_EDGE) {
        *out_level = index < RUN_EDGE ? 0 : LEVELS - 1;
        return index % RUN_EDGE + 1;
    }
    index -= 2 * RUN_EDGE;
    *out_level = 1 + index / RUN_SOFT;
    return index % RUN_SOFT + 1;
}

static const struct down_glyph *find(enum type type, uint32_t code)
{
    for (size_t i = 0; i < sizeof glyphs / sizeof glyphs[0]; i++) {
        if (glyphs[i].type == type && glyphs[i].code == code) {
            return &glyphs[i];
        }
    }
    return NULL;
}

static void paint_glyph(cairo_t *cr, const struct down_glyph *g, int pen_16, int baseline)
{
    if (g->w == 0) {
        return;
    }
    cairo_surface_t *mask = cairo_image_surface_create(CAIRO_FORMAT_A8, g->w, g->h);
    if (cairo_surface_status(mask) != CAIRO_STATUS_SUCCESS) {
        return;
    }
    unsigned char *bytes = cairo_image_surface_get_data(mask);
    int stride = cairo_image_surface_get_stride(mask);
    int at = 0;
    for (const char *s = g->mask; *s != '\0'; s++) {
        int level;
        for (int run = next_run(*s, &level); run > 0 && at < g->w * g->h; run--, at++) {
            bytes[at / g->w * stride + at % g->w] = (unsigned char)(level * 255 / (LEVELS - 1));
        }
    }
    cairo_surface_mark_dirty(mask);
    cairo_mask_surface(cr, mask, (pen_16 + SIXTEENTHS / 2) / SIXTEENTHS + g->left,
                       baseline + g->top);
    cairo_surface_destroy(mask);
}

/* Draws where `cr` is given, and tells how far the pen goes. */
static bool run_pen(enum type type, const char *line, cairo_t *cr, const struct rect *at,
                    int *out_width_px)
{
    struct str rest = str_of(line);
    int pen_16 = 0;
    bool whole = true;
    uint32_t code;
    while (utf8_next(&rest, &code)) {
        const struct down_glyph *g = find(type, code);
        whole = whole && g != NULL;
        if (g != NULL && cr != NULL) {
            paint_glyph(cr, g, at->x * SIXTEENTHS + pen_16, at->y + at->h);
        }
        pen_16 += g == NULL ? 0 : g->advance_16;
    }
    *out_width_px = (pen_16 + SIXTEENTHS - 1) / SIXTEENTHS;
    return whole;
}

bool down_measure(enum type type, const char *line, int *out_width_px)
{
    return run_pen(type, line, NULL, NULL, out_width_px);
}

void down_paint_text(const struct node_tree *t, int i, cairo_t *cr)
{
    const struct node *n = &t->node[i];
    int width;
    shape_source(cr, colour_rgb(n->ink, false));
    (void)run_pen(n->type, tree_text(t, n->text), cr, &n->rect, &width);
}

/* The down screen that tells best what the view would tell. Every view has one. */
static enum screen down_screen_of(const struct applicant_view *view)
{
    if (view->screen == SCREEN_A54 || view->screen == SCREEN_A51) {
        return view->screen;
    }
    return view->call_no[0] != '\0' ? SCREEN_A53 : SCREEN_A50;
}

struct words {
    const char *clock, *number, *code;
};

static const char *words_of(const struct down_row *row, const struct words *w, struct node_tree *t)
{
    switch (row->kind) {
    case DOWN_CLOCK:
        return w->clock;
    case DOWN_NUMBER:
        return w->number;
    case DOWN_CODE:
        return tree_format(t, "%s%s", row->text, w->code);
    default:
        return row->text;
    }
}

static void add_line(struct node_tree *t, const struct down_row *row, const struct words *w)
{
    const char *text = words_of(row, w, t);
    int width;
    (void)down_measure(row->node.type, text, &width);
    struct node n = row->node;
    n.text = tree_keep(t, text);
    struct rect place = {n.rect.x, n.rect.y - type_style(n.type, false, FIT_DESIGNED).px, width,
                         type_style(n.type, false, FIT_DESIGNED).px};
    place.x -= row->kind == DOWN_CLOCK ? width : row->kind == DOWN_NUMBER ? width / 2 : 0;
    int at = node_add(t, n);
    t->node[at].rect = place;
}

static void build(struct node_tree *t, enum side side, enum screen screen, const struct words *w)
{
    t->side = side;
    t->modes = (struct display_modes){0};
    t->fit = FIT_DESIGNED;
    tree_begin(t, screen);
    t->overflow = false;
    t->seconds_left = 0;
    bool applicant = side == SIDE_APPLICANT;
    t->node[0].rect = (struct rect){0, 0, applicant ? APPLICANT_WIDTH : STAFF_WIDTH,
                                    applicant ? APPLICANT_HEIGHT : STAFF_HEIGHT};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].screen != screen) {
            continue;
        }
        if (rows[i].kind != DOWN_BOX) {
            add_line(t, &rows[i], w);
            continue;
        }
        struct node n = rows[i].node;
        n.name = tree_keep(t, rows[i].text);
        int at = node_add(t, n);
        t->node[at].rect = rows[i].node.rect;
    }
}

void down_build_applicant(const struct applicant_view *view, struct node_tree *tree)
{
    struct civil now = civil_of(view->wall_ms);
    char array[8];
    struct strbuf clock = strbuf_on(array, sizeof array);
    strbuf_format(&clock, "%d:%02d", now.hour, now.minute);
    const struct words w = {array, view->call_no,
                            view->support_code[0] == '\0' ? DOWN_SUPPORT_CODE : view->support_code};
    build(tree, SIDE_APPLICANT, down_screen_of(view), &w);
}

void down_build_staff(const struct staff_view *view, struct node_tree *tree)
{
    (void)view;
    build(tree, SIDE_STAFF, SCREEN_S09, &(struct words){"", "", DOWN_SUPPORT_CODE});
}
