/* One suite for the slip printer's contract, run over every backend. */
#include "tests/kit/kit.h"

#include "hal/linux/printer_file.h"
#include "hal/printer.h"
#include "hal/printer_escpos.h"
#include "sim/escpos_fake.h"
#include "sim/slip_printer_sim.h"

enum { WIDTH = 576, HEIGHT = 400, ROW = WIDTH / 8, PATIENCE_MS = 60000 };

/* A backend under test: how to get one, and how to get rid of its far side. */
struct subject {
    const char *name;
    struct printer *(*open)(struct subject *s);
    void (*close_far)(struct subject *s);
    bool proves_paper; /* evidence of PRINTED is PROCESS_ID */
    bool is_star;
    struct slip_printer_sim *sim;
    struct escpos_fake *fake;
    struct printer *printer;
    uint64_t now_ms;
    uint8_t bits[ROW * HEIGHT];
};

static struct printer *open_sim(struct subject *s)
{
    struct slip_printer_sim_settings settings = {0};
    assert_ok(slip_printer_sim_open(&settings, &s->sim));
    return slip_printer_sim_printer(s->sim);
}

static void close_sim(struct subject *s)
{
    slip_printer_sim_close(s->sim);
    s->sim = NULL;
}

static struct printer *open_file(struct subject *s)
{
    (void)s;
    char folder[256];
    struct printer *p = NULL;
    kit_folder("printer-file", folder);
    assert_ok(printer_file_open(folder, WIDTH, 203, &p));
    return p;
}

static struct printer *open_wire(struct subject *s)
{
    struct escpos_fake_settings settings = {.width_dots = WIDTH,
                                            .dpi = 203,
                                            .has_process_id = s->proves_paper,
                                            .has_clear = true,
                                            .is_star = s->is_star};
    const struct escpos_model *model = escpos_model_find(s->is_star        ? STR("star")
                                                         : s->proves_paper ? STR("tm-t88")
                                                                           : STR("generic"));
    struct printer *p = NULL;
    assert_ok(escpos_fake_open(&settings, &s->fake));
    assert_ok(printer_escpos_open(escpos_fake_pipe(s->fake), model, 7, &p));
    return p;
}

static void close_wire(struct subject *s)
{
    escpos_fake_close(s->fake);
    s->fake = NULL;
}

static void close_nothing(struct subject *s)
{
    (void)s;
}

static struct subject sim_subject = {
    .name = "sim", .open = open_sim, .close_far = close_sim, .proves_paper = true};
static struct subject file_subject = {
    .name = "file", .open = open_file, .close_far = close_nothing};

static struct subject wire_subject = {
    .name = "wire", .open = open_wire, .close_far = close_wire, .proves_paper = true};
static struct subject star_subject = {.name = "wire in Star's language",
                                      .open = open_wire,
                                      .close_far = close_wire,
                                      .proves_paper = true,
                                      .is_star = true};
static struct subject plain_wire_subject = {
    .name = "wire without process id", .open = open_wire, .close_far = close_wire};

static int set_up(void **state)
{
    struct subject *s = *state;
    s->now_ms = 1000;
    s->printer = s->open(s);
    device_step(printer_device(s->printer), s->now_ms);
    for (size_t i = 0; i < sizeof s->bits; i++) {
        s->bits[i] = (uint8_t)(i * 37 >> 3);
    }
    return 0;
}

static int tear_down(void **state)
{
    struct subject *s = *state;
    printer_close(s->printer);
    s->close_far(s);
    return 0;
}

static struct printer_job job_of(struct subject *s, uint8_t number)
{
    return (struct printer_job){.job_id = {{number}},
                                .page = {s->bits, WIDTH, HEIGHT, ROW},
                                .feed_to_tear = true,
                                .cut = true};
}

/* Jumps from deadline to deadline until an outcome comes or patience ends. */
static bool wait_outcome(struct subject *s, struct printer_event *out)
{
    uint64_t end = s->now_ms + PATIENCE_MS;
    while (s->now_ms < end) {
        device_step(printer_device(s->printer), s->now_ms);
        struct printer_event e;
        while (printer_take(s->printer, &e)) {
            assert_true(e.at_ms <= s->now_ms);
            if (e.kind == PRINTER_OUTCOME) {
                *out = e;
                return true;
            }
        }
        uint64_t next = device_next_ms(printer_device(s->printer), s->now_ms);
        bool can_jump = next > s->now_ms && next < end && s->fake == NULL;
        s->now_ms = can_jump ? next : s->now_ms + 10;
        if (s->fake != NULL) {
            escpos_fake_step(s->fake, s->now_ms);
        }
    }
    return false;
}

static void a_job_ends_printed_exactly_once(void **state)
{
    struct subject *s = *state;
    struct printer_job job = job_of(s, 1);
    struct printer_event e;
    assert_ok(printer_submit(s->printer, &job));
    assert_true(wait_outcome(s, &e));
    assert_true(id_equal(e.job_id, job.job_id));
    assert_int_equal(e.outcome, PRINT_OUTCOME_PRINTED);
    assert_true(e.evidence >= PRINT_EVIDENCE_STATUS_CLEAN);
    assert_true(!s->proves_paper || e.evidence == PRINT_EVIDENCE_PROCESS_ID);
    assert_true(e.evidence_text[0] != '\0');
    assert_false(wait_outcome(s, &e));
}

static void a_second_job_waits_for_the_first_outcome(void **state)
{
    struct subject *s = *state;
    struct printer_job first = job_of(s, 1), second = job_of(s, 2);
    struct printer_event e;
    assert_ok(printer_submit(s->printer, &first));
    assert_fails(printer_submit(s->printer, &second), BUSY);
    assert_true(wait_outcome(s, &e));
    assert_true(id_equal(e.job_id, first.job_id));
    assert_ok(printer_submit(s->printer, &second));
    assert_true(wait_outcome(s, &e));
    assert_true(id_equal(e.job_id, second.job_id));
}

static void what_is_no_page_is_refused(void **state)
{
    struct subject *s = *state;
    struct printer_event e;
    struct printer_job job = job_of(s, 0);
    assert_fails(printer_submit(s->printer, &job), INVALID);
    job = job_of(s, 1);
    job.page.height_px = 0;
    assert_fails(printer_submit(s->printer, &job), INVALID);
    job = job_of(s, 1);
    job.page.height_px = PRINTER_HEIGHT_MAX_DOTS + 1;
    assert_fails(printer_submit(s->printer, &job), TOO_LARGE);
    job = job_of(s, 1);
    job.page.width_px = WIDTH + 8;
    job.page.row_bytes = ROW + 1;
    assert_fails(printer_submit(s->printer, &job), TOO_LARGE);
    assert_false(wait_outcome(s, &e));
}

static void the_printer_describes_itself(void **state)
{
    struct subject *s = *state;
    struct printer_info info;
    printer_describe(s->printer, &info);
    assert_int_equal(info.width_dots, WIDTH);
    assert_true(info.model[0] != '\0');
    assert_int_equal(info.has_process_id, s->proves_paper);
    assert_int_equal(printer_conditions(s->printer) & printer_stopping_conditions(), 0);
}

static void closing_within_a_job_is_clean(void **state)
{
    struct subject *s = *state;
    struct printer_job job = job_of(s, 1);
    assert_ok(printer_submit(s->printer, &job));
    device_step(printer_device(s->printer), s->now_ms + 1);
}

static void no_printer_is_offline_and_harmless(void **state)
{
    (void)state;
    struct printer_job job = {0};
    struct printer_event e;
    assert_fails(printer_submit(NULL, &job), UNSUPPORTED);
    assert_int_equal(printer_conditions(NULL), PRINTER_OFFLINE);
    assert_false(printer_take(NULL, &e));
    device_step(printer_device(NULL), 0);
    assert_true(device_next_ms(printer_device(NULL), 0) == DEVICE_NO_DEADLINE);
    printer_close(NULL);
}

#define ON(subject, test)                                                                          \
    {                                                                                              \
#test, test, set_up, tear_down, subject                                                    \
    }
#define SUITE(subject)                                                                             \
    ON(subject, a_job_ends_printed_exactly_once),                                                  \
        ON(subject, a_second_job_waits_for_the_first_outcome),                                     \
        ON(subject, what_is_no_page_is_refused), ON(subject, the_printer_describes_itself),        \
        ON(subject, closing_within_a_job_is_clean)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SUITE(&sim_subject),        SUITE(&file_subject),
        SUITE(&wire_subject),       SUITE(&star_subject),
        SUITE(&plain_wire_subject), cmocka_unit_test(no_printer_is_offline_and_harmless),
    };
    return cmocka_run_group_tests_name("conform/printer", tests, NULL, NULL);
}
