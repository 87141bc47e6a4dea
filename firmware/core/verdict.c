/* From an answer to a screen, a number and a slip: one table, one row per readiness. */
#include "core/machine.h"
#include "core/offline.h"

#include <stdio.h>
#include <string.h>

struct verdict_row {
    enum visit_state state;
    enum tone tone;
    enum hold_reason hold; /* a 保留票 says what to do; NONE: no paper */
    bool queued;           /* gets a number */
};

static const struct verdict_row verdicts[READINESS_COUNT] = {
    [READINESS_READY] = {VISIT_READY, TONE_READ_OK, HOLD_NONE, true},
    [READINESS_READY_WITH_PAPERS] = {VISIT_PAPERS, TONE_NEEDS, HOLD_NONE, true},
    [READINESS_UNDER_REVIEW] = {VISIT_UNDER_REVIEW, TONE_CANNOT, HOLD_UNDER_REVIEW, false},
    [READINESS_BEING_PREPARED] = {VISIT_BEING_PREPARED, TONE_CANNOT, HOLD_BEING_PREPARED, false},
    [READINESS_CORRECTION] = {VISIT_CORRECTION, TONE_CANNOT, HOLD_CORRECTION, false},
    [READINESS_AWAITING_PAYMENT] = {VISIT_AWAITING_PAYMENT, TONE_CANNOT, HOLD_AWAITING_PAYMENT,
                                    false},
    [READINESS_PAYMENT_CHECKING] = {VISIT_PAYMENT_CHECKING, TONE_CANNOT, HOLD_PAYMENT_CHECKING,
                                    false},
    [READINESS_WITHDRAWN] = {VISIT_WITHDRAWN, TONE_CANNOT, HOLD_NONE, false},
    [READINESS_REJECTED] = {VISIT_REJECTED, TONE_CANNOT, HOLD_NONE, true},
    [READINESS_ALREADY_ISSUED] = {VISIT_ALREADY_ISSUED, TONE_CANNOT, HOLD_NONE, false},
    [READINESS_RECORD_AGENT] = {VISIT_RECORD_AGENT, TONE_CANNOT, HOLD_NONE, false},
    [READINESS_OTHER_OFFICE] = {VISIT_OTHER_OFFICE, TONE_CANNOT, HOLD_OTHER_OFFICE, false},
    [READINESS_ASK_STAFF] = {VISIT_REFUSED_CODE, TONE_CANNOT, HOLD_NONE, false},
};

static void note_verdict(struct step *s, const char *what)
{
    emit_detail(emit_row(s, JOURNAL_VERDICT, s->c->visit.visit_id), "verdict=%s", what);
}

static void refuse(struct step *s, const char *what)
{
    note_verdict(s, what);
    emit_tone(s, TONE_CANNOT);
    visit_enter(s, VISIT_REFUSED_CODE);
}

static void to_staff(struct step *s, const char *what, const char *alert)
{
    service_alert_person(s, alert);
    refuse(s, what);
}

/* A number the person does not have yet, with its slip. False when the queue is full. */
static bool give_number(struct step *s)
{
    struct core *c = s->c;
    if (c->visit.ticket != NO_INDEX) {
        return true;
    }
    int index = ticket_add(s, &c->visit);
    if (index == NO_INDEX) {
        to_staff(s, "QUEUE_FULL", "順番がいっぱいです。番号札を出せません");
        return false;
    }
    c->visit.ticket = index;
    return true;
}

static void queue_again(struct step *s, struct ticket *t)
{
    t->state = TICKET_WAITING;
    t->queued_ms = s->c->now_ms;
    struct journal_row *row = emit_row(s, JOURNAL_NUMBER, t->visit_id);
    row->call_no = t->call_no;
    emit_detail(row, "again=1");
}

/* The slip comes after the ticket has its applications: it says how many, and what to bring. A held
 * ticket whose owner is back queues again. */
static void give_slip(struct step *s, bool is_new)
{
    struct core *c = s->c;
    struct ticket *t = &c->ticket[c->visit.ticket];
    if (t->state == TICKET_HELD) {
        queue_again(s, t);
    } else if (!is_new) {
        return;
    }
    if (shift_setting(c, DAY_SETTING_DIRECT) != 0) {
        if (c->counter.selected == NO_INDEX) {
            counter_select(s, c->visit.ticket);
        }
        return;
    }
    ticket_print_slip(s, c->visit.ticket, PRINT_NUMBER_SLIP, HOLD_NONE);
}

static void hold_slip(struct step *s, const struct application *a, enum hold_reason reason)
{
    struct core *c = s->c;
    if (c->device[DEVICE_SLIP_PRINTER].health == HEALTH_DOWN) {
        c->visit.slip = SLIP_FAILED; /* the screen says the same as the paper would */
        return;
    }
    struct print_order *order = emit_print(s, PRINT_HOLD_SLIP, NULL);
    order->visit_id = c->visit.visit_id;
    order->reason = reason;
    memcpy(order->office_name, a->office_name, sizeof order->office_name);
    struct journal_row *row = emit_row(s, JOURNAL_SLIP, c->visit.visit_id);
    row->job_id = order->job_id;
    emit_detail(row, "print=hold-slip");
    c->visit.slip_job = order->job_id;
    c->visit.slip = SLIP_PRINTING;
}

static void verdict_single(struct step *s, const struct backend_reply *reply)
{
    struct core *c = s->c;
    const struct application *a = &reply->application[0];
    enum readiness readiness = readiness_of(a, c->config->office_id);
    const struct verdict_row *row = &verdicts[readiness];
    if (readiness == READINESS_ASK_STAFF) {
        to_staff(s, readiness_name(readiness), "申請の状態を確認してください");
        return;
    }
    bool is_new = c->visit.ticket == NO_INDEX;
    if (row->queued && !give_number(s)) {
        return;
    }
    if (c->visit.ticket != NO_INDEX && !ticket_take_applications(s, c->visit.ticket, reply)) {
        to_staff(s, "POOL_FULL", "同時に扱える申請の数を超えました");
        return;
    }
    note_verdict(s, readiness_name(readiness));
    memcpy(c->visit.office_name, a->office_name, sizeof c->visit.office_name);
    c->visit.issued_at_ms = a->issued_at_ms;
    emit_tone(s, row->tone);
    visit_enter(s, row->state);
    if (row->queued) {
        c->ticket[c->visit.ticket].explain = readiness == READINESS_REJECTED;
        give_slip(s, is_new);
    } else if (row->hold != HOLD_NONE && is_new) {
        hold_slip(s, a, row->hold);
    }
}

static void verdict_bulk(struct step *s, const struct backend_reply *reply)
{
    struct core *c = s->c;
    bool is_new = c->visit.ticket == NO_INDEX;
    if (!give_number(s)) {
        return;
    }
    if (!ticket_take_applications(s, c->visit.ticket, reply)) {
        to_staff(s, "POOL_FULL", "同時に扱える申請の数を超えました");
        return;
    }
    if (reply->application_cut) {
        service_alert(s, "まとめの件数が上限を超えています。残りは後で照会します");
    }
    note_verdict(s, "BULK");
    emit_tone(s, TONE_READ_OK);
    visit_enter(s, VISIT_BULK);
    give_slip(s, is_new);
}

static void verdict_maintenance(struct step *s, const struct backend_reply *reply)
{
    s->c->maintenance_until_ms = reply->resumes_at_ms;
    note_verdict(s, "MAINTENANCE");
    emit_tone(s, TONE_CANNOT);
    visit_enter(s, VISIT_MAINTENANCE);
}

void verdict_offline(struct step *s)
{
    struct core *c = s->c;
    bool is_new = c->visit.ticket == NO_INDEX;
    if (is_new && !offline_allows(c, OFFLINE_GIVE_NUMBER)) {
        to_staff(s, "OFFLINE", "照会できないため、番号札を出していません");
        return;
    }
    if (!give_number(s)) {
        return;
    }
    struct ticket *t = &c->ticket[c->visit.ticket];
    t->offline = t->item_count == 0;
    if (t->state == TICKET_HELD) {
        queue_again(s, t);
    }
    note_verdict(s, "OFFLINE");
    emit_tone(s, TONE_NEEDS);
    visit_enter(s, VISIT_OFFLINE);
    if (is_new) {
        ticket_print_slip(s, c->visit.ticket, PRINT_NUMBER_SLIP, HOLD_OFFLINE);
    }
}

/* Whoever shows this code may receive everything that the ticket stands for. */
static bool is_whole(const struct ticket *t, const struct backend_reply *reply)
{
    for (int i = 0; i < t->item_count; i++) {
        int k = 0;
        while (k < reply->application_count &&
               strcmp(reply->application[k].application_id, t->item[i].application_id) != 0) {
            k++;
        }
        if (k == reply->application_count) {
            return false;
        }
    }
    return true;
}

/* Another code for an application that already has a number: the same person, issued a new code.
 * The ticket takes the new code; there are never two numbers for one application. The code of one
 * application of a firm's list may be in anybody's hand: it proves nothing about the rest. True:
 * answered here. */
static bool join_ticket(struct step *s, const struct backend_reply *reply)
{
    struct core *c = s->c;
    int index = ticket_by_application(c, reply->application[0].application_id);
    if (c->visit.ticket != NO_INDEX || index == NO_INDEX) {
        return false;
    }
    struct ticket *t = &c->ticket[index];
    emit_detail(emit_row(s, JOURNAL_VISIT_CLOSED, c->visit.visit_id), "why=joined");
    c->visit.visit_id = t->visit_id;
    c->visit.ticket = index;
    bool whole = is_whole(t, reply);
    t->code = whole ? c->visit.code : t->code;
    if (t->state != TICKET_CALLED) {
        return false;
    }
    if (whole) {
        visit_at_counter(s, index);
    } else {
        service_alert(s, "まとめの一部のコードです。受取人を確認してください");
        emit_tone(s, TONE_NEEDS);
    }
    visit_end(s, "joined");
    return true;
}

static void verdict_applications(struct step *s, const struct backend_reply *reply)
{
    if (join_ticket(s, reply)) {
        return;
    }
    if (reply->code_kind == CODE_PICKUP_FIRM || reply->application_count > 1) {
        verdict_bulk(s, reply);
    } else {
        verdict_single(s, reply);
    }
}

void verdict_of_reply(struct step *s, const struct backend_reply *reply)
{
    switch (reply->result) {
    case EXCHANGE_RESULT_OK:
        if (reply->application_count == 0) {
            to_staff(s, "NOTHING", "コードに結び付く申請がありません");
        } else {
            verdict_applications(s, reply);
        }
        break;
    case EXCHANGE_RESULT_CODE_EXPIRED:
        note_verdict(s, "CODE_EXPIRED");
        emit_tone(s, TONE_CANNOT);
        visit_enter(s, VISIT_EXPIRED_CODE);
        break;
    case EXCHANGE_RESULT_CODE_UNKNOWN:
    case EXCHANGE_RESULT_CODE_REPLACED:
    case EXCHANGE_RESULT_CODE_REFUSED:
    case EXCHANGE_RESULT_REJECTED:
        service_alert_fault(s, FAULT_CODE_REFUSED);
        refuse(s, exchange_result_name(reply->result));
        break;
    case EXCHANGE_RESULT_MAINTENANCE:
        verdict_maintenance(s, reply);
        break;
    default:
        verdict_offline(s); /* whatever went wrong behind: the person gets a number and staff */
        break;
    }
}
