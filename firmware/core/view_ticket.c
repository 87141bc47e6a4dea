/* The ticket in the clerk's hands: the item at hand, its check list, what may be pressed. */
#include "core/machine.h"

#include <string.h>
#include "core/exception.h"
#include "core/work_words.h"

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

void view_add_button(struct staff_view *v, enum action action, const char *label, bool primary)
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

static bool tax_paper_seen(const struct item *item)
{
    for (int i = 0; i < item->check_count; i++) {
        if (item->check[i].kind == PAPER_TAX_PAID) {
            return item->check[i].state != CHECK_OPEN;
        }
    }
    return false;
}

static void show_tax_message(const struct core *c, const struct item *item, struct staff_view *v)
{
    const struct application *a = item_application(c, item);
    if (item->state != ITEM_PENDING || a == NULL || tax_paper_seen(item) ||
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
        view_add_button(v, ACTION_STAFF_NEXT_ITEM, "次の件", false);
    }
    if (hand_over) {
        view_add_button(v, ACTION_STAFF_HAND_OVER, "照合した分を渡す", false);
    }
}

/* What two people may do here, as one way on: the reason itself is chosen on S05. */
static void add_exception_button(const struct core *c, const struct ticket *t, struct staff_view *v)
{
    const struct item *item = &t->item[t->current];
    if (exception_allowed(c, t, item, EXCEPTION_TAKE_OVER)) {
        view_add_button(v, ACTION_STAFF_REASON, "引き継ぐ", false);
        v->button[v->button_count - 1].argument = EXCEPTION_TAKE_OVER;
        return;
    }
    bool allowed = exception_allowed(c, t, item, EXCEPTION_BROKEN_TAG) ||
                   exception_allowed(c, t, item, EXCEPTION_PRINTED_ELSEWHERE) ||
                   (t->searched && exception_allowed(c, t, item, EXCEPTION_NO_CODE));
    if (allowed) {
        view_add_button(v, ACTION_STAFF_SCREEN, "例外の取扱い", false);
        v->button[v->button_count - 1].argument = SCREEN_S05;
    }
}

/* One thing at a time: before a visit is closed, what may still lie there comes first. */
static void show_box(const struct ticket *t, const struct work_row *row, struct staff_view *v)
{
    bool closes = row->button[0].action == ACTION_STAFF_CLOSE_VISIT && ticket_can_close(t);
    const char *left = closes || item_is_left(&t->item[t->current]) ? work_left_words(t) : "";
    bool none = left[0] == '\0';
    set_message(v, none ? row->message : left, none ? row->level : DEVICE_ATTENTION);
}

/* What the rest of the visit does not allow yet, or does not have. */
static bool is_barred(const struct ticket *t, enum action action)
{
    return (action == ACTION_STAFF_HOLD && ticket_in_flight(t)) ||
           (action == ACTION_STAFF_CLOSE_VISIT && !ticket_can_close(t)) ||
           (action == ACTION_STAFF_NEXT_ITEM && t->item_count == 1);
}

/* The last one that stands there is the way on, unless the row asks for a fact. */
static void add_row_buttons(const struct ticket *t, const struct work_row *row,
                            struct staff_view *v)
{
    int before = v->button_count;
    for (int i = 0; i < STAFF_BUTTONS_MAX && row->button[i].action != ACTION_NONE; i++) {
        /* a firm's clerk stands there: three buttons are enough */
        bool crowded = v->button_count > 0 && row->button[i].action == ACTION_STAFF_RECALL;
        if (!crowded && !is_barred(t, row->button[i].action)) {
            view_add_button(v, row->button[i].action, work_button_words(t, row, i), false);
        }
    }
    if (v->button_count > before) {
        v->button[v->button_count - 1].primary = !work_asks_for_fact(row);
    }
}

static void show_work(const struct core *c, const struct ticket *t, struct staff_view *v)
{
    const struct item *item = &t->item[t->current];
    const struct work_row *row = work_row_of(item);
    v->item.state = row->words;
    v->busy = row->busy;
    show_box(t, row, v);
    if (item->state == ITEM_CONFLICT && item->relief == RELIEF_NONE) {
        struct strbuf b = strbuf_on(v->message, sizeof v->message);
        const char *sheets = item->may_lie ? "印刷した記録事項は破棄してください。" : "";
        strbuf_format(&b, "%s%s", work_conflict_words(item->conflict), sheets);
        v->message_level = DEVICE_DOWN;
    } else if (item->state == ITEM_DECISION && row->message[0] == '\0') {
        set_message(v, "停止する前の手続が終わっていません。記録を見て、続きから進めてください。",
                    DEVICE_DOWN);
    }
    show_tax_message(c, item, v);
    show_sheet_message(c, item, v);
    add_ticket_buttons(t, row, v);
    add_exception_button(c, t, v);
    add_row_buttons(t, row, v);
    if (item->state == ITEM_MATCHING && item_has_tag(c, item)) {
        v->button_count--; /* a tag is there to be read; by eye only where there is none */
    }
    const char *missing = item->state == ITEM_PENDING ? work_missing_words(c, t, item) : NULL;
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
        view_add_button(v, ACTION_STAFF_RELEASE, "順番に戻す", false);
        if (ticket_can_close(t)) { /* the one who never came back */
            view_add_button(v, ACTION_STAFF_CLOSE_VISIT, work_close_words(t), false);
        }
        if (ticket_has_left(t)) {
            set_message(v, work_left_words(t), DEVICE_ATTENTION);
        }
    } else {
        view_add_button(v, ACTION_STAFF_SCREEN, "番号札を再印刷", false);
        v->button[v->button_count - 1].argument = SCREEN_S06;
        view_add_button(v, ACTION_STAFF_HOLD, "取り置き", false);
    }
    view_add_button(v, ACTION_STAFF_CALL, "呼び出す", true);
}

static void show_without_items(const struct ticket *t, struct staff_view *v)
{
    const char *text =
        t->offline ? "照会できないときの受付です。二次元コードをもう一度読み取ると照会します。"
                   : "";
    set_message(v, text, DEVICE_ATTENTION);
    view_add_button(v, ACTION_STAFF_NO_ANSWER, "不在", false);
    view_add_button(v, ACTION_STAFF_RECALL, "再呼び出し", false);
    view_add_button(v, ACTION_STAFF_CLOSE_VISIT, "終える", true);
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

/* The last thing in the journal that the question on S14 is about. */
static enum journal_kind last_of(const struct item *item)
{
    switch (item->state) {
    case ITEM_CONFLICT:
        return JOURNAL_RESERVE_ANSWERED;
    case ITEM_PRINT_FAILED:
    case ITEM_PRINT_UNKNOWN:
        return JOURNAL_PRINT_OUTCOME;
    default:
        return item->bare;
    }
}

void view_ticket(const struct core *c, const struct ticket *t, struct staff_view *v)
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
        v->item.last = last_of(item);
        v->item.token = item->token;
        work_evidence_words(item->note, v->item.evidence, sizeof v->item.evidence);
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
