/* S11 by hand: lamp, tones, voice, a slip, both touch grids; none of it touches a visit. */
#include <string.h>
#include "core/voice.h"
#include "tests/kit/core_desk.h"
#include "tests/kit/kit.h"

static const struct effect *effect_of(const struct core_fixture *f, enum effect_kind kind)
{
    for (int i = 0; i < f->fx->count; i++) {
        if (f->fx->effect[i].kind == kind) {
            return &f->fx->effect[i];
        }
    }
    return NULL;
}

static void the_lamp_goes_back_by_itself(void **state)
{
    struct core_fixture *f = *state;
    cf_device(f, DEVICE_SLIP_PRINTER, HEALTH_ATTENTION);
    cf_staff(f, ACTION_STAFF_TEST_LAMP, SIGNAL_CALL);
    assert_int_equal(effect_of(f, FX_SIGNAL)->signal, SIGNAL_CALL);
    cf_wait(f, 4999);
    cf_event(f, EV_TICK);
    assert_null(effect_of(f, FX_SIGNAL));
    cf_wait(f, 1);
    assert_int_equal(effect_of(f, FX_SIGNAL)->signal, SIGNAL_ATTENTION); /* what is, not READY */
    cf_staff(f, ACTION_STAFF_TEST_LAMP, SIGNAL_CALL + 1);
    assert_null(effect_of(f, FX_SIGNAL));
    cf_staff(f, ACTION_STAFF_TEST_LAMP, -1);
    assert_null(effect_of(f, FX_SIGNAL));
}

static void every_tone_and_the_voice_are_heard(void **state)
{
    struct core_fixture *f = *state;
    for (int tone = TONE_READ_OK; tone <= TONE_TIMEOUT; tone++) {
        cf_staff(f, ACTION_STAFF_TEST_TONE, tone);
        assert_true(cf_heard(f, (enum tone)tone));
    }
    cf_staff(f, ACTION_STAFF_TEST_TONE, TONE_TIMEOUT + 1);
    assert_null(effect_of(f, FX_TONE));
    cf_staff(f, ACTION_STAFF_TEST_VOICE, 0);
    assert_int_equal(effect_of(f, FX_SAY)->clip, VOICE_TAKE_SLIP);
}

static void a_test_slip_belongs_to_nobody(void **state)
{
    struct core_fixture *f = *state;
    int last = f->core->last_call_no;
    cf_staff(f, ACTION_STAFF_TEST_SLIP, 0);
    struct print_order order = *cf_print(f, PRINT_TEST_SLIP);
    assert_true(id_is_none(order.visit_id));
    assert_int_equal(order.call_no, 0);
    assert_string_equal(cf_row(f, JOURNAL_STAFF)->detail, "act=print what=test-slip");
    struct event ev = {.kind = EV_PRINT_OUTCOME};
    ev.print.kind = order.kind;
    ev.print.job_id = order.job_id;
    ev.print.outcome = PRINT_OUTCOME_NOT_PRINTED;
    cf_step(f, &ev);
    assert_null(cf_row(f, JOURNAL_SLIP_OUTCOME));
    assert_int_equal(f->core->day.slips + f->core->day.slip_failures, 0);
    assert_int_equal(f->core->last_call_no, last);
    core_staff_view(f->core, f->staff);
    assert_true(f->staff->alert_count > 0);
    cf_device(f, DEVICE_SLIP_PRINTER, HEALTH_DOWN);
    cf_staff(f, ACTION_STAFF_TEST_SLIP, 0);
    assert_int_equal(cf_count(f, FX_PRINT), 0);
}

static void the_grid_remembers_until_it_is_left(void **state)
{
    struct core_fixture *f = *state;
    cf_staff(f, ACTION_STAFF_SCREEN, SCREEN_S11);
    cf_staff(f, ACTION_STAFF_PAGE, SERVICE_TOUCH);
    for (int i = -1; i <= TOUCH_CELLS; i++) {
        cf_staff(f, ACTION_STAFF_TEST_CELL, i);
    }
    core_staff_view(f->core, f->staff);
    assert_int_equal(f->staff->desk.service_page, SERVICE_TOUCH);
    assert_true(f->staff->desk.touched_cells == (1ULL << TOUCH_CELLS) - 1);
    cf_staff(f, ACTION_STAFF_PAGE, SERVICE_PAGE_COUNT);
    assert_int_equal(f->core->desk.service_page, SERVICE_TOUCH);
    cf_staff(f, ACTION_STAFF_PAGE, SERVICE_CHECK);
    assert_true(f->core->desk.touched_cells == 0);
}

static void open_touch_page(struct core_fixture *f)
{
    cf_staff(f, ACTION_STAFF_SCREEN, SCREEN_S11);
    cf_staff(f, ACTION_STAFF_PAGE, SERVICE_TOUCH);
}

static enum face_test face_test(struct core_fixture *f)
{
    core_staff_view(f->core, f->staff);
    return f->staff->desk.face_test;
}

static void begin_face_test(struct core_fixture *f)
{
    open_touch_page(f);
    cf_staff(f, ACTION_STAFF_TEST_FACE, 0);
    assert_int_equal(cf_screen(f), SCREEN_A80);
    assert_int_equal(face_test(f), FACE_TEST_RUNS);
}

static void the_applicants_screen_is_touched_through(void **state)
{
    struct core_fixture *f = *state;
    begin_face_test(f);
    for (int i = -1; i <= FACE_CELLS; i++) {
        if (i != 7 && i != FACE_CELLS - 1) {
            cf_applicant(f, ACTION_TOUCH_CELL, i);
        }
    }
    assert_int_equal(face_test(f), FACE_TEST_RUNS);
    assert_true(f->staff->desk.face_cells ==
                (1ULL << FACE_CELLS) - 1 - (1ULL << 7) - (1ULL << (FACE_CELLS - 1)));
    assert_int_equal(cf_screen(f), SCREEN_A80);
    assert_true(f->applicant->touched_cells == f->staff->desk.face_cells);
    cf_applicant(f, ACTION_FINISH, 0);
    assert_string_equal(cf_row(f, JOURNAL_STAFF)->detail,
                        "act=touch-test touched=58 of=60 why=finished");
    assert_int_equal(cf_screen(f), SCREEN_A00);
    assert_true(f->applicant->touched_cells == 0);
    assert_int_equal(face_test(f), FACE_TEST_OVER); /* the outcome stays until the page is left */
    assert_true((f->staff->desk.face_cells >> 7 & 1) == 0);
    cf_applicant(f, ACTION_TOUCH_CELL, 7);
    assert_true((f->core->desk.face_cells >> 7 & 1) == 0);
    cf_staff(f, ACTION_STAFF_PAGE, SERVICE_CHECK);
    assert_int_equal(face_test(f), FACE_TEST_NONE);
}

static void a_whole_screen_ends_the_test_by_itself(void **state)
{
    struct core_fixture *f = *state;
    begin_face_test(f);
    for (int i = 0; i < FACE_CELLS; i++) {
        cf_applicant(f, ACTION_TOUCH_CELL, i);
    }
    assert_true(cf_heard(f, TONE_READ_OK));
    cf_applicant(f, ACTION_TOUCH_CELL, 0); /* one too many puts nothing off */
    cf_wait(f, FACE_DONE_MS - 1);
    assert_int_equal(cf_screen(f), SCREEN_A80);
    cf_wait(f, 1);
    assert_int_equal(cf_screen(f), SCREEN_A00);
    assert_int_equal(face_test(f), FACE_TEST_OVER);
}

static void untouched_for_a_minute_it_is_over(void **state)
{
    struct core_fixture *f = *state;
    begin_face_test(f);
    cf_wait(f, FACE_TEST_MS - 1);
    cf_applicant(f, ACTION_TOUCH_CELL, 3);
    cf_wait(f, FACE_TEST_MS - 1);
    assert_int_equal(cf_screen(f), SCREEN_A80);
    cf_wait(f, 1);
    assert_int_equal(cf_screen(f), SCREEN_A00);
    cf_staff(f, ACTION_STAFF_TEST_FACE, 0); /* once more, from nothing */
    assert_true(f->core->desk.face_cells == 0);
    cf_staff(f, ACTION_STAFF_TEST_FACE, 0);
    assert_int_equal(face_test(f), FACE_TEST_OVER);
}

static void a_test_is_tried_during_a_planned_stop(void **state)
{
    struct core_fixture *f = *state;
    f->core->maintenance_until_ms = f->wall_ms + 3600000;
    begin_face_test(f);
    cf_code(f, 1);
    assert_int_equal(cf_screen(f), SCREEN_A80);
    cf_applicant(f, ACTION_FINISH, 0);
    assert_int_equal(cf_screen(f), SCREEN_A50);
}

/* Whoever needs the screen has it in the same step. */
static void a_test_gives_way(void **state)
{
    struct core_fixture *f = *state;
    begin_face_test(f);
    cf_code(f, 1);
    assert_int_equal(cf_screen(f), SCREEN_A02);
    assert_int_equal(face_test(f), FACE_TEST_OVER);
    cf_staff(f, ACTION_STAFF_TEST_FACE, 0); /* the visit is open: not now */
    assert_int_equal(cf_screen(f), SCREEN_A02);
    assert_true(f->staff->desk.face_busy);
    cf_found(f, cf_app(1));
    cf_applicant(f, ACTION_FINISH, 0);
    begin_face_test(f);
    cf_applicant(f, ACTION_CALL_STAFF, 0);
    assert_int_equal(cf_screen(f), SCREEN_A70);
    cf_wait(f, HELP_SHOWN_MS);
    begin_face_test(f);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    assert_int_equal(cf_screen(f), SCREEN_A60);
    cf_wait(f, CALL_SHOWN_MS);
    begin_face_test(f);
    cf_staff(f, ACTION_STAFF_BACK, 0);
    assert_int_equal(cf_screen(f), SCREEN_A00);
    assert_string_equal(cf_row(f, JOURNAL_STAFF)->detail,
                        "act=touch-test touched=0 of=60 why=left");
    struct event ev = {.kind = EV_JOURNAL_FAILED};
    begin_face_test(f);
    cf_step(f, &ev);
    assert_int_equal(cf_screen(f), SCREEN_A50);
    cf_staff(f, ACTION_STAFF_TEST_FACE, 0);
    assert_int_equal(cf_screen(f), SCREEN_A50);
}

/* One screen for both: it turns for the test, and back to the staff who are still logged in. */
static void one_screen_turns_and_comes_back(void **state)
{
    struct core_fixture *f = *state;
    f->config.staff_on_same_screen = true;
    cd_list(f);
    cf_applicant(f, ACTION_STAFF_ENTRANCE, 0);
    cd_sign(f, CD_ENGINEER);
    begin_face_test(f);
    assert_false(f->applicant->staff_face);
    cf_applicant(f, ACTION_FINISH, 0);
    assert_int_equal(cf_staff_screen(f), SCREEN_S11);
    (void)cf_screen(f);
    assert_true(f->applicant->staff_face);
    cf_staff(f, ACTION_STAFF_TEST_FACE, 0);
    cf_wait(f, FACE_TEST_MS); /* nobody is there: it is not left open */
    assert_int_equal(cf_screen(f), SCREEN_A00);
    assert_false(f->applicant->staff_face);
    assert_int_equal(cf_staff_screen(f), SCREEN_S00);
    cf_applicant(f, ACTION_STAFF_ENTRANCE, 0);
    cd_sign(f, CD_ENGINEER);
    begin_face_test(f);
    for (int i = 0; i < 4; i++) { /* touched all the time, but no act of the staff */
        cf_wait(f, FACE_TEST_MS - 1);
        cf_applicant(f, ACTION_TOUCH_CELL, i);
    }
    assert_int_equal(cf_screen(f), SCREEN_A00);
    assert_false(f->applicant->staff_face);
    assert_int_equal(cf_staff_screen(f), SCREEN_S00);
}

static void a_clerk_of_another_role_tries_nothing(void **state)
{
    struct core_fixture *f = *state;
    cd_list(f);
    static const enum action acts[] = {ACTION_STAFF_TEST_LAMP,  ACTION_STAFF_TEST_TONE,
                                       ACTION_STAFF_TEST_VOICE, ACTION_STAFF_TEST_SLIP,
                                       ACTION_STAFF_TEST_CELL,  ACTION_STAFF_TEST_FACE};
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        cf_staff(f, acts[i], 0); /* locked */
        assert_int_equal(f->fx->count, 0);
    }
    assert_true(f->core->desk.touched_cells == 0);
    assert_int_equal(cf_screen(f), SCREEN_A00);
    cd_sign(f, CD_ENGINEER);
    cf_staff(f, ACTION_STAFF_TEST_LAMP, SIGNAL_FAULT);
    assert_non_null(effect_of(f, FX_SIGNAL));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, cf_setup, cf_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_lamp_goes_back_by_itself),
        CASE(every_tone_and_the_voice_are_heard),
        CASE(a_test_slip_belongs_to_nobody),
        CASE(the_grid_remembers_until_it_is_left),
        CASE(a_clerk_of_another_role_tries_nothing),
        CASE(the_applicants_screen_is_touched_through),
        CASE(a_whole_screen_ends_the_test_by_itself),
        CASE(untouched_for_a_minute_it_is_over),
        CASE(a_test_is_tried_during_a_planned_stop),
        CASE(a_test_gives_way),
        CASE(one_screen_turns_and_comes_back),
    };
    return cmocka_run_group_tests_name("core/bench", tests, NULL, NULL);
}
