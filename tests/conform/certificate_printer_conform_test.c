/* One suite for the certificate printer's contract, run over every backend that needs no hardware.
 * The IPP backend runs the same promises against a real printer program: certificate_ipp_test. */
#include "tests/kit/kit.h"

#include <stdlib.h>
#include <string.h>

#include "hal/certificate_printer.h"
#include "hal/linux/certificate_printer_file.h"
#include "sim/certificate_printer_sim.h"

enum { PATIENCE_MS = 60000 };

struct subject {
    struct certificate_printer *(*open)(struct subject *s);
    struct certificate_printer_sim *sim;
    struct certificate_printer *printer;
    uint64_t now_ms;
};

static struct certificate_printer *open_sim(struct subject *s)
{
    assert_ok(certificate_printer_sim_open(NULL, &s->sim));
    return certificate_printer_sim_printer(s->sim);
}

static struct certificate_printer *open_file(struct subject *s)
{
    (void)s;
    char folder[256];
    struct certificate_printer *p = NULL;
    kit_folder("certificate-file", folder);
    assert_ok(certificate_printer_file_open(folder, &p));
    return p;
}

static struct subject sim_subject = {.open = open_sim};
static struct subject file_subject = {.open = open_file};

static int set_up(void **state)
{
    struct subject *s = *state;
    s->now_ms = 1000;
    s->printer = s->open(s);
    device_step(certificate_printer_device(s->printer), s->now_ms);
    return 0;
}

static int tear_down(void **state)
{
    struct subject *s = *state;
    certificate_printer_close(s->printer);
    certificate_printer_sim_close(s->sim);
    s->sim = NULL;
    return 0;
}

static const uint8_t pdf[] = "%PDF-1.4 not much of a document";

static struct certificate_job job_of(uint8_t number)
{
    struct certificate_job job = {.job_id = {{number}}, .pdf = {pdf, sizeof pdf - 1}, .sheets = 1};
    memcpy(job.name, "job-0", sizeof "job-0");
    job.name[4] = (char)('a' + number);
    return job;
}

static bool wait_outcome(struct subject *s, struct printer_event *out)
{
    uint64_t end = s->now_ms + PATIENCE_MS;
    while (s->now_ms < end) {
        device_step(certificate_printer_device(s->printer), s->now_ms);
        struct printer_event e;
        while (certificate_printer_take(s->printer, &e)) {
            if (e.kind == PRINTER_OUTCOME) {
                *out = e;
                return true;
            }
        }
        uint64_t next = device_next_ms(certificate_printer_device(s->printer), s->now_ms);
        s->now_ms = next > s->now_ms && next < end ? next : s->now_ms + 10;
    }
    return false;
}

static void a_job_ends_printed_exactly_once(void **state)
{
    struct subject *s = *state;
    struct certificate_job job = job_of(1);
    struct printer_event e;
    assert_ok(certificate_printer_submit(s->printer, &job));
    assert_true(wait_outcome(s, &e));
    assert_true(id_equal(e.job_id, job.job_id));
    assert_int_equal(e.outcome, PRINT_OUTCOME_PRINTED);
    assert_int_equal(e.evidence, PRINT_EVIDENCE_JOB_STATE);
    assert_false(wait_outcome(s, &e));
}

static void a_second_job_waits_for_the_first_outcome(void **state)
{
    struct subject *s = *state;
    struct certificate_job first = job_of(1), second = job_of(2);
    struct printer_event e;
    assert_ok(certificate_printer_submit(s->printer, &first));
    assert_fails(certificate_printer_submit(s->printer, &second), BUSY);
    assert_true(wait_outcome(s, &e));
    assert_ok(certificate_printer_submit(s->printer, &second));
    assert_true(wait_outcome(s, &e));
    assert_true(id_equal(e.job_id, second.job_id));
}

static void what_is_no_job_is_refused(void **state)
{
    struct subject *s = *state;
    struct certificate_job job = job_of(0);
    assert_fails(certificate_printer_submit(s->printer, &job), INVALID);
    job = job_of(1);
    job.pdf.length = 0;
    assert_fails(certificate_printer_submit(s->printer, &job), INVALID);
    job = job_of(1);
    memcpy(job.name, "../x", sizeof "../x");
    assert_fails(certificate_printer_submit(s->printer, &job), INVALID);
    job = job_of(1);
    job.sheets = 0;
    assert_fails(certificate_printer_submit(s->printer, &job), INVALID);
    job = job_of(1);
    job.pdf.length = CERTIFICATE_DOCUMENT_MAX + 1;
    assert_fails(certificate_printer_submit(s->printer, &job), TOO_LARGE);
}

static void no_printer_is_offline_and_harmless(void **state)
{
    (void)state;
    struct certificate_job job = job_of(1);
    struct printer_event e;
    assert_fails(certificate_printer_submit(NULL, &job), UNSUPPORTED);
    assert_int_equal(certificate_printer_conditions(NULL), PRINTER_OFFLINE);
    assert_false(certificate_printer_take(NULL, &e));
    certificate_printer_close(NULL);
}

#define ON(subject, test)                                                                          \
    {                                                                                              \
#test, test, set_up, tear_down, subject                                                    \
    }
#define SUITE(subject)                                                                             \
    ON(subject, a_job_ends_printed_exactly_once),                                                  \
        ON(subject, a_second_job_waits_for_the_first_outcome),                                     \
        ON(subject, what_is_no_job_is_refused)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SUITE(&sim_subject),
        SUITE(&file_subject),
        cmocka_unit_test(no_printer_is_offline_and_harmless),
    };
    return cmocka_run_group_tests_name("conform/certificate_printer", tests, NULL, NULL);
}
