#include "tests/kit/core_matrix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/kit/core_stimuli.h"
#include "tests/kit/kit.h"

enum {
    TICKETS_USED = 4, /* what the driven states touch: the rest of the core stays as it was */
    POOL_USED = 16,
    VISIT_ENDS_MS = 600000,
    STEPS_OUT_MAX = 12,
};

/* The core is large; a cell needs only its beginning back. */
struct snapshot {
    struct core_fixture f;
    struct core head;
};

static void copy_core(struct core *to, const struct core *from)
{
    size_t tickets = offsetof(struct core, ticket) + TICKETS_USED * sizeof(struct ticket);
    size_t used = offsetof(struct core, pool_used);
    size_t pool = offsetof(struct core, pool) + POOL_USED * sizeof(struct application);
    size_t tail = offsetof(struct core, last_call_no);
    memcpy(to, from, tickets);
    memcpy((char *)to + used, (const char *)from + used, pool - used);
    memcpy((char *)to + tail, (const char *)from + tail, sizeof *to - tail);
}

static void keep(struct snapshot *s, const struct core_fixture *f)
{
    s->f = *f;
    copy_core(&s->head, f->core);
}

static void bring_back(const struct snapshot *s, struct core_fixture *f)
{
    *f = s->f;
    copy_core(f->core, &s->head);
}

void core_matrix_init(struct core_matrix *m, struct core_fixture *f)
{
    memset(m, 0, sizeof *m);
    m->f = f;
    core_stimuli(m);
}

static void answer_with(struct core_fixture *f, enum app_status status)
{
    cf_bind(f, EXCHANGE_LOOKUP, EXCHANGE_RESULT_OK);
    f->reply->application_count = 1;
    f->reply->application[0] = *cf_app(1);
    f->reply->application[0].status = status;
    cf_answer(f);
}

static void answer_papers(struct core_fixture *f)
{
    struct application *a = cf_app(1);
    a->tax = TAX_UNCONFIRMED;
    cf_found(f, a);
}

static void answer_reported(struct core_fixture *f)
{
    struct application *a = cf_app(1);
    a->status = APP_AWAITING_PAYMENT;
    a->payment_reported = true;
    cf_found(f, a);
}

static bool status_of_state(enum visit_state state, enum app_status *out)
{
    static const struct {
        enum visit_state state;
        enum app_status status;
    } rows[] = {
        {VISIT_READY, APP_READY},
        {VISIT_UNDER_REVIEW, APP_UNDER_REVIEW},
        {VISIT_CORRECTION, APP_CORRECTION_REQUESTED},
        {VISIT_WITHDRAWN, APP_WITHDRAWN},
        {VISIT_ALREADY_ISSUED, APP_ISSUED},
        {VISIT_AWAITING_PAYMENT, APP_AWAITING_PAYMENT},
        {VISIT_RECORD_AGENT, APP_ASSIGNED_TO_AGENT},
        {VISIT_OTHER_OFFICE, APP_OTHER_OFFICE},
        {VISIT_REJECTED, APP_REJECTED},
        {VISIT_BEING_PREPARED, APP_REVIEW_COMPLETE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].state == state) {
            *out = rows[i].status;
            return true;
        }
    }
    return false;
}

/* States that a lookup leads to. */
static void drive_lookup(struct core_fixture *f, enum visit_state state)
{
    enum app_status status;
    cf_code(f, 1);
    if (status_of_state(state, &status)) {
        answer_with(f, status);
    } else if (state == VISIT_PAPERS || state == VISIT_KEPT) {
        answer_papers(f);
    } else if (state == VISIT_PAYMENT_CHECKING) {
        answer_reported(f);
    } else if (state == VISIT_BULK || state == VISIT_CHOOSE) {
        cf_found_many(f, 1, 2);
    } else if (state == VISIT_MAINTENANCE) {
        cf_reply(f, EXCHANGE_LOOKUP, EXCHANGE_RESULT_MAINTENANCE);
    }
    if (state == VISIT_KEPT) {
        cf_applicant(f, ACTION_NO_PAPER_NOW, 0);
    } else if (state == VISIT_CHOOSE) {
        cf_applicant(f, ACTION_CHOOSE_ITEMS, 0);
    }
}

void core_matrix_drive(struct core_fixture *f, enum visit_state state)
{
    cf_reset(f);
    cf_start(f);
    switch (state) {
    case VISIT_IDLE:
        break;
    case VISIT_FOREIGN_CODE:
        cf_code_as(f, 1, CODE_KEI_CERT, PICKUP_MALFORMED);
        break;
    case VISIT_EXPIRED_CODE:
        cf_code_as(f, 1, CODE_PICKUP_SINGLE, PICKUP_EXPIRED);
        break;
    case VISIT_REFUSED_CODE:
        cf_code_as(f, 1, CODE_PICKUP_SINGLE, PICKUP_BAD_SIGNATURE);
        break;
    case VISIT_SEVERAL_CODES:
        cf_event(f, EV_CODES_SEVERAL);
        break;
    case VISIT_OFFLINE:
        cf_link(f, false);
        cf_code(f, 1);
        break;
    case VISIT_CLOSED:
        f->wall_ms += 12 * 3600000;
        cf_code(f, 1);
        break;
    case VISIT_DISPLAY:
        cf_applicant(f, ACTION_DISPLAY, 0);
        break;
    case VISIT_NO_CODE:
        cf_applicant(f, ACTION_NO_CODE, 0);
        break;
    default:
        drive_lookup(f, state);
        break;
    }
    assert_int_equal(f->core->visit.state, state);
}

static void show(struct core_fixture *f)
{
    cf_screen(f);
    cf_staff_screen(f);
    assert_in_range(f->applicant->screen, 0, SCREEN_S00 - 1);
    assert_in_range(f->staff->screen, SCREEN_S00, SCREEN_COUNT - 1);
}

void core_matrix_visits(struct core_matrix *m)
{
    struct snapshot *start = calloc(1, sizeof *start);
    assert_non_null(start);
    for (int from = 0; from < VISIT_STATE_COUNT; from++) {
        core_matrix_drive(m->f, (enum visit_state)from);
        keep(start, m->f);
        for (int s = 0; s < m->stimulus_count; s++) {
            bring_back(start, m->f);
            m->stimulus[s].apply(m->f, m->stimulus[s].argument);
            m->visit[from][m->f->core->visit.state][s] = true;
            show(m->f);
            cf_wait(m->f, VISIT_ENDS_MS);
            assert_int_equal(m->f->core->visit.state, VISIT_IDLE);
            m->cell_count++;
        }
    }
    free(start);
}

/* The way out of an item, by what a clerk finds on the screen. NONE: it comes with time. */
static enum action way_out(const struct item *item)
{
    bool print = item->bare == JOURNAL_PRINT || item->bare == JOURNAL_PRINT_OUTCOME;
    switch (item->state) {
    case ITEM_PENDING:
        return ACTION_STAFF_HOLD;
    case ITEM_NOT_READY:
    case ITEM_REPORTING:
    case ITEM_REPORTED:
    case ITEM_ABORTED:
        return ACTION_STAFF_CLOSE_VISIT;
    case ITEM_RESERVING:
    case ITEM_BEGINNING:
        return item->stalled ? ACTION_STAFF_ABORT : ACTION_NONE;
    case ITEM_PRINTING:
        return ACTION_NONE;
    case ITEM_PRINT_UNKNOWN:
        return ACTION_STAFF_DID_NOT;
    case ITEM_HANDING:
        return ACTION_STAFF_HANDED;
    case ITEM_DECISION:
        if (print) {
            return ACTION_STAFF_SPOILED;
        }
        return item->bare == JOURNAL_HAND_OVER ? ACTION_STAFF_NOT_HANDED : ACTION_STAFF_ABORT;
    default:
        return ACTION_STAFF_ABORT;
    }
}

/* One press, or the time that brings the end. The printer always says something in the end. */
static void step_out(struct core_fixture *f, const struct ticket *t)
{
    enum action action =
        t->item_count == 0 ? ACTION_STAFF_CLOSE_VISIT : way_out(&t->item[t->current]);
    if (t->state != TICKET_CALLED) {
        bool question = f->staff->screen == SCREEN_S14;
        bool busy = ticket_state_name(t->state) != NULL && t->item_count > 0 &&
                    t->item[t->current].state >= ITEM_RESERVING &&
                    t->item[t->current].state <= ITEM_HANDING;
        action = question ? action : busy ? ACTION_STAFF_CALL : ACTION_STAFF_CLOSE_VISIT;
        action = !question && t->state == TICKET_WAITING && !busy ? ACTION_STAFF_HOLD : action;
    }
    if (t->item_count > 0 && t->item[t->current].state == ITEM_PRINTING && action == ACTION_NONE) {
        cf_sheet(f, PRINT_OUTCOME_UNKNOWN);
        return;
    }
    if (action == ACTION_NONE) {
        cf_wait(f, ANSWER_GIVE_UP_MS);
        return;
    }
    if (!cf_button(f, action)) {
        print_error("no button %s in item state %s\n", action_name(action),
                    t->item_count == 0 ? "(none)" : item_state_name(t->item[t->current].state));
    }
    assert_true(cf_button(f, action));
    cf_staff(f, action, 0);
}

static void lead_out(struct core_fixture *f, struct id visit_id, int call_no)
{
    for (int i = 0; i < STEPS_OUT_MAX; i++) {
        const struct ticket *t = core_ticket(f->core, visit_id);
        if (t == NULL) {
            return;
        }
        if (f->core->counter.selected == NO_INDEX ||
            f->core->ticket[f->core->counter.selected].call_no != call_no) {
            cf_staff(f, ACTION_STAFF_SELECT, call_no);
        }
        cf_staff(f, ACTION_STAFF_BACK, 0);
        cf_staff_screen(f);
        step_out(f, t);
    }
    assert_null(core_ticket(f->core, visit_id));
}

/* Beside one driven item per state: the variants that other answers and a restart leave. */
enum { ITEM_VARIANTS = 6, ITEM_STARTS = ITEM_STATE_COUNT + ITEM_VARIANTS };

static void drive_untagged(struct core_fixture *f)
{
    cf_queue(f, 1, cf_app_untagged(1));
    cf_call(f, 1);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_OK);
    cf_reply(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
}

static enum item_state drive_item(struct core_fixture *f, int start)
{
    static const enum journal_kind bare[] = {JOURNAL_RESERVE, JOURNAL_BEGIN, JOURNAL_HAND_OVER};
    int variant = start - ITEM_STATE_COUNT;
    cf_reset(f);
    cf_start(f);
    if (variant < 0) {
        cf_drive(f, 1, (enum item_state)start);
    } else if (variant < 3) {
        cf_drive_restored(f, 1, bare[variant]);
    } else if (variant == 3) {
        cf_drive(f, 1, ITEM_RESERVING);
        cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_UNREACHABLE);
    } else if (variant == 4) {
        cf_drive(f, 1, ITEM_BEGINNING);
        cf_reply(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_UNREACHABLE);
    } else {
        drive_untagged(f);
    }
    return cf_item(f, 1, 0)->state;
}

void core_matrix_items(struct core_matrix *m)
{
    struct core_fixture *f = m->f;
    struct snapshot *start = calloc(1, sizeof *start);
    assert_non_null(start);
    for (int i = 0; i < ITEM_STARTS; i++) {
        enum item_state from = drive_item(f, i);
        struct id visit_id = cf_ticket(f, 1)->visit_id;
        int call_no = cf_ticket(f, 1)->call_no;
        keep(start, f);
        for (int s = 0; s < m->stimulus_count; s++) {
            bring_back(start, f);
            m->stimulus[s].apply(f, m->stimulus[s].argument);
            const struct ticket *t = core_ticket(f->core, visit_id);
            if (t != NULL) {
                m->item[from][t->item[0].state][s] = true;
            }
            show(f);
            lead_out(f, visit_id, call_no);
            cf_wait(f, VISIT_ENDS_MS);
            assert_int_equal(f->core->visit.state, VISIT_IDLE);
            m->cell_count++;
        }
    }
    free(start);
}
