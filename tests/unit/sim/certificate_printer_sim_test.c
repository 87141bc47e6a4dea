#include "tests/kit/kit.h"

#include <string.h>

#include "sim/certificate_printer_sim.h"

enum { START = 1000 };

struct rig {
    struct certificate_printer_sim *sim;
    struct certificate_printer *printer;
    uint64_t now_ms;
};

static const uint8_t pdf[] = "%PDF";

static void rig_open(struct rig *r)
{
    assert_ok(certificate_printer_sim_open(NULL, &r->sim));
    r->printer = certificate_printer_sim_printer(r->sim);
    r->now_ms = START;
    device_step(certificate_printer_device(r->printer), START);
}

static void start_job(struct rig *r, uint8_t number, int sheets)
{
    struct certificate_job job = {
        .job_id = {{number}}, .name = "n", .pdf = {pdf, sizeof pdf}, .sheets = sheets};
    assert_ok(certificate_printer_submit(r->printer, &job));
}

/* Lets time pass to `until`; the last outcome or settlement, COUNT if none. */
static struct printer_event run(struct rig *r, uint64_t until)
{
    struct printer_event e, found = {.outcome = PRINT_OUTCOME_COUNT};
    while (r->now_ms <= until) {
        device_step(certificate_printer_device(r->printer), r->now_ms);
        while (certificate_printer_take(r->printer, &e)) {
            found = e.kind == PRINTER_CONDITIONS_CHANGED ? found : e;
        }
        uint64_t next = device_next_ms(certificate_printer_device(r->printer), r->now_ms);
        r->now_ms = next > until ? until + 1 : (next > r->now_ms ? next : r->now_ms + 1);
    }
    return found;
}

static void sheets_take_their_time_and_are_counted(void **state)
{
    (void)state;
    struct rig r;
    struct certificate_print print;
    rig_open(&r);
    start_job(&r, 1, 2);
    assert_int_equal(run(&r, START + 5999).outcome, PRINT_OUTCOME_COUNT);
    assert_true(certificate_printer_sim_print(r.sim, 0, &print));
    assert_int_equal(print.sheets_out, 1);
    assert_int_equal(run(&r, START + 6000).outcome, PRINT_OUTCOME_PRINTED);
    assert_true(certificate_printer_sim_print(r.sim, 0, &print));
    assert_int_equal(print.sheets_out, 2);
    assert_memory_equal(print.pdf.bytes, pdf, sizeof pdf);
    certificate_printer_sim_close(r.sim);
}

struct fault_row {
    enum certificate_fault fault;
    uint64_t on_after_ms;
    enum print_outcome outcome;
    int sheets_out;
};

static void each_fault_within_a_job_gets_its_verdict(void **state)
{
    (void)state;
    static const struct fault_row rows[] = {
        {CERTIFICATE_FAULT_OUT, 0, PRINT_OUTCOME_NOT_PRINTED, 0},
        {CERTIFICATE_FAULT_OUT, 1000, PRINT_OUTCOME_UNKNOWN, 0},
        {CERTIFICATE_FAULT_JAM, 1000, PRINT_OUTCOME_UNKNOWN, 0},
        {CERTIFICATE_FAULT_JAM, 0, PRINT_OUTCOME_NOT_PRINTED, 0},
        {CERTIFICATE_FAULT_OFFLINE, 1000, PRINT_OUTCOME_UNKNOWN, 1},
        {CERTIFICATE_FAULT_TONER_LOW, 1000, PRINT_OUTCOME_PRINTED, 1},
        {CERTIFICATE_FAULT_SLOW, 0, PRINT_OUTCOME_PRINTED, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct rig r;
        struct certificate_print print;
        rig_open(&r);
        start_job(&r, 1, 1);
        certificate_printer_sim_fault(r.sim, rows[i].fault, true, START + rows[i].on_after_ms);
        r.now_ms = START + rows[i].on_after_ms;
        assert_int_equal(run(&r, START + 60000).outcome, rows[i].outcome);
        assert_true(certificate_printer_sim_print(r.sim, 0, &print));
        assert_int_equal(print.sheets_out, rows[i].sheets_out);
        certificate_printer_sim_close(r.sim);
    }
}

static void a_lost_job_is_found_again(void **state)
{
    (void)state;
    struct rig r;
    rig_open(&r);
    certificate_printer_sim_fault(r.sim, CERTIFICATE_FAULT_LOSE, true, START);
    start_job(&r, 1, 1);
    struct printer_event e = run(&r, START + 100);
    assert_int_equal(e.kind, PRINTER_OUTCOME);
    assert_int_equal(e.outcome, PRINT_OUTCOME_UNKNOWN);
    assert_int_equal(certificate_printer_conditions(r.printer), PRINTER_OFFLINE);
    certificate_printer_sim_fault(r.sim, CERTIFICATE_FAULT_OFFLINE, false, START + 20000);
    r.now_ms = START + 20000;
    e = run(&r, START + 21000);
    assert_int_equal(e.kind, PRINTER_SETTLED);
    assert_int_equal(e.outcome, PRINT_OUTCOME_PRINTED);
    certificate_printer_sim_close(r.sim);
}

static void an_earlier_job_in_the_printer_keeps_the_next_from_starting(void **state)
{
    (void)state;
    struct rig r;
    rig_open(&r);
    start_job(&r, 1, 1);
    certificate_printer_close(r.printer); /* the terminal restarts, the printer does not */
    start_job(&r, 2, 1);
    struct printer_event e = run(&r, START + 10);
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    assert_int_equal(certificate_printer_sim_count(r.sim), 1);
    certificate_printer_sim_close(r.sim);
}

static void only_known_words_are_faults(void **state)
{
    (void)state;
    enum certificate_fault fault = CERTIFICATE_FAULT_COUNT;
    assert_true(certificate_fault_parse(STR("toner-low"), &fault));
    assert_int_equal(fault, CERTIFICATE_FAULT_TONER_LOW);
    assert_false(certificate_fault_parse(STR(""), &fault));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_take_their_time_and_are_counted),
        cmocka_unit_test(each_fault_within_a_job_gets_its_verdict),
        cmocka_unit_test(a_lost_job_is_found_again),
        cmocka_unit_test(an_earlier_job_in_the_printer_keeps_the_next_from_starting),
        cmocka_unit_test(only_known_words_are_faults),
    };
    return cmocka_run_group_tests_name("sim/certificate_printer_sim", tests, NULL, NULL);
}
