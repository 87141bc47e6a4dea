#include "paper/pages.h"

#include <assert.h>

static void row_text(struct receipt_row *row, const char *label, const char *value)
{
    row->label = label;
    struct strbuf b = strbuf_on(row->value, sizeof row->value);
    strbuf_text(&b, value);
}

static void tax_text(const struct receipt *r, struct receipt_row *row)
{
    row->label = "納税の確認";
    struct strbuf b = strbuf_on(row->value, sizeof row->value);
    switch (r->tax) {
    case RECEIPT_TAX_NOT_NEEDED:
        strbuf_text(&b, "不要");
        break;
    case RECEIPT_TAX_CONFIRMED:
        strbuf_text(&b, "電子で確認済み");
        break;
    case RECEIPT_TAX_PAPER_SEEN:
        strbuf_format(&b, "書面（%s）", r->tax_paper);
        break;
    }
}

static int item_total(const struct receipt *r)
{
    int total = 0;
    for (int i = 0; i < r->item_count; i++) {
        total += r->item[i].count;
    }
    return total;
}

int receipt_rows(const struct document *d, struct receipt_row out[RECEIPT_ROWS_MAX])
{
    const struct receipt *r = &d->receipt;
    char text[RECEIPT_VALUE_SIZE];
    int n = 0;
    civil_text(&d->at, text);
    row_text(&out[n++], "交付日時", text);
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "末尾 %s", r->receipt_tail);
    row_text(&out[n++], "受付番号", text);
    row_text(&out[n++], "手続", r->procedure);
    tax_text(r, &out[n++]);
    row_text(&out[n++], "本人確認", r->identity_kind[0] != '\0' ? r->identity_kind : "不要");
    row_text(&out[n++], "代替文字", r->has_substitution ? "あり（確認済み）" : "なし");
    if (!r->applicant_copy) {
        row_text(&out[n++], "担当", r->staff_mark);
    }
    row_text(&out[n++], "端末", d->office.terminal_id);
    b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "%06u", (unsigned)r->serial_no);
    row_text(&out[n++], "通し番号", text);
    assert(n <= RECEIPT_ROWS_MAX);
    return n;
}

enum { LABEL_WIDTH = 420, ROW = 92 };

static int draw_row(struct pen *pen, int y, const char *label, const char *value)
{
    pen_fill(pen, SHEET_LEFT, y + 4, LABEL_WIDTH, ROW - 8, PEN_TINT);
    pen_fill(pen, SHEET_LEFT, y + ROW, SHEET_WIDTH, 2, PEN_LINE);
    struct pen_text t = {.x = SHEET_LEFT + 30,
                         .y = y,
                         .w = LABEL_WIDTH - 60,
                         .size = 40,
                         .line = ROW,
                         .colour = PEN_SUB};
    pen_text(pen, &t, label);
    t.x = SHEET_LEFT + LABEL_WIDTH + 40;
    t.w = SHEET_WIDTH - LABEL_WIDTH - 80;
    t.size = 44;
    t.line = 0;
    t.colour = PEN_TEXT;
    pen_value(pen, &t, value, ROW, 24);
    return ROW + 2;
}

static int draw_items(struct pen *pen, int y, const struct receipt *r)
{
    int top = y;
    char text[32];
    struct pen_text t = {.x = SHEET_LEFT,
                         .y = y,
                         .w = SHEET_WIDTH,
                         .size = 46,
                         .line = 80,
                         .bold = true,
                         .colour = PEN_TEXT};
    pen_text(pen, &t, "お渡ししたもの");
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "合計 %d点", item_total(r));
    t.align = ALIGN_END;
    y += pen_text(pen, &t, text);
    pen_fill(pen, SHEET_LEFT, y, SHEET_WIDTH, 4, PEN_BLACK);
    y += 4;
    for (int i = 0; i < r->item_count; i++) {
        t = (struct pen_text){.x = SHEET_LEFT + 30,
                              .y = y,
                              .w = SHEET_WIDTH - 60,
                              .size = 48,
                              .line = 100,
                              .colour = PEN_TEXT};
        pen_text(pen, &t, r->item[i].label);
        b = strbuf_on(text, sizeof text);
        strbuf_format(&b, "%d点", r->item[i].count);
        t.align = ALIGN_END;
        y += pen_text(pen, &t, text);
        pen_fill(pen, SHEET_LEFT, y, SHEET_WIDTH, 2, PEN_LINE);
        y += 2;
    }
    return y - top;
}

/* Where the receiver signs, or on the applicant's copy how to ask later. */
static int draw_sign(struct pen *pen, int y, const struct receipt *r)
{
    struct pen_text t = {
        .x = SHEET_LEFT, .y = y, .w = SHEET_WIDTH, .size = 40, .line = 66, .colour = PEN_TEXT};
    if (r->applicant_copy) {
        return pen_text(pen, &t,
                        "この控えは、受け取りの記録です。お問い合わせのときにお持ちください。\n"
                        "自動車検査証ではありません。");
    }
    int height = pen_text(pen, &t, "上のものを受け取りました。");
    pen_frame(pen, SHEET_LEFT, y + height + 10, SHEET_WIDTH, 240, 3);
    pen_fill(pen, SHEET_LEFT + 420, y + height + 10, 2, 240, PEN_LINE);
    t.x += 30;
    t.y += height + 10;
    t.line = 240;
    pen_text(pen, &t, "受領サイン");
    return height + 250;
}

static void draw_proof(struct pen *pen, int y, const struct receipt *r)
{
    int side = r->check_code[0] != '\0' ? pen_qr(pen, SHEET_LEFT - 28, y, r->check_code) : 0;
    struct pen_text t = {.x = SHEET_LEFT + side,
                         .y = y + 30,
                         .w = SHEET_WIDTH - side,
                         .size = 30,
                         .line = 48,
                         .family = FAMILY_FIXED,
                         .colour = PEN_SUB};
    char text[RECEIPT_HASH_SIZE + CHECK_CODE_SIZE + 64];
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "照合コード %s\n改ざん確認用\n%s", r->check_code, r->hash);
    pen_text(pen, &t, text);
}

int receipt_draw(struct pen *pen, const struct document *d)
{
    const struct receipt *r = &d->receipt;
    struct receipt_row row[RECEIPT_ROWS_MAX];
    int row_count = receipt_rows(d, row);
    sheet_head(pen, d, r->applicant_copy ? "受領記録（申請者控）" : "受領記録（事務所控）");
    int y = SHEET_BODY_TOP;
    y += draw_items(pen, y, r) + 60;
    pen_fill(pen, SHEET_LEFT, y, SHEET_WIDTH, 4, PEN_BLACK);
    y += 4;
    for (int i = 0; i < row_count; i++) {
        y += draw_row(pen, y, row[i].label, row[i].value);
    }
    y += 50;
    y += draw_sign(pen, y, r) + 40;
    draw_proof(pen, y, r);
    pen->overflow = pen->overflow || y > SHEET_BODY_BOTTOM - 160;
    sheet_foot(pen, d, 0, 1);
    return 2970;
}

int receipt_roll_draw(struct pen *pen, const struct document *d)
{
    const struct receipt *r = &d->receipt;
    struct receipt_row row[RECEIPT_ROWS_MAX];
    int row_count = receipt_rows(d, row);
    int y = 30;
    y += roll_head(pen, d, y) + 20;
    struct pen_text t = {.x = ROLL_MARGIN,
                         .y = y,
                         .w = ROLL_TEXT,
                         .size = 60,
                         .line = 90,
                         .bold = true,
                         .align = ALIGN_CENTER};
    y += pen_text(pen, &t, r->applicant_copy ? "受領記録（控え）" : "受領記録") + 14;
    for (int i = 0; i < r->item_count; i++) {
        char text[24];
        struct strbuf b = strbuf_on(text, sizeof text);
        strbuf_format(&b, "%d点", r->item[i].count);
        y += roll_row(pen, y, r->item[i].label, text);
    }
    y += 20;
    for (int i = 1; i < row_count; i++) { /* the date stands in the head */
        y += roll_row(pen, y, row[i].label, row[i].value);
    }
    if (!r->applicant_copy) {
        t = (struct pen_text){.x = ROLL_MARGIN + 16, .y = y + 36, .size = ROLL_BODY, .line = 60};
        pen_text(pen, &t, "受領サイン");
        pen_frame(pen, ROLL_MARGIN, y + 24, ROLL_TEXT, 220, 3);
        y += 244;
    }
    y += 24;
    t = (struct pen_text){.x = ROLL_MARGIN,
                          .y = y,
                          .w = ROLL_TEXT,
                          .size = ROLL_BODY,
                          .line = 54,
                          .family = FAMILY_FIXED};
    t.y += pen_text(pen, &t, "改ざん確認用");
    t.y += pen_text(pen, &t, r->hash);
    y = t.y + 16;
    return y + roll_foot(pen, d, y, r->check_code, 0);
}
