#include <string.h>

#include "domain/application.h"
#include "tests/kit/kit.h"

static void every_status_has_its_readiness(void **state)
{
    (void)state;
    static const struct {
        enum app_status status;
        enum readiness want;
    } rows[] = {
        {APP_RECEIVED, READINESS_UNDER_REVIEW},
        {APP_UNDER_REVIEW, READINESS_UNDER_REVIEW},
        {APP_CORRECTION_REQUESTED, READINESS_CORRECTION},
        {APP_AWAITING_PAYMENT, READINESS_AWAITING_PAYMENT},
        {APP_WITHDRAWN, READINESS_WITHDRAWN},
        {APP_REJECTED, READINESS_REJECTED},
        {APP_REVIEW_COMPLETE, READINESS_BEING_PREPARED},
        {APP_READY, READINESS_READY},
        {APP_ISSUED, READINESS_ALREADY_ISSUED},
        {APP_ASSIGNED_TO_AGENT, READINESS_RECORD_AGENT},
        {APP_OTHER_OFFICE, READINESS_OTHER_OFFICE},
        {APP_EXPIRED, READINESS_ASK_STAFF},
        {APP_UNKNOWN, READINESS_ASK_STAFF},
        {APP_STATUS_COUNT, READINESS_ASK_STAFF},
    };
    assert_int_equal(sizeof rows / sizeof rows[0], APP_STATUS_COUNT + 1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct application a = {.status = rows[i].status, .office_id = "nerima"};
        enum readiness got = readiness_of(&a, "nerima");
        if (got != rows[i].want) {
            fail_msg("%s gave %s", app_status_name(a.status), readiness_name(got));
        }
    }
}

/* Everything that changes what READY means. */
static void papers_tax_and_office_decide_about_ready(void **state)
{
    (void)state;
    static const struct {
        enum tax_confirmation tax;
        const char *office_id;
        int paper_count;
        enum paper_kind paper[2];
        enum readiness want;
    } rows[] = {
        {TAX_CONFIRMED, "nerima", 0, {0}, READINESS_READY},
        {TAX_NOT_APPLICABLE, "nerima", 0, {0}, READINESS_READY},
        {TAX_UNCONFIRMED, "nerima", 0, {0}, READINESS_READY_WITH_PAPERS},
        {TAX_UNAVAILABLE, "nerima", 0, {0}, READINESS_READY_WITH_PAPERS},
        {TAX_CONFIRMED, "nerima", 1, {PAPER_OLD_CERT}, READINESS_READY},
        {TAX_CONFIRMED, "nerima", 1, {PAPER_IDENTITY}, READINESS_READY},
        {TAX_CONFIRMED, "nerima", 2, {PAPER_OLD_CERT, PAPER_IDENTITY}, READINESS_READY},
        {TAX_CONFIRMED, "nerima", 2, {PAPER_OLD_CERT, PAPER_PROXY}, READINESS_READY_WITH_PAPERS},
        {TAX_CONFIRMED, "nerima", 1, {PAPER_TAX_PAID}, READINESS_READY_WITH_PAPERS},
        {TAX_CONFIRMED, "nerima", 1, {PAPER_PARKING_PENALTY}, READINESS_READY_WITH_PAPERS},
        {TAX_CONFIRMED, "nerima", 1, {PAPER_OTHER}, READINESS_READY_WITH_PAPERS},
        {TAX_CONFIRMED, "tama", 0, {0}, READINESS_OTHER_OFFICE},
        {TAX_UNCONFIRMED, "tama", 1, {PAPER_TAX_PAID}, READINESS_OTHER_OFFICE},
        {TAX_CONFIRMED, "", 0, {0}, READINESS_READY},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct application a = {.status = APP_READY, .tax = rows[i].tax};
        assert_true(str_copy(a.office_id, sizeof a.office_id, str_of(rows[i].office_id)));
        a.required_paper_count = rows[i].paper_count;
        for (int k = 0; k < rows[i].paper_count; k++) {
            a.required_paper[k].kind = rows[i].paper[k];
        }
        enum readiness got = readiness_of(&a, "nerima");
        if (got != rows[i].want) {
            fail_msg("row %zu gave %s", i, readiness_name(got));
        }
    }
}

/* Whoever has paid is not asked for the tax paper because another one is missing. */
static void papers_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        enum tax_confirmation tax;
        enum paper_kind paper;
        struct papers_wanted want;
    } rows[] = {
        {TAX_CONFIRMED, PAPER_OLD_CERT, {false, false, false}},
        {TAX_CONFIRMED, PAPER_IDENTITY, {false, false, false}},
        {TAX_CONFIRMED, PAPER_PROXY, {false, true, false}},
        {TAX_CONFIRMED, PAPER_PARKING_PENALTY, {false, false, true}},
        {TAX_CONFIRMED, PAPER_OTHER, {false, false, true}},
        {TAX_CONFIRMED, PAPER_TAX_PAID, {true, false, false}},
        {TAX_UNCONFIRMED, PAPER_PROXY, {true, true, false}},
        {TAX_UNAVAILABLE, PAPER_OTHER, {true, false, true}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct application a = {.tax = rows[i].tax, .required_paper_count = 1};
        a.required_paper[0].kind = rows[i].paper;
        struct papers_wanted w = papers_wanted_of(&a);
        assert_int_equal(w.tax, rows[i].want.tax);
        assert_int_equal(w.proxy, rows[i].want.proxy);
        assert_int_equal(w.other, rows[i].want.other);
        assert_int_equal(papers_wanted_any(w), w.tax || w.proxy || w.other);
    }
}

static void a_reported_payment_is_being_checked(void **state)
{
    (void)state;
    struct application a = {.status = APP_AWAITING_PAYMENT, .payment_reported = true};
    assert_int_equal(readiness_of(&a, "nerima"), READINESS_PAYMENT_CHECKING);
}

static void only_the_two_ready_ones_can_be_handed_over(void **state)
{
    (void)state;
    for (int i = 0; i < READINESS_COUNT; i++) {
        bool ready = i == READINESS_READY || i == READINESS_READY_WITH_PAPERS;
        assert_int_equal(readiness_can_hand_over((enum readiness)i), ready);
    }
}

static void names_and_labels_are_the_lists(void **state)
{
    (void)state;
    assert_string_equal(app_status_name(APP_UNDER_REVIEW), "UNDER_REVIEW");
    assert_string_equal(app_status_label(APP_UNDER_REVIEW), "審査中");
    assert_string_equal(app_status_label(APP_REVIEW_COMPLETE), "検査申請審査完了");
    assert_string_equal(tax_name(TAX_UNAVAILABLE), "UNAVAILABLE");
    assert_string_equal(paper_name(PAPER_OLD_CERT), "OLD_CERT");
    assert_string_equal(paper_label(PAPER_PROXY), "委任状");
    assert_string_equal(deliverable_name(DELIVERABLE_CERT_RECORD_SHEET), "CERT_RECORD_SHEET");
    assert_string_equal(deliverable_label(DELIVERABLE_NUMBER_PLATE), "車両番号標");
    assert_string_equal(readiness_name(READINESS_ASK_STAFF), "ASK_STAFF");
}

static void numbers_out_of_a_list_have_no_name(void **state)
{
    (void)state;
    assert_string_equal(app_status_name(APP_STATUS_COUNT), "?");
    assert_string_equal(app_status_label((enum app_status)1000), "?");
    assert_string_equal(tax_name(TAX_COUNT), "?");
    assert_string_equal(paper_label(PAPER_KIND_COUNT), "?");
    assert_string_equal(deliverable_name(DELIVERABLE_KIND_COUNT), "?");
    assert_string_equal(readiness_name(READINESS_COUNT), "?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_its_readiness),
        cmocka_unit_test(papers_tax_and_office_decide_about_ready),
        cmocka_unit_test(papers_are_told_apart),
        cmocka_unit_test(a_reported_payment_is_being_checked),
        cmocka_unit_test(only_the_two_ready_ones_can_be_handed_over),
        cmocka_unit_test(names_and_labels_are_the_lists),
        cmocka_unit_test(numbers_out_of_a_list_have_no_name),
    };
    return cmocka_run_group_tests_name("domain/application", tests, NULL, NULL);
}
