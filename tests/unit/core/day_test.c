/* The day's figures from rows: the same live and folded again, a new day begins anew. */
#include "core/day.h"

#include <stdlib.h>
#include <string.h>
#include "tests/kit/core_desk.h"
#include "tests/kit/kit.h"

static const int64_t day_ms = 86400000;

static struct journal_row row_of(enum journal_kind kind, uint64_t at_ms, const char *detail)
{
    struct journal_row row = {.kind = kind, .at_ms = at_ms, .wall_ms = cf_open_wall_ms};
    row.wall_ms += (int64_t)at_ms;
    struct strbuf b = strbuf_on(row.detail, sizeof row.detail);
    strbuf_text(&b, detail);
    return row;
}

static void visit(struct day_tally *d, uint8_t no, uint64_t at_ms, uint64_t slip_ms,
                  uint64_t wait_ms)
{
    static const enum journal_kind kinds[] = {JOURNAL_VISIT_OPENED, JOURNAL_NUMBER,
                                              JOURNAL_SLIP_OUTCOME, JOURNAL_CALLED};
    const char *const details[] = {"kind=PICKUP_SINGLE check=OK sought_ms=900", "",
                                   "outcome=PRINTED evidence=status", ""};
    const uint64_t times[] = {at_ms, at_ms + 500, at_ms + slip_ms, at_ms + 500 + wait_ms};
    for (int i = 0; i < 4; i++) {
        struct journal_row row = row_of(kinds[i], times[i], details[i]);
        row.visit_id.byte[0] = no;
        day_fold(d, &row);
    }
}

static void times_are_medians_and_tails(void **state)
{
    (void)state;
    struct day_tally d = {.day = 0};
    assert_int_equal(day_slip_ms(&d, 50), -1);
    assert_int_equal(day_wait_minutes(&d, 95), -1);
    assert_int_equal(day_first_try_percent(&d), -1);
    for (uint8_t i = 1; i <= 20; i++) {
        visit(&d, i, i * 60000U, i == 20 ? 9000 : 2600, i == 20 ? 1200000 : 180000);
    }
    assert_int_equal(d.visits, 20);
    assert_int_equal(day_slip_ms(&d, 50), 2750);
    assert_int_equal(day_slip_ms(&d, 95), 2750);
    assert_int_equal(day_slip_ms(&d, 99), 9250);
    assert_int_equal(day_wait_minutes(&d, 50), 3);
    visit(&d, 21, 99, 2600, 180001); /* a minute begun is a minute */
    assert_int_equal(d.wait_time[4], 1);
    assert_int_equal(day_wait_minutes(&d, 99), 20);
    assert_int_equal(day_first_try_percent(&d), 100);
}

static void slow_reads_are_not_first_tries(void **state)
{
    (void)state;
    struct day_tally d = {.day = 0};
    visit(&d, 1, 1000, 2000, 1000);
    struct journal_row row = row_of(JOURNAL_VISIT_OPENED, 5000, "kind=X check=OK sought_ms=3001");
    day_fold(&d, &row);
    assert_int_equal(day_first_try_percent(&d), 50);
}

static void offline_time_adds_up(void **state)
{
    (void)state;
    struct day_tally d = {.day = 0};
    struct journal_row down = row_of(JOURNAL_SERVICE, 0, "link=down");
    struct journal_row up = row_of(JOURNAL_SERVICE, 240000, "link=up");
    struct journal_row again = row_of(JOURNAL_SERVICE, 600000, "link=down");
    day_fold(&d, &down);
    day_fold(&d, &up);
    assert_int_equal(day_offline_minutes(&d, up.wall_ms + 60000), 4);
    day_fold(&d, &again);
    assert_int_equal(day_offline_minutes(&d, again.wall_ms + 120000), 6);
}

static void supplies_count_from_their_change(void **state)
{
    (void)state;
    struct day_tally d = {.day = 0};
    struct journal_row printed = row_of(JOURNAL_SLIP_OUTCOME, 1, "outcome=PRINTED");
    struct journal_row failed_ = row_of(JOURNAL_SLIP_OUTCOME, 2, "outcome=UNKNOWN");
    struct journal_row changed = row_of(JOURNAL_STAFF, 3, "act=supply what=slip-roll used=1");
    day_fold(&d, &printed);
    day_fold(&d, &failed_);
    assert_int_equal(d.supply_used[SUPPLY_SLIP_ROLL], 1);
    assert_int_equal(d.slip_failures, 1);
    day_fold(&d, &changed);
    assert_int_equal(d.supply_used[SUPPLY_SLIP_ROLL], 0);
    assert_int_equal(d.supply_wall_ms[SUPPLY_SLIP_ROLL], changed.wall_ms);
    day_fold(&d, &printed);
    assert_int_equal(d.supply_used[SUPPLY_SLIP_ROLL], 1);
}

static void midnight_forgets_figures_and_no_tries(void **state)
{
    (void)state;
    struct day_tally d = {.day = 0};
    visit(&d, 1, 1000, 2000, 1000);
    struct journal_row try = row_of(JOURNAL_STAFF, 2000, "act=pin-try for=login");
    memcpy(try.staff_id, "sato", 5);
    day_fold(&d, &try);
    struct journal_row next = row_of(JOURNAL_HANDED_OVER, 3000, "");
    next.wall_ms += day_ms;
    day_fold(&d, &next);
    assert_int_equal(d.visits, 0);
    assert_int_equal(d.handed, 1);
    assert_int_equal(day_slip_ms(&d, 50), -1);
    assert_int_equal(day_tries_of(&d, "sato"), 1);
}

static void details_are_whole_words(void **state)
{
    (void)state;
    struct journal_row row = row_of(JOURNAL_STAFF, 0, "contact=no act=supply xact=b");
    assert_true(str_equal(journal_detail(&row, "act"), STR("supply")));
    assert_int_equal(journal_detail(&row, "ac").n, 0);
    assert_int_equal(journal_detail(&row, "missing").n, 0);
}

/* What the core counted while it worked is what its rows tell. */
static void live_and_folded_again_are_the_same(void **state)
{
    struct core_fixture *f = *state;
    struct day_tally *again = calloc(1, sizeof *again);
    assert_non_null(again);
    cf_drive(f, 1, ITEM_HANDING);
    cf_applicant(f, ACTION_RECEIVED, 0);
    assert_int_equal(f->core->day.handed, 1);
    assert_int_equal(f->core->day.visits, 1);
    assert_int_equal(f->core->day.verdict_count, 1);
    assert_string_equal(day_verdict_label(f->core->day.verdict[0].word), "お渡しできる");
    for (int i = 0; i < f->fx->count; i++) {
        if (f->fx->effect[i].kind == FX_JOURNAL) {
            day_fold(again, &f->fx->effect[i].row);
        }
    }
    assert_int_equal(again->handed, 1); /* of the last step */
    free(again);
}

static void what_was_taken_back_is_a_correction(void **state)
{
    (void)state;
    struct day_tally d = {.day = 0};
    static const struct {
        enum journal_kind kind;
        const char *detail;
    } rows[] = {{JOURNAL_CHECKED, "check=TAX_PAID kind=STAFF_PAPER_TAX done=1"},
                {JOURNAL_CHECKED, "check=TAX_PAID kind=NONE done=0"},
                {JOURNAL_CHECKED, "check=receiver by=staff done=0"},
                {JOURNAL_HAND_OVER, ""},
                {JOURNAL_NOT_HANDED_OVER, "by=staff"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct journal_row row = row_of(rows[i].kind, 1000 * i, rows[i].detail);
        day_fold(&d, &row);
    }
    assert_int_equal(d.corrections, 3);
}

static void an_exception_keeps_reason_words_and_names(void **state)
{
    (void)state;
    struct day_tally d = {.day = 0};
    struct journal_row row = row_of(JOURNAL_EXCEPTION, 1000, "reason=proxy note=委任状を確かめた");
    memcpy(row.staff_id, "sato+suzuki", sizeof "sato+suzuki");
    day_fold(&d, &row);
    row = row_of(JOURNAL_EXCEPTION, 2000, "result=ALREADY_ISSUED"); /* the machine's own finding */
    day_fold(&d, &row);
    assert_int_equal(d.exceptions, 1);
    assert_string_equal(d.exception[0].reason, "proxy");
    assert_string_equal(d.exception[0].note, "委任状を確かめた");
    assert_string_equal(d.exception[0].names, "sato+suzuki");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, cf_setup, cf_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_medians_and_tails),
        cmocka_unit_test(slow_reads_are_not_first_tries),
        cmocka_unit_test(offline_time_adds_up),
        cmocka_unit_test(supplies_count_from_their_change),
        cmocka_unit_test(midnight_forgets_figures_and_no_tries),
        cmocka_unit_test(details_are_whole_words),
        cmocka_unit_test(what_was_taken_back_is_a_correction),
        cmocka_unit_test(an_exception_keeps_reason_words_and_names),
        CASE(live_and_folded_again_are_the_same),
    };
    return cmocka_run_group_tests_name("core/day", tests, NULL, NULL);
}
