/* The ESC/POS printer against the wire-level fake: dot for dot, and every fault at every byte. */
#include "tests/kit/kit.h"

#include <string.h>

#include "hal/printer_escpos.h"
#include "sim/escpos_fake.h"

enum {
    WIDTH = 576,
    ROW = WIDTH / 8,
    HEIGHT = 400,
    INK = 360, /* rows with ink */
    STEP_BYTES = 61,
    TURN_MS = 5,
    PATIENCE_MS = 20000,
    PAPER_ROWS = 14000,
};

struct rig {
    struct escpos_fake *fake;
    struct printer *printer;
    uint64_t now_ms;
    uint8_t bits[ROW * HEIGHT];
};

static void rig_open(struct rig *r, const char *model, bool has_process_id)
{
    struct escpos_fake_settings settings = {
        .width_dots = WIDTH, .dpi = 203, .has_process_id = has_process_id, .has_clear = true};
    assert_ok(escpos_fake_open(&settings, &r->fake));
    assert_ok(printer_escpos_open(escpos_fake_pipe(r->fake), escpos_model_find(str_of(model)), 1,
                                  &r->printer));
    memset(r->bits, 0, sizeof r->bits);
    for (int i = 0; i < ROW * INK; i++) {
        r->bits[i] = (uint8_t)(i * 29 >> 2 | 1);
    }
    r->now_ms = 1000;
}

static void rig_close(struct rig *r)
{
    printer_close(r->printer);
    escpos_fake_close(r->fake);
}

static void turn(struct rig *r)
{
    r->now_ms += TURN_MS;
    escpos_fake_step(r->fake, r->now_ms);
    device_step(printer_device(r->printer), r->now_ms);
}

static void settle(struct rig *r)
{
    struct printer_event e;
    for (int i = 0; i < 40; i++) {
        turn(r);
        while (printer_take(r->printer, &e)) {
        }
    }
}

static void start(struct rig *r, uint8_t number)
{
    struct printer_job job = {.job_id = {{number}},
                              .page = {r->bits, WIDTH, HEIGHT, ROW},
                              .feed_to_tear = true,
                              .cut = true};
    assert_ok(printer_submit(r->printer, &job));
}

static struct printer_event outcome(struct rig *r)
{
    struct printer_event e;
    for (uint64_t end = r->now_ms + PATIENCE_MS; r->now_ms < end;) {
        turn(r);
        while (printer_take(r->printer, &e)) {
            if (e.kind == PRINTER_OUTCOME) {
                return e;
            }
        }
    }
    fail_msg("no outcome, conditions %x", printer_conditions(r->printer));
    return e;
}

/* Do these rows of the page follow one another on the paper from this paper row on? */
static bool is_page_at(const struct rig *r, int paper_row)
{
    struct bitmap paper = escpos_fake_paper(r->fake);
    return paper.height_px - paper_row >= INK &&
           memcmp(paper.bits + (size_t)paper_row * ROW, r->bits, (size_t)INK * ROW) == 0;
}

static bool is_page_since(const struct rig *r, int from)
{
    int rows = escpos_fake_paper(r->fake).height_px;
    for (int y = from; y + INK <= rows; y++) {
        if (is_page_at(r, y)) {
            return true;
        }
    }
    return false;
}

static void the_paper_equals_the_page_dot_for_dot(void **state)
{
    (void)state;
    struct rig r;
    int cuts[ESCPOS_FAKE_CUTS_MAX];
    rig_open(&r, "tm-t88", true);
    settle(&r);
    start(&r, 1);
    struct printer_event e = outcome(&r);
    assert_int_equal(e.outcome, PRINT_OUTCOME_PRINTED);
    assert_int_equal(e.evidence, PRINT_EVIDENCE_PROCESS_ID);
    struct bitmap paper = escpos_fake_paper(r.fake);
    assert_int_equal(paper.height_px, HEIGHT + 32 * 2030 / 254);
    assert_memory_equal(paper.bits, r.bits, sizeof r.bits);
    assert_int_equal(escpos_fake_cuts(r.fake, cuts), 1);
    assert_int_equal(cuts[0], paper.height_px);
    assert_int_equal(escpos_fake_unknown_commands(r.fake), 0);
    assert_int_equal(escpos_fake_hidden_commands(r.fake), 0);
    rig_close(&r);
}

static void a_page_full_of_hidden_commands_prints_with_single_dots_added(void **state)
{
    (void)state;
    struct rig r;
    rig_open(&r, "tm-t88", true);
    settle(&r);
    for (int i = 0; i + 1 < ROW * INK; i += 2) {
        r.bits[i] = 0x10;
        r.bits[i + 1] = 0x14;
    }
    start(&r, 1);
    assert_int_equal(outcome(&r).outcome, PRINT_OUTCOME_PRINTED);
    struct bitmap paper = escpos_fake_paper(r.fake);
    assert_int_equal(escpos_fake_hidden_commands(r.fake), 0);
    for (int i = 0; i < ROW * INK; i++) {
        assert_int_equal(paper.bits[i] & ~0x08, r.bits[i]);
    }
    rig_close(&r);
}

struct tally {
    int faulted, unknown;
};

/* One job with one fault at one byte; the office then puts everything right and the truth is read
 * from the paper. */
static void one_fault(struct rig *r, enum escpos_fake_fault fault, uint64_t at, struct tally *t)
{
    int before = escpos_fake_paper(r->fake).height_px;
    escpos_fake_fault_at(r->fake, at, fault);
    start(r, 2);
    struct printer_event e = outcome(r);
    escpos_fake_restore(r->fake);
    for (int i = 0; i < 120; i++) { /* what is left in the buffer comes out now */
        turn(r);
    }
    bool is_whole = is_page_since(r, before);
    if (e.outcome == PRINT_OUTCOME_PRINTED && !is_whole) {
        fail_msg("fault %d at byte %d: PRINTED (%s), no page", fault, (int)at, e.evidence_text);
    }
    if (e.outcome == PRINT_OUTCOME_NOT_PRINTED && is_whole) {
        fail_msg("fault %d at byte %d: NOT_PRINTED (%s), a page", fault, (int)at, e.evidence_text);
    }
    t->faulted++;
    t->unknown += e.outcome == PRINT_OUTCOME_UNKNOWN ? 1 : 0;
}

static uint64_t job_bytes(void)
{
    struct rig r;
    rig_open(&r, "tm-t88", true);
    settle(&r);
    uint64_t before = escpos_fake_received(r.fake);
    start(&r, 1);
    assert_int_equal(outcome(&r).outcome, PRINT_OUTCOME_PRINTED);
    uint64_t bytes = escpos_fake_received(r.fake) - before;
    rig_close(&r);
    return bytes;
}

static void sweep(const char *model, bool has_process_id, int step_bytes, int unknown_percent)
{
    static const enum escpos_fake_fault faults[] = {
        ESCPOS_FAKE_OUT,   ESCPOS_FAKE_COVER,   ESCPOS_FAKE_JAM,        ESCPOS_FAKE_DISCONNECT,
        ESCPOS_FAKE_POWER, ESCPOS_FAKE_SILENCE, ESCPOS_FAKE_STALE_ECHO, ESCPOS_FAKE_CUTTER,
    };
    uint64_t bytes = job_bytes();
    struct tally t = {0, 0};
    struct rig r;
    rig_open(&r, model, has_process_id);
    for (size_t k = 0; k < sizeof faults / sizeof faults[0]; k++) {
        for (uint64_t at = 1 + k * 7; at < bytes; at += (uint64_t)step_bytes) {
            if (escpos_fake_paper(r.fake).height_px > PAPER_ROWS) {
                rig_close(&r);
                rig_open(&r, model, has_process_id);
            }
            while ((printer_conditions(r.printer) & ~(unsigned)PRINTER_UNKNOWN_STATE) != 0) {
                settle(&r);
            }
            one_fault(&r, faults[k], at, &t);
        }
    }
    rig_close(&r);
    print_message("%s: %d faulted jobs, %d unknown\n", model, t.faulted, t.unknown);
    assert_true(t.faulted > 0 && t.unknown * 100 <= t.faulted * unknown_percent);
}

static void every_fault_at_every_byte_gets_a_true_verdict(void **state)
{
    (void)state;
    sweep("tm-t88", true, STEP_BYTES, 2);
}

static void a_printer_without_process_ids_is_never_believed_too_much(void **state)
{
    (void)state;
    sweep("generic", false, 7 * STEP_BYTES, 100);
}

static void an_echo_from_before_a_reconnect_is_nothing(void **state)
{
    (void)state;
    struct rig r;
    rig_open(&r, "tm-t88", true);
    settle(&r);
    start(&r, 1);
    assert_int_equal(outcome(&r).outcome, PRINT_OUTCOME_PRINTED);
    escpos_fake_fault_at(r.fake, 5000, ESCPOS_FAKE_DISCONNECT);
    start(&r, 2);
    assert_int_equal(outcome(&r).outcome, PRINT_OUTCOME_NOT_PRINTED);
    assert_int_equal(printer_conditions(r.printer), PRINTER_OFFLINE);
    start(&r, 3);
    struct printer_event e = outcome(&r);
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    assert_string_equal(e.evidence_text, "not started: offline");
    escpos_fake_restore(r.fake);
    for (int i = 0; i < 400; i++) {
        turn(&r);
    }
    int before = escpos_fake_paper(r.fake).height_px;
    start(&r, 4);
    escpos_fake_fault_at(r.fake, 20000, ESCPOS_FAKE_STALE_ECHO);
    assert_int_equal(outcome(&r).outcome, PRINT_OUTCOME_PRINTED);
    assert_true(is_page_since(&r, before));
    rig_close(&r);
}

static void an_echo_of_an_earlier_job_opens_no_gate(void **state)
{
    (void)state;
    struct rig r;
    struct printer_event e = {.outcome = PRINT_OUTCOME_COUNT};
    rig_open(&r, "tm-t88", true);
    settle(&r);
    start(&r, 1);
    assert_int_equal(outcome(&r).outcome, PRINT_OUTCOME_PRINTED);
    memset(r.bits + ROW * 100, 0, sizeof r.bits - ROW * 100); /* short enough for the buffer */
    start(&r, 2);
    turn(&r);
    turn(&r);
    escpos_fake_fault_at(r.fake, 0, ESCPOS_FAKE_COVER);
    for (int i = 0; i < 300 && e.outcome == PRINT_OUTCOME_COUNT; i++) {
        turn(&r);
        escpos_fake_fault_at(r.fake, 0, ESCPOS_FAKE_STALE_ECHO);
        struct printer_event got;
        while (printer_take(r.printer, &got)) {
            e = got.kind == PRINTER_OUTCOME ? got : e;
        }
    }
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    rig_close(&r);
}

static void waste_of_a_broken_job_is_cut_off_before_the_next(void **state)
{
    (void)state;
    struct rig r;
    int cuts[ESCPOS_FAKE_CUTS_MAX];
    rig_open(&r, "tm-t88", true);
    settle(&r);
    escpos_fake_fault_at(r.fake, 15000, ESCPOS_FAKE_COVER);
    start(&r, 1);
    struct printer_event e = outcome(&r);
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    assert_int_equal(e.evidence, PRINT_EVIDENCE_SENSOR);
    assert_int_equal(e.conditions, PRINTER_COVER_OPEN);
    escpos_fake_restore(r.fake);
    settle(&r);
    int waste = escpos_fake_paper(r.fake).height_px;
    assert_true(waste > 0 && waste < INK / 2); /* the rest of the buffer was forgotten */
    start(&r, 2);
    assert_int_equal(outcome(&r).outcome, PRINT_OUTCOME_PRINTED);
    assert_int_equal(escpos_fake_cuts(r.fake, cuts), 2);
    assert_int_equal(cuts[0], waste);
    assert_true(is_page_at(&r, waste));
    rig_close(&r);
}

static void near_end_warns_and_prints(void **state)
{
    (void)state;
    struct rig r;
    rig_open(&r, "tm-t88", true);
    settle(&r);
    escpos_fake_fault_at(r.fake, 3000, ESCPOS_FAKE_NEAR_END);
    start(&r, 1);
    assert_int_equal(outcome(&r).outcome, PRINT_OUTCOME_PRINTED);
    assert_int_equal(printer_conditions(r.printer), PRINTER_NEAR_END);
    rig_close(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_paper_equals_the_page_dot_for_dot),
        cmocka_unit_test(a_page_full_of_hidden_commands_prints_with_single_dots_added),
        cmocka_unit_test(every_fault_at_every_byte_gets_a_true_verdict),
        cmocka_unit_test(a_printer_without_process_ids_is_never_believed_too_much),
        cmocka_unit_test(an_echo_from_before_a_reconnect_is_nothing),
        cmocka_unit_test(an_echo_of_an_earlier_job_opens_no_gate),
        cmocka_unit_test(waste_of_a_broken_job_is_cut_off_before_the_next),
        cmocka_unit_test(near_end_warns_and_prints),
    };
    return cmocka_run_group_tests_name("conform/printer_escpos", tests, NULL, NULL);
}
