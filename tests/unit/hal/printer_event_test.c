#include "tests/kit/kit.h"

#include <string.h>

#include "hal/hal.h"
#include "hal/lamp.h"
#include "hal/printer_event.h"
#include "hal/scanner.h"
#include "hal/sound.h"
#include "hal/watchdog.h"

static void conditions_are_one_event_however_often_they_change(void **state)
{
    (void)state;
    struct printer_events q = {0};
    struct printer_event e;
    printer_events_conditions(&q, 1, 0);
    assert_false(printer_events_take(&q, &e));
    for (unsigned i = 1; i <= 100; i++) {
        printer_events_conditions(&q, i, i);
    }
    assert_true(printer_events_take(&q, &e));
    assert_int_equal(e.conditions, 100);
    assert_int_equal(e.at_ms, 100);
    assert_false(printer_events_take(&q, &e));
}

static void events_leave_in_the_order_they_came(void **state)
{
    (void)state;
    struct printer_events q = {0};
    struct printer_event e, outcome = {.kind = PRINTER_OUTCOME, .job_id = {{5}}};
    printer_events_conditions(&q, 1, PRINTER_OUT);
    printer_events_add(&q, &outcome);
    printer_events_conditions(&q, 2, 0);
    assert_true(printer_events_has_outcome(&q));
    assert_true(printer_events_take(&q, &e) && e.conditions == PRINTER_OUT);
    assert_true(printer_events_take(&q, &e) && e.kind == PRINTER_OUTCOME);
    assert_false(printer_events_has_outcome(&q));
    assert_true(printer_events_take(&q, &e) && e.kind == PRINTER_CONDITIONS_CHANGED);
}

static void conditions_have_names_and_are_cut_at_whole_ones(void **state)
{
    (void)state;
    char text[64], small[12];
    printer_conditions_text(0, text, sizeof text);
    assert_string_equal(text, "");
    printer_conditions_text(PRINTER_NEAR_END | PRINTER_COVER_OPEN | PRINTER_OFFLINE, text,
                            sizeof text);
    assert_string_equal(text, "near-end,cover-open,offline");
    printer_conditions_text(PRINTER_NEAR_END | PRINTER_COVER_OPEN, small, sizeof small);
    assert_string_equal(small, "near-end");
}

static void low_paper_stops_nothing_and_no_paper_does(void **state)
{
    (void)state;
    unsigned stops = printer_stopping_conditions();
    assert_int_equal(stops & PRINTER_NEAR_END, 0);
    assert_int_equal(stops & PRINTER_UNKNOWN_STATE, 0);
    assert_int_not_equal(stops & PRINTER_OUT, 0);
    assert_int_not_equal(stops & PRINTER_OFFLINE, 0);
}

static void a_terminal_without_devices_is_harmless(void **state)
{
    (void)state;
    struct hal hal = {0};
    struct scanner_event e;
    hal_step(&hal, 1);
    assert_true(hal_next_ms(&hal, 1) == DEVICE_NO_DEADLINE);
    assert_fails(lamp_set(NULL, LAMP_BLUE, LAMP_STEADY), UNSUPPORTED);
    assert_fails(sound_play(NULL, SOUND_READ_OK), UNSUPPORTED);
    assert_fails(watchdog_pet(NULL), UNSUPPORTED);
    assert_false(sound_is_available(NULL));
    assert_false(scanner_take(NULL, &e));
    hal_close(&hal);
}

static void a_lamp_flashes_no_faster_than_two_a_second(void **state)
{
    (void)state;
    int changes = 0;
    bool was_lit = lamp_is_lit(LAMP_BLINK, 0);
    for (uint64_t ms = 1; ms <= 10000; ms++) {
        bool is_lit = lamp_is_lit(LAMP_BLINK, ms);
        changes += is_lit != was_lit ? 1 : 0;
        was_lit = is_lit;
    }
    assert_int_equal(changes, 40);
    assert_true(lamp_is_lit(LAMP_STEADY, 12345));
    assert_false(lamp_is_lit(LAMP_OFF, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions_are_one_event_however_often_they_change),
        cmocka_unit_test(events_leave_in_the_order_they_came),
        cmocka_unit_test(conditions_have_names_and_are_cut_at_whole_ones),
        cmocka_unit_test(low_paper_stops_nothing_and_no_paper_does),
        cmocka_unit_test(a_terminal_without_devices_is_harmless),
        cmocka_unit_test(a_lamp_flashes_no_faster_than_two_a_second),
    };
    return cmocka_run_group_tests_name("hal/printer_event", tests, NULL, NULL);
}
