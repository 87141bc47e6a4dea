/* The policy for a backend that is away, one case a clause (domain/offline_policy.h): what goes on,
 * and what does not happen however often it is asked for. */
#include <stdio.h>
#include <string.h>
#include "core/machine.h"
#include "core/offline.h"
#include "tests/kit/core_desk.h"
#include "tests/kit/kit.h"

/* Neither begun nor printed nor offered for the hand. */
static void nothing_goes_out(struct core_fixture *f)
{
    assert_null(cf_sent(f, EXCHANGE_BEGIN));
    assert_null(cf_print(f, PRINT_CERT_RECORD_SHEET));
    assert_false(cf_button(f, ACTION_STAFF_HAND_OVER));
    assert_int_equal(f->sheet_count, 0);
    assert_int_equal(f->done_count, 0);
}

static void gives_a_number(void **state)
{
    struct core_fixture *f = *state;
    cf_link(f, false);
    cf_code(f, 1);
    assert_int_equal(cf_screen(f), SCREEN_A51);
    assert_non_null(cf_row(f, JOURNAL_NUMBER));
    assert_non_null(cf_print(f, PRINT_NUMBER_SLIP));
    assert_int_equal(cf_ticket(f, 1)->state, TICKET_WAITING);
}

static void calls_and_checks(void **state)
{
    struct core_fixture *f = *state;
    struct application *a = cf_app(1);
    a->required_paper_count = 1;
    a->required_paper[0].kind = PAPER_TAX_PAID;
    cf_queue(f, 1, a);
    cf_link(f, false);
    cf_call(f, 1);
    assert_int_equal(cf_ticket(f, 1)->state, TICKET_CALLED);
    assert_true(checks_done(cf_ticket(f, 1), cf_item(f, 1, 0)));
    assert_int_equal(f->staff->alert_count, 0);
}

static void finishes_what_is_begun(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_PRINTING);
    cf_link(f, false);
    cf_sheet(f, PRINT_OUTCOME_PRINTED);
    cf_tag(f, "UKI:1");
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHED);
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    cf_applicant(f, ACTION_RECEIVED, 0);
    assert_non_null(cf_row(f, JOURNAL_HANDED_OVER));
}

static void lets_people_decide(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_PRINT_UNKNOWN);
    cf_link(f, false);
    cf_staff(f, ACTION_STAFF_CAME_OUT, 0);
    assert_non_null(cf_row(f, JOURNAL_DECISION));
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHING);
}

static void keeps_reports(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_MATCHED);
    cf_link(f, false);
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    cf_applicant(f, ACTION_RECEIVED, 0);
    assert_non_null(cf_reported(f, EXCHANGE_DONE));
    cf_wait(f, 3600000);
    assert_int_equal(f->done_count, 1); /* owed once, however long it takes */
    cf_link(f, true);
    cf_settled(f, EXCHANGE_RESULT_OK);
    assert_non_null(cf_row(f, JOURNAL_REPORTED));
}

static void judges_nothing(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_link(f, false);
    cf_code(f, 1);
    assert_null(cf_sent(f, EXCHANGE_LOOKUP));
    assert_int_equal(cf_screen(f), SCREEN_A51); /* the earlier answer is not told again */
    cf_wait(f, 60000);
    cf_code(f, 2);
    assert_null(cf_sent(f, EXCHANGE_LOOKUP));
    assert_int_equal(cf_screen(f), SCREEN_A51);
    assert_int_equal(cf_ticket(f, 2)->item_count, 0);
}

static void begins_nothing(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_call(f, 1);
    cf_link(f, false);
    assert_false(cf_button(f, ACTION_STAFF_ISSUE)); /* it says what it waits for */
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_null(cf_sent(f, EXCHANGE_RESERVE));
    assert_null(cf_row(f, JOURNAL_RESERVE));
    nothing_goes_out(f);
    cf_link(f, true);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_non_null(cf_sent(f, EXCHANGE_RESERVE));
    cf_link(f, false); /* on its way: asked again under the same ids, and only an answer begins */
    for (int i = 0; i < 5; i++) {
        cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_UNREACHABLE);
        nothing_goes_out(f);
        cf_wait(f, ANSWER_GIVE_UP_MS);
        cf_staff(f, ACTION_STAFF_RETRY, 0);
        cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
        cf_staff(f, ACTION_STAFF_HANDED, 0);
        nothing_goes_out(f);
    }
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_OK);
    cf_reply(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_UNREACHABLE);
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    assert_null(cf_print(f, PRINT_CERT_RECORD_SHEET));
    assert_int_equal(f->sheet_count, 0);
    assert_int_equal(f->done_count, 0);
}

static void finds_nobody(void **state)
{
    struct core_fixture *f = *state;
    cf_link(f, false);
    cf_staff(f, ACTION_STAFF_SCREEN, SCREEN_S15);
    cf_staff(f, ACTION_STAFF_SEARCH_BY, SEARCH_RECEIPT_NO);
    for (int digit = 0; digit < 10; digit++) {
        cf_staff(f, ACTION_STAFF_DIGIT, digit);
    }
    cf_staff(f, ACTION_STAFF_SEARCH, 0);
    assert_null(cf_sent(f, EXCHANGE_LOOKUP));
    assert_string_equal(f->core->search.message, "いまは照会できません");
}

static void takes_nothing_over(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_call(f, 1);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_RESERVED_ELSEWHERE);
    cd_list(f);
    cd_sign(f, CD_CLERK);
    assert_true(cf_button(f, ACTION_STAFF_REASON));
    cf_link(f, false);
    assert_false(cf_button(f, ACTION_STAFF_REASON));
    cf_staff(f, ACTION_STAFF_REASON, EXCEPTION_TAKE_OVER);
    assert_null(cd_order(f)); /* no second person is asked for */
    assert_null(cf_sent(f, EXCHANGE_STATE));
}

/* With the line up no clause stands in the way. */
static void online_the_policy_is_silent(void **state)
{
    struct core_fixture *f = *state;
    for (int clause = 0; clause < OFFLINE_CLAUSE_COUNT; clause++) {
        assert_true(offline_allows(f->core, (enum offline_clause)clause));
    }
    cf_link(f, false);
    assert_false(offline_allows(f->core, OFFLINE_SEARCH));
    assert_true(offline_allows(f->core, OFFLINE_GIVE_NUMBER));
}

/* Told to staff with its own view, and told once a change. */
static void staff_see_it_once(void **state)
{
    struct core_fixture *f = *state;
    cf_link(f, false);
    assert_non_null(cf_row(f, JOURNAL_SERVICE));
    core_staff_view(f->core, f->staff);
    assert_true(f->staff->backend_away);
    cf_link(f, false);
    assert_null(cf_row(f, JOURNAL_SERVICE));
    cf_link(f, true);
    assert_non_null(cf_row(f, JOURNAL_SERVICE));
    core_staff_view(f->core, f->staff);
    assert_false(f->staff->backend_away);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, cf_setup, cf_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        [OFFLINE_GIVE_NUMBER] = CASE(gives_a_number),
        [OFFLINE_CALL_AND_CHECK] = CASE(calls_and_checks),
        [OFFLINE_FINISH_BEGUN] = CASE(finishes_what_is_begun),
        [OFFLINE_DECIDE] = CASE(lets_people_decide),
        [OFFLINE_KEEP_REPORTS] = CASE(keeps_reports),
        [OFFLINE_JUDGE] = CASE(judges_nothing),
        [OFFLINE_BEGIN] = CASE(begins_nothing),
        [OFFLINE_SEARCH] = CASE(finds_nobody),
        [OFFLINE_TAKE_OVER] = CASE(takes_nothing_over),
        [OFFLINE_CLAUSE_COUNT] = CASE(online_the_policy_is_silent),
        CASE(staff_see_it_once),
    };
    for (int clause = 0; clause < OFFLINE_CLAUSE_COUNT; clause++) {
        if (tests[clause].test_func == NULL ||
            offline_words((enum offline_clause)clause)[0] == '\0') {
            (void)fprintf(stderr, "clause %d has no test, or no words\n", clause);
            return 1;
        }
    }
    return cmocka_run_group_tests_name("core/offline", tests, NULL, NULL);
}
