/* The terminal as a whole: devices, link, journal, planned stops, alerts to staff. */
#include "core/machine.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

bool service_is_out(const struct core *c)
{
    return !c->started || c->journal_failed || c->maintenance_until_ms > c->wall_ms;
}

/* Open alerts lie at the front without a gap, oldest first, those of people before the others. All
 * open: the last one is replaced, the journal keeps them all. */
static void alert(struct step *s, const char *text, bool person)
{
    struct alert *alerts = s->c->counter.alert;
    int at = 0;
    for (int i = 0; i < ALERTS_MAX && alerts[i].open; i++) {
        if (strcmp(alerts[i].text, text) == 0) {
            return;
        }
        at += !person || alerts[i].person;
    }
    at = at < ALERTS_MAX ? at : ALERTS_MAX - 1;
    memmove(&alerts[at + 1], &alerts[at], sizeof alerts[0] * (size_t)(ALERTS_MAX - 1 - at));
    alerts[at] = (struct alert){.open = true, .person = person};
    struct strbuf b = strbuf_on(alerts[at].text, LABEL_SIZE);
    strbuf_text(&b, text);
    assert(!b.cut); /* the texts are ours: a longer one would be a mistake of ours */
}

void service_alert(struct step *s, const char *text)
{
    alert(s, text, false);
}

void service_alert_person(struct step *s, const char *text)
{
    alert(s, text, true);
}

void service_alert_fault(struct step *s, enum fault fault)
{
    char text[LABEL_SIZE];
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "%s。%s", fault_row(fault)->staff, fault_row(fault)->cure);
    assert(!b.cut);
    alert(s, text, fault == FAULT_CODE_REFUSED); /* who showed it stands there and waits */
}

enum fault service_fault(const struct core *c, enum core_device device)
{
    enum fault fault = c->device[device].fault;
    bool planned = device == DEVICE_BACKEND && c->maintenance_until_ms > c->wall_ms;
    return fault == FAULT_NONE && planned ? FAULT_PLANNED_STOP : fault;
}

void service_drop_reply(struct step *s)
{
    s->c->dropped_replies++;
    struct journal_row *row = emit_row(s, JOURNAL_DROPPED, (struct id){0});
    row->request_id = s->ev->reply->request_id;
    emit_detail(row, "op=%s result=%s", exchange_op_name(s->ev->reply->op),
                exchange_result_name(s->ev->reply->result));
}

static const char *const device_names[CORE_DEVICE_COUNT] = {
    [DEVICE_CAMERA] = "camera",
    [DEVICE_SLIP_PRINTER] = "slip-printer",
    [DEVICE_CERTIFICATE_PRINTER] = "certificate-printer",
    [DEVICE_BACKEND] = "backend",
    [DEVICE_JOURNAL] = "journal",
    [DEVICE_DECODER] = "decoder",
};
static const char *const health_names[] = {
    [HEALTH_OK] = "ok", [HEALTH_ATTENTION] = "attention", [HEALTH_DOWN] = "down"};

static void set_fault(struct core *c, enum core_device device, enum fault fault)
{
    struct device_status *status = &c->device[device];
    status->fault = fault;
    status->health = fault == FAULT_NONE ? HEALTH_OK : fault_row(fault)->health;
}

static enum signal worse(enum signal a, enum signal b)
{
    return a > b ? a : b;
}

/* The worst of what is open now; somebody who called and was not answered stands above all. */
static enum signal lamp_of(const struct core *c)
{
    enum signal lamp = SIGNAL_READY;
    for (int i = 0; i < CORE_DEVICE_COUNT; i++) {
        enum fault fault = service_fault(c, (enum core_device)i);
        lamp = fault == FAULT_NONE ? lamp : worse(lamp, fault_row(fault)->lamp);
    }
    for (int i = 0; i < ALERTS_MAX; i++) {
        lamp = c->counter.alert[i].open ? worse(lamp, SIGNAL_ATTENTION) : lamp;
    }
    bool calls = c->help_until_ms > c->now_ms && !c->help_acknowledged;
    return calls ? SIGNAL_CALL : lamp;
}

void service_show_lamp(struct step *s)
{
    enum signal lamp = lamp_of(s->c);
    if (s->c->desk.lamp_until_ms == 0 && lamp != s->c->lamp) {
        emit_signal(s, lamp);
    }
}

static void handle_device(struct step *s)
{
    struct core *c = s->c;
    enum core_device device = s->ev->device.device;
    enum device_health before = c->device[device].health;
    enum fault fault = s->ev->device.fault;
    set_fault(c, device,
              fault == FAULT_NONE ? fault_of_device(device, s->ev->device.health) : fault);
    if (c->device[device].health == before) {
        return;
    }
    emit_detail(emit_row(s, JOURNAL_DEVICE, (struct id){0}), "device=%s health=%s",
                device_names[device], health_names[c->device[device].health]);
}

static void handle_link(struct step *s)
{
    struct core *c = s->c;
    if (c->link_up == s->ev->link_up) {
        return;
    }
    c->link_up = s->ev->link_up;
    set_fault(c, DEVICE_BACKEND, c->link_up ? FAULT_NONE : FAULT_BACKEND_AWAY);
    emit_detail(emit_row(s, JOURNAL_SERVICE, (struct id){0}), "link=%s",
                c->link_up ? "up" : "down");
    c->recovery.again_ms = 0;
    recover_ask_next(s);
}

static void handle_notices(struct step *s)
{
    struct core *c = s->c;
    const struct backend_reply *reply = s->ev->reply;
    c->maintenance_until_ms = 0;
    c->notice[0] = '\0';
    for (int i = 0; i < reply->notice_count; i++) {
        const struct notice *n = &reply->notice[i];
        bool now = n->from_ms != 0 && n->from_ms <= c->wall_ms && c->wall_ms < n->until_ms;
        if (now) {
            c->maintenance_until_ms = n->until_ms;
        }
        if (now || c->notice[0] == '\0') {
            memcpy(c->notice, n->text, sizeof c->notice);
        }
    }
}

/* What a relief gave back was another terminal's token: it never becomes one of this item's. */
static uint64_t own_token(const struct step *s)
{
    int index = ticket_by_visit(s->c, s->ev->report.visit_id);
    uint64_t token = s->ev->report.token;
    for (int i = 0; index != NO_INDEX && i < s->c->ticket[index].item_count; i++) {
        const struct item *item = &s->c->ticket[index].item[i];
        if (s->ev->report.op == EXCHANGE_ABORT && item->token < token &&
            strcmp(item->application_id, s->ev->report.application_id) == 0) {
            return item->token;
        }
    }
    return token;
}

static void handle_report(struct step *s)
{
    struct core *c = s->c;
    /* A relief that came too early: the other terminal lives, and nothing is owed any more. */
    bool moot = s->ev->report.op == EXCHANGE_ABORT &&
                s->ev->report.result == EXCHANGE_RESULT_RESERVED_ELSEWHERE;
    bool good = s->ev->report.result == EXCHANGE_RESULT_OK && !s->ev->report.aside;
    struct journal_row *row =
        emit_row(s, good ? JOURNAL_REPORTED : JOURNAL_REPORT_REFUSED, s->ev->report.visit_id);
    row->request_id = s->ev->report.idempotency_key;
    row->token = own_token(s);
    memcpy(row->application_id, s->ev->report.application_id, sizeof row->application_id);
    emit_detail(row, "op=%s result=%s", exchange_op_name(s->ev->report.op),
                exchange_result_name(s->ev->report.result));
    struct effect *settle = effects_add(s->fx, FX_OUTBOX_SETTLE);
    settle->settle.idempotency_key = s->ev->report.idempotency_key;
    settle->settle.result = s->ev->report.result;
    settle->settle.to = s->ev->report.aside && !moot ? SETTLE_ASIDE : SETTLE_OVER;
    int index = ticket_by_visit(c, s->ev->report.visit_id);
    for (int i = 0; index != NO_INDEX && i < c->ticket[index].item_count; i++) {
        struct item *item = &c->ticket[index].item[i];
        if (item->state == ITEM_REPORTING && s->ev->report.op == EXCHANGE_DONE &&
            strcmp(item->application_id, s->ev->report.application_id) == 0) {
            item->state = ITEM_REPORTED;
        } else if (item->relief == RELIEF_GIVING_BACK &&
                   id_equal(item->relief_id, s->ev->report.idempotency_key)) {
            relief_settled(s, item);
        }
    }
    if (!good && !moot) {
        service_alert(s, "報告した内容が照会先の記録と合いません");
    }
}

static void alert_unprinted(struct step *s, enum print_kind kind)
{
    if (kind == PRINT_NUMBER_SLIP) {
        service_alert_fault(s, FAULT_SLIP_NOT_PRINTED);
    } else {
        service_alert(s, "紙を印刷できませんでした");
    }
}

static void handle_slip_outcome(struct step *s)
{
    if (s->ev->print.kind == PRINT_CERT_RECORD_SHEET) {
        return;
    }
    if (s->ev->print.kind == PRINT_DAILY_REPORT || s->ev->print.kind == PRINT_READINESS_REPORT) {
        shift_printed(s);
        return;
    }
    if (s->ev->print.kind == PRINT_TEST_SLIP) {
        bench_printed(s);
        return;
    }
    struct journal_row *row = emit_row(s, JOURNAL_SLIP_OUTCOME, s->ev->print.visit_id);
    row->job_id = s->ev->print.job_id;
    emit_detail(row, "outcome=%s evidence=%s %s", print_outcome_name(s->ev->print.outcome),
                print_evidence_name(s->ev->print.evidence), s->ev->print.text);
    if (s->ev->print.outcome != PRINT_OUTCOME_PRINTED) {
        alert_unprinted(s, s->ev->print.kind);
    }
}

static void end_looking(struct core *c, bool read)
{
    if (c->looking_since_ms != 0) {
        c->sought_ms = read ? c->now_ms - c->looking_since_ms : 0;
    }
    c->looking_since_ms = 0;
    c->nothing_since_ms = 0;
    c->looking_alerted = false;
    c->carrier = SCAN_CARRIER_UNKNOWN;
}

/* What is on the screen stays until it could be read. */
static void show_hint(struct core *c)
{
    uint64_t on_screen_ms = c->looking_since_ms + HINT_AFTER_MS;
    uint64_t since_ms = c->hint_shown_ms > on_screen_ms ? c->hint_shown_ms : on_screen_ms;
    bool on_screen = c->looking_since_ms != 0 && c->now_ms >= on_screen_ms;
    if (c->hint != c->hint_shown && !(on_screen && c->now_ms < since_ms + HINT_SHOWN_MS)) {
        c->hint_shown = c->hint;
        c->hint_shown_ms = c->now_ms;
    }
}

/* Somebody holds something before the camera and it does not get read. The passes of the engine
 * take turns, so it is not seen in every frame. */
static void handle_in_view(struct step *s)
{
    struct core *c = s->c;
    enum scan_hint hint = s->ev->in_view.hint;
    bool idle = c->visit.state == VISIT_IDLE || c->visit.state == VISIT_FOREIGN_CODE;
    bool helps = hint != SCAN_HINT_NONE && hint != SCAN_HINT_NOTHING;
    c->finder_seen = s->ev->in_view.finder_seen;
    if (s->ev->in_view.code_seen || !idle) {
        end_looking(c, s->ev->in_view.code_seen);
        return;
    }
    if (!helps) {
        c->nothing_since_ms = c->nothing_since_ms == 0 ? c->now_ms : c->nothing_since_ms;
        return;
    }
    c->hint = hint;
    c->nothing_since_ms = 0;
    c->looking_since_ms = c->looking_since_ms == 0 ? c->now_ms : c->looking_since_ms;
    if (s->ev->in_view.carrier != SCAN_CARRIER_UNKNOWN) {
        c->carrier = s->ev->in_view.carrier;
    }
    show_hint(c);
}

static void handle_tick(struct step *s)
{
    struct core *c = s->c;
    show_hint(c);
    if (c->nothing_since_ms != 0 && c->now_ms >= c->nothing_since_ms + LOOK_OVER_MS) {
        end_looking(c, false);
    }
    if (c->looking_since_ms != 0 && !c->looking_alerted &&
        c->now_ms >= c->looking_since_ms + HELP_ALERT_MS) {
        c->looking_alerted = true;
        service_alert_person(s, "読み取りに30秒以上かかっています");
        emit_detail(emit_row(s, JOURNAL_HELP, (struct id){0}), "why=slow-scan");
    }
    if (c->help_until_ms != 0 && c->now_ms >= c->help_until_ms) {
        c->help_until_ms = 0;
        c->help_acknowledged = false;
    }
    if (c->counter.unmask_until_ms != 0 && c->now_ms >= c->counter.unmask_until_ms) {
        c->counter.unmask_until_ms = 0;
    }
    recover_ask_next(s);
}

void service_step(struct step *s)
{
    struct core *c = s->c;
    switch (s->ev->kind) {
    case EV_STARTED:
        c->started = true;
        emit_row(s, JOURNAL_STARTED, (struct id){0});
        emit_signal(s, SIGNAL_READY);
        break;
    case EV_RESTORED:
        recover_restore(s, s->ev->restored);
        break;
    case EV_DEVICE:
        handle_device(s);
        break;
    case EV_LINK:
        handle_link(s);
        break;
    case EV_REPORT_SETTLED:
        handle_report(s);
        break;
    case EV_PRINT_OUTCOME:
        handle_slip_outcome(s);
        break;
    case EV_IN_VIEW:
        handle_in_view(s);
        break;
    case EV_REPLY:
        handle_notices(s);
        break;
    case EV_DAY_EXPORTED:
        shift_exported(s);
        break;
    case EV_JOURNAL_FAILED:
        c->journal_failed = true;
        c->journal_error = s->ev->journal_error;
        set_fault(c, DEVICE_JOURNAL, fault_of_journal(c->journal_error));
        service_alert_fault(s, c->device[DEVICE_JOURNAL].fault);
        break;
    case EV_TICK:
        handle_tick(s);
        break;
    default:
        break;
    }
}
