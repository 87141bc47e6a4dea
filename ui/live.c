/* The parts that move: camera picture with its corner marks, progress, pulse, remaining time. */
#include <assert.h>
#include <math.h>
#include <string.h>
#include "ui/paint.h"
#include "ui/shape.h"

/* Of the full picture; in a lower one the marks shrink with it, so that the code fits between. */
enum {
    MARK_FULL_HEIGHT_PX = 480,
    MARK_MARGIN_PX = 40,
    MARK_LENGTH_PX = 104,
    MARK_IDLE_PX = 12,
    MARK_FINDER_PX = 20,
    MARK_RADIUS = 28,
    MARK_EDGE_PX = 4,
    READ_EDGE_PX = 12,
    READ_BADGE_PX = 120,
};

static const double pi = 3.14159265358979323846;

struct span {
    uint32_t *pixels;
    int stride; /* in pixels */
};

static struct span span_of(cairo_surface_t *surface)
{
    assert(cairo_image_surface_get_format(surface) == CAIRO_FORMAT_RGB24);
    void *data = cairo_image_surface_get_data(surface);
    return (struct span){data, cairo_image_surface_get_stride(surface) / 4};
}

/* How many columns a rounded corner hides in row `y` of a box. */
static int corner_inset(int y, int height, int radius)
{
    int from_edge = y < height - 1 - y ? y : height - 1 - y;
    if (from_edge >= radius) {
        return 0;
    }
    double up = radius - from_edge - 0.5;
    return radius - (int)sqrt((double)radius * radius - up * up);
}

/* Gray with a cool shade, so that the picture sits with the rest of the screen. */
static void fill_shades(uint32_t shade[256])
{
    for (uint32_t g = 0; g < 256; g++) {
        uint32_t dark = (255 - g) / 16;
        uint32_t red = g > dark / 2 ? g - dark / 2 : 0;
        uint32_t blue = g + dark < 255 ? g + dark : 255;
        shade[g] = red << 16 | g << 8 | blue;
    }
}

/* The middle of the picture, as large as the slot's shape allows, one camera pixel a screen pixel
 * where the sizes are close. */
static void camera_pixels(const struct node *n, const struct image_gray *frame,
                          cairo_surface_t *surface)
{
    struct span to = span_of(surface);
    uint32_t shade[256];
    fill_shades(shade);
    int w = n->rect.w;
    int h = n->rect.h;
    int scale_x = (frame->width_px << 16) / w;
    int scale_y = (frame->height_px << 16) / h;
    int scale = scale_x < scale_y ? scale_x : scale_y;
    if (scale > (1 << 16) - 4096 && scale < (1 << 16) + 4096 && frame->width_px >= w &&
        frame->height_px >= h) {
        scale = 1 << 16;
    }
    int left = (frame->width_px - (w * scale >> 16)) / 2;
    int top = (frame->height_px - (h * scale >> 16)) / 2;
    for (int y = 0; y < h; y++) {
        int inset = corner_inset(y, h, n->radius);
        const uint8_t *from =
            frame->pixels + (ptrdiff_t)(top + (y * scale >> 16)) * frame->stride + left;
        uint32_t *row = to.pixels + (ptrdiff_t)(n->rect.y + y) * to.stride + n->rect.x;
        for (int x = inset; x < w - inset; x++) {
            row[x] = shade[from[x * scale >> 16]];
        }
    }
}

/* `across` and `along` are 1 or -1: where the screen's middle is. */
static void corner_mark(cairo_t *cr, double x, double y, double across, double along, double length,
                        double radius)
{
    cairo_move_to(cr, x, y + along * length);
    cairo_line_to(cr, x, y + along * radius);
    cairo_curve_to(cr, x, y + along * radius * 0.45, x + across * radius * 0.45, y,
                   x + across * radius, y);
    cairo_line_to(cr, x + across * length, y);
}

/* On its own ring: blue on a dark picture is seen by its white edge. */
static void read_badge(const struct node_tree *t, const struct node *n, cairo_t *cr)
{
    double x = n->rect.x + n->rect.w / 2.0;
    double y = n->rect.y + n->rect.h / 2.0;
    cairo_new_path(cr);
    cairo_arc(cr, x, y, READ_BADGE_PX / 2.0 + READ_EDGE_PX / 2.0, 0, 2 * pi);
    shape_source(cr, colour_rgb(COLOUR_CAMERA_MARK, t->modes.contrast));
    cairo_fill(cr);
    struct icon_colours colours = {colour_rgb(COLOUR_ACTION, t->modes.contrast),
                                   colour_rgb(COLOUR_ON_ACTION, t->modes.contrast)};
    icon_draw(cr, ICON_CHECK_CIRCLE, x - READ_BADGE_PX / 2.0, y - READ_BADGE_PX / 2.0,
              READ_BADGE_PX, colours);
}

/* Four corners in the slot's middle, their arms longer by `more` px. */
static void corner_marks(cairo_t *cr, struct rect slot, double scale, double more)
{
    double margin = MARK_MARGIN_PX * scale;
    double high = slot.h - 2 * margin;
    double wide = high < slot.w - 2 * margin ? high : slot.w - 2 * margin;
    double x = slot.x + (slot.w - wide) / 2;
    double y = slot.y + margin;
    double length = MARK_LENGTH_PX * scale + more;
    double radius = MARK_RADIUS * scale;
    corner_mark(cr, x, y, 1, 1, length, radius);
    corner_mark(cr, x + wide, y, -1, 1, length, radius);
    corner_mark(cr, x, y + high, 1, -1, length, radius);
    corner_mark(cr, x + wide, y + high, -1, -1, length, radius);
}

static void camera_marks(const struct node_tree *t, const struct node *n, enum camera_mark mark,
                         cairo_t *cr)
{
    bool read = mark == CAMERA_MARK_READ;
    double scale = n->rect.h < MARK_FULL_HEIGHT_PX ? (double)n->rect.h / MARK_FULL_HEIGHT_PX : 1;
    double px = (mark == CAMERA_MARK_IDLE ? MARK_IDLE_PX : MARK_FINDER_PX) * scale;
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
    /* a dark edge keeps white marks visible on white paper, a white one blue marks on dark ground
     */
    if (read) {
        corner_marks(cr, n->rect, scale, READ_EDGE_PX / 2.0);
        shape_source(cr, colour_rgb(COLOUR_CAMERA_MARK, t->modes.contrast));
        cairo_set_line_width(cr, px + READ_EDGE_PX);
    } else {
        corner_marks(cr, n->rect, scale, 0);
        cairo_set_source_rgba(cr, 0, 0, 0, 0.45);
        cairo_set_line_width(cr, px + MARK_EDGE_PX);
    }
    cairo_stroke(cr);
    corner_marks(cr, n->rect, scale, 0);
    shape_source(cr, colour_rgb(read ? COLOUR_ACTION : COLOUR_CAMERA_MARK, t->modes.contrast));
    cairo_set_line_width(cr, px);
    cairo_stroke(cr);
    if (read) {
        read_badge(t, n, cr);
    }
}

static void progress(const struct node_tree *t, const struct node *n, uint64_t now_ms, cairo_t *cr)
{
    shape_box(cr, n->rect, 0, n->rect.h / 2.0);
    shape_source(cr, colour_rgb(COLOUR_LINE_SOFT, t->modes.contrast));
    cairo_fill(cr);
    double phase = (double)(now_ms % PROGRESS_PERIOD_MS) / PROGRESS_PERIOD_MS;
    double eased = 0.5 - 0.5 * cos(phase * 2 * pi);
    int part = n->rect.w / 4;
    struct rect moving = {n->rect.x + (int)(eased * (n->rect.w - part)), n->rect.y, part,
                          n->rect.h};
    shape_box(cr, moving, 0, n->rect.h / 2.0);
    shape_source(cr, colour_rgb(n->ink, t->modes.contrast));
    cairo_fill(cr);
}

static void time_left(const struct node_tree *t, const struct node *n,
                      const struct live_state *state, cairo_t *cr)
{
    shape_box(cr, n->rect, 0, n->rect.h / 2.0);
    shape_source(cr, colour_rgb(COLOUR_LINE_SOFT, t->modes.contrast));
    cairo_fill(cr);
    int full = state->seconds_full > 0 ? state->seconds_full : 1;
    struct rect left = n->rect;
    left.w = left.w * (state->seconds_left < full ? state->seconds_left : full) / full;
    shape_box(cr, left, 0, n->rect.h / 2.0);
    shape_source(cr, colour_rgb(n->ink, t->modes.contrast));
    cairo_fill(cr);
}

static void pulse(const struct node_tree *t, const struct node *n, uint64_t now_ms, cairo_t *cr)
{
    double phase = (double)(now_ms % PULSE_PERIOD_MS) / PULSE_PERIOD_MS;
    double strength = 0.5 - 0.5 * cos(phase * 2 * pi);
    shape_box(cr, shape_grown(n->rect, 8), 3, n->radius + 8);
    uint32_t rgb = colour_rgb(n->ink, t->modes.contrast);
    cairo_set_source_rgba(cr, (double)(rgb >> 16 & 0xFF) / 255.0, (double)(rgb >> 8 & 0xFF) / 255.0,
                          (double)(rgb & 0xFF) / 255.0, 0.25 + 0.75 * strength);
    cairo_set_line_width(cr, 6);
    cairo_stroke(cr);
}

void paint_live(const struct node_tree *t, int node, const struct live_state *state,
                cairo_surface_t *surface)
{
    const struct node *n = &t->node[node];
    if (n->live == LIVE_CAMERA && state->camera != NULL && n->rect.h > 2 * n->radius) {
        cairo_surface_flush(surface);
        camera_pixels(n, state->camera, surface);
        cairo_surface_mark_dirty_rectangle(surface, n->rect.x, n->rect.y, n->rect.w, n->rect.h);
    }
    cairo_t *cr = cairo_create(surface);
    switch (n->live) {
    case LIVE_CAMERA:
        camera_marks(t, n, state->mark, cr);
        break;
    case LIVE_PROGRESS:
        progress(t, n, state->now_ms, cr);
        break;
    case LIVE_TIME:
        time_left(t, n, state, cr);
        break;
    case LIVE_PULSE:
        pulse(t, n, state->now_ms, cr);
        break;
    case LIVE_NONE:
        break;
    }
    cairo_destroy(cr);
    cairo_surface_flush(surface);
}

struct rect paint_live_rect(const struct node_tree *t, int node)
{
    const struct node *n = &t->node[node];
    return n->live == LIVE_CAMERA ? n->rect : shape_grown(n->rect, LIVE_MARGIN_PX);
}
