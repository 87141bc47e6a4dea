/* The n-th allocation fails during a whole pickup, once or from then on: the product's own,
 * SQLite's inside the journal, Jansson's inside the wire codec. The terminal does not start, or
 * says what is wrong, or waits; it never takes a missing answer for a good one. With memory back
 * and after a restart, people finish the pickup. `memory_app_test EVERY [SOURCE]` takes every n-th
 * allocation, of all three sources or of one of them. */
#include "tests/kit/cairo_leak.h"
#include "tests/kit/kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/log.h"
#include "tests/kit/failing_memory.h"
#include "tests/kit/trial.h"

enum { OURS_EVERY = 3, JSON_EVERY = 211, SQLITE_EVERY = 499 };

static const char *const names[MEMORY_SOURCE_COUNT] = {"ours", "sqlite", "json"};

struct sweep {
    struct trial trial;
    uint64_t stopped, not_started;
};

static void around_turn(bool begins)
{
    if (begins) {
        failing_memory_enter();
    } else {
        failing_memory_leave();
    }
}

static bool stops_or_done(struct clerk *k, void *unused)
{
    return app_core(k->office->app)->journal_failed || clerk_is_done(k, unused);
}

/* A power cut, then a start of which the n-th allocation fails; false: it came up all the same. */
static bool start_fails(struct sweep *s)
{
    struct trial *t = &s->trial;
    office_power_cut(t->office);
    failing_memory_enter();
    struct err e = office_power_on(t->office);
    failing_memory_leave();
    if (!failed(e)) {
        return false;
    }
    assert_int_equal(e.code, ERR_NO_MEMORY);
    assert_null(t->office->app);
    s->not_started++;
    return true;
}

static void go_on(struct sweep *s, uint64_t acknowledged)
{
    struct trial *t = &s->trial;
    failing_memory_at(MEMORY_OF_OURS, 0, false);
    office_power_cut(t->office);
    hal_close(&t->office->hal);
    assert_ok(office_power_on(t->office));
    trial_check_alone(t, acknowledged);
    trial_check_end(t);
}

/* False: the failure no longer hits anything. */
static bool fail_at(struct sweep *s, enum memory_source source, uint64_t n, bool sticky)
{
    struct trial *t = &s->trial;
    assert_ok(trial_open(t, true));
    office_turn(t->office);
    uint64_t acknowledged = app_journal_head(t->office->app).row_count;
    failing_memory_at(source, n, sticky);
    if (!start_fails(s)) {
        t->clerk.around_turn = around_turn;
        bool over = clerk_run(&t->clerk, stops_or_done, NULL);
        assert_true(over || sticky);
        t->clerk.around_turn = NULL;
        s->stopped += app_core(t->office->app)->journal_failed;
        acknowledged = app_journal_head(t->office->app).row_count;
    }
    bool came = failing_memory_came();
    go_on(s, acknowledged);
    office_close(t->office);
    return came;
}

static void sweep_source(struct sweep *s, enum memory_source source, uint64_t every)
{
    for (int sticky = 0; sticky < 2; sticky++) {
        uint64_t n = 1;
        s->stopped = 0;
        s->not_started = 0;
        while (fail_at(s, source, n, sticky)) {
            n += every;
        }
        print_message("memory=%s %s allocations=%llu every=%llu not_started=%llu stopped=%llu "
                      "violations=0\n",
                      names[source], sticky ? "from-then-on" : "once", (unsigned long long)n,
                      (unsigned long long)every, (unsigned long long)s->not_started,
                      (unsigned long long)s->stopped);
    }
}

static void sweep_memory(const uint64_t every[MEMORY_SOURCE_COUNT])
{
    static struct sweep s;
    static struct office office;
    memset(&s, 0, sizeof s);
    trial_begin(&s.trial, "app-memory", &office);
    for (int source = 0; source < MEMORY_SOURCE_COUNT; source++) {
        if (every[source] > 0) {
            sweep_source(&s, (enum memory_source)source, every[source]);
        }
    }
}

static void memory_that_runs_out_never_hands_over(void **state)
{
    (void)state;
    static const uint64_t every[MEMORY_SOURCE_COUNT] = {[MEMORY_OF_OURS] = OURS_EVERY,
                                                        [MEMORY_OF_SQLITE] = SQLITE_EVERY,
                                                        [MEMORY_OF_JSON] = JSON_EVERY};
    sweep_memory(every);
}

/* False: no source of that name. */
static bool sweep_as_told(int argc, char **argv)
{
    uint64_t every[MEMORY_SOURCE_COUNT];
    bool any = false;
    for (int i = 0; i < MEMORY_SOURCE_COUNT; i++) {
        bool wanted = argc < 3 || strcmp(argv[2], names[i]) == 0;
        every[i] = wanted ? strtoull(argv[1], NULL, 10) : 0;
        any = any || wanted;
    }
    if (any) {
        sweep_memory(every);
    }
    return any;
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_that_runs_out_never_hands_over),
    };
    log_set_level(LOG_LEVEL_SILENT);
    failing_memory_install();
    if (argc > 1) {
        return sweep_as_told(argc, argv) ? 0 : 2;
    }
    return cmocka_run_group_tests_name("memory/app", tests, NULL, NULL);
}
