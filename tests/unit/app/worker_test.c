/* Work on hostile bytes in a process of its own: whatever it does there, the caller goes on. */
#include "tests/kit/kit.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>
#include "app/worker.h"
#include "base/log.h"

enum { WORDS_MAX = 32, LIMIT_MS = 200, LIMIT_FAR_MS = 1000000000, FDS_MAX = 16 };

enum order {
    DOUBLE,
    CRASH,
    LOOP,
    SPIN,
    BABBLE,
    BABBLE_LATER,
    FLOOD,
    HANG_UP,
    LEAVE,
    SCRIBBLE,
    UNPROTECT,
    BABBLE_IN_FULL,
    COUNT_FDS,
    CPU_SECONDS,
    LIE
};

struct request {
    enum order order;
    int number;
};

struct reply {
    int number;
    size_t used;
    char text[WORDS_MAX];
};

static struct err open_context(void **out)
{
    *out = calloc(1, sizeof(int));
    return *out == NULL ? FAIL(NO_MEMORY) : OK;
}

static struct err open_fails(void **out)
{
    (void)out;
    return FAIL(NOT_FOUND);
}

/* The test program catches its own faults; the child's are to be the child's end. */
static struct err faults_are_fatal(void)
{
    signal(SIGSEGV, SIG_DFL);
    return OK;
}

static struct err lock_fails(void)
{
    return FAIL(UNSUPPORTED);
}

/* The child has one descriptor above the standard ones; which, it has to find out. */
static int channel(void)
{
    for (int fd = 3; fd < FDS_MAX; fd++) {
        if (fcntl(fd, F_GETFD) >= 0) {
            return fd;
        }
    }
    return -1;
}

static int open_fds(void)
{
    int count = 0;
    for (int fd = 3; fd < 1024; fd++) {
        count += fcntl(fd, F_GETFD) >= 0;
    }
    return count;
}

static void babble(size_t bytes)
{
    static char noise[4096];
    memset(noise, 'x', sizeof noise);
    for (size_t done = 0; done < bytes; done += sizeof noise) {
        size_t n = bytes - done < sizeof noise ? bytes - done : sizeof noise;
        ssize_t sent = write(channel(), noise, n);
        (void)sent;
    }
}

/* As long as a true answer, but to a job that nobody gave. */
static void babble_once(size_t bytes)
{
    char noise[sizeof(struct reply) + 1];
    memset(noise, 'x', sizeof noise);
    ssize_t sent = write(channel(), noise, bytes);
    (void)sent;
}

static void unprotect(const struct request *q)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    struct request *writable = (struct request *)(uintptr_t)q;
    if (mprotect(writable, page, PROT_READ | PROT_WRITE) == 0) {
        writable->number = 99;
        return;
    }
    raise(SIGKILL);
}

static int cpu_seconds(void)
{
    struct rlimit limit;
    return getrlimit(RLIMIT_CPU, &limit) == 0 && limit.rlim_cur < 1000 ? (int)limit.rlim_cur : -1;
}

static void work(void *context, const void *request, void *reply)
{
    const struct request *q = request;
    struct reply *r = reply;
    int *calls = context;
    *r = (struct reply){.number = 2 * q->number + 1000 * (*calls)++};
    switch (q->order) {
    case DOUBLE:
        break;
    case CRASH:
        raise(SIGKILL); /* what a sanitizer would make of a wild pointer takes longer */
        break;
    case LOOP:
        for (;;) {
            pause();
        }
    case SPIN:
        for (volatile int i = 0;; i = i + 1) {
        }
    case BABBLE:
        babble(1);
        break;
    case BABBLE_LATER:
        if (fork() == 0) {
            babble(1);
            _exit(0);
        }
        break;
    case FLOOD:
        babble(64 * 4096);
        break;
    case HANG_UP:
        close(channel());
        break;
    case LEAVE:
        _exit(0);
    case SCRIBBLE:
        ((struct request *)(uintptr_t)request)->number = 99;
        break;
    case UNPROTECT:
        unprotect(q);
        break;
    case BABBLE_IN_FULL:
        babble_once(sizeof(struct reply) + 1);
        break;
    case COUNT_FDS:
        r->number = open_fds();
        break;
    case CPU_SECONDS:
        r->number = cpu_seconds();
        break;
    case LIE:
        r->used = SIZE_MAX;
        memcpy(r->text, "lie", 4);
        break;
    }
}

static size_t used(const void *reply)
{
    const struct reply *r = reply;
    return r->used == 0 ? sizeof *r : r->used;
}

static struct worker_setup setup_of(enum worker_mode mode)
{
    return (struct worker_setup){.name = "test",
                                 .mode = mode,
                                 .request_size = sizeof(struct request),
                                 .reply_size = sizeof(struct reply),
                                 .open = open_context,
                                 .work = work,
                                 .close = free,
                                 .used = used,
                                 .lock = faults_are_fatal,
                                 .limit_ms = LIMIT_MS,
                                 .wait = true};
}

static struct worker *opened(enum worker_mode mode)
{
    struct worker *w = NULL;
    struct worker_setup setup = setup_of(mode);
    assert_ok(worker_open(&setup, &w));
    return w;
}

static void submit(struct worker *w, enum order order, int number, uint64_t now_ms)
{
    assert_true(worker_is_idle(w));
    *(struct request *)worker_request(w) = (struct request){order, number};
    assert_ok(worker_submit(w, now_ms));
}

/* The answer's number. */
static int ask(struct worker *w, enum order order, int number, uint64_t now_ms)
{
    const void *reply = NULL;
    submit(w, order, number, now_ms);
    assert_int_equal(worker_take(w, now_ms, &reply), WORKER_DONE);
    return ((const struct reply *)reply)->number;
}

static enum worker_event provoke(struct worker *w, enum order order, uint64_t now_ms)
{
    const void *reply = NULL;
    submit(w, order, 1, now_ms);
    return worker_take(w, now_ms, &reply);
}

static void test_inline_and_process_agree(void **state)
{
    (void)state;
    struct worker *in = opened(WORKER_INLINE);
    struct worker *apart = opened(WORKER_PROCESS);
    for (int i = -3; i < 4; i++) {
        int number = ask(in, DOUBLE, i, 0);
        assert_int_equal(number, ask(apart, DOUBLE, i, 0));
        assert_int_equal(number, 2 * i + 1000 * (i + 3));
    }
    worker_close(in);
    worker_close(apart);
}

static void test_one_job_at_a_time(void **state)
{
    (void)state;
    const void *reply = NULL;
    struct worker *w = opened(WORKER_PROCESS);
    assert_int_equal(worker_take(w, 0, &reply), WORKER_NOTHING);
    assert_int_equal(worker_fd(w), -1);
    submit(w, DOUBLE, 4, 0);
    assert_true(worker_fd(w) >= 0);
    assert_false(worker_is_idle(w));
    assert_fails(worker_submit(w, 0), BUSY);
    assert_int_equal(worker_take(w, 0, &reply), WORKER_DONE);
    assert_int_equal(((const struct reply *)reply)->number, 8);
    assert_int_equal(worker_take(w, 0, &reply), WORKER_NOTHING);
    worker_close(w);
}

static void test_latency_holds_the_reply_back(void **state)
{
    (void)state;
    static const enum worker_mode modes[] = {WORKER_INLINE, WORKER_PROCESS};
    for (int m = 0; m < 2; m++) {
        const void *reply = NULL;
        struct worker *w = NULL;
        struct worker_setup setup = setup_of(modes[m]);
        setup.latency_ms = 40;
        assert_ok(worker_open(&setup, &w));
        submit(w, DOUBLE, 4, 1000);
        assert_int_equal(worker_next_ms(w), 1040);
        assert_int_equal(worker_take(w, 1039, &reply), WORKER_NOTHING);
        assert_int_equal(worker_take(w, 1040, &reply), WORKER_DONE);
        assert_int_equal(worker_next_ms(w), UINT64_MAX);
        worker_close(w);
    }
}

/* Each of these ends the child; the next job finds a new one, which starts from nothing. */
static void test_a_child_that_misbehaves_is_replaced(void **state)
{
    (void)state;
    static const enum order orders[] = {CRASH,    FLOOD,     HANG_UP,       LEAVE,
                                        SCRIBBLE, UNPROTECT, BABBLE_IN_FULL};
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        struct worker *w = opened(WORKER_PROCESS);
        assert_int_equal(ask(w, DOUBLE, 1, 0), 2);
        assert_int_equal(ask(w, DOUBLE, 1, 0), 1002);
        assert_int_equal(provoke(w, orders[i], 1), WORKER_DIED);
        assert_true(worker_is_idle(w));
        assert_int_equal(ask(w, DOUBLE, 1, 2), 2);
        worker_close(w);
    }
}

static void test_a_loop_ends_at_its_limit(void **state)
{
    (void)state;
    const void *reply = NULL;
    struct worker *w = NULL;
    struct worker_setup setup = setup_of(WORKER_PROCESS);
    setup.wait = false;
    assert_ok(worker_open(&setup, &w));
    submit(w, LOOP, 1, 1000);
    assert_int_equal(worker_next_ms(w), 1000 + LIMIT_MS);
    assert_int_equal(worker_take(w, 1000 + LIMIT_MS - 1, &reply), WORKER_NOTHING);
    assert_int_equal(worker_take(w, 1000 + LIMIT_MS, &reply), WORKER_DIED);
    assert_true(worker_is_idle(w));
    worker_close(w);

    w = opened(WORKER_PROCESS); /* the caller that waits waits no longer than that */
    assert_int_equal(provoke(w, LOOP, 0), WORKER_DIED);
    worker_close(w);
}

/* The limit of the clock is days away: what ends the loop is the CPU time that it burns. A job
 * before it says what is usual; without one only the clock ends a loop. */
static void test_a_loop_is_known_by_its_cpu_time(void **state)
{
    (void)state;
    const void *reply = NULL;
    struct worker *w = NULL;
    struct worker_setup setup = setup_of(WORKER_PROCESS);
    setup.wait = false;
    setup.spin_ms = 20;
    setup.limit_ms = LIMIT_FAR_MS;
    assert_ok(worker_open(&setup, &w));
    submit(w, DOUBLE, 1, 1000);
    assert_int_equal(worker_next_ms(w), 1000 + LIMIT_FAR_MS);
    enum worker_event event = WORKER_NOTHING;
    while (event == WORKER_NOTHING) {
        event = worker_take(w, 1001, &reply);
    }
    assert_int_equal(event, WORKER_DONE);
    submit(w, SPIN, 1, 2000);
    assert_int_equal(worker_next_ms(w), 2020);
    assert_int_equal(worker_take(w, 2019, &reply), WORKER_NOTHING);
    uint64_t now_ms = 2020;
    while (worker_take(w, now_ms, &reply) == WORKER_NOTHING) {
        assert_true(worker_next_ms(w) > now_ms);
        now_ms = worker_next_ms(w);
    }
    assert_true(now_ms < 2000 + LIMIT_FAR_MS);
    assert_true(worker_is_idle(w));
    worker_close(w);
}

/* A byte that is not the job's own is no answer, whether it comes with one, after one, or early. */
static void test_babble_is_never_an_answer(void **state)
{
    (void)state;
    static const enum order orders[] = {BABBLE, BABBLE_LATER};
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        const void *reply = NULL;
        struct worker *w = opened(WORKER_PROCESS);
        enum worker_event first = provoke(w, orders[i], 0);
        if (first == WORKER_DONE) { /* the stray byte came after the answer was taken */
            submit(w, LOOP, 7, 1);
            assert_int_equal(worker_take(w, 1, &reply), WORKER_DIED);
        } else {
            assert_int_equal(first, WORKER_DIED);
        }
        assert_int_equal(ask(w, DOUBLE, 7, 2), 14);
        worker_close(w);
    }
}

static void test_a_length_that_lies_copies_no_more_than_there_is(void **state)
{
    (void)state;
    const void *reply = NULL;
    struct worker *w = opened(WORKER_PROCESS);
    submit(w, LIE, 1, 0);
    assert_int_equal(worker_take(w, 0, &reply), WORKER_DONE);
    assert_string_equal(((const struct reply *)reply)->text, "lie");
    worker_close(w);
}

static void test_the_kernel_limits_the_cpu_of_a_job(void **state)
{
    (void)state;
    struct worker *w = opened(WORKER_PROCESS);
    assert_int_equal(ask(w, CPU_SECONDS, 0, 0), -1); /* not asked for: none */
    worker_close(w);
    struct worker_setup setup = setup_of(WORKER_PROCESS);
    setup.cpu_limit_s = 2;
    assert_ok(worker_open(&setup, &w));
    assert_in_range(ask(w, CPU_SECONDS, 0, 0), 3, 60);
    worker_close(w);
}

/* Too long for a message: it stands in shared memory, and what comes is one byte. */
static void test_a_long_reply_is_shared(void **state)
{
    (void)state;
    static const enum worker_mode modes[] = {WORKER_INLINE, WORKER_PROCESS};
    for (int m = 0; m < 2; m++) {
        struct worker *w = NULL;
        struct worker_setup setup = setup_of(modes[m]);
        setup.reply_size = WORKER_MESSAGE_MAX + 1;
        setup.used = NULL;
        assert_ok(worker_open(&setup, &w));
        assert_int_equal(ask(w, DOUBLE, 4, 0), 8);
        if (modes[m] == WORKER_PROCESS) {
            assert_int_equal(provoke(w, SCRIBBLE, 1), WORKER_DIED);
        }
        worker_close(w);
    }
}

static void test_the_child_has_nothing_but_its_channel(void **state)
{
    (void)state;
    int ours = dup(1);
    assert_true(ours >= 3);
    struct worker *w = opened(WORKER_PROCESS);
    assert_int_equal(ask(w, COUNT_FDS, 0, 0), 1);
    worker_close(w);
    close(ours);
}

static void test_five_deaths_in_a_minute_end_the_service(void **state)
{
    (void)state;
    const void *reply = NULL;
    struct worker *w = opened(WORKER_PROCESS);
    for (uint64_t i = 0; i < WORKER_DEATHS_MAX; i++) {
        assert_int_equal(provoke(w, CRASH, i * WORKER_DEATHS_WINDOW_MS / 4), WORKER_DIED);
    }
    assert_false(worker_is_idle(w));
    assert_fails(worker_submit(w, 70000), GONE);
    assert_int_equal(worker_take(w, 70000, &reply), WORKER_OUT);
    assert_int_equal(worker_take(w, 70000, &reply), WORKER_NOTHING); /* told once */
    worker_revive(w);
    assert_int_equal(ask(w, DOUBLE, 3, 70001), 6);
    assert_int_equal(provoke(w, CRASH, 70002), WORKER_DIED); /* and counts anew */
    assert_int_equal(ask(w, DOUBLE, 3, 70003), 6);
    worker_close(w);
}

static void test_deaths_far_apart_do_not(void **state)
{
    (void)state;
    struct worker *w = opened(WORKER_PROCESS);
    for (uint64_t i = 0; i < 3 * WORKER_DEATHS_MAX; i++) {
        assert_int_equal(provoke(w, CRASH, i * (WORKER_DEATHS_WINDOW_MS / 4 + 1)), WORKER_DIED);
        assert_true(worker_is_idle(w));
    }
    worker_close(w);
}

static void test_a_child_that_cannot_start_does_no_work(void **state)
{
    (void)state;
    struct worker *w = NULL;
    struct worker_setup setup = setup_of(WORKER_INLINE);
    setup.open = open_fails;
    assert_fails(worker_open(&setup, &w), NOT_FOUND);
    assert_null(w);

    setup = setup_of(WORKER_PROCESS);
    setup.lock = lock_fails; /* no seccomp here: then no decoding either */
    assert_ok(worker_open(&setup, &w));
    for (int i = 0; i < WORKER_DEATHS_MAX; i++) {
        assert_int_equal(provoke(w, DOUBLE, (uint64_t)i), WORKER_DIED);
    }
    const void *reply = NULL;
    assert_int_equal(worker_take(w, 9, &reply), WORKER_OUT);
    worker_close(w);
}

static void test_close_allows_null(void **state)
{
    (void)state;
    worker_close(NULL);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_inline_and_process_agree),
        cmocka_unit_test(test_one_job_at_a_time),
        cmocka_unit_test(test_latency_holds_the_reply_back),
        cmocka_unit_test(test_a_child_that_misbehaves_is_replaced),
        cmocka_unit_test(test_a_loop_ends_at_its_limit),
        cmocka_unit_test(test_a_loop_is_known_by_its_cpu_time),
        cmocka_unit_test(test_babble_is_never_an_answer),
        cmocka_unit_test(test_a_length_that_lies_copies_no_more_than_there_is),
        cmocka_unit_test(test_the_kernel_limits_the_cpu_of_a_job),
        cmocka_unit_test(test_a_long_reply_is_shared),
        cmocka_unit_test(test_the_child_has_nothing_but_its_channel),
        cmocka_unit_test(test_five_deaths_in_a_minute_end_the_service),
        cmocka_unit_test(test_deaths_far_apart_do_not),
        cmocka_unit_test(test_a_child_that_cannot_start_does_no_work),
        cmocka_unit_test(test_close_allows_null),
    };
    log_set_level(LOG_LEVEL_SILENT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
