/* People log in: the try is counted first, waits grow, roles hold, the screen locks by itself. */
#include <string.h>
#include "tests/kit/core_desk.h"
#include "tests/kit/kit.h"

static void without_a_list_one_clerk_does_all(void **state)
{
    struct core_fixture *f = *state;
    assert_int_equal(cf_staff_screen(f), SCREEN_S01);
    cf_queue(f, 1, cf_app(1));
    cf_staff(f, ACTION_STAFF_CALL, 0);
    assert_string_equal(cf_row(f, JOURNAL_CALLED)->staff_id, "counter-2");
    cd_type(f, CD_CLERK);
    assert_null(cd_order(f));
    cf_wait(f, LOCK_AFTER_MS * 2);
    assert_int_equal(cf_staff_screen(f), SCREEN_S03);
}

static void locked_means_locked(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cd_list(f);
    for (int a = 0; a < ACTION_COUNT; a++) {
        bool login = a == ACTION_STAFF_WHO || a == ACTION_STAFF_DIGIT || a == ACTION_STAFF_LOGIN;
        if (action_is_for_applicant((enum action)a) || login) {
            continue;
        }
        for (int argument = 0; argument < 20; argument++) {
            cf_staff(f, (enum action)a, argument);
            assert_int_equal(cf_staff_screen(f), SCREEN_S00);
            assert_int_equal(cf_ticket(f, 1)->state, TICKET_WAITING);
            assert_int_equal(cf_count(f, FX_SEND) + cf_count(f, FX_PRINT), 0);
        }
    }
    assert_false(f->staff->has_ticket);
    assert_int_equal(f->staff->queue_count, 0);
    assert_string_equal(f->staff->item.application.user_party, "");
}

static void the_try_is_counted_before_it_is_checked(void **state)
{
    struct core_fixture *f = *state;
    cd_list(f);
    cd_type(f, CD_CLERK);
    const struct effect *order = cd_order(f);
    assert_non_null(order);
    assert_int_equal(order->verify.member, CD_CLERK);
    assert_string_equal(order->verify.pin, "1234");
    const struct journal_row *row = cf_row(f, JOURNAL_STAFF);
    assert_non_null(row); /* the same step: durable before the order is carried out */
    assert_string_equal(row->staff_id, "sato");
    assert_string_equal(row->detail, "act=pin-try for=login");
    assert_int_equal(day_tries_of(&f->core->day, "sato"), 1);
    assert_int_equal(f->core->desk.digit[0], 0); /* the digits are not kept */
    cd_answer(f, PIN_GOOD);
    assert_int_equal(cf_staff_screen(f), SCREEN_S01);
    assert_string_equal(f->staff->staff_name, "佐藤");
    assert_int_equal(day_tries_of(&f->core->day, "sato"), 0);
}

static void no_journal_no_try(void **state)
{
    struct core_fixture *f = *state;
    cd_list(f);
    cf_event(f, EV_JOURNAL_FAILED);
    cd_type(f, CD_CLERK);
    assert_null(cd_order(f));
}

static void an_answer_counts_for_its_own_question(void **state)
{
    struct core_fixture *f = *state;
    struct event ev = {.kind = EV_PIN_VERIFIED};
    cd_list(f);
    ev.pin.result = PIN_GOOD;
    cf_step(f, &ev); /* nobody asked */
    assert_int_equal(cf_staff_screen(f), SCREEN_S00);
    cd_type(f, CD_CLERK);
    ev.pin.verify_id = f->core->desk.verify_id;
    cf_wait(f, PIN_GIVE_UP_MS);
    cf_step(f, &ev); /* too late: it was given up */
    assert_int_equal(cf_staff_screen(f), SCREEN_S00);
    assert_true(f->staff->desk.pin_lost);
    assert_int_equal(day_tries_of(&f->core->day, "sato"), 1);
}

static void waits_grow_and_survive_a_restart(void **state)
{
    struct core_fixture *f = *state;
    cd_list(f);
    for (int i = 0; i < PIN_FREE_TRIES; i++) {
        cd_type(f, CD_CLERK);
        assert_non_null(cd_order(f));
        cd_answer(f, PIN_WRONG);
    }
    cd_type(f, CD_CLERK);
    assert_null(cd_order(f));
    assert_in_range(f->core->desk.wait_until_ms[CD_CLERK], f->now_ms + 1, f->now_ms + 15000);
    cf_wait(f, 15000);
    cd_type(f, CD_CLERK);
    assert_non_null(cd_order(f));
    cd_answer(f, PIN_WRONG);
    assert_int_equal(f->core->desk.wait_until_ms[CD_CLERK], f->now_ms + 30000);
    cd_type(f, CD_SUPERVISOR); /* another person's tries are their own */
    assert_non_null(cd_order(f));
    struct day_tally kept = f->core->day;
    cf_reset(f);
    cd_list(f);
    cf_start(f);
    struct restored restored = {.call_day = civil_day(f->wall_ms), .today = &kept};
    struct event ev = {.kind = EV_RESTORED, .restored = &restored};
    cf_step(f, &ev);
    cd_type(f, CD_CLERK);
    assert_null(cd_order(f));
    cf_wait(f, 30000);
    cd_type(f, CD_CLERK);
    assert_non_null(cd_order(f));
}

static void the_wait_has_an_end(void **state)
{
    struct core_fixture *f = *state;
    cd_list(f);
    for (int i = 0; i < 40; i++) {
        cd_type(f, CD_CLERK);
        if (cd_order(f) != NULL) {
            cd_answer(f, PIN_WRONG);
        }
        assert_true(f->core->desk.wait_until_ms[CD_CLERK] <= f->now_ms + PIN_WAIT_MAX_MS);
        f->now_ms += PIN_WAIT_MAX_MS;
    }
}

static void digits_left_standing_are_forgotten(void **state)
{
    struct core_fixture *f = *state;
    cd_list(f);
    cf_staff(f, ACTION_STAFF_WHO, CD_CLERK);
    cf_staff(f, ACTION_STAFF_DIGIT, 1);
    cf_wait(f, PIN_FORGET_MS - 1);
    assert_int_equal(f->core->desk.digit_count, 1);
    cf_wait(f, 1);
    assert_int_equal(f->core->desk.digit_count, 0);
    assert_int_equal(f->core->desk.chosen, NO_INDEX);
}

static void idle_locks_after_a_warning(void **state)
{
    struct core_fixture *f = *state;
    cd_list(f);
    cd_sign(f, CD_CLERK);
    cf_wait(f, LOCK_AFTER_MS - LOCK_WARN_MS - 1);
    assert_int_equal(cf_staff_screen(f), SCREEN_S01);
    assert_int_equal(f->staff->desk.lock_seconds, 0);
    cf_wait(f, 1001);
    assert_int_equal(cf_staff_screen(f), SCREEN_S01);
    assert_int_equal(f->staff->desk.lock_seconds, 19);
    cf_staff(f, ACTION_STAFF_WHO, -1); /* 続ける */
    cf_wait(f, LOCK_AFTER_MS - 1);
    assert_int_equal(cf_staff_screen(f), SCREEN_S01);
    cf_wait(f, 1);
    assert_int_equal(cf_staff_screen(f), SCREEN_S00);
    assert_string_equal(cf_row(f, JOURNAL_STAFF)->detail, "act=logout why=idle");
    assert_string_equal(cf_row(f, JOURNAL_STAFF)->staff_id, "sato");
}

static void a_lock_leaves_the_hand_over_to_the_applicant(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_HANDING);
    cd_list(f);
    cd_sign(f, CD_CLERK);
    cf_staff(f, ACTION_STAFF_UNMASK, 0);
    cf_staff(f, ACTION_STAFF_LOGOUT, 0);
    assert_int_equal(cf_staff_screen(f), SCREEN_S00);
    assert_false(f->staff->unmasked);
    cf_applicant(f, ACTION_RECEIVED, 0);
    assert_int_equal(f->done_count, 1);
}

static void rows_carry_the_clerk(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_MATCHED);
    cd_list(f);
    cd_sign(f, CD_SUPERVISOR);
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    assert_string_equal(cf_row(f, JOURNAL_HAND_OVER)->staff_id, "suzuki");
    cf_staff(f, ACTION_STAFF_HANDED, 0);
    assert_string_equal(cf_row(f, JOURNAL_HANDED_OVER)->staff_id, "suzuki");
    assert_string_equal(cf_reported(f, EXCHANGE_DONE)->staff_id, "suzuki");
}

static void an_engineer_does_not_serve(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cd_list(f);
    cd_sign(f, CD_ENGINEER);
    assert_int_equal(cf_staff_screen(f), SCREEN_S09);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    cf_staff(f, ACTION_STAFF_SELECT, 1);
    cf_staff(f, ACTION_STAFF_UNMASK, 0);
    assert_int_equal(cf_ticket(f, 1)->state, TICKET_WAITING);
    assert_null(cf_row(f, JOURNAL_UNMASKED));
    cf_staff(f, ACTION_STAFF_SCREEN, SCREEN_S13);
    assert_int_equal(cf_staff_screen(f), SCREEN_S13);
    cf_staff(f, ACTION_STAFF_SCREEN, SCREEN_S10);
    assert_int_equal(cf_staff_screen(f), SCREEN_S13);
    assert_true(f->staff->desk.forbidden[SCREEN_S10 - SCREEN_S00]);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, cf_setup, cf_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(without_a_list_one_clerk_does_all),
        CASE(locked_means_locked),
        CASE(the_try_is_counted_before_it_is_checked),
        CASE(no_journal_no_try),
        CASE(an_answer_counts_for_its_own_question),
        CASE(waits_grow_and_survive_a_restart),
        CASE(the_wait_has_an_end),
        CASE(digits_left_standing_are_forgotten),
        CASE(idle_locks_after_a_warning),
        CASE(a_lock_leaves_the_hand_over_to_the_applicant),
        CASE(rows_carry_the_clerk),
        CASE(an_engineer_does_not_serve),
    };
    return cmocka_run_group_tests_name("core/desk", tests, NULL, NULL);
}
