/* 200 misbehaviours of an IPP printer: lengths, types, loops, answers without end, wrong ids, cut
 * answers. Whatever it does, the job ends in bounded time with a verdict that is not wrong: PRINTED
 * only if the whole document arrived, NOT_PRINTED only if it did not. Real sockets and threads; the
 * cases run several at a time. */
#include "tests/kit/ipp_hostile.h"
#include "tests/kit/kit.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "hal/linux/certificate_printer_ipp.h"

enum { CASES = 200, AT_ONCE = 10, PATIENCE_MS = 15000, DOCUMENT = 40000 };

struct running {
    int number; /* of the case */
    struct ipp_hostile *server;
    struct certificate_printer *printer;
    uint64_t since_ms;
    bool is_over;
    struct printer_event end;
};

static uint8_t document[DOCUMENT];

static uint64_t now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static void start(struct running *r, int number, struct ipp_hostile_plan plan)
{
    char uri[64];
    *r = (struct running){.number = number, .since_ms = now_ms()};
    r->server = ipp_hostile_open(&plan);
    (void)snprintf(uri, sizeof uri, "ipp://127.0.0.1:%d/ipp/print", ipp_hostile_port(r->server));
    struct ipp_worker_settings settings = {.uri = uri,
                                           .poll_ms = 10,
                                           .idle_ms = 50,
                                           .stop_ms = 300,
                                           .limit_ms = 400,
                                           .cancel_ms = 200,
                                           .lost_ms = 200,
                                           .timeout_ms = 150};
    assert_ok(certificate_printer_ipp_open(&settings, &r->printer));
    struct certificate_job job = {
        .job_id = {{1}}, .name = "uk-hostile", .pwg = {document, sizeof document}, .sheets = 1};
    assert_ok(certificate_printer_submit(r->printer, &job));
}

static void look(struct running *r)
{
    struct printer_event e;
    device_step(certificate_printer_device(r->printer), now_ms());
    while (certificate_printer_take(r->printer, &e)) {
        if (e.kind == PRINTER_OUTCOME) {
            r->end = e;
            r->is_over = true;
        }
    }
    if (!r->is_over && now_ms() - r->since_ms > PATIENCE_MS) {
        fail_msg("case %d: no verdict", r->number);
    }
}

/* Until one of those under way has something to say. */
static void wait_for_any(const struct running *running, int count)
{
    struct pollfd fds[AT_ONCE * DEVICE_FDS_MAX];
    int n = 0;
    for (int i = 0; i < count; i++) {
        if (!running[i].is_over) {
            n += device_poll_fds(certificate_printer_device(running[i].printer), fds + n,
                                 DEVICE_FDS_MAX);
        }
    }
    (void)poll(fds, (nfds_t)n, PATIENCE_MS);
}

static void judge(struct running *r, int *counts)
{
    certificate_printer_close(r->printer);
    bool has_all = ipp_hostile_close(r->server, DOCUMENT);
    bool is_wrong = (r->end.outcome == PRINT_OUTCOME_PRINTED && !has_all) ||
                    (r->end.outcome == PRINT_OUTCOME_NOT_PRINTED && has_all);
    if (is_wrong) {
        fail_msg("case %d: verdict %d (%s), document %s", r->number, (int)r->end.outcome,
                 r->end.evidence_text, has_all ? "arrived" : "did not arrive");
    }
    counts[r->end.outcome]++;
}

static void run_cases(const struct ipp_hostile_plan *plans, int count, int *counts)
{
    struct running running[AT_ONCE];
    for (int first = 0; first < count; first += AT_ONCE) {
        int n = count - first < AT_ONCE ? count - first : AT_ONCE;
        int left = n;
        for (int i = 0; i < n; i++) {
            start(&running[i], first + i, plans[first + i]);
        }
        while (left > 0) {
            wait_for_any(running, n);
            left = 0;
            for (int i = 0; i < n; i++) {
                if (!running[i].is_over) {
                    look(&running[i]);
                }
                left += running[i].is_over ? 0 : 1;
            }
        }
        for (int i = 0; i < n; i++) {
            judge(&running[i], counts);
        }
    }
}

/* Each misbehaviour in each operation, for ever and only once; the rest are cuts at other bytes. */
static void two_hundred_misbehaviours(void **state)
{
    (void)state;
    static struct ipp_hostile_plan plans[CASES];
    int counts[PRINT_OUTCOME_COUNT] = {0}, n = 0;
    for (int kind = 1; kind < IPP_HOSTILE_KIND_COUNT; kind++) {
        for (int op = 0; op < IPP_HOSTILE_OP_COUNT; op++) {
            plans[n++] = (struct ipp_hostile_plan){.kind = (enum ipp_hostile_kind)kind,
                                                   .operation = (enum ipp_hostile_op)op,
                                                   .times = (kind + op) % 2 == 0 ? 1 : 1000000,
                                                   .number = kind};
            assert_true(n < CASES);
        }
    }
    for (int cut = 0; n < CASES; cut++) {
        plans[n++] = (struct ipp_hostile_plan){
            .kind = IPP_HOSTILE_CUT_AT,
            .operation = (enum ipp_hostile_op)(cut % IPP_HOSTILE_OP_COUNT),
            .times = cut % 3 == 0 ? 1000000 : 1,
            .number = 1 + cut * 3};
    }
    run_cases(plans, CASES, counts);
    print_message("%d printed, %d not printed, %d unknown\n", counts[PRINT_OUTCOME_PRINTED],
                  counts[PRINT_OUTCOME_NOT_PRINTED], counts[PRINT_OUTCOME_UNKNOWN]);
    assert_true(counts[PRINT_OUTCOME_PRINTED] > 0 && counts[PRINT_OUTCOME_NOT_PRINTED] > 0 &&
                counts[PRINT_OUTCOME_UNKNOWN] > 0);
}

static void a_server_that_behaves_prints(void **state)
{
    (void)state;
    struct ipp_hostile_plan plan = {.kind = IPP_HOSTILE_NOT};
    int counts[PRINT_OUTCOME_COUNT] = {0};
    run_cases(&plan, 1, counts);
    assert_int_equal(counts[PRINT_OUTCOME_PRINTED], 1);
}

int main(void)
{
    (void)signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < DOCUMENT; i++) {
        document[i] = (uint8_t)(i * 7);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_server_that_behaves_prints),
        cmocka_unit_test(two_hundred_misbehaviours),
    };
    return cmocka_run_group_tests_name("fault/print_ipp_hostile", tests, NULL, NULL);
}
