#include "ui/picture.h"

#include <assert.h>
#include <stddef.h>
#include "ui/picture_pen.h"

typedef void picture_fn(struct picture_pen *p);

/* Largest scale: outlines no heavier than those of the icons. */
static const double scale_most = 1.55;

/* A telephone that shows the code. */
static void code_phone(struct picture_pen *p, double x)
{
    picture_phone(p, x, 18, 92, 166);
    picture_bar(p, x + 18, 40, 56, p->c.soft);
    picture_code(p, x + 18, 62, 56, p->c.ink);
    picture_bar(p, x + 22, 142, 48, p->c.soft);
}

/* The page of the web site: its head, and lines of text. */
static void status_page(struct picture_pen *p, double x, double w)
{
    picture_screen(p, x, 22, w, 138);
    picture_bar(p, x + 18, 44, w * 0.4, p->c.accent);
    cairo_move_to(p->cr, x + 14, 60);
    cairo_line_to(p->cr, x + w - 14, 60);
    picture_stroke(p, p->c.soft, 2);
}

static void slip(struct picture_pen *p)
{
    picture_box(p, 130, 8, 220, 76, 14, p->c.soft);
    picture_path_box(p, 166, 58, 148, 12, 6);
    picture_fill(p, p->c.ink);
    picture_box(p, 182, 66, 116, 122, 2, p->c.paper);
    picture_path_box(p, 180, 56, 120, 9, 1);
    picture_fill(p, p->c.ink);
    picture_path_box(p, 204, 92, 72, 30, 5);
    picture_fill(p, p->c.accent);
    picture_bar(p, 204, 142, 72, p->c.soft);
    picture_bar(p, 204, 160, 52, p->c.soft);
    picture_arrow(p, 366, 100, 366, 168);
}

static void status_progress(struct picture_pen *p)
{
    status_page(p, 128, 224);
    cairo_move_to(p->cr, 168, 104);
    cairo_line_to(p->cr, 312, 104);
    picture_stroke(p, p->c.soft, 6);
    cairo_move_to(p->cr, 168, 104);
    cairo_line_to(p->cr, 240, 104);
    picture_stroke(p, p->c.accent, 6);
    picture_dot(p, 168, 104, 15, p->c.accent);
    picture_dot(p, 240, 104, 15, p->c.accent);
    picture_dot(p, 240, 104, 8, p->c.paper);
    picture_dot(p, 312, 104, 15, p->c.soft);
    for (int i = 0; i < 3; i++) {
        picture_bar(p, 148 + 72 * i, 138, 40, p->c.soft);
    }
}

static void status_code(struct picture_pen *p)
{
    status_page(p, 52, 208);
    picture_bar(p, 70, 82, 76, p->c.soft);
    picture_bar(p, 70, 104, 76, p->c.soft);
    picture_bar(p, 70, 126, 52, p->c.soft);
    picture_code(p, 174, 78, 60, p->c.ink);
    picture_path_box(p, 164, 68, 80, 80, 8);
    picture_stroke(p, p->c.accent, 6);
    picture_arrow(p, 276, 106, 326, 106);
    code_phone(p, 346);
}

static void correction(struct picture_pen *p)
{
    status_page(p, 110, 224);
    for (int i = 0; i < 3; i++) {
        picture_bar(p, 130, 84 + 28 * i, 54, p->c.soft);
        picture_path_box(p, 198, 74 + 28 * i, 112, 20, 4);
        picture_stroke(p, i == 1 ? p->c.accent : p->c.soft, i == 1 ? 5 : 3);
    }
    cairo_save(p->cr);
    cairo_translate(p->cr, 272, 112);
    cairo_rotate(p->cr, -0.72);
    cairo_move_to(p->cr, 0, 0);
    cairo_line_to(p->cr, 22, -11);
    cairo_line_to(p->cr, 22, 11);
    cairo_close_path(p->cr);
    picture_fill(p, p->c.ink);
    picture_box(p, 22, -11, 92, 22, 3, p->c.accent);
    cairo_restore(p->cr);
}

static void bank(struct picture_pen *p)
{
    picture_phone(p, 84, 18, 92, 166);
    picture_dot(p, 130, 88, 30, p->c.accent);
    picture_yen(p, 130, 88, 36, p->c.paper);
    picture_bar(p, 106, 142, 48, p->c.soft);
    cairo_move_to(p->cr, 226, 128);
    cairo_line_to(p->cr, 250, 76);
    picture_stroke(p, p->c.ink, 5);
    picture_box(p, 296, 14, 116, 170, 10, p->c.soft);
    picture_box(p, 312, 30, 84, 58, 5, p->c.paper);
    picture_yen(p, 354, 59, 36, p->c.accent);
    picture_path_box(p, 318, 108, 72, 10, 5);
    picture_fill(p, p->c.ink);
    for (int i = 0; i < 6; i++) {
        picture_dot(p, 332 + 22 * (i % 3), 138 + 20 * (i / 3), 5, p->c.ink);
    }
}

static void again(struct picture_pen *p)
{
    picture_clock(p, 140, 100, 68);
    picture_arrow(p, 232, 100, 288, 100);
    code_phone(p, 312);
}

static void agent(struct picture_pen *p)
{
    picture_person(p, 116, 184, 144, p->c.accent);
    picture_person(p, 364, 184, 144, p->c.ink);
    picture_sheet(p, 204, 44, 72, 92);
    picture_bar(p, 218, 82, 44, p->c.soft);
    picture_bar(p, 218, 100, 44, p->c.soft);
    picture_bar(p, 218, 118, 28, p->c.soft);
    picture_arrow(p, 200, 164, 284, 164);
}

static void office(struct picture_pen *p)
{
    picture_person(p, 112, 180, 112, p->c.ink);
    picture_arrow(p, 168, 140, 230, 140);
    picture_house(p, 262, 180, 130);
    cairo_move_to(p->cr, 420, 96);
    cairo_curve_to(p->cr, 396, 66, 392, 56, 392, 44);
    cairo_arc(p->cr, 420, 44, 28, 3.14159, 0);
    cairo_curve_to(p->cr, 448, 56, 444, 66, 420, 96);
    cairo_close_path(p->cr);
    picture_fill(p, p->c.accent);
    picture_dot(p, 420, 44, 11, p->c.paper);
}

static void ask(struct picture_pen *p)
{
    picture_path_box(p, 78, 40, 120, 120, 16);
    picture_fill(p, p->c.ink);
    picture_person(p, 138, 136, 76, p->c.paper);
    picture_arrow(p, 228, 100, 282, 100);
    picture_person(p, 358, 184, 150, p->c.accent);
}

static void licence(struct picture_pen *p)
{
    picture_box(p, 122, 22, 236, 156, 14, p->c.paper);
    picture_bar(p, 144, 50, 132, p->c.soft);
    picture_bar(p, 144, 76, 96, p->c.soft);
    picture_bar(p, 144, 102, 118, p->c.soft);
    picture_path_box(p, 144, 126, 96, 26, 4);
    picture_fill(p, p->c.tint);
    picture_path_box(p, 282, 66, 56, 76, 4);
    picture_fill(p, p->c.tint);
    picture_person(p, 310, 142, 62, p->c.accent);
}

static void counter(struct picture_pen *p)
{
    picture_person(p, 240, 126, 112, p->c.accent);
    picture_path_box(p, 60, 126, 360, 16, 5);
    picture_fill(p, p->c.ink);
    picture_box(p, 80, 142, 320, 46, 2, p->c.soft);
    picture_box(p, 110, 52, 56, 70, 2, p->c.paper);
    picture_path_box(p, 121, 64, 34, 16, 3);
    picture_fill(p, p->c.accent);
    picture_bar(p, 121, 98, 34, p->c.soft);
    picture_phone(p, 322, 32, 50, 90);
    picture_code(p, 332, 58, 30, p->c.ink);
}

static void papers(struct picture_pen *p)
{
    picture_sheet(p, 98, 18, 124, 166);
    picture_bar(p, 120, 52, 60, p->c.ink);
    picture_bar(p, 120, 82, 80, p->c.soft);
    picture_bar(p, 120, 102, 80, p->c.soft);
    picture_yen(p, 144, 146, 40, p->c.ink);
    picture_path_box(p, 172, 130, 30, 30, 4);
    picture_stroke(p, p->c.accent, 5);
    picture_plus(p, 264, 100);
    code_phone(p, 304);
}

static void belongings(struct picture_pen *p)
{
    picture_box(p, 40, 56, 142, 96, 10, p->c.paper);
    picture_bar(p, 58, 78, 70, p->c.soft);
    picture_bar(p, 58, 100, 54, p->c.soft);
    picture_bar(p, 58, 122, 62, p->c.soft);
    picture_path_box(p, 134, 88, 34, 46, 3);
    picture_fill(p, p->c.tint);
    picture_person(p, 151, 134, 38, p->c.accent);
    code_phone(p, 214);
    picture_sheet(p, 338, 34, 104, 138);
    picture_bar(p, 356, 66, 44, p->c.ink);
    for (int i = 0; i < 4; i++) {
        picture_bar(p, 356, 90 + 18 * i, 68, p->c.soft);
    }
}

static picture_fn *const pictures[PICTURE_COUNT] = {
    [PICTURE_SLIP] = slip,
    [PICTURE_STATUS_PROGRESS] = status_progress,
    [PICTURE_STATUS_CODE] = status_code,
    [PICTURE_CORRECTION] = correction,
    [PICTURE_BANK] = bank,
    [PICTURE_AGAIN] = again,
    [PICTURE_AGENT] = agent,
    [PICTURE_OFFICE] = office,
    [PICTURE_ASK] = ask,
    [PICTURE_LICENCE] = licence,
    [PICTURE_COUNTER] = counter,
    [PICTURE_PAPERS] = papers,
    [PICTURE_BELONGINGS] = belongings,
};

void picture_draw(cairo_t *cr, enum picture picture, struct picture_place place,
                  struct picture_colours colours)
{
    assert(picture > PICTURE_NONE && picture < PICTURE_COUNT);
    double scale = place.w / PICTURE_WIDTH;
    scale = place.h / PICTURE_HEIGHT < scale ? place.h / PICTURE_HEIGHT : scale;
    scale = scale < scale_most ? scale : scale_most;
    struct picture_pen pen = {cr, colours, 4};
    cairo_save(cr);
    cairo_new_path(cr);
    cairo_translate(cr, (int)(place.x + (place.w - PICTURE_WIDTH * scale) / 2),
                    (int)(place.y + (place.h - PICTURE_HEIGHT * scale) / 2));
    cairo_scale(cr, scale, scale);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    if (pictures[picture] != NULL) {
        pictures[picture](&pen);
    } else {
        picture_hint(&pen, picture);
    }
    cairo_restore(cr);
}
