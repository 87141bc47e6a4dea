/* The applicant at the machine: time, modes, repeats of a code, the backend away. */
#include "tests/kit/core_fixture.h"

#include <string.h>
#include "tests/kit/kit.h"

static void a_verdict_warns_then_ends(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_wait(f, 24999);
    assert_false(f->core->visit.warned);
    cf_wait(f, 1);
    assert_true(f->core->visit.warned);
    assert_true(cf_heard(f, TONE_TIMEOUT));
    assert_int_equal(cf_screen(f), SCREEN_A10);
    assert_int_equal(f->applicant->seconds_left, 20);
    cf_wait(f, 19999);
    assert_int_equal(cf_screen(f), SCREEN_A10);
    cf_wait(f, 1);
    assert_int_equal(cf_screen(f), SCREEN_A00);
    assert_non_null(cf_ticket(f, 1)); /* the screen ended, the number did not */
}

static void more_time_is_given_without_end(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_wait(f, 25000);
    for (int i = 0; i < 12; i++) {
        cf_applicant(f, ACTION_MORE_TIME, 0);
        assert_false(f->core->visit.warned);
        cf_wait(f, 59999);
        assert_int_equal(cf_screen(f), SCREEN_A10);
        cf_wait(f, 1);
        assert_true(f->core->visit.warned);
    }
    cf_wait(f, 20000);
    assert_int_equal(cf_screen(f), SCREEN_A00);
}

static void slow_modes_take_three_times_as_long(void **state)
{
    static const enum action slow[] = {ACTION_TEXT_LARGE, ACTION_VOICE};
    static const enum action other[] = {ACTION_CONTRAST, ACTION_REACH_LOW, ACTION_EASY};
    struct core_fixture *f = *state;
    for (int i = 0; i < 5; i++) {
        uint64_t quiet_ms = i < 2 ? 75000 : 25000;
        cf_reset(f);
        cf_start(f);
        cf_queue(f, 1, cf_app(1));
        cf_applicant(f, i < 2 ? slow[i] : other[i - 2], 0);
        cf_wait(f, quiet_ms - 1);
        assert_false(f->core->visit.warned);
        cf_wait(f, 1);
        assert_true(f->core->visit.warned);
        cf_wait(f, 20000);
        assert_int_equal(cf_screen(f), SCREEN_A00);
        assert_false(f->core->modes.large || f->core->modes.voice || f->core->modes.easy ||
                     f->core->modes.contrast || f->core->modes.low);
    }
}

static void modes_chosen_first_hold_for_the_visit(void **state)
{
    struct core_fixture *f = *state;
    cf_applicant(f, ACTION_TEXT_LARGE, 0);
    cf_queue(f, 1, cf_app(1));
    assert_true(f->core->modes.large);
    cf_code(f, 2); /* somebody else */
    assert_false(f->core->modes.large);
}

static void modes_of_nobody_go_back(void **state)
{
    struct core_fixture *f = *state;
    cf_applicant(f, ACTION_VOICE, 0);
    cf_wait(f, 59999);
    assert_true(f->core->modes.voice);
    cf_wait(f, 1);
    assert_false(f->core->modes.voice);
    assert_int_equal(cf_screen(f), SCREEN_A00);
}

static void a_repeat_while_waiting_keeps_the_number(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    struct id visit = cf_ticket(f, 1)->visit_id;
    cf_applicant(f, ACTION_FINISH, 0);
    assert_int_equal(cf_screen(f), SCREEN_A00);
    cf_code(f, 1);
    assert_true(id_equal(cf_sent(f, EXCHANGE_LOOKUP)->visit_id, visit));
    cf_found(f, cf_app(1));
    assert_null(cf_row(f, JOURNAL_NUMBER));
    assert_null(cf_print(f, PRINT_NUMBER_SLIP));
    assert_int_equal(cf_screen(f), SCREEN_A10);
    assert_string_equal(f->applicant->call_no, "A-001");
}

static void a_repeat_when_called_names_the_receiver(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_staff(f, ACTION_STAFF_SELECT, 1);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    cf_code(f, 1);
    assert_null(cf_sent(f, EXCHANGE_LOOKUP));
    assert_int_equal(cf_ticket(f, 1)->receiver, CHECK_DONE_AUTO);
    assert_non_null(cf_row(f, JOURNAL_CHECKED));
    cf_code(f, 1);
    assert_null(cf_row(f, JOURNAL_CHECKED)); /* once */
    cf_code(f, 2);                           /* another person is no receiver */
    assert_non_null(cf_sent(f, EXCHANGE_LOOKUP));
}

static void a_repeat_when_held_queues_again(void **state)
{
    struct core_fixture *f = *state;
    struct application *a = cf_app(1);
    a->tax = TAX_UNCONFIRMED;
    cf_queue(f, 1, a);
    cf_applicant(f, ACTION_NO_PAPER_NOW, 0);
    assert_int_equal(cf_screen(f), SCREEN_A12);
    assert_int_equal(cf_ticket(f, 1)->state, TICKET_HELD);
    assert_int_equal(cf_print(f, PRINT_HOLD_SLIP)->reason, HOLD_KEPT);
    cf_applicant(f, ACTION_FINISH, 0);
    cf_code(f, 1);
    cf_found(f, a);
    assert_int_equal(cf_ticket(f, 1)->state, TICKET_WAITING);
    assert_int_equal(cf_ticket(f, 1)->call_no, 1);
    assert_non_null(cf_print(f, PRINT_NUMBER_SLIP));
}

static void a_held_one_queues_again_offline_too(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_staff(f, ACTION_STAFF_SELECT, 1);
    cf_staff(f, ACTION_STAFF_HOLD, 0);
    cf_link(f, false);
    cf_code(f, 1);
    assert_int_equal(cf_screen(f), SCREEN_A51);
    assert_int_equal(cf_ticket(f, 1)->state, TICKET_WAITING);
    assert_false(cf_ticket(f, 1)->offline); /* its applications are known */
}

static void known_offline_is_said_at_once(void **state)
{
    struct core_fixture *f = *state;
    cf_link(f, false);
    cf_code(f, 1);
    assert_null(cf_sent(f, EXCHANGE_LOOKUP));
    assert_int_equal(cf_screen(f), SCREEN_A51);
    assert_string_equal(f->applicant->support_code, "K-41");
    assert_true(cf_ticket(f, 1)->offline);
    assert_int_equal(cf_print(f, PRINT_NUMBER_SLIP)->reason, HOLD_OFFLINE);
}

static void nobody_waits_longer_than_ten_seconds(void **state)
{
    struct core_fixture *f = *state;
    cf_code(f, 1);
    cf_wait(f, 4999);
    cf_screen(f);
    assert_false(f->applicant->slow);
    cf_wait(f, 1);
    cf_screen(f);
    assert_true(f->applicant->slow);
    cf_wait(f, 4999);
    assert_int_equal(cf_screen(f), SCREEN_A02);
    cf_wait(f, 1);
    assert_int_equal(cf_screen(f), SCREEN_A51);
    assert_non_null(cf_row(f, JOURNAL_LOOKUP_ANSWERED));
    assert_non_null(cf_ticket(f, 1));
    cf_found(f, cf_app(1)); /* an answer to a STATE that was never asked */
    assert_int_equal(f->core->dropped_replies, 1);
    cf_bind(f, EXCHANGE_LOOKUP, EXCHANGE_RESULT_OK);
    f->reply->application_count = 1;
    f->reply->application[0] = *cf_app(1);
    cf_answer(f); /* late */
    assert_int_equal(f->core->dropped_replies, 2);
    assert_int_equal(cf_screen(f), SCREEN_A51);
    assert_int_equal(cf_ticket(f, 1)->item_count, 0);
}

static void an_offline_ticket_is_asked_when_called(void **state)
{
    struct core_fixture *f = *state;
    cf_link(f, false);
    cf_code(f, 1);
    cf_staff(f, ACTION_STAFF_SELECT, 1);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    cf_code(f, 1);
    assert_null(cf_sent(f, EXCHANGE_LOOKUP)); /* still away */
    cf_link(f, true);
    cf_code(f, 1);
    assert_non_null(cf_sent(f, EXCHANGE_LOOKUP));
    cf_found(f, cf_app(1));
    assert_int_equal(cf_ticket(f, 1)->item_count, 1);
    assert_int_equal(cf_ticket(f, 1)->state, TICKET_CALLED);
    assert_true(cf_button(f, ACTION_STAFF_ISSUE));
}

static void foreign_lookup_replies_change_nothing(void **state)
{
    struct core_fixture *f = *state;
    cf_code(f, 1);
    for (int bent = 0; bent < 4; bent++) {
        struct backend_reply *r = cf_bind(f, EXCHANGE_LOOKUP, EXCHANGE_RESULT_OK);
        r->application_count = 1;
        r->application[0] = *cf_app(1);
        r->request_id.byte[0] ^= bent == 0;
        r->visit_id.byte[0] ^= bent == 1;
        r->result = bent == 2 ? EXCHANGE_RESULT_FOREIGN : r->result;
        r->op = bent == 3 ? EXCHANGE_STATE : r->op;
        cf_answer(f);
        assert_int_equal(f->core->dropped_replies, bent + 1);
        assert_non_null(cf_row(f, JOURNAL_DROPPED));
        assert_int_equal(cf_screen(f), SCREEN_A02);
    }
    cf_found(f, cf_app(1));
    assert_int_equal(cf_screen(f), SCREEN_A10);
    cf_bind(f, EXCHANGE_LOOKUP, EXCHANGE_RESULT_OK);
    cf_answer(f); /* duplicated */
    assert_int_equal(f->core->dropped_replies, 5);
}

static void a_new_code_leaves_no_lookup_open(void **state)
{
    struct core_fixture *f = *state;
    cf_code(f, 1);
    struct id first = f->asked[EXCHANGE_LOOKUP].request_id;
    cf_code(f, 2);
    const struct journal_row *row = cf_row(f, JOURNAL_LOOKUP_ANSWERED);
    assert_non_null(row);
    assert_true(id_equal(row->request_id, first));
    assert_non_null(cf_row(f, JOURNAL_VISIT_CLOSED));
}

static void two_codes_of_one_application_are_one_number(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_code(f, 2);
    cf_found(f, cf_app(1));
    assert_null(cf_row(f, JOURNAL_NUMBER));
    assert_null(cf_ticket(f, 1));
    assert_int_equal(cf_ticket(f, 2)->call_no, 1);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, cf_setup, cf_teardown)

/* A72: what is chosen stays for the code that comes next, and for nobody after. */
static void modes_are_chosen_before_the_code(void **state)
{
    struct core_fixture *f = *state;
    cf_applicant(f, ACTION_DISPLAY, 0);
    assert_int_equal(cf_screen(f), SCREEN_A72);
    cf_applicant(f, ACTION_TEXT_LARGE, 0);
    assert_int_equal(cf_screen(f), SCREEN_A72);
    cf_applicant(f, ACTION_FINISH, 0);
    assert_int_equal(cf_screen(f), SCREEN_A00);
    assert_true(f->applicant->modes.large);
    cf_code(f, 1);
    assert_int_equal(cf_screen(f), SCREEN_A02);
    assert_true(f->applicant->modes.large);
    cf_found(f, cf_app(1));
    cf_applicant(f, ACTION_FINISH, 0);
    cf_screen(f);
    assert_false(f->applicant->modes.large);
    cf_applicant(f, ACTION_DISPLAY, 0);
    cf_applicant(f, ACTION_CONTRAST, 0);
    cf_applicant(f, ACTION_FINISH, 0);
    cf_wait(f, 60000);
    cf_screen(f);
    assert_false(f->applicant->modes.contrast); /* and nobody came */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_verdict_warns_then_ends),
        TEST(more_time_is_given_without_end),
        TEST(slow_modes_take_three_times_as_long),
        TEST(modes_chosen_first_hold_for_the_visit),
        TEST(modes_of_nobody_go_back),
        TEST(a_repeat_while_waiting_keeps_the_number),
        TEST(a_repeat_when_called_names_the_receiver),
        TEST(a_repeat_when_held_queues_again),
        TEST(a_held_one_queues_again_offline_too),
        TEST(known_offline_is_said_at_once),
        TEST(nobody_waits_longer_than_ten_seconds),
        TEST(an_offline_ticket_is_asked_when_called),
        TEST(foreign_lookup_replies_change_nothing),
        TEST(a_new_code_leaves_no_lookup_open),
        TEST(two_codes_of_one_application_are_one_number),
        cmocka_unit_test_setup_teardown(modes_are_chosen_before_the_code, cf_setup, cf_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
