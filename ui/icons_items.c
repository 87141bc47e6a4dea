/* Pictograms of things that people hold: telephone, papers, cards, what is handed over. */
#include "ui/icon_path.h"

static const double pi = 3.14159265358979323846;

void icon_phone(cairo_t *cr, struct icon_colours c)
{
    icon_box(cr, 6, 0.9, 12, 22.2, 2.2);
    icon_source(cr, c.sign);
    cairo_fill_preserve(cr);
    icon_stroke(cr, c.ink, 1.5);
    icon_code(cr, c.ink, 8.4, 8.2, 0.8);
    icon_line(cr, 10.8, 3.4, 13.2, 3.4);
    icon_stroke(cr, c.ink, 0.9);
}

void icon_paper(cairo_t *cr, struct icon_colours c)
{
    cairo_move_to(cr, 3.8, 0.9);
    cairo_line_to(cr, 15.6, 0.9);
    cairo_line_to(cr, 20.2, 5.5);
    cairo_line_to(cr, 20.2, 23.1);
    cairo_line_to(cr, 3.8, 23.1);
    cairo_close_path(cr);
    icon_source(cr, c.sign);
    cairo_fill_preserve(cr);
    icon_stroke(cr, c.ink, 1.1);
    cairo_move_to(cr, 15.6, 0.9);
    cairo_line_to(cr, 15.6, 5.5);
    cairo_line_to(cr, 20.2, 5.5);
    icon_stroke(cr, c.ink, 1.1);
    icon_line(cr, 6.6, 6.6, 12.6, 6.6);
    icon_line(cr, 6.6, 9, 15, 9);
    icon_stroke(cr, c.ink, 0.8);
    icon_code(cr, c.ink, 8.2, 11.6, 0.86);
}

void icon_card(cairo_t *cr, struct icon_colours c)
{
    icon_box(cr, 0.8, 3.6, 22.4, 16.8, 2.6);
    icon_source(cr, c.ink);
    cairo_fill(cr);
    icon_circle(cr, 7.6, 9.8, 2.4);
    icon_source(cr, c.sign);
    cairo_fill(cr);
    cairo_arc(cr, 7.6, 17, 3.9, pi, 2 * pi);
    cairo_close_path(cr);
    cairo_fill(cr);
    icon_line(cr, 14, 9, 19.6, 9);
    icon_line(cr, 14, 12.4, 19.6, 12.4);
    icon_line(cr, 14, 15.8, 17.4, 15.8);
    icon_stroke(cr, c.sign, 1.5);
}

void icon_certificate(cairo_t *cr, struct icon_colours c)
{
    icon_box(cr, 0.8, 3, 22.4, 18, 1.4);
    icon_source(cr, c.sign);
    cairo_fill_preserve(cr);
    icon_stroke(cr, c.ink, 1.2);
    icon_line(cr, 3.6, 6.6, 13, 6.6);
    icon_stroke(cr, c.ink, 1.6);
    for (int i = 0; i < 3; i++) {
        icon_line(cr, 3.6, 10.6 + 3.4 * i, 12.4, 10.6 + 3.4 * i);
    }
    icon_stroke(cr, c.ink, 0.9);
    icon_code(cr, c.ink, 15, 11.4, 0.72);
}

void icon_sticker(cairo_t *cr, struct icon_colours c)
{
    icon_box(cr, 2, 2, 20, 20, 1.6);
    icon_source(cr, c.ink);
    cairo_fill(cr);
    icon_line(cr, 5.4, 6, 18.6, 6);
    icon_stroke(cr, c.sign, 1.4);
    icon_circle(cr, 12, 13.6, 5);
    icon_source(cr, c.sign);
    cairo_fill(cr);
    cairo_move_to(cr, 9.8, 13.8);
    cairo_line_to(cr, 11.4, 15.4);
    cairo_line_to(cr, 14.4, 11.8);
    icon_stroke(cr, c.ink, 1.4);
}

void icon_plate(cairo_t *cr, struct icon_colours c)
{
    icon_box(cr, 0.8, 5, 22.4, 14, 1.8);
    icon_source(cr, c.sign);
    cairo_fill_preserve(cr);
    icon_stroke(cr, c.ink, 1.4);
    icon_line(cr, 7.4, 8.6, 16.6, 8.6);
    icon_stroke(cr, c.ink, 1.2);
    for (int i = 0; i < 4; i++) {
        icon_box(cr, 4.2 + 4.2 * i, 11.4, 2.8, 4.8, 0.6);
    }
    icon_source(cr, c.ink);
    cairo_fill(cr);
    icon_circle(cr, 3.6, 8.4, 0.7);
    icon_circle(cr, 20.4, 8.4, 0.7);
    cairo_fill(cr);
}

void icon_record(cairo_t *cr, struct icon_colours c)
{
    icon_box(cr, 3.6, 0.9, 16.8, 22.2, 1.2);
    icon_source(cr, c.sign);
    cairo_fill_preserve(cr);
    icon_stroke(cr, c.ink, 1.2);
    icon_line(cr, 6.6, 5, 14, 5);
    icon_stroke(cr, c.ink, 1.6);
    for (int i = 0; i < 5; i++) {
        icon_line(cr, 6.6, 8.8 + 2.6 * i, 17.4, 8.8 + 2.6 * i);
    }
    icon_stroke(cr, c.ink, 0.8);
}

void icon_parcel(cairo_t *cr, struct icon_colours c)
{
    icon_box(cr, 1.4, 5, 21.2, 14.6, 1.4);
    icon_source(cr, c.sign);
    cairo_fill_preserve(cr);
    icon_stroke(cr, c.ink, 1.3);
    cairo_move_to(cr, 1.8, 6);
    cairo_line_to(cr, 12, 13.4);
    cairo_line_to(cr, 22.2, 6);
    icon_stroke(cr, c.ink, 1.3);
}
