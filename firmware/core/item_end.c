/* How an item leaves the counter: into a person's hand, with its report and its paper, or back.
 *
 * The hand-over is the point of no return: after it only physical truth is recorded.
 */
#include "core/machine.h"
#include "core/offline.h"

#include <string.h>
#include "base/str.h"

/* All that lie matched on the counter go over together; one still under way holds them back. */
void item_hand_over(struct step *s, struct ticket *t)
{
    if (offline_refuses(s, OFFLINE_FINISH_BEGUN) || offline_refuses(s, OFFLINE_KEEP_REPORTS)) {
        return;
    }
    for (int i = 0; i < t->item_count; i++) {
        enum item_state state = t->item[i].state;
        bool asked = state == ITEM_MATCHED && !item_is_sure(s->c, &t->item[i]);
        if ((state >= ITEM_RESERVING && state < ITEM_MATCHED) || asked) {
            return;
        }
    }
    bool shown = t->item[t->current].state == ITEM_MATCHED;
    for (int i = 0; i < t->item_count; i++) {
        if (t->item[i].state == ITEM_MATCHED) {
            /* the clerk sees what is being handed over: what became of it is asked there */
            t->current = shown ? t->current : i;
            shown = true;
            t->item[i].state = ITEM_HANDING;
            emit_item_row(s, JOURNAL_HAND_OVER, t, &t->item[i]);
        }
    }
    s->c->counter.applicant_page = PAGE_NONE;
}

void item_report(struct step *s, struct ticket *t, struct item *item, enum exchange_op op,
                 const char *reason)
{
    struct id request_id = id_make(&s->c->rng);
    struct journal_row *row = emit_item_row(s, JOURNAL_REPORT, t, item);
    row->request_id = request_id;
    emit_detail(row, "op=%s", exchange_op_name(op));
    struct backend_request *r = emit_request(s, FX_OUTBOX, op, request_id);
    r->visit_id = t->visit_id;
    r->token = item->token;
    r->happened_at_ms = s->c->wall_ms;
    memcpy(r->application_id, item->application_id, sizeof r->application_id);
    struct strbuf evidence = strbuf_on(r->evidence, sizeof r->evidence);
    strbuf_format(&evidence, "sheets=%d evidence=%s receiver=%s", item->print_no,
                  print_evidence_name(item->evidence),
                  t->receiver == CHECK_DONE_AUTO ? "code" : "staff");
    desk_sign_report(s->c, r->staff_id);
    struct strbuf why = strbuf_on(r->reason, sizeof r->reason);
    strbuf_text(&why, reason);
}

static void print_paper(struct step *s, struct ticket *t, enum print_kind kind, int handed,
                        const char *what)
{
    struct print_order *order = emit_print(s, kind, t);
    order->ready_count = handed;
    desk_sign_report(s->c, order->staff_id);
    struct journal_row *row = emit_row(s, JOURNAL_SLIP, t->visit_id);
    row->job_id = order->job_id;
    emit_detail(row, "print=%s", what);
}

/* A firm gets its list on A4, everybody else a receipt from the roll; the office its own copy where
 * the settings say so. A printer that is out is no reason to wait: the hand-over is a fact. */
static void print_receipt(struct step *s, struct ticket *t, int handed)
{
    const struct device_status *device = s->c->device;
    bool is_list = t->item_count > 1;
    enum core_device needed = is_list ? DEVICE_CERTIFICATE_PRINTER : DEVICE_SLIP_PRINTER;
    if (handed == 0) {
        return;
    }
    if (device[needed].health == HEALTH_DOWN) {
        service_alert(s, is_list ? "交付一覧を印刷していません" : "受領記録を印刷していません");
        return;
    }
    if (is_list) {
        print_paper(s, t, PRINT_HAND_OVER_LIST, handed, "hand-over-list");
        return;
    }
    print_paper(s, t, PRINT_RECEIPT, handed, "receipt");
    if (s->c->config->receipt_office_copy) {
        print_paper(s, t, PRINT_RECEIPT_OFFICE, handed, "receipt-office");
    }
}

static void close_if_served(struct step *s, struct ticket *t)
{
    for (int i = 0; i < t->item_count; i++) {
        enum item_state state = t->item[i].state;
        bool open = state != ITEM_REPORTING && state != ITEM_REPORTED && state != ITEM_NOT_READY &&
                    !(state == ITEM_PENDING && !t->item[i].selected);
        if (open || item_is_left(&t->item[i])) {
            return;
        }
    }
    int papers = s->c->config->receipt_office_copy ? 3 : 1; /* until then they can be made */
    t->close_ms = s->c->now_ms + (uint64_t)papers * FINISHED_SHOWN_MS;
}

/* What is still to come, of what this person wants: its papers are asked for next. */
static void show_next(struct ticket *t)
{
    for (int i = 0; i < t->item_count; i++) {
        if (t->item[i].state == ITEM_PENDING && t->item[i].selected) {
            t->current = i;
            return;
        }
    }
}

/* The documents are in the person's hand: truth from here on. */
void item_handed(struct step *s, struct ticket *t, const char *by)
{
    int count = 0;
    for (int i = 0; i < t->item_count; i++) {
        struct item *item = &t->item[i];
        if (item->state != ITEM_HANDING) {
            continue;
        }
        emit_detail(emit_item_row(s, JOURNAL_HANDED_OVER, t, item), "by=%s", by);
        item_issue_sheets(s, item);
        item_report(s, t, item, EXCHANGE_DONE, "");
        item->token_open = false;
        item->state = ITEM_REPORTING;
        count++;
    }
    if (count == 0) {
        return;
    }
    print_receipt(s, t, count);
    s->c->counter.finished_until_ms = s->c->now_ms + FINISHED_SHOWN_MS;
    show_next(t);
    close_if_served(s, t);
}

void item_take_back(struct step *s, struct ticket *t)
{
    for (int i = 0; i < t->item_count; i++) {
        if (t->item[i].state == ITEM_HANDING) {
            t->item[i].state = ITEM_MATCHED;
            emit_detail(emit_item_row(s, JOURNAL_NOT_HANDED_OVER, t, &t->item[i]), "by=staff");
        }
    }
}

/* A request without an answer is given up with the item; left open, it would come back as a
 * decision at every start. */
static void close_question(struct step *s, const struct ticket *t, const struct item *item)
{
    bool restored = item->state == ITEM_DECISION;
    bool reserve = item->state == ITEM_RESERVING || (restored && item->bare == JOURNAL_RESERVE);
    bool begin = item->state == ITEM_BEGINNING || (restored && item->bare == JOURNAL_BEGIN);
    if (reserve || begin) {
        struct journal_row *row =
            emit_item_row(s, reserve ? JOURNAL_RESERVE_ANSWERED : JOURNAL_BEGIN_ANSWERED, t, item);
        row->request_id = item->request_id;
        emit_detail(row, "result=UNREACHABLE given-up=1");
    }
}

bool item_is_left(const struct item *item)
{
    return item->may_lie && (item->state == ITEM_NOT_READY || item->state == ITEM_PENDING ||
                             item->state == ITEM_ABORTED);
}

bool item_asks_for_tearing(const struct item *item)
{
    enum item_state state = item->state;
    bool on_counter = state == ITEM_MATCHING || state == ITEM_MATCHED || state == ITEM_CONFLICT ||
                      state == ITEM_DECISION;
    return (item->may_lie && on_counter) || item_is_left(item);
}

void item_leave(struct step *s, struct ticket *t, struct item *item, const char *decision)
{
    bool torn = item_asks_for_tearing(item);
    emit_detail(emit_item_row(s, JOURNAL_DECISION, t, item), "decision=%s about=%s%s", decision,
                item_state_name(item->state), torn ? " sheets=torn" : "");
    item->may_lie = item->may_lie && !torn;
}

bool ticket_has_left(const struct ticket *t)
{
    for (int i = 0; i < t->item_count; i++) {
        if (item_is_left(&t->item[i])) {
            return true;
        }
    }
    return false;
}

void item_leave_all(struct step *s, struct ticket *t)
{
    for (int i = 0; i < t->item_count; i++) {
        if (item_is_left(&t->item[i])) {
            item_leave(s, t, &t->item[i], "close");
        }
    }
}

/* The item leaves the counter again: the reservation goes back, with the reason. */
void item_abort(struct step *s, struct ticket *t, struct item *item)
{
    bool held = item->state >= ITEM_RESERVING && item->state < ITEM_HANDING &&
                item->state != ITEM_PRINTING && item->state != ITEM_PRINT_UNKNOWN;
    if (item->relief != RELIEF_NONE) {
        return; /* what another terminal holds is being given back: its answer decides */
    }
    if (!held && item->state != ITEM_CONFLICT && item->state != ITEM_DECISION) {
        return;
    }
    if ((item->state == ITEM_RESERVING || item->state == ITEM_BEGINNING) && !item->stalled) {
        return; /* an answer is on its way: it decides */
    }
    if (item->token_open && offline_refuses(s, OFFLINE_KEEP_REPORTS)) {
        return;
    }
    close_question(s, t, item);
    item_leave(s, t, item, "abort");
    if (item->token_open) {
        item_report(s, t, item, EXCHANGE_ABORT, "staff");
        item->token_open = false;
    }
    item->state = ITEM_ABORTED;
    item->request_id = (struct id){0};
    item->stalled = false;
}

/* Once more from the start: a new reservation, a new token. */
void item_start_over(struct step *s, struct item *item)
{
    bool known = item_application(s->c, item) != NULL;
    bool refused = known && !readiness_can_hand_over(item->readiness);
    item->state = refused ? ITEM_NOT_READY : ITEM_PENDING;
    item->request_id = (struct id){0};
    item->unsure = false;
    item->conflict = EXCHANGE_RESULT_OK;
    if (item->check_count == 0) { /* restored: its papers are seen again */
        checks_make(s->c, item);
    }
}
