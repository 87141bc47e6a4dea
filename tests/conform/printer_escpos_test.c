/* The ESC/POS printer against the wire-level fake: dot for dot. */
#include "tests/kit/kit.h"
#include "tests/kit/slip_rig.h"

#include <string.h>

static void paper_equals_page(const char *model)
{
    struct slip_rig r;
    int cuts[ESCPOS_FAKE_CUTS_MAX];
    slip_rig_open(&r, model, true);
    slip_rig_settle(&r);
    slip_rig_start(&r, 1);
    struct printer_event e = slip_rig_outcome(&r);
    assert_int_equal(e.outcome, PRINT_OUTCOME_PRINTED);
    assert_int_equal(e.evidence, PRINT_EVIDENCE_PROCESS_ID);
    struct bitmap paper = escpos_fake_paper(r.fake);
    assert_int_equal(paper.height_px, SLIP_RIG_HEIGHT + 32 * 2030 / 254);
    assert_memory_equal(paper.bits, r.bits, sizeof r.bits);
    assert_int_equal(escpos_fake_cuts(r.fake, cuts), 1);
    assert_int_equal(cuts[0], paper.height_px);
    assert_int_equal(escpos_fake_unknown_commands(r.fake), 0);
    assert_int_equal(escpos_fake_hidden_commands(r.fake), 0);
    slip_rig_close(&r);
}

static void the_paper_equals_the_page_dot_for_dot(void **state)
{
    (void)state;
    paper_equals_page("tm-t88");
    paper_equals_page("star");
}

/* Counters go round; each job must find its own numbers. */
static void many_slips_on_a_printer_that_counts(void **state)
{
    (void)state;
    struct slip_rig r;
    slip_rig_open(&r, "star", true);
    slip_rig_settle(&r);
    for (uint8_t i = 1; i < 25; i++) {
        int before = escpos_fake_paper(r.fake).height_px;
        slip_rig_start(&r, i);
        struct printer_event e = slip_rig_outcome(&r);
        assert_string_equal(e.evidence_text, "page and cut echoed");
        assert_true(slip_rig_is_page_at(&r, before));
    }
    assert_int_equal(escpos_fake_unknown_commands(r.fake), 0);
    slip_rig_close(&r);
}

static void a_page_full_of_hidden_commands_prints_with_single_dots_added(void **state)
{
    (void)state;
    struct slip_rig r;
    slip_rig_open(&r, "tm-t88", true);
    slip_rig_settle(&r);
    for (int i = 0; i + 1 < SLIP_RIG_ROW * SLIP_RIG_INK; i += 2) {
        r.bits[i] = 0x10;
        r.bits[i + 1] = 0x14;
    }
    slip_rig_start(&r, 1);
    assert_int_equal(slip_rig_outcome(&r).outcome, PRINT_OUTCOME_PRINTED);
    struct bitmap paper = escpos_fake_paper(r.fake);
    assert_int_equal(escpos_fake_hidden_commands(r.fake), 0);
    for (int i = 0; i < SLIP_RIG_ROW * SLIP_RIG_INK; i++) {
        assert_int_equal(paper.bits[i] & ~0x08, r.bits[i]);
    }
    slip_rig_close(&r);
}

static void an_echo_from_before_a_reconnect_is_nothing(void **state)
{
    (void)state;
    struct slip_rig r;
    slip_rig_open(&r, "tm-t88", true);
    slip_rig_settle(&r);
    slip_rig_start(&r, 1);
    assert_int_equal(slip_rig_outcome(&r).outcome, PRINT_OUTCOME_PRINTED);
    escpos_fake_fault_at(r.fake, 5000, ESCPOS_FAKE_DISCONNECT);
    slip_rig_start(&r, 2);
    assert_int_equal(slip_rig_outcome(&r).outcome, PRINT_OUTCOME_NOT_PRINTED);
    assert_int_equal(printer_conditions(r.printer), PRINTER_OFFLINE);
    slip_rig_start(&r, 3);
    struct printer_event e = slip_rig_outcome(&r);
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    assert_string_equal(e.evidence_text, "not started: offline");
    escpos_fake_restore(r.fake);
    for (int i = 0; i < 400; i++) {
        slip_rig_turn(&r);
    }
    int before = escpos_fake_paper(r.fake).height_px;
    slip_rig_start(&r, 4);
    escpos_fake_fault_at(r.fake, 20000, ESCPOS_FAKE_STALE_ECHO);
    assert_int_equal(slip_rig_outcome(&r).outcome, PRINT_OUTCOME_PRINTED);
    assert_true(slip_rig_is_page_since(&r, before));
    slip_rig_close(&r);
}

static void an_echo_of_an_earlier_job_opens_no_gate(void **state)
{
    (void)state;
    struct slip_rig r;
    struct printer_event e = {.outcome = PRINT_OUTCOME_COUNT};
    slip_rig_open(&r, "tm-t88", true);
    slip_rig_settle(&r);
    slip_rig_start(&r, 1);
    assert_int_equal(slip_rig_outcome(&r).outcome, PRINT_OUTCOME_PRINTED);
    memset(r.bits + SLIP_RIG_ROW * 100, 0,
           sizeof r.bits - SLIP_RIG_ROW * 100); /* short enough for the buffer */
    slip_rig_start(&r, 2);
    slip_rig_turn(&r);
    slip_rig_turn(&r);
    escpos_fake_fault_at(r.fake, 0, ESCPOS_FAKE_COVER);
    for (int i = 0; i < 300 && e.outcome == PRINT_OUTCOME_COUNT; i++) {
        slip_rig_turn(&r);
        escpos_fake_fault_at(r.fake, 0, ESCPOS_FAKE_STALE_ECHO);
        struct printer_event got;
        while (printer_take(r.printer, &got)) {
            e = got.kind == PRINTER_OUTCOME ? got : e;
        }
    }
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    slip_rig_close(&r);
}

static void waste_of_a_broken_job_is_cut_off_before_the_next(void **state)
{
    (void)state;
    struct slip_rig r;
    int cuts[ESCPOS_FAKE_CUTS_MAX];
    slip_rig_open(&r, "tm-t88", true);
    slip_rig_settle(&r);
    escpos_fake_fault_at(r.fake, 15000, ESCPOS_FAKE_COVER);
    slip_rig_start(&r, 1);
    struct printer_event e = slip_rig_outcome(&r);
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    assert_int_equal(e.evidence, PRINT_EVIDENCE_SENSOR);
    assert_int_equal(e.conditions, PRINTER_COVER_OPEN);
    escpos_fake_restore(r.fake);
    slip_rig_settle(&r);
    int waste = escpos_fake_paper(r.fake).height_px;
    assert_true(waste > 0 && waste < SLIP_RIG_INK / 2); /* the rest of the buffer was forgotten */
    slip_rig_start(&r, 2);
    assert_int_equal(slip_rig_outcome(&r).outcome, PRINT_OUTCOME_PRINTED);
    assert_int_equal(escpos_fake_cuts(r.fake, cuts), 2);
    assert_int_equal(cuts[0], waste);
    assert_true(slip_rig_is_page_at(&r, waste));
    slip_rig_close(&r);
}

static void near_end_warns_and_prints(void **state)
{
    (void)state;
    struct slip_rig r;
    slip_rig_open(&r, "tm-t88", true);
    slip_rig_settle(&r);
    escpos_fake_fault_at(r.fake, 3000, ESCPOS_FAKE_NEAR_END);
    slip_rig_start(&r, 1);
    assert_int_equal(slip_rig_outcome(&r).outcome, PRINT_OUTCOME_PRINTED);
    assert_int_equal(printer_conditions(r.printer), PRINTER_NEAR_END);
    slip_rig_close(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_paper_equals_the_page_dot_for_dot),
        cmocka_unit_test(many_slips_on_a_printer_that_counts),
        cmocka_unit_test(a_page_full_of_hidden_commands_prints_with_single_dots_added),
        cmocka_unit_test(an_echo_from_before_a_reconnect_is_nothing),
        cmocka_unit_test(an_echo_of_an_earlier_job_opens_no_gate),
        cmocka_unit_test(waste_of_a_broken_job_is_cut_off_before_the_next),
        cmocka_unit_test(near_end_warns_and_prints),
    };
    return cmocka_run_group_tests_name("conform/printer_escpos", tests, NULL, NULL);
}
