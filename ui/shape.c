#include "ui/shape.h"

static const double pi = 3.14159265358979323846;

void shape_box(cairo_t *cr, struct rect rect, double inset, double radius)
{
    double x = rect.x + inset;
    double y = rect.y + inset;
    double w = rect.w - 2 * inset;
    double h = rect.h - 2 * inset;
    double r = radius - inset;
    double most = (w < h ? w : h) / 2;
    r = r > most ? most : r;
    cairo_new_path(cr);
    if (r <= 0) {
        cairo_rectangle(cr, x, y, w, h);
        return;
    }
    cairo_arc(cr, x + w - r, y + r, r, -pi / 2, 0);
    cairo_arc(cr, x + w - r, y + h - r, r, 0, pi / 2);
    cairo_arc(cr, x + r, y + h - r, r, pi / 2, pi);
    cairo_arc(cr, x + r, y + r, r, pi, 3 * pi / 2);
    cairo_close_path(cr);
}

void shape_source(cairo_t *cr, uint32_t rgb)
{
    cairo_set_source_rgb(cr, (double)(rgb >> 16 & 0xFF) / 255.0, (double)(rgb >> 8 & 0xFF) / 255.0,
                         (double)(rgb & 0xFF) / 255.0);
}

struct rect shape_grown(struct rect rect, int by)
{
    return (struct rect){rect.x - by, rect.y - by, rect.w + 2 * by, rect.h + 2 * by};
}
