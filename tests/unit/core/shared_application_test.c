/* One application under two numbers of one terminal (a firm's list and its own code): it is under
 * way at one of them only, nobody gives back what the other holds, and a code proves who receives
 * what it stands for, no more. */
#include <string.h>
#include "core/machine.h"
#include "tests/kit/core_desk.h"
#include "tests/kit/kit.h"

enum { FIRM = 1, OWN = 2, OTHER = 3 }; /* codes; application "2" is in both queues */

/* "2" has a number by its own code; then the firm comes for "1", "2" and "3". */
static void queue_both(struct core_fixture *f)
{
    cf_queue(f, OWN, cf_app(2));
    cf_code_as(f, FIRM, CODE_PICKUP_FIRM, PICKUP_OK);
    cf_found_many(f, 1, 3);
    assert_ptr_not_equal(cf_ticket(f, FIRM), cf_ticket(f, OWN));
    assert_string_equal(cf_item(f, FIRM, 1)->application_id, "2");
}

/* The firm's "2" lies printed on the counter. */
static void print_the_firms(struct core_fixture *f)
{
    queue_both(f);
    cf_call(f, FIRM);
    cf_staff(f, ACTION_STAFF_NEXT_ITEM, 0);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_OK);
    cf_reply(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
    cf_sheet(f, PRINT_OUTCOME_PRINTED);
    assert_int_equal(cf_item(f, FIRM, 1)->state, ITEM_MATCHING);
}

static void under_way_at_one_number_only(void **state)
{
    struct core_fixture *f = *state;
    print_the_firms(f);
    cf_call(f, OWN);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_null(cf_sent(f, EXCHANGE_RESERVE));
    assert_int_equal(cf_item(f, OWN, 0)->state, ITEM_PENDING);
    assert_true(f->core->counter.alert[0].open);
    assert_false(cf_button(f, ACTION_STAFF_ISSUE));                /* and says why */
    cf_staff(f, ACTION_STAFF_SELECT, cf_ticket(f, FIRM)->call_no); /* given back there: free here */
    cf_staff(f, ACTION_STAFF_ABORT, 0);
    cf_settled(f, EXCHANGE_RESULT_OK);
    cf_staff(f, ACTION_STAFF_SELECT, cf_ticket(f, OWN)->call_no);
    assert_true(cf_button(f, ACTION_STAFF_ISSUE));
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_non_null(cf_sent(f, EXCHANGE_RESERVE));
}

/* What this terminal holds is no dead terminal's: no two people may give it back. */
static void own_hands_are_not_relieved(void **state)
{
    struct core_fixture *f = *state;
    queue_both(f);
    cf_call(f, OWN);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_RESERVED_ELSEWHERE);
    assert_int_equal(cf_item(f, OWN, 0)->state, ITEM_CONFLICT);
    cf_call(f, FIRM);
    cf_staff(f, ACTION_STAFF_NEXT_ITEM, 0);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_OK);
    cf_reply(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
    cf_staff(f, ACTION_STAFF_SELECT, cf_ticket(f, OWN)->call_no);
    cd_list(f);
    cd_sign(f, CD_CLERK);
    cf_staff(f, ACTION_STAFF_REASON, EXCEPTION_TAKE_OVER);
    assert_false(f->core->desk.writes_note);
    assert_false(
        exception_allowed(f->core, cf_ticket(f, OWN), cf_item(f, OWN, 0), EXCEPTION_TAKE_OVER));
}

/* … nor when it came into this terminal's hands while the backend was asked. */
static void an_answer_about_own_hands_relieves_nothing(void **state)
{
    struct core_fixture *f = *state;
    queue_both(f);
    cf_call(f, OWN);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_RESERVED_ELSEWHERE);
    cd_list(f);
    cd_sign(f, CD_CLERK);
    cd_reason(f, EXCEPTION_TAKE_OVER);
    cd_sign(f, CD_SUPERVISOR);
    assert_int_equal(cf_item(f, OWN, 0)->relief, RELIEF_ASKING);
    cf_call(f, FIRM);
    cf_staff(f, ACTION_STAFF_NEXT_ITEM, 0);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_OK);
    cf_reply(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
    cf_bind(f, EXCHANGE_STATE, EXCHANGE_RESULT_OK);
    f->reply->token = cf_item(f, FIRM, 1)->token;
    f->reply->phase = HANDOVER_ISSUING;
    f->reply->application_count = 1;
    f->reply->application[0] = *cf_app(2);
    cf_answer(f);
    assert_null(cf_reported(f, EXCHANGE_ABORT));
    assert_int_equal(cf_item(f, OWN, 0)->state, ITEM_CONFLICT);
    assert_int_equal(cf_item(f, OWN, 0)->relief, RELIEF_NONE);
}

static void tell_refused(struct core_fixture *f, enum exchange_op op, const char *application_id)
{
    struct refused_report row = {.no = 7,
                                 .op = op,
                                 .idempotency_key = {{1}},
                                 .visit_id = {{2}},
                                 .token = 9,
                                 .result = EXCHANGE_RESULT_TOKEN_SUPERSEDED,
                                 .times = 1};
    strcpy(row.application_id, application_id);
    struct event ev = {.kind = EV_REFUSED_REPORTS, .refused = {&row, 1}};
    cf_step(f, &ev);
}

/* It was handed over here, and the backend did not take the report: whatever the backend says of it
 * since, people decide about the report first. */
static void what_was_handed_over_here_is_not_begun_again(void **state)
{
    struct core_fixture *f = *state;
    static const struct {
        enum exchange_op op;
        const char *application_id;
        bool bars;
    } rows[] = {
        {EXCHANGE_DONE, "2", true}, {EXCHANGE_DONE, "3", false}, {EXCHANGE_ABORT, "2", false}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cf_reset(f);
        cf_start(f);
        tell_refused(f, rows[i].op, rows[i].application_id);
        cf_queue(f, OWN, cf_app(2));
        cf_call(f, OWN);
        cf_staff(f, ACTION_STAFF_ISSUE, 0);
        assert_int_equal(cf_sent(f, EXCHANGE_RESERVE) == NULL, rows[i].bars);
        assert_int_equal(f->core->counter.alert[0].open, rows[i].bars);
        cf_staff(f, ACTION_STAFF_REPORT_NOTED, 7); /* decided */
        cf_staff(f, ACTION_STAFF_ISSUE, 0);
        assert_int_equal(cf_sent(f, EXCHANGE_RESERVE) != NULL, rows[i].bars);
    }
}

/* The code of one application of a list: it says nothing about who fetches the rest. */
static void a_part_proves_nothing_of_the_whole(void **state)
{
    struct core_fixture *f = *state;
    cf_code_as(f, FIRM, CODE_PICKUP_FIRM, PICKUP_OK);
    cf_found_many(f, 1, 3);
    struct ticket *t = cf_ticket(f, FIRM);
    cf_code(f, OWN);
    cf_found(f, cf_app(2)); /* waiting: the same number is shown, the ticket stays the firm's */
    assert_ptr_equal(cf_ticket(f, FIRM), t);
    assert_null(cf_ticket(f, OWN));
    cf_staff(f, ACTION_STAFF_SELECT, t->call_no);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    cf_code(f, OWN);
    cf_found(f, cf_app(2));
    assert_int_equal(t->receiver, CHECK_OPEN);
    assert_true(f->core->counter.alert[0].open);
    cf_code_as(f, FIRM, CODE_PICKUP_FIRM, PICKUP_OK);
    assert_int_equal(t->receiver, CHECK_DONE_AUTO);
}

static void a_new_code_for_the_whole_takes_its_place(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, OWN, cf_app(2));
    struct ticket *t = cf_ticket(f, OWN);
    cf_code(f, OTHER);
    cf_found(f, cf_app(2));
    assert_ptr_equal(cf_ticket(f, OTHER), t);
    cf_staff(f, ACTION_STAFF_SELECT, t->call_no);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    cf_code(f, OTHER);
    assert_int_equal(t->receiver, CHECK_DONE_AUTO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(under_way_at_one_number_only, cf_setup, cf_teardown),
        cmocka_unit_test_setup_teardown(own_hands_are_not_relieved, cf_setup, cf_teardown),
        cmocka_unit_test_setup_teardown(an_answer_about_own_hands_relieves_nothing, cf_setup,
                                        cf_teardown),
        cmocka_unit_test_setup_teardown(what_was_handed_over_here_is_not_begun_again, cf_setup,
                                        cf_teardown),
        cmocka_unit_test_setup_teardown(a_part_proves_nothing_of_the_whole, cf_setup, cf_teardown),
        cmocka_unit_test_setup_teardown(a_new_code_for_the_whole_takes_its_place, cf_setup,
                                        cf_teardown),
    };
    return cmocka_run_group_tests_name("core/shared_application", tests, NULL, NULL);
}
