/* The IPP backend against a printer program of others: ippeveprinter. Real time: each case waits
 * for the far side. */
#include "tests/kit/ippeve.h"
#include "tests/kit/kit.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "hal/linux/certificate_printer_ipp.h"

enum { PATH = IPPEVE_PATH, PATIENCE_MS = 20000 };

struct rig {
    struct ippeve eve;
    struct certificate_printer *printer;
    int jobs;
    unsigned conditions_seen;
};

static const char pdf[] = "%PDF-1.4\n% one page of nothing, compared byte by byte\n%%EOF\n";

static int set_up(void **state)
{
    static struct rig rig;
    *state = &rig;
    if (!ippeve_open(&rig.eve, "ipp", NULL)) {
        return 0;
    }
    struct ipp_worker_settings settings = {.uri = rig.eve.uri,
                                           .poll_ms = 50,
                                           .idle_ms = 100,
                                           .stop_ms = 1500,
                                           .limit_ms = 2500,
                                           .cancel_ms = 500,
                                           .lost_ms = 500};
    assert_ok(certificate_printer_ipp_open(&settings, &rig.printer));
    return 0;
}

static int tear_down(void **state)
{
    struct rig *r = *state;
    certificate_printer_close(r->printer);
    ippeve_close(&r->eve);
    return 0;
}

static void need_program(const struct rig *r)
{
    if (r->eve.program == 0) {
        skip();
    }
}

/* Waits for an event of this kind; false: it did not come. */
static bool wait_event(struct rig *r, enum printer_event_kind kind, int patience_ms,
                       struct printer_event *out)
{
    uint64_t end = ippeve_now_ms() + (uint64_t)patience_ms;
    while (ippeve_now_ms() < end) {
        struct pollfd fds[DEVICE_FDS_MAX];
        int n = device_poll_fds(certificate_printer_device(r->printer), fds, DEVICE_FDS_MAX);
        (void)poll(fds, (nfds_t)n, 20);
        device_step(certificate_printer_device(r->printer), ippeve_now_ms());
        struct printer_event e;
        while (certificate_printer_take(r->printer, &e)) {
            r->conditions_seen |= e.conditions;
            if (e.kind == kind) {
                *out = e;
                return true;
            }
        }
    }
    return false;
}

static void submit(struct rig *r, const char *behaviour)
{
    ippeve_write(&r->eve, "do", behaviour);
    r->jobs++;
    r->conditions_seen = 0;
    struct certificate_job job = {
        .job_id = {{(uint8_t)r->jobs}}, .pdf = {(const uint8_t *)pdf, sizeof pdf - 1}, .sheets = 1};
    (void)snprintf(job.name, sizeof job.name, "uk-%d-%d", r->eve.port, r->jobs);
    assert_ok(certificate_printer_submit(r->printer, &job));
}

static struct printer_event print(struct rig *r, const char *behaviour)
{
    struct printer_event e = {.outcome = PRINT_OUTCOME_COUNT};
    submit(r, behaviour);
    assert_true(wait_event(r, PRINTER_OUTCOME, PATIENCE_MS, &e));
    assert_int_equal(e.job_id.byte[0], r->jobs);
    return e;
}

static void wait_ready(struct rig *r)
{
    struct printer_event e;
    for (uint64_t end = ippeve_now_ms() + PATIENCE_MS;
         certificate_printer_conditions(r->printer) != 0;) {
        assert_true(ippeve_now_ms() < end);
        (void)wait_event(r, PRINTER_CONDITIONS_CHANGED, 100, &e);
    }
}

#define COUNT_ONE "echo 'ATTR: job-impressions-completed=1' >&2\n"

static void a_counted_job_is_printed_and_arrives_byte_for_byte(void **state)
{
    struct rig *r = *state;
    need_program(r);
    char command[2 * PATH], path[PATH];
    struct printer_event e = print(r, "cp \"$1\" \"$(dirname \"$0\")/got\"\n" COUNT_ONE "exit 0\n");
    assert_string_equal(e.evidence_text, "completed, impressions as ordered");
    assert_int_equal(e.outcome, PRINT_OUTCOME_PRINTED);
    assert_int_equal(e.evidence, PRINT_EVIDENCE_JOB_STATE);
    (void)snprintf(path, sizeof path, "%s/want", r->eve.folder);
    ippeve_write(&r->eve, "want", pdf);
    (void)snprintf(command, sizeof command, "cmp -s %s %s/got", path, r->eve.folder);
    assert_int_equal(system(command), 0);
}

static void a_job_that_is_not_counted_is_for_staff(void **state)
{
    struct rig *r = *state;
    need_program(r);
    struct printer_event e = print(r, "exit 0\n");
    assert_int_equal(e.outcome, PRINT_OUTCOME_UNKNOWN);
    assert_int_equal(e.evidence, PRINT_EVIDENCE_JOB_STATE);
}

static void an_aborted_job_is_not_printed(void **state)
{
    struct rig *r = *state;
    need_program(r);
    assert_int_equal(print(r, "exit 1\n").outcome, PRINT_OUTCOME_NOT_PRINTED);
}

static void a_jam_is_never_called_nothing(void **state)
{
    struct rig *r = *state;
    need_program(r);
    struct printer_event e = print(r, "echo 'STATE: +media-jam-error' >&2; sleep 0.5\n"
                                      "echo 'STATE: -media-jam-error' >&2; exit 1\n");
    assert_int_equal(e.outcome, PRINT_OUTCOME_UNKNOWN);
    assert_true((r->conditions_seen & PRINTER_JAM) != 0);
}

static void paper_that_is_loaded_in_time_lets_the_job_end_well(void **state)
{
    struct rig *r = *state;
    need_program(r);
    struct printer_event e =
        print(r, "echo 'STATE: +media-empty-error,media-needed' >&2; sleep 0.7\n"
                 "echo 'STATE: -media-empty-error,media-needed' >&2\n" COUNT_ONE "exit 0\n");
    assert_int_equal(e.outcome, PRINT_OUTCOME_PRINTED);
    assert_true((r->conditions_seen & PRINTER_OUT) != 0);
}

static void an_open_cover_is_told_and_the_job_goes_on_when_it_is_closed(void **state)
{
    struct rig *r = *state;
    need_program(r);
    struct printer_event e =
        print(r, "echo 'STATE: +cover-open-error,toner-low-warning' >&2\n"
                 "sleep 0.7; echo 'STATE: -cover-open-error' >&2\n" COUNT_ONE "exit 0\n");
    assert_int_equal(e.outcome, PRINT_OUTCOME_PRINTED);
    assert_true((r->conditions_seen & PRINTER_COVER_OPEN) != 0);
}

/* Longer than it takes to look twice, shorter than it takes to give up. */
static void a_slow_printer_is_waited_for(void **state)
{
    struct rig *r = *state;
    need_program(r);
    assert_int_equal(print(r, "sleep 1.8\n" COUNT_ONE "exit 0\n").outcome, PRINT_OUTCOME_PRINTED);
}

/* It hangs with the whole document taken: nobody knows. It wakes up, and what it did is told. */
static void a_printer_that_stands_still_leaves_the_job_unknown(void **state)
{
    struct rig *r = *state;
    need_program(r);
    struct printer_event e =
        print(r, "kill -STOP $PPID; sleep 18; kill -CONT $PPID\n" COUNT_ONE "exit 0\n");
    assert_int_equal(e.outcome, PRINT_OUTCOME_UNKNOWN);
    assert_true(wait_event(r, PRINTER_SETTLED, 2 * PATIENCE_MS, &e));
    assert_int_equal(e.job_id.byte[0], r->jobs);
    assert_true(e.outcome == PRINT_OUTCOME_PRINTED || e.outcome == PRINT_OUTCOME_UNKNOWN);
}

static void a_printer_that_takes_no_page_of_ours_prints_none(void **state)
{
    struct rig *r = *state;
    need_program(r);
    ippeve_stop(&r->eve);
    r->eve.formats = "image/jpeg";
    ippeve_start(&r->eve);
    wait_ready(r);
    struct printer_event e = print(r, COUNT_ONE "exit 0\n");
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    assert_string_equal(e.evidence_text, "not started: the printer takes no format of ours");
    ippeve_stop(&r->eve); /* the other tests' printer again */
    r->eve.formats = NULL;
    ippeve_start(&r->eve);
    wait_ready(r);
}

static void a_stuck_job_is_unknown_blocks_the_next_and_is_settled_later(void **state)
{
    struct rig *r = *state;
    need_program(r);
    struct printer_event e =
        print(r, "while ! [ -e \"$(dirname \"$0\")/go\" ]; do sleep 0.1; done\n"
                 "exit 1\n");
    assert_int_equal(e.outcome, PRINT_OUTCOME_UNKNOWN);
    int stuck = r->jobs;
    e = print(r, "exit 0\n");
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    assert_string_equal(e.evidence_text, "not started: the printer holds an earlier job");
    ippeve_write(&r->eve, "go", "");
    assert_true(wait_event(r, PRINTER_SETTLED, PATIENCE_MS, &e));
    assert_int_equal(e.job_id.byte[0], stuck);
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    wait_ready(r);
    assert_int_equal(print(r, COUNT_ONE "exit 0\n").outcome, PRINT_OUTCOME_PRINTED);
}

static void a_printer_killed_in_a_job_leaves_it_unknown_and_comes_back(void **state)
{
    struct rig *r = *state;
    need_program(r);
    struct printer_event e = print(r, "kill -9 $PPID; sleep 1\n");
    (void)waitpid(r->eve.program, NULL, 0);
    r->eve.program = 0;
    assert_int_equal(e.outcome, PRINT_OUTCOME_UNKNOWN);
    assert_int_equal(e.evidence, PRINT_EVIDENCE_BYTES_ACCEPTED);
    assert_int_equal(certificate_printer_conditions(r->printer), PRINTER_OFFLINE);
    e = print(r, "exit 0\n");
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    ippeve_start(&r->eve);
    wait_ready(r);
    assert_int_equal(print(r, COUNT_ONE "exit 0\n").outcome, PRINT_OUTCOME_PRINTED);
}

static int run_suite(const struct rig *r, const char *suite)
{
    char command[3 * PATH];
    (void)snprintf(command, sizeof command, "cd %s && ipptool -t -f page.pdf %s %s >ipptool.log",
                   r->eve.folder, r->eve.uri, suite);
    return system(command);
}

/* Nothing changes for too long: the worker cancels it, and hears of its end later. */
static void cancel_one(struct rig *r)
{
    struct printer_event e = print(r, "sleep 4; exit 0\n");
    assert_int_equal(e.outcome, PRINT_OUTCOME_UNKNOWN);
    assert_true(wait_event(r, PRINTER_SETTLED, PATIENCE_MS, &e));
    assert_true(e.outcome != PRINT_OUTCOME_PRINTED);
    wait_ready(r);
}

/* Others' own judgement of the printer, with our cancelled job in its history. */
static void the_printers_own_tests_pass_after_a_cancelled_job(void **state)
{
    struct rig *r = *state;
    need_program(r);
    if (!ippeve_is_installed("ipptool")) {
        print_message("skipped: ipptool (cups-ipp-utils) is not installed\n");
        skip();
    }
    ippeve_write(&r->eve, "do", COUNT_ONE "exit 0\n");
    ippeve_write(&r->eve, "page.pdf", pdf);
    cancel_one(r);
    static const char *const suites[] = {"get-printer-attributes.test", "get-jobs.test",
                                         "get-completed-jobs.test", "print-job.test",
                                         "validate-job.test"};
    ippeve_write(&r->eve, "do", COUNT_ONE "exit 0\n");
    for (size_t i = 0; i < sizeof suites / sizeof suites[0]; i++) {
        if (run_suite(r, suites[i]) != 0) {
            fail_msg("%s: see %s/ipptool.log", suites[i], r->eve.folder);
        }
    }
}

static void only_ipp_addresses_are_taken(void **state)
{
    (void)state;
    struct certificate_printer *p = NULL;
    static const char *const uris[] = {"http://localhost/", "ipp", "", "file:/x"};
    for (size_t i = 0; i < sizeof uris / sizeof uris[0]; i++) {
        struct ipp_worker_settings settings = {.uri = uris[i]};
        assert_fails(certificate_printer_ipp_open(&settings, &p), INVALID);
    }
}

int main(void)
{
    (void)signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_counted_job_is_printed_and_arrives_byte_for_byte),
        cmocka_unit_test(a_job_that_is_not_counted_is_for_staff),
        cmocka_unit_test(an_aborted_job_is_not_printed),
        cmocka_unit_test(a_jam_is_never_called_nothing),
        cmocka_unit_test(paper_that_is_loaded_in_time_lets_the_job_end_well),
        cmocka_unit_test(an_open_cover_is_told_and_the_job_goes_on_when_it_is_closed),
        cmocka_unit_test(a_slow_printer_is_waited_for),
        cmocka_unit_test(a_printer_that_stands_still_leaves_the_job_unknown),
        cmocka_unit_test(a_printer_that_takes_no_page_of_ours_prints_none),
        cmocka_unit_test(a_stuck_job_is_unknown_blocks_the_next_and_is_settled_later),
        cmocka_unit_test(a_printer_killed_in_a_job_leaves_it_unknown_and_comes_back),
        cmocka_unit_test(the_printers_own_tests_pass_after_a_cancelled_job),
        cmocka_unit_test(only_ipp_addresses_are_taken),
    };
    return cmocka_run_group_tests_name("conform/certificate_ipp", tests, set_up, tear_down);
}
