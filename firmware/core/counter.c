/* What the clerk does with the queue: whom to call, park, look at. */
#include "core/machine.h"
#include "core/offline.h"

#include <string.h>

struct ticket *counter_ticket(struct core *c)
{
    return c->counter.selected == NO_INDEX ? NULL : &c->ticket[c->counter.selected];
}

static bool is_handing(const struct ticket *t)
{
    for (int i = 0; i < t->item_count; i++) {
        if (t->item[i].state == ITEM_HANDING) {
            return true;
        }
    }
    return false;
}

bool counter_is_handing(const struct core *c)
{
    return c->counter.selected != NO_INDEX && is_handing(&c->ticket[c->counter.selected]);
}

bool counter_owns_applicant_screen(const struct core *c)
{
    return c->counter.finished_until_ms > c->now_ms || c->counter.applicant_page != PAGE_NONE ||
           counter_is_handing(c);
}

void counter_select(struct step *s, int index)
{
    struct core *c = s->c;
    c->counter.selected = index;
    c->counter.applicant_page = PAGE_NONE;
    c->counter.match_refused = false;
    c->counter.unmask_until_ms = 0;
    c->counter.phrase_sheet = false;
    c->counter.screen = SCREEN_S01;
}

void counter_rearm(struct step *s)
{
    if (s->c->counter.code_passed_over && !counter_owns_applicant_screen(s->c)) {
        s->c->counter.code_passed_over = false;
        effects_add(s->fx, FX_SCAN_REARM);
    }
}

static void select_by_call_no(struct step *s)
{
    if (counter_is_handing(s->c)) {
        return; /* the applicant screen belongs to this ticket until it says taken or not */
    }
    int index = ticket_by_call_no(s->c, s->ev->action.argument);
    if (index != NO_INDEX) {
        counter_select(s, index);
    }
}

static int first_waiting(const struct core *c)
{
    int order[TICKETS_MAX];
    int count = ticket_order(c, order);
    for (int i = 0; i < count; i++) {
        if (c->ticket[order[i]].state == TICKET_WAITING) {
            return order[i];
        }
    }
    return NO_INDEX;
}

static void note_call(struct step *s, struct ticket *t)
{
    t->called_ms = s->c->now_ms;
    t->called_wall_ms = s->c->wall_ms;
    t->call_again_ms = s->c->now_ms + CALL_AGAIN_MS;
    t->is_call_unseen = s->c->visit.state != VISIT_IDLE;
    t->call_count++;
    emit_row(s, JOURNAL_CALLED, t->visit_id)->call_no = t->call_no;
    emit_tone(s, TONE_CALL);
    voice_call(s, t->call_no);
}

/* Once more, for whoever did not hear it. */
static void call_again(struct step *s, struct ticket *t)
{
    t->call_again_ms = 0;
    if (ticket_is_awaited(t)) {
        emit_tone(s, TONE_CALL);
        voice_call(s, t->call_no);
    }
}

static void call_ticket(struct step *s)
{
    struct core *c = s->c;
    if (offline_refuses(s, OFFLINE_CALL_AND_CHECK)) {
        return;
    }
    if (c->counter.selected == NO_INDEX) {
        counter_select(s, first_waiting(c));
    }
    struct ticket *t = counter_ticket(c);
    if (t == NULL || (t->state != TICKET_WAITING && t->state != TICKET_HELD)) {
        return;
    }
    t->state = TICKET_CALLED;
    note_call(s, t);
    if (c->visit.ticket == c->counter.selected && c->visit.state != VISIT_LOOKUP) {
        visit_end(s, "called"); /* the same person's verdict gives way to the call */
    }
}

static void park(struct step *s, struct ticket *t, enum journal_kind kind)
{
    if (t->state == TICKET_FREE || ticket_in_flight(t)) {
        return;
    }
    t->state = TICKET_HELD;
    emit_detail(emit_row(s, kind, t->visit_id), "by=staff");
    counter_select(s, NO_INDEX);
}

static void release(struct step *s, struct ticket *t)
{
    if (t->state != TICKET_HELD) {
        return;
    }
    t->state = TICKET_WAITING;
    t->queued_ms = s->c->now_ms;
    emit_detail(emit_row(s, JOURNAL_STAFF, t->visit_id), "act=release");
}

static void close_visit(struct step *s, struct ticket *t)
{
    if (ticket_can_close(t)) {
        item_leave_all(s, t);
        ticket_close(s, s->c->counter.selected, "staff");
    }
}

/* Why is one touch, the same that prints: nobody is asked twice. */
static void reprint_slip(struct step *s, struct ticket *t)
{
    static const char *const words[REPRINT_REASON_COUNT] = {
#define X(name, word, label) [REPRINT_##name] = word,
        REPRINT_REASON_LIST(X)
#undef X
    };
    int why = s->ev->action.argument;
    if ((t->state != TICKET_WAITING && t->state != TICKET_CALLED) || why < 0 ||
        why >= REPRINT_REASON_COUNT) {
        return;
    }
    emit_detail(emit_row(s, JOURNAL_STAFF, t->visit_id), "act=reprint why=%s", words[why]);
    ticket_print_slip(s, s->c->counter.selected, PRINT_NUMBER_SLIP,
                      t->offline ? HOLD_OFFLINE : HOLD_NONE);
    s->c->counter.screen = SCREEN_S01;
}

/* A name may have several: the same key shows the next, and after the last takes the page away. */
static void turn_page(struct core *c, enum applicant_page page, int lines)
{
    bool shown = c->counter.applicant_page == page;
    bool more = shown && c->counter.substitution_line + 1 < lines;
    c->counter.substitution_line = more ? c->counter.substitution_line + 1 : 0;
    c->counter.applicant_page = shown && !more ? PAGE_NONE : page;
}

static void show_page(struct step *s, const struct ticket *t, enum applicant_page page)
{
    const struct item *item = t->item_count == 0 ? NULL : &t->item[t->current];
    const struct application *a = item == NULL ? NULL : item_application(s->c, item);
    int lines = page != PAGE_SUBSTITUTION ? 1 : a == NULL ? 0 : a->substitution_count;
    if (t->state == TICKET_CALLED && lines > 0) {
        turn_page(s->c, page, lines);
    }
}

static void unmask(struct step *s, const struct ticket *t)
{
    s->c->counter.unmask_until_ms = s->c->now_ms + UNMASK_MS;
    emit_row(s, JOURNAL_UNMASKED, t->visit_id);
}

/* Acts on the selected ticket; without one there is nothing to act on. */
static void ticket_action(struct step *s, struct ticket *t)
{
    switch (s->ev->action.action) {
    case ACTION_STAFF_RECALL:
        if (t->state == TICKET_CALLED) {
            note_call(s, t);
        }
        break;
    case ACTION_STAFF_NO_ANSWER:
        park(s, t, JOURNAL_NO_ANSWER);
        break;
    case ACTION_STAFF_HOLD:
        park(s, t, JOURNAL_HELD);
        break;
    case ACTION_STAFF_RELEASE:
        release(s, t);
        break;
    case ACTION_STAFF_CLOSE_VISIT:
        close_visit(s, t);
        break;
    case ACTION_STAFF_REPRINT_SLIP:
        reprint_slip(s, t);
        break;
    case ACTION_STAFF_ASK_IDENTITY:
        show_page(s, t, PAGE_IDENTITY);
        break;
    case ACTION_STAFF_SHOW_SUBSTITUTION:
        show_page(s, t, PAGE_SUBSTITUTION);
        break;
    case ACTION_STAFF_UNMASK:
        unmask(s, t);
        break;
    default:
        break;
    }
}

/* Whoever called, or does not get their code read, is told that somebody comes. */
static bool is_waited_for(const struct core *c)
{
    return c->help_until_ms > c->now_ms || c->looking_since_ms != 0 ||
           c->visit.state == VISIT_NO_CODE || c->visit.state == VISIT_REFUSED_CODE;
}

/* The one that stands there: what was not read is not acknowledged. */
static void acknowledge(struct step *s)
{
    struct core *c = s->c;
    struct alert *alerts = c->counter.alert;
    if (alerts[0].open && alerts[0].person && is_waited_for(c)) {
        c->help_acknowledged = true;
        c->help_until_ms = c->now_ms + HELP_SHOWN_MS;
    }
    memmove(&alerts[0], &alerts[1], sizeof alerts[0] * (ALERTS_MAX - 1));
    alerts[ALERTS_MAX - 1] = (struct alert){.open = false};
    for (int i = 0; i < TICKETS_MAX && !alerts[0].person; i++) {
        c->ticket[i].asks_help = false; /* nobody else calls */
    }
    emit_detail(emit_row(s, JOURNAL_STAFF, (struct id){0}), "act=acknowledge");
}

static bool is_staff_page(int screen)
{
    return screen >= SCREEN_S00 && screen < SCREEN_COUNT;
}

static void handle_action(struct step *s)
{
    struct core *c = s->c;
    struct ticket *t = counter_ticket(c);
    switch (s->ev->action.action) {
    case ACTION_STAFF_SELECT:
        select_by_call_no(s);
        break;
    case ACTION_STAFF_CALL:
        call_ticket(s);
        break;
    case ACTION_STAFF_ACKNOWLEDGE:
        acknowledge(s);
        break;
    case ACTION_STAFF_SCREEN:
        c->counter.screen = is_staff_page(s->ev->action.argument)
                                ? (enum screen)s->ev->action.argument
                                : SCREEN_S01;
        break;
    case ACTION_STAFF_BACK:
        c->counter.screen = SCREEN_S01;
        break;
    case ACTION_STAFF_REASON:
        exception_choose(s);
        break;
    case ACTION_STAFF_TEXT:
    case ACTION_STAFF_PHRASE:
    case ACTION_STAFF_CLEAR:
    case ACTION_STAFF_REASON_GIVEN:
        exception_write(s);
        break;
    case ACTION_STAFF_REPORT_AGAIN:
    case ACTION_STAFF_REPORT_NOTED:
        refused_action(s);
        break;
    case ACTION_STAFF_PHRASE_SHEET:
        c->counter.phrase_sheet = !c->counter.phrase_sheet;
        break;
    case ACTION_STAFF_CHECK:
    case ACTION_STAFF_PAPER_TAX:
    case ACTION_STAFF_PAPER_RECEIPT:
    case ACTION_STAFF_PAPER_OTHER:
        checks_action(s);
        break;
    default:
        if (t != NULL) {
            ticket_action(s, t);
        }
        break;
    }
}

static void handle_tick(struct step *s)
{
    struct core *c = s->c;
    for (int i = 0; i < TICKETS_MAX; i++) {
        struct ticket *t = &c->ticket[i];
        if (t->state == TICKET_FREE) {
            continue;
        }
        if (t->call_again_ms != 0 && c->now_ms >= t->call_again_ms) {
            call_again(s, t);
        }
        /* The row that failed may be the hand-over's own: the restart must find the visit open. */
        if (t->close_ms != 0 && c->now_ms >= t->close_ms && !c->journal_failed) {
            ticket_close(s, i, "handed-over");
        }
    }
    if (c->counter.finished_until_ms != 0 && c->now_ms >= c->counter.finished_until_ms) {
        c->counter.finished_until_ms = 0;
    }
}

void counter_step(struct step *s)
{
    if (s->ev->kind == EV_ACTION) {
        handle_action(s);
    } else if (s->ev->kind == EV_TICK) {
        handle_tick(s);
    }
}
