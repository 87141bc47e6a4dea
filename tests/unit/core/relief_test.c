/* A dead terminal's application is taken over by two people, and by nobody else. */
#include <string.h>
#include "core/machine.h"
#include "tests/kit/core_desk.h"
#include "tests/kit/kit.h"

enum { THEIR_TOKEN = 41, SERVER_MS = 777000 };

/* The clerk stands before RESERVED_ELSEWHERE. */
static void meet_conflict(struct core_fixture *f)
{
    cf_queue(f, 1, cf_app(1));
    cf_call(f, 1);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    cf_bind(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_RESERVED_ELSEWHERE)->server_at_ms = SERVER_MS;
    cf_answer(f);
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_CONFLICT);
    cd_list(f);
    cd_sign(f, CD_CLERK);
}

static void two_sign(struct core_fixture *f)
{
    cd_reason(f, EXCEPTION_TAKE_OVER);
    cd_sign(f, CD_SUPERVISOR);
}

static void told(struct core_fixture *f, enum handover_phase phase)
{
    cf_bind(f, EXCHANGE_STATE, EXCHANGE_RESULT_OK);
    f->reply->token = THEIR_TOKEN;
    f->reply->phase = phase;
    f->reply->application_count = 1;
    f->reply->application[0] = *cf_app(1);
    cf_answer(f);
}

static void taken_over_by_two(void **state)
{
    struct core_fixture *f = *state;
    meet_conflict(f);
    assert_true(cf_button(f, ACTION_STAFF_REASON));
    two_sign(f);
    assert_string_equal(cf_row(f, JOURNAL_EXCEPTION)->detail,
                        "reason=take-over note=電源が入らない");
    assert_non_null(cf_sent(f, EXCHANGE_STATE));
    told(f, HANDOVER_ISSUING);
    const struct backend_request *abort_ = cf_reported(f, EXCHANGE_ABORT);
    assert_non_null(abort_);
    assert_int_equal(abort_->token, THEIR_TOKEN);
    assert_string_equal(abort_->staff_id, "sato+suzuki");
    assert_string_equal(abort_->reason, "take-over");
    assert_int_equal(abort_->happened_at_ms, SERVER_MS); /* before anybody went to look */
    assert_true(strstr(abort_->evidence, "handed=0") != NULL);
    assert_int_equal(cf_row(f, JOURNAL_REPORT)->token, 0); /* it is no token of this terminal */
    assert_true(strstr(cf_row(f, JOURNAL_REPORT)->detail, "theirs=41") != NULL);
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_CONFLICT);
    cf_staff(f, ACTION_STAFF_RETRY, 0); /* not before it is given back */
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_CONFLICT);
    f->outbox.token = THEIR_TOKEN;
    cf_settled(f, EXCHANGE_RESULT_OK);
    assert_int_equal(cf_row(f, JOURNAL_REPORTED)->token, 0);
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_PENDING);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_non_null(cf_sent(f, EXCHANGE_RESERVE));
}

static void a_refusal_leaves_it_there(void **state)
{
    struct core_fixture *f = *state;
    meet_conflict(f);
    two_sign(f);
    told(f, HANDOVER_ISSUING);
    cf_settled(f, EXCHANGE_RESULT_ALREADY_ISSUED);
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_CONFLICT);
    assert_int_equal(cf_item(f, 1, 0)->conflict, EXCHANGE_RESULT_ALREADY_ISSUED);
    assert_int_equal(cf_item(f, 1, 0)->relief, RELIEF_NONE);
}

/* The dead one was heard before the two people's word arrived: they look again, from a new answer.
 */
static void who_woke_is_looked_at_again(void **state)
{
    struct core_fixture *f = *state;
    meet_conflict(f);
    two_sign(f);
    told(f, HANDOVER_ISSUING);
    cf_settled(f, EXCHANGE_RESULT_CONFLICT);
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_CONFLICT);
    assert_non_null(strstr(f->core->counter.alert[0].text, "電源を切ってください")); /* uncut */
    cd_reason(f, EXCEPTION_TAKE_OVER); /* not on what was seen before */
    assert_false(f->core->desk.wants_second);
    cf_staff(f, ACTION_STAFF_RETRY, 0);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    cf_bind(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_RESERVED_ELSEWHERE)->server_at_ms = 888000;
    cf_answer(f);
    two_sign(f);
    told(f, HANDOVER_ISSUING);
    assert_int_equal(cf_reported(f, EXCHANGE_ABORT)->happened_at_ms, 888000);
}

static void only_what_stands_at_issuing_is_given_back(void **state)
{
    struct core_fixture *f = *state;
    static const struct {
        enum handover_phase phase;
        enum item_state state;
    } rows[] = {{HANDOVER_ISSUED, ITEM_CONFLICT},
                {HANDOVER_RESERVED, ITEM_CONFLICT},
                {HANDOVER_FREE, ITEM_PENDING}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cf_reset(f);
        cf_start(f);
        meet_conflict(f);
        two_sign(f);
        told(f, rows[i].phase);
        assert_null(cf_reported(f, EXCHANGE_ABORT));
        assert_int_equal(cf_item(f, 1, 0)->state, rows[i].state);
        assert_int_equal(f->abort_count, 0);
    }
}

static void no_answer_is_no_permission(void **state)
{
    struct core_fixture *f = *state;
    meet_conflict(f);
    two_sign(f);
    cf_reply(f, EXCHANGE_STATE, EXCHANGE_RESULT_UNREACHABLE);
    assert_int_equal(f->abort_count, 0);
    assert_true(cf_button(f, ACTION_STAFF_REASON)); /* once more is possible */
    two_sign(f);
    cf_bind(f, EXCHANGE_STATE, EXCHANGE_RESULT_OK);
    f->reply->token = THEIR_TOKEN;
    f->reply->phase = HANDOVER_ISSUING;
    f->reply->application_count = 1;
    f->reply->application[0] = *cf_app(2); /* about another application */
    cf_answer(f);
    assert_int_equal(f->abort_count, 0);
}

/* The power goes at any moment of a relief: nothing is given back twice, nothing is stuck. */
static void a_restart_asks_again(void **state)
{
    struct core_fixture *f = *state;
    static const struct {
        enum journal_kind last;
        enum item_state state;
    } rows[] = {{JOURNAL_EXCEPTION, ITEM_CONFLICT}, {JOURNAL_REPORT, ITEM_ABORTED}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct restored_visit visit = {.call_no = 7, .item_count = 1};
        visit.visit_id.byte[0] = 9;
        struct restored_item *item = &visit.item[0];
        item->application_id[0] = '1';
        item->last_kind = rows[i].last;
        item->has_outcome = true;
        item->outcome_kind = JOURNAL_RESERVE_ANSWERED;
        memcpy(item->outcome_detail, "result=RESERVED_ELSEWHERE", 26);
        cf_reset(f);
        cf_start(f);
        cf_restore(f, &visit, 1);
        assert_int_equal(f->core->ticket[0].item[0].state, rows[i].state);
        assert_int_equal(f->core->ticket[0].item[0].relief, RELIEF_NONE);
        assert_int_equal(f->abort_count, 0);
    }
}

static void other_conflicts_are_not_taken_over(void **state)
{
    struct core_fixture *f = *state;
    meet_conflict(f);
    assert_true(cf_button(f, ACTION_STAFF_REASON));
    cf_item(f, 1, 0)->conflict_at_ms = 0; /* of an earlier run: nobody knows what was seen when */
    assert_false(cf_button(f, ACTION_STAFF_REASON));
    cf_item(f, 1, 0)->conflict_at_ms = SERVER_MS;
    cf_item(f, 1, 0)->conflict = EXCHANGE_RESULT_ALREADY_ISSUED;
    assert_false(cf_button(f, ACTION_STAFF_REASON));
    cd_reason(f, EXCEPTION_TAKE_OVER);
    assert_false(f->core->desk.wants_second);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, cf_setup, cf_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(taken_over_by_two),
        CASE(a_refusal_leaves_it_there),
        CASE(who_woke_is_looked_at_again),
        CASE(only_what_stands_at_issuing_is_given_back),
        CASE(no_answer_is_no_permission),
        CASE(a_restart_asks_again),
        CASE(other_conflicts_are_not_taken_over),
    };
    return cmocka_run_group_tests_name("core/relief", tests, NULL, NULL);
}
