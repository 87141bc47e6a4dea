/* 紙: what came out of the printers, while it comes out. */
#include <string.h>
#include "sim/panel_parts.h"
#include "ui/shape.h"
#include "ui/theme.h"

enum {
    SLIP_WIDTH = 82,
    SLIP_HEIGHT = 216,
    SLIP_PITCH = 90,
    SLIP_TOP = 736,
    REDUCE = 3, /* dots a picture pixel: a slip of 576 dots gives 192 */
    CERTIFICATES_SHOWN = 5,
    FULL_LEVEL = 255,
};

static bool sheet_of(const struct panel *p, int index, struct slip_sheet *out)
{
    return slip_printer_sim_sheet(p->office.slip_printer, index, office_now_ms(&p->office), out);
}

bool panel_papers_are_moving(const struct panel *p)
{
    struct slip_sheet sheet;
    int count = slip_printer_sim_count(p->office.slip_printer);
    return count > 0 && sheet_of(p, count - 1, &sheet) && sheet.is_moving;
}

static const char *state_of(const struct slip_sheet *sheet)
{
    return sheet->is_cut      ? "切り離し済み"
           : sheet->is_moving ? "印刷中"
           : sheet->is_whole  ? "まだ付いている"
                              : "途中で停止";
}

static void lay_out_slips(struct panel *p)
{
    int count = slip_printer_sim_count(p->office.slip_printer);
    int first = count > PANEL_SLIPS_SHOWN ? count - PANEL_SLIPS_SHOWN : 0;
    struct slip_sheet sheet;
    for (int i = first; i < count; i++) {
        int x = 24 + (i - first) * SLIP_PITCH;
        if (!sheet_of(p, i, &sheet)) {
            continue;
        }
        struct panel_widget *w =
            panel_add_act(p, PANEL_LOOK_SLIP, (struct rect){x, SLIP_TOP, SLIP_WIDTH, SLIP_HEIGHT},
                          PANEL_NOTHING, i);
        w->version = (uint64_t)sheet.dots_out;
        w = panel_add(p, PANEL_LOOK_TEXT, (struct rect){x, SLIP_TOP + SLIP_HEIGHT + 4, 90, 16}, "");
        panel_set_text(w->text, "%d %s", i + 1, state_of(&sheet));
    }
    if (count == 0) {
        panel_add(p, PANEL_LOOK_TEXT, (struct rect){24, SLIP_TOP, 200, 18},
                  "番号票はまだありません");
    }
}

static void lay_out_certificates(struct panel *p)
{
    int count = certificate_printer_sim_count(p->office.certificate_printer);
    int first = count > CERTIFICATES_SHOWN ? count - CERTIFICATES_SHOWN : 0;
    struct panel_widget *w = panel_add(p, PANEL_LOOK_HEAD, (struct rect){394, 734, 166, 18}, "");
    panel_set_text(w->text, "証明書 %d 件", count);
    for (int i = first; i < count; i++) {
        struct certificate_print print;
        int y = 756 + (i - first) * 38;
        if (!certificate_printer_sim_print(p->office.certificate_printer, i, &print)) {
            continue;
        }
        w = panel_add(p, PANEL_LOOK_TEXT, (struct rect){394, y, 166, 17}, "");
        panel_set_text(w->text, "%d/%d 枚 %s", print.sheets_out, print.sheets_ordered,
                       print.is_spoiled ? "破れた"
                       : print.is_over  ? "終わり"
                                        : "印刷中");
        w = panel_add(p, PANEL_LOOK_LOG, (struct rect){394, y + 17, 166, 16}, "");
        panel_set_text(w->text, "cert-%04d.pdf", i + 1);
    }
    w = panel_add(p, PANEL_LOOK_LOG, (struct rect){394, 956, 166, 16}, "");
    panel_set_text(w->text, "%.60s/certificates/", p->office.folder);
}

void panel_papers_lay_out(struct panel *p)
{
    panel_add(p, PANEL_LOOK_TITLE, (struct rect){24, 708, 200, 24}, "紙");
    lay_out_slips(p);
    lay_out_certificates(p);
}

static unsigned ink_at(const struct bitmap *page, int left, int top, int lines)
{
    unsigned ink = 0;
    for (int y = top; y < top + REDUCE && y < lines; y++) {
        for (int x = left; x < left + REDUCE && x < page->width_px; x++) {
            unsigned byte = page->bits[(ptrdiff_t)y * page->row_bytes + x / 8];
            ink += byte >> (7 - x % 8) & 1U;
        }
    }
    return ink;
}

/* The lines that are on paper, as ink over white. */
static cairo_surface_t *ink_of(const struct slip_sheet *sheet)
{
    const struct bitmap *page = &sheet->picture;
    int width = page->width_px / REDUCE;
    int height = (sheet->dots_out + REDUCE - 1) / REDUCE;
    cairo_surface_t *ink = cairo_image_surface_create(CAIRO_FORMAT_A8, width, height);
    if (cairo_surface_status(ink) != CAIRO_STATUS_SUCCESS) {
        return ink;
    }
    cairo_surface_flush(ink);
    unsigned char *out = cairo_image_surface_get_data(ink);
    int stride = cairo_image_surface_get_stride(ink);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            unsigned dots = ink_at(page, x * REDUCE, y * REDUCE, sheet->dots_out);
            out[(ptrdiff_t)y * stride + x] = (unsigned char)(dots * FULL_LEVEL / (REDUCE * REDUCE));
        }
    }
    cairo_surface_mark_dirty(ink);
    return ink;
}

void panel_papers_draw(struct panel *p, cairo_t *cr, const struct panel_widget *w)
{
    struct slip_sheet sheet;
    if (!sheet_of(p, w->argument, &sheet) || sheet.dots_out == 0 || sheet.picture.bits == NULL) {
        return;
    }
    double scale = (double)w->rect.w / sheet.picture.width_px;
    double whole = (double)w->rect.h / sheet.picture.height_px;
    scale = whole < scale ? whole : scale;
    struct rect paper = {w->rect.x, w->rect.y, (int)(sheet.picture.width_px * scale),
                         (int)(sheet.dots_out * scale) + 1};
    shape_box(cr, paper, 0, 0);
    shape_source(cr, 0xFFFFFF);
    cairo_fill(cr);
    cairo_surface_t *ink = ink_of(&sheet);
    cairo_save(cr);
    cairo_translate(cr, paper.x, paper.y);
    cairo_scale(cr, scale * REDUCE, scale * REDUCE);
    shape_source(cr, colour_rgb(COLOUR_TEXT, false));
    cairo_mask_surface(cr, ink, 0, 0);
    cairo_restore(cr);
    cairo_surface_destroy(ink);
    shape_box(cr, paper, 0.5, 0);
    shape_source(cr, colour_rgb(COLOUR_LINE_SOFT, false));
    cairo_set_line_width(cr, 1);
    cairo_stroke(cr);
}
