#include "ui/icon_path.h"

static const double pi = 3.14159265358979323846;

void icon_source(cairo_t *cr, uint32_t rgb)
{
    cairo_set_source_rgb(cr, (double)(rgb >> 16 & 0xFF) / 255.0, (double)(rgb >> 8 & 0xFF) / 255.0,
                         (double)(rgb & 0xFF) / 255.0);
}

void icon_stroke(cairo_t *cr, uint32_t rgb, double width)
{
    icon_source(cr, rgb);
    cairo_set_line_width(cr, width);
    cairo_stroke(cr);
}

void icon_line(cairo_t *cr, double x0, double y0, double x1, double y1)
{
    cairo_move_to(cr, x0, y0);
    cairo_line_to(cr, x1, y1);
}

void icon_box(cairo_t *cr, double x, double y, double w, double h, double r)
{
    cairo_new_sub_path(cr);
    cairo_arc(cr, x + w - r, y + r, r, -pi / 2, 0);
    cairo_arc(cr, x + w - r, y + h - r, r, 0, pi / 2);
    cairo_arc(cr, x + r, y + h - r, r, pi / 2, pi);
    cairo_arc(cr, x + r, y + r, r, pi, 3 * pi / 2);
    cairo_close_path(cr);
}

void icon_circle(cairo_t *cr, double x, double y, double r)
{
    cairo_new_sub_path(cr);
    cairo_arc(cr, x, y, r, 0, 2 * pi);
}

/* A pattern that says "two-dimensional code" at a glance; nothing can read it. */
void icon_code(cairo_t *cr, uint32_t rgb, double x, double y, double cell)
{
    static const char *const rows[] = {"###.#.###", "#.#..##.#", "###.#.###",
                                       "...##.#..", "#.#.#.##.", ".#.##..#.",
                                       "###.#.##.", "#.#..#.#.", "###.##..#"};
    icon_source(cr, rgb);
    for (int row = 0; row < 9; row++) {
        for (int column = 0; column < 9; column++) {
            if (rows[row][column] == '#') {
                cairo_rectangle(cr, x + column * cell, y + row * cell, cell * 1.02, cell * 1.02);
            }
        }
    }
    cairo_fill(cr);
}
