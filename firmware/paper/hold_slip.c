#include "paper/pages.h"

#include <assert.h>

enum { HOLD_STEPS_MAX = 3 };

struct hold_text {
    const char *title;
    const char *step[HOLD_STEPS_MAX]; /* what is missing, where to do it, what next */
};

#define SAME_CODE "また来るときは、同じ二次元コードを見せてください。"
#define BY_STATUS "「状況照会」で確かめられます。"

static const struct hold_text hold_texts[HOLD_SLIP_REASON_COUNT] = {
    [HOLD_SLIP_KEPT] = {"書面がそろうまで\n取り置きます",
                        {"滞納がないと分かる書面（納税証明書など）を用意してください。",
                         "車の使用の本拠がある市区町村の窓口で受け取れます。", SAME_CODE}},
    [HOLD_SLIP_UNDER_REVIEW] = {"まだ審査の途中です",
                                {"審査は窓口の業務日に行います。", "終わったかどうかは、" BY_STATUS,
                                 SAME_CODE}},
    [HOLD_SLIP_BEING_PREPARED] = {"お渡しの\n準備をしています",
                                  {"審査は終わりました。お渡しできるまで、もう少しかかります。",
                                   "お渡しできるかどうかは、" BY_STATUS, SAME_CODE}},
    [HOLD_SLIP_CORRECTION] = {"申請の直し（補正）\nが必要です",
                              {"軽自動車OSSの「補正」の画面で直してください。",
                               "この端末と窓口では直せません。やめるときは「状況照会」で取り下げ"
                               "ます。",
                               SAME_CODE}},
    [HOLD_SLIP_AWAITING_PAYMENT] = {"納付がまだ\n済んでいません",
                                    {"インターネットバンキングかATMで納めてください。窓口ではお支"
                                     "払いいただけません。",
                                     "必要な番号は「状況照会」の「納付」に出ています。",
                                     SAME_CODE}},
    [HOLD_SLIP_PAYMENT_CHECKING] = {"納付を\n確認しています",
                                    {"納めた情報が届くのを待っています。",
                                     "届いたかどうかは、" BY_STATUS, SAME_CODE}},
    [HOLD_SLIP_OTHER_OFFICE] = {"受け取る事務所が\n違います",
                                {NULL, "その事務所の窓口へお越しください。",
                                 "行くときは、同じ二次元コードを見せてください。"}},
    [HOLD_SLIP_OFFLINE] =
        {"ただいま\n照会できません",
         {"申し訳ありません。通信が切れています。",
          "窓口で確認します。番号が呼ばれるまでお待ちください。",
          "今日お待ちになれないときは、別の日に同じ二次元コードを見せてください。"}},
    [HOLD_SLIP_OTHER] = {"窓口で確認します",
                         {"申し訳ありません。この端末では確認できませんでした。",
                          "係員がお話をうかがいます。", SAME_CODE}},
};

static int draw_step(struct pen *pen, int y, const char *digit, const char *text)
{
    enum { DISC = 66, TEXT_LEFT = ROLL_MARGIN + DISC + 24 };
    pen_disc(pen, ROLL_MARGIN, y, DISC, digit);
    struct pen_text t = {
        .x = TEXT_LEFT, .y = y, .w = ROLL_MARGIN + ROLL_TEXT - TEXT_LEFT, .size = 46, .line = 66};
    int height = pen_text(pen, &t, text);
    return (height > DISC ? height : DISC) + 28;
}

static int draw_call_no(struct pen *pen, int y, const struct hold_slip *h)
{
    if (h->call_no[0] == '\0') {
        return 0;
    }
    int top = y;
    char text[48];
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "あなたの番号（%d番窓口）", h->window_no);
    struct pen_text t = {.x = ROLL_MARGIN,
                         .y = y,
                         .w = ROLL_TEXT,
                         .size = ROLL_BODY,
                         .line = 60,
                         .align = ALIGN_CENTER};
    y += pen_text(pen, &t, text);
    y += roll_number(pen, y, h->call_no, 200);
    y += 20;
    y += roll_rule(pen, y, 2) + 26;
    return y - top;
}

int hold_slip_draw(struct pen *pen, const struct document *d)
{
    static const char *const digits[HOLD_STEPS_MAX] = {"1", "2", "3"};
    const struct hold_slip *h = &d->hold_slip;
    assert(h->reason < HOLD_SLIP_REASON_COUNT);
    const struct hold_text *text = &hold_texts[h->reason];
    char where[LABEL_SIZE + 64];
    struct strbuf b = strbuf_on(where, sizeof where);
    strbuf_format(&b, "この申請は「%s」でお渡しします。", h->other_office);
    int y = 30;
    y += roll_head(pen, d, y) + 30;
    struct pen_text t = {
        .x = ROLL_MARGIN, .y = y, .w = ROLL_TEXT, .size = 66, .line = 92, .bold = true};
    y += pen_text(pen, &t, text->title) + 30;
    y += draw_call_no(pen, y, h);
    for (int i = 0; i < HOLD_STEPS_MAX; i++) {
        y += draw_step(pen, y, digits[i], text->step[i] != NULL ? text->step[i] : where);
    }
    y += 10;
    return y + roll_foot(pen, d, y, h->check_code, h->reprint_no);
}
