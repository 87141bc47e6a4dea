/* After a restart: what the journal found open becomes tickets again, and every bare intent a
 * question to staff. Nothing is repeated by itself. The facts of an application are asked for again
 * (STATE); until then staff see who it is from what app/kept_link.c kept under the day's key. */
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

static void restore_visit(struct step *s, const struct restored_visit *from, int index)
{
    struct core *c = s->c;
    settle_bare_slips(s, from);
    bool has_items = from->item_count > 0;
    if (from->closed && !has_items) {
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

static struct item *first_unknown(struct core *c, struct ticket **out_ticket)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        struct ticket *t = &c->ticket[i];
        for (int k = 0; k < t->item_count; k++) {
            enum item_state state = t->item[k].state;
            bool over = state == ITEM_REPORTING || state == ITEM_REPORTED || state == ITEM_ABORTED;
            if ((t->item[k].pool == NO_INDEX || t->item[k].unsure) && !over) {
                *out_ticket = t;
                return &t->item[k];
            }
        }
    }
    return NULL;
}

void recover_ask_next(struct step *s)
{
    struct core *c = s->c;
    struct ticket *t = NULL;
    if (!c->link_up || c->journal_failed || !id_is_none(c->recovery.request_id) ||
        c->now_ms < c->recovery.again_ms) {
        return;
    }
    struct item *item = first_unknown(c, &t);
    if (item == NULL) {
        return;
    }
    c->recovery.request_id = id_make(&c->rng);
    struct backend_request *r = emit_request(s, FX_SEND, EXCHANGE_STATE, c->recovery.request_id);
    r->idempotency_key = (struct id){0}; /* a read */
    r->visit_id = t->visit_id;
    memcpy(r->application_id, item->application_id, sizeof r->application_id);
}

/* While this terminal was dead, or stood still (standstill.c), two people may have given its
 * reservation back and another terminal gone on: then nothing more is printed or handed over here.
 * What was handed over before is still to be said, so that question stays. */
static void judge_token(struct step *s, struct ticket *t, struct item *item)
{
    const struct backend_reply *reply = s->ev->reply;
    bool begun = item->bare != JOURNAL_RESERVE && item->bare != JOURNAL_RESERVE_ANSWERED &&
                 item->bare != JOURNAL_BEGIN;
    bool stands = reply->phase == HANDOVER_ISSUING ||
                  (item->bare == JOURNAL_BEGIN && reply->phase == HANDOVER_RESERVED);
    bool gone = reply->token != item->token || ((begun || item->bare == JOURNAL_BEGIN) && !stands);
    if (!item->unsure) {
        return;
    }
    item->unsure = false;
    if (!gone || !item->token_open) {
        return;
    }
    item->conflict = reply->phase == HANDOVER_ISSUED ? EXCHANGE_RESULT_ALREADY_ISSUED
                                                     : EXCHANGE_RESULT_TOKEN_SUPERSEDED;
    if (item->bare == JOURNAL_HAND_OVER && item->state == ITEM_DECISION) {
        return; /* when the answer is "not handed", it is a conflict (decide.c) */
    }
    /* What lies in the tray is the person's to find, and to tear. */
    if (item->bare == JOURNAL_PRINT &&
        (item->state == ITEM_DECISION || item->state == ITEM_PRINTING)) {
        struct journal_row *row = emit_item_row(s, JOURNAL_PRINT_OUTCOME, t, item);
        row->job_id = item->job_id;
        emit_detail(row, "outcome=UNKNOWN evidence=none superseded=1");
    }
    emit_detail(emit_item_row(s, JOURNAL_EXCEPTION, t, item), "why=%s latest=%llu",
                exchange_result_name(item->conflict), (unsigned long long)reply->token);
    item->state = ITEM_CONFLICT;
    service_alert(s, "停止の間に、別の端末で手続が進みました。手渡さないでください");
}

bool recover_reply(struct step *s)
{
    struct core *c = s->c;
    const struct backend_reply *reply = s->ev->reply;
    if (reply->op != EXCHANGE_STATE || id_is_none(c->recovery.request_id) ||
        !id_equal(reply->request_id, c->recovery.request_id)) {
        return false;
    }
    c->recovery.request_id = (struct id){0};
    struct ticket *t = NULL;
    struct item *item = first_unknown(c, &t);
    bool bound = item != NULL && reply->result == EXCHANGE_RESULT_OK &&
                 reply->application_count == 1 && id_equal(reply->visit_id, t->visit_id) &&
                 strcmp(reply->application[0].application_id, item->application_id) == 0;
    int index = bound ? ticket_by_visit(c, t->visit_id) : NO_INDEX;
    if (index == NO_INDEX || !ticket_take_applications(s, index, reply)) {
        c->recovery.again_ms = c->now_ms + RECOVERY_AGAIN_MS;
        return true;
    }
    judge_token(s, t, item);
    recover_ask_next(s);
    return true;
}
