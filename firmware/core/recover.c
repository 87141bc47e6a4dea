/* After a restart: what the journal found open becomes tickets again, and every bare intent a
 * question to staff. Nothing is repeated by itself. What is asked of the backend: recover_ask.c. */
#include "core/machine.h"

#include <string.h>

/* "result=NOT_READY ..." of an answer that is not OK; false: it was OK. */
static bool was_refused(const struct restored_item *from, enum exchange_result *out)
{
    struct str rest = str_of(from->outcome_detail);
    struct str word = str_token(&rest, ' ');
    for (int r = 0; r < EXCHANGE_RESULT_COUNT; r++) {
        struct str name = str_of(exchange_result_name((enum exchange_result)r));
        if (str_starts(word, STR("result=")) && str_equal(str_skip(word, 7), name)) {
            *out = (enum exchange_result)r;
            return r != EXCHANGE_RESULT_OK;
        }
    }
    *out = EXCHANGE_RESULT_MALFORMED; /* not a positive answer that anybody could build on */
    return true;
}

static void answered_state(struct item *item, const struct restored_item *from,
                           enum journal_kind kind)
{
    if (!was_refused(from, &item->conflict)) {
        item->state = ITEM_DECISION;
        item->bare = kind;
    } else if (item->conflict == EXCHANGE_RESULT_UNREACHABLE) {
        item->state = ITEM_ABORTED; /* given up by staff */
    } else {
        item->state = ITEM_CONFLICT;
    }
}

/* Nothing hangs open: the last row says how far it came. A decision or an exception of
 * staff says nothing by itself, the outcome before it does. */
static void settled_state(struct item *item, const struct restored_item *from)
{
    enum journal_kind kind = from->last_kind;
    if (kind == JOURNAL_DECISION || kind == JOURNAL_EXCEPTION) {
        kind = from->has_outcome ? from->outcome_kind : JOURNAL_CHECKED;
        if (from->reported && kind != JOURNAL_REPORTED && kind != JOURNAL_REPORT_REFUSED) {
            kind = JOURNAL_REPORT; /* given back, and decided about afterwards */
        }
    }
    switch (kind) {
    case JOURNAL_HANDED_OVER:
        item->state = ITEM_REPORTING; /* the outbox carries it */
        break;
    case JOURNAL_REPORT:
        item->state = from->outcome_kind == JOURNAL_HANDED_OVER ? ITEM_REPORTING : ITEM_ABORTED;
        break;
    case JOURNAL_REPORTED:
    case JOURNAL_REPORT_REFUSED:
        item->state =
            str_starts(str_of(from->outcome_detail), STR("op=DONE")) ? ITEM_REPORTED : ITEM_ABORTED;
        break;
    case JOURNAL_RESERVE_ANSWERED:
    case JOURNAL_BEGIN_ANSWERED:
        answered_state(item, from, kind);
        break;
    case JOURNAL_PRINT_OUTCOME:
    case JOURNAL_MATCHED:
    case JOURNAL_MATCH_REFUSED:
    case JOURNAL_NOT_HANDED_OVER:
        item->state = ITEM_DECISION;
        item->bare = kind;
        break;
    default:
        item->state = ITEM_PENDING; /* what was ticked before is looked at again */
        break;
    }
}

/* The last thing known about an item, as the state to wait in and the question to ask. */
static void restore_state(struct item *item, const struct restored_item *from)
{
    static const enum journal_kind questions[] = {JOURNAL_HAND_OVER, JOURNAL_PRINT, JOURNAL_BEGIN,
                                                  JOURNAL_RESERVE};
    for (size_t q = 0; q < sizeof questions / sizeof questions[0]; q++) {
        for (int i = 0; i < from->bare_count; i++) {
            if (from->bare[i].kind == questions[q]) {
                item->state = ITEM_DECISION;
                item->bare = questions[q];
                item->request_id = from->bare[i].request_id;
                item->job_id =
                    id_is_none(from->bare[i].job_id) ? from->job_id : from->bare[i].job_id;
                return;
            }
        }
    }
    settled_state(item, from);
}

static void restore_item(struct ticket *t, const struct restored_item *from)
{
    struct item *item = &t->item[t->item_count++];
    *item = (struct item){.pool = NO_INDEX, .token = from->token, .print_no = from->print_count};
    memcpy(item->application_id, from->application_id, sizeof item->application_id);
    item->job_id = from->job_id;
    item->may_lie = from->print_count > 0; /* torn or not: it is looked for once more */
    restore_state(item, from);
    item->unsure = from->token != 0 && item->state == ITEM_DECISION;
    bool begin_refused =
        item->state == ITEM_CONFLICT && from->outcome_kind == JOURNAL_BEGIN_ANSWERED;
    bool open = item->state == ITEM_DECISION && item->bare != JOURNAL_RESERVE;
    item->token_open = from->token != 0 && (open || begin_refused);
    struct strbuf noted = strbuf_on(item->note, sizeof item->note);
    strbuf_text(&noted, from->has_outcome ? from->outcome_detail : "");
}

static void settle_bare_slips(struct step *s, const struct restored_visit *from)
{
    for (int i = 0; i < from->bare_count; i++) {
        const struct restored_intent *bare = &from->bare[i];
        if (bare->kind == JOURNAL_SLIP) {
            struct journal_row *row = emit_row(s, JOURNAL_SLIP_OUTCOME, from->visit_id);
            row->job_id = bare->job_id;
            emit_detail(row, "outcome=UNKNOWN evidence=none restart=1");
            service_alert(s, "停止の前に印刷した紙を確認してください");
        } else if (bare->kind == JOURNAL_LOOKUP) {
            struct journal_row *row = emit_row(s, JOURNAL_LOOKUP_ANSWERED, from->visit_id);
            row->request_id = bare->request_id;
            emit_detail(row, "result=UNREACHABLE restart=1");
        }
    }
}

static bool is_served(const struct ticket *t)
{
    for (int i = 0; i < t->item_count; i++) {
        if (t->item[i].state != ITEM_REPORTING && t->item[i].state != ITEM_REPORTED) {
            return false;
        }
    }
    return t->item_count > 0;
}

/* Of a closed visit only what an application has hanging open comes back. */
static bool is_over(const struct restored_visit *from)
{
    for (int i = 0; i < from->item_count; i++) {
        for (int k = 0; k < from->item[i].bare_count; k++) {
            if (from->item[i].bare[k].kind != JOURNAL_REPORT) {
                return false;
            }
        }
    }
    return from->closed;
}

static bool has_code(const struct restored_visit *from)
{
    static const struct code_hash none;
    return !code_hash_equal(from->code, none);
}

static void restore_visit(struct step *s, const struct restored_visit *from, int index)
{
    struct core *c = s->c;
    settle_bare_slips(s, from);
    bool has_items = from->item_count > 0;
    if (is_over(from)) {
        return;
    }
    if (from->call_no == 0 &&
        !has_items) { /* nothing was promised: the person shows the code again */
        emit_detail(emit_row(s, JOURNAL_VISIT_CLOSED, from->visit_id), "why=restart");
        return;
    }
    struct ticket *t = &c->ticket[index];
    *t = (struct ticket){.state = TICKET_WAITING,
                         .visit_id = from->visit_id,
                         .call_no = from->call_no,
                         .code = from->code,
                         .restored = true,
                         .searched = !has_code(from),
                         .slip_no = from->slip_count,
                         .queued_ms = c->now_ms};
    for (int i = 0; i < from->item_count; i++) {
        restore_item(t, &from->item[i]);
        if (from->item[i].last_kind == JOURNAL_REPORT_REFUSED) {
            service_alert(s, "報告した内容が照会先の記録と合いません");
        }
    }
    t->offline = t->item_count == 0;
    if (is_served(t)) {
        ticket_close(s, index, "restart-served");
    }
}

void recover_restore(struct step *s, const struct restored *restored)
{
    struct core *c = s->c;
    if (restored->today != NULL) {
        c->day = *restored->today;
        pin_restore(c);
        search_restore(c);
    }
    if (restored->stock != NULL) {
        c->stock = *restored->stock;
    }
    if (restored->is_stock_doubtful) {
        service_alert(s, "用紙の在庫の記録が合いません。数えてください");
    }
    c->call_day = restored->call_day;
    c->last_call_no = restored->last_call_no;
    for (int i = 0; i < restored->visit_count && i < TICKETS_MAX; i++) {
        restore_visit(s, &restored->visit[i], i);
    }
    if (restored->visit_count > 0) {
        service_alert(s, "停止の前の受付があります。内容を確認してください");
    }
    recover_ask_next(s);
}
