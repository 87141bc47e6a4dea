/* What only a person can know: whether a sheet came out. Nothing is printed again by itself. */
#include "tests/kit/core_fixture.h"

#include <stdio.h>
#include <string.h>

#include "tests/kit/kit.h"

static enum item_state at(struct core_fixture *f)
{
    return cf_item(f, 1, 0)->state;
}

static void unknown_is_never_tried_again_by_itself(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_PRINT_UNKNOWN);
    assert_true(cf_heard(f, TONE_NEEDS));
    assert_int_equal(cf_staff_screen(f), SCREEN_S14);
    assert_int_equal(f->staff->button_count, 3);
    for (int i = 0; i < f->staff->button_count; i++) {
        assert_false(f->staff->button[i].primary); /* what happened is asked, not suggested */
    }
    struct print_order first = f->ordered;
    cf_wait(f, 3600000);
    cf_device(f, DEVICE_CERTIFICATE_PRINTER, HEALTH_DOWN);
    cf_device(f, DEVICE_CERTIFICATE_PRINTER, HEALTH_OK);
    cf_link(f, false);
    cf_link(f, true);
    cf_sheet(f, PRINT_OUTCOME_PRINTED); /* a second opinion of the printer does not count */
    cf_reply(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
    cf_code(f, 1);
    cf_tag(f, "UKI:1");
    static const enum action refused[] = {
        ACTION_STAFF_PRINT_AGAIN,  ACTION_STAFF_RETRY,       ACTION_STAFF_ISSUE,
        ACTION_STAFF_MATCH_BY_EYE, ACTION_STAFF_HAND_OVER,   ACTION_STAFF_HANDED,
        ACTION_STAFF_ABORT,        ACTION_STAFF_CLOSE_VISIT, ACTION_STAFF_HOLD};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        cf_staff(f, refused[i], 0);
        assert_int_equal(at(f), ITEM_PRINT_UNKNOWN);
    }
    assert_int_equal(f->sheet_count, 1);
    assert_true(id_equal(first.job_id, f->ordered.job_id));
}

struct decision {
    enum action action;
    enum item_state to;
    const char *detail;
};

static void each_answer_is_journaled(void **state)
{
    static const struct decision decisions[] = {
        {ACTION_STAFF_CAME_OUT, ITEM_MATCHING, "decision=came-out about=PRINT_UNKNOWN"},
        {ACTION_STAFF_DID_NOT, ITEM_PRINT_FAILED, "decision=did-not about=PRINT_UNKNOWN"},
        {ACTION_STAFF_SPOILED, ITEM_PRINT_FAILED, "decision=spoiled about=PRINT_UNKNOWN"},
    };
    struct core_fixture *f = *state;
    for (size_t i = 0; i < sizeof decisions / sizeof decisions[0]; i++) {
        cf_reset(f);
        cf_start(f);
        cf_drive(f, 1, ITEM_PRINT_UNKNOWN);
        assert_true(cf_button(f, decisions[i].action));
        cf_staff(f, decisions[i].action, 0);
        assert_int_equal(at(f), decisions[i].to);
        assert_string_equal(cf_row(f, JOURNAL_DECISION)->detail, decisions[i].detail);
        assert_int_equal(cf_item(f, 1, 0)->evidence, PRINT_EVIDENCE_PERSON);
        assert_int_equal(f->sheet_count, 1);
    }
}

static bool offers(const struct core *c, enum action action)
{
    static struct staff_view v;
    core_staff_view(c, &v);
    bool found = false;
    for (int i = 0; i < v.button_count; i++) {
        found |= v.button[i].action == action;
    }
    return found;
}

static void not_printed(struct core_fixture *f, const char *text)
{
    struct event ev = {.kind = EV_PRINT_OUTCOME};
    ev.print.kind = PRINT_CERT_RECORD_SHEET;
    ev.print.job_id = f->ordered.job_id;
    ev.print.visit_id = f->ordered.visit_id;
    ev.print.outcome = PRINT_OUTCOME_NOT_PRINTED;
    snprintf(ev.print.text, sizeof ev.print.text, "%s", text);
    cf_step(f, &ev);
}

/* The printer is well: to print again would show the same wrong character. */
static void a_character_without_exact_form_is_for_staff(void **state)
{
    struct core_fixture *f = *state;
    static struct staff_view v;
    cf_drive(f, 1, ITEM_PRINTING);
    not_printed(f, "why=" PRINT_WHY_GLYPH);
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_PRINT_FAILED);
    assert_false(offers(f->core, ACTION_STAFF_PRINT_AGAIN));
    assert_true(offers(f->core, ACTION_STAFF_ABORT));
    core_staff_view(f->core, &v);
    assert_int_equal(v.item.last, JOURNAL_PRINT_OUTCOME);
    assert_non_null(strstr(v.item.evidence, "出ていない"));
    assert_null(strstr(v.item.evidence, "outcome="));
    assert_false(cf_item(f, 1, 0)->may_lie); /* no sheet was begun: none is looked for */
}

static void any_other_reason_may_be_printed_again(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_PRINTING);
    not_printed(f, "why=printer-refused");
    assert_true(offers(f->core, ACTION_STAFF_PRINT_AGAIN));
}

static void a_failed_print_is_ordered_again_by_a_clerk(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_PRINT_FAILED);
    cf_wait(f, 600000);
    assert_int_equal(f->sheet_count, 1);
    cf_device(f, DEVICE_CERTIFICATE_PRINTER, HEALTH_DOWN);
    cf_staff(f, ACTION_STAFF_PRINT_AGAIN, 0);
    assert_int_equal(f->sheet_count, 1);
    cf_device(f, DEVICE_CERTIFICATE_PRINTER, HEALTH_OK);
    struct id first = f->ordered.job_id;
    cf_staff(f, ACTION_STAFF_PRINT_AGAIN, 0);
    assert_int_equal(f->sheet_count, 2);
    assert_false(id_equal(first, f->ordered.job_id));
    assert_int_equal(f->ordered.reprint_no, 1);
    assert_non_null(cf_row(f, JOURNAL_PRINT));
    struct print_order again = f->ordered;
    f->ordered.job_id = first;
    cf_sheet(f, PRINT_OUTCOME_PRINTED); /* an outcome of the first job says nothing about this */
    assert_int_equal(at(f), ITEM_PRINTING);
    f->ordered = again;
    cf_sheet(f, PRINT_OUTCOME_PRINTED);
    assert_int_equal(at(f), ITEM_MATCHING);
}

static void a_clerk_gives_it_back_where_nothing_is_open(void **state)
{
    static const enum item_state may[] = {ITEM_PRINT_FAILED, ITEM_MATCHING, ITEM_MATCHED};
    static const enum item_state may_not[] = {ITEM_PENDING,  ITEM_RESERVING, ITEM_BEGINNING,
                                              ITEM_PRINTING, ITEM_HANDING,   ITEM_REPORTING,
                                              ITEM_REPORTED, ITEM_ABORTED};
    struct core_fixture *f = *state;
    for (size_t i = 0; i < sizeof may / sizeof may[0]; i++) {
        cf_reset(f);
        cf_start(f);
        cf_drive(f, 1, may[i]);
        cf_staff(f, ACTION_STAFF_ABORT, 0);
        assert_int_equal(at(f), ITEM_ABORTED);
        assert_int_equal(cf_reported(f, EXCHANGE_ABORT)->token, 1);
        assert_string_equal(cf_reported(f, EXCHANGE_ABORT)->reason, "staff");
        cf_staff(f, ACTION_STAFF_ABORT, 0);
        assert_int_equal(f->abort_count, 1);
    }
    for (size_t i = 0; i < sizeof may_not / sizeof may_not[0]; i++) {
        cf_reset(f);
        cf_start(f);
        cf_drive(f, 1, may_not[i]);
        int before = f->abort_count;
        cf_staff(f, ACTION_STAFF_ABORT, 0);
        assert_int_equal(at(f), may_not[i]);
        assert_int_equal(f->abort_count, before);
    }
}

static void after_an_abort_it_starts_with_a_new_token(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_ABORTED);
    cf_tag(f, "UKI:1");
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    assert_int_equal(at(f), ITEM_ABORTED);
    cf_staff(f, ACTION_STAFF_RETRY, 0);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    f->next_token = 1; /* a token that does not grow is a foreign one */
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_OK);
    assert_int_equal(at(f), ITEM_RESERVING);
    assert_int_equal(f->core->dropped_replies, 1);
    f->next_token = 2;
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_OK);
    cf_reply(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
    assert_int_equal(at(f), ITEM_PRINTING);
    assert_int_equal(f->sheet_count, 2);
}

static const char *label_of(struct core_fixture *f, enum action action)
{
    assert_true(cf_button(f, action));
    for (int i = 0; i < f->staff->button_count; i++) {
        if (f->staff->button[i].action == action) {
            return f->staff->button[i].label;
        }
    }
    return "";
}

/* Presses the button and says whether it spoke of torn paper; its row must say the same. */
static bool tears(struct core_fixture *f, enum action action)
{
    bool said = strstr(label_of(f, action), "破棄") != NULL;
    cf_staff(f, action, 0);
    bool noted = strstr(cf_row(f, JOURNAL_DECISION)->detail, "sheets=torn") != NULL;
    assert_true(said == noted);
    return said;
}

static bool is_told_to_tear(struct core_fixture *f)
{
    cf_staff_screen(f);
    return strstr(f->staff->message, "破棄") != NULL;
}

static void a_sheet_at_the_counter_is_torn_on_leaving(void **state)
{
    struct core_fixture *f = *state;
    static const enum item_state in_hand[] = {ITEM_MATCHING, ITEM_MATCHED};
    for (size_t i = 0; i < sizeof in_hand / sizeof in_hand[0]; i++) {
        cf_reset(f);
        cf_start(f);
        cf_drive(f, 1, in_hand[i]);
        assert_true(tears(f, ACTION_STAFF_ABORT));
        assert_int_equal(at(f), ITEM_ABORTED);
        assert_false(is_told_to_tear(f)); /* it is done: nobody looks for it twice */
    }
}

/* "Nothing came out" is a person's word and may be wrong: on the way on it is asked for again. */
static void a_sheet_that_may_lie_is_asked_for(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_PRINT_FAILED);
    assert_false(tears(f, ACTION_STAFF_ABORT)); /* as far as is known, there is none */
    assert_true(is_told_to_tear(f));
    assert_true(tears(f, ACTION_STAFF_RETRY));
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_RESERVED_ELSEWHERE);
    assert_int_equal(at(f), ITEM_CONFLICT);
    assert_false(tears(f, ACTION_STAFF_RETRY)); /* a question without an object is none */
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, cf_setup, cf_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(unknown_is_never_tried_again_by_itself),
        TEST(each_answer_is_journaled),
        TEST(a_character_without_exact_form_is_for_staff),
        TEST(any_other_reason_may_be_printed_again),
        TEST(a_failed_print_is_ordered_again_by_a_clerk),
        TEST(a_clerk_gives_it_back_where_nothing_is_open),
        TEST(after_an_abort_it_starts_with_a_new_token),
        TEST(a_sheet_at_the_counter_is_torn_on_leaving),
        TEST(a_sheet_that_may_lie_is_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
