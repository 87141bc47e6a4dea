#include "paper/pen.h"

#include <math.h>
#include <qrencode.h>
#include <string.h>

enum {
    QUIET_MODULES = 4, /* ISO/IEC 18004 */
    MODULE_UNITS = 7,  /* 0.7 mm kept; 5 dots at 203 dpi, 4 at 180: never below 0.5 mm */
    MODULE_VECTOR = 6,
};

static double module_side(const struct pen *pen)
{
    if (pen->dots_per_unit <= 0) {
        return MODULE_VECTOR;
    }
    double dots = fmax(1, floor(MODULE_UNITS * pen->dots_per_unit));
    return dots / pen->dots_per_unit;
}

static void draw_modules(const struct pen *pen, const QRcode *code, double x, double y)
{
    double side = module_side(pen);
    double free = (code->width + 2 * QUIET_MODULES) * (MODULE_UNITS - side) / 2;
    double left = x + free + QUIET_MODULES * side, top = y + free + QUIET_MODULES * side;
    if (pen->dots_per_unit > 0) {
        left = round(left * pen->dots_per_unit) / pen->dots_per_unit;
        top = round(top * pen->dots_per_unit) / pen->dots_per_unit;
    }
    cairo_save(pen->cr);
    cairo_new_path(pen->cr);
    cairo_set_source_rgb(pen->cr, 0, 0, 0);
    for (int row = 0; row < code->width; row++) {
        for (int column = 0; column < code->width; column++) {
            if ((code->data[row * code->width + column] & 1) != 0) {
                cairo_rectangle(pen->cr, left + column * side, top + row * side, side, side);
            }
        }
    }
    cairo_fill(pen->cr);
    cairo_restore(pen->cr);
}

int pen_qr(struct pen *pen, int x, int y, const char *text)
{
    size_t n = strlen(text);
    QRcode *code = n == 0 || n > PEN_QR_TEXT_MAX
                       ? NULL
                       : QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    if (code == NULL) {
        pen->overflow = true;
        return 0;
    }
    int taken = (code->width + 2 * QUIET_MODULES) * MODULE_UNITS;
    if (pen->cr != NULL) {
        pen_fill(pen, x, y, taken, taken, PEN_WHITE);
        draw_modules(pen, code, x, y);
    }
    QRcode_free(code);
    return taken;
}
