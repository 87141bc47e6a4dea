#include "paper/pages.h"

#include <assert.h>

enum { HOLD_STEPS_MAX = 3 };

struct hold_text {
    const char *title;
    const char *step[HOLD_STEPS_MAX]; /* what is missing, where to do it, what next */
};

#define P         "\u200B" /* end of a phrase: lines break here */
#define SAME_CODE "また来るときは、同じ" P "二次元コードを" P "見せてください。"
#define BY_STATUS "「状況照会」で" P "確かめられます。"

static const struct hold_text hold_texts[HOLD_SLIP_REASON_COUNT] = {
    [HOLD_SLIP_KEPT] = {"書面がそろうまで\n取り置きます",
                        {"滞納がないと" P "分かる書面" P "（納税証明書など）を" P "用意して" P
                         "ください。",
                         "車の使用の本拠が" P "ある市区町村の" P "窓口で" P "受け取れます。",
                         SAME_CODE}},
    [HOLD_SLIP_KEPT_OTHER] = {"書面がそろうまで\n取り置きます",
                              {"必要な" P "書面（委任状など）を" P "用意して" P "ください。",
                               "どの書面かは、" P "窓口の係員に" P "お聞きください。", SAME_CODE}},
    [HOLD_SLIP_UNDER_REVIEW] = {"まだ審査の途中です",
                                {"審査は" P "窓口の業務日に" P "行います。",
                                 "終わったかどうかは、" BY_STATUS, SAME_CODE}},
    [HOLD_SLIP_BEING_PREPARED] = {"お渡しの\n準備をしています",
                                  {"審査は終わりました。お渡しできるまで、もう少し" P
                                   "かかります。",
                                   "お渡しできるか" P "どうかは、" BY_STATUS, SAME_CODE}},
    [HOLD_SLIP_CORRECTION] = {"申請の直し（補正）\nが必要です",
                              {"軽自動車OSSの" P "「補正」の画面で" P "直してください。",
                               "この端末と窓口では" P "直せません。やめるときは" P
                               "「状況照会」で" P "取り下げます。",
                               SAME_CODE}},
    [HOLD_SLIP_AWAITING_PAYMENT] = {"納付がまだ\n済んでいません",
                                    {"インターネット" P "バンキングか" P "ATMで" P
                                     "納めてください。窓口では" P "お支払い" P "いただけません。",
                                     "必要な番号は" P "「状況照会」の" P "「納付」に" P
                                     "出ています。",
                                     SAME_CODE}},
    [HOLD_SLIP_PAYMENT_CHECKING] = {"納付を\n確認しています",
                                    {"納めた情報が" P "届くのを" P "待っています。",
                                     "届いたかどうかは、" BY_STATUS, SAME_CODE}},
    [HOLD_SLIP_OTHER_OFFICE] = {"受け取る事務所が\n違います",
                                {NULL, "その事務所の" P "窓口へ" P "お越しください。",
                                 "行くときは、同じ" P "二次元コードを" P "見せてください。"}},
    [HOLD_SLIP_OFFLINE] = {"ただいま\n照会できません",
                           {"申し訳ありません。通信が" P "切れています。",
                            "窓口で" P "確認します。番号が" P "呼ばれるまで" P "お待ちください。",
                            "今日" P "お待ちに" P "なれないときは、別の日に" P "同じ" P
                            "二次元コードを" P "見せてください。"}},
    [HOLD_SLIP_OTHER] = {"窓口で確認します",
                         {"申し訳ありません。この端末では" P "確認" P "できませんでした。",
                          "係員が" P "お話を" P "うかがいます。", SAME_CODE}},
};

/* Our own text is markup; a sentence with a name from outside in it is not. */
static int draw_step(struct pen *pen, int y, const char *digit, const char *text, bool ours)
{
    enum { DISC = 66, TEXT_LEFT = ROLL_MARGIN + DISC + 24 };
    pen_disc(pen, ROLL_MARGIN, y, DISC, digit);
    struct pen_text t = {.x = TEXT_LEFT,
                         .y = y,
                         .w = ROLL_MARGIN + ROLL_TEXT - TEXT_LEFT,
                         .size = 46,
                         .line = 66,
                         .markup = ours};
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
        bool ours = text->step[i] != NULL;
        y += draw_step(pen, y, digits[i], ours ? text->step[i] : where, ours);
    }
    y += 10;
    return y + roll_foot(pen, d, y, h->check_code, h->reprint_no);
}
