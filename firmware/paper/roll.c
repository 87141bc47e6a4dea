#include "paper/pages.h"

#include <string.h>

enum { ROLL_LABEL_MAX = 520 };

int roll_rule(struct pen *pen, int y, int thick)
{
    pen_fill(pen, ROLL_MARGIN, y, ROLL_TEXT, thick, PEN_BLACK);
    return thick;
}

int roll_head(struct pen *pen, const struct document *d, int y)
{
    char at[CIVIL_TEXT_SIZE];
    civil_text(&d->at, at);
    struct pen_text t = {.x = ROLL_MARGIN, .y = y, .w = ROLL_TEXT, .size = ROLL_BODY, .line = 56};
    t.y += pen_text(pen, &t, "軽自動車検査協会");
    struct pen_text name = t;
    name.size = 56;
    name.line = 78;
    name.bold = true;
    t.y += pen_text(pen, &name, d->office.name);
    t.y += pen_text(pen, &t, at);
    t.y += 20;
    t.y += roll_rule(pen, t.y, 5);
    return t.y - y;
}

int roll_row(struct pen *pen, int y, const char *label, const char *value)
{
    struct pen_text left = {.x = ROLL_MARGIN, .y = y, .w = 0, .size = ROLL_BODY, .line = 74};
    int label_width = pen_text_width(pen, &left, label);
    left.w = label_width > ROLL_LABEL_MAX ? ROLL_LABEL_MAX : label_width;
    struct pen_text right = {.x = ROLL_MARGIN + left.w + 20,
                             .y = y,
                             .w = ROLL_TEXT - left.w - 20,
                             .size = 48,
                             .line = 74,
                             .bold = true,
                             .align = ALIGN_END};
    int label_height = pen_text(pen, &left, label);
    int value_height = pen_text(pen, &right, value);
    int height = label_height > value_height ? label_height : value_height;
    pen_fill(pen, ROLL_MARGIN, y + height, ROLL_TEXT, 2, PEN_BLACK);
    return height + 6;
}

/* The letter smaller, the digits 24 mm high: heads remember the digits, the letter only sorts. */
int roll_number(struct pen *pen, int y, const char *call_no, int digit_em)
{
    const char *dash = strrchr(call_no, '-');
    size_t prefix_n = dash == NULL ? 0 : (size_t)(dash - call_no) + 1;
    char prefix[CALL_NO_SIZE] = "";
    memcpy(prefix, call_no, prefix_n < CALL_NO_SIZE ? prefix_n : 0);
    const char *digits = call_no + prefix_n;
    int letter_em = digit_em * 7 / 10;
    int digits_n = (int)strlen(digits);
    int width = (int)prefix_n * letter_em / 2 + digits_n * digit_em / 2;
    if (width > ROLL_TEXT) { /* half an em a digit: five digits are wider than the paper */
        return roll_number(pen, y, call_no, digit_em * ROLL_TEXT / width - 1);
    }
    int x = ROLL_MARGIN + (ROLL_TEXT - width) / 2;
    struct pen_text t = {.x = x, .y = y, .size = letter_em, .family = FAMILY_FIXED, .bold = true};
    /* Both stand on one line: an em box has 0.88 em above it. */
    t.line = digit_em;
    t.y += (digit_em - letter_em) / 2 * 76 / 100;
    pen_text(pen, &t, prefix);
    t = (struct pen_text){.x = x + (int)prefix_n * letter_em / 2,
                          .y = y,
                          .size = digit_em,
                          .line = digit_em,
                          .family = FAMILY_FIXED,
                          .bold = true};
    pen_text(pen, &t, digits);
    return digit_em;
}

static int draw_reprint(struct pen *pen, int y, int reprint_no)
{
    char text[48];
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "再印刷 %d回目", reprint_no);
    pen_frame(pen, ROLL_MARGIN, y, ROLL_TEXT, 150, 4);
    struct pen_text t = {.x = ROLL_MARGIN,
                         .y = y + 12,
                         .w = ROLL_TEXT,
                         .size = 48,
                         .line = 64,
                         .bold = true,
                         .align = ALIGN_CENTER};
    t.y += pen_text(pen, &t, text);
    t.bold = false;
    t.size = ROLL_BODY;
    pen_text(pen, &t, "前に出た紙は使えません");
    return 150 + 24;
}

static int draw_check_code(struct pen *pen, int y, const char *check_code)
{
    int side = pen_qr(pen, ROLL_MARGIN - 20, y, check_code);
    int x = ROLL_MARGIN + side + 10;
    struct pen_text t = {.x = x,
                         .y = y + side / 2 - 66,
                         .w = ROLL_MARGIN + ROLL_TEXT - x,
                         .size = ROLL_BODY,
                         .line = 60};
    t.y += pen_text(pen, &t, "照合コード");
    t.size = 60;
    t.line = 80;
    t.bold = true;
    t.family = FAMILY_FIXED;
    pen_text(pen, &t, check_code);
    return side;
}

int roll_foot(struct pen *pen, const struct document *d, int y, const char *check_code,
              int reprint_no)
{
    int top = y;
    if (reprint_no > 0) {
        y += draw_reprint(pen, y, reprint_no);
    }
    if (check_code[0] != '\0') {
        y += draw_check_code(pen, y, check_code);
    }
    y += roll_rule(pen, y, 2) + 14;
    struct pen_text t = {.x = ROLL_MARGIN, .y = y, .w = ROLL_TEXT, .size = ROLL_BODY, .line = 58};
    char text[160];
    struct strbuf b = strbuf_on(text, sizeof text);
    if (d->office.hours[0] != '\0') {
        strbuf_format(&b, "窓口の時間\n%s\n", d->office.hours);
    }
    strbuf_format(&b, "お問い合わせ %s", d->office.phone);
    t.y += pen_text(pen, &t, text);
    return t.y + 24 - top;
}
