/* Words of journal details, as people read them in 日報 and 操作記録. */
#include <string.h>
#include "core/day.h"

struct word {
    const char *word, *label;
};

static const char *label_of(const struct word *words, size_t count, struct str word,
                            const char *otherwise)
{
    for (size_t i = 0; i < count; i++) {
        if (str_equal(word, str_of(words[i].word))) {
            return words[i].label;
        }
    }
    return otherwise;
}

const char *day_verdict_label(const char *word)
{
    static const struct word words[] = {
        {"READY", "お渡しできる"},
        {"READY_WITH_PAPERS", "書面が必要"},
        {"BULK", "まとめて受け取り"},
        {"UNDER_REVIEW", "審査中"},
        {"BEING_PREPARED", "準備中"},
        {"CORRECTION", "補正"},
        {"AWAITING_PAYMENT", "納付待ち"},
        {"PAYMENT_CHECKING", "納付を確認中"},
        {"WITHDRAWN", "取下げ"},
        {"REJECTED", "却下"},
        {"ALREADY_ISSUED", "受け取り済み"},
        {"RECORD_AGENT", "代行者から受け取る"},
        {"OTHER_OFFICE", "別の事務所"},
        {"ASK_STAFF", "係員が確認"},
        {"OFFLINE", "照会できず"},
        {"MAINTENANCE", "点検中"},
        {"CODE_EXPIRED", "期限切れのコード"},
        {"A41", "期限切れのコード（端末）"},
        {"A42", "確認できないコード"},
        {"A52", "時間外"},
    };
    return label_of(words, sizeof words / sizeof words[0], str_of(word), word);
}

const char *day_row_label(const struct journal_row *row)
{
    static const struct word words[] = {
        {"pin-try", "暗証番号の入力"},
        {"pin-good", "暗証番号の確認"},
        {"login", "ログイン"},
        {"logout", "ロック"},
        {"acknowledge", "困りごとに対応"},
        {"release", "順番に戻す"},
        {"reprint", "番号札の再印刷"},
        {"search", "番号で探す（回数をこえた）"},
        {"supply", "消耗品の交換"},
        {"print", "帳票の印刷"},
        {"printed", "帳票の印刷の結果"},
        {"export", "日報のファイルを書き直す"},
        {"exported", "日報のファイルを書いた結果"},
        {"opening-check", "開始前の点検"},
        {"close-day", "日報の締め"},
        {"setting", "設定の変更（今日だけ）"},
    };
    static const struct word decisions[] = {
        {"report-again", "報告をもう一度送る"},
        {"report-noted", "受け付けられない報告を確認"},
    };
    static const struct word stock[] = {
        {"load", "用紙の入庫"},
        {"hold", "用紙の番号を読み取り"},
        {"issue", "用紙の交付"},
        {"spoil", "用紙の破損"},
        {"release", "用紙を未使用に戻す"},
        {"count", "用紙の枚数を数えた"},
        {"box", "在庫の繰り越し"},
        {"spent", "在庫の繰り越し"},
    };
    const char *label = journal_kind_label(row->kind);
    struct str act = journal_detail(row, "act");
    if (row->kind == JOURNAL_DECISION) {
        return label_of(decisions, sizeof decisions / sizeof decisions[0],
                        journal_detail(row, "decision"), label);
    }
    return row->kind == JOURNAL_STAFF ? label_of(words, sizeof words / sizeof words[0], act, label)
           : row->kind == JOURNAL_STOCK
               ? label_of(stock, sizeof stock / sizeof stock[0], act, label)
               : label;
}
