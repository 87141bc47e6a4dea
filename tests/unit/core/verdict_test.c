/* From an answer to a screen, a tone, a number and a slip: one row per readiness, and every answer
 * that is no answer. */
#include "tests/kit/core_fixture.h"

#include <string.h>
#include "tests/kit/kit.h"

struct verdict_case {
    enum app_status status;
    bool payment_reported;
    enum tax_confirmation tax;
    enum screen screen;
    enum tone tone;
    bool number;
    enum hold_reason hold; /* NONE: no 保留票 */
};

static const struct verdict_case cases[] = {
    {APP_READY, false, TAX_CONFIRMED, SCREEN_A10, TONE_READ_OK, true, HOLD_NONE},
    {APP_READY, false, TAX_NOT_APPLICABLE, SCREEN_A10, TONE_READ_OK, true, HOLD_NONE},
    {APP_READY, false, TAX_UNCONFIRMED, SCREEN_A11, TONE_NEEDS, true, HOLD_NONE},
    {APP_READY, false, TAX_UNAVAILABLE, SCREEN_A11, TONE_NEEDS, true, HOLD_NONE},
    {APP_RECEIVED, false, TAX_CONFIRMED, SCREEN_A20, TONE_CANNOT, false, HOLD_UNDER_REVIEW},
    {APP_UNDER_REVIEW, false, TAX_CONFIRMED, SCREEN_A20, TONE_CANNOT, false, HOLD_UNDER_REVIEW},
    {APP_REVIEW_COMPLETE, false, TAX_CONFIRMED, SCREEN_A29, TONE_CANNOT, false,
     HOLD_BEING_PREPARED},
    {APP_CORRECTION_REQUESTED, false, TAX_CONFIRMED, SCREEN_A21, TONE_CANNOT, false,
     HOLD_CORRECTION},
    {APP_AWAITING_PAYMENT, false, TAX_CONFIRMED, SCREEN_A24, TONE_CANNOT, false,
     HOLD_AWAITING_PAYMENT},
    {APP_AWAITING_PAYMENT, true, TAX_CONFIRMED, SCREEN_A25, TONE_CANNOT, false,
     HOLD_PAYMENT_CHECKING},
    {APP_WITHDRAWN, false, TAX_CONFIRMED, SCREEN_A22, TONE_CANNOT, false, HOLD_NONE},
    {APP_REJECTED, false, TAX_CONFIRMED, SCREEN_A28, TONE_CANNOT, true, HOLD_NONE},
    {APP_ISSUED, false, TAX_CONFIRMED, SCREEN_A23, TONE_CANNOT, false, HOLD_NONE},
    {APP_ASSIGNED_TO_AGENT, false, TAX_CONFIRMED, SCREEN_A26, TONE_CANNOT, false, HOLD_NONE},
    {APP_OTHER_OFFICE, false, TAX_CONFIRMED, SCREEN_A27, TONE_CANNOT, false, HOLD_OTHER_OFFICE},
    {APP_EXPIRED, false, TAX_CONFIRMED, SCREEN_A42, TONE_CANNOT, false, HOLD_NONE},
    {APP_UNKNOWN, false, TAX_CONFIRMED, SCREEN_A42, TONE_CANNOT, false, HOLD_NONE},
};

static void each_readiness_has_its_screen(void **state)
{
    struct core_fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct verdict_case *row = &cases[i];
        cf_reset(f);
        cf_start(f);
        struct application *a = cf_app(1);
        a->status = row->status;
        a->payment_reported = row->payment_reported;
        a->tax = row->tax;
        cf_code(f, 1);
        assert_true(cf_heard(f, TONE_READ_OK));
        assert_int_equal(cf_screen(f), SCREEN_A02);
        assert_non_null(cf_row(f, JOURNAL_LOOKUP));
        cf_found(f, a);
        assert_int_equal(cf_screen(f), row->screen);
        assert_true(cf_heard(f, row->tone));
        assert_int_equal(cf_ticket(f, 1) != NULL, row->number);
        assert_int_equal(cf_row(f, JOURNAL_NUMBER) != NULL, row->number);
        assert_int_equal(cf_print(f, PRINT_NUMBER_SLIP) != NULL, row->number);
        const struct print_order *hold = cf_print(f, PRINT_HOLD_SLIP);
        assert_int_equal(hold != NULL, row->hold != HOLD_NONE);
        assert_true(hold == NULL || hold->reason == row->hold);
        assert_non_null(cf_row(f, JOURNAL_VERDICT));
        assert_non_null(cf_row(f, JOURNAL_LOOKUP_ANSWERED));
    }
}

static void ready_elsewhere_is_another_office(void **state)
{
    struct core_fixture *f = *state;
    struct application *a = cf_app(1);
    strcpy(a->office_id, "tama");
    strcpy(a->office_name, "多摩支所");
    cf_code(f, 1);
    cf_found(f, a);
    assert_int_equal(cf_screen(f), SCREEN_A27);
    assert_string_equal(f->applicant->office_name, "多摩支所");
    assert_string_equal(cf_print(f, PRINT_HOLD_SLIP)->office_name, "多摩支所");
    assert_null(cf_ticket(f, 1));
}

/* The tax is paid, a power of attorney is wanted: nobody is sent to the town hall. */
static void another_paper_is_not_called_the_tax_paper(void **state)
{
    struct core_fixture *f = *state;
    struct application *a = cf_app(1);
    a->required_paper_count = 1;
    a->required_paper[0].kind = PAPER_PROXY;
    cf_queue(f, 1, a);
    assert_int_equal(cf_screen(f), SCREEN_A11);
    assert_true(f->applicant->wants.proxy && !f->applicant->wants.tax);
    assert_true(f->slip.wants.proxy && !f->slip.wants.tax);
    cf_applicant(f, ACTION_NO_PAPER_NOW, 0);
    assert_true(cf_print(f, PRINT_HOLD_SLIP)->wants.proxy);
    assert_false(cf_print(f, PRINT_HOLD_SLIP)->wants.tax);
    cf_device(f, DEVICE_SLIP_PRINTER, HEALTH_DOWN);
    a = cf_app(2);
    a->tax = TAX_UNCONFIRMED;
    cf_queue(f, 2, a);
    assert_int_equal(cf_screen(f), SCREEN_A53);
    assert_true(f->applicant->wants.tax); /* the screen says what the slip cannot */
}

static void slip_carries_the_visit_and_the_number(void **state)
{
    struct core_fixture *f = *state;
    struct application *a = cf_app(1);
    a->tax = TAX_UNCONFIRMED;
    cf_code(f, 1);
    cf_found(f, a);
    const struct print_order *slip = cf_print(f, PRINT_NUMBER_SLIP);
    assert_non_null(slip);
    assert_true(id_equal(slip->visit_id, cf_ticket(f, 1)->visit_id));
    assert_int_equal(slip->call_no, 1);
    assert_true(slip->wants.tax && !slip->wants.proxy);
    assert_int_equal(slip->papers_count, 1);
    assert_int_equal(slip->wait_minutes, -1);
    assert_int_equal(cf_screen(f), SCREEN_A11);
    assert_string_equal(f->applicant->call_no, "A-001");
}

/* One figure, one meaning: applicant, slip, head line, S10. Nobody called yet: none is told. */
static void the_wait_is_the_same_everywhere(void **state)
{
    struct core_fixture *f = *state;
    const uint64_t waits_ms[] = {60000, 240000, 1200000}; /* mean 9 minutes, median 4 */
    for (int i = 0; i < 3; i++) {
        cf_queue(f, i + 1, cf_app(i + 1));
        assert_int_equal(cf_print(f, PRINT_NUMBER_SLIP)->wait_minutes < 0, i == 0);
        cf_wait(f, waits_ms[i]);
        cf_call(f, i + 1);
        cf_staff(f, ACTION_STAFF_HOLD, 0);
    }
    cf_code(f, 4);
    cf_found(f, cf_app(4));
    assert_int_equal(cf_print(f, PRINT_NUMBER_SLIP)->wait_minutes, 4);
    assert_int_equal(cf_screen(f), SCREEN_A10);
    assert_int_equal(f->applicant->wait_minutes, 4);
    assert_int_equal(f->applicant->wait_people, 1);
    (void)cf_staff_screen(f);
    assert_int_equal(f->staff->wait_minutes, 4);
    assert_int_equal(day_wait_minutes(&f->staff->day, 50), 4);
}

struct refusal_case {
    enum exchange_result result;
    enum screen screen;
    bool number;
};

static void each_refusal_has_its_screen(void **state)
{
    static const struct refusal_case refusals[] = {
        {EXCHANGE_RESULT_CODE_UNKNOWN, SCREEN_A42, false},
        {EXCHANGE_RESULT_CODE_EXPIRED, SCREEN_A41, false},
        {EXCHANGE_RESULT_CODE_REPLACED, SCREEN_A42, false},
        {EXCHANGE_RESULT_CODE_REFUSED, SCREEN_A42, false},
        {EXCHANGE_RESULT_REJECTED, SCREEN_A42, false},
        {EXCHANGE_RESULT_MAINTENANCE, SCREEN_A50, false},
        {EXCHANGE_RESULT_UNREACHABLE, SCREEN_A51, true},
        {EXCHANGE_RESULT_SERVER_ERROR, SCREEN_A51, true},
        {EXCHANGE_RESULT_MALFORMED, SCREEN_A51, true},
        {EXCHANGE_RESULT_TOO_MANY, SCREEN_A51, true},
        {EXCHANGE_RESULT_CONFLICT, SCREEN_A51, true},
    };
    struct core_fixture *f = *state;
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        cf_reset(f);
        cf_start(f);
        cf_code(f, 1);
        cf_reply(f, EXCHANGE_LOOKUP, refusals[i].result);
        assert_int_equal(cf_screen(f), refusals[i].screen);
        assert_int_equal(cf_ticket(f, 1) != NULL, refusals[i].number);
        cf_wait(f, 300000);
        assert_int_equal(f->core->visit.state, VISIT_IDLE);
    }
}

static void nothing_behind_the_code_is_for_staff(void **state)
{
    struct core_fixture *f = *state;
    cf_code(f, 1);
    cf_reply(f, EXCHANGE_LOOKUP, EXCHANGE_RESULT_OK);
    assert_int_equal(cf_screen(f), SCREEN_A42);
    assert_null(cf_ticket(f, 1));
    core_staff_view(f->core, f->staff);
    assert_int_equal(f->staff->alert_count, 1);
}

static void checked_codes_never_reach_the_backend(void **state)
{
    static const struct {
        enum pickup_check check;
        enum screen screen;
    } checks[] = {
        {PICKUP_EXPIRED, SCREEN_A41},      {PICKUP_MALFORMED, SCREEN_A42},
        {PICKUP_WRONG_ISSUER, SCREEN_A42}, {PICKUP_BAD_SIGNATURE, SCREEN_A42},
        {PICKUP_FUTURE, SCREEN_A42},
    };
    struct core_fixture *f = *state;
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        cf_code_as(f, 1, CODE_PICKUP_SINGLE, checks[i].check);
        assert_null(cf_sent(f, EXCHANGE_LOOKUP));
        assert_int_equal(cf_screen(f), checks[i].screen);
        assert_true(cf_heard(f, TONE_CANNOT));
        assert_null(cf_ticket(f, 1));
    }
}

static void foreign_codes_are_answered_kindly(void **state)
{
    struct core_fixture *f = *state;
    for (int kind = CODE_KEI_CERT; kind < CODE_KIND_COUNT; kind++) {
        cf_code_as(f, 1, (enum code_kind)kind, PICKUP_MALFORMED);
        assert_int_equal(cf_screen(f), SCREEN_A40);
        assert_int_equal(f->applicant->code_kind, kind);
        assert_null(cf_sent(f, EXCHANGE_LOOKUP));
        assert_null(cf_row(f, JOURNAL_VISIT_OPENED));
    }
    cf_event(f, EV_CODES_SEVERAL);
    assert_int_equal(cf_screen(f), SCREEN_A43);
    cf_wait(f, 12000);
    assert_int_equal(cf_screen(f), SCREEN_A00);
}

static void foreign_codes_do_not_disturb_a_visit(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_code_as(f, 2, CODE_URL, PICKUP_MALFORMED);
    assert_int_equal(cf_screen(f), SCREEN_A10);
    cf_event(f, EV_CODES_SEVERAL);
    assert_int_equal(cf_screen(f), SCREEN_A10);
}

static void direct_mode_has_no_slip_and_no_call(void **state)
{
    struct core_fixture *f = *state;
    f->config.direct_mode = true;
    cf_queue(f, 1, cf_app(1));
    assert_null(cf_print(f, PRINT_NUMBER_SLIP));
    assert_int_equal(cf_ticket(f, 1)->state, TICKET_CALLED);
    assert_int_equal(cf_ticket(f, 1)->receiver, CHECK_DONE_AUTO);
    assert_true(cf_button(f, ACTION_STAFF_ISSUE));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, cf_setup, cf_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_readiness_has_its_screen),
        TEST(ready_elsewhere_is_another_office),
        TEST(slip_carries_the_visit_and_the_number),
        TEST(the_wait_is_the_same_everywhere),
        TEST(another_paper_is_not_called_the_tax_paper),
        TEST(each_refusal_has_its_screen),
        TEST(nothing_behind_the_code_is_for_staff),
        TEST(checked_codes_never_reach_the_backend),
        TEST(foreign_codes_are_answered_kindly),
        TEST(foreign_codes_do_not_disturb_a_visit),
        TEST(direct_mode_has_no_slip_and_no_call),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
