/* A machine that stood still asks whether its token still counts before it prints, matches or hands
 * over anything more; one that was only idle asks nothing. */
#include <string.h>
#include "core/machine.h"
#include "tests/kit/core_fixture.h"
#include "tests/kit/kit.h"

enum { LONG_MS = 120000 };

static enum item_state at(struct core_fixture *f)
{
    return cf_item(f, 1, 0)->state;
}

static void begin(struct core_fixture *f)
{
    cf_queue(f, 1, cf_app(1));
    cf_call(f, 1);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_OK);
}

static void come_to(struct core_fixture *f, enum item_state state)
{
    cf_reset(f);
    cf_start(f);
    begin(f);
    if (state >= ITEM_PRINTING) {
        cf_reply(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
    }
    if (state >= ITEM_MATCHING) {
        cf_sheet(f, PRINT_OUTCOME_PRINTED);
    }
    if (state >= ITEM_MATCHED) {
        cf_tag(f, "UKI:1");
    }
    if (state >= ITEM_HANDING) {
        cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    }
    assert_int_equal(at(f), state);
}

/* No event in between: that is what standing still looks like from inside. */
static void stand_still(struct core_fixture *f)
{
    f->now_ms += LONG_MS;
}

static void told(struct core_fixture *f, uint64_t token, enum handover_phase phase)
{
    cf_bind(f, EXCHANGE_STATE, EXCHANGE_RESULT_OK);
    f->reply->token = token;
    f->reply->phase = phase;
    f->reply->application_count = 1;
    f->reply->application[0] = *cf_app(1);
    cf_answer(f);
}

static void a_late_waker_that_was_relieved_hands_over_nothing(void **state)
{
    static const enum item_state rows[] = {ITEM_PRINTING, ITEM_MATCHING, ITEM_MATCHED};
    struct core_fixture *f = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        come_to(f, rows[i]);
        stand_still(f);
        cf_staff(f, ACTION_STAFF_HAND_OVER, 0); /* pressed while it stood */
        assert_int_equal(at(f), rows[i]);
        assert_non_null(cf_sent(f, EXCHANGE_STATE));
        cf_tag(f, "UKI:1");
        assert_int_equal(at(f), rows[i]);
        told(f, 2, HANDOVER_ISSUING); /* somebody else's by now */
        assert_int_equal(at(f), ITEM_CONFLICT);
        assert_int_equal(cf_item(f, 1, 0)->conflict, EXCHANGE_RESULT_TOKEN_SUPERSEDED);
        cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
        assert_int_equal(at(f), ITEM_CONFLICT);
        assert_int_equal(f->done_count, 0);
    }
}

static void a_late_waker_with_a_good_token_goes_on(void **state)
{
    struct core_fixture *f = *state;
    come_to(f, ITEM_MATCHED);
    stand_still(f);
    cf_event(f, EV_TICK);
    told(f, 1, HANDOVER_ISSUING);
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    assert_int_equal(at(f), ITEM_HANDING);
}

/* The answer to its begin may be older than the relief: nothing is printed for it. */
static void a_late_answer_to_begin_prints_nothing(void **state)
{
    struct core_fixture *f = *state;
    come_to(f, ITEM_BEGINNING);
    cf_bind(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
    stand_still(f);
    cf_answer(f);
    assert_int_equal(f->sheet_count, 0);
    assert_int_equal(at(f), ITEM_DECISION);
}

/* Whether it went over the counter is a person's to say, also afterwards. */
static void a_hand_over_under_way_is_asked_about(void **state)
{
    struct core_fixture *f = *state;
    come_to(f, ITEM_HANDING);
    stand_still(f);
    cf_event(f, EV_TICK);
    assert_int_equal(at(f), ITEM_DECISION);
    told(f, 2, HANDOVER_ISSUING);
    cf_staff(f, ACTION_STAFF_NOT_HANDED, 0);
    assert_int_equal(at(f), ITEM_CONFLICT);
}

static void an_idle_minute_is_no_standstill(void **state)
{
    struct core_fixture *f = *state;
    come_to(f, ITEM_MATCHED);
    cf_wait(f, 10 * LONG_MS); /* with a tick a minute */
    assert_false(cf_item(f, 1, 0)->unsure);
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    assert_int_equal(at(f), ITEM_HANDING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_late_waker_that_was_relieved_hands_over_nothing, cf_setup,
                                        cf_teardown),
        cmocka_unit_test_setup_teardown(a_late_waker_with_a_good_token_goes_on, cf_setup,
                                        cf_teardown),
        cmocka_unit_test_setup_teardown(a_late_answer_to_begin_prints_nothing, cf_setup,
                                        cf_teardown),
        cmocka_unit_test_setup_teardown(a_hand_over_under_way_is_asked_about, cf_setup,
                                        cf_teardown),
        cmocka_unit_test_setup_teardown(an_idle_minute_is_no_standstill, cf_setup, cf_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
