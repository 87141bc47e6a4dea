/* One application over the counter: reserve, begin, print, match, hand over, report.
 *
 * The order is the protocol (DESIGN §5–6): nothing is printed or handed over before a positive
 * begin; every intent stands in the journal before the act. The hand-over is the point of no
 * return: after it only physical truth is recorded.
 */
#include "core/machine.h"

#include <string.h>
#include "base/str.h"

const struct application *item_application(const struct core *c, const struct item *item)
{
    return item->pool == NO_INDEX ? NULL : &c->pool[item->pool];
}

/* Its facts are here, and after a restart the backend has said that its token still counts. */
bool item_is_sure(const struct core *c, const struct item *item)
{
    return item_application(c, item) != NULL && !item->unsure;
}

bool item_printed_here(const struct core *c, const struct item *item)
{
    const struct application *a = item_application(c, item);
    for (int i = 0; a != NULL && i < a->deliverable_count; i++) {
        if (a->deliverable[i].printed_here) {
            return true;
        }
    }
    return false;
}

bool item_has_tag(const struct core *c, const struct item *item)
{
    const struct application *a = item_application(c, item);
    for (int i = 0; a != NULL && i < a->deliverable_count; i++) {
        if (a->deliverable[i].item_tag[0] != '\0') {
            return true;
        }
    }
    return false;
}

static bool tag_matches(const struct core *c, const struct item *item, const char *tag)
{
    const struct application *a = item_application(c, item);
    for (int i = 0; a != NULL && i < a->deliverable_count; i++) {
        const char *want = a->deliverable[i].item_tag;
        if (want[0] != '\0' && strcmp(want, tag) == 0) {
            return true;
        }
    }
    return false;
}

static void send_item(struct step *s, struct ticket *t, struct item *item, enum exchange_op op)
{
    struct backend_request *r = emit_request(s, FX_SEND, op, item->request_id);
    r->visit_id = t->visit_id;
    r->token = item->token;
    memcpy(r->application_id, item->application_id, sizeof r->application_id);
}

/* `again`: the request goes out once more under the same ids; its intent already stands. */
void item_send_reserve(struct step *s, struct ticket *t, struct item *item, bool again)
{
    item->stalled = false;
    item->state = ITEM_RESERVING;
    item->asked_ms = s->c->now_ms;
    if (!again) {
        item->request_id = id_make(&s->c->rng);
        emit_item_row(s, JOURNAL_RESERVE, t, item)->request_id = item->request_id;
    }
    send_item(s, t, item, EXCHANGE_RESERVE);
}

void item_send_begin(struct step *s, struct ticket *t, struct item *item, bool again)
{
    item->stalled = false;
    item->state = ITEM_BEGINNING;
    item->asked_ms = s->c->now_ms;
    if (!again) {
        item->request_id = id_make(&s->c->rng);
        emit_item_row(s, JOURNAL_BEGIN, t, item)->request_id = item->request_id;
    }
    send_item(s, t, item, EXCHANGE_BEGIN);
}

void item_print(struct step *s, struct ticket *t, struct item *item)
{
    struct print_order *order = emit_print(s, PRINT_CERT_RECORD_SHEET, t);
    memcpy(order->application_id, item->application_id, sizeof order->application_id);
    order->reprint_no = item->print_no++;
    item->job_id = order->job_id;
    item->tag_by = NULL;
    item->state = ITEM_PRINTING;
    struct journal_row *row = emit_item_row(s, JOURNAL_PRINT, t, item);
    row->job_id = order->job_id;
    emit_detail(row, "sheet=%d", item->print_no);
}

void item_begun(struct step *s, struct ticket *t, struct item *item)
{
    item->stalled = false;
    item->tag_by = NULL;
    item->request_id = (struct id){0};
    if (item_printed_here(s->c, item)) {
        item_print(s, t, item);
    } else {
        item->state = ITEM_MATCHING;
    }
}

static void issue(struct step *s, struct ticket *t, struct item *item)
{
    bool printer_down = s->c->device[DEVICE_CERTIFICATE_PRINTER].health == HEALTH_DOWN;
    bool known = item_application(s->c, item) != NULL; /* else its papers are not known either */
    bool may = t->state == TICKET_CALLED && item->state == ITEM_PENDING && known &&
               checks_done(t, item) && readiness_can_hand_over(item->readiness) &&
               !service_is_out(s->c) && !(printer_down && item_printed_here(s->c, item));
    if (may) {
        t->close_ms = 0; /* not over yet, after all */
        item_send_reserve(s, t, item, false);
    }
}

void item_advance(struct step *s, struct ticket *t)
{
    for (int i = 0; i < t->item_count; i++) {
        struct item *item = &t->item[i];
        if (item->state == ITEM_PENDING && item->selected) {
            t->current = i;
            issue(s, t, item);
            return;
        }
    }
}

void item_match_if_whole(struct step *s, struct ticket *t, struct item *item)
{
    s->c->counter.match_refused = false;
    if (item->tag_by == NULL || !item_has_sheets(s->c, item)) {
        emit_tone(s, TONE_READ_OK);
        return;
    }
    item->state = ITEM_MATCHED;
    emit_detail(emit_item_row(s, JOURNAL_MATCHED, t, item), "by=%s", item->tag_by);
    emit_tone(s, TONE_READ_OK);
    if (t->item_count > 1) {
        item_advance(s, t);
    }
}

void item_tag_seen(struct step *s, struct ticket *t, struct item *item, const char *by)
{
    item->tag_by = by;
    item_match_if_whole(s, t, item);
}

/* A tag first: what is no tag of this item is the serial of a sheet, or another's. */
static void handle_tag(struct step *s, struct ticket *t, struct item *item)
{
    const char *text = s->ev->tag.text;
    if (item->state != ITEM_MATCHING || !item_is_sure(s->c, item)) {
        return;
    }
    if (tag_matches(s->c, item, text)) {
        item_tag_seen(s, t, item, "tag");
        return;
    }
    if (item_is_sheet_code(s->c, text)) {
        item_read_sheet(s, t, item, text, "code");
        return;
    }
    s->c->counter.match_refused = true;
    s->c->counter.refused_why = NULL;
    emit_item_row(s, JOURNAL_MATCH_REFUSED, t, item);
    emit_tone(s, TONE_CANNOT);
}

/* All that lie matched on the counter go over together; one still under way holds them back. */
static void hand_over(struct step *s, struct ticket *t)
{
    for (int i = 0; i < t->item_count; i++) {
        enum item_state state = t->item[i].state;
        bool asked = state == ITEM_MATCHED && !item_is_sure(s->c, &t->item[i]);
        if ((state >= ITEM_RESERVING && state < ITEM_MATCHED) || asked) {
            return;
        }
    }
    for (int i = 0; i < t->item_count; i++) {
        if (t->item[i].state == ITEM_MATCHED) {
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
    desk_sign(s->c, order->staff_id);
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
        if (state != ITEM_REPORTING && state != ITEM_REPORTED && state != ITEM_NOT_READY &&
            !(state == ITEM_PENDING && !t->item[i].selected)) {
            return;
        }
    }
    int papers = s->c->config->receipt_office_copy ? 3 : 1; /* until then they can be made */
    t->close_ms = s->c->now_ms + (uint64_t)papers * FINISHED_SHOWN_MS;
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
    close_if_served(s, t);
}

static void taken_back(struct step *s, struct ticket *t)
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
    close_question(s, t, item);
    emit_detail(emit_item_row(s, JOURNAL_DECISION, t, item), "decision=abort");
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

static void retry(struct step *s, struct ticket *t, struct item *item)
{
    if (item->state == ITEM_RESERVING && item->stalled) {
        item_send_reserve(s, t, item, true);
    } else if (item->state == ITEM_BEGINNING && item->stalled) {
        item_send_begin(s, t, item, true);
    } else if (item->state == ITEM_ABORTED ||
               (item->state == ITEM_CONFLICT && item->relief == RELIEF_NONE)) {
        emit_detail(emit_item_row(s, JOURNAL_DECISION, t, item), "decision=from-start about=%s",
                    item_state_name(item->state));
        item_start_over(s, item);
    }
}

static void handle_action(struct step *s, struct ticket *t, struct item *item)
{
    switch (s->ev->action.action) {
    case ACTION_STAFF_ISSUE:
        issue(s, t, item);
        break;
    case ACTION_STAFF_RETRY:
        retry(s, t, item);
        break;
    case ACTION_STAFF_MATCH_BY_EYE:
        if (item->state == ITEM_MATCHING && item_is_sure(s->c, item) && !item_has_tag(s->c, item)) {
            item_tag_seen(s, t, item, "eye");
        }
        break;
    case ACTION_STAFF_HAND_OVER:
        hand_over(s, t);
        break;
    case ACTION_RECEIVED:
    case ACTION_STAFF_HANDED:
        item_handed(s, t, s->ev->action.actor == ACTOR_APPLICANT ? "applicant" : "staff");
        break;
    case ACTION_STAFF_NOT_HANDED:
        taken_back(s, t);
        break;
    case ACTION_STAFF_ABORT:
        item_abort(s, t, item);
        break;
    case ACTION_STAFF_NEXT_ITEM:
        if (!ticket_is_moving(t) && t->item_count > 0) {
            t->current = (t->current + 1) % t->item_count;
        }
        break;
    default:
        break;
    }
}

static void handle_print(struct step *s, struct ticket *t, struct item *item)
{
    item->evidence = s->ev->print.evidence;
    struct journal_row *row = emit_item_row(s, JOURNAL_PRINT_OUTCOME, t, item);
    row->job_id = item->job_id;
    emit_detail(row, "outcome=%s evidence=%s %s", print_outcome_name(s->ev->print.outcome),
                print_evidence_name(s->ev->print.evidence), s->ev->print.text);
    switch (s->ev->print.outcome) {
    case PRINT_OUTCOME_PRINTED:
        item->state = ITEM_MATCHING;
        break;
    case PRINT_OUTCOME_NOT_PRINTED:
        item->state = ITEM_PRINT_FAILED;
        emit_tone(s, TONE_NEEDS);
        break;
    default: /* what is not certain is unknown */
        item->state = ITEM_PRINT_UNKNOWN;
        emit_tone(s, TONE_NEEDS);
        break;
    }
}

static void find_print(struct step *s)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        struct ticket *t = &s->c->ticket[i];
        for (int k = 0; k < t->item_count; k++) {
            struct item *item = &t->item[k];
            if (item->state == ITEM_PRINTING && id_equal(item->job_id, s->ev->print.job_id)) {
                handle_print(s, t, item);
                return;
            }
        }
    }
}

static bool waits_for_answer(const struct item *item)
{
    return (item->state == ITEM_RESERVING || item->state == ITEM_BEGINNING) && !item->stalled;
}

/* Whatever became of the answer, the clerk is not kept waiting for it. */
static void handle_tick(struct step *s)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        struct ticket *t = &s->c->ticket[i];
        for (int k = 0; k < t->item_count; k++) {
            struct item *item = &t->item[k];
            if (waits_for_answer(item) && s->c->now_ms >= item->asked_ms + ANSWER_GIVE_UP_MS) {
                item->stalled = true;
            }
        }
    }
}

uint64_t item_deadline(const struct core *c)
{
    uint64_t due = UINT64_MAX;
    for (int i = 0; i < TICKETS_MAX; i++) {
        const struct ticket *t = &c->ticket[i];
        for (int k = 0; k < t->item_count; k++) {
            uint64_t give_up = t->item[k].asked_ms + ANSWER_GIVE_UP_MS;
            due = waits_for_answer(&t->item[k]) && give_up < due ? give_up : due;
        }
    }
    return due;
}

void item_step(struct step *s)
{
    if (s->ev->kind == EV_PRINT_OUTCOME) {
        find_print(s);
        return;
    }
    if (s->ev->kind == EV_TICK) {
        handle_tick(s);
        return;
    }
    struct ticket *t = counter_ticket(s->c);
    if (t == NULL || t->item_count == 0) {
        return;
    }
    struct item *item = &t->item[t->current];
    if (s->ev->kind == EV_TAG_READ) {
        handle_tag(s, t, item);
    } else if (s->ev->kind == EV_ACTION) {
        if (item->state == ITEM_DECISION || item->state == ITEM_PRINT_UNKNOWN ||
            item->state == ITEM_PRINT_FAILED) {
            decide_step(s, t, item);
        } else {
            handle_action(s, t, item);
        }
    }
}
