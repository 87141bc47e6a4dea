#include "core/machine.h"
#include "core/offline.h"

#include <stdio.h>
#include <string.h>

struct visit_row {
    enum screen screen;
    uint32_t quiet_ms;
    uint32_t warn_ms;
};

static const struct visit_row rows[VISIT_STATE_COUNT] = {
#define X(state, screen_, quiet_ms_, warn_ms_, gives_back)                                         \
    [VISIT_##state] = {screen_, quiet_ms_, warn_ms_},
    VISIT_STATE_LIST(X)
#undef X
};

static uint64_t quiet_ms_of(const struct core *c, enum visit_state state)
{
    uint64_t factor = c->modes.large || c->modes.voice ? MODE_TIME_FACTOR : 1;
    return rows[state].quiet_ms * factor;
}

static void restart_quiet(struct core *c)
{
    uint64_t quiet_ms = quiet_ms_of(c, c->visit.state);
    c->visit.quiet_until_ms = quiet_ms == 0 ? 0 : c->now_ms + quiet_ms;
    c->visit.warned = false;
}

void visit_enter(struct step *s, enum visit_state state)
{
    s->c->visit.state = state;
    s->c->visit.since_ms = s->c->now_ms;
    restart_quiet(s->c);
}

/* Nobody waits for the answer any more; a late one is dropped. */
static void give_up_lookup(struct step *s)
{
    struct core *c = s->c;
    if (c->visit.state != VISIT_LOOKUP || id_is_none(c->visit.request_id)) {
        return;
    }
    struct journal_row *row = emit_row(s, JOURNAL_LOOKUP_ANSWERED, c->visit.visit_id);
    row->request_id = c->visit.request_id;
    emit_detail(row, "result=UNREACHABLE given-up=1");
    c->visit.request_id = (struct id){0};
}

/* Somebody was called behind this visit: the screen is free for it now. */
static void show_call(struct core *c)
{
    struct ticket *t = counter_ticket(c);
    if (c->visit.state != VISIT_IDLE && t != NULL && t->is_call_unseen) {
        t->is_call_unseen = false;
        t->called_ms = ticket_is_awaited(t) ? c->now_ms : t->called_ms;
    }
}

void visit_end(struct step *s, const char *why)
{
    struct core *c = s->c;
    give_up_lookup(s);
    show_call(c);
    if (!id_is_none(c->visit.visit_id) && c->visit.ticket == NO_INDEX) {
        emit_detail(emit_row(s, JOURNAL_VISIT_CLOSED, c->visit.visit_id), "why=%s state=%s", why,
                    visit_state_name(c->visit.state));
    }
    c->visit = (struct visit){.state = VISIT_IDLE, .since_ms = c->now_ms, .ticket = NO_INDEX};
    c->modes = (struct display_modes){0};
    voice_reset(s);
    c->looking_since_ms = 0;
    c->looking_alerted = false;
}

static void send_lookup(struct step *s)
{
    struct core *c = s->c;
    c->visit.request_id = id_make(&c->rng);
    struct journal_row *row = emit_row(s, JOURNAL_LOOKUP, c->visit.visit_id);
    row->request_id = c->visit.request_id;
    struct backend_request *r = emit_request(s, FX_SEND, EXCHANGE_LOOKUP, c->visit.request_id);
    r->visit_id = c->visit.visit_id;
    r->code_kind = c->visit.code_kind;
    r->code_length = s->ev->code.length;
    memcpy(r->code, s->ev->code.bytes, s->ev->code.length);
    visit_enter(s, VISIT_LOOKUP);
}

/* A new person, or the same one with another code: whatever was on the screen is over. */
static void open_visit(struct step *s, int ticket)
{
    struct core *c = s->c;
    uint64_t sought_ms = c->looking_since_ms == 0 ? c->sought_ms : c->now_ms - c->looking_since_ms;
    c->sought_ms = 0;
    bool chosen_before = c->visit.state == VISIT_IDLE || c->visit.state == VISIT_DISPLAY;
    struct display_modes modes = c->modes;
    visit_end(s, "next-code");
    c->modes = chosen_before ? modes : c->modes;
    c->help_until_ms = 0; /* the answer is not hidden behind A70; staff were told and come */
    c->help_acknowledged = false;
    c->visit.code = s->ev->code.hash;
    c->visit.code_kind = s->ev->code.kind;
    c->visit.ticket = ticket;
    if (ticket != NO_INDEX) {
        c->visit.visit_id = c->ticket[ticket].visit_id;
        return;
    }
    c->visit.visit_id = id_make(&c->rng);
    struct journal_row *row = emit_row(s, JOURNAL_VISIT_OPENED, c->visit.visit_id);
    row->code = s->ev->code.hash;
    emit_detail(row, "kind=%s check=%s sought_ms=%llu", code_kind_name(s->ev->code.kind),
                pickup_check_name(s->ev->code.check), (unsigned long long)sought_ms);
}

static bool accepts_foreign_codes(enum visit_state state)
{
    return state == VISIT_IDLE || state == VISIT_FOREIGN_CODE || state == VISIT_EXPIRED_CODE ||
           state == VISIT_REFUSED_CODE || state == VISIT_SEVERAL_CODES || state == VISIT_NO_CODE ||
           state == VISIT_DISPLAY;
}

static void read_foreign(struct step *s)
{
    if (!accepts_foreign_codes(s->c->visit.state)) {
        return; /* the slip in the person's hand carries a code of ours, too */
    }
    enum code_kind kind = s->ev->code.kind;
    visit_end(s, "next-code");
    s->c->visit.code_kind = kind;
    emit_tone(s, TONE_CANNOT);
    visit_enter(s, VISIT_FOREIGN_CODE);
}

void visit_at_counter(struct step *s, int ticket)
{
    struct ticket *t = &s->c->ticket[ticket];
    emit_tone(s, TONE_READ_OK);
    if (t->receiver != CHECK_OPEN) {
        return;
    }
    t->receiver = CHECK_DONE_AUTO;
    t->receiver_at_ms = s->c->wall_ms;
    emit_detail(emit_row(s, JOURNAL_CHECKED, t->visit_id), "check=receiver by=code");
}

/* Taken and called while the backend was away: the code is here again, and so is the backend. */
static bool can_be_asked_now(const struct core *c, int ticket)
{
    return c->ticket[ticket].item_count == 0 && offline_allows(c, OFFLINE_JUDGE);
}

static void refuse_code(struct step *s, enum visit_state state)
{
    open_visit(s, NO_INDEX);
    emit_detail(emit_row(s, JOURNAL_VERDICT, s->c->visit.visit_id), "screen=%s",
                screen_code(rows[state].screen));
    emit_tone(s, TONE_CANNOT);
    if (state == VISIT_REFUSED_CODE) {
        service_alert_fault(s, FAULT_CODE_REFUSED);
    }
    visit_enter(s, state);
}

static void read_pickup(struct step *s)
{
    struct core *c = s->c;
    int ticket = ticket_by_code(c, s->ev->code.hash);
    if (ticket != NO_INDEX && c->ticket[ticket].state == TICKET_CALLED) {
        visit_at_counter(s, ticket);
        if (!can_be_asked_now(c, ticket)) {
            return;
        }
    }
    if (counter_owns_applicant_screen(c)) {
        c->counter.code_passed_over = true;
        return;
    }
    if (s->ev->code.check == PICKUP_EXPIRED) {
        refuse_code(s, VISIT_EXPIRED_CODE);
        return;
    }
    if (s->ev->code.check != PICKUP_OK && s->ev->code.check != PICKUP_UNSIGNED) {
        refuse_code(s, VISIT_REFUSED_CODE);
        return;
    }
    if (office_phase_at(c->config, c->wall_ms) != OFFICE_OPEN) {
        refuse_code(s, VISIT_CLOSED);
        return;
    }
    emit_tone(s, TONE_READ_OK);
    open_visit(s, ticket);
    if (offline_allows(c, OFFLINE_JUDGE)) {
        send_lookup(s);
    } else {
        verdict_offline(s); /* known to be away: nobody waits ten seconds to hear it */
    }
}

static void handle_code(struct step *s)
{
    if (service_is_out(s->c)) {
        emit_tone(s, TONE_CANNOT);
        return;
    }
    if (code_kind_is_pickup(s->ev->code.kind)) {
        read_pickup(s);
    } else if (!counter_owns_applicant_screen(s->c)) {
        read_foreign(s);
    }
}

static void handle_several(struct step *s)
{
    if (accepts_foreign_codes(s->c->visit.state) && !counter_owns_applicant_screen(s->c) &&
        !service_is_out(s->c)) {
        visit_end(s, "several");
        emit_tone(s, TONE_NEEDS);
        visit_enter(s, VISIT_SEVERAL_CODES);
    }
}

static void keep_for_later(struct step *s)
{
    struct core *c = s->c;
    struct ticket *t = &c->ticket[c->visit.ticket];
    if (t->state != TICKET_WAITING) {
        return; /* called in the meantime: the clerk decides */
    }
    t->state = TICKET_HELD;
    emit_detail(emit_row(s, JOURNAL_HELD, t->visit_id), "by=applicant");
    ticket_print_slip(s, c->visit.ticket, PRINT_HOLD_SLIP, HOLD_KEPT);
    visit_enter(s, VISIT_KEPT);
}

static void toggle_item(struct step *s, int line)
{
    struct ticket *t = &s->c->ticket[s->c->visit.ticket];
    if (line >= 0 && line < t->item_count && t->item[line].state == ITEM_PENDING) {
        t->item[line].selected = !t->item[line].selected;
    }
    restart_quiet(s->c);
}

static void handle_list_action(struct step *s)
{
    struct core *c = s->c;
    enum action action = s->ev->action.action;
    bool waiting =
        c->visit.ticket != NO_INDEX && c->ticket[c->visit.ticket].state == TICKET_WAITING;
    if (action == ACTION_CHOOSE_ITEMS && c->visit.state == VISIT_BULK && waiting) {
        c->visit.bulk_page = 0;
        visit_enter(s, VISIT_CHOOSE);
    } else if (action == ACTION_CHOSEN && c->visit.state == VISIT_CHOOSE) {
        visit_enter(s, VISIT_BULK);
    } else if (action == ACTION_TOGGLE_ITEM && c->visit.state == VISIT_CHOOSE && waiting) {
        toggle_item(s, s->ev->action.argument);
    } else if (action == ACTION_LIST_PAGE && c->visit.state == VISIT_CHOOSE) {
        int page = s->ev->action.argument;
        c->visit.bulk_page = page < 0 || page >= LOOKUP_APPLICATIONS_MAX ? 0 : page;
        restart_quiet(c);
    }
}

static void toggle_mode(struct core *c, enum action action)
{
    struct display_modes *m = &c->modes;
    bool *flag = action == ACTION_TEXT_LARGE  ? &m->large
                 : action == ACTION_CONTRAST  ? &m->contrast
                 : action == ACTION_REACH_LOW ? &m->low
                 : action == ACTION_VOICE     ? &m->voice
                                              : &m->easy;
    *flag = !*flag;
    restart_quiet(c);
    if (c->visit.state == VISIT_IDLE) {
        c->visit.quiet_until_ms = c->now_ms + IDLE_MODES_MS;
    }
}

/* Staff read who calls, as far as there is a number. */
static void alert_call(struct step *s, bool without_code)
{
    struct core *c = s->c;
    char text[LABEL_SIZE], number[CALL_NO_TEXT_SIZE];
    struct strbuf b = strbuf_on(text, sizeof text);
    if (without_code) {
        strbuf_text(&b, "コードがない方がいます");
    } else if (c->visit.ticket == NO_INDEX) {
        strbuf_text(&b, "係員を呼んでいます");
    } else {
        struct ticket *t = &c->ticket[c->visit.ticket];
        t->asks_help = true;
        call_no_text(c->config, t->call_no, number);
        strbuf_format(&b, "%s の方が呼んでいます", number);
    }
    service_alert_person(s, text);
}

static void call_staff(struct step *s, bool without_code)
{
    struct core *c = s->c;
    c->help_until_ms = c->now_ms + HELP_SHOWN_MS;
    c->help_acknowledged = false;
    emit_detail(emit_row(s, JOURNAL_HELP, c->visit.visit_id), "why=%s",
                without_code ? "no-code" : "button");
    alert_call(s, without_code);
    restart_quiet(c);
}

/* What was chosen stays for the code that follows, or until nobody comes. */
static void leave_display(struct step *s)
{
    struct core *c = s->c;
    struct display_modes modes = c->modes;
    visit_end(s, "chosen");
    c->modes = modes;
    c->visit.quiet_until_ms = c->now_ms + IDLE_MODES_MS;
}

static void handle_action(struct step *s)
{
    struct core *c = s->c;
    switch (s->ev->action.action) {
    case ACTION_CALL_STAFF:
        call_staff(s, false);
        break;
    case ACTION_NO_CODE:
        if (c->visit.state == VISIT_IDLE && !service_is_out(c)) {
            visit_enter(s, VISIT_NO_CODE);
            call_staff(s, true);
            c->help_until_ms = 0; /* A73 itself says that staff come */
        }
        break;
    case ACTION_DISPLAY:
        if (c->visit.state == VISIT_IDLE && !service_is_out(c)) {
            visit_enter(s, VISIT_DISPLAY);
        }
        break;
    case ACTION_NO_PAPER_NOW:
        if (c->visit.state == VISIT_PAPERS && c->visit.ticket != NO_INDEX) {
            keep_for_later(s);
        }
        break;
    case ACTION_MORE_TIME:
        if (c->visit.quiet_until_ms != 0) {
            c->visit.quiet_until_ms = c->now_ms + MORE_TIME_MS;
            c->visit.warned = false;
        }
        break;
    case ACTION_FINISH:
        if (c->visit.state == VISIT_DISPLAY) {
            leave_display(s);
        } else if (c->visit.state != VISIT_LOOKUP) {
            visit_end(s, "finished");
        }
        break;
    case ACTION_TEXT_LARGE:
    case ACTION_CONTRAST:
    case ACTION_REACH_LOW:
    case ACTION_VOICE:
    case ACTION_EASY:
        toggle_mode(c, s->ev->action.action);
        break;
    default:
        handle_list_action(s);
        break;
    }
}

static void handle_tick(struct step *s)
{
    struct core *c = s->c;
    if (c->visit.state == VISIT_LOOKUP && c->now_ms >= c->visit.since_ms + LOOKUP_GIVE_UP_MS) {
        give_up_lookup(s);
        if (c->journal_failed) {
            visit_end(s, "journal-failed");
        } else {
            verdict_offline(s);
        }
    }
    if (c->visit.quiet_until_ms == 0 || c->now_ms < c->visit.quiet_until_ms) {
        return;
    }
    uint32_t warn_ms = rows[c->visit.state].warn_ms;
    if (warn_ms != 0 && !c->visit.warned) {
        c->visit.warned = true;
        c->visit.quiet_until_ms = c->now_ms + warn_ms;
        emit_tone(s, TONE_TIMEOUT);
    } else {
        visit_end(s, "timeout");
    }
}

static void handle_reply(struct step *s)
{
    struct core *c = s->c;
    const struct backend_reply *reply = s->ev->reply;
    bool ours = reply->op == EXCHANGE_LOOKUP && c->visit.state == VISIT_LOOKUP &&
                id_equal(reply->request_id, c->visit.request_id) &&
                id_equal(reply->visit_id, c->visit.visit_id);
    if (!ours || reply->result == EXCHANGE_RESULT_FOREIGN) {
        service_drop_reply(s);
        return;
    }
    struct journal_row *row = emit_row(s, JOURNAL_LOOKUP_ANSWERED, c->visit.visit_id);
    row->request_id = c->visit.request_id;
    emit_detail(row, "result=%s applications=%d", exchange_result_name(reply->result),
                reply->application_count);
    c->visit.request_id = (struct id){0};
    verdict_of_reply(s, reply);
}

static void handle_slip(struct step *s)
{
    struct core *c = s->c;
    if (!id_equal(s->ev->print.job_id, c->visit.slip_job)) {
        return;
    }
    bool printed = s->ev->print.outcome == PRINT_OUTCOME_PRINTED;
    c->visit.slip = printed ? SLIP_PRINTED : SLIP_FAILED;
    if (!printed) {
        emit_tone(s, TONE_NEEDS);
        restart_quiet(c);
    }
}

void visit_step(struct step *s)
{
    switch (s->ev->kind) {
    case EV_CODE_READ:
        handle_code(s);
        break;
    case EV_CODES_SEVERAL:
        handle_several(s);
        break;
    case EV_ACTION:
        handle_action(s);
        break;
    case EV_TICK:
        handle_tick(s);
        break;
    case EV_REPLY:
        handle_reply(s);
        break;
    case EV_PRINT_OUTCOME:
        handle_slip(s);
        break;
    default:
        break;
    }
}

uint64_t visit_deadline(const struct core *c)
{
    uint64_t due = c->visit.quiet_until_ms == 0 ? UINT64_MAX : c->visit.quiet_until_ms;
    if (c->visit.state == VISIT_LOOKUP) {
        uint64_t slow = c->visit.since_ms + LOOKUP_SLOW_MS;
        uint64_t give_up = c->visit.since_ms + LOOKUP_GIVE_UP_MS;
        uint64_t next = c->now_ms < slow ? slow : give_up;
        due = next < due ? next : due;
    }
    return due;
}
