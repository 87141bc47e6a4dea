/* The process is killed at every effect of a whole pickup; then two people and the same office go
 * on.
 *
 * What carries out an effect of the core, hands an order to a device or syncs the journal is linked
 * through here (Makefile): it may die just before and just after. After each death: no acknowledged
 * row is missing, every bare intent is a question to staff, nothing is printed or handed over by
 * the machine alone, and in the end the backend knows exactly one hand-over. A spread of the
 * instants here; `app_kill_test 1` takes each. */
#include "tests/kit/cairo_leak.h"
#include "tests/kit/kit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "app/state.h"
#include "base/log.h"
#include "hal/lamp.h"
#include "hal/sound.h"
#include "tests/kit/trial.h"

enum { AFTERWARDS_MS = 180000, KILLS_IN_A_TEST = 24 };

#define MORNING_MS INT64_C(1795483440000) /* Tuesday 2026-11-24 10:24 in Japan */

/* What is left to see when the machine is gone; the people themselves stand in struct trial. */
struct memory {
    int sheets;
    int instants;
    uint64_t acknowledged;
    const char *where; /* of death */
};

static struct {
    bool lives; /* in a pickup, and counting */
    int at;     /* the instant of death; 0: none */
    struct clerk *clerk;
    struct memory *memory;
} death;

/* The sheets lie in the tray, whatever the machine knows of them. */
static void instant(const char *where)
{
    if (!death.lives || ++death.memory->instants != death.at) {
        return;
    }
    death.memory->where = where;
    death.memory->sheets = clerk_sheets(death.clerk);
    kill(getpid(), SIGKILL);
}

#define AROUND(result, name, parameters, arguments)                                                \
    result __real_##name parameters;                                                               \
    result __wrap_##name parameters;                                                               \
    result __wrap_##name parameters                                                                \
    {                                                                                              \
        instant("before " #name);                                                                  \
        result done = __real_##name arguments;                                                     \
        instant("after " #name);                                                                   \
        return done;                                                                               \
    }
#define AROUND_VOID(name, parameters, arguments)                                                   \
    void __real_##name parameters;                                                                 \
    void __wrap_##name parameters;                                                                 \
    void __wrap_##name parameters                                                                  \
    {                                                                                              \
        instant("before " #name);                                                                  \
        __real_##name arguments;                                                                   \
        instant("after " #name);                                                                   \
    }

typedef struct err err;
AROUND(err, journal_append, (struct journal * j, const struct journal_batch *batch), (j, batch))
AROUND(err, http_submit, (struct http * h, int64_t now_ms, const struct http_request *request),
       (h, now_ms, request))
AROUND(err, printer_submit, (struct printer * p, const struct printer_job *job), (p, job))
AROUND(err, certificate_printer_submit,
       (struct certificate_printer * p, const struct certificate_job *job), (p, job))
AROUND(err, sound_play, (struct sound * s, enum sound_tone tone), (s, tone))
AROUND(err, sound_say, (struct sound * s, unsigned clip), (s, clip))
AROUND(err, lamp_set, (struct lamp * l, enum lamp_colour colour, enum lamp_pattern pattern),
       (l, colour, pattern))
AROUND_VOID(backend_link_send, (struct app * app, const struct backend_request *request),
            (app, request))
AROUND_VOID(print_link_order, (struct app * app, const struct print_order *order), (app, order))
AROUND_VOID(device_link_tone, (struct app * app, enum tone tone), (app, tone))
AROUND_VOID(device_link_say, (struct app * app, unsigned clip), (app, clip))
AROUND_VOID(device_link_signal, (struct app * app, enum signal signal), (app, signal))
AROUND_VOID(debounce_arm, (struct debounce * d), (d))

static bool is_journal(int fd)
{
    char link[64], path[512];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    path[n < 0 ? 0 : n] = '\0';
    return strstr(path, "/journal.db") != NULL;
}

/* SQLite calls this one of ours. */
int fdatasync(int fd)
{
    bool counts = is_journal(fd);
    if (counts) {
        instant("before sync");
    }
    int result = (int)syscall(SYS_fdatasync, fd);
    if (counts) {
        instant("after sync");
    }
    return result;
}

static bool remember(struct clerk *k, void *at)
{
    struct memory *m = at;
    m->sheets = clerk_sheets(k);
    m->acknowledged = app_journal_head(k->office->app).row_count;
    return clerk_is_done(k, NULL);
}

/* Runs a pickup in a child that dies at its n-th instant; false: it came to its end. */
static bool die_once(struct trial *t, int n, struct memory *m)
{
    memset(m, 0, sizeof *m);
    pid_t child = fork();
    if (child == 0) {
        t->wall_ms = MORNING_MS;
        assert_ok(trial_open(t, true));
        death.at = n;
        death.clerk = &t->clerk;
        death.memory = m;
        death.lives = true;
        _exit(clerk_run(&t->clerk, remember, m) ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : WEXITSTATUS(status) == 0);
    return WIFSIGNALED(status);
}

static void go_on_after_death(struct trial *t, const struct memory *m)
{
    bool handed = t->clerk.handed;           /* whatever the machine made of it */
    t->wall_ms = MORNING_MS + AFTERWARDS_MS; /* the backend's clock does not go back */
    assert_ok(trial_open(t, false));
    t->clerk.handed = handed;
    t->clerk.sheets_before = m->sheets;
    trial_check_alone(t, m->acknowledged);
    trial_check_end(t);
    office_close(t->office);
}

/* Memory that a child's death leaves as it was. */
static void *shared(size_t bytes)
{
    void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(p != MAP_FAILED);
    return p;
}

/* Every `step`-th instant; 0: so many that KILLS_IN_A_TEST are made. */
static void sweep_kills(int step)
{
    struct trial *t = shared(sizeof *t);
    struct memory *m = shared(sizeof *m);
    struct office *office = calloc(1, sizeof *office);
    int kills = 0;
    assert_non_null(office);
    trial_begin(t, "app-kill", office);
    assert_false(die_once(t, 0, m));
    int instants = m->instants;
    assert_true(instants > 100);
    step = step == 0 ? instants / KILLS_IN_A_TEST : step;
    for (int n = 1; n <= instants; n += step, kills++) {
        assert_true(die_once(t, n, m));
        go_on_after_death(t, m);
    }
    assert_true(t->unknown > 0 && t->decisions > 0);
    assert_false(die_once(t, instants + 1, m));
    print_message("instants=%d kills=%d bare=%llu decisions=%llu violations=0\n", instants, kills,
                  (unsigned long long)t->unknown, (unsigned long long)t->decisions);
    free(office);
    munmap(m, sizeof *m);
    munmap(t, sizeof *t);
}

static void test_killed_at_every_effect(void **state)
{
    (void)state;
    sweep_kills(0);
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_killed_at_every_effect),
    };
    log_set_level(LOG_LEVEL_SILENT);
    if (argc > 1) {
        sweep_kills(atoi(argv[1]) < 1 ? 1 : atoi(argv[1]));
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
