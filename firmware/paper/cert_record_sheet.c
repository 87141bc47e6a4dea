#include "paper/pages.h"

#include <string.h>

enum {
    CELLS_MAX = 4,
    FORM_TOP = 400,
    ROW = 128,
    LABEL_HEIGHT = 40,
    INSET = 14,
    LEAST_SIZE = 22, /* 6 pt: below, a name is not readable any more */
    EXTRA_FIRST_PAGE = 6,
    EXTRA_NEXT_PAGE = 36,
    REPRINT_WIDTH = 400,
    REPRINT_HEIGHT = 118,
    REPRINT_LEFT = SHEET_LEFT + SHEET_WIDTH - REPRINT_WIDTH,
    REPRINT_TOP = 232,
};

struct cell {
    const char *label;
    int width;
};

struct form_row {
    int height;
    struct cell cell[CELLS_MAX];
};

/* The boxes of the explanatory sheet; widths add up to SHEET_WIDTH. */
static const struct form_row form[] = {
    {ROW, {{"車両番号", 640}, {"交付年月日", 400}, {"初度検査年月", 340}, {"自動車の種別", 400}}},
    {ROW, {{"用途", 300}, {"自家用・事業用の別", 340}, {"車体の形状", 600}, {"車名", 540}}},
    {ROW, {{"車台番号", 640}, {"乗車定員", 340}, {"最大積載量", 400}, {"車両重量", 400}}},
    {ROW, {{"車両総重量", 445}, {"長さ", 445}, {"幅", 445}, {"高さ", 445}}},
    {ROW, {{"前前軸重", 445}, {"前後軸重", 445}, {"後前軸重", 445}, {"後後軸重", 445}}},
    {ROW,
     {{"型式", 445}, {"原動機の型式", 445}, {"総排気量又は定格出力", 445}, {"燃料の種類", 445}}},
    {ROW, {{"型式指定番号", 445}, {"類別区分番号", 445}, {"有効期間の満了する日", 890}}},
    {ROW + 30, {{"所有者の氏名又は名称", SHEET_WIDTH}}},
    {ROW + 30, {{"所有者の住所", SHEET_WIDTH}}},
    {ROW + 30, {{"使用者の氏名又は名称", SHEET_WIDTH}}},
    {ROW + 30, {{"使用者の住所", SHEET_WIDTH}}},
    {ROW + 30, {{"使用の本拠の位置", SHEET_WIDTH}}},
    {ROW * 2, {{"備考", SHEET_WIDTH}}},
};
enum { FORM_ROWS = sizeof form / sizeof form[0] };

struct sheet {
    struct pen *pen;
    const struct cert_record_sheet *record;
    int unfit; /* first field that does not fit, -1 */
};

static void draw_cell(struct sheet *s, const struct pen_text *at, int h, const char *label,
                      int field)
{
    struct pen *pen = s->pen;
    struct pen_text t = {
        .x = at->x + INSET, .y = at->y + 8, .size = 25, .line = 34, .colour = PEN_SUB};
    pen_text(pen, &t, label);
    pen_frame(pen, at->x, at->y, at->w + 2, h + 2, 2);
    if (field < 0) {
        return;
    }
    t = (struct pen_text){.x = at->x + INSET,
                          .y = at->y + LABEL_HEIGHT,
                          .size = 44,
                          .w = at->w - 2 * INSET,
                          .family = FAMILY_CERT,
                          .colour = PEN_BLACK};
    bool fits = pen_value(pen, &t, s->record->field[field].value, h - LABEL_HEIGHT - 6, LEAST_SIZE);
    if (!fits && s->unfit < 0) {
        s->unfit = field;
    }
}

static int field_of(const struct cert_record_sheet *record, const char *label)
{
    for (int i = 0; i < record->field_count; i++) {
        if (strcmp(record->field[i].label, label) == 0) {
            return i;
        }
    }
    return -1;
}

/* Whether the form has no box for this field; a second field of the same label has none either. */
static bool is_extra(const struct cert_record_sheet *record, int field)
{
    const char *label = record->field[field].label;
    if (field_of(record, label) != field) {
        return true;
    }
    for (int row = 0; row < FORM_ROWS; row++) {
        for (int i = 0; i < CELLS_MAX && form[row].cell[i].label != NULL; i++) {
            if (strcmp(form[row].cell[i].label, label) == 0) {
                return false;
            }
        }
    }
    return true;
}

static int draw_form(struct sheet *s, int y)
{
    for (int row = 0; row < FORM_ROWS; row++) {
        int x = SHEET_LEFT;
        for (int i = 0; i < CELLS_MAX && form[row].cell[i].label != NULL; i++) {
            const struct cell *c = &form[row].cell[i];
            struct pen_text at = {.x = x, .y = y, .w = c->width};
            draw_cell(s, &at, form[row].height, c->label, field_of(s->record, c->label));
            x += c->width;
        }
        y += form[row].height;
    }
    return y;
}

/* Two to a row; `skip` of them stand on earlier pages. */
static void draw_extras(struct sheet *s, int y, int skip, int most)
{
    int seen = 0;
    for (int i = 0; i < s->record->field_count; i++) {
        if (!is_extra(s->record, i)) {
            continue;
        }
        int place = seen++ - skip;
        if (place >= 0 && place < most) {
            struct pen_text at = {.x = SHEET_LEFT + place % 2 * (SHEET_WIDTH / 2),
                                  .y = y + place / 2 * ROW,
                                  .w = SHEET_WIDTH / 2};
            draw_cell(s, &at, ROW, s->record->field[i].label, i);
        }
    }
}

int cert_record_sheet_page_count(const struct document *d)
{
    int extras = 0;
    for (int i = 0; i < d->cert_record_sheet.field_count; i++) {
        extras += is_extra(&d->cert_record_sheet, i);
    }
    int rest = extras - EXTRA_FIRST_PAGE;
    return rest <= 0 ? 1 : 1 + (rest + EXTRA_NEXT_PAGE - 1) / EXTRA_NEXT_PAGE;
}

static void draw_note(struct pen *pen, const struct cert_record_sheet *record)
{
    char text[240];
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_text(
        &b, "この用紙は、自動車検査証に記録された内容を示すものです。自動車検査証ではありません。");
    if (record->serial_no != 0) {
        strbuf_format(&b, "　通し番号 %06u", (unsigned)record->serial_no);
    }
    struct pen_text t = {
        .x = SHEET_LEFT, .y = 2744, .w = SHEET_WIDTH, .size = 28, .line = 46, .colour = PEN_SUB};
    pen_text(pen, &t, text);
}

/* Beside the title, where nobody misses it: which print this is, and that the earlier is void. */
static void draw_reprint(struct pen *pen, int reprint_no)
{
    char text[48];
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "再印刷 %d回目", reprint_no);
    pen_frame(pen, REPRINT_LEFT, REPRINT_TOP, REPRINT_WIDTH, REPRINT_HEIGHT, 5);
    struct pen_text t = {.x = REPRINT_LEFT,
                         .y = REPRINT_TOP + 8,
                         .w = REPRINT_WIDTH,
                         .size = 38,
                         .line = 58,
                         .bold = true,
                         .align = ALIGN_CENTER};
    pen_text(pen, &t, text);
    t.y += 56;
    t.size = 30;
    t.line = 44;
    t.bold = false;
    pen_text(pen, &t, "前に出た紙は使えません");
}

int cert_record_sheet_draw(struct pen *pen, const struct document *d, int page_no, int *out_field)
{
    struct sheet s = {.pen = pen, .record = &d->cert_record_sheet, .unfit = -1};
    sheet_head(pen, d, document_title(DOCUMENT_CERT_RECORD_SHEET));
    if (page_no == 0) {
        int y = draw_form(&s, FORM_TOP);
        draw_extras(&s, y, 0, EXTRA_FIRST_PAGE);
    } else {
        int skip = EXTRA_FIRST_PAGE + (page_no - 1) * EXTRA_NEXT_PAGE;
        draw_extras(&s, FORM_TOP, skip, EXTRA_NEXT_PAGE);
    }
    if (s.record->reprint_no > 0) {
        draw_reprint(pen, s.record->reprint_no);
    }
    draw_note(pen, s.record);
    sheet_foot(pen, d, page_no, cert_record_sheet_page_count(d));
    *out_field = s.unfit;
    return 2970;
}
