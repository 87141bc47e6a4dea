#include "tests/kit/core_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/kit/kit.h"

const int64_t cf_open_wall_ms = 1795482000000; /* 2026-11-24 01:00 UTC */

void cf_reset(struct core_fixture *f)
{
    core_init(f->core, &f->config, 7);
    core_watch_init(&f->watch);
    memset(f->asked, 0, sizeof f->asked);
    memset(&f->ordered, 0, sizeof f->ordered);
    memset(&f->slip, 0, sizeof f->slip);
    memset(&f->outbox, 0, sizeof f->outbox);
    f->fx->count = 0;
    f->now_ms = 1000;
    f->wall_ms = cf_open_wall_ms;
    f->next_token = 1;
    f->lamp = SIGNAL_READY;
    f->done_count = f->abort_count = f->sheet_count = 0;
}

int cf_setup(void **state)
{
    struct core_fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->core = calloc(1, sizeof *f->core);
    f->fx = calloc(1, sizeof *f->fx);
    f->reply = calloc(1, sizeof *f->reply);
    f->staff = calloc(1, sizeof *f->staff);
    f->applicant = calloc(1, sizeof *f->applicant);
    assert_true(f->core && f->fx && f->reply && f->staff && f->applicant);
    config_default(&f->config);
    snprintf(f->config.office_id, sizeof f->config.office_id, "nerima");
    cf_reset(f);
    cf_start(f);
    *state = f;
    return 0;
}

int cf_teardown(void **state)
{
    struct core_fixture *f = *state;
    free(f->core);
    free(f->fx);
    free(f->reply);
    free(f->staff);
    free(f->applicant);
    free(f);
    return 0;
}

void cf_start(struct core_fixture *f)
{
    cf_event(f, EV_STARTED);
}

struct application *cf_app_untagged(int no)
{
    static struct application apps[64];
    struct application *a = &apps[no % 64];
    memset(a, 0, sizeof *a);
    snprintf(a->application_id, sizeof a->application_id, "%d", no);
    snprintf(a->receipt_no, sizeof a->receipt_no, "2026-%06d", no);
    snprintf(a->office_id, sizeof a->office_id, "nerima");
    a->version = 1;
    a->status = APP_READY;
    a->tax = TAX_CONFIRMED;
    a->deliverable_count = 1;
    a->deliverable[0].kind = DELIVERABLE_INSPECTION_CERT;
    a->deliverable[0].handed_here = true;
    return a;
}

struct application *cf_app(int no)
{
    struct application *a = cf_app_untagged(no);
    snprintf(a->deliverable[0].item_tag, sizeof a->deliverable[0].item_tag, "UKI:%d", no);
    a->deliverable[1].kind = DELIVERABLE_CERT_RECORD_SHEET;
    a->deliverable[1].printed_here = true;
    a->deliverable[1].handed_here = true;
    a->deliverable_count = 2;
    return a;
}

static void note(struct core_fixture *f, const struct effect *e)
{
    if (e->kind == FX_SEND) {
        f->asked[e->request.op] = e->request;
    } else if (e->kind == FX_OUTBOX) {
        f->outbox = e->request;
        f->done_count += e->request.op == EXCHANGE_DONE;
        f->abort_count += e->request.op == EXCHANGE_ABORT;
    } else if (e->kind == FX_PRINT && e->print.kind == PRINT_CERT_RECORD_SHEET) {
        f->ordered = e->print;
        f->sheet_count++;
    } else if (e->kind == FX_PRINT) {
        f->slip = e->print;
    } else if (e->kind == FX_SIGNAL) {
        f->lamp = e->signal;
    }
}

void cf_step(struct core_fixture *f, struct event *ev)
{
    ev->at_ms = f->now_ms;
    ev->wall_ms = f->wall_ms;
    core_step(f->core, ev, f->fx);
    for (int i = 0; i < f->fx->count; i++) {
        note(f, &f->fx->effect[i]);
    }
    core_watch_step(&f->watch, f->core, ev, f->fx);
}

static struct code_hash hash_of(int no)
{
    struct code_hash hash = {{0}};
    memcpy(hash.byte, &no, sizeof no);
    hash.byte[CODE_HASH_BYTES - 1] = 1;
    return hash;
}

void cf_code_as(struct core_fixture *f, int no, enum code_kind kind, enum pickup_check check)
{
    static const uint8_t payload[] = "UK1:TEST";
    struct event ev = {.kind = EV_CODE_READ};
    ev.code.hash = hash_of(no);
    ev.code.kind = kind;
    ev.code.check = check;
    ev.code.bytes = payload;
    ev.code.length = sizeof payload - 1;
    cf_step(f, &ev);
}

void cf_code(struct core_fixture *f, int no)
{
    cf_code_as(f, no, CODE_PICKUP_SINGLE, PICKUP_OK);
}

static void act(struct core_fixture *f, enum actor actor, enum action action, int argument)
{
    struct event ev = {.kind = EV_ACTION};
    ev.action.actor = actor;
    ev.action.action = action;
    ev.action.argument = argument;
    cf_step(f, &ev);
}

void cf_applicant(struct core_fixture *f, enum action action, int argument)
{
    act(f, ACTOR_APPLICANT, action, argument);
}

void cf_staff(struct core_fixture *f, enum action action, int argument)
{
    act(f, ACTOR_STAFF, action, argument);
}

void cf_device(struct core_fixture *f, enum core_device device, enum device_health health)
{
    struct event ev = {.kind = EV_DEVICE};
    ev.device.device = device;
    ev.device.health = health;
    cf_step(f, &ev);
}

void cf_link(struct core_fixture *f, bool up)
{
    struct event ev = {.kind = EV_LINK, .link_up = up};
    cf_step(f, &ev);
}

void cf_tag(struct core_fixture *f, const char *text)
{
    struct event ev = {.kind = EV_TAG_READ};
    snprintf(ev.tag.text, sizeof ev.tag.text, "%s", text);
    cf_step(f, &ev);
}

static void ended(struct core_fixture *f, const struct print_order *order,
                  enum print_outcome outcome)
{
    struct event ev = {.kind = EV_PRINT_OUTCOME};
    ev.print.kind = order->kind;
    ev.print.job_id = order->job_id;
    ev.print.visit_id = order->visit_id;
    ev.print.outcome = outcome;
    ev.print.evidence = PRINT_EVIDENCE_JOB_STATE;
    snprintf(ev.print.text, sizeof ev.print.text, "test");
    cf_step(f, &ev);
}

void cf_sheet(struct core_fixture *f, enum print_outcome outcome)
{
    ended(f, &f->ordered, outcome);
}

void cf_slip(struct core_fixture *f, enum print_outcome outcome)
{
    ended(f, &f->slip, outcome);
}

void cf_settled(struct core_fixture *f, enum exchange_result result)
{
    struct event ev = {.kind = EV_REPORT_SETTLED};
    ev.report.idempotency_key = f->outbox.idempotency_key;
    ev.report.op = f->outbox.op;
    ev.report.result = result;
    ev.report.visit_id = f->outbox.visit_id;
    ev.report.token = f->outbox.token;
    ev.report.aside = result != EXCHANGE_RESULT_OK;
    memcpy(ev.report.application_id, f->outbox.application_id, sizeof ev.report.application_id);
    cf_step(f, &ev);
}

void cf_event(struct core_fixture *f, enum event_kind kind)
{
    struct event ev = {.kind = kind};
    if (kind == EV_JOURNAL_FAILED) {
        ev.journal_error = FAIL(IO);
    }
    cf_step(f, &ev);
}

void cf_restore(struct core_fixture *f, const struct restored_visit *visit, int count)
{
    struct restored restored = {.visit = visit,
                                .visit_count = count,
                                .last_call_no = 40,
                                .call_day = civil_day(f->wall_ms)};
    struct event ev = {.kind = EV_RESTORED, .restored = &restored};
    cf_step(f, &ev);
}

void cf_wait(struct core_fixture *f, uint64_t ms)
{
    uint64_t until_ms = f->now_ms + ms;
    for (;;) {
        uint64_t due_ms = core_deadline(f->core);
        if (due_ms > until_ms) {
            break;
        }
        uint64_t step_ms = due_ms > f->now_ms ? due_ms - f->now_ms : 0;
        f->now_ms += step_ms;
        f->wall_ms += (int64_t)step_ms;
        cf_event(f, EV_TICK);
    }
    f->wall_ms += (int64_t)(until_ms - f->now_ms);
    f->now_ms = until_ms;
}

struct backend_reply *cf_bind(struct core_fixture *f, enum exchange_op op,
                              enum exchange_result result)
{
    const struct backend_request *r = &f->asked[op];
    memset(f->reply, 0, sizeof *f->reply);
    f->reply->op = op;
    f->reply->result = result;
    f->reply->request_id = r->request_id;
    f->reply->visit_id = r->visit_id;
    f->reply->server_at_ms = f->wall_ms;
    f->reply->token = op == EXCHANGE_RESERVE ? f->next_token : r->token;
    f->reply->code_kind = CODE_PICKUP_SINGLE;
    memcpy(f->reply->application_id, r->application_id, sizeof f->reply->application_id);
    return f->reply;
}

void cf_answer(struct core_fixture *f)
{
    struct event ev = {.kind = EV_REPLY, .reply = f->reply};
    if (f->reply->op == EXCHANGE_RESERVE && f->reply->token >= f->next_token) {
        f->next_token = f->reply->token + 1;
    }
    cf_step(f, &ev);
}

void cf_reply(struct core_fixture *f, enum exchange_op op, enum exchange_result result)
{
    cf_bind(f, op, result);
    cf_answer(f);
}

void cf_found(struct core_fixture *f, const struct application *a)
{
    bool state = id_is_none(f->core->visit.request_id);
    cf_bind(f, state ? EXCHANGE_STATE : EXCHANGE_LOOKUP, EXCHANGE_RESULT_OK);
    const struct ticket *t = core_ticket(f->core, f->reply->visit_id);
    for (int i = 0; state && t != NULL && i < t->item_count; i++) {
        if (strcmp(t->item[i].application_id, a->application_id) == 0) {
            f->reply->token = t->item[i].token; /* the backend stands where this terminal stood */
            f->reply->phase = HANDOVER_ISSUING;
        }
    }
    f->reply->application_count = 1;
    f->reply->application[0] = *a;
    cf_answer(f);
}

void cf_found_many(struct core_fixture *f, int first, int count)
{
    cf_bind(f, EXCHANGE_LOOKUP, EXCHANGE_RESULT_OK);
    f->reply->code_kind = CODE_PICKUP_FIRM;
    f->reply->application_count = count;
    for (int i = 0; i < count; i++) {
        f->reply->application[i] = *cf_app(first + i);
    }
    cf_answer(f);
}

int cf_count(const struct core_fixture *f, enum effect_kind kind)
{
    int count = 0;
    for (int i = 0; i < f->fx->count; i++) {
        count += f->fx->effect[i].kind == kind;
    }
    return count;
}

const struct journal_row *cf_row(const struct core_fixture *f, enum journal_kind kind)
{
    for (int i = 0; i < f->fx->count; i++) {
        const struct effect *e = &f->fx->effect[i];
        if (e->kind == FX_JOURNAL && e->row.kind == kind) {
            return &e->row;
        }
    }
    return NULL;
}

const struct print_order *cf_print(const struct core_fixture *f, enum print_kind kind)
{
    for (int i = 0; i < f->fx->count; i++) {
        const struct effect *e = &f->fx->effect[i];
        if (e->kind == FX_PRINT && e->print.kind == kind) {
            return &e->print;
        }
    }
    return NULL;
}

static const struct backend_request *request_of(const struct core_fixture *f, enum effect_kind kind,
                                                enum exchange_op op)
{
    for (int i = 0; i < f->fx->count; i++) {
        const struct effect *e = &f->fx->effect[i];
        if (e->kind == kind && e->request.op == op) {
            return &e->request;
        }
    }
    return NULL;
}

const struct backend_request *cf_sent(const struct core_fixture *f, enum exchange_op op)
{
    return request_of(f, FX_SEND, op);
}

const struct backend_request *cf_reported(const struct core_fixture *f, enum exchange_op op)
{
    return request_of(f, FX_OUTBOX, op);
}

bool cf_heard(const struct core_fixture *f, enum tone tone)
{
    for (int i = 0; i < f->fx->count; i++) {
        if (f->fx->effect[i].kind == FX_TONE && f->fx->effect[i].tone == tone) {
            return true;
        }
    }
    return false;
}

enum screen cf_screen(struct core_fixture *f)
{
    core_applicant_view(f->core, f->applicant);
    return f->applicant->screen;
}

enum screen cf_staff_screen(struct core_fixture *f)
{
    core_staff_view(f->core, f->staff);
    return f->staff->screen;
}

bool cf_button(struct core_fixture *f, enum action action)
{
    core_staff_view(f->core, f->staff);
    for (int i = 0; i < f->staff->button_count; i++) {
        if (f->staff->button[i].action == action && f->staff->button[i].enabled) {
            return true;
        }
    }
    return false;
}

struct ticket *cf_ticket(struct core_fixture *f, int no)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        struct ticket *t = &f->core->ticket[i];
        if (t->state != TICKET_FREE && code_hash_equal(t->code, hash_of(no))) {
            return t;
        }
    }
    return NULL;
}

struct item *cf_item(struct core_fixture *f, int no, int line)
{
    struct ticket *t = cf_ticket(f, no);
    return t == NULL || line >= t->item_count ? NULL : &t->item[line];
}

void cf_queue(struct core_fixture *f, int no, const struct application *a)
{
    cf_code(f, no);
    cf_found(f, a);
    assert_non_null(cf_ticket(f, no));
}

void cf_call(struct core_fixture *f, int no)
{
    struct ticket *t = cf_ticket(f, no);
    assert_non_null(t);
    cf_staff(f, ACTION_STAFF_SELECT, t->call_no);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    cf_staff(f, ACTION_STAFF_CHECK, 8); /* the receiver's line of item 0 */
    for (int i = 0; i < t->item_count; i++) {
        for (int k = 0; k < t->item[i].check_count; k++) {
            cf_staff(f, ACTION_STAFF_CHECK, i * 16 + k);
        }
    }
}

/* From MATCHED on. */
static void drive_out(struct core_fixture *f, enum item_state state)
{
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    if (state == ITEM_HANDING) {
        return;
    }
    cf_applicant(f, ACTION_RECEIVED, 0);
    if (state == ITEM_REPORTED) {
        cf_settled(f, EXCHANGE_RESULT_OK);
    }
}

static void drive_on(struct core_fixture *f, enum item_state state)
{
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    if (state == ITEM_RESERVING) {
        return;
    }
    if (state == ITEM_CONFLICT) {
        cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_RESERVED_ELSEWHERE);
        return;
    }
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_OK);
    if (state == ITEM_BEGINNING) {
        return;
    }
    cf_reply(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
    if (state == ITEM_PRINTING) {
        return;
    }
    if (state == ITEM_PRINT_FAILED || state == ITEM_PRINT_UNKNOWN) {
        cf_sheet(f, state == ITEM_PRINT_FAILED ? PRINT_OUTCOME_NOT_PRINTED : PRINT_OUTCOME_UNKNOWN);
        return;
    }
    cf_sheet(f, PRINT_OUTCOME_PRINTED);
    if (state == ITEM_ABORTED) {
        cf_staff(f, ACTION_STAFF_ABORT, 0);
    } else if (state != ITEM_MATCHING) {
        char tag[ITEM_TAG_SIZE];
        snprintf(tag, sizeof tag, "UKI:%s", f->ordered.application_id);
        cf_tag(f, tag);
    }
}

void cf_drive_restored(struct core_fixture *f, int no, enum journal_kind bare)
{
    static struct restored_visit v;
    memset(&v, 0, sizeof v);
    v.visit_id = (struct id){{9, (uint8_t)no}};
    v.call_no = 40;
    v.code = hash_of(no);
    v.item_count = 1;
    struct restored_item *item = &v.item[0];
    snprintf(item->application_id, sizeof item->application_id, "%d", no);
    item->last_kind = bare;
    item->token = bare == JOURNAL_RESERVE ? 0 : f->next_token++;
    item->bare_count = 1;
    item->bare[0].kind = bare;
    item->bare[0].request_id = (struct id){{7}};
    item->bare[0].job_id = (struct id){{bare == JOURNAL_PRINT ? 8 : 0}};
    cf_restore(f, &v, 1);
    cf_found(f, cf_app(no));
    cf_staff(f, ACTION_STAFF_SELECT, 40);
    cf_staff(f, ACTION_STAFF_CALL, 0);
}

void cf_drive(struct core_fixture *f, int no, enum item_state state)
{
    if (state == ITEM_DECISION) {
        cf_drive_restored(f, no, JOURNAL_PRINT);
        assert_int_equal(cf_item(f, no, 0)->state, state);
        return;
    }
    struct application *a = cf_app(no);
    if (state == ITEM_NOT_READY) {
        a->status = APP_REJECTED; /* staff explain: it gets a number */
    }
    cf_queue(f, no, a);
    cf_call(f, no);
    if (state != ITEM_NOT_READY && state != ITEM_PENDING) {
        drive_on(f, state);
        if (state == ITEM_HANDING || state == ITEM_REPORTING || state == ITEM_REPORTED) {
            drive_out(f, state);
        }
    }
    assert_int_equal(cf_item(f, no, 0)->state, state);
}
