/* S11 by hand: lamp, tones, voice, a slip, the touch grid; none of it touches a visit. */
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

static void a_clerk_of_another_role_tries_nothing(void **state)
{
    struct core_fixture *f = *state;
    cd_list(f);
    static const enum action acts[] = {ACTION_STAFF_TEST_LAMP, ACTION_STAFF_TEST_TONE,
                                       ACTION_STAFF_TEST_VOICE, ACTION_STAFF_TEST_SLIP,
                                       ACTION_STAFF_TEST_CELL};
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        cf_staff(f, acts[i], 0); /* locked */
        assert_int_equal(f->fx->count, 0);
    }
    assert_true(f->core->desk.touched_cells == 0);
    cd_sign(f, CD_ENGINEER);
    cf_staff(f, ACTION_STAFF_TEST_LAMP, SIGNAL_FAULT);
    assert_non_null(effect_of(f, FX_SIGNAL));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, cf_setup, cf_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_lamp_goes_back_by_itself),          CASE(every_tone_and_the_voice_are_heard),
        CASE(a_test_slip_belongs_to_nobody),         CASE(the_grid_remembers_until_it_is_left),
        CASE(a_clerk_of_another_role_tries_nothing),
    };
    return cmocka_run_group_tests_name("core/bench", tests, NULL, NULL);
}
