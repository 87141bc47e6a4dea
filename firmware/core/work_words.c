#include "core/work_words.h"

#include "core/machine.h"
#include "core/offline.h"

static const struct work_row work[ITEM_STATE_COUNT] = {
    [ITEM_NOT_READY] = {"お渡しできません",
                        "この申請はまだお渡しできません。状態をご説明ください。",
                        DEVICE_ATTENTION,
                        false,
                        {{ACTION_STAFF_CLOSE_VISIT, "終える"}, {ACTION_STAFF_NEXT_ITEM, "次の件"}}},
    [ITEM_PENDING] = {"確認",
                      "",
                      DEVICE_OK,
                      false,
                      {{ACTION_STAFF_HOLD, "取り置き"},
                       {ACTION_STAFF_RECALL, "再呼び出し"},
                       {ACTION_STAFF_ISSUE, "交付を始める"}}},
    [ITEM_RESERVING] = {"予約中", "交付を予約しています。", DEVICE_OK, true, {{ACTION_NONE, ""}}},
    [ITEM_BEGINNING] =
        {"開始中", "交付の開始を照会しています。", DEVICE_OK, true, {{ACTION_NONE, ""}}},
    [ITEM_PRINTING] = {"印刷中",
                       "記録事項を印刷しています。紙がすべて出るまでお待ちください。",
                       DEVICE_OK,
                       true,
                       {{ACTION_NONE, ""}}},
    [ITEM_PRINT_FAILED] =
        {"印刷できませんでした",
         "記録事項は印刷されていません。プリンタを直してから、もう一度印刷してください。",
         DEVICE_ATTENTION,
         false,
         {{ACTION_STAFF_ABORT, "交付をやめる"}, {ACTION_STAFF_PRINT_AGAIN, "もう一度印刷する"}}},
    [ITEM_PRINT_UNKNOWN] = {"印刷の結果が不明",
                            "紙が出たかどうか、機械では分かりません。排紙口を見て選んでください。",
                            DEVICE_DOWN,
                            false,
                            {{ACTION_STAFF_SPOILED, "途中・汚れ（破棄した）"},
                             {ACTION_STAFF_DID_NOT, "出ていない"},
                             {ACTION_STAFF_CAME_OUT, "全部出ている"}}},
    [ITEM_MATCHING] = {"照合待ち",
                       "",
                       DEVICE_OK,
                       false,
                       {{ACTION_STAFF_ABORT, "交付をやめる"},
                        {ACTION_STAFF_MATCH_BY_EYE, "目で照合した"}}},
    [ITEM_MATCHED] = {"照合できました",
                      "",
                      DEVICE_OK,
                      false,
                      {{ACTION_STAFF_ABORT, "交付をやめる"}, {ACTION_STAFF_HAND_OVER, "渡す"}}},
    [ITEM_HANDING] = {"受け取りの確認待ち",
                      "お客さまの画面で「受け取りました」が押されるのを待っています。",
                      DEVICE_OK,
                      true,
                      {{ACTION_STAFF_NOT_HANDED, "取りやめた"},
                       {ACTION_STAFF_HANDED, "手渡しを見届けた"}}},
    [ITEM_REPORTING] = {"報告中",
                        "",
                        DEVICE_OK,
                        false,
                        {{ACTION_STAFF_CLOSE_VISIT, "終える"}, {ACTION_STAFF_NEXT_ITEM, "次の件"}}},
    [ITEM_REPORTED] = {"交付済み",
                       "",
                       DEVICE_OK,
                       false,
                       {{ACTION_STAFF_CLOSE_VISIT, "終える"}, {ACTION_STAFF_NEXT_ITEM, "次の件"}}},
    [ITEM_ABORTED] = {"交付を取りやめました",
                      "",
                      DEVICE_ATTENTION,
                      false,
                      {{ACTION_STAFF_CLOSE_VISIT, "終える"},
                       {ACTION_STAFF_RETRY, "はじめからやり直す"}}},
    [ITEM_CONFLICT] = {"照会先の記録と合いません",
                       "",
                       DEVICE_DOWN,
                       false,
                       {{ACTION_STAFF_ABORT, "交付をやめる"},
                        {ACTION_STAFF_RETRY, "はじめからやり直す"}}},
    [ITEM_DECISION] = {"判断が必要",
                       "",
                       DEVICE_DOWN,
                       false,
                       {{ACTION_STAFF_ABORT, "交付をやめる"},
                        {ACTION_STAFF_RETRY, "続きから進める"}}},
};

static const struct work_row about_hand_over = {
    "手渡しの確認",
    "停止する前に「渡す」が押されていました。実際に手渡したかどうかを選んでください。",
    DEVICE_DOWN,
    false,
    {{ACTION_STAFF_NOT_HANDED, "渡していない"}, {ACTION_STAFF_HANDED, "渡した"}}};

static const struct work_row about_stalled = {
    "返事がありません",
    "照会先から返事がありません。同じ番号のまま、もう一度送れます。",
    DEVICE_ATTENTION,
    false,
    {{ACTION_STAFF_ABORT, "交付をやめる"}, {ACTION_STAFF_RETRY, "もう一度送る"}}};

/* No button prints again: the next sheet would show the same wrong character. */
static const struct work_row about_glyph = {
    "正しく印刷できない文字",
    "この端末の字形では正確に出せない文字があるため、印刷していません。"
    "別の機器で印刷するときは「例外の取扱い」を選んでください。",
    DEVICE_DOWN,
    false,
    {{ACTION_STAFF_ABORT, "交付をやめる"}}};

static const struct work_row about_relief = {
    "引き継ぎ中",
    "停止した端末の予約を返しています。返事があるまで、停止した端末の電源を入れないでください。",
    DEVICE_ATTENTION,
    true,
    {{ACTION_NONE, ""}}};

const struct work_row *work_row_of(const struct item *item)
{
    if (item->relief != RELIEF_NONE) {
        return &about_relief;
    }
    if (item->stalled) {
        return &about_stalled;
    }
    if (item->state == ITEM_PRINT_FAILED && item->is_glyph_refused) {
        return &about_glyph;
    }
    if (item->state == ITEM_DECISION && item->bare == JOURNAL_HAND_OVER) {
        return &about_hand_over;
    }
    bool print = item->bare == JOURNAL_PRINT || item->bare == JOURNAL_PRINT_OUTCOME;
    return &work[item->state == ITEM_DECISION && print ? ITEM_PRINT_UNKNOWN : item->state];
}

bool work_asks_for_fact(const struct work_row *row)
{
    return row == &work[ITEM_PRINT_UNKNOWN] || row == &about_hand_over;
}

const char *work_close_words(const struct ticket *t)
{
    return ticket_has_left(t) ? "破棄して終える" : "終える";
}

const char *work_button_words(const struct ticket *t, const struct work_row *row, int button)
{
    const struct item *item = &t->item[t->current];
    enum action action = row->button[button].action;
    if (action == ACTION_STAFF_CLOSE_VISIT) {
        return work_close_words(t);
    }
    if (!item_asks_for_tearing(item)) {
        return row->button[button].label;
    }
    /* what is torn says the box above */
    if (action == ACTION_STAFF_RETRY && item->state != ITEM_DECISION) {
        return "破棄してやり直す";
    }
    if (action == ACTION_STAFF_ABORT) {
        return item->state == ITEM_CONFLICT ? "破棄してやめる" : "印刷物を破棄してやめる";
    }
    return row->button[button].label;
}

const char *work_left_words(const struct ticket *t)
{
    if (item_is_left(&t->item[t->current])) {
        return "印刷した記録事項が残っていれば、破棄してください。";
    }
    return ticket_has_left(t) ? "ほかの件で印刷した記録事項が残っていれば、破棄してください。" : "";
}

const char *work_conflict_words(enum exchange_result result)
{
    switch (result) {
    case EXCHANGE_RESULT_ALREADY_ISSUED:
        return "照会先では、すでに交付済みです。手渡さずに、記録を確認してください。";
    case EXCHANGE_RESULT_RESERVED_ELSEWHERE:
        return "別の端末で交付の手続中です。手渡さないでください。";
    case EXCHANGE_RESULT_TOKEN_SUPERSEDED:
        return "この予約は別の端末の予約に置き換わりました。手渡さないでください。";
    case EXCHANGE_RESULT_RESERVATION_EXPIRED:
        return "予約の期限が過ぎました。はじめからやり直してください。";
    case EXCHANGE_RESULT_NOT_READY:
        return "申請の状態が変わりました。いまはお渡しできません。";
    default:
        return "照会先が交付を断りました。手渡さずに、状態を確認してください。";
    }
}

const char *refused_words(enum exchange_result result)
{
    switch (result) {
    case EXCHANGE_RESULT_ALREADY_ISSUED:
        return "すでに交付済みの記録です";
    case EXCHANGE_RESULT_RESERVED_ELSEWHERE:
        return "別の端末が手続中です";
    case EXCHANGE_RESULT_TOKEN_SUPERSEDED:
        return "別の端末が引き継いだ予約です";
    case EXCHANGE_RESULT_RESERVATION_EXPIRED:
        return "予約の期限が過ぎています";
    case EXCHANGE_RESULT_NOT_READY:
        return "申請の状態が変わっています";
    case EXCHANGE_RESULT_CONFLICT:
        return "照会先の記録と合いません";
    default:
        return "照会先が受け付けません";
    }
}

static const char *outcome_words(struct str word)
{
    static const char *const words[PRINT_OUTCOME_COUNT] = {
        [PRINT_OUTCOME_PRINTED] = "全部出た",
        [PRINT_OUTCOME_NOT_PRINTED] = "出ていない",
        [PRINT_OUTCOME_UNKNOWN] = "分からない",
    };
    enum print_outcome outcome;
    return print_outcome_parse(word, &outcome) ? words[outcome] : NULL;
}

static const char *evidence_words(struct str word)
{
    static const char *const words[PRINT_EVIDENCE_COUNT] = {
        [PRINT_EVIDENCE_NONE] = "送っていない、または返事がない",
        [PRINT_EVIDENCE_BYTES_ACCEPTED] = "送ったところまで",
        [PRINT_EVIDENCE_STATUS_CLEAN] = "機器の状態",
        [PRINT_EVIDENCE_PROCESS_ID] = "機器の完了の返事",
        [PRINT_EVIDENCE_JOB_STATE] = "機器の完了の返事",
        [PRINT_EVIDENCE_SENSOR] = "機器のセンサー",
        [PRINT_EVIDENCE_PERSON] = "職員が見た",
    };
    enum print_evidence evidence;
    return print_evidence_parse(word, &evidence) ? words[evidence] : NULL;
}

void work_evidence_words(const char *detail, char *out, size_t cap)
{
    struct strbuf b = strbuf_on(out, cap);
    struct str rest = str_of(detail);
    const char *outcome = NULL, *evidence = NULL;
    struct str outcome_key = str_of("outcome="), evidence_key = str_of("evidence=");
    struct str word = str_token(&rest, ' ');
    if (str_starts(word, outcome_key)) {
        outcome = outcome_words(str_skip(word, outcome_key.n));
        word = str_token(&rest, ' ');
    }
    if (outcome != NULL && str_starts(word, evidence_key)) {
        evidence = evidence_words(str_skip(word, evidence_key.n));
    }
    if (outcome == NULL || evidence == NULL) {
        strbuf_text(&b, detail);
        return;
    }
    strbuf_format(&b, "紙は%s（根拠：%s）%.*s", outcome, evidence, (int)rest.n, rest.p);
}

const char *work_missing_words(const struct core *c, const struct ticket *t,
                               const struct item *item)
{
    if (t->state != TICKET_CALLED) {
        return "呼び出しが先です";
    }
    if (item_application(c, item) == NULL) {
        return "申請の内容を照会しています";
    }
    for (int i = 0; i < item->check_count; i++) {
        if (item->check[i].state == CHECK_OPEN) {
            return "書面の確認が先です";
        }
    }
    if (t->receiver == CHECK_OPEN) {
        return "受取人の確認が先です";
    }
    if (c->device[DEVICE_CERTIFICATE_PRINTER].health == HEALTH_DOWN && item_printed_here(c, item)) {
        return "証書プリンタを直してください";
    }
    if (!offline_allows(c, OFFLINE_BEGIN)) {
        return "照会できるまで待ちます";
    }
    const char *bar = ticket_bar(c, t, item->application_id);
    if (bar != NULL) {
        return bar;
    }
    return service_is_out(c) ? "いまは交付できません" : NULL;
}
