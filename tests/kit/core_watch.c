#include "tests/kit/core_watch.h"

#include <string.h>
#include "tests/kit/kit.h"

struct look {
    struct core_watch *w;
    const struct core *c;
    const struct event *ev;
    const struct effects *fx;
};

static void promise(bool kept, const char *words)
{
    if (!kept) {
        print_error("promise broken: %s\n", words);
    }
    assert_true(kept);
}

void core_watch_init(struct core_watch *w)
{
    memset(w, 0, sizeof *w);
}

static struct watch_item *find(struct core_watch *w, struct id visit_id, const char *application_id)
{
    for (int i = 0; i < w->item_count; i++) {
        if (id_equal(w->item[i].visit_id, visit_id) &&
            strcmp(w->item[i].application_id, application_id) == 0) {
            return &w->item[i];
        }
    }
    return NULL;
}

static struct watch_item *put(struct core_watch *w, struct id visit_id, const char *application_id)
{
    struct watch_item *item = find(w, visit_id, application_id);
    if (item != NULL) {
        return item;
    }
    assert_true(w->item_count < WATCH_ITEMS_MAX);
    item = &w->item[w->item_count++];
    *item = (struct watch_item){.visit_id = visit_id};
    memcpy(item->application_id, application_id, sizeof item->application_id);
    return item;
}

static void forget_visit(struct core_watch *w, struct id visit_id)
{
    for (int i = w->item_count - 1; i >= 0; i--) {
        if (id_equal(w->item[i].visit_id, visit_id)) {
            w->item[i] = w->item[--w->item_count];
        }
    }
}

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static bool staff_did(const struct event *ev, enum action action)
{
    return ev->kind == EV_ACTION && ev->action.actor == ACTOR_STAFF && ev->action.action == action;
}

static bool row_in_step(const struct effects *fx, enum journal_kind kind,
                        const char *application_id, struct id job_id)
{
    for (int i = 0; i < fx->count; i++) {
        const struct journal_row *row = &fx->effect[i].row;
        if (fx->effect[i].kind == FX_JOURNAL && row->kind == kind &&
            id_equal(row->job_id, job_id) && strcmp(row->application_id, application_id) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_answer_to(const struct event *ev, enum exchange_op op, struct id request_id,
                         const struct watch_item *item)
{
    return ev->kind == EV_REPLY && ev->reply->op == op && ev->reply->result == EXCHANGE_RESULT_OK &&
           id_equal(ev->reply->request_id, request_id) &&
           id_equal(ev->reply->visit_id, item->visit_id) &&
           strcmp(ev->reply->application_id, item->application_id) == 0;
}

static void see_answer(const struct look *l, const struct journal_row *row, struct watch_item *item)
{
    if (!starts(row->detail, "result=OK")) {
        return;
    }
    if (row->kind == JOURNAL_RESERVE_ANSWERED) {
        promise(is_answer_to(l->ev, EXCHANGE_RESERVE, item->reserve_id, item),
                "a reservation is answered by its own reply");
        promise(row->token > item->token, "tokens grow");
        struct watch_item fresh = {
            .visit_id = item->visit_id, .reserve_id = item->reserve_id, .token = row->token};
        memcpy(fresh.application_id, item->application_id, sizeof fresh.application_id);
        *item = fresh;
        return;
    }
    promise(is_answer_to(l->ev, EXCHANGE_BEGIN, item->begin_id, item) &&
                l->ev->reply->token == item->token,
            "a begin is answered by its own reply with its own token");
    item->begun = true;
}

static void see_hand_over(const struct look *l, const struct journal_row *row,
                          struct watch_item *item)
{
    if (row->kind == JOURNAL_HAND_OVER) {
        promise(staff_did(l->ev, ACTION_STAFF_HAND_OVER), "a clerk hands over");
        promise(item->begun && row->token == item->token, "handed over only what was begun");
        promise(item->matched, "handed over only what was matched");
        promise(!item->done && !item->aborted, "handed over once");
        promise(!l->w->journal_failed, "nothing is handed over without a journal");
        item->hand_open = true;
    } else {
        promise(item->hand_open, "only an open hand-over ends");
        item->hand_open = false;
    }
}

/* Two people made this exception in this step. */
static bool two_signed(const struct look *l, const char *reason)
{
    for (int i = 0; i < l->fx->count; i++) {
        const struct journal_row *row = &l->fx->effect[i].row;
        if (l->fx->effect[i].kind == FX_JOURNAL && row->kind == JOURNAL_EXCEPTION &&
            str_equal(journal_detail(row, "reason"), str_of(reason)) &&
            journal_detail(row, "note").n > 0) {
            return l->ev->kind == EV_PIN_VERIFIED && strchr(row->staff_id, '+') != NULL;
        }
    }
    return false;
}

/* The number of a sheet was typed: the tag itself was read before, by a code. */
static bool sheet_typed(const struct look *l, const struct watch_item *item)
{
    for (int i = 0; i < l->fx->count; i++) {
        const struct journal_row *row = &l->fx->effect[i].row;
        if (l->fx->effect[i].kind == FX_JOURNAL && row->kind == JOURNAL_STOCK &&
            starts(row->detail, "act=hold") &&
            strcmp(row->application_id, item->application_id) == 0) {
            return staff_did(l->ev, ACTION_STAFF_STOCK_ENTER);
        }
    }
    return false;
}

static void see_matched(const struct look *l, struct watch_item *item)
{
    promise(item->begun, "matched only what was begun");
    promise(!item->print_open, "matched only when the print has an outcome");
    promise(l->ev->kind == EV_TAG_READ || staff_did(l->ev, ACTION_STAFF_MATCH_BY_EYE) ||
                two_signed(l, "broken-tag") || sheet_typed(l, item),
            "matched by a tag, by the eye, or by two people");
    item->matched = true;
}

static void see_item_row(const struct look *l, const struct journal_row *row)
{
    struct watch_item *item = put(l->w, row->visit_id, row->application_id);
    switch (row->kind) {
    case JOURNAL_RESERVE:
        item->reserve_id = row->request_id;
        break;
    case JOURNAL_BEGIN:
        promise(row->token == item->token, "begun with the token that was reserved");
        item->begin_id = row->request_id;
        break;
    case JOURNAL_RESERVE_ANSWERED:
    case JOURNAL_BEGIN_ANSWERED:
        see_answer(l, row, item);
        break;
    case JOURNAL_PRINT_OUTCOME:
        item->print_open = !starts(row->detail, "outcome=PRINTED");
        break;
    case JOURNAL_DECISION:
        item->print_open = item->print_open && !starts(row->detail, "decision=came-out");
        break;
    case JOURNAL_EXCEPTION:
        item->print_open = item->print_open && !two_signed(l, "printed-elsewhere");
        break;
    case JOURNAL_MATCHED:
        see_matched(l, item);
        break;
    case JOURNAL_HAND_OVER:
    case JOURNAL_HANDED_OVER:
    case JOURNAL_NOT_HANDED_OVER:
        see_hand_over(l, row, item);
        break;
    default:
        break;
    }
}

static void see_number(const struct look *l, const struct journal_row *row)
{
    if (starts(row->detail, "again")) {
        return;
    }
    if (l->c->call_day != l->w->call_day) {
        l->w->call_day = l->c->call_day;
        memset(l->w->number_given, 0, sizeof l->w->number_given);
    }
    assert_in_range(row->call_no, 1, WATCH_NUMBERS - 1);
    promise(!l->w->number_given[row->call_no], "a number is given once a day");
    l->w->number_given[row->call_no] = true;
}

static void see_row(const struct look *l, const struct journal_row *row)
{
    promise(row->detail[sizeof row->detail - 1] == '\0', "details end");
    if (row->kind == JOURNAL_NUMBER) {
        see_number(l, row);
    }
    if (row->application_id[0] != '\0' && row->kind != JOURNAL_REPORTED &&
        row->kind != JOURNAL_REPORT_REFUSED) {
        see_item_row(l, row);
    }
}

static void see_print(const struct look *l, const struct print_order *order)
{
    promise(!l->w->journal_failed, "nothing is printed without a journal");
    if (order->kind == PRINT_DAILY_REPORT || order->kind == PRINT_READINESS_REPORT ||
        order->kind == PRINT_TEST_SLIP) {
        promise(row_in_step(l->fx, JOURNAL_STAFF, "", order->job_id),
                "what belongs to no visit stands behind its row");
        return;
    }
    promise(!id_is_none(order->job_id) && !id_is_none(order->visit_id), "a job has its ids");
    if (order->kind != PRINT_CERT_RECORD_SHEET) {
        promise(row_in_step(l->fx, JOURNAL_SLIP, "", order->job_id),
                "a slip stands behind its row");
        return;
    }
    struct watch_item *item = find(l->w, order->visit_id, order->application_id);
    promise(item != NULL && item->begun, "no sheet before a positive begin");
    promise(row_in_step(l->fx, JOURNAL_PRINT, order->application_id, order->job_id),
            "a sheet stands behind its row");
    promise(!item->done && !item->aborted, "no sheet after the end");
    bool by_staff =
        staff_did(l->ev, ACTION_STAFF_PRINT_AGAIN) || staff_did(l->ev, ACTION_STAFF_RETRY);
    promise(by_staff || (l->ev->kind == EV_REPLY && !item->printed), "no sheet by itself");
    item->printed = true;
    item->print_open = true;
    item->matched = false;
}

static void see_send(const struct look *l, const struct backend_request *r)
{
    promise(!l->w->journal_failed, "nothing is asked without a journal");
    if (r->op != EXCHANGE_RESERVE && r->op != EXCHANGE_BEGIN) {
        promise(r->op == EXCHANGE_LOOKUP || r->op == EXCHANGE_STATE, "what the core may ask");
        return;
    }
    const struct watch_item *item = find(l->w, r->visit_id, r->application_id);
    promise(item != NULL && id_equal(r->idempotency_key, r->request_id), "a request has its key");
    promise(id_equal(r->request_id, r->op == EXCHANGE_RESERVE ? item->reserve_id : item->begin_id),
            "sent under the id that was journaled");
    promise(r->op == EXCHANGE_RESERVE || r->token == item->token, "begun with the latest token");
    promise(!item->hand_open && (!item->done || r->op == EXCHANGE_RESERVE), "not begun twice");
}

static void see_outbox(const struct look *l, const struct backend_request *r)
{
    struct watch_item *item = find(l->w, r->visit_id, r->application_id);
    if (r->op == EXCHANGE_ABORT && strcmp(r->reason, "take-over") == 0) {
        promise(strchr(r->staff_id, '+') != NULL, "a dead terminal is relieved by two people");
        promise(item != NULL && r->token != item->token && r->token != 0, "its token, not ours");
        return;
    }
    promise(item != NULL && r->token == item->token && r->token != 0, "reported with its token");
    promise(!item->done && !item->aborted, "reported once");
    if (r->op == EXCHANGE_DONE) {
        promise(row_in_step(l->fx, JOURNAL_HANDED_OVER, r->application_id, (struct id){0}),
                "done with its row");
        item->done = true;
    } else {
        promise(r->op == EXCHANGE_ABORT && staff_did(l->ev, ACTION_STAFF_ABORT), "a clerk aborts");
        item->aborted = true;
    }
}

/* What a restart knows of an item, as far as the promises go. */
static void see_restored(struct core_watch *w, const struct restored_visit *v,
                         const struct restored_item *from)
{
    struct watch_item *item = put(w, v->visit_id, from->application_id);
    item->token = from->token;
    enum journal_kind known = from->last_kind == JOURNAL_DECISION && from->has_outcome
                                  ? from->outcome_kind
                                  : from->last_kind;
    bool ok = starts(from->outcome_detail, "result=OK");
    item->begun = known == JOURNAL_PRINT_OUTCOME || known == JOURNAL_MATCHED ||
                  known == JOURNAL_MATCH_REFUSED || known == JOURNAL_NOT_HANDED_OVER ||
                  (known == JOURNAL_BEGIN_ANSWERED && ok);
    item->done = known == JOURNAL_HANDED_OVER ||
                 (known == JOURNAL_REPORT && from->outcome_kind == JOURNAL_HANDED_OVER) ||
                 starts(from->outcome_detail, "op=DONE");
    item->aborted =
        (known == JOURNAL_REPORT && !item->done) || starts(from->outcome_detail, "op=ABORT");
    item->print_open =
        known == JOURNAL_PRINT_OUTCOME && !starts(from->outcome_detail, "outcome=PRINTED");
    for (int i = 0; i < from->bare_count; i++) {
        const struct restored_intent *bare = &from->bare[i];
        item->reserve_id = bare->kind == JOURNAL_RESERVE ? bare->request_id : item->reserve_id;
        item->begin_id = bare->kind == JOURNAL_BEGIN ? bare->request_id : item->begin_id;
        item->begun |= bare->kind == JOURNAL_PRINT || bare->kind == JOURNAL_HAND_OVER;
        item->print_open |= bare->kind == JOURNAL_PRINT;
        item->hand_open |= bare->kind == JOURNAL_HAND_OVER;
    }
}

static void see_restart(const struct look *l)
{
    const struct restored *r = l->ev->restored;
    l->w->call_day = r->call_day;
    for (int no = 0; no < WATCH_NUMBERS; no++) {
        l->w->number_given[no] = no <= r->last_call_no;
    }
    for (int i = 0; i < r->visit_count; i++) {
        for (int k = 0; k < r->visit[i].item_count; k++) {
            see_restored(l->w, &r->visit[i], &r->visit[i].item[k]);
        }
    }
    for (int i = 0; i < l->fx->count; i++) {
        promise(l->fx->effect[i].kind != FX_PRINT && l->fx->effect[i].kind != FX_OUTBOX,
                "a restart does nothing by itself");
    }
}

static void check_tickets(const struct core *c)
{
    int pooled = 0;
    bool number[WATCH_NUMBERS] = {false};
    for (int i = 0; i < TICKETS_MAX; i++) {
        const struct ticket *t = &c->ticket[i];
        if (t->state == TICKET_FREE) {
            continue;
        }
        promise(t->call_no == 0 || !number[t->call_no], "two people never have one number");
        number[t->call_no] = true;
        promise(t->current == 0 || t->current < t->item_count, "the item at work exists");
        for (int k = 0; k < t->item_count; k++) {
            int at = t->item[k].pool;
            promise(at == NO_INDEX || (c->pool_used[at] && strcmp(c->pool[at].application_id,
                                                                  t->item[k].application_id) == 0),
                    "an item has its own application");
            pooled += at != NO_INDEX;
        }
    }
    for (int i = 0; i < APPLICATION_POOL_MAX; i++) {
        pooled -= c->pool_used[i];
    }
    promise(pooled == 0, "no application outlives its visit");
}

static void check_ends(const struct look *l)
{
    const struct core *c = l->c;
    uint64_t due_ms = core_deadline(c);
    promise(c->visit.state == VISIT_IDLE || c->visit.state == VISIT_LOOKUP ||
                c->visit.quiet_until_ms != 0,
            "every visit ends");
    promise(l->ev->kind != EV_TICK || due_ms > c->now_ms, "a deadline does not stay in the past");
    promise(due_ms <= c->now_ms + 60000, "the clock on the screen goes on");
    promise(c->visit.ticket == NO_INDEX || c->ticket[c->visit.ticket].state != TICKET_FREE,
            "a visit's ticket exists");
    promise(c->counter.selected == NO_INDEX || c->ticket[c->counter.selected].state != TICKET_FREE,
            "the ticket at work exists");
    promise(c->dropped_replies >= l->w->dropped, "dropped replies are counted");
    l->w->dropped = c->dropped_replies;
}

void core_watch_step(struct core_watch *w, const struct core *c, const struct event *ev,
                     const struct effects *fx)
{
    struct look l = {.w = w, .c = c, .ev = ev, .fx = fx};
    if (ev->kind == EV_RESTORED) {
        see_restart(&l);
    }
    for (int i = 0; i < fx->count; i++) {
        if (fx->effect[i].kind == FX_JOURNAL) {
            see_row(&l, &fx->effect[i].row);
        }
    }
    for (int i = 0; i < fx->count; i++) {
        const struct effect *e = &fx->effect[i];
        if (e->kind == FX_PRINT) {
            see_print(&l, &e->print);
        } else if (e->kind == FX_SEND) {
            see_send(&l, &e->request);
        } else if (e->kind == FX_OUTBOX) {
            see_outbox(&l, &e->request);
        }
    }
    for (int i = 0; i < fx->count; i++) {
        if (fx->effect[i].kind == FX_JOURNAL && fx->effect[i].row.kind == JOURNAL_VISIT_CLOSED) {
            forget_visit(w, fx->effect[i].row.visit_id);
        }
    }
    check_tickets(c);
    check_ends(&l);
    w->journal_failed = c->journal_failed;
}
