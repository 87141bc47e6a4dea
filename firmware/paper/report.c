#include "paper/pages.h"

enum { ROW = 72, HEAD_ROW = 108, ROWS_PER_PAGE = 30, TOP = 410, MARK_WIDTH = 150 };

static const char *mark_text(enum report_mark mark)
{
    switch (mark) {
    case REPORT_GOOD:
        return "良";
    case REPORT_WATCH:
        return "注意";
    case REPORT_BAD:
        return "不可";
    case REPORT_HEADING:
    case REPORT_FIGURE:
        break;
    }
    return "";
}

static void draw_mark(struct pen *pen, int y, enum report_mark mark)
{
    int x = SHEET_LEFT + SHEET_WIDTH - MARK_WIDTH;
    bool is_bad = mark == REPORT_BAD;
    if (mark == REPORT_FIGURE) {
        return;
    }
    if (is_bad) {
        pen_fill(pen, x, y + 10, MARK_WIDTH, ROW - 20, PEN_BLACK);
    } else if (mark == REPORT_WATCH) {
        pen_frame(pen, x, y + 10, MARK_WIDTH, ROW - 20, 4);
    }
    struct pen_text t = {.x = x,
                         .y = y,
                         .w = MARK_WIDTH,
                         .size = 36,
                         .line = ROW,
                         .bold = mark != REPORT_GOOD,
                         .align = ALIGN_CENTER,
                         .colour = is_bad ? PEN_WHITE : PEN_TEXT};
    pen_text(pen, &t, mark_text(mark));
}

static int draw_heading(struct pen *pen, int y, const struct report_line *line)
{
    struct pen_text t = {.x = SHEET_LEFT,
                         .y = y + 26,
                         .w = SHEET_WIDTH,
                         .size = 42,
                         .line = HEAD_ROW - 26,
                         .bold = true,
                         .colour = PEN_TEXT};
    pen_text(pen, &t, line->label);
    t.align = ALIGN_END;
    pen_text(pen, &t, line->value);
    pen_fill(pen, SHEET_LEFT, y + HEAD_ROW - 4, SHEET_WIDTH, 4, PEN_BLACK);
    return HEAD_ROW;
}

static int draw_line(struct pen *pen, int y, const struct report_line *line)
{
    if (line->mark == REPORT_HEADING) {
        return draw_heading(pen, y, line);
    }
    int mark = line->mark == REPORT_FIGURE ? 0 : MARK_WIDTH + 30;
    struct pen_text t = {.x = SHEET_LEFT + 20, .y = y, .w = 820, .size = 38, .colour = PEN_TEXT};
    pen_value(pen, &t, line->label, ROW, 20);
    t.x = SHEET_LEFT + 860;
    t.w = SHEET_WIDTH - 860 - mark - 20;
    t.align = ALIGN_END;
    pen_value(pen, &t, line->value, ROW, 20);
    draw_mark(pen, y, line->mark);
    pen_fill(pen, SHEET_LEFT, y + ROW - 2, SHEET_WIDTH, 2, PEN_TINT);
    return ROW;
}

/* A heading that would stand last on a page goes to the next one. */
static int page_end(const struct report *r, int from)
{
    int height = 0, i = from;
    for (; i < r->line_count; i++) {
        bool is_heading = r->line[i].mark == REPORT_HEADING;
        height += is_heading ? HEAD_ROW : ROW;
        if (height + (is_heading ? ROW : 0) > ROWS_PER_PAGE * ROW) {
            break;
        }
    }
    return i;
}

int report_page_count(const struct document *d)
{
    int pages = 1;
    for (int at = page_end(&d->report, 0); at < d->report.line_count; pages++) {
        at = page_end(&d->report, at);
    }
    return pages;
}

int report_draw(struct pen *pen, const struct document *d, int page_no)
{
    const struct report *r = &d->report;
    int from = 0;
    for (int i = 0; i < page_no; i++) {
        from = page_end(r, from);
    }
    int to = page_end(r, from);
    sheet_head(pen, d, document_title(d->kind));
    int y = TOP;
    for (int i = from; i < to; i++) {
        y += draw_line(pen, y, &r->line[i]);
    }
    char text[128];
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "版 %s　設定 %s", r->version, r->config_digest);
    struct pen_text t = {.x = SHEET_LEFT,
                         .y = 2740,
                         .w = SHEET_WIDTH,
                         .size = 26,
                         .line = 44,
                         .family = FAMILY_FIXED,
                         .colour = PEN_SUB};
    pen_text(pen, &t, text);
    sheet_foot(pen, d, page_no, report_page_count(d));
    return 2970;
}
