#include "tests/kit/kit.h"

#include "hal/ipp.h"
#include "hal/printer_condition.h"

struct reason_row {
    const char *keyword;
    unsigned condition;
};

static void reasons_are_matched_by_stem(void **state)
{
    (void)state;
    static const struct reason_row rows[] = {
        {"none", 0},
        {"media-empty", PRINTER_OUT},
        {"media-empty-error", PRINTER_OUT},
        {"media-empty-warning", PRINTER_OUT},
        {"media-jam-report", PRINTER_JAM},
        {"media-low-warning", PRINTER_NEAR_END},
        {"cover-open-error", PRINTER_COVER_OPEN},
        {"door-open", PRINTER_COVER_OPEN},
        {"toner-low-report", PRINTER_SUPPLY_LOW},
        {"toner-empty-error", PRINTER_SUPPLY_OUT},
        {"output-area-almost-full", 0},
        {"output-area-full-error", PRINTER_TRAY},
        {"paused", PRINTER_OFFLINE},
        {"media-emptyish", PRINTER_ATTENTION}, /* a longer word is another word */
        {"vendor-thing-report", 0},
        {"vendor-thing-error", PRINTER_ATTENTION},
        {"", PRINTER_ATTENTION},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(ipp_reason_condition(rows[i].keyword), rows[i].condition);
    }
}

struct judge_row {
    struct ipp_job_view view;
    enum print_outcome outcome;
};

static void only_a_completed_and_counted_job_is_printed(void **state)
{
    (void)state;
    static const struct judge_row rows[] = {
        {{IPP_JOB_IS_COMPLETED, 2, false, 0}, PRINT_OUTCOME_PRINTED},
        {{IPP_JOB_IS_COMPLETED, 1, false, 0}, PRINT_OUTCOME_UNKNOWN},
        {{IPP_JOB_IS_COMPLETED, 3, false, 0}, PRINT_OUTCOME_UNKNOWN},
        {{IPP_JOB_IS_COMPLETED, IPP_NOT_COUNTED, false, 0}, PRINT_OUTCOME_UNKNOWN},
        {{IPP_JOB_IS_ABORTED, 0, false, 0}, PRINT_OUTCOME_NOT_PRINTED},
        {{IPP_JOB_IS_ABORTED, IPP_NOT_COUNTED, false, 0}, PRINT_OUTCOME_NOT_PRINTED},
        {{IPP_JOB_IS_ABORTED, 1, false, 0}, PRINT_OUTCOME_UNKNOWN},
        {{IPP_JOB_IS_ABORTED, 0, false, PRINTER_JAM}, PRINT_OUTCOME_UNKNOWN},
        {{IPP_JOB_IS_CANCELED, 0, false, PRINTER_OUT}, PRINT_OUTCOME_NOT_PRINTED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(ipp_job_is_final(&rows[i].view));
        assert_int_equal(ipp_judge(&rows[i].view, 2).outcome, rows[i].outcome);
    }
}

static void a_job_queued_in_the_device_is_not_final(void **state)
{
    (void)state;
    struct ipp_job_view view = {IPP_JOB_IS_COMPLETED, 1, true, 0};
    assert_false(ipp_job_is_final(&view));
    view = (struct ipp_job_view){IPP_JOB_IS_STOPPED, 0, false, 0};
    assert_false(ipp_job_is_final(&view));
    view.status = 99;
    assert_false(ipp_job_is_final(&view));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reasons_are_matched_by_stem),
        cmocka_unit_test(only_a_completed_and_counted_job_is_printed),
        cmocka_unit_test(a_job_queued_in_the_device_is_not_final),
    };
    return cmocka_run_group_tests_name("hal/ipp", tests, NULL, NULL);
}
