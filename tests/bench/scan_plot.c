#include "tests/bench/scan_plot.h"

#include <cairo.h>
#include <stdio.h>

enum {
    COLUMNS = 3,
    PANEL_WIDTH = 300,
    PANEL_HEIGHT = 190,
    LEFT = 40,
    TOP = 26,
    PLOT_WIDTH = 240,
    PLOT_HEIGHT = 130,
    LEGEND_HEIGHT = 40,
};

static const double colours[PLOT_LINES_MAX][3] = {
    {0.05, 0.29, 0.55}, {0.45, 0.66, 0.85}, {0.75, 0.30, 0.05},
    {0.90, 0.65, 0.30}, {0.20, 0.50, 0.25}, {0.4, 0.4, 0.4},
};

static double line_x(int strength)
{
    return LEFT + (double)PLOT_WIDTH * strength / (SYNTH_STRENGTHS - 1);
}

/* Equal rates would hide each other: a point lower a line. */
static double line_y(float rate, int line)
{
    return TOP + PLOT_HEIGHT * (1 - (double)rate) + line * 1.4;
}

static void draw_frame(cairo_t *c, const char *name)
{
    cairo_set_source_rgb(c, 0.85, 0.85, 0.85);
    cairo_set_line_width(c, 1);
    for (int i = 0; i <= 4; i++) {
        double y = TOP + PLOT_HEIGHT * i / 4.0;
        cairo_move_to(c, LEFT, y);
        cairo_line_to(c, LEFT + PLOT_WIDTH, y);
    }
    cairo_stroke(c);
    cairo_set_source_rgb(c, 0.15, 0.15, 0.15);
    cairo_set_font_size(c, 13);
    cairo_move_to(c, LEFT, TOP - 8);
    cairo_show_text(c, name);
    cairo_set_font_size(c, 10);
    for (int i = 0; i <= 2; i++) {
        char text[8];
        (void)snprintf(text, sizeof(text), "%d", 100 - 50 * i);
        cairo_move_to(c, LEFT - 24, TOP + PLOT_HEIGHT * i / 2.0 + 4);
        cairo_show_text(c, text);
    }
    for (int s = 0; s < SYNTH_STRENGTHS; s++) {
        char text[8];
        (void)snprintf(text, sizeof(text), "%d", s + 1);
        cairo_move_to(c, line_x(s) - 3, TOP + PLOT_HEIGHT + 18);
        cairo_show_text(c, text);
    }
}

static void draw_line(cairo_t *c, const float *rate, int line)
{
    cairo_set_source_rgb(c, colours[line][0], colours[line][1], colours[line][2]);
    cairo_set_line_width(c, line == 0 ? 2.5 : 1.8);
    cairo_new_path(c); /* text leaves a current point */
    for (int s = 0; s < SYNTH_STRENGTHS; s++) {
        cairo_line_to(c, line_x(s), line_y(rate[s], line));
    }
    cairo_stroke(c);
}

static void draw_legend(cairo_t *c, const struct scan_plot *p)
{
    cairo_set_font_size(c, 12);
    for (int i = 0; i < p->line_count; i++) {
        double x = LEFT + i * 172;
        cairo_set_source_rgb(c, colours[i][0], colours[i][1], colours[i][2]);
        cairo_rectangle(c, x, 14, 16, 6);
        cairo_fill(c);
        cairo_move_to(c, x + 22, 22);
        cairo_show_text(c, p->line_name[i]);
    }
}

bool scan_plot_write(const struct scan_plot *plot, const char *path)
{
    int rows = (plot->panel_count + COLUMNS - 1) / COLUMNS;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, COLUMNS * PANEL_WIDTH,
                                                          LEGEND_HEIGHT + rows * PANEL_HEIGHT);
    cairo_t *c = cairo_create(surface);
    cairo_set_source_rgb(c, 1, 1, 1);
    cairo_paint(c);
    draw_legend(c, plot);
    for (int i = 0; i < plot->panel_count; i++) {
        cairo_save(c);
        cairo_translate(c, i % COLUMNS * PANEL_WIDTH,
                        LEGEND_HEIGHT + (double)(i / COLUMNS) * PANEL_HEIGHT);
        draw_frame(c, plot->panel_name[i]);
        for (int line = plot->line_count - 1; line >= 0; line--) {
            draw_line(c, plot->rate[i][line], line);
        }
        cairo_restore(c);
    }
    cairo_destroy(c);
    bool written = cairo_surface_write_to_png(surface, path) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    return written;
}
