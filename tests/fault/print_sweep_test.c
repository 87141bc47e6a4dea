/* One slip and one fault at every byte boundary, step 61: the verdict is never wrong, whatever the
 * paper shows afterwards. With process ids, or Star's counter, UNKNOWN stays at or below 2 %. */
#include "tests/kit/kit.h"
#include "tests/kit/slip_rig.h"

#include <string.h>

enum { STEP_BYTES = 61, PAPER_ROWS = 14000 };

struct tally {
    int faulted, unknown;
};

/* One job with one fault at one byte; the office then puts everything right and the truth is read
 * from the paper. */
static void one_fault(struct slip_rig *r, enum escpos_fake_fault fault, uint64_t at,
                      struct tally *t)
{
    int before = escpos_fake_paper(r->fake).height_px;
    escpos_fake_fault_at(r->fake, at, fault);
    slip_rig_start(r, 2);
    struct printer_event e = slip_rig_outcome(r);
    escpos_fake_restore(r->fake);
    for (int i = 0; i < 120; i++) { /* what is left in the buffer comes out now */
        slip_rig_turn(r);
    }
    bool is_whole = slip_rig_is_page_since(r, before);
    if (e.outcome == PRINT_OUTCOME_PRINTED && !is_whole) {
        fail_msg("fault %d at byte %d: PRINTED (%s), no page", fault, (int)at, e.evidence_text);
    }
    if (e.outcome == PRINT_OUTCOME_NOT_PRINTED && is_whole) {
        fail_msg("fault %d at byte %d: NOT_PRINTED (%s), a page", fault, (int)at, e.evidence_text);
    }
    t->faulted++;
    t->unknown += e.outcome == PRINT_OUTCOME_UNKNOWN ? 1 : 0;
}

static uint64_t job_bytes(const char *model)
{
    struct slip_rig r;
    slip_rig_open(&r, model, true);
    slip_rig_settle(&r);
    uint64_t before = escpos_fake_received(r.fake);
    slip_rig_start(&r, 1);
    assert_int_equal(slip_rig_outcome(&r).outcome, PRINT_OUTCOME_PRINTED);
    uint64_t bytes = escpos_fake_received(r.fake) - before;
    slip_rig_close(&r);
    return bytes;
}

static void sweep(const char *model, bool has_process_id, int step_bytes, int unknown_percent)
{
    static const enum escpos_fake_fault faults[] = {
        ESCPOS_FAKE_OUT,   ESCPOS_FAKE_COVER,   ESCPOS_FAKE_JAM,        ESCPOS_FAKE_DISCONNECT,
        ESCPOS_FAKE_POWER, ESCPOS_FAKE_SILENCE, ESCPOS_FAKE_STALE_ECHO, ESCPOS_FAKE_CUTTER,
    };
    uint64_t bytes = job_bytes(model);
    struct tally t = {0, 0};
    struct slip_rig r;
    slip_rig_open(&r, model, has_process_id);
    for (size_t k = 0; k < sizeof faults / sizeof faults[0]; k++) {
        for (uint64_t at = 1 + k * 7; at < bytes; at += (uint64_t)step_bytes) {
            if (escpos_fake_paper(r.fake).height_px > PAPER_ROWS) {
                slip_rig_close(&r);
                slip_rig_open(&r, model, has_process_id);
            }
            while ((printer_conditions(r.printer) & ~(unsigned)PRINTER_UNKNOWN_STATE) != 0) {
                slip_rig_settle(&r);
            }
            one_fault(&r, faults[k], at, &t);
        }
    }
    slip_rig_close(&r);
    print_message("%s: %d faulted jobs, %d unknown\n", model, t.faulted, t.unknown);
    assert_true(t.faulted > 0 && t.unknown * 100 <= t.faulted * unknown_percent);
}

static void every_fault_at_every_byte_gets_a_true_verdict(void **state)
{
    (void)state;
    sweep("tm-t88", true, STEP_BYTES, 2);
}

static void a_printer_that_counts_is_judged_as_truly(void **state)
{
    (void)state;
    sweep("star", true, STEP_BYTES, 2);
}

static void a_printer_without_process_ids_is_never_believed_too_much(void **state)
{
    (void)state;
    sweep("generic", false, STEP_BYTES, 100);
}

/* The terminal dies with the job: nobody gives a verdict. What it said before must be true, and the
 * next start's job is its own: right verdict, whole page, nothing of the old buffer behind it. */
static void one_power_cut(struct slip_rig *r, const struct escpos_model *model, uint64_t at,
                          uint32_t seed)
{
    int before = escpos_fake_paper(r->fake).height_px;
    uint64_t end = escpos_fake_received(r->fake) + at;
    struct printer_event e = {.outcome = PRINT_OUTCOME_COUNT}, got;
    slip_rig_start(r, 2);
    for (int i = 0;
         i < 2000 && escpos_fake_received(r->fake) < end && e.outcome == PRINT_OUTCOME_COUNT; i++) {
        slip_rig_turn(r);
        while (printer_take(r->printer, &got)) {
            e = got.kind == PRINTER_OUTCOME ? got : e;
        }
    }
    assert_true(e.outcome != PRINT_OUTCOME_PRINTED || slip_rig_is_page_since(r, before));
    printer_close(r->printer);
    escpos_fake_restore(r->fake);
    for (int i = 0; i < 40; i++) { /* the printer runs on alone */
        r->now_ms += SLIP_RIG_TURN_MS;
        escpos_fake_step(r->fake, r->now_ms);
    }
    assert_ok(printer_escpos_open(escpos_fake_pipe(r->fake), model, seed, &r->printer));
    slip_rig_settle(r);
    int restarted = escpos_fake_paper(r->fake).height_px;
    r->bits[SLIP_RIG_ROW + 3] ^= 0xFF; /* another page */
    slip_rig_start(r, 3);
    e = slip_rig_outcome(r);
    if (e.outcome != PRINT_OUTCOME_PRINTED || !slip_rig_is_page_since(r, restarted)) {
        fail_msg("cut at byte %d: the next job is %d (%s)", (int)at, (int)e.outcome,
                 e.evidence_text);
    }
}

static void power_cuts(const char *name)
{
    const struct escpos_model *model = escpos_model_find(str_of(name));
    uint64_t bytes = job_bytes(name);
    struct slip_rig r;
    uint32_t seed = 1000;
    slip_rig_open(&r, name, true);
    slip_rig_settle(&r);
    for (uint64_t at = 1; at < bytes; at += STEP_BYTES) {
        if (escpos_fake_paper(r.fake).height_px > PAPER_ROWS) {
            slip_rig_close(&r);
            slip_rig_open(&r, name, true);
            slip_rig_settle(&r);
        }
        one_power_cut(&r, model, at, seed += 1000);
    }
    assert_int_equal(escpos_fake_unknown_commands(r.fake), 0);
    slip_rig_close(&r);
}

static void a_terminal_that_dies_leaves_the_next_job_alone(void **state)
{
    (void)state;
    power_cuts("tm-t88");
    power_cuts("star");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fault_at_every_byte_gets_a_true_verdict),
        cmocka_unit_test(a_printer_that_counts_is_judged_as_truly),
        cmocka_unit_test(a_printer_without_process_ids_is_never_believed_too_much),
        cmocka_unit_test(a_terminal_that_dies_leaves_the_next_job_alone),
    };
    return cmocka_run_group_tests_name("fault/print_sweep", tests, NULL, NULL);
}
