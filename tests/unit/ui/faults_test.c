/* Every row of the fault catalogue, happening in the core, on every screen of an applicant: the
 * screen that then stands is the designed one, says the row's sentence and code, sounds and shines
 * as the row says, has help and a way on; staff read state and cure; whoever comes next meets it.
 */
#include <stdio.h>
#include <string.h>
#include "tests/kit/core_faults.h"
#include "tests/kit/core_matrix.h"
#include "tests/kit/core_scene.h"
#include "tests/kit/kit.h"
#include "ui/build.h"
#include "ui/query.h"

enum { SETTLES_MS = 600000, COUNTER_SCREENS = 6, READING_SIZE = 128, NEXT_CODE = 30 };

/* A60 … A64 and A70 over a ticket that is called. */
static void drive_counter(struct core_fixture *f, int which)
{
    cf_reset(f);
    cf_start(f);
    if (which == COUNTER_SCREENS - 1) {
        cf_applicant(f, ACTION_CALL_STAFF, 0);
        return;
    }
    if (which >= 3) {
        cf_drive(f, 1, ITEM_HANDING);
        cf_applicant(f, which == 4 ? ACTION_RECEIVED : ACTION_NONE, 0);
        return;
    }
    struct application *a = cf_app(1);
    a->substitution_count = 1;
    (void)strcpy(a->substitution[0].applied, "𠮷");
    (void)strcpy(a->substitution[0].printed, "吉");
    cf_queue(f, 1, a);
    cf_call(f, 1);
    if (which == 1) {
        cf_staff(f, ACTION_STAFF_ASK_IDENTITY, 0);
    } else if (which == 2) {
        cf_staff(f, ACTION_STAFF_SHOW_SUBSTITUTION, 0);
    }
}

static void draw(struct core_scene *s)
{
    const struct applicant_view *v = s->f->applicant;
    cf_screen(s->f);
    ui_build_applicant(v, &s->tree);
    assert_false(s->tree.overflow);
    assert_int_equal(s->tree.screen, v->screen);
    assert_true(ui_tap_node(&s->tree, "CALL_STAFF") >= 0);
}

static bool is_of_the_counter(enum screen screen)
{
    return screen >= SCREEN_A61 && screen <= SCREEN_A64;
}

/* What stands after it happened on `before`. `slip`: that person's number is being printed. */
static enum screen expected(enum screen before, enum fault fault, bool slip)
{
    bool overlaid = is_of_the_counter(before) || before == SCREEN_A70;
    switch (fault) {
    case FAULT_PLANNED_STOP:
        return before == SCREEN_A63 ? before : SCREEN_A50; /* the hand-over goes to its end */
    case FAULT_CAMERA_LOST:
    case FAULT_DECODER_STOPPED:
        return before == SCREEN_A00 ? SCREEN_A54 : before;
    case FAULT_SLIP_NOT_PRINTED:
        return slip && !overlaid ? SCREEN_A53 : before;
    case FAULT_CODE_REFUSED:
        return is_of_the_counter(before) ? before : SCREEN_A42; /* the answer ends A70 */
    default:
        return core_fault_stays(fault) ? SCREEN_A50 : before;
    }
}

static enum signal worse(enum signal a, enum signal b)
{
    return a > b ? a : b;
}

/* On their screen or in an alert, in the row's words. */
static void staff_are_told(struct core_fixture *f, enum fault fault)
{
    bool hidden = fault == FAULT_PLANNED_STOP && !f->core->link_up; /* the red one first */
    const struct fault_row *row = fault_row(hidden ? FAULT_BACKEND_AWAY : fault);
    cf_staff_screen(f);
    const struct staff_view *v = f->staff;
    if (row->device != FAULT_NO_DEVICE) {
        const struct device_row *d = &v->device[row->device];
        assert_int_equal(d->level, row->health == HEALTH_DOWN ? DEVICE_DOWN : DEVICE_ATTENTION);
        assert_string_equal(d->state, row->staff);
        assert_string_equal(d->cure, row->cure);
        return;
    }
    bool told = false;
    for (int i = 0; i < ALERTS_MAX; i++) {
        const struct alert *a = &f->core->counter.alert[i];
        told = told || (a->open && strstr(a->text, row->staff) && strstr(a->text, row->cure));
    }
    assert_true(told);
    assert_true(v->alert_count > 0);
}

static void strike(struct core_scene *s, enum fault fault)
{
    struct core_fixture *f = s->f;
    const struct fault_row *row = fault_row(fault);
    enum screen before = cf_screen(f);
    enum signal lamp = f->lamp;
    bool slip = f->core->visit.slip == SLIP_PRINTING && f->core->visit.ticket != NO_INDEX;
    bool hold = f->slip.kind != PRINT_NUMBER_SLIP;
    bool passed_over = fault == FAULT_CODE_REFUSED && is_of_the_counter(before);
    core_fault_happen(f, fault);
    bool heard = row->tone != FAULT_SILENT && cf_heard(f, (enum tone)row->tone);
    draw(s);
    enum screen want = expected(before, fault, slip);
    if (f->applicant->screen != want) {
        fail_msg("%s on %s: %s instead of %s", row->name, screen_code(before),
                 screen_code(f->applicant->screen), screen_code(want));
    }
    if (fault == FAULT_CODE_REFUSED && before == SCREEN_A70) {
        lamp = SIGNAL_READY; /* a code ends the call on the screen and the lamp, not the alert */
    }
    assert_int_equal(f->lamp, passed_over ? lamp : worse(lamp, row->lamp));
    if (!passed_over && !(fault == FAULT_SLIP_NOT_PRINTED && hold)) {
        staff_are_told(f, fault);
    }
    if (f->applicant->screen != before || core_fault_stays(fault)) {
        core_fault_check_words(&s->tree, f->applicant, fault);
        assert_true(heard || (fault != FAULT_CODE_REFUSED && fault != FAULT_SLIP_NOT_PRINTED));
    }
}

static void bring_code(struct core_fixture *f, enum fault fault)
{
    if (fault == FAULT_CODE_REFUSED) {
        core_fault_happen(f, fault);
        return;
    }
    cf_code(f, NEXT_CODE);
    if (f->core->visit.state == VISIT_LOOKUP) {
        cf_found(f, cf_app(NEXT_CODE));
    }
    if (fault == FAULT_SLIP_NOT_PRINTED) {
        core_fault_happen(f, fault);
    }
}

/* While it lasts, the next person comes: the row's screen, words and tone, or a normal visit. */
static void the_next_meets_it(struct core_scene *s, enum fault fault)
{
    struct core_fixture *f = s->f;
    const struct fault_row *row = fault_row(fault);
    cf_link(f, fault != FAULT_BACKEND_AWAY); /* one state of a visit has it down */
    if (row->screen != SCREEN_A54) {         /* no code is read then: the screen itself says so */
        bring_code(f, fault);
    }
    bool heard = row->tone == FAULT_SILENT || cf_heard(f, (enum tone)row->tone);
    draw(s);
    if (row->screen == FAULT_NO_SCREEN) {
        assert_int_equal(f->applicant->screen, SCREEN_A10);
        assert_string_equal(f->applicant->support_code, "");
        return;
    }
    core_fault_check_words(&s->tree, f->applicant, fault);
    assert_true(heard);
}

static bool is_home(enum screen screen)
{
    return screen == SCREEN_A00 || screen == SCREEN_A50 || screen == SCREEN_A54;
}

static void check(struct core_scene *s, enum fault fault)
{
    struct core_fixture *f = s->f;
    strike(s, fault);
    cf_wait(f, SETTLES_MS);
    draw(s);
    enum screen settled = f->applicant->screen;
    assert_true(is_home(settled) || settled == SCREEN_A52 || is_of_the_counter(settled));
    if (is_home(settled)) {
        the_next_meets_it(s, fault);
        cf_wait(f, SETTLES_MS / 2);
    }
    core_fault_mend(f, fault);
    draw(s);
    settled = f->applicant->screen;
    assert_true(settled == SCREEN_A00 || settled == SCREEN_A52 || core_fault_stays(fault) ||
                is_of_the_counter(settled));
}

static void every_fault_on_every_screen(void **state)
{
    struct core_scene *s = *state;
    int cells = 0;
    for (int from = 0; from < VISIT_STATE_COUNT + COUNTER_SCREENS; from++) {
        for (int fault = 1; fault < FAULT_COUNT; fault++) {
            if (!core_fault_happens((enum fault)fault)) {
                continue;
            }
            if (from < VISIT_STATE_COUNT) {
                core_matrix_drive(s->f, (enum visit_state)from);
            } else {
                drive_counter(s->f, from - VISIT_STATE_COUNT);
            }
            check(s, (enum fault)fault);
            cells++;
        }
    }
    print_message("cells=%d\n", cells);
}

static void counter_screens_are_what_they_should_be(void **state)
{
    struct core_scene *s = *state;
    static const enum screen want[COUNTER_SCREENS] = {SCREEN_A60, SCREEN_A61, SCREEN_A62,
                                                      SCREEN_A63, SCREEN_A64, SCREEN_A70};
    for (int i = 0; i < COUNTER_SCREENS; i++) {
        drive_counter(s->f, i);
        assert_int_equal(cf_screen(s->f), want[i]);
    }
}

/* The sentence of the catalogue is the title that the screen really has. */
static void sentences_are_the_titles(void **state)
{
    (void)state;
    static const struct {
        enum screen screen;
        enum text title;
    } titles[] = {{SCREEN_A42, TEXT_REFUSED_TITLE},
                  {SCREEN_A50, TEXT_MAINTENANCE_TITLE},
                  {SCREEN_A51, TEXT_OFFLINE_TITLE},
                  {SCREEN_A53, TEXT_SLIP_TITLE},
                  {SCREEN_A54, TEXT_CAMERA_TITLE}};
    for (int i = 1; i < FAULT_COUNT; i++) {
        const struct fault_row *row = fault_row((enum fault)i);
        size_t k = 0;
        while (k < sizeof titles / sizeof titles[0] && titles[k].screen != row->screen) {
            k++;
        }
        if (row->screen != FAULT_NO_SCREEN) {
            assert_true(k < sizeof titles / sizeof titles[0]);
            char array[READING_SIZE];
            struct strbuf reading = strbuf_on(array, sizeof array);
            text_reading(&reading, text_of(titles[k].title, false));
            assert_string_equal(array, row->applicant);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counter_screens_are_what_they_should_be),
        cmocka_unit_test(every_fault_on_every_screen),
        cmocka_unit_test(sentences_are_the_titles),
    };
    return cmocka_run_group_tests_name("ui/faults", tests, core_scene_open, core_scene_close);
}
