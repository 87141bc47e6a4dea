/* The terminal as a whole: journal, planned stops, hours, camera, slip printer, help, alerts. */
#include "tests/kit/core_fixture.h"

#include <stdio.h>
#include <string.h>
#include "tests/kit/kit.h"

static const int64_t hour_ms = 3600000;

static void nothing_before_the_start(void **state)
{
    struct core_fixture *f = *state;
    cf_reset(f);
    assert_int_equal(cf_screen(f), SCREEN_A50);
    cf_code(f, 1);
    assert_null(cf_sent(f, EXCHANGE_LOOKUP));
    assert_true(cf_heard(f, TONE_CANNOT));
    cf_start(f);
    assert_non_null(cf_row(f, JOURNAL_STARTED));
    assert_int_equal(cf_screen(f), SCREEN_A00);
}

static void without_a_journal_nothing_begins(void **state)
{
    struct core_fixture *f = *state;
    for (int s = 0; s < ITEM_STATE_COUNT; s++) {
        cf_reset(f);
        cf_start(f);
        cf_drive(f, 1, (enum item_state)s);
        cf_event(f, EV_JOURNAL_FAILED);
        enum item_state before = cf_item(f, 1, 0)->state;
        for (int a = 0; a < ACTION_COUNT; a++) {
            cf_staff(f, (enum action)a, 1);
            cf_applicant(f, (enum action)a, 1);
        }
        cf_tag(f, "UKI:1");
        cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_OK);
        cf_reply(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
        cf_code(f, 2);
        assert_null(cf_ticket(f, 2));
        assert_true(cf_ticket(f, 1) == NULL || cf_item(f, 1, 0)->state == before);
    }
    cf_reset(f);
    cf_start(f);
    cf_event(f, EV_JOURNAL_FAILED);
    assert_int_equal(cf_screen(f), SCREEN_A50);
    assert_string_equal(f->applicant->support_code, "K-91");
}

/* The row that says "handed over" may be the one that failed: nothing is closed behind it, so that
 * the restart finds it open. */
static void without_a_journal_nothing_is_closed(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_HANDING);
    cf_applicant(f, ACTION_RECEIVED, 0);
    cf_event(f, EV_JOURNAL_FAILED);
    cf_wait(f, 60000);
    assert_non_null(cf_ticket(f, 1));
}

static void a_lookup_cut_by_the_journal_ends(void **state)
{
    struct core_fixture *f = *state;
    cf_code(f, 1);
    cf_event(f, EV_JOURNAL_FAILED);
    cf_found(f, cf_app(1));
    assert_null(cf_ticket(f, 1));
    cf_wait(f, 10000);
    assert_int_equal(f->core->visit.state, VISIT_IDLE);
    assert_null(cf_ticket(f, 1));
    assert_int_equal(cf_count(f, FX_PRINT), 0);
}

static void help_comes_without_a_journal_too(void **state)
{
    struct core_fixture *f = *state;
    cf_event(f, EV_JOURNAL_FAILED);
    assert_int_equal(f->lamp, SIGNAL_FAULT);
    cf_applicant(f, ACTION_CALL_STAFF, 0);
    assert_int_equal(f->lamp, SIGNAL_CALL);
    core_staff_view(f->core, f->staff);
    assert_int_equal(f->staff->alert_count, 2);
    cf_staff(f, ACTION_STAFF_SCREEN, SCREEN_S09);
    assert_int_equal(cf_staff_screen(f), SCREEN_S09);
    cf_staff(f, ACTION_STAFF_BACK, 0);
    assert_int_equal(cf_staff_screen(f), SCREEN_S08); /* and whoever called stands there again */
}

static void a_planned_stop_is_told_and_ends(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 9, cf_app(9));
    cf_call(f, 9);
    struct backend_reply *r = cf_bind(f, EXCHANGE_NOTICES, EXCHANGE_RESULT_OK);
    r->notice_count = 2;
    snprintf(r->notice[0].text, NOTICE_TEXT_SIZE, "お知らせ");
    snprintf(r->notice[1].text, NOTICE_TEXT_SIZE, "点検のため停止します");
    r->notice[1].from_ms = f->wall_ms - 1;
    r->notice[1].until_ms = f->wall_ms + hour_ms;
    cf_answer(f);
    assert_int_equal(cf_screen(f), SCREEN_A50);
    assert_string_equal(f->applicant->notice, "点検のため停止します");
    assert_int_equal(f->applicant->resumes_at_ms, f->wall_ms + hour_ms);
    cf_code(f, 1);
    assert_null(cf_sent(f, EXCHANGE_LOOKUP));
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_null(cf_sent(f, EXCHANGE_RESERVE));
    cf_wait(f, (uint64_t)hour_ms);
    cf_code(f, 1);
    assert_non_null(cf_sent(f, EXCHANGE_LOOKUP));
}

static void maintenance_told_by_a_lookup(void **state)
{
    struct core_fixture *f = *state;
    cf_code(f, 1);
    cf_bind(f, EXCHANGE_LOOKUP, EXCHANGE_RESULT_MAINTENANCE)->resumes_at_ms = f->wall_ms + hour_ms;
    cf_answer(f);
    assert_int_equal(cf_screen(f), SCREEN_A50);
    cf_wait(f, 45000);
    assert_int_equal(f->core->visit.state, VISIT_IDLE);
    assert_int_equal(cf_screen(f), SCREEN_A50);
    cf_wait(f, (uint64_t)hour_ms);
    cf_event(f, EV_TICK); /* the core knows the wall time by events only */
    assert_int_equal(cf_screen(f), SCREEN_A00);
}

static void outside_the_hours_no_number_is_given(void **state)
{
    struct core_fixture *f = *state;
    const int64_t closed_ms[] = {-2 * hour_ms, 6 * hour_ms, 4 * 24 * hour_ms}; /* 8:00 16:00 Sat */
    for (size_t i = 0; i < 3; i++) {
        cf_reset(f);
        cf_start(f);
        f->wall_ms += closed_ms[i];
        cf_event(f, EV_TICK);
        assert_int_equal(cf_screen(f), SCREEN_A52);
        assert_true(f->applicant->resumes_at_ms > f->wall_ms);
        cf_code(f, 1);
        assert_null(cf_sent(f, EXCHANGE_LOOKUP));
        assert_int_equal(f->core->visit.state, VISIT_CLOSED);
        assert_null(cf_ticket(f, 1));
        cf_wait(f, 45000);
        assert_int_equal(f->core->visit.state, VISIT_IDLE);
    }
}

static void a_lost_camera_is_said(void **state)
{
    static const enum core_device eyes[] = {DEVICE_CAMERA, DEVICE_DECODER};
    struct core_fixture *f = *state;
    for (int i = 0; i < 2; i++) {
        cf_device(f, eyes[i], HEALTH_DOWN);
        assert_non_null(cf_row(f, JOURNAL_DEVICE));
        assert_int_equal(cf_screen(f), SCREEN_A54);
        cf_device(f, eyes[i], HEALTH_DOWN); /* told once */
        assert_int_equal(f->fx->count, 0);
        cf_device(f, eyes[i], HEALTH_OK);
        assert_int_equal(cf_screen(f), SCREEN_A00);
    }
}

static void without_slips_the_screen_says_the_number(void **state)
{
    struct core_fixture *f = *state;
    cf_device(f, DEVICE_SLIP_PRINTER, HEALTH_DOWN);
    cf_queue(f, 1, cf_app(1));
    assert_int_equal(cf_count(f, FX_PRINT), 0);
    assert_int_equal(cf_screen(f), SCREEN_A53);
    assert_string_equal(f->applicant->call_no, "A-001");
    struct application *a = cf_app(2);
    a->status = APP_UNDER_REVIEW;
    cf_code(f, 2);
    cf_found(f, a);
    assert_int_equal(cf_count(f, FX_PRINT), 0);
    assert_int_equal(cf_screen(f), SCREEN_A20); /* no number: the verdict stays */
    assert_int_equal(f->applicant->slip, SLIP_FAILED);
}

static void a_slip_that_fails_is_said_once(void **state)
{
    static const enum print_outcome bad[] = {PRINT_OUTCOME_NOT_PRINTED, PRINT_OUTCOME_UNKNOWN};
    struct core_fixture *f = *state;
    for (int i = 0; i < 2; i++) {
        cf_reset(f);
        cf_start(f);
        cf_queue(f, 1, cf_app(1));
        cf_wait(f, 30000); /* into the warning */
        cf_slip(f, bad[i]);
        assert_non_null(cf_row(f, JOURNAL_SLIP_OUTCOME));
        assert_int_equal(cf_screen(f), SCREEN_A53);
        assert_false(f->core->visit.warned); /* there is time to read the number */
        assert_int_equal(cf_count(f, FX_PRINT), 0);
        cf_wait(f, 45000);
        assert_int_equal(cf_screen(f), SCREEN_A00);
    }
    cf_queue(f, 2, cf_app(2));
    struct print_order mine = f->slip;
    f->slip.job_id.byte[0] ^= 1;
    cf_slip(f, PRINT_OUTCOME_NOT_PRINTED); /* somebody else's slip */
    assert_int_equal(cf_screen(f), SCREEN_A10);
    f->slip = mine;
    cf_slip(f, PRINT_OUTCOME_PRINTED);
    assert_int_equal(f->core->visit.slip, SLIP_PRINTED);
}

static void help_is_shown_acknowledged_and_ends(void **state)
{
    struct core_fixture *f = *state;
    cf_applicant(f, ACTION_CALL_STAFF, 0);
    assert_non_null(cf_row(f, JOURNAL_HELP));
    assert_int_equal(cf_screen(f), SCREEN_A70);
    assert_false(f->applicant->help_acknowledged);
    cf_wait(f, 10000);
    cf_staff(f, ACTION_STAFF_ACKNOWLEDGE, 0);
    assert_int_equal(cf_screen(f), SCREEN_A70);
    assert_true(f->applicant->help_acknowledged);
    core_staff_view(f->core, f->staff);
    assert_int_equal(f->staff->alert_count, 0);
    cf_wait(f, 19999);
    assert_int_equal(cf_screen(f), SCREEN_A70);
    cf_wait(f, 1);
    assert_int_equal(cf_screen(f), SCREEN_A00);
    cf_applicant(f, ACTION_NO_CODE, 0);
    assert_int_equal(cf_screen(f), SCREEN_A73);
    cf_wait(f, 45000);
    assert_int_equal(cf_screen(f), SCREEN_A00);
    cf_applicant(f, ACTION_NO_CODE, 0); /* staff were called by that: 了解 is answered, too */
    cf_wait(f, 3000);
    cf_staff(f, ACTION_STAFF_ACKNOWLEDGE, 0);
    assert_int_equal(cf_screen(f), SCREEN_A70);
    assert_true(f->applicant->help_acknowledged);
    cf_wait(f, HELP_SHOWN_MS);
    assert_int_equal(cf_screen(f), SCREEN_A73);
}

static void somebody_who_cannot_get_it_read_is_noticed(void **state)
{
    struct core_fixture *f = *state;
    struct event ev = {.kind = EV_IN_VIEW};
    ev.in_view.hint = SCAN_HINT_TOO_SMALL;
    cf_step(f, &ev);
    assert_int_equal(cf_screen(f), SCREEN_A00);
    f->now_ms += 2000;
    cf_step(f, &ev);
    assert_int_equal(cf_screen(f), SCREEN_A01);
    assert_int_equal(f->applicant->hint, SCAN_HINT_TOO_SMALL);
    assert_false(f->applicant->help_pulse);
    f->now_ms += 8000;
    cf_step(f, &ev);
    cf_screen(f);
    assert_true(f->applicant->help_pulse);
    cf_wait(f, 20000);
    assert_non_null(cf_row(f, JOURNAL_HELP));
    cf_wait(f, 60000);
    core_staff_view(f->core, f->staff);
    assert_int_equal(f->staff->alert_count, 1); /* told once */
    ev.in_view.hint = SCAN_HINT_NOTHING;
    cf_step(f, &ev);
    assert_int_equal(cf_screen(f), SCREEN_A01); /* perhaps only this frame did not show it */
    cf_wait(f, 1499);
    assert_int_equal(cf_screen(f), SCREEN_A01);
    cf_wait(f, 1);
    assert_int_equal(cf_screen(f), SCREEN_A00);
}

static void see(struct core_fixture *f, enum scan_hint hint, enum scan_carrier carrier)
{
    struct event ev = {.kind = EV_IN_VIEW};
    ev.in_view.hint = hint;
    ev.in_view.carrier = carrier;
    cf_step(f, &ev);
}

static void a_hint_stays_until_it_was_read(void **state)
{
    struct core_fixture *f = *state;
    see(f, SCAN_HINT_TOO_SMALL, SCAN_CARRIER_UNKNOWN);
    see(f, SCAN_HINT_NOTHING, SCAN_CARRIER_UNKNOWN);
    cf_wait(f, 1400);
    see(f, SCAN_HINT_CUT_OFF, SCAN_CARRIER_PAPER); /* not on the screen yet: the newest counts */
    cf_wait(f, 600);
    assert_int_equal(cf_screen(f), SCREEN_A01);
    assert_int_equal(f->applicant->hint, SCAN_HINT_CUT_OFF);
    see(f, SCAN_HINT_DIM, SCAN_CARRIER_UNKNOWN);
    cf_wait(f, 1999);
    cf_screen(f);
    assert_int_equal(f->applicant->hint, SCAN_HINT_CUT_OFF);
    cf_wait(f, 1);
    cf_screen(f);
    assert_int_equal(f->applicant->hint, SCAN_HINT_DIM);
    assert_int_equal(f->applicant->carrier, SCAN_CARRIER_PAPER); /* a guess is not forgotten */
    see(f, SCAN_HINT_NOTHING, SCAN_CARRIER_UNKNOWN);
    cf_wait(f, 1500);
    assert_int_equal(cf_screen(f), SCREEN_A00);
    assert_int_equal(f->applicant->hint, SCAN_HINT_NONE);
    assert_int_equal(f->applicant->carrier, SCAN_CARRIER_UNKNOWN);
}

static void a_code_at_a_busy_screen_is_read_afterwards(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_HANDING);
    cf_code(f, 2);
    assert_null(cf_sent(f, EXCHANGE_LOOKUP));
    assert_int_equal(cf_count(f, FX_SCAN_REARM), 0);
    cf_staff(f, ACTION_STAFF_NOT_HANDED, 0);
    assert_int_equal(cf_count(f, FX_SCAN_REARM), 1);
    cf_code(f, 2);
    assert_non_null(cf_sent(f, EXCHANGE_LOOKUP));
    cf_staff(f, ACTION_STAFF_ASK_IDENTITY, 0);
    assert_int_equal(cf_screen(f), SCREEN_A61);
    cf_code(f, 3);
    assert_null(cf_sent(f, EXCHANGE_LOOKUP));
    cf_staff(f, ACTION_STAFF_ASK_IDENTITY, 0);
    assert_int_equal(cf_count(f, FX_SCAN_REARM), 1);
}

/* Each substituted character is shown, one at a time; a name without any has no such page. */
static void substituted_characters_are_shown_one_by_one(void **state)
{
    struct core_fixture *f = *state;
    struct application *a = cf_app(1);
    a->substitution_count = 2;
    (void)strcpy(a->substitution[0].applied, "𠮷");
    (void)strcpy(a->substitution[1].applied, "髙");
    cf_queue(f, 1, a);
    cf_call(f, 1);
    for (int i = 0; i < 2; i++) {
        cf_staff(f, ACTION_STAFF_SHOW_SUBSTITUTION, 0);
        assert_int_equal(cf_screen(f), SCREEN_A62);
        assert_int_equal(f->applicant->substitution_no, i + 1);
        assert_int_equal(f->applicant->substitution_count, 2);
        assert_string_equal(f->applicant->substitution.applied, a->substitution[i].applied);
    }
    cf_staff(f, ACTION_STAFF_SHOW_SUBSTITUTION, 0);
    assert_int_equal(cf_screen(f), SCREEN_A60);
    cf_reset(f);
    cf_start(f);
    cf_queue(f, 2, cf_app(2));
    cf_call(f, 2);
    cf_staff(f, ACTION_STAFF_SHOW_SUBSTITUTION, 0);
    assert_int_equal(cf_screen(f), SCREEN_A60);
}

static void the_picture_goes_on_with_time_alone(void **state)
{
    struct core_fixture *f = *state;
    cf_wait(f, 61000);
    assert_int_equal(f->core->wall_ms, cf_open_wall_ms + 60000);
    cf_queue(f, 1, cf_app(1));
    cf_wait(f, 28000);
    cf_screen(f);
    assert_int_equal(f->applicant->seconds_left, 17);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    cf_wait(f, 29999);
    assert_int_equal(cf_screen(f), SCREEN_A60);
    cf_wait(f, 1);
    assert_int_equal(cf_screen(f), SCREEN_A00);
}

static void alerts_more_than_fit_do_not_overflow(void **state)
{
    struct core_fixture *f = *state;
    static const enum exchange_result refused[] = {EXCHANGE_RESULT_CODE_UNKNOWN};
    for (int i = 0; i < 100; i++) {
        cf_code(f, i);
        cf_reply(f, EXCHANGE_LOOKUP, refused[0]);
        cf_applicant(f, ACTION_CALL_STAFF, 0);
    }
    core_staff_view(f->core, f->staff);
    assert_int_equal(f->staff->alert_count, 2); /* one a kind */
}

static void masked_data_is_shown_for_fifteen_seconds(void **state)
{
    struct core_fixture *f = *state;
    cf_staff(f, ACTION_STAFF_UNMASK, 0);
    assert_null(cf_row(f, JOURNAL_UNMASKED)); /* nobody is selected */
    cf_queue(f, 1, cf_app(1));
    cf_staff(f, ACTION_STAFF_SELECT, 1);
    cf_staff(f, ACTION_STAFF_UNMASK, 0);
    assert_non_null(cf_row(f, JOURNAL_UNMASKED));
    cf_wait(f, 14999);
    core_staff_view(f->core, f->staff);
    assert_true(f->staff->unmasked);
    cf_wait(f, 1);
    core_staff_view(f->core, f->staff);
    assert_false(f->staff->unmasked);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, cf_setup, cf_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_before_the_start),
        TEST(without_a_journal_nothing_begins),
        TEST(without_a_journal_nothing_is_closed),
        TEST(a_lookup_cut_by_the_journal_ends),
        TEST(help_comes_without_a_journal_too),
        TEST(a_planned_stop_is_told_and_ends),
        TEST(maintenance_told_by_a_lookup),
        TEST(outside_the_hours_no_number_is_given),
        TEST(a_lost_camera_is_said),
        TEST(without_slips_the_screen_says_the_number),
        TEST(a_slip_that_fails_is_said_once),
        TEST(help_is_shown_acknowledged_and_ends),
        TEST(somebody_who_cannot_get_it_read_is_noticed),
        TEST(a_hint_stays_until_it_was_read),
        TEST(a_code_at_a_busy_screen_is_read_afterwards),
        TEST(the_picture_goes_on_with_time_alone),
        TEST(alerts_more_than_fit_do_not_overflow),
        TEST(masked_data_is_shown_for_fifteen_seconds),
        TEST(substituted_characters_are_shown_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
