/* After a restart: every bare intent is a question with its own answers, nothing is sent or printed
 * by itself, and what was refused, given back or handed over never goes on. */
#include "tests/kit/core_fixture.h"

#include <stdio.h>
#include <string.h>
#include "core/machine.h"
#include "tests/kit/kit.h"

static struct restored_visit visit;

/* One visit with one item, "1", as the journal tells it. */
static struct restored_item *restored(enum journal_kind last, uint64_t token)
{
    memset(&visit, 0, sizeof visit);
    visit.visit_id = (struct id){{9}};
    visit.call_no = 17;
    visit.item_count = 1;
    struct restored_item *item = &visit.item[0];
    snprintf(item->application_id, sizeof item->application_id, "1");
    item->last_kind = last;
    item->token = token;
    return item;
}

static void bare(struct restored_item *item, enum journal_kind kind)
{
    item->bare_count = 1;
    item->bare[0].kind = kind;
    item->bare[0].request_id = (struct id){{5}};
    item->bare[0].job_id = (struct id){{kind == JOURNAL_PRINT ? 6 : 0}};
}

static void outcome(struct restored_item *item, enum journal_kind kind, const char *detail)
{
    item->has_outcome = true;
    item->outcome_kind = kind;
    snprintf(item->outcome_detail, sizeof item->outcome_detail, "%s", detail);
}

static const struct item *start(struct core_fixture *f)
{
    cf_restore(f, &visit, 1);
    assert_int_equal(cf_count(f, FX_PRINT), 0);
    assert_int_equal(cf_count(f, FX_OUTBOX), 0);
    assert_null(cf_sent(f, EXCHANGE_RESERVE));
    assert_null(cf_sent(f, EXCHANGE_BEGIN));
    const struct ticket *t = core_ticket(f->core, visit.visit_id);
    return t == NULL ? NULL : &t->item[0];
}

static void learn(struct core_fixture *f)
{
    if (!id_is_none(f->core->recovery.request_id)) {
        cf_found(f, cf_app(1));
    }
    cf_staff(f, ACTION_STAFF_SELECT, 17);
}

struct question {
    enum journal_kind bare;
    enum action go_on; /* what the clerk answers, and where it leads */
    enum item_state to;
    enum exchange_op sent; /* EXCHANGE_COUNT: nothing */
};

static void each_bare_intent_is_a_question(void **state)
{
    static const struct question questions[] = {
        {JOURNAL_RESERVE, ACTION_STAFF_RETRY, ITEM_RESERVING, EXCHANGE_RESERVE},
        {JOURNAL_RESERVE, ACTION_STAFF_ABORT, ITEM_ABORTED, EXCHANGE_COUNT},
        {JOURNAL_BEGIN, ACTION_STAFF_RETRY, ITEM_BEGINNING, EXCHANGE_BEGIN},
        {JOURNAL_BEGIN, ACTION_STAFF_ABORT, ITEM_ABORTED, EXCHANGE_COUNT},
        {JOURNAL_PRINT, ACTION_STAFF_CAME_OUT, ITEM_MATCHING, EXCHANGE_COUNT},
        {JOURNAL_PRINT, ACTION_STAFF_DID_NOT, ITEM_PRINT_FAILED, EXCHANGE_COUNT},
        {JOURNAL_PRINT, ACTION_STAFF_SPOILED, ITEM_PRINT_FAILED, EXCHANGE_COUNT},
        {JOURNAL_HAND_OVER, ACTION_STAFF_HANDED, ITEM_REPORTING, EXCHANGE_COUNT},
        {JOURNAL_HAND_OVER, ACTION_STAFF_NOT_HANDED, ITEM_MATCHING, EXCHANGE_COUNT},
    };
    struct core_fixture *f = *state;
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        const struct question *q = &questions[i];
        cf_reset(f);
        cf_start(f);
        bare(restored(q->bare, q->bare == JOURNAL_RESERVE ? 0 : 3), q->bare);
        const struct item *item = start(f);
        assert_int_equal(item->state, ITEM_DECISION);
        assert_int_equal(item->bare, q->bare);
        learn(f);
        assert_int_equal(cf_staff_screen(f), SCREEN_S14);
        assert_true(cf_button(f, q->go_on));
        cf_wait(f, 3600000);
        assert_int_equal(item->state, ITEM_DECISION); /* it waits as long as it takes */
        cf_staff(f, q->go_on, 0);
        assert_int_equal(item->state, q->to);
        assert_non_null(cf_row(f, JOURNAL_DECISION));
        assert_int_equal(f->sheet_count, 0);
        if (q->sent != EXCHANGE_COUNT) {
            assert_int_equal(cf_sent(f, q->sent)->request_id.byte[0], 5); /* the same id */
        }
        assert_int_equal(f->done_count, q->go_on == ACTION_STAFF_HANDED);
        assert_int_equal(f->abort_count,
                         q->go_on == ACTION_STAFF_ABORT && q->bare == JOURNAL_BEGIN);
    }
}

static void other_answers_do_not_fit(void **state)
{
    static const enum action answers[] = {
        ACTION_STAFF_RETRY,       ACTION_STAFF_ABORT,     ACTION_STAFF_CAME_OUT,
        ACTION_STAFF_DID_NOT,     ACTION_STAFF_SPOILED,   ACTION_STAFF_HANDED,
        ACTION_STAFF_NOT_HANDED,  ACTION_STAFF_HAND_OVER, ACTION_STAFF_MATCH_BY_EYE,
        ACTION_STAFF_PRINT_AGAIN, ACTION_STAFF_ISSUE,     ACTION_STAFF_CLOSE_VISIT};
    static const struct {
        enum journal_kind bare;
        unsigned fits; /* bits of `answers` */
    } rows[] = {{JOURNAL_RESERVE, 0x3},
                {JOURNAL_BEGIN, 0x3},
                {JOURNAL_PRINT, 0x1C},
                {JOURNAL_HAND_OVER, 0x60}};
    struct core_fixture *f = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (unsigned k = 0; k < sizeof answers / sizeof answers[0]; k++) {
            cf_reset(f);
            cf_start(f);
            bare(restored(rows[i].bare, rows[i].bare == JOURNAL_RESERVE ? 0 : 3), rows[i].bare);
            const struct item *item = start(f);
            learn(f);
            cf_staff(f, answers[k], 0);
            bool fits = (rows[i].fits >> k & 1) != 0;
            assert_int_equal(item->state != ITEM_DECISION, fits);
        }
    }
}

struct memory {
    enum journal_kind last;
    enum journal_kind outcome;
    const char *detail;
    enum item_state state;
};

static void what_was_settled_is_remembered_as_it_was(void **state)
{
    static const struct memory memories[] = {
        {JOURNAL_CHECKED, JOURNAL_KIND_COUNT, "", ITEM_PENDING},
        {JOURNAL_RESERVE_ANSWERED, JOURNAL_RESERVE_ANSWERED, "result=OK", ITEM_DECISION},
        {JOURNAL_RESERVE_ANSWERED, JOURNAL_RESERVE_ANSWERED, "result=NOT_READY", ITEM_CONFLICT},
        {JOURNAL_BEGIN_ANSWERED, JOURNAL_BEGIN_ANSWERED, "result=OK", ITEM_DECISION},
        {JOURNAL_BEGIN_ANSWERED, JOURNAL_BEGIN_ANSWERED, "result=TOKEN_SUPERSEDED", ITEM_CONFLICT},
        {JOURNAL_BEGIN_ANSWERED, JOURNAL_BEGIN_ANSWERED, "", ITEM_CONFLICT},
        {JOURNAL_PRINT_OUTCOME, JOURNAL_PRINT_OUTCOME, "outcome=PRINTED", ITEM_DECISION},
        {JOURNAL_PRINT_OUTCOME, JOURNAL_PRINT_OUTCOME, "outcome=UNKNOWN", ITEM_DECISION},
        {JOURNAL_DECISION, JOURNAL_PRINT_OUTCOME, "outcome=UNKNOWN", ITEM_DECISION},
        {JOURNAL_DECISION, JOURNAL_RESERVE_ANSWERED, "result=UNREACHABLE given-up=1", ITEM_ABORTED},
        {JOURNAL_MATCHED, JOURNAL_PRINT_OUTCOME, "outcome=PRINTED", ITEM_DECISION},
        {JOURNAL_MATCH_REFUSED, JOURNAL_PRINT_OUTCOME, "outcome=PRINTED", ITEM_DECISION},
        {JOURNAL_NOT_HANDED_OVER, JOURNAL_NOT_HANDED_OVER, "by=staff", ITEM_DECISION},
        {JOURNAL_REPORT, JOURNAL_PRINT_OUTCOME, "outcome=PRINTED", ITEM_ABORTED},
        {JOURNAL_REPORTED, JOURNAL_REPORTED, "op=ABORT result=OK", ITEM_ABORTED},
        {JOURNAL_REPORT_REFUSED, JOURNAL_REPORT_REFUSED, "op=ABORT result=CONFLICT", ITEM_ABORTED},
    };
    struct core_fixture *f = *state;
    for (size_t i = 0; i < sizeof memories / sizeof memories[0]; i++) {
        const struct memory *m = &memories[i];
        cf_reset(f);
        cf_start(f);
        struct restored_item *from = restored(m->last, 3);
        if (m->outcome != JOURNAL_KIND_COUNT) {
            outcome(from, m->outcome, m->detail);
        }
        const struct item *item = start(f);
        assert_non_null(item);
        assert_int_equal(item->state, m->state);
        learn(f);
        /* Whatever a clerk presses first, an unanswered question hands nothing over. */
        cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
        cf_staff(f, ACTION_STAFF_HANDED, 0);
        assert_int_equal(f->done_count, 0);
        assert_int_equal(item->state, m->state);
    }
}

static void what_went_over_is_never_taken_up_again(void **state)
{
    static const struct memory memories[] = {
        {JOURNAL_HANDED_OVER, JOURNAL_HANDED_OVER, "by=applicant", ITEM_REPORTING},
        {JOURNAL_REPORT, JOURNAL_HANDED_OVER, "by=applicant", ITEM_REPORTING},
        {JOURNAL_REPORTED, JOURNAL_REPORTED, "op=DONE result=OK", ITEM_REPORTED},
        {JOURNAL_REPORT_REFUSED, JOURNAL_REPORT_REFUSED, "op=DONE result=CONFLICT", ITEM_REPORTED},
    };
    struct core_fixture *f = *state;
    for (size_t i = 0; i < sizeof memories / sizeof memories[0]; i++) {
        cf_reset(f);
        cf_start(f);
        struct restored_item *from = restored(memories[i].last, 3);
        outcome(from, memories[i].outcome, memories[i].detail);
        assert_null(start(f)); /* alone it is served: the visit closes */
        assert_non_null(cf_row(f, JOURNAL_VISIT_CLOSED));
        core_staff_view(f->core, f->staff);
        bool refused = memories[i].last == JOURNAL_REPORT_REFUSED;
        assert_int_equal(f->staff->alert_count, refused ? 2 : 1);

        cf_reset(f);
        cf_start(f);
        visit.item_count = 2; /* beside an open one it stays what it is */
        visit.item[1] = (struct restored_item){.last_kind = JOURNAL_CHECKED};
        memcpy(visit.item[1].application_id, "2", 2);
        const struct item *item = start(f);
        assert_int_equal(item->state, memories[i].state);
        cf_staff(f, ACTION_STAFF_SELECT, 17);
        cf_staff(f, ACTION_STAFF_RETRY, 0);
        cf_staff(f, ACTION_STAFF_ABORT, 0);
        assert_int_equal(item->state, memories[i].state);
        assert_int_equal(f->abort_count + f->done_count, 0);
    }
}

static void a_refused_begin_prints_nothing_after_a_restart(void **state)
{
    struct core_fixture *f = *state;
    outcome(restored(JOURNAL_BEGIN_ANSWERED, 3), JOURNAL_BEGIN_ANSWERED, "result=TOKEN_SUPERSEDED");
    const struct item *item = start(f);
    learn(f);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    cf_staff(f, ACTION_STAFF_RETRY, 0);
    assert_int_equal(item->state, ITEM_PENDING);
    assert_int_equal(f->sheet_count, 0);
}

static void the_facts_are_asked_for_before_anything_goes_on(void **state)
{
    struct core_fixture *f = *state;
    cf_link(f, false);
    outcome(restored(JOURNAL_BEGIN_ANSWERED, 3), JOURNAL_BEGIN_ANSWERED, "result=OK");
    const struct item *item = start(f);
    assert_null(cf_sent(f, EXCHANGE_STATE));
    cf_staff(f, ACTION_STAFF_SELECT, 17);
    cf_staff(f, ACTION_STAFF_RETRY, 0);
    assert_int_equal(item->state, ITEM_DECISION); /* what would be printed is not known */
    cf_link(f, true);
    assert_non_null(cf_sent(f, EXCHANGE_STATE));
    cf_reply(f, EXCHANGE_STATE, EXCHANGE_RESULT_SERVER_ERROR);
    cf_wait(f, 9999);
    assert_null(cf_sent(f, EXCHANGE_STATE));
    cf_wait(f, 1);
    assert_non_null(cf_sent(f, EXCHANGE_STATE));
    cf_found(f, cf_app(2)); /* of another application */
    assert_int_equal(item->pool, NO_INDEX);
    cf_wait(f, 10000);
    cf_found(f, cf_app(1));
    assert_int_not_equal(item->pool, NO_INDEX);
    cf_staff(f, ACTION_STAFF_RETRY, 0);
    assert_int_equal(item->state, ITEM_PRINTING);
    assert_int_equal(f->sheet_count, 1);
}

/* A terminal that wakes late: two people relieved it, another terminal went on. */
static void a_token_that_was_superseded_hands_nothing_over(void **state)
{
    static const enum journal_kind intents[] = {JOURNAL_BEGIN, JOURNAL_PRINT};
    struct core_fixture *f = *state;
    for (int i = 0; i < 4; i++) {
        bool given_back = i >= 2; /* and nobody has reserved it since: the same token, but free */
        cf_reset(f);
        cf_start(f);
        bare(restored(intents[i % 2], 3), intents[i % 2]);
        const struct item *item = start(f);
        cf_staff(f, ACTION_STAFF_SELECT, 17);
        cf_staff(f, ACTION_STAFF_RETRY, 0);
        cf_staff(f, ACTION_STAFF_CAME_OUT, 0);
        cf_tag(f, "UKI:1"); /* before the backend has said anything */
        assert_int_not_equal(item->state, ITEM_MATCHED);
        struct backend_reply *r = cf_bind(f, EXCHANGE_STATE, EXCHANGE_RESULT_OK);
        r->application_count = 1;
        r->application[0] = *cf_app(1);
        r->token = given_back ? 3 : 4;
        r->phase = given_back ? HANDOVER_FREE : HANDOVER_ISSUING;
        cf_answer(f);
        assert_int_equal(item->state, ITEM_CONFLICT);
        assert_non_null(cf_row(f, JOURNAL_EXCEPTION));
        assert_int_equal(f->sheet_count + f->done_count, 0);
    }
}

/* Given back, decided about once more, and then the power went: what was printed before does not
 * count any more. */
static void what_was_given_back_stays_given_back(void **state)
{
    struct core_fixture *f = *state;
    struct restored_item *item = restored(JOURNAL_DECISION, 3);
    outcome(item, JOURNAL_PRINT_OUTCOME, "outcome=UNKNOWN");
    item->reported = true;
    assert_int_equal(start(f)->state, ITEM_ABORTED);
}

static void unknown_papers_are_not_no_papers(void **state)
{
    struct core_fixture *f = *state;
    cf_link(f, false);
    restored(JOURNAL_CHECKED, 0);
    const struct item *item = start(f);
    cf_staff(f, ACTION_STAFF_SELECT, 17);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    cf_staff(f, ACTION_STAFF_CHECK, 8);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_null(cf_sent(f, EXCHANGE_RESERVE));
    assert_false(cf_button(f, ACTION_STAFF_ISSUE));
    cf_link(f, true);
    struct application *a = cf_app(1);
    a->tax = TAX_UNCONFIRMED;
    cf_found(f, a);
    assert_int_equal(item->check_count, 1);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_null(cf_sent(f, EXCHANGE_RESERVE));
    cf_staff(f, ACTION_STAFF_CHECK, 0);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_non_null(cf_sent(f, EXCHANGE_RESERVE));
}

static void an_untagged_guess_is_not_matched_by_eye(void **state)
{
    struct core_fixture *f = *state;
    cf_link(f, false);
    bare(restored(JOURNAL_HAND_OVER, 3), JOURNAL_HAND_OVER);
    const struct item *item = start(f);
    cf_staff(f, ACTION_STAFF_SELECT, 17);
    cf_staff(f, ACTION_STAFF_NOT_HANDED, 0);
    assert_int_equal(item->state, ITEM_MATCHING);
    cf_staff(f, ACTION_STAFF_MATCH_BY_EYE, 0); /* whether it has a tag is not known */
    assert_int_equal(item->state, ITEM_MATCHING);
    cf_staff(f, ACTION_STAFF_ABORT, 0);
    assert_int_equal(item->state, ITEM_ABORTED);
}

static void after_a_restored_abort_papers_are_seen_again(void **state)
{
    struct core_fixture *f = *state;
    bare(restored(JOURNAL_RESERVE, 0), JOURNAL_RESERVE);
    const struct item *item = start(f);
    struct application *a = cf_app(1);
    a->tax = TAX_UNCONFIRMED;
    cf_found(f, a);
    cf_staff(f, ACTION_STAFF_SELECT, 17);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    cf_staff(f, ACTION_STAFF_ABORT, 0);
    assert_non_null(cf_row(f, JOURNAL_RESERVE_ANSWERED));
    cf_staff(f, ACTION_STAFF_RETRY, 0);
    assert_int_equal(item->state, ITEM_PENDING);
    assert_int_equal(item->check_count, 1);
    cf_staff(f, ACTION_STAFF_CHECK, 8);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_null(cf_sent(f, EXCHANGE_RESERVE));
}

static void numbers_go_on_and_promises_stay(void **state)
{
    struct core_fixture *f = *state;
    static struct restored_visit visits[4];
    memset(visits, 0, sizeof visits);
    for (int i = 0; i < 4; i++) {
        visits[i].visit_id = (struct id){{(uint8_t)(i + 1)}};
        visits[i].code = (struct code_hash){{(uint8_t)(i + 1)}};
    }
    visits[0].call_no = 12; /* promised a number: stays in the queue */
    visits[1].call_no = 0;  /* promised nothing */
    visits[2].call_no = 13;
    visits[2].closed = true; /* only its slip hangs open */
    visits[2].bare_count = 1;
    visits[2].bare[0] = (struct restored_intent){.kind = JOURNAL_SLIP, .job_id = {{7}}};
    visits[3].call_no = 0;
    visits[3].bare_count = 1;
    visits[3].bare[0] = (struct restored_intent){.kind = JOURNAL_LOOKUP, .request_id = {{7}}};
    cf_restore(f, visits, 4);
    assert_non_null(core_ticket(f->core, visits[0].visit_id));
    assert_true(core_ticket(f->core, visits[0].visit_id)->offline);
    for (int i = 1; i < 4; i++) {
        assert_null(core_ticket(f->core, visits[i].visit_id));
    }
    assert_non_null(cf_row(f, JOURNAL_SLIP_OUTCOME));
    assert_non_null(cf_row(f, JOURNAL_LOOKUP_ANSWERED));
    assert_non_null(cf_row(f, JOURNAL_VISIT_CLOSED));
    cf_queue(f, 50, cf_app(50));
    assert_int_equal(cf_ticket(f, 50)->call_no, 41);
}

/* A receipt that the power cut off does not open its visit again: what stands in it is over. */
static void a_closed_visit_stays_closed(void **state)
{
    struct core_fixture *f = *state;
    outcome(restored(JOURNAL_REPORTED, 3), JOURNAL_REPORTED, "op=DONE result=OK");
    visit.closed = true;
    visit.item_count = 2; /* the other one was not wanted */
    visit.item[1].last_kind = JOURNAL_CHECKED;
    snprintf(visit.item[1].application_id, sizeof visit.item[1].application_id, "2");
    visit.bare_count = 1;
    visit.bare[0] = (struct restored_intent){.kind = JOURNAL_SLIP, .job_id = {{7}}};
    assert_null(start(f));
    assert_non_null(cf_row(f, JOURNAL_SLIP_OUTCOME));
    assert_null(cf_row(f, JOURNAL_VISIT_CLOSED)); /* it is, already */
    cf_reset(f);
    cf_start(f);
    bare(&visit.item[1], JOURNAL_BEGIN); /* but nothing of an application is let go */
    assert_non_null(start(f));
}

/* The backend does not know one of them any more: the others are asked about all the same. */
static void an_unknown_application_holds_up_no_other(void **state)
{
    struct core_fixture *f = *state;
    static struct restored_visit two[2];
    for (int i = 0; i < 2; i++) {
        bare(restored(JOURNAL_BEGIN, 3), JOURNAL_BEGIN);
        two[i] = visit;
        two[i].visit_id = (struct id){{(uint8_t)(i + 1)}};
        two[i].call_no = i + 1;
        snprintf(two[i].item[0].application_id, sizeof two[i].item[0].application_id, "%d", i + 1);
    }
    cf_restore(f, two, 2);
    assert_string_equal(cf_sent(f, EXCHANGE_STATE)->application_id, "1");
    cf_reply(f, EXCHANGE_STATE, EXCHANGE_RESULT_REJECTED);
    cf_wait(f, RECOVERY_AGAIN_MS);
    assert_string_equal(f->asked[EXCHANGE_STATE].application_id, "2");
    cf_found(f, cf_app(2));
    assert_true(item_is_sure(f->core, &f->core->ticket[1].item[0]));
    cf_wait(f, RECOVERY_AGAIN_MS);
    assert_string_equal(f->asked[EXCHANGE_STATE].application_id, "1"); /* still asked, too */
}

static void the_largest_restart_fits(void **state)
{
    struct core_fixture *f = *state;
    static struct restored_visit visits[RESTORED_VISITS_MAX];
    memset(visits, 0, sizeof visits);
    for (int i = 0; i < RESTORED_VISITS_MAX; i++) {
        visits[i].visit_id = (struct id){{(uint8_t)(i + 1)}};
        visits[i].bare_count = RESTORED_BARE_MAX;
        for (int k = 0; k < RESTORED_BARE_MAX; k++) {
            visits[i].bare[k].kind = JOURNAL_SLIP;
            visits[i].bare[k].job_id = (struct id){{(uint8_t)(k + 1)}};
        }
    }
    cf_restore(f, visits, RESTORED_VISITS_MAX);
    assert_int_equal(cf_count(f, FX_JOURNAL), RESTORED_VISITS_MAX * (RESTORED_BARE_MAX + 1));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, cf_setup, cf_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_bare_intent_is_a_question),
        TEST(other_answers_do_not_fit),
        TEST(what_was_settled_is_remembered_as_it_was),
        TEST(what_went_over_is_never_taken_up_again),
        TEST(a_refused_begin_prints_nothing_after_a_restart),
        TEST(the_facts_are_asked_for_before_anything_goes_on),
        TEST(a_token_that_was_superseded_hands_nothing_over),
        TEST(what_was_given_back_stays_given_back),
        TEST(unknown_papers_are_not_no_papers),
        TEST(an_untagged_guess_is_not_matched_by_eye),
        TEST(after_a_restored_abort_papers_are_seen_again),
        TEST(numbers_go_on_and_promises_stay),
        TEST(a_closed_visit_stays_closed),
        TEST(an_unknown_application_holds_up_no_other),
        TEST(the_largest_restart_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
