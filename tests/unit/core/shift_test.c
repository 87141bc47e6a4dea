/* Opening check, supplies, 日報 and its closing. */
#include <string.h>
#include "core/machine.h"
#include "tests/kit/core_desk.h"
#include "tests/kit/kit.h"

static const struct print_order *printed(const struct core_fixture *f, enum print_kind kind)
{
    return cf_print(f, kind);
}

static void outcome(struct core_fixture *f, const struct print_order *order, enum print_outcome o)
{
    struct event ev = {.kind = EV_PRINT_OUTCOME};
    ev.print.kind = order->kind;
    ev.print.job_id = order->job_id;
    ev.print.outcome = o;
    cf_step(f, &ev);
}

static void the_opening_check_is_noted_and_printed(void **state)
{
    struct core_fixture *f = *state;
    cf_device(f, DEVICE_SLIP_PRINTER, HEALTH_ATTENTION);
    cf_staff(f, ACTION_STAFF_OPENING_CHECK, 0);
    assert_string_equal(cf_row(f, JOURNAL_STAFF)->detail, "act=opening-check bad=0 watch=2");
    assert_non_null(printed(f, PRINT_READINESS_REPORT));
    assert_int_equal(f->core->day.checked_wall_ms, f->wall_ms);
    struct print_order order = *printed(f, PRINT_READINESS_REPORT);
    outcome(f, &order, PRINT_OUTCOME_NOT_PRINTED);
    assert_null(cf_row(f, JOURNAL_SLIP_OUTCOME)); /* no slip, no visit */
    core_staff_view(f->core, f->staff);
    assert_true(f->staff->alert_count > 0);
}

static void a_dead_printer_prints_no_report(void **state)
{
    struct core_fixture *f = *state;
    cf_device(f, DEVICE_CERTIFICATE_PRINTER, HEALTH_DOWN);
    cf_staff(f, ACTION_STAFF_PRINT_REPORT, 0);
    assert_int_equal(cf_count(f, FX_PRINT), 0);
    core_staff_view(f->core, f->staff);
    assert_true(f->staff->alert_count > 0);
}

static void a_supply_change_says_who_and_what(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_slip(f, PRINT_OUTCOME_PRINTED);
    cd_list(f);
    cd_sign(f, CD_ENGINEER);
    cf_staff(f, ACTION_STAFF_SUPPLY, SUPPLY_SLIP_ROLL);
    const struct journal_row *row = cf_row(f, JOURNAL_STAFF);
    assert_string_equal(row->detail, "act=supply what=slip-roll used=1 from=1 to=1");
    assert_string_equal(row->staff_id, "ito");
    assert_int_equal(f->core->day.supply_used[SUPPLY_SLIP_ROLL], 0);
    cf_staff(f, ACTION_STAFF_SUPPLY, SUPPLY_COUNT);
    assert_null(cf_row(f, JOURNAL_STAFF));
}

static void the_day_is_closed_by_two_names(void **state)
{
    struct core_fixture *f = *state;
    cd_list(f);
    cd_sign(f, CD_CLERK);
    cf_staff(f, ACTION_STAFF_CLOSE_DAY, 0);
    assert_int_equal(cf_count(f, FX_PRINT) + cf_count(f, FX_EXPORT_DAY), 0);
    assert_int_equal(cf_staff_screen(f), SCREEN_S10);
    assert_true(f->staff->desk.wants_person);
    cd_type(f, CD_SUPERVISOR);
    cd_answer(f, PIN_WRONG);
    assert_int_equal(f->core->day.closed_wall_ms, 0);
    cd_sign(f, CD_SUPERVISOR);
    assert_string_equal(f->core->day.closed_names, "sato+suzuki");
    assert_non_null(printed(f, PRINT_DAILY_REPORT));
    assert_int_equal(cf_count(f, FX_EXPORT_DAY), 1);
}

static void one_clerk_closes_alone(void **state)
{
    struct core_fixture *f = *state;
    cf_staff(f, ACTION_STAFF_CLOSE_DAY, 0);
    assert_string_equal(f->core->day.closed_names, "counter-2");
    assert_int_equal(cf_count(f, FX_EXPORT_DAY), 1);
}

static void exported(struct core_fixture *f, bool is_written)
{
    struct event ev = {.kind = EV_DAY_EXPORTED, .day_is_written = is_written};
    cf_step(f, &ev);
}

static void a_file_that_failed_is_told_and_written_again(void **state)
{
    struct core_fixture *f = *state;
    cf_staff(f, ACTION_STAFF_EXPORT_REPORT, 0); /* nothing is closed */
    assert_int_equal(cf_count(f, FX_EXPORT_DAY), 0);
    cf_staff(f, ACTION_STAFF_CLOSE_DAY, 0);
    assert_false(f->core->day.is_filed);
    exported(f, false);
    assert_string_equal(cf_row(f, JOURNAL_STAFF)->detail, "act=exported outcome=FAILED");
    assert_string_equal(f->core->counter.alert[0].text,
                        "日報をファイルに書けません。日報の画面で書き直してください。");
    assert_false(f->core->day.is_filed);
    cf_staff(f, ACTION_STAFF_EXPORT_REPORT, 0);
    assert_int_equal(cf_count(f, FX_EXPORT_DAY), 1);
    exported(f, true);
    assert_true(f->core->day.is_filed);
}

/* The figures are the new day's by then. */
static void after_midnight_no_file_is_written(void **state)
{
    struct core_fixture *f = *state;
    cf_staff(f, ACTION_STAFF_CLOSE_DAY, 0);
    exported(f, false);
    f->wall_ms += 86400000;
    cf_staff(f, ACTION_STAFF_EXPORT_REPORT, 0);
    assert_int_equal(cf_count(f, FX_EXPORT_DAY), 0);
    assert_null(cf_row(f, JOURNAL_STAFF));
}

static void a_day_closed_again_is_not_filed(void **state)
{
    struct core_fixture *f = *state;
    cf_staff(f, ACTION_STAFF_CLOSE_DAY, 0);
    exported(f, true);
    cf_staff(f, ACTION_STAFF_CLOSE_DAY, 0);
    assert_false(f->core->day.is_filed);
}

static void pages_of_the_log_turn_on_their_own_screen(void **state)
{
    struct core_fixture *f = *state;
    cf_staff(f, ACTION_STAFF_PAGE, 3);
    assert_int_equal(f->core->desk.log_page, 0);
    cf_staff(f, ACTION_STAFF_SCREEN, SCREEN_S13);
    cf_staff(f, ACTION_STAFF_PAGE, 3);
    assert_int_equal(f->core->desk.log_page, 3);
    cf_staff(f, ACTION_STAFF_PAGE, -1);
    assert_int_equal(f->core->desk.log_page, 0);
}

static void a_supervisor_changes_settings_for_today(void **state)
{
    struct core_fixture *f = *state;
    const int always = DAY_SETTING_IDENTITY * DAY_SETTING_VALUES + IDENTITY_ALWAYS;
    cd_list(f);
    cd_sign(f, CD_CLERK);
    cf_staff(f, ACTION_STAFF_SETTING, always); /* not for a clerk */
    assert_null(cf_row(f, JOURNAL_STAFF));
    cf_staff(f, ACTION_STAFF_LOGOUT, 0);
    cd_sign(f, CD_SUPERVISOR);
    const int refused[] = {-1, DAY_SETTING_VALUES - 1, DAY_SETTING_VALUES + 2,
                           DAY_SETTING_COUNT * DAY_SETTING_VALUES,
                           (int)f->config.identity /* as it is */};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        cf_staff(f, ACTION_STAFF_SETTING, refused[i]);
        assert_null(cf_row(f, JOURNAL_STAFF));
    }
    cf_staff(f, ACTION_STAFF_SETTING, always);
    assert_string_equal(cf_row(f, JOURNAL_STAFF)->detail, "act=setting what=identity value=1");
    assert_string_equal(cf_row(f, JOURNAL_STAFF)->staff_id, "suzuki");
    cf_queue(f, 1, cf_app(1));
    assert_int_equal(cf_item(f, 1, 0)->check_count, 1);
    assert_int_equal(cf_item(f, 1, 0)->check[0].kind, PAPER_IDENTITY);
    assert_true(cf_print(f, PRINT_NUMBER_SLIP)->needs_identity);
    f->wall_ms += 24 * 3600000; /* tomorrow the office's own counts again */
    cf_event(f, EV_TICK);
    assert_int_equal(shift_setting(f->core, DAY_SETTING_IDENTITY), f->config.identity);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, cf_setup, cf_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_opening_check_is_noted_and_printed),
        CASE(a_dead_printer_prints_no_report),
        CASE(a_supply_change_says_who_and_what),
        CASE(a_supervisor_changes_settings_for_today),
        CASE(the_day_is_closed_by_two_names),
        CASE(one_clerk_closes_alone),
        CASE(a_file_that_failed_is_told_and_written_again),
        CASE(after_midnight_no_file_is_written),
        CASE(a_day_closed_again_is_not_filed),
        CASE(pages_of_the_log_turn_on_their_own_screen),
    };
    return cmocka_run_group_tests_name("core/shift", tests, NULL, NULL);
}
