#include "scan/redraw.h"

#include <string.h>

static void fill_module(struct plane *p, int x, int y, int scale)
{
    for (int i = 0; i < scale; i++) {
        memset(p->px + (y * scale + i) * p->width + x * scale, 0, (size_t)scale);
    }
}

static bool is_dark(const struct qr_modules *m, const struct qr_layout *l, int at)
{
    if (l->module[at] == QR_DARK || l->module[at] == QR_LIGHT) {
        return l->module[at] == QR_DARK;
    }
    return m->level[at] < QR_LEVEL_MIDDLE;
}

void redraw(const struct qr_modules *m, const struct qr_layout *l, const struct qr_verdict *v,
            int scale, struct plane *out)
{
    out->width = (m->side + 2 * REDRAW_QUIET) * scale;
    out->height = out->width;
    memset(out->px, 255, (size_t)(out->width * out->height));
    for (int y = 0; y < m->side; y++) {
        for (int x = 0; x < m->side; x++) {
            int at = y * m->side + x;
            if (l->module[at] != QR_FORMAT && is_dark(m, l, at)) {
                fill_module(out, x + REDRAW_QUIET, y + REDRAW_QUIET, scale);
            }
        }
    }
    unsigned code = qr_format_code(v->level, v->mask);
    for (int i = 0; i < 2 * QR_FORMAT_BITS; i++) {
        int x, y;
        qr_format_place(m->side, i / QR_FORMAT_BITS, i % QR_FORMAT_BITS, &x, &y);
        if ((code >> i % QR_FORMAT_BITS & 1) != 0) {
            fill_module(out, x + REDRAW_QUIET, y + REDRAW_QUIET, scale);
        }
    }
}
