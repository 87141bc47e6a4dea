/* Reports that the backend refused for good: sent again by one, noted by two, and not before the
 * visit is over. */
#include "core/machine.h"
#include "tests/kit/core_desk.h"
#include "tests/kit/kit.h"

#include <string.h>

enum { NO = 7 };

static void tell(struct core_fixture *f, const struct refused_report *rows, int count)
{
    struct event ev = {.kind = EV_REFUSED_REPORTS, .refused = {rows, count}};
    cf_step(f, &ev);
}

/* One refused report of a visit that is over. */
static void begin(struct core_fixture *f, bool people)
{
    struct refused_report row = {.no = NO,
                                 .op = EXCHANGE_DONE,
                                 .idempotency_key = {{1}},
                                 .visit_id = {{2}},
                                 .application_id = "AP-0004831",
                                 .token = 9,
                                 .result = EXCHANGE_RESULT_ALREADY_ISSUED,
                                 .times = 1};
    cf_reset(f);
    cf_start(f);
    if (people) {
        cd_list(f);
        cd_sign(f, CD_CLERK);
    }
    tell(f, &row, 1);
}

static const struct effect *settled(const struct core_fixture *f)
{
    const struct effect *found = NULL;
    for (int i = 0; i < f->fx->count; i++) {
        found = f->fx->effect[i].kind == FX_OUTBOX_SETTLE ? &f->fx->effect[i] : found;
    }
    return found;
}

static void check_settled(const struct core_fixture *f, enum settle_to to, const char *detail,
                          const char *staff_id)
{
    const struct effect *e = settled(f);
    const struct journal_row *row = cf_row(f, JOURNAL_DECISION);
    assert_non_null(e);
    assert_int_equal(e->settle.to, to);
    assert_int_equal(e->settle.result, EXCHANGE_RESULT_ALREADY_ISSUED);
    assert_true(id_equal(e->settle.idempotency_key, (struct id){{1}}));
    assert_non_null(row);
    assert_true(id_equal(row->visit_id, (struct id){{2}}));
    assert_string_equal(row->application_id, "AP-0004831");
    assert_string_equal(row->detail, detail);
    assert_string_equal(row->staff_id, staff_id);
}

static void one_person_sends_it_again(void **state)
{
    struct core_fixture *f = *state;
    begin(f, true);
    cf_staff(f, ACTION_STAFF_REPORT_AGAIN, NO);
    check_settled(f, SETTLE_AGAIN, "decision=report-again op=DONE result=ALREADY_ISSUED", "sato");
}

/* A second tap comes before the list is read anew: what was sent again is not noted away, too. */
static void what_was_decided_is_off_the_list(void **state)
{
    struct core_fixture *f = *state;
    begin(f, false);
    cf_staff(f, ACTION_STAFF_REPORT_AGAIN, NO);
    assert_non_null(settled(f));
    cf_staff(f, ACTION_STAFF_REPORT_NOTED, NO);
    assert_null(settled(f));
    cf_staff(f, ACTION_STAFF_REPORT_AGAIN, NO);
    assert_null(settled(f));
}

static void two_people_take_note_of_it(void **state)
{
    struct core_fixture *f = *state;
    begin(f, true);
    cf_staff(f, ACTION_STAFF_REPORT_NOTED, NO);
    assert_null(settled(f));
    assert_int_equal(cf_staff_screen(f), SCREEN_S17);
    assert_true(f->staff->desk.wants_person);
    assert_true(f->staff->desk.refused_report[0].chosen);
    cd_type(f, CD_SUPERVISOR);
    cd_answer(f, PIN_WRONG);
    assert_null(settled(f));
    cd_type(f, CD_SUPERVISOR);
    cd_answer(f, PIN_GOOD);
    check_settled(f, SETTLE_OVER, "decision=report-noted op=DONE result=ALREADY_ISSUED",
                  "sato+suzuki");
    tell(f, NULL, 0);
    assert_int_equal(cf_staff_screen(f), SCREEN_S17);
    assert_int_equal(f->staff->desk.refused_count, 0);
    cf_staff(f, ACTION_STAFF_REPORT_NOTED, NO); /* it is over */
    assert_false(f->core->desk.wants_second);
}

static void without_a_list_one_clerk_takes_note(void **state)
{
    struct core_fixture *f = *state;
    begin(f, false);
    cf_staff(f, ACTION_STAFF_REPORT_NOTED, NO);
    check_settled(f, SETTLE_OVER, "decision=report-noted op=DONE result=ALREADY_ISSUED",
                  "counter-2");
}

static void what_is_not_there_or_at_the_counter_is_left(void **state)
{
    struct core_fixture *f = *state;
    static const enum action acts[] = {ACTION_STAFF_REPORT_AGAIN, ACTION_STAFF_REPORT_NOTED};
    for (size_t i = 0; i < 2; i++) {
        begin(f, true);
        cf_staff(f, acts[i], NO + 1);
        cf_staff(f, acts[i], -1);
        cf_staff(f, acts[i], 0);
        assert_false(f->core->desk.wants_second);
        begin(f, true);
        cf_drive(f, 1, ITEM_REPORTED);
        struct refused_report row = f->core->refused.row[0];
        row.visit_id = f->core->ticket[0].visit_id;
        tell(f, &row, 1);
        cf_staff(f, acts[i], NO);
        assert_null(settled(f));
        assert_false(f->core->desk.wants_second);
        cf_staff_screen(f);
        assert_false(f->staff->desk.refused_report[0].is_open);
    }
}

/* Settled elsewhere while the second person typed: nothing is settled twice. */
static void what_changed_meanwhile_is_left(void **state)
{
    struct core_fixture *f = *state;
    begin(f, true);
    cf_staff(f, ACTION_STAFF_REPORT_NOTED, NO);
    cd_type(f, CD_SUPERVISOR);
    struct effect order = *cd_order(f);
    tell(f, NULL, 0);
    struct event ev = {.kind = EV_PIN_VERIFIED};
    ev.pin.verify_id = order.verify.verify_id;
    ev.pin.result = PIN_GOOD;
    cf_step(f, &ev);
    assert_null(settled(f));
    assert_null(cf_row(f, JOURNAL_DECISION));
}

static void an_engineer_settles_nothing(void **state)
{
    struct core_fixture *f = *state;
    begin(f, true);
    cf_staff(f, ACTION_STAFF_LOGOUT, 0);
    cd_sign(f, CD_ENGINEER);
    cf_staff(f, ACTION_STAFF_REPORT_AGAIN, NO);
    assert_null(settled(f));
    cf_staff(f, ACTION_STAFF_SCREEN, SCREEN_S17);
    assert_int_not_equal(cf_staff_screen(f), SCREEN_S17);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, cf_setup, cf_teardown)
    const struct CMUnitTest tests[] = {
        CASE(one_person_sends_it_again),
        CASE(what_was_decided_is_off_the_list),
        CASE(two_people_take_note_of_it),
        CASE(without_a_list_one_clerk_takes_note),
        CASE(what_is_not_there_or_at_the_counter_is_left),
        CASE(what_changed_meanwhile_is_left),
        CASE(an_engineer_settles_nothing),
    };
    return cmocka_run_group_tests_name("core/refused", tests, NULL, NULL);
}
