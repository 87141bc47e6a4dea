/* The pairs: what the camera sees now, and what it should see. */
#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include "ui/picture_pen.h"

enum {
    FRAME_WIDTH = 188,
    FRAME_HEIGHT = 168,
    FRAME_TOP = 16,
    FRAME_NOW_LEFT = 8,
    FRAME_WANTED_LEFT = 284,
};

/* A sheet with the code, seen by the camera: middle and size, from the frame's own corner. */
struct seen {
    double x, y, side, turn;
};

static const struct seen wanted = {FRAME_WIDTH / 2, FRAME_HEIGHT / 2, 84, 0};

static void corners(struct picture_pen *p, uint32_t rgb)
{
    const double inset = 14;
    const double arm = 26;
    for (int i = 0; i < 4; i++) {
        double x = i % 2 == 0 ? inset : FRAME_WIDTH - inset;
        double y = i < 2 ? inset : FRAME_HEIGHT - inset;
        double across = i % 2 == 0 ? arm : -arm;
        double along = i < 2 ? arm : -arm;
        cairo_move_to(p->cr, x + across, y);
        cairo_line_to(p->cr, x, y);
        cairo_line_to(p->cr, x, y + along);
    }
    picture_stroke(p, rgb, 6);
}

static void sheet(struct picture_pen *p, const struct seen *s, uint32_t paper)
{
    double quiet = s->side * 0.16;
    cairo_save(p->cr);
    cairo_translate(p->cr, s->x, s->y);
    cairo_rotate(p->cr, s->turn);
    picture_path_box(p, -s->side / 2 - quiet, -s->side / 2 - quiet, s->side + 2 * quiet,
                     s->side + 2 * quiet, 5);
    picture_fill(p, paper);
    picture_code(p, -s->side / 2, -s->side / 2, s->side, p->c.ink);
    cairo_restore(p->cr);
}

static void frame_open(struct picture_pen *p, double left)
{
    cairo_save(p->cr);
    cairo_translate(p->cr, left, FRAME_TOP);
    picture_path_box(p, 0, 0, FRAME_WIDTH, FRAME_HEIGHT, 14);
    picture_fill(p, p->c.soft);
    picture_path_box(p, 0, 0, FRAME_WIDTH, FRAME_HEIGHT, 14);
    cairo_clip(p->cr);
}

static void frame_close(struct picture_pen *p)
{
    picture_path_box(p, 2, 2, FRAME_WIDTH - 4, FRAME_HEIGHT - 4, 12);
    picture_stroke(p, p->c.ink, 4);
    cairo_restore(p->cr);
}

/* Too dark to read: the code is hardly there. */
static void faint(struct picture_pen *p)
{
    uint32_t rgb = p->c.soft;
    picture_path_box(p, 30, 14, FRAME_WIDTH - 60, FRAME_HEIGHT - 28, 5);
    cairo_set_source_rgba(p->cr, (double)(rgb >> 16 & 0xFF) / 255.0,
                          (double)(rgb >> 8 & 0xFF) / 255.0, (double)(rgb & 0xFF) / 255.0, 0.72);
    cairo_fill(p->cr);
}

static void rays(struct picture_pen *p)
{
    for (int i = 0; i < 8; i++) {
        double way = i * 0.7853981633974483;
        double x = cos(way);
        double y = sin(way);
        double from = i % 2 == 0 ? 62 : 76;
        cairo_move_to(p->cr, FRAME_WIDTH / 2.0 + x * from, FRAME_HEIGHT / 2.0 + y * from);
        cairo_line_to(p->cr, FRAME_WIDTH / 2.0 + x * (from + 14),
                      FRAME_HEIGHT / 2.0 + y * (from + 14));
    }
    picture_stroke(p, p->c.accent, 5);
}

static void moving(struct picture_pen *p)
{
    for (int i = 0; i < 3; i++) {
        double y = FRAME_HEIGHT / 2.0 - 30 + 30 * i;
        cairo_move_to(p->cr, 14, y);
        cairo_line_to(p->cr, 40, y);
        cairo_move_to(p->cr, FRAME_WIDTH - 14, y);
        cairo_line_to(p->cr, FRAME_WIDTH - 40, y);
    }
    picture_stroke(p, p->c.ink, 5);
}

static void finger(struct picture_pen *p)
{
    cairo_save(p->cr);
    cairo_translate(p->cr, FRAME_WIDTH / 2.0 + 6, FRAME_HEIGHT / 2.0 + 6);
    cairo_rotate(p->cr, -0.6);
    picture_box(p, -17, -6, 34, 150, 17, p->c.paper);
    picture_path_box(p, -9, 0, 18, 20, 8);
    picture_stroke(p, p->c.ink, 3);
    cairo_restore(p->cr);
}

static void shine(struct picture_pen *p)
{
    picture_dot(p, FRAME_WIDTH / 2.0 + 16, FRAME_HEIGHT / 2.0 - 14, 34, p->c.paper);
    cairo_new_path(p->cr);
    cairo_arc(p->cr, FRAME_WIDTH / 2.0 + 16, FRAME_HEIGHT / 2.0 - 14, 34, 0, 6.2832);
    picture_stroke(p, p->c.ink, 2);
}

static void now(struct picture_pen *p, enum picture picture)
{
    static const struct seen left_one = {54, FRAME_HEIGHT / 2, 52, 0};
    static const struct seen right_one = {134, FRAME_HEIGHT / 2, 52, 0};
    static const struct seen low = {116, 142, 84, 0};
    static const struct seen far = {FRAME_WIDTH / 2, FRAME_HEIGHT / 2, 34, 0};
    static const struct seen near = {FRAME_WIDTH / 2, FRAME_HEIGHT / 2, 190, 0};
    switch (picture) {
    case PICTURE_HINT_ENTER:
        break;
    case PICTURE_HINT_ONE:
        sheet(p, &left_one, p->c.paper);
        sheet(p, &right_one, p->c.paper);
        break;
    case PICTURE_HINT_WHOLE:
        sheet(p, &low, p->c.paper);
        break;
    case PICTURE_HINT_NEARER:
        sheet(p, &far, p->c.paper);
        break;
    case PICTURE_HINT_FARTHER:
        sheet(p, &near, p->c.paper);
        break;
    case PICTURE_HINT_STILL:
        sheet(p, &wanted, p->c.paper);
        moving(p);
        break;
    case PICTURE_HINT_TILT:
        sheet(p, &wanted, p->c.paper);
        shine(p);
        break;
    case PICTURE_HINT_BRIGHT:
        sheet(p, &wanted, p->c.paper);
        faint(p);
        break;
    case PICTURE_HINT_UNCOVER:
        sheet(p, &wanted, p->c.paper);
        finger(p);
        break;
    default:
        assert(false);
    }
}

void picture_hint(struct picture_pen *p, enum picture picture)
{
    frame_open(p, FRAME_NOW_LEFT);
    now(p, picture);
    corners(p, p->c.ink);
    frame_close(p);
    picture_arrow(p, 216, 100, 262, 100);
    struct seen good = wanted;
    good.turn = picture == PICTURE_HINT_TILT ? 0.3 : 0;
    frame_open(p, FRAME_WANTED_LEFT);
    sheet(p, &good, p->c.paper);
    corners(p, p->c.accent);
    if (picture == PICTURE_HINT_BRIGHT) {
        rays(p);
    }
    frame_close(p);
}
