#include "paper/pages.h"

void sheet_head(struct pen *pen, const struct document *d, const char *title)
{
    char at[CIVIL_TEXT_SIZE];
    char from[LABEL_SIZE + 48];
    struct strbuf b = strbuf_on(from, sizeof from);
    strbuf_format(&b, "軽自動車検査協会　%s", d->office.name);
    civil_text(&d->at, at);
    struct pen_text t = {
        .x = SHEET_LEFT, .y = 150, .w = SHEET_WIDTH, .size = 34, .line = 50, .colour = PEN_TEXT};
    pen_text(pen, &t, from);
    t.align = ALIGN_END;
    pen_text(pen, &t, at);
    t = (struct pen_text){.x = SHEET_LEFT,
                          .y = 240,
                          .w = SHEET_WIDTH,
                          .size = 66,
                          .line = 100,
                          .bold = true,
                          .align = ALIGN_CENTER,
                          .colour = PEN_TEXT};
    pen_text(pen, &t, title);
    pen_fill(pen, SHEET_LEFT, 366, SHEET_WIDTH, 6, PEN_BLACK);
}

void sheet_foot(struct pen *pen, const struct document *d, int page_no, int page_count)
{
    char text[160];
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "端末 %s　お問い合わせ %s", d->office.terminal_id, d->office.phone);
    pen_fill(pen, SHEET_LEFT, 2800, SHEET_WIDTH, 2, PEN_LINE);
    struct pen_text t = {
        .x = SHEET_LEFT, .y = 2812, .w = SHEET_WIDTH, .size = 28, .line = 44, .colour = PEN_SUB};
    pen_text(pen, &t, text);
    b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "%d / %d ページ", page_no + 1, page_count);
    t.align = ALIGN_END;
    pen_text(pen, &t, text);
}
