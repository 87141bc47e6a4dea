/* A sheet that nobody got: it is asked for before its visit can be closed, whichever item of the
 * visit the clerk looks at, and after a restart as well. */
#include "tests/kit/core_fixture.h"

#include <stdio.h>
#include <string.h>

#include "tests/kit/kit.h"

static const char *label_of(struct core_fixture *f, enum action action)
{
    for (int i = 0; cf_button(f, action) && i < f->staff->button_count; i++) {
        if (f->staff->button[i].action == action) {
            return f->staff->button[i].label;
        }
    }
    return NULL;
}

static bool box_tells_to_tear(struct core_fixture *f)
{
    cf_staff_screen(f);
    return strstr(f->staff->message, "破棄") != NULL;
}

/* Closes the visit by its button; says of how many sheets it was written that they are torn. */
static int torn_on_closing(struct core_fixture *f)
{
    const char *label = label_of(f, ACTION_STAFF_CLOSE_VISIT);
    assert_non_null(label);
    bool told = strstr(label, "破棄") != NULL;
    assert_true(told == box_tells_to_tear(f));
    cf_staff(f, ACTION_STAFF_CLOSE_VISIT, 0);
    assert_non_null(cf_row(f, JOURNAL_VISIT_CLOSED));
    int torn = 0;
    for (int i = 0; i < f->fx->count; i++) {
        const struct journal_row *row = &f->fx->effect[i].row;
        bool decision = f->fx->effect[i].kind == FX_JOURNAL && row->kind == JOURNAL_DECISION;
        torn += decision && strstr(row->detail, "sheets=torn") != NULL;
    }
    assert_true(told == (torn > 0));
    return torn;
}

static void restored_line(struct restored_visit *v, enum journal_kind last, const char *outcome,
                          int print_count)
{
    struct restored_item *item = &v->item[v->item_count++];
    *item = (struct restored_item){.last_kind = last,
                                   .token = 1,
                                   .has_outcome = true,
                                   .outcome_kind = last,
                                   .print_count = print_count};
    snprintf(item->application_id, sizeof item->application_id, "%d", v->item_count);
    snprintf(item->outcome_detail, sizeof item->outcome_detail, "%s", outcome);
}

static const char given_back[] = "op=ABORT result=OK", handed_over[] = "op=DONE result=OK";

/* A visit of two as the journal knows it after a restart, called. */
static void restart_with(struct core_fixture *f, const struct restored_visit *v)
{
    cf_restore(f, v, 1);
    cf_staff(f, ACTION_STAFF_SELECT, v->call_no);
    cf_staff(f, ACTION_STAFF_CALL, 0);
}

static void an_aborted_print_is_asked_for_on_closing(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_PRINT_FAILED);
    cf_staff(f, ACTION_STAFF_ABORT, 0);
    assert_true(box_tells_to_tear(f));
    assert_int_equal(cf_staff_screen(f), SCREEN_S02);
    assert_false(f->staff->details_open); /* it is the work itself: there is no way back from it */
    assert_int_equal(torn_on_closing(f), 1);
}

static void after_a_restart_it_is_asked_for_at_every_item(void **state)
{
    struct core_fixture *f = *state;
    for (int first = 0; first < 2; first++) {
        static struct restored_visit v;
        v = (struct restored_visit){.visit_id = {{9}}, .call_no = 40};
        restored_line(&v, JOURNAL_REPORTED, first == 0 ? given_back : handed_over, 1);
        restored_line(&v, JOURNAL_REPORTED, first == 0 ? handed_over : given_back, 1);
        cf_reset(f);
        cf_start(f);
        restart_with(f, &v);
        assert_int_equal(torn_on_closing(f), 1);
    }
}

static void what_was_put_aside_is_asked_for_too(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_PRINT_FAILED);
    cf_staff(f, ACTION_STAFF_ABORT, 0);
    cf_staff(f, ACTION_STAFF_HOLD, 0);
    cf_staff(f, ACTION_STAFF_SELECT, cf_ticket(f, 1)->call_no);
    assert_int_equal(cf_ticket(f, 1)->state, TICKET_HELD);
    assert_int_equal(torn_on_closing(f), 1);
}

static void nothing_is_asked_for_where_nothing_can_lie(void **state)
{
    struct core_fixture *f = *state;
    static struct restored_visit v;
    v = (struct restored_visit){.visit_id = {{9}}, .call_no = 40};
    restored_line(&v, JOURNAL_REPORTED, given_back, 0);
    restored_line(&v, JOURNAL_REPORTED, handed_over, 1);
    restart_with(f, &v);
    assert_int_equal(torn_on_closing(f), 0);
}

static void an_open_item_keeps_the_visit_and_the_sheets(void **state)
{
    struct core_fixture *f = *state;
    static struct restored_visit v;
    v = (struct restored_visit){.visit_id = {{9}}, .call_no = 40};
    restored_line(&v, JOURNAL_REPORTED, given_back, 1);
    restored_line(&v, JOURNAL_PRINT_OUTCOME, "outcome=PRINTED", 1);
    restart_with(f, &v);
    assert_null(label_of(f, ACTION_STAFF_CLOSE_VISIT));
    cf_staff(f, ACTION_STAFF_CLOSE_VISIT, 0);
    assert_null(cf_row(f, JOURNAL_VISIT_CLOSED));
    assert_true(f->core->ticket[0].item[0].may_lie);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, cf_setup, cf_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_aborted_print_is_asked_for_on_closing),
        TEST(after_a_restart_it_is_asked_for_at_every_item),
        TEST(what_was_put_aside_is_asked_for_too),
        TEST(nothing_is_asked_for_where_nothing_can_lie),
        TEST(an_open_item_keeps_the_visit_and_the_sheets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
