#include "tests/kit/core_stimuli.h"

#include <stdio.h>
#include <string.h>
#include "tests/kit/kit.h"

static void add(struct core_matrix *m, const char *label, void (*apply)(struct core_fixture *, int),
                int argument)
{
    assert_true(m->stimulus_count < STIMULI_MAX);
    struct stimulus *s = &m->stimulus[m->stimulus_count++];
    int n = snprintf(s->label, sizeof s->label, "%s", label);
    assert_in_range(n, 1, sizeof s->label - 1);
    s->apply = apply;
    s->argument = argument;
}

static void applicant_action(struct core_fixture *f, int action)
{
    cf_applicant(f, (enum action)action, 0);
}

/* Staff actions that name something name the ticket at hand, its first line, a page. */
static void staff_action(struct core_fixture *f, int action)
{
    int call_no = 0;
    for (int i = 0; i < TICKETS_MAX && call_no == 0; i++) {
        call_no = f->core->ticket[i].call_no;
    }
    int argument = action == ACTION_STAFF_SELECT   ? call_no
                   : action == ACTION_STAFF_CHECK  ? 8
                   : action == ACTION_STAFF_SCREEN ? SCREEN_S09
                                                   : 0;
    cf_staff(f, (enum action)action, argument);
}

/* The office is open and the backend is there, whatever the state at hand came from. */
static void open_office(struct core_fixture *f)
{
    const int64_t half_day_ms = 12 * 3600000;
    if (office_phase_at(&f->config, f->wall_ms) != OFFICE_OPEN) {
        f->wall_ms += half_day_ms;
    }
    cf_link(f, true);
}

static void code(struct core_fixture *f, int no)
{
    open_office(f);
    cf_code(f, no);
}

static void code_expired(struct core_fixture *f, int no)
{
    cf_code_as(f, no, CODE_PICKUP_SINGLE, PICKUP_EXPIRED);
}

static void code_refused(struct core_fixture *f, int no)
{
    cf_code_as(f, no, CODE_PICKUP_FIRM, PICKUP_BAD_SIGNATURE);
}

static void code_foreign(struct core_fixture *f, int kind)
{
    cf_code_as(f, 99, (enum code_kind)kind, PICKUP_MALFORMED);
}

static void code_offline(struct core_fixture *f, int no)
{
    open_office(f);
    cf_link(f, false);
    cf_code(f, no);
}

static void code_after_hours(struct core_fixture *f, int no)
{
    open_office(f);
    f->wall_ms += 12 * 3600000;
    cf_code(f, no);
}

static void plain(struct core_fixture *f, int kind)
{
    cf_event(f, (enum event_kind)kind);
}

/* To the end of what is waited for: the answer, the quiet time and its warning. */
static void time_passes(struct core_fixture *f, int unused)
{
    (void)unused;
    bool lookup = f->core->visit.state == VISIT_LOOKUP;
    cf_wait(f, lookup ? LOOKUP_GIVE_UP_MS : 3 * ANSWER_GIVE_UP_MS);
}

static void in_view(struct core_fixture *f, int hint)
{
    struct event ev = {.kind = EV_IN_VIEW};
    ev.in_view.hint = (enum scan_hint)hint;
    cf_step(f, &ev);
}

static void tag(struct core_fixture *f, int right)
{
    char text[ITEM_TAG_SIZE];
    snprintf(text, sizeof text, "UKI:%d", right ? 1 : 77);
    cf_tag(f, text);
}

static void lookup(struct core_fixture *f, int status)
{
    cf_bind(f, EXCHANGE_LOOKUP, EXCHANGE_RESULT_OK);
    f->reply->application_count = 1;
    f->reply->application[0] = *cf_app(1);
    f->reply->application[0].status = (enum app_status)status;
    cf_answer(f);
}

static void lookup_papers(struct core_fixture *f, int reported)
{
    cf_bind(f, EXCHANGE_LOOKUP, EXCHANGE_RESULT_OK);
    f->reply->application_count = 1;
    f->reply->application[0] = *cf_app(1);
    if (reported) {
        f->reply->application[0].status = APP_AWAITING_PAYMENT;
        f->reply->application[0].payment_reported = true;
    } else {
        f->reply->application[0].tax = TAX_UNCONFIRMED;
    }
    cf_answer(f);
}

static void lookup_firm(struct core_fixture *f, int count)
{
    cf_found_many(f, 1, count);
}

static void lookup_result(struct core_fixture *f, int result)
{
    cf_reply(f, EXCHANGE_LOOKUP, (enum exchange_result)result);
}

static void reserve_result(struct core_fixture *f, int result)
{
    cf_reply(f, EXCHANGE_RESERVE, (enum exchange_result)result);
}

static void begin_result(struct core_fixture *f, int result)
{
    cf_reply(f, EXCHANGE_BEGIN, (enum exchange_result)result);
}

static void begin_bent(struct core_fixture *f, int what)
{
    cf_bind(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
    f->reply->request_id.byte[0] ^= what == 0;
    f->reply->visit_id.byte[0] ^= what == 1;
    f->reply->application_id[0] ^= what == 2 ? 1 : 0;
    f->reply->token ^= what == 3;
    cf_answer(f);
}

static void other_reply(struct core_fixture *f, int op)
{
    cf_reply(f, (enum exchange_op)op, EXCHANGE_RESULT_OK);
}

static void sheet(struct core_fixture *f, int outcome)
{
    cf_sheet(f, (enum print_outcome)outcome);
}

static void slip(struct core_fixture *f, int outcome)
{
    cf_slip(f, (enum print_outcome)outcome);
}

static void settled(struct core_fixture *f, int result)
{
    cf_settled(f, (enum exchange_result)result);
}

static void device(struct core_fixture *f, int which)
{
    cf_device(f, (enum core_device)(which / 3), (enum device_health)(which % 3));
}

static void link_is(struct core_fixture *f, int up)
{
    cf_link(f, up != 0);
}

static void add_replies(struct core_matrix *m)
{
    char label[STIMULUS_LABEL_SIZE];
    for (int s = 0; s < APP_STATUS_COUNT; s++) {
        snprintf(label, sizeof label, "answer: %s", app_status_name((enum app_status)s));
        add(m, label, lookup, s);
    }
    add(m, "answer: ready, papers", lookup_papers, 0);
    add(m, "answer: payment reported", lookup_papers, 1);
    add(m, "answer: a firm's list", lookup_firm, 2);
    for (int r = 1; r < EXCHANGE_RESULT_COUNT; r++) {
        const char *name = exchange_result_name((enum exchange_result)r);
        snprintf(label, sizeof label, "answer: %s", name);
        add(m, label, lookup_result, r);
        snprintf(label, sizeof label, "reserve: %s", name);
        add(m, label, reserve_result, r);
        snprintf(label, sizeof label, "begin: %s", name);
        add(m, label, begin_result, r);
    }
    add(m, "reserve: OK", reserve_result, EXCHANGE_RESULT_OK);
    add(m, "begin: OK", begin_result, EXCHANGE_RESULT_OK);
    for (int what = 0; what < 4; what++) {
        snprintf(label, sizeof label, "begin: foreign %d", what);
        add(m, label, begin_bent, what);
    }
    for (int op = EXCHANGE_DONE; op < EXCHANGE_COUNT; op++) {
        snprintf(label, sizeof label, "other reply: %s", exchange_op_name((enum exchange_op)op));
        add(m, label, other_reply, op);
    }
}

static void add_actions(struct core_matrix *m)
{
    for (int a = 0; a < ACTION_COUNT; a++) {
        bool applicant = action_is_for_applicant((enum action)a);
        const char *name = action_name((enum action)a);
        add(m, applicant ? name : name + strlen("STAFF_"),
            applicant ? applicant_action : staff_action, a);
    }
}

void core_stimuli(struct core_matrix *m)
{
    add(m, "time", time_passes, 0);
    add(m, "code", code, 1);
    add(m, "another code", code, 2);
    add(m, "code, expired", code_expired, 3);
    add(m, "code, bad signature", code_refused, 4);
    add(m, "code, backend away", code_offline, 5);
    add(m, "code, after hours", code_after_hours, 6);
    add(m, "code of another kind", code_foreign, CODE_URL);
    add(m, "several codes", plain, EV_CODES_SEVERAL);
    add(m, "in view", in_view, SCAN_HINT_TOO_SMALL);
    add(m, "its tag", tag, 1);
    add(m, "a wrong tag", tag, 0);
    add(m, "link up", link_is, 1);
    add(m, "link down", link_is, 0);
    for (int o = 0; o < PRINT_OUTCOME_COUNT; o++) {
        char label[STIMULUS_LABEL_SIZE];
        snprintf(label, sizeof label, "sheet: %s", print_outcome_name((enum print_outcome)o));
        add(m, label, sheet, o);
        snprintf(label, sizeof label, "slip: %s", print_outcome_name((enum print_outcome)o));
        add(m, label, slip, o);
    }
    add(m, "report settled", settled, EXCHANGE_RESULT_OK);
    add(m, "report refused", settled, EXCHANGE_RESULT_CONFLICT);
    for (int d = 0; d < CORE_DEVICE_COUNT; d++) {
        char label[STIMULUS_LABEL_SIZE];
        snprintf(label, sizeof label, "device %d down", d);
        add(m, label, device, d * 3 + HEALTH_DOWN);
    }
    add_replies(m);
    add_actions(m);
}
