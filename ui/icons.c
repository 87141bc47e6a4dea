#include "ui/icons.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
#include "ui/icon_path.h"

/* Every figure is drawn in a square of 24 units with round caps and joins. */
typedef void icon_fn(cairo_t *cr, struct icon_colours c);

static const double pi = 3.14159265358979323846;

static void check_path(cairo_t *cr)
{
    cairo_move_to(cr, 6.4, 12.4);
    cairo_line_to(cr, 10.4, 16.4);
    cairo_line_to(cr, 17.6, 8.2);
}

static void check_circle(cairo_t *cr, struct icon_colours c)
{
    icon_circle(cr, 12, 12, 12);
    icon_source(cr, c.ink);
    cairo_fill(cr);
    check_path(cr);
    icon_stroke(cr, c.sign, 2.8);
}

static void warn_triangle(cairo_t *cr, struct icon_colours c)
{
    cairo_move_to(cr, 12, 2.2);
    cairo_line_to(cr, 23, 21.6);
    cairo_line_to(cr, 1, 21.6);
    cairo_close_path(cr);
    icon_source(cr, c.ink);
    cairo_fill_preserve(cr);
    icon_stroke(cr, c.ink, 1.6);
    icon_line(cr, 12, 9, 12, 14.6);
    icon_stroke(cr, c.sign, 2.2);
    icon_circle(cr, 12, 18.4, 1.35);
    icon_source(cr, c.sign);
    cairo_fill(cr);
}

static void stop_octagon(cairo_t *cr, struct icon_colours c)
{
    double edge = 24.0 / (2.0 + sqrt(2.0));
    cairo_move_to(cr, edge, 0);
    cairo_line_to(cr, 24 - edge, 0);
    cairo_line_to(cr, 24, edge);
    cairo_line_to(cr, 24, 24 - edge);
    cairo_line_to(cr, 24 - edge, 24);
    cairo_line_to(cr, edge, 24);
    cairo_line_to(cr, 0, 24 - edge);
    cairo_line_to(cr, 0, edge);
    cairo_close_path(cr);
    icon_source(cr, c.ink);
    cairo_fill(cr);
    icon_line(cr, 8, 8, 16, 16);
    icon_line(cr, 16, 8, 8, 16);
    icon_stroke(cr, c.sign, 3);
}

static void hourglass(cairo_t *cr, struct icon_colours c)
{
    icon_circle(cr, 12, 12, 12);
    icon_source(cr, c.ink);
    cairo_fill(cr);
    cairo_move_to(cr, 8, 6.2);
    cairo_line_to(cr, 16, 6.2);
    cairo_curve_to(cr, 16, 10, 13, 10.6, 13, 12);
    cairo_curve_to(cr, 13, 13.4, 16, 14, 16, 17.8);
    cairo_line_to(cr, 8, 17.8);
    cairo_curve_to(cr, 8, 14, 11, 13.4, 11, 12);
    cairo_curve_to(cr, 11, 10.6, 8, 10, 8, 6.2);
    cairo_close_path(cr);
    icon_source(cr, c.sign);
    cairo_fill(cr);
    icon_line(cr, 7, 6, 17, 6);
    icon_line(cr, 7, 18, 17, 18);
    icon_stroke(cr, c.sign, 1.6);
}

static void info_square(cairo_t *cr, struct icon_colours c)
{
    icon_box(cr, 0.5, 0.5, 23, 23, 4);
    icon_source(cr, c.ink);
    cairo_fill(cr);
    icon_circle(cr, 12, 6.8, 1.6);
    icon_source(cr, c.sign);
    cairo_fill(cr);
    icon_line(cr, 12, 11.4, 12, 18);
    icon_stroke(cr, c.sign, 2.6);
}

static void letter_a(cairo_t *cr, double x, double base, double high)
{
    double half = high * 0.42;
    icon_line(cr, x - half, base, x, base - high);
    cairo_line_to(cr, x + half, base);
    icon_line(cr, x - half * 0.62, base - high * 0.34, x + half * 0.62, base - high * 0.34);
}

static void letters(cairo_t *cr, struct icon_colours c)
{
    letter_a(cr, 8.4, 19, 14);
    letter_a(cr, 18.8, 19, 9);
    icon_stroke(cr, c.ink, 2);
}

static void contrast(cairo_t *cr, struct icon_colours c)
{
    icon_circle(cr, 12, 12, 9.6);
    icon_stroke(cr, c.ink, 2.2);
    cairo_arc(cr, 12, 12, 9.6, -pi / 2, pi / 2);
    cairo_close_path(cr);
    icon_source(cr, c.ink);
    cairo_fill(cr);
}

static void down(cairo_t *cr, struct icon_colours c)
{
    icon_line(cr, 12, 3, 12, 15.4);
    cairo_move_to(cr, 6.6, 10.4);
    cairo_line_to(cr, 12, 15.8);
    cairo_line_to(cr, 17.4, 10.4);
    icon_line(cr, 4, 20.6, 20, 20.6);
    icon_stroke(cr, c.ink, 2.2);
}

static void speaker(cairo_t *cr, struct icon_colours c)
{
    cairo_move_to(cr, 3, 9);
    cairo_line_to(cr, 7, 9);
    cairo_line_to(cr, 12, 4.4);
    cairo_line_to(cr, 12, 19.6);
    cairo_line_to(cr, 7, 15);
    cairo_line_to(cr, 3, 15);
    cairo_close_path(cr);
    icon_stroke(cr, c.ink, 2.1);
    cairo_new_sub_path(cr);
    cairo_arc(cr, 12.4, 12, 4.4, -pi / 4, pi / 4);
    cairo_new_sub_path(cr);
    cairo_arc(cr, 12.4, 12, 8.4, -pi / 4, pi / 4);
    icon_stroke(cr, c.ink, 2);
}

static void person(cairo_t *cr, struct icon_colours c)
{
    icon_circle(cr, 12, 7.4, 4.2);
    icon_stroke(cr, c.ink, 2.2);
    cairo_move_to(cr, 4.2, 21.4);
    cairo_curve_to(cr, 4.6, 16.6, 7.4, 14.8, 12, 14.8);
    cairo_curve_to(cr, 16.6, 14.8, 19.4, 16.6, 19.8, 21.4);
    icon_stroke(cr, c.ink, 2.2);
}

static void easy(cairo_t *cr, struct icon_colours c)
{
    icon_box(cr, 2, 3, 20, 14.6, 3.4);
    icon_stroke(cr, c.ink, 2);
    cairo_move_to(cr, 8, 17.8);
    cairo_line_to(cr, 8, 22);
    cairo_line_to(cr, 12.6, 17.8);
    icon_stroke(cr, c.ink, 2);
    for (int i = 0; i < 3; i++) {
        icon_circle(cr, 7.4 + 4.6 * i, 10.3, 1.4);
    }
    icon_source(cr, c.ink);
    cairo_fill(cr);
}

static void check(cairo_t *cr, struct icon_colours c)
{
    cairo_move_to(cr, 4.4, 12.6);
    cairo_line_to(cr, 9.8, 18);
    cairo_line_to(cr, 19.8, 6.4);
    icon_stroke(cr, c.ink, 3.2);
}

static void cross(cairo_t *cr, struct icon_colours c)
{
    icon_line(cr, 3.4, 3.4, 20.6, 20.6);
    icon_line(cr, 20.6, 3.4, 3.4, 20.6);
    icon_stroke(cr, c.ink, 4);
}

static void ring(cairo_t *cr, struct icon_colours c)
{
    icon_circle(cr, 12, 12, 9.8);
    icon_stroke(cr, c.ink, 4);
}

static void arrow_right(cairo_t *cr, struct icon_colours c)
{
    icon_line(cr, 3, 12, 20, 12);
    cairo_move_to(cr, 13.6, 5.4);
    cairo_line_to(cr, 20.4, 12);
    cairo_line_to(cr, 13.6, 18.6);
    icon_stroke(cr, c.ink, 2.4);
}

static void dot(cairo_t *cr, struct icon_colours c)
{
    icon_circle(cr, 12, 12, 11);
    icon_source(cr, c.ink);
    cairo_fill(cr);
}

static void bell(cairo_t *cr, struct icon_colours c)
{
    cairo_move_to(cr, 4, 17.6);
    cairo_curve_to(cr, 6.2, 15.4, 6, 13.4, 6, 10.6);
    cairo_curve_to(cr, 6, 6.6, 8.6, 4, 12, 4);
    cairo_curve_to(cr, 15.4, 4, 18, 6.6, 18, 10.6);
    cairo_curve_to(cr, 18, 13.4, 17.8, 15.4, 20, 17.6);
    cairo_close_path(cr);
    icon_source(cr, c.ink);
    cairo_fill_preserve(cr);
    icon_stroke(cr, c.ink, 1.4);
    icon_circle(cr, 12, 20.4, 2.2);
    icon_circle(cr, 12, 3.2, 1.4);
    icon_source(cr, c.ink);
    cairo_fill(cr);
}

static icon_fn *const figures[ICON_COUNT] = {
    [ICON_CHECK_CIRCLE] = check_circle,
    [ICON_WARN_TRIANGLE] = warn_triangle,
    [ICON_STOP_OCTAGON] = stop_octagon,
    [ICON_HOURGLASS] = hourglass,
    [ICON_INFO_SQUARE] = info_square,
    [ICON_PHONE] = icon_phone,
    [ICON_PAPER] = icon_paper,
    [ICON_LETTERS] = letters,
    [ICON_CONTRAST] = contrast,
    [ICON_DOWN] = down,
    [ICON_SPEAKER] = speaker,
    [ICON_PERSON] = person,
    [ICON_EASY] = easy,
    [ICON_CHECK] = check,
    [ICON_CROSS] = cross,
    [ICON_RING] = ring,
    [ICON_ARROW_RIGHT] = arrow_right,
    [ICON_DOT] = dot,
    [ICON_CARD] = icon_card,
    [ICON_CERTIFICATE] = icon_certificate,
    [ICON_STICKER] = icon_sticker,
    [ICON_PLATE] = icon_plate,
    [ICON_RECORD] = icon_record,
    [ICON_PARCEL] = icon_parcel,
    [ICON_BELL] = bell,
};

void icon_draw(cairo_t *cr, enum icon icon, double x, double y, double size,
               struct icon_colours colours)
{
    assert(icon < ICON_COUNT);
    if (figures[icon] == NULL) {
        return;
    }
    cairo_save(cr);
    cairo_new_path(cr);
    cairo_translate(cr, x, y);
    cairo_scale(cr, size / 24.0, size / 24.0);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    figures[icon](cr, colours);
    cairo_restore(cr);
}
