#include "paper/pages.h"

enum { ROW = 84, ROWS_PER_PAGE = 20, TABLE_TOP = 560, COLUMNS = 6 };

struct column {
    const char *head;
    int width;
    enum text_align align;
};

static const struct column columns[COLUMNS] = {
    {"番号", 100, ALIGN_CENTER},        {"受付番号", 360, ALIGN_START}, {"手続", 300, ALIGN_START},
    {"交付するもの", 440, ALIGN_START}, {"結果", 140, ALIGN_CENTER},    {"理由", 440, ALIGN_START},
};

static void draw_cells(struct pen *pen, int y, const char *const text[COLUMNS], bool is_head)
{
    int x = SHEET_LEFT;
    for (int i = 0; i < COLUMNS; i++) {
        struct pen_text t = {.x = x + 14,
                             .y = y,
                             .w = columns[i].width - 28,
                             .size = is_head ? 32 : 36,
                             .line = 0,
                             .bold = is_head,
                             .align = columns[i].align,
                             .family = i == 1 && !is_head ? FAMILY_FIXED : FAMILY_UI,
                             .colour = PEN_TEXT};
        pen_value(pen, &t, text[i], ROW, 20);
        x += columns[i].width;
    }
}

static void draw_line(struct pen *pen, int y, int number, const struct hand_over_line *line)
{
    char no[16];
    struct strbuf b = strbuf_on(no, sizeof no);
    strbuf_int(&b, number);
    const char *const text[COLUMNS] = {no,
                                       line->receipt_no,
                                       line->procedure,
                                       line->deliverables,
                                       line->handed ? "交付" : "保留",
                                       line->handed ? "" : line->reason};
    if (!line->handed) {
        pen_fill(pen, SHEET_LEFT, y, SHEET_WIDTH, ROW, PEN_TINT);
    }
    draw_cells(pen, y, text, false);
    pen_fill(pen, SHEET_LEFT, y + ROW - 2, SHEET_WIDTH, 2, PEN_LINE);
}

static int handed_count(const struct hand_over_list *l, int from, int to)
{
    int n = 0;
    for (int i = from; i < to; i++) {
        n += l->line[i].handed;
    }
    return n;
}

static void draw_sum(struct pen *pen, int y, const char *what, int handed, int held)
{
    char text[96];
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "%s　交付 %d件　保留 %d件", what, handed, held);
    struct pen_text t = {.x = SHEET_LEFT,
                         .y = y,
                         .w = SHEET_WIDTH - 14,
                         .size = 40,
                         .line = 70,
                         .bold = true,
                         .align = ALIGN_END,
                         .colour = PEN_TEXT};
    pen_text(pen, &t, text);
}

static void draw_signatures(struct pen *pen, int y, const struct hand_over_list *l)
{
    enum { HALF = SHEET_WIDTH / 2 - 20, HEIGHT = 190 };
    char staff[STAFF_MARK_SIZE + 64];
    struct strbuf b = strbuf_on(staff, sizeof staff);
    strbuf_format(&b, "渡した人（担当 %s）", l->staff_mark);
    struct pen_text t = {
        .x = SHEET_LEFT + 20, .y = y + 10, .size = 32, .line = 50, .colour = PEN_SUB};
    pen_frame(pen, SHEET_LEFT, y, HALF, HEIGHT, 3);
    pen_text(pen, &t, staff);
    pen_frame(pen, SHEET_LEFT + HALF + 40, y, HALF, HEIGHT, 3);
    t.x += HALF + 40;
    pen_text(pen, &t, "受け取った人（署名）");
}

int hand_over_list_page_count(const struct document *d)
{
    int lines = d->hand_over_list.line_count;
    return lines == 0 ? 1 : (lines + ROWS_PER_PAGE - 1) / ROWS_PER_PAGE;
}

int hand_over_list_draw(struct pen *pen, const struct document *d, int page_no)
{
    const struct hand_over_list *l = &d->hand_over_list;
    int pages = hand_over_list_page_count(d);
    int from = page_no * ROWS_PER_PAGE;
    int to = from + ROWS_PER_PAGE < l->line_count ? from + ROWS_PER_PAGE : l->line_count;
    char no[32];
    struct strbuf b = strbuf_on(no, sizeof no);
    strbuf_format(&b, "通し番号 %06u", (unsigned)l->serial_no);
    sheet_head(pen, d, "交付一覧（業者用）");
    struct pen_text t = {.x = SHEET_LEFT,
                         .y = 400,
                         .w = 1340,
                         .size = 48,
                         .family = FAMILY_NAME,
                         .bold = true,
                         .colour = PEN_TEXT};
    char firm[NAME_SIZE + 8];
    struct strbuf f = strbuf_on(firm, sizeof firm);
    strbuf_format(&f, "%s　様", l->firm_name);
    pen_value(pen, &t, firm, 90, 26);
    t = (struct pen_text){.x = SHEET_LEFT,
                          .y = 400,
                          .w = SHEET_WIDTH,
                          .size = 34,
                          .line = 90,
                          .align = ALIGN_END,
                          .colour = PEN_SUB};
    pen_text(pen, &t, no);
    const char *head[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
        head[i] = columns[i].head;
    }
    draw_cells(pen, TABLE_TOP - ROW, head, true);
    pen_fill(pen, SHEET_LEFT, TABLE_TOP - 4, SHEET_WIDTH, 4, PEN_BLACK);
    for (int i = from; i < to; i++) {
        draw_line(pen, TABLE_TOP + (i - from) * ROW, i + 1, &l->line[i]);
    }
    int handed = handed_count(l, from, to);
    int y = TABLE_TOP + (to - from) * ROW + 16;
    draw_sum(pen, y, pages > 1 ? "小計" : "合計", handed, to - from - handed);
    if (page_no == pages - 1) {
        int all = handed_count(l, 0, l->line_count);
        if (pages > 1) {
            draw_sum(pen, y + 70, "合計", all, l->line_count - all);
        }
        draw_signatures(pen, 2580, l);
    }
    sheet_foot(pen, d, page_no, pages);
    return 2970;
}
