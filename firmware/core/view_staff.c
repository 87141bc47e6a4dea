/* What the staff screen shows: the queue, the work in hand, devices, alerts. */
#include "core/machine.h"

#include <stdio.h>
#include <string.h>

static enum queue_mark mark_of(const struct ticket *t)
{
    for (int i = 0; i < t->item_count; i++) {
        enum item_state state = t->item[i].state;
        if (state == ITEM_DECISION || state == ITEM_PRINT_UNKNOWN || state == ITEM_CONFLICT) {
            return MARK_DECISION;
        }
    }
    if (t->state == TICKET_CALLED) {
        return MARK_SERVING;
    }
    if (t->state == TICKET_HELD) {
        return MARK_HELD;
    }
    if (t->offline) {
        return MARK_OFFLINE;
    }
    if (t->explain) {
        return MARK_EXPLAIN;
    }
    for (int i = 0; i < t->item_count; i++) {
        if (t->item[i].readiness == READINESS_READY_WITH_PAPERS) {
            return MARK_PAPERS;
        }
    }
    return MARK_READY;
}

static void show_row(const struct core *c, const struct ticket *t, struct queue_row *row)
{
    row->argument = t->call_no;
    call_no_text(c->config, t->call_no, row->call_no);
    row->item_count = t->item_count;
    row->mark = mark_of(t);
    row->waited_minutes = (int)((c->now_ms - t->queued_ms) / 60000);
    row->call_count = t->call_count;
    for (int i = 0; i < t->item_count; i++) {
        const struct application *a = item_application(c, &t->item[i]);
        row->ready_count += t->item[i].readiness == READINESS_READY;
        if (a != NULL) {
            row->procedure = i == 0 ? a->procedure : row->procedure;
            row->substitution_flag |= a->substitution_count > 0;
            row->new_flag |= a->procedure == PROC_NEW_CAR;
        }
    }
}

static void show_queue(const struct core *c, struct staff_view *v)
{
    int order[TICKETS_MAX];
    v->queue_count = ticket_order(c, order);
    v->selected = -1;
    for (int i = 0; i < v->queue_count; i++) {
        show_row(c, &c->ticket[order[i]], &v->queue[i]);
        if (order[i] == c->counter.selected) {
            v->selected = i;
        }
    }
    int people;
    v->mean_wait_minutes = ticket_wait_minutes(c, &people);
}

static void show_checks(const struct core *c, const struct ticket *t, struct staff_view *v)
{
    const struct item *item = &t->item[t->current];
    const struct application *a = item_application(c, item);
    struct check_line *line = &v->check[v->check_count++];
    line->is_receiver = true;
    line->argument = t->current * LINES_PER_ITEM + RECEIVER_LINE;
    line->state = t->receiver;
    line->at_ms = t->receiver_at_ms;
    for (int i = 0; i < item->check_count; i++) {
        line = &v->check[v->check_count++];
        line->argument = t->current * LINES_PER_ITEM + i;
        line->kind = item->check[i].kind;
        line->offers_paper_kinds = line->kind == PAPER_TAX_PAID;
        line->state = item->check[i].state;
        line->chosen = item->check[i].chosen;
        line->at_ms = item->check[i].at_ms;
        for (int k = 0; a != NULL && k < a->required_paper_count; k++) {
            if (a->required_paper[k].kind == line->kind) {
                memcpy(line->label, a->required_paper[k].label, sizeof line->label);
            }
        }
    }
}

/* One row per item state: the words, the amber box, and the buttons to go on. */
struct work_row {
    const char *words;
    const char *message;
    enum device_level level;
    bool busy;
    struct {
        enum action action;
        const char *label;
    } button[STAFF_BUTTONS_MAX];
};

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

static const struct work_row about_relief = {
    "引き継ぎ中",
    "停止した端末の予約を返しています。返事があると、この端末で交付を始められます。",
    DEVICE_ATTENTION,
    true,
    {{ACTION_NONE, ""}}};

static const struct work_row *work_of(const struct item *item)
{
    if (item->relief != RELIEF_NONE) {
        return &about_relief;
    }
    if (item->stalled) {
        return &about_stalled;
    }
    if (item->state == ITEM_DECISION && item->bare == JOURNAL_HAND_OVER) {
        return &about_hand_over;
    }
    bool print = item->bare == JOURNAL_PRINT || item->bare == JOURNAL_PRINT_OUTCOME;
    return &work[item->state == ITEM_DECISION && print ? ITEM_PRINT_UNKNOWN : item->state];
}

static const char *conflict_words(enum exchange_result result)
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

/* What is missing, said by the button that waits for it. */
static const char *missing_words(const struct core *c, const struct ticket *t,
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
    return service_is_out(c) ? "いまは交付できません" : NULL;
}

static void add_button(struct staff_view *v, enum action action, const char *label, bool primary)
{
    if (v->button_count == STAFF_BUTTONS_MAX) {
        return;
    }
    struct staff_button *b = &v->button[v->button_count++];
    b->action = action;
    b->primary = primary;
    b->enabled = true;
    struct strbuf text = strbuf_on(b->label, sizeof b->label);
    strbuf_text(&text, label);
}

static void set_message(struct staff_view *v, const char *text, enum device_level level)
{
    struct strbuf b = strbuf_on(v->message, sizeof v->message);
    strbuf_text(&b, text);
    v->message_level = level;
}

static void show_tax_message(const struct core *c, const struct item *item, struct staff_view *v)
{
    const struct application *a = item_application(c, item);
    if (item->state != ITEM_PENDING || a == NULL ||
        (a->tax != TAX_UNCONFIRMED && a->tax != TAX_UNAVAILABLE)) {
        return;
    }
    struct civil at = civil_of(a->tax_at_ms);
    struct strbuf b = strbuf_on(v->message, sizeof v->message);
    strbuf_format(&b,
                  "納付は審査完了時（%d月%d日 %d:%02d）に確認できませんでした。"
                  "書面の確認がすむまで、お渡しできません。",
                  at.month, at.day, at.hour, at.minute);
    v->message_level = DEVICE_ATTENTION;
}

/* What is still to be read of the numbered sheets, or why one was not taken. */
static void show_sheet_message(const struct core *c, const struct item *item, struct staff_view *v)
{
    if (item->state != ITEM_MATCHING) {
        return;
    }
    if (c->counter.match_refused && c->counter.refused_why != NULL) {
        set_message(v, c->counter.refused_why, DEVICE_DOWN);
        return;
    }
    char serial[STOCK_SERIAL_SIZE];
    for (int k = 0; k < STOCK_KIND_COUNT && item->tag_by != NULL; k++) {
        enum stock_kind kind = (enum stock_kind)k;
        if (item_wants_sheet(c, item, kind) &&
            failed(stock_held(&c->stock, kind, item->application_id, serial))) {
            struct strbuf b = strbuf_on(v->message, sizeof v->message);
            strbuf_format(&b, "%sの用紙の番号を読み取ってください。", stock_kind_label(kind));
            return;
        }
    }
}

static bool can_hand_over(const struct ticket *t)
{
    bool matched = false;
    for (int i = 0; i < t->item_count; i++) {
        enum item_state state = t->item[i].state;
        if (state >= ITEM_RESERVING && state < ITEM_MATCHED) {
            return false;
        }
        matched |= state == ITEM_MATCHED;
    }
    return matched;
}

/* The ways on that belong to the rest of a firm's ticket, not to the item at hand. */
static void add_ticket_buttons(const struct ticket *t, const struct work_row *row,
                               struct staff_view *v)
{
    bool next = t->item_count > 1 && !ticket_is_moving(t);
    bool hand_over = can_hand_over(t);
    for (int i = 0; i < STAFF_BUTTONS_MAX; i++) {
        next &= row->button[i].action != ACTION_STAFF_NEXT_ITEM;
        hand_over &= row->button[i].action != ACTION_STAFF_HAND_OVER;
    }
    if (next) {
        add_button(v, ACTION_STAFF_NEXT_ITEM, "次の件", false);
    }
    if (hand_over) {
        add_button(v, ACTION_STAFF_HAND_OVER, "照合した分を渡す", false);
    }
}

/* What two people may do here, as one way on: the reason itself is chosen on S05. */
static void add_exception_button(const struct core *c, const struct ticket *t, struct staff_view *v)
{
    const struct item *item = &t->item[t->current];
    if (exception_allowed(c, t, item, EXCEPTION_TAKE_OVER)) {
        add_button(v, ACTION_STAFF_REASON, "引き継ぐ", false);
        v->button[v->button_count - 1].argument = EXCEPTION_TAKE_OVER;
        return;
    }
    bool allowed = exception_allowed(c, t, item, EXCEPTION_BROKEN_TAG) ||
                   exception_allowed(c, t, item, EXCEPTION_PRINTED_ELSEWHERE) ||
                   (t->searched && exception_allowed(c, t, item, EXCEPTION_NO_CODE));
    if (allowed) {
        add_button(v, ACTION_STAFF_SCREEN, "例外の取扱い", false);
        v->button[v->button_count - 1].argument = SCREEN_S05;
    }
}

static void show_work(const struct core *c, const struct ticket *t, struct staff_view *v)
{
    const struct item *item = &t->item[t->current];
    const struct work_row *row = work_of(item);
    v->item.state = row->words;
    v->busy = row->busy;
    set_message(v, row->message, row->level);
    if (item->state == ITEM_CONFLICT && item->relief == RELIEF_NONE) {
        set_message(v, conflict_words(item->conflict), DEVICE_DOWN);
    } else if (item->state == ITEM_DECISION && row->message[0] == '\0') {
        set_message(v, "停止する前の手続が終わっていません。記録を見て、続きから進めてください。",
                    DEVICE_DOWN);
    }
    show_tax_message(c, item, v);
    show_sheet_message(c, item, v);
    add_ticket_buttons(t, row, v);
    add_exception_button(c, t, v);
    for (int i = 0; i < STAFF_BUTTONS_MAX && row->button[i].action != ACTION_NONE; i++) {
        bool last = i + 1 == STAFF_BUTTONS_MAX || row->button[i + 1].action == ACTION_NONE;
        bool crowded = v->button_count > 0 && row->button[i].action == ACTION_STAFF_RECALL;
        if (!crowded) { /* a firm's clerk stands there: three buttons are enough */
            add_button(v, row->button[i].action, row->button[i].label, last);
        }
    }
    if (item->state == ITEM_MATCHING && item_has_tag(c, item)) {
        v->button_count--; /* a tag is there to be read; by eye only where there is none */
    }
    const char *missing = item->state == ITEM_PENDING ? missing_words(c, t, item) : NULL;
    struct staff_button *go = v->button_count == 0 ? NULL : &v->button[v->button_count - 1];
    if (missing != NULL && go != NULL) {
        go->enabled = false;
        struct strbuf text = strbuf_on(go->label, sizeof go->label);
        strbuf_text(&text, missing);
    }
}

static void show_uncalled(const struct ticket *t, struct staff_view *v)
{
    v->button_count = 0;
    if (t->state == TICKET_HELD) {
        add_button(v, ACTION_STAFF_RELEASE, "順番に戻す", false);
        add_button(v, ACTION_STAFF_CLOSE_VISIT, "終える", false); /* the one who never came back */
    } else {
        add_button(v, ACTION_STAFF_REPRINT_SLIP, "番号札を再印刷", false);
        add_button(v, ACTION_STAFF_HOLD, "取り置き", false);
    }
    add_button(v, ACTION_STAFF_CALL, "呼び出す", true);
}

static void show_without_items(const struct ticket *t, struct staff_view *v)
{
    const char *text =
        t->offline ? "照会できないときの受付です。二次元コードをもう一度読み取ると照会します。"
                   : "";
    set_message(v, text, DEVICE_ATTENTION);
    add_button(v, ACTION_STAFF_NO_ANSWER, "不在", false);
    add_button(v, ACTION_STAFF_RECALL, "再呼び出し", false);
    add_button(v, ACTION_STAFF_CLOSE_VISIT, "終える", true);
}

static enum screen work_screen(const struct ticket *t)
{
    static const enum screen screens[ITEM_STATE_COUNT] = {
#define X(state, screen, quiet_ms, warn_ms, gives_back) [ITEM_##state] = screen,
        ITEM_STATE_LIST(X)
#undef X
    };
    if (t->item_count == 0) {
        return SCREEN_S01;
    }
    const struct item *item = &t->item[t->current];
    if (item->stalled) {
        return SCREEN_S14;
    }
    enum screen screen = screens[item->state];
    return screen == SCREEN_S04 && t->item_count > 1 ? SCREEN_S07 : screen;
}

static void show_ticket(const struct core *c, const struct ticket *t, struct staff_view *v)
{
    v->has_ticket = true;
    call_no_text(c->config, t->call_no, v->call_no);
    v->item_count = t->item_count;
    v->item_no = t->current;
    for (int i = 0; i < t->item_count; i++) {
        v->handed_count += t->item[i].state == ITEM_MATCHED || t->item[i].state == ITEM_HANDING ||
                           t->item[i].state == ITEM_REPORTING || t->item[i].state == ITEM_REPORTED;
    }
    if (t->item_count == 0) {
        show_without_items(t, v);
    } else {
        const struct item *item = &t->item[t->current];
        const struct application *a = item_application(c, item);
        v->item.known = a != NULL;
        if (a != NULL) {
            v->item.application = *a;
        }
        memcpy(v->item.application.application_id, item->application_id, APPLICATION_ID_SIZE);
        v->item.readiness = item->readiness;
        v->item.last = item->state == ITEM_CONFLICT ? JOURNAL_RESERVE_ANSWERED : item->bare;
        v->item.token = item->token;
        memcpy(v->item.evidence, item->note, sizeof v->item.evidence);
        show_checks(c, t, v);
        show_work(c, t, v);
        if (c->counter.screen == SCREEN_S01) {
            v->screen = work_screen(t);
        }
    }
    bool question = v->screen == SCREEN_S14;
    if (t->state != TICKET_CALLED && !question) {
        show_uncalled(t, v);
    }
}

static void show_devices(const struct core *c, struct staff_view *v)
{
    static const char *const names[CORE_DEVICE_COUNT] = {
        [DEVICE_CAMERA] = "カメラ",
        [DEVICE_SLIP_PRINTER] = "番号札",
        [DEVICE_CERTIFICATE_PRINTER] = "証書",
        [DEVICE_BACKEND] = "照会",
        [DEVICE_JOURNAL] = "記録",
        [DEVICE_DECODER] = "読み取り",
    };
    for (int i = 0; i < CORE_DEVICE_COUNT; i++) {
        struct device_row *row = &v->device[v->device_count++];
        const struct device_status *status = &c->device[i];
        row->name = names[i];
        row->level = status->health == HEALTH_OK          ? DEVICE_OK
                     : status->health == HEALTH_ATTENTION ? DEVICE_ATTENTION
                                                          : DEVICE_DOWN;
        memcpy(row->state, status->state, sizeof row->state);
        struct strbuf cure = strbuf_on(row->cure, sizeof row->cure);
        strbuf_text(&cure, status->fault == FAULT_NONE ? "" : fault_row(status->fault)->cure);
    }
}

static void show_alerts(const struct core *c, struct staff_view *v)
{
    for (int i = 0; i < ALERTS_MAX; i++) {
        if (!c->counter.alert[i].open) {
            continue;
        }
        if (v->alert_count++ == 0) {
            memcpy(v->alert, c->counter.alert[i].text, sizeof v->alert);
        }
    }
}

void core_staff_view(const struct core *c, struct staff_view *out)
{
    memset(out, 0, sizeof *out);
    out->screen = c->counter.screen;
    out->config = c->config;
    out->wall_ms = c->wall_ms;
    out->dropped_replies = c->dropped_replies;
    out->backend_away = !c->link_up;
    out->unmasked = c->counter.unmask_until_ms > c->now_ms;
    out->match_refused = c->counter.match_refused;
    out->phrase_sheet = c->counter.phrase_sheet;
    out->one_screen = c->config->staff_on_same_screen;
    show_queue(c, out);
    if (c->counter.selected != NO_INDEX) {
        show_ticket(c, &c->ticket[c->counter.selected], out);
    } else if (out->queue_count > 0) {
        add_button(out, ACTION_STAFF_CALL, "次の方を呼び出す", true);
    }
    show_devices(c, out);
    show_alerts(c, out);
    view_desk(c, out);
}
