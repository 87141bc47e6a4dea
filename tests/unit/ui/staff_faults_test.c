/* Every row of the fault catalogue, happening in the core, on every screen of the staff, lying and
 * upright: the clerk stays where the work is, the head line or an alert says it in the row's words,
 * the panel of devices says state and cure, the lamp shines as the row says; mended, it is gone.
 */
#include <stdio.h>
#include <string.h>
#include "tests/kit/core_desk.h"
#include "tests/kit/core_faults.h"
#include "tests/kit/core_scene.h"
#include "tests/kit/kit.h"
#include "ui/build.h"

/* A firm's two applications: the first lies matched, the second is to be matched. */
static void drive_bulk(struct core_fixture *f)
{
    cf_code_as(f, 1, CODE_PICKUP_FIRM, PICKUP_OK);
    cf_found_many(f, 1, 2);
    cf_call(f, 1);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    for (int i = 0; i < 2; i++) {
        cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_OK);
        cf_reply(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
        cf_sheet(f, PRINT_OUTCOME_PRINTED);
        if (i == 0) {
            cf_tag(f, "UKI:1");
        }
    }
}

static void drive_work(struct core_fixture *f, enum screen screen)
{
    static const struct {
        enum screen screen;
        enum item_state item;
    } rows[] = {{SCREEN_S02, ITEM_NOT_READY},
                {SCREEN_S03, ITEM_PENDING},
                {SCREEN_S04, ITEM_MATCHED},
                {SCREEN_S14, ITEM_DECISION}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].screen == screen) {
            cf_drive(f, 1, rows[i].item);
            return;
        }
    }
    cf_drive(f, 1, ITEM_PENDING); /* the pages that a clerk opens over somebody at the counter */
    cf_staff(f, ACTION_STAFF_SCREEN, (int)screen);
}

static void drive(struct core_fixture *f, enum screen screen)
{
    cf_reset(f);
    cf_start(f);
    if (screen == SCREEN_S00) {
        cd_list(f);
    } else if (screen == SCREEN_S01) {
        cf_queue(f, 1, cf_app(1));
    } else if (screen == SCREEN_S07) {
        drive_bulk(f);
    } else {
        drive_work(f, screen);
    }
    if (screen == SCREEN_S08) {
        cf_applicant(f, ACTION_CALL_STAFF, 0);
    }
    assert_int_equal(cf_staff_screen(f), screen);
}

static void draw(struct core_scene *s, bool upright)
{
    struct staff_view *v = s->f->staff;
    cf_staff_screen(s->f);
    v->one_screen = upright;
    ui_build_staff(v, &s->tree);
    if (s->tree.overflow) {
        fail_msg("%s overflows%s", screen_code(v->screen), upright ? " upright" : "");
    }
    assert_int_equal(s->tree.side, SIDE_STAFF);
    assert_int_equal(s->tree.screen, v->screen);
}

static enum signal worse(enum signal a, enum signal b)
{
    return a > b ? a : b;
}

/* The head line names the device and, where there is room, its state; S09 says all of it. */
static void devices_say(const struct core_scene *s, const struct fault_row *row)
{
    const struct device_row *d = &s->f->staff->device[row->device];
    assert_int_equal(d->level, row->health == HEALTH_DOWN ? DEVICE_DOWN : DEVICE_ATTENTION);
    assert_string_equal(d->state, row->staff);
    assert_string_equal(d->cure, row->cure);
    if (s->tree.screen == SCREEN_S00) {
        return; /* locked: whoever passes by is told nothing but the alerts and the lamp */
    }
    assert_true(core_fault_shows(&s->tree, d->name));
    assert_true(s->tree.fit >= FIT_COMPACT || core_fault_shows(&s->tree, row->staff));
    if (s->tree.screen == SCREEN_S09) {
        assert_true(core_fault_shows(&s->tree, row->staff));
        assert_true(core_fault_shows(&s->tree, row->cure));
    }
}

static void alert_says(const struct core_scene *s, const struct fault_row *row, int before)
{
    const struct staff_view *v = s->f->staff;
    assert_int_equal(v->alert_count, before + 1);
    if (before == 0) {
        assert_non_null(strstr(v->alert, row->staff));
        assert_non_null(strstr(v->alert, row->cure));
    }
    assert_true(core_fault_shows(&s->tree, v->alert));
}

static void check(struct core_scene *s, enum screen screen, enum fault fault, bool upright)
{
    struct core_fixture *f = s->f;
    const struct fault_row *row = fault_row(fault);
    drive(f, screen);
    int alerts = f->staff->alert_count;
    enum signal lamp = f->lamp;
    core_fault_happen(f, fault);
    draw(s, upright);
    bool waits = fault == FAULT_CODE_REFUSED && screen == SCREEN_S01; /* who showed it */
    if (f->staff->screen != (waits ? SCREEN_S08 : screen)) {
        fail_msg("%s: %s instead of %s", row->name, screen_code(f->staff->screen),
                 screen_code(screen));
    }
    lamp = fault == FAULT_CODE_REFUSED && lamp == SIGNAL_CALL ? SIGNAL_READY : lamp; /* ends it */
    assert_int_equal(f->lamp, worse(lamp, row->lamp));
    if (row->device != FAULT_NO_DEVICE) {
        devices_say(s, row);
    }
    if (row->device == FAULT_NO_DEVICE || row->device == DEVICE_JOURNAL) {
        alert_says(s, row, alerts);
    }
    core_fault_mend(f, fault);
    draw(s, upright);
    if (row->device != FAULT_NO_DEVICE && !core_fault_stays(fault)) {
        assert_int_equal(f->staff->device[row->device].level, DEVICE_OK);
        assert_string_equal(f->staff->device[row->device].cure, "");
        assert_int_equal(f->lamp, lamp);
    }
}

static void every_fault_on_every_staff_screen(void **state)
{
    int cells = 0;
    for (int screen = SCREEN_S00; screen < SCREEN_COUNT; screen++) {
        for (int fault = 1; fault < FAULT_COUNT; fault++) {
            for (int upright = 0; upright < 2 && core_fault_happens((enum fault)fault); upright++) {
                check(*state, (enum screen)screen, (enum fault)fault, upright);
                cells++;
            }
        }
    }
    print_message("cells=%d\n", cells);
}

/* Nothing is said that did not happen: each panel line is the row's only while the row holds. */
static void a_well_terminal_says_nothing(void **state)
{
    struct core_scene *s = *state;
    for (int screen = SCREEN_S01; screen < SCREEN_COUNT; screen++) {
        drive(s->f, (enum screen)screen);
        draw(s, false);
        for (int fault = 1; fault < FAULT_COUNT; fault++) {
            assert_false(core_fault_shows(&s->tree, fault_row((enum fault)fault)->cure));
        }
    }
}

/* Who calls has a number, a flag in the queue and the whole screen; a device has a line. */
static void people_who_call_come_before_devices(void **state)
{
    struct core_scene *s = *state;
    drive(s->f, SCREEN_S01);
    cf_slip(s->f, PRINT_OUTCOME_NOT_PRINTED);
    draw(s, false);
    assert_int_equal(s->tree.screen, SCREEN_S01);
    assert_true(core_fault_shows(&s->tree, fault_row(FAULT_SLIP_NOT_PRINTED)->staff));
    assert_false(core_fault_shows(&s->tree, "向かう")); /* a device is not gone to */
    for (int upright = 0; upright < 2; upright++) {
        cf_applicant(s->f, ACTION_CALL_STAFF, 0);
        draw(s, upright != 0);
        assert_int_equal(s->tree.screen, SCREEN_S08);
        assert_true(core_fault_shows(&s->tree, "A-001 の方が呼んでいます"));
        assert_true(core_fault_shows(&s->tree, "ほかに 1件"));
        cf_staff(s->f, ACTION_STAFF_ACKNOWLEDGE, 0);
        draw(s, upright != 0);
        assert_int_equal(s->tree.screen, SCREEN_S01);
        assert_false(core_fault_shows(&s->tree, "お困り"));
    }
    cf_applicant(s->f, ACTION_CALL_STAFF, 0);
    cf_staff(s->f, ACTION_STAFF_SELECT, 1); /* work goes on under the line of the alert */
    draw(s, false);
    assert_int_equal(s->tree.screen, SCREEN_S03);
    assert_true(core_fault_shows(&s->tree, "お困り"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fault_on_every_staff_screen),
        cmocka_unit_test(a_well_terminal_says_nothing),
        cmocka_unit_test(people_who_call_come_before_devices),
    };
    return cmocka_run_group_tests_name("ui/staff-faults", tests, core_scene_open, core_scene_close);
}
