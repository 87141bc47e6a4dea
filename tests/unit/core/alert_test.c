/* What staff are told: people first, one at a time, and who waits is told that somebody comes. */
#include "tests/kit/core_fixture.h"

#include <string.h>
#include "tests/kit/kit.h"

static void show_staff(struct core_fixture *f, const char *alert, int count)
{
    core_staff_view(f->core, f->staff);
    assert_string_equal(f->staff->alert, alert);
    assert_int_equal(f->staff->alert_count, count);
}

static void what_was_not_read_is_not_acknowledged(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_slip(f, PRINT_OUTCOME_NOT_PRINTED);
    core_staff_view(f->core, f->staff);
    assert_false(f->staff->alert_person);
    cf_applicant(f, ACTION_CALL_STAFF, 0);
    show_staff(f, "A-001 の方が呼んでいます", 2); /* people first */
    assert_true(f->staff->alert_person);
    assert_true(f->staff->queue[0].help_flag);
    assert_int_equal(cf_staff_screen(f), SCREEN_S08);
    cf_applicant(f, ACTION_CALL_STAFF, 0); /* impatient: told once */
    show_staff(f, "A-001 の方が呼んでいます", 2);
    cf_staff(f, ACTION_STAFF_ACKNOWLEDGE, 0);
    assert_int_equal(cf_screen(f), SCREEN_A70);
    assert_true(f->applicant->help_acknowledged);
    core_staff_view(f->core, f->staff);
    assert_non_null(strstr(f->staff->alert, "番号札が出ませんでした"));
    assert_int_equal(f->staff->alert_count, 1);
    assert_false(f->staff->queue[0].help_flag);
    assert_int_equal(cf_staff_screen(f), SCREEN_S01); /* a device does not take the screen */
    cf_wait(f, HELP_SHOWN_MS);
    cf_staff(f, ACTION_STAFF_ACKNOWLEDGE, 0); /* nobody waits: nothing is promised */
    assert_int_equal(cf_screen(f), SCREEN_A53);
    show_staff(f, "", 0);
    cf_staff(f, ACTION_STAFF_ACKNOWLEDGE, 0); /* nothing to acknowledge */
    show_staff(f, "", 0);
}

static void more_alerts_than_places_keep_the_first(void **state)
{
    struct core_fixture *f = *state;
    for (int i = 1; i <= ALERTS_MAX + 2; i++) {
        cf_queue(f, i, cf_app(i));
        cf_applicant(f, ACTION_CALL_STAFF, 0);
    }
    show_staff(f, "A-001 の方が呼んでいます", ALERTS_MAX);
    for (int i = 1; i < ALERTS_MAX; i++) {
        cf_staff(f, ACTION_STAFF_ACKNOWLEDGE, 0);
    }
    show_staff(f, "A-010 の方が呼んでいます", 1);
}

/* Whoever finds their code after all reads the answer, not that somebody comes. */
static void a_code_ends_the_call_on_the_screen(void **state)
{
    struct core_fixture *f = *state;
    cf_applicant(f, ACTION_CALL_STAFF, 0);
    assert_int_equal(cf_screen(f), SCREEN_A70);
    cf_code_as(f, 7, CODE_URL, PICKUP_OK);
    assert_int_equal(cf_screen(f), SCREEN_A70); /* a wrong one answers nothing */
    cf_queue(f, 1, cf_app(1));
    assert_int_equal(cf_screen(f), SCREEN_A10);
    core_staff_view(f->core, f->staff);
    assert_int_equal(f->staff->alert_count, 1); /* staff still come */
}

static void somebody_who_cannot_get_it_read_is_told_that_staff_come(void **state)
{
    struct core_fixture *f = *state;
    struct event ev = {.kind = EV_IN_VIEW};
    ev.in_view.hint = SCAN_HINT_TOO_SMALL;
    cf_step(f, &ev);
    cf_wait(f, HELP_ALERT_MS);
    show_staff(f, "読み取りに30秒以上かかっています", 1);
    assert_int_equal(cf_staff_screen(f), SCREEN_S08);
    cf_staff(f, ACTION_STAFF_ACKNOWLEDGE, 0);
    assert_int_equal(cf_screen(f), SCREEN_A70);
    assert_true(f->applicant->help_acknowledged);
    cf_code_as(f, 3, CODE_PICKUP_SINGLE, PICKUP_BAD_SIGNATURE);
    assert_int_equal(cf_screen(f), SCREEN_A42); /* 係員が確認します: and now they know it */
    cf_staff(f, ACTION_STAFF_ACKNOWLEDGE, 0);
    assert_int_equal(cf_screen(f), SCREEN_A70);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, cf_setup, cf_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_not_read_is_not_acknowledged),
        TEST(more_alerts_than_places_keep_the_first),
        TEST(a_code_ends_the_call_on_the_screen),
        TEST(somebody_who_cannot_get_it_read_is_told_that_staff_come),
    };
    return cmocka_run_group_tests_name("core/alert", tests, NULL, NULL);
}
