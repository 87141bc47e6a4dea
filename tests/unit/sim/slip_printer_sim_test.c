#include "tests/kit/kit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/slip_printer_sim.h"

enum { WIDTH = 576, HEIGHT = 799, ROW = WIDTH / 8, START = 1000 }; /* 799 dots are 99.97 mm */

struct rig {
    struct slip_printer_sim *sim;
    struct printer *printer;
    uint8_t bits[ROW * HEIGHT];
};

static void rig_open(struct rig *r, const struct slip_printer_sim_settings *settings)
{
    assert_ok(slip_printer_sim_open(settings, &r->sim));
    r->printer = slip_printer_sim_printer(r->sim);
    memset(r->bits, 0x55, sizeof r->bits);
    device_step(printer_device(r->printer), START);
}

static void start_job(struct rig *r)
{
    struct printer_job job = {.job_id = {{7}}, .page = {r->bits, WIDTH, HEIGHT, ROW}, .cut = true};
    assert_ok(printer_submit(r->printer, &job));
}

static struct printer_event outcome_at(struct rig *r, uint64_t now_ms)
{
    struct printer_event e, found = {.outcome = PRINT_OUTCOME_COUNT};
    device_step(printer_device(r->printer), now_ms);
    while (printer_take(r->printer, &e)) {
        found = e.kind == PRINTER_CONDITIONS_CHANGED ? found : e;
    }
    return found;
}

static void paper_comes_out_at_150_mm_a_second(void **state)
{
    (void)state;
    struct rig r;
    struct slip_sheet sheet;
    rig_open(&r, &(struct slip_printer_sim_settings){0});
    start_job(&r);
    assert_true(slip_printer_sim_sheet(r.sim, 0, START + 100, &sheet));
    assert_int_equal(sheet.dots_out, 15 * 203 * 10 / 254); /* 15 mm */
    assert_true(sheet.is_moving && !sheet.is_whole);
    assert_int_equal(outcome_at(&r, START + 666).outcome, PRINT_OUTCOME_COUNT);
    struct printer_event e = outcome_at(&r, START + 667);
    assert_int_equal(e.outcome, PRINT_OUTCOME_PRINTED);
    assert_int_equal(e.evidence, PRINT_EVIDENCE_PROCESS_ID);
    assert_true(slip_printer_sim_sheet(r.sim, 0, START + 667, &sheet));
    assert_true(sheet.is_whole && sheet.is_cut && !sheet.is_moving);
    assert_memory_equal(sheet.picture.bits, r.bits, sizeof r.bits);
    slip_printer_sim_close(r.sim);
}

/* One fault, switched on after ms of the job: what the terminal hears, and what is on the paper. */
struct fault_row {
    enum slip_fault fault;
    uint64_t on_after_ms;
    enum print_outcome outcome;
    bool is_whole;
};

static void each_fault_within_a_page_gets_its_verdict(void **state)
{
    (void)state;
    static const struct fault_row rows[] = {
        {SLIP_FAULT_OUT, 300, PRINT_OUTCOME_NOT_PRINTED, false},
        {SLIP_FAULT_COVER, 300, PRINT_OUTCOME_NOT_PRINTED, false},
        {SLIP_FAULT_JAM, 300, PRINT_OUTCOME_NOT_PRINTED, false},
        {SLIP_FAULT_OVERHEAT, 300, PRINT_OUTCOME_NOT_PRINTED, false},
        {SLIP_FAULT_NEAR_END, 300, PRINT_OUTCOME_PRINTED, true},
        {SLIP_FAULT_CUTTER, 300, PRINT_OUTCOME_PRINTED, true},
        {SLIP_FAULT_OFFLINE, 300, PRINT_OUTCOME_UNKNOWN, true},
        {SLIP_FAULT_SILENT, 300, PRINT_OUTCOME_UNKNOWN, true},
        {SLIP_FAULT_SLOW, 0, PRINT_OUTCOME_PRINTED, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct rig r;
        struct slip_sheet sheet;
        rig_open(&r, &(struct slip_printer_sim_settings){0});
        start_job(&r);
        slip_printer_sim_fault(r.sim, rows[i].fault, true, START + rows[i].on_after_ms);
        struct printer_event e = {.outcome = PRINT_OUTCOME_COUNT};
        uint64_t now = START + rows[i].on_after_ms;
        for (int turn = 0; turn < 50 && e.outcome == PRINT_OUTCOME_COUNT; turn++) {
            e = outcome_at(&r, now);
            uint64_t next = device_next_ms(printer_device(r.printer), now);
            now = next == DEVICE_NO_DEADLINE ? now + 1000 : next;
        }
        assert_int_equal(e.outcome, rows[i].outcome);
        assert_true(slip_printer_sim_sheet(r.sim, 0, now + 10000, &sheet));
        assert_int_equal(sheet.is_whole, rows[i].is_whole);
        slip_printer_sim_close(r.sim);
    }
}

static void a_jam_stops_the_paper_at_its_millimetre(void **state)
{
    (void)state;
    struct rig r;
    struct slip_sheet sheet;
    rig_open(&r, &(struct slip_printer_sim_settings){.no_process_id = true});
    slip_printer_sim_jam_at_mm(r.sim, 40);
    start_job(&r);
    device_step(printer_device(r.printer), START + 5000);
    struct printer_event e = outcome_at(&r, START + 6000);
    assert_int_equal(e.outcome,
                     PRINT_OUTCOME_UNKNOWN); /* this model cannot prove where it stopped */
    assert_true((e.conditions & PRINTER_JAM) != 0);
    assert_true(slip_printer_sim_sheet(r.sim, 0, START + 9000, &sheet));
    assert_int_equal(sheet.dots_out, 40 * 2030 / 254);
    slip_printer_sim_close(r.sim);
}

static void a_stopping_condition_keeps_the_job_from_starting(void **state)
{
    (void)state;
    struct rig r;
    rig_open(&r, &(struct slip_printer_sim_settings){0});
    slip_printer_sim_load_mm(r.sim, 0);
    start_job(&r);
    struct printer_event e = outcome_at(&r, START);
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    assert_string_equal(e.evidence_text, "not started: out");
    assert_int_equal(slip_printer_sim_count(r.sim), 0);
    slip_printer_sim_fault(r.sim, SLIP_FAULT_OUT, false, START + 1);
    start_job(&r);
    assert_int_equal(outcome_at(&r, START + 5000).outcome, PRINT_OUTCOME_PRINTED);
    slip_printer_sim_close(r.sim);
}

static void a_liar_prints_nothing_and_says_printed(void **state)
{
    (void)state;
    struct rig r;
    struct slip_sheet sheet;
    rig_open(&r, &(struct slip_printer_sim_settings){0});
    slip_printer_sim_fault(r.sim, SLIP_FAULT_LIES, true, START);
    start_job(&r);
    assert_int_equal(outcome_at(&r, START + 5000).outcome, PRINT_OUTCOME_PRINTED);
    assert_true(slip_printer_sim_sheet(r.sim, 0, START + 5000, &sheet));
    assert_int_equal(sheet.dots_out, 0);
    assert_false(sheet.is_whole);
    slip_printer_sim_close(r.sim);
}

static void the_paper_outlives_the_terminal(void **state)
{
    (void)state;
    struct rig r;
    struct slip_sheet sheet;
    char folder[256], path[300];
    kit_folder("slip-sim", folder);
    rig_open(&r, &(struct slip_printer_sim_settings){.folder = folder});
    start_job(&r);
    device_step(printer_device(r.printer), START + 100);
    printer_close(r.printer);
    assert_int_equal(outcome_at(&r, START + 5000).outcome, PRINT_OUTCOME_COUNT);
    assert_true(slip_printer_sim_sheet(r.sim, 0, START + 5000, &sheet));
    assert_true(sheet.is_whole);
    (void)snprintf(path, sizeof path, "%s/slip-0001.png", folder);
    assert_int_equal(access(path, F_OK), 0);
    slip_printer_sim_close(r.sim);
}

static void only_known_words_are_faults(void **state)
{
    (void)state;
    enum slip_fault fault = SLIP_FAULT_COUNT;
    assert_true(slip_fault_parse(STR("near-end"), &fault));
    assert_int_equal(fault, SLIP_FAULT_NEAR_END);
    assert_false(slip_fault_parse(STR("near_end"), &fault));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paper_comes_out_at_150_mm_a_second),
        cmocka_unit_test(each_fault_within_a_page_gets_its_verdict),
        cmocka_unit_test(a_jam_stops_the_paper_at_its_millimetre),
        cmocka_unit_test(a_stopping_condition_keeps_the_job_from_starting),
        cmocka_unit_test(a_liar_prints_nothing_and_says_printed),
        cmocka_unit_test(the_paper_outlives_the_terminal),
        cmocka_unit_test(only_known_words_are_faults),
    };
    return cmocka_run_group_tests_name("sim/slip_printer_sim", tests, NULL, NULL);
}
