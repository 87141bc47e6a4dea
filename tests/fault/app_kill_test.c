/* The process is killed at every effect of a whole day (tests/kit/clerk_day.h); then the same
 * people and the same office go on.
 *
 * What carries out an effect of the core, hands an order to a device or syncs the journal is linked
 * through here (Makefile): it may die just before and just after. After each death: no acknowledged
 * row is missing, every bare intent is a question to staff, nothing is printed or handed over by
 * the machine alone, what the clerk wrote is there with its row, and in the end the backend knows
 * exactly one hand-over and the day's file is written. Each kind of effect is died before and after
 * at least once: one that the day does not want, or that is not linked through here, fails the
 * test. A spread of the other instants here; `app_kill_test 1` takes each. */
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
#include "tests/kit/clerk_day.h"
#include "tests/kit/trial.h"

enum { AFTERWARDS_MS = 180000, KILLS_IN_A_TEST = 12 };

#define MORNING_MS INT64_C(1795483440000) /* Tuesday 2026-11-24 10:24 in Japan */

static_assert(FX_COUNT <= 32, "kinds of effects are bits");
#define KIND(name) (1u << FX_##name)

/* An instant: what is about to be carried out, or just was. */
struct instant {
    unsigned kinds; /* of effects, as bits; 0: a device, the disk */
    bool after;
};

/* What is left to see when the machine is gone; the people themselves stand in struct trial. */
struct memory {
    int sheets;
    int instants;
    uint64_t acknowledged;
    const char *where; /* of death */
    struct instant last;
};

static struct {
    bool lives;          /* in a day, and counting */
    int at;              /* the instant of death; 0: the first like `like` */
    struct instant like; /* no kinds: none */
    struct clerk *clerk;
    struct clerk_day day;
    struct memory *memory;
} death;

static int sheets(void)
{
    return death.day.closes ? death.day.sheets : clerk_sheets(death.clerk);
}

static bool is_aimed_at(struct instant here)
{
    bool alike = (here.kinds & death.like.kinds) != 0 && here.after == death.like.after;
    return death.at > 0 ? death.memory->instants == death.at : alike;
}

/* The sheets lie in the tray, whatever the machine knows of them. */
static void instant(const char *where, unsigned kinds, bool after)
{
    struct instant here = {kinds, after};
    if (!death.lives) {
        return;
    }
    death.memory->instants++;
    if (is_aimed_at(here)) {
        death.memory->where = where;
        death.memory->last = here;
        death.memory->sheets = sheets();
        kill(getpid(), SIGKILL);
    }
}

static unsigned kinds_of_batch(const struct journal_batch *batch)
{
    return KIND(JOURNAL) | (batch->put_count > 0 ? KIND(OUTBOX) : 0) |
           (batch->settle_count > 0 ? KIND(OUTBOX_SETTLE) : 0);
}

static unsigned kinds_of_words(const struct app *app)
{
    for (int i = 0; i < app->effects.count; i++) {
        if (app->effects.effect[i].kind == FX_KEEP_WORDS) {
            return KIND(KEEP_WORDS);
        }
    }
    return 0;
}

/* `kinds` may read the parameters. */
#define AROUND(kinds, result, name, parameters, arguments)                                         \
    result __real_##name parameters;                                                               \
    result __wrap_##name parameters;                                                               \
    result __wrap_##name parameters                                                                \
    {                                                                                              \
        unsigned of = kinds;                                                                       \
        instant("before " #name, of, false);                                                       \
        result done = __real_##name arguments;                                                     \
        instant("after " #name, of, true);                                                         \
        return done;                                                                               \
    }
#define AROUND_VOID(kinds, name, parameters, arguments)                                            \
    void __real_##name parameters;                                                                 \
    void __wrap_##name parameters;                                                                 \
    void __wrap_##name parameters                                                                  \
    {                                                                                              \
        unsigned of = kinds;                                                                       \
        instant("before " #name, of, false);                                                       \
        __real_##name arguments;                                                                   \
        instant("after " #name, of, true);                                                         \
    }

typedef struct err err;
AROUND(kinds_of_batch(batch), err, journal_append,
       (struct journal * j, const struct journal_batch *batch), (j, batch))
AROUND(kinds_of_words(app), err, words_link_keep, (struct app * app), (app))
AROUND_VOID(KIND(SEND), backend_link_send,
            (struct app * app, const struct backend_request *request), (app, request))
AROUND_VOID(KIND(PRINT), print_link_order, (struct app * app, const struct print_order *order),
            (app, order))
AROUND_VOID(KIND(TONE), device_link_tone, (struct app * app, enum tone tone), (app, tone))
AROUND_VOID(KIND(SAY), device_link_say, (struct app * app, unsigned clip), (app, clip))
AROUND_VOID(KIND(VOLUME), sound_set_volume, (struct sound * s, int percent), (s, percent))
AROUND_VOID(KIND(SIGNAL), device_link_signal, (struct app * app, enum signal signal), (app, signal))
AROUND_VOID(KIND(SCAN_REARM), debounce_arm, (struct debounce * d), (d))
AROUND_VOID(KIND(VERIFY_PIN), pin_link_verify,
            (struct app * app, int member, struct id verify_id, const char *pin),
            (app, member, verify_id, pin))
AROUND_VOID(KIND(EXPORT_DAY), report_link_export, (struct app * app), (app))
AROUND(0, err, http_submit, (struct http * h, int64_t now_ms, const struct http_request *request),
       (h, now_ms, request))
AROUND(0, err, printer_submit, (struct printer * p, const struct printer_job *job), (p, job))
AROUND(0, err, certificate_printer_submit,
       (struct certificate_printer * p, const struct certificate_job *job), (p, job))
AROUND(0, err, sound_play, (struct sound * s, enum sound_tone tone), (s, tone))
AROUND(0, err, sound_say, (struct sound * s, unsigned clip), (s, clip))
AROUND(0, err, lamp_set, (struct lamp * l, enum lamp_colour colour, enum lamp_pattern pattern),
       (l, colour, pattern))

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
        instant("before sync", 0, false);
    }
    int result = (int)syscall(SYS_fdatasync, fd);
    if (counts) {
        instant("after sync", 0, true);
    }
    return result;
}

static bool remember(struct clerk *k, void *at)
{
    struct memory *m = at;
    m->sheets = sheets();
    m->acknowledged = app_journal_head(k->office->app).row_count;
    return clerk_day_is_over(k, NULL);
}

/* Lives a day in a child that dies at its n-th instant, or (0) at the first like this one; false:
 * it came to its end. */
static bool die_once(struct trial *t, int n, struct instant like, struct memory *m)
{
    memset(m, 0, sizeof *m);
    pid_t child = fork();
    if (child == 0) {
        t->wall_ms = MORNING_MS;
        assert_ok(trial_open(t, true));
        death.at = n;
        death.like = like;
        death.clerk = &t->clerk;
        death.memory = m;
        death.day = (struct clerk_day){0};
        clerk_day_begin(&t->clerk, &death.day);
        death.lives = true;
        _exit(clerk_run(&t->clerk, remember, m) ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : WEXITSTATUS(status) == 0);
    return WIFSIGNALED(status);
}

/* Words are kept before their row, so a row never names words that are not there. */
static void check_words(const struct staff_view *v)
{
    assert_int_equal(v->day.exceptions, 1); /* none is asked for again: the day is remembered */
    for (int i = 0; i < v->day.exceptions; i++) {
        assert_non_null(strstr(v->exception_note[i], "こまっている"));
    }
}

static void go_on_after_death(struct trial *t, const struct memory *m)
{
    struct clerk_day day = {0};
    bool handed = t->clerk.handed;           /* whatever the machine made of it */
    t->wall_ms = MORNING_MS + AFTERWARDS_MS; /* the backend's clock does not go back */
    assert_ok(trial_open(t, false));
    t->clerk.handed = handed;
    t->clerk.sheets_before = m->sheets;
    trial_check_alone(t, m->acknowledged);
    clerk_day_begin(&t->clerk, &day);
    trial_check_end(t);
    if (!clerk_run(&t->clerk, clerk_day_is_over, NULL)) {
        fail_msg("the day has no end after a death %s: staff %s", m->where,
                 screen_code(t->clerk.staff.screen));
    }
    check_words(&t->clerk.staff);
    office_close(t->office);
}

/* Memory that a child's death leaves as it was. */
static void *shared(size_t bytes)
{
    void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(p != MAP_FAILED);
    return p;
}

/* The first of each kind, from both sides. */
static int kill_at_each_kind(struct trial *t, struct memory *m)
{
    int kills = 0;
    for (int kind = 0; kind < FX_COUNT; kind++) {
        for (int after = 0; after <= 1; after++, kills++) {
            struct instant like = {1u << kind, after == 1};
            if (!die_once(t, 0, like, m)) {
                fail_msg("nobody dies %s %s: the day lacks it, or it is not linked through here",
                         after == 1 ? "after" : "before", effect_kind_name((enum effect_kind)kind));
            }
            go_on_after_death(t, m);
        }
    }
    return kills;
}

/* Every `step`-th instant; 0: so many that KILLS_IN_A_TEST are made. */
static void sweep_kills(int step)
{
    const struct instant none = {0};
    struct trial *t = shared(sizeof *t);
    struct memory *m = shared(sizeof *m);
    struct office *office = calloc(1, sizeof *office);
    assert_non_null(office);
    trial_begin(t, "app-kill", office);
    t->staff_list = true;
    int kills = kill_at_each_kind(t, m);
    assert_false(die_once(t, 0, none, m));
    int instants = m->instants;
    assert_true(instants > 100);
    step = step == 0 ? instants / KILLS_IN_A_TEST : step;
    for (int n = 1; n <= instants; n += step, kills++) {
        assert_true(die_once(t, n, none, m));
        go_on_after_death(t, m);
    }
    assert_true(t->unknown > 0 && t->decisions > 0);
    assert_false(die_once(t, instants + 1, none, m));
    print_message("instants=%d kinds=%d kills=%d bare=%llu decisions=%llu violations=0\n", instants,
                  (int)FX_COUNT, kills, (unsigned long long)t->unknown,
                  (unsigned long long)t->decisions);
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
