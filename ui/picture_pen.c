#include "ui/picture_pen.h"

#include <math.h>
#include "ui/icon_path.h"

static const double pi = 3.14159265358979323846;

void picture_fill(struct picture_pen *p, uint32_t rgb)
{
    icon_source(p->cr, rgb);
    cairo_fill(p->cr);
}

void picture_stroke(struct picture_pen *p, uint32_t rgb, double width)
{
    icon_stroke(p->cr, rgb, width);
}

void picture_path_box(struct picture_pen *p, double x, double y, double w, double h, double r)
{
    cairo_new_path(p->cr);
    icon_box(p->cr, x, y, w, h, r);
}

void picture_box(struct picture_pen *p, double x, double y, double w, double h, double r,
                 uint32_t fill)
{
    picture_path_box(p, x, y, w, h, r);
    icon_source(p->cr, fill);
    cairo_fill_preserve(p->cr);
    picture_stroke(p, p->c.ink, p->weight);
}

void picture_bar(struct picture_pen *p, double x, double y, double w, uint32_t rgb)
{
    cairo_move_to(p->cr, x + 3, y);
    cairo_line_to(p->cr, x + w - 3, y);
    picture_stroke(p, rgb, 6);
}

void picture_dot(struct picture_pen *p, double x, double y, double r, uint32_t rgb)
{
    cairo_new_path(p->cr);
    cairo_arc(p->cr, x, y, r, 0, 2 * pi);
    picture_fill(p, rgb);
}

void picture_code(struct picture_pen *p, double x, double y, double side, uint32_t rgb)
{
    if (p->c.ink > p->c.paper) {
        double quiet = side * 0.16;
        picture_path_box(p, x - quiet, y - quiet, side + 2 * quiet, side + 2 * quiet, 5);
        picture_fill(p, p->c.ink);
        rgb = p->c.paper;
    }
    icon_code(p->cr, rgb, x, y, side / 9);
}

void picture_arrow(struct picture_pen *p, double x0, double y0, double x1, double y1)
{
    const double head = 15;
    double way = atan2(y1 - y0, x1 - x0);
    cairo_move_to(p->cr, x0, y0);
    cairo_line_to(p->cr, x1, y1);
    cairo_move_to(p->cr, x1 - head * cos(way - 0.7), y1 - head * sin(way - 0.7));
    cairo_line_to(p->cr, x1, y1);
    cairo_line_to(p->cr, x1 - head * cos(way + 0.7), y1 - head * sin(way + 0.7));
    picture_stroke(p, p->c.accent, 7);
}

void picture_plus(struct picture_pen *p, double x, double y)
{
    const double arm = 13;
    cairo_move_to(p->cr, x - arm, y);
    cairo_line_to(p->cr, x + arm, y);
    cairo_move_to(p->cr, x, y - arm);
    cairo_line_to(p->cr, x, y + arm);
    picture_stroke(p, p->c.ink, 6);
}

void picture_person(struct picture_pen *p, double x, double base, double high, uint32_t rgb)
{
    double head = high * 0.21;
    double half = high * 0.36;
    double neck = base - high * 0.5;
    picture_dot(p, x, base - high + head, head, rgb);
    cairo_move_to(p->cr, x - half, base);
    cairo_curve_to(p->cr, x - half, neck, x - half * 0.5, neck, x, neck);
    cairo_curve_to(p->cr, x + half * 0.5, neck, x + half, neck, x + half, base);
    cairo_close_path(p->cr);
    picture_fill(p, rgb);
}

void picture_screen(struct picture_pen *p, double x, double y, double w, double h)
{
    picture_box(p, x, y, w, h, 10, p->c.paper);
    picture_path_box(p, x - 20, y + h + 2, w + 40, 12, 6);
    picture_fill(p, p->c.ink);
}

void picture_phone(struct picture_pen *p, double x, double y, double w, double h)
{
    double weight = p->weight;
    p->weight = weight * 1.6;
    picture_box(p, x, y, w, h, 13, p->c.paper);
    p->weight = weight;
    cairo_move_to(p->cr, x + w * 0.38, y + 11);
    cairo_line_to(p->cr, x + w * 0.62, y + 11);
    picture_stroke(p, p->c.ink, 3);
}

void picture_sheet(struct picture_pen *p, double x, double y, double w, double h)
{
    const double fold = 22;
    cairo_move_to(p->cr, x, y);
    cairo_line_to(p->cr, x + w - fold, y);
    cairo_line_to(p->cr, x + w, y + fold);
    cairo_line_to(p->cr, x + w, y + h);
    cairo_line_to(p->cr, x, y + h);
    cairo_close_path(p->cr);
    icon_source(p->cr, p->c.paper);
    cairo_fill_preserve(p->cr);
    cairo_move_to(p->cr, x + w - fold, y);
    cairo_line_to(p->cr, x + w - fold, y + fold);
    cairo_line_to(p->cr, x + w, y + fold);
    picture_stroke(p, p->c.ink, p->weight);
}

void picture_yen(struct picture_pen *p, double x, double y, double high, uint32_t rgb)
{
    double half = high * 0.38;
    double fork = y - high * 0.02;
    cairo_move_to(p->cr, x - half, y - high / 2);
    cairo_line_to(p->cr, x, fork);
    cairo_line_to(p->cr, x + half, y - high / 2);
    cairo_move_to(p->cr, x, fork);
    cairo_line_to(p->cr, x, y + high / 2);
    for (int i = 0; i < 2; i++) {
        double at = y + high * (0.1 + 0.18 * i);
        cairo_move_to(p->cr, x - half * 0.8, at);
        cairo_line_to(p->cr, x + half * 0.8, at);
    }
    picture_stroke(p, rgb, high * 0.11);
}

void picture_clock(struct picture_pen *p, double x, double y, double r)
{
    cairo_new_path(p->cr);
    cairo_arc(p->cr, x, y, r, 0, 2 * pi);
    icon_source(p->cr, p->c.paper);
    cairo_fill_preserve(p->cr);
    picture_stroke(p, p->c.ink, p->weight * 1.3);
    cairo_move_to(p->cr, x, y - r * 0.62);
    cairo_line_to(p->cr, x, y);
    cairo_line_to(p->cr, x + r * 0.45, y + r * 0.3);
    picture_stroke(p, p->c.ink, p->weight * 1.3);
}

void picture_house(struct picture_pen *p, double x, double base, double w)
{
    double h = w * 0.72;
    double roof = base - h;
    cairo_move_to(p->cr, x - 8, roof);
    cairo_line_to(p->cr, x + w / 2, roof - w * 0.26);
    cairo_line_to(p->cr, x + w + 8, roof);
    cairo_close_path(p->cr);
    icon_source(p->cr, p->c.tint);
    cairo_fill_preserve(p->cr);
    picture_stroke(p, p->c.ink, p->weight);
    picture_box(p, x, roof, w, h, 1, p->c.paper);
    for (int i = 0; i < 4; i++) {
        if (i != 1 && i != 2) {
            picture_box(p, x + w * (0.1 + 0.22 * i), roof + h * 0.3, w * 0.14, h * 0.34, 1,
                        p->c.tint);
        }
    }
    picture_box(p, x + w * 0.38, roof + h * 0.34, w * 0.24, h * 0.66, 1, p->c.tint);
}
