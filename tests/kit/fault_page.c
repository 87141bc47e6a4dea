#include "tests/kit/fault_page.h"

#include "core/core.h"

static const char *tone_text(int tone)
{
    static const char *const texts[] = {
        [TONE_READ_OK] = "読み取りの音",    [TONE_NEEDS] = "お願いの音（2回）",
        [TONE_CANNOT] = "お渡しできない音", [TONE_CALL] = "呼び出しの音",
        [TONE_TIMEOUT] = "時間の音",
    };
    return tone == FAULT_SILENT ? "鳴らない" : texts[tone];
}

static const char *lamp_text(enum signal lamp)
{
    static const char *const texts[] = {[SIGNAL_READY] = "青",
                                        [SIGNAL_ATTENTION] = "黄（ゆっくり点滅）",
                                        [SIGNAL_FAULT] = "赤",
                                        [SIGNAL_CALL] = "白（ゆっくり点滅）"};
    return texts[lamp];
}

static void one_fault(const struct fault_row *row, struct strbuf *out)
{
    strbuf_format(out, "## %s　%s\n\n%s\n\n", row->code, row->staff, row->manual);
    strbuf_format(out, "| すぐすること | %s |\n|---|---|\n", row->cure);
    strbuf_format(out, "| だれが | %s |\n", fault_who_text(row->who));
    if (row->screen == FAULT_NO_SCREEN) {
        strbuf_text(out, "| 申請者の画面 | 変わらない |\n");
    } else {
        strbuf_format(out, "| 申請者の画面 | %s「%s」 |\n", screen_code(row->screen),
                      row->applicant);
    }
    strbuf_format(out, "| 音と表示灯 | %s、%s |\n\n", tone_text(row->tone), lamp_text(row->lamp));
}

void fault_page(struct strbuf *out)
{
    strbuf_text(out, "# 困ったときの手引き\n\n"
                     "申請者の画面の下に出る「係員用 "
                     "K-…」か、係員の画面「機器の状態」の言葉で探してください。\n\n"
                     "| 番号 | 状態 | だれが |\n|---|---|---|\n");
    for (int i = 1; i < FAULT_COUNT; i++) {
        const struct fault_row *row = fault_row((enum fault)i);
        strbuf_format(out, "| %s | %s | %s |\n", row->code, row->staff, fault_who_text(row->who));
    }
    strbuf_text(out, "\n");
    for (int i = 1; i < FAULT_COUNT; i++) {
        one_fault(fault_row((enum fault)i), out);
    }
}
