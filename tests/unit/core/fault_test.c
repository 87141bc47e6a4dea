/* The fault catalogue: complete, worded as the house words, and what the core really does. */
#include "core/fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/kit/core_fixture.h"
#include "tests/kit/fault_page.h"
#include "tests/kit/kit.h"

static void every_row_is_complete(void **state)
{
    (void)state;
    for (int i = 1; i < FAULT_COUNT; i++) {
        const struct fault_row *row = fault_row((enum fault)i);
        assert_int_equal(strlen(row->code), 4);
        assert_true(strncmp(row->code, "K-", 2) == 0);
        assert_true(row->health != HEALTH_OK);
        assert_true(row->lamp == SIGNAL_ATTENTION || row->lamp == SIGNAL_FAULT);
        assert_true(row->health != HEALTH_ATTENTION || row->lamp != SIGNAL_FAULT);
        assert_in_range(strlen(row->staff), 1, 63);
        assert_in_range(strlen(row->cure), 1, LABEL_SIZE - 1);
        assert_true(strlen(row->manual) > strlen(row->cure));
        assert_true((row->screen == FAULT_NO_SCREEN) == (row->applicant[0] == '\0'));
        assert_true(row->screen != FAULT_NO_SCREEN || row->tone == FAULT_SILENT);
        for (int k = 1; k < i; k++) {
            assert_string_not_equal(row->code, fault_row((enum fault)k)->code);
        }
    }
}

/* Where no device row says it, an alert does: state and cure in one line, not cut. */
static void an_alert_holds_state_and_cure(void **state)
{
    (void)state;
    for (int i = 1; i < FAULT_COUNT; i++) {
        const struct fault_row *row = fault_row((enum fault)i);
        if (row->device == FAULT_NO_DEVICE || row->device == DEVICE_JOURNAL) {
            assert_in_range(strlen(row->staff) + strlen("。") + strlen(row->cure), 1,
                            LABEL_SIZE - 1);
        }
    }
}

static void nobody_is_blamed(void **state)
{
    (void)state;
    static const char *const words[] = {"エラー", "不正", "無効", "異常終了", "してしまい"};
    for (int i = 1; i < FAULT_COUNT; i++) {
        const struct fault_row *row = fault_row((enum fault)i);
        const char *texts[] = {row->applicant, row->staff, row->cure, row->manual};
        for (size_t k = 0; k < 4; k++) {
            for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
                assert_null(strstr(texts[k], words[w]));
            }
        }
    }
}

static void every_device_has_its_fault(void **state)
{
    (void)state;
    for (int d = 0; d < CORE_DEVICE_COUNT; d++) {
        enum core_device device = (enum core_device)d;
        assert_int_equal(fault_of_device(device, HEALTH_OK), FAULT_NONE);
        assert_int_equal(fault_row(fault_of_device(device, HEALTH_DOWN))->device, d);
        assert_int_equal(fault_row(fault_of_device(device, HEALTH_DOWN))->health, HEALTH_DOWN);
        assert_true(fault_of_device(device, HEALTH_ATTENTION) != FAULT_NONE);
    }
    assert_string_equal(fault_row(fault_of_journal(FAIL(IO)))->code, "K-91");
    assert_string_equal(fault_row(fault_of_journal(FAIL(FULL)))->code, "K-92");
    assert_string_equal(fault_row(fault_of_journal(FAIL(CORRUPT)))->code, "K-93");
    assert_string_equal(fault_row(fault_of_journal(FAIL(READ_ONLY)))->code, "K-94");
    assert_string_equal(fault_row(fault_of_journal(FAIL(UNSUPPORTED)))->code, "K-95");
}

static void post_fault(struct core_fixture *f, enum fault fault)
{
    struct event ev = {.kind = EV_DEVICE};
    ev.device.device = fault_row(fault)->device;
    ev.device.fault = fault;
    ev.device.health = fault_row(fault)->health;
    cf_step(f, &ev);
}

static void staff_see_state_cure_and_lamp(void **state)
{
    struct core_fixture *f = *state;
    for (int i = 1; i < FAULT_COUNT; i++) {
        const struct fault_row *row = fault_row((enum fault)i);
        if (row->device == FAULT_NO_DEVICE || i == FAULT_PLANNED_STOP) {
            continue; /* tests/unit/ui/faults_test.c */
        }
        cf_reset(f);
        cf_start(f);
        post_fault(f, (enum fault)i);
        assert_int_equal(f->lamp, row->lamp);
        core_staff_view(f->core, f->staff);
        assert_string_equal(f->staff->device[row->device].state, row->staff);
        assert_string_equal(f->staff->device[row->device].cure, row->cure);
        cf_device(f, row->device, HEALTH_OK);
        assert_int_equal(f->lamp, SIGNAL_READY);
        core_staff_view(f->core, f->staff);
        assert_string_equal(f->staff->device[row->device].cure, "");
    }
}

/* What ends says nothing about what is still open: another device, an alert nobody has seen. */
static void the_lamp_shows_the_worst(void **state)
{
    struct core_fixture *f = *state;
    post_fault(f, FAULT_CAMERA_LOST);
    post_fault(f, FAULT_SLIP_NEAR_END);
    assert_int_equal(f->lamp, SIGNAL_FAULT);
    cf_code_as(f, 1, CODE_PICKUP_SINGLE, PICKUP_BAD_SIGNATURE);
    assert_int_equal(f->lamp, SIGNAL_FAULT);
    cf_staff(f, ACTION_STAFF_ACKNOWLEDGE, 0);
    assert_int_equal(f->lamp, SIGNAL_FAULT);
    cf_device(f, DEVICE_CAMERA, HEALTH_OK);
    assert_int_equal(f->lamp, SIGNAL_ATTENTION);
    cf_code_as(f, 1, CODE_PICKUP_SINGLE, PICKUP_BAD_SIGNATURE);
    cf_device(f, DEVICE_SLIP_PRINTER, HEALTH_OK);
    assert_int_equal(f->lamp, SIGNAL_ATTENTION);
    cf_staff(f, ACTION_STAFF_ACKNOWLEDGE, 0);
    assert_int_equal(f->lamp, SIGNAL_READY);
}

static void whoever_called_stands_above_a_fault_until_answered(void **state)
{
    struct core_fixture *f = *state;
    cf_applicant(f, ACTION_CALL_STAFF, 0);
    post_fault(f, FAULT_SLIP_JAM);
    assert_int_equal(f->lamp, SIGNAL_CALL);
    cf_staff(f, ACTION_STAFF_ACKNOWLEDGE, 0);
    assert_int_equal(f->lamp, SIGNAL_FAULT);
}

static void an_applicant_hears_and_reads_the_row(void **state)
{
    struct core_fixture *f = *state;
    cf_code_as(f, 1, CODE_PICKUP_SINGLE, PICKUP_BAD_SIGNATURE);
    assert_true(cf_heard(f, (enum tone)fault_row(FAULT_CODE_REFUSED)->tone));
    assert_int_equal(cf_screen(f), fault_row(FAULT_CODE_REFUSED)->screen);
    assert_string_equal(f->applicant->support_code, fault_row(FAULT_CODE_REFUSED)->code);
    cf_reset(f);
    cf_start(f);
    cf_link(f, false);
    cf_code(f, 1);
    assert_true(cf_heard(f, (enum tone)fault_row(FAULT_BACKEND_AWAY)->tone));
    assert_int_equal(cf_screen(f), fault_row(FAULT_BACKEND_AWAY)->screen);
    cf_reset(f);
    cf_start(f);
    cf_code(f, 1);
    cf_found(f, cf_app(1));
    cf_slip(f, PRINT_OUTCOME_NOT_PRINTED);
    assert_true(cf_heard(f, (enum tone)fault_row(FAULT_SLIP_NOT_PRINTED)->tone));
    assert_int_equal(cf_screen(f), fault_row(FAULT_SLIP_NOT_PRINTED)->screen);
    assert_string_equal(f->applicant->support_code, "K-31");
    post_fault(f, FAULT_SLIP_PAPER_OUT);
    cf_screen(f);
    assert_string_equal(f->applicant->support_code, "K-32");
}

static void the_page_of_the_manual_is_this_table(void **state)
{
    (void)state;
    char *want = malloc(FAULT_PAGE_SIZE);
    char *got = calloc(1, FAULT_PAGE_SIZE);
    assert_true(want != NULL && got != NULL);
    struct strbuf page = strbuf_on(want, FAULT_PAGE_SIZE);
    fault_page(&page);
    assert_false(page.cut);
    FILE *file = fopen("firmware/core/faults.md", "r");
    assert_non_null(file);
    assert_true(fread(got, 1, FAULT_PAGE_SIZE - 1, file) > 0);
    (void)fclose(file);
    assert_string_equal(got, want);
    free(want);
    free(got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_complete),
        cmocka_unit_test(an_alert_holds_state_and_cure),
        cmocka_unit_test(nobody_is_blamed),
        cmocka_unit_test(every_device_has_its_fault),
        cmocka_unit_test_setup_teardown(staff_see_state_cure_and_lamp, cf_setup, cf_teardown),
        cmocka_unit_test_setup_teardown(the_lamp_shows_the_worst, cf_setup, cf_teardown),
        cmocka_unit_test_setup_teardown(whoever_called_stands_above_a_fault_until_answered,
                                        cf_setup, cf_teardown),
        cmocka_unit_test_setup_teardown(an_applicant_hears_and_reads_the_row, cf_setup,
                                        cf_teardown),
        cmocka_unit_test(the_page_of_the_manual_is_this_table),
    };
    return cmocka_run_group_tests_name("core/fault", tests, NULL, NULL);
}
