/* Ten days without the backend, 640 visits a day, three power cuts a day: 6,400 reports owed, and
 * each delivered once when the line is back, within two minutes at a round trip of 100 ms, however
 * often the power goes meanwhile. `outbox_days_test SEED` runs it with another seed. */
#include "tests/kit/kit.h"

#include <stdio.h>
#include <stdlib.h>
#include "base/log.h"
#include "tests/kit/offline_days.h"

enum { LIMIT_MS = 120000 };

static const struct offline_days ten_days = {.days = 10,
                                             .visits_a_day = 640,
                                             .cuts_a_day = 3,
                                             .cuts_while_draining = 3,
                                             .round_trip_ms = 100,
                                             .seed = 1};

static void say(const struct offline_days *plan, const struct offline_result *r)
{
    print_message("seed=%llu owed=%lld delivered=%lld repeated=%lld conflicts=%lld aside=%lld "
                  "cuts=%d drain_s=%.1f\n",
                  (unsigned long long)plan->seed, (long long)r->owed, (long long)r->delivered,
                  (long long)r->repeated, (long long)r->conflicts, (long long)r->aside, r->cuts,
                  (double)r->drain_ms / 1000);
}

static void each_report_arrives_once_and_in_time(void **state)
{
    (void)state;
    struct offline_result r;
    char folder[256];
    kit_folder("outbox-days", folder);
    offline_days_run(&ten_days, folder, &r);
    say(&ten_days, &r);
    assert_int_equal(r.owed, 6400);
    assert_int_equal(r.delivered, 6400);
    assert_int_equal(r.conflicts, 0);
    assert_int_equal(r.aside, 0);
    assert_in_range(r.cuts, 20, 45);
    assert_in_range(r.drain_ms, 1, LIMIT_MS);
}

/* The rule is about something: at four times the distance it cannot be kept. */
static void a_far_backend_takes_longer(void **state)
{
    (void)state;
    struct offline_days plan = ten_days;
    struct offline_result r;
    char folder[256];
    kit_folder("outbox-far", folder);
    plan.days = 2;
    plan.cuts_a_day = 0;
    plan.cuts_while_draining = 0;
    plan.round_trip_ms = 1000;
    offline_days_run(&plan, folder, &r);
    assert_int_equal(r.delivered, r.owed);
    assert_int_equal(r.repeated, 0);
    assert_true(r.drain_ms > LIMIT_MS);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_report_arrives_once_and_in_time),
        cmocka_unit_test(a_far_backend_takes_longer),
    };
    log_set_level(LOG_LEVEL_SILENT);
    if (argc > 1) {
        struct offline_days plan = ten_days;
        struct offline_result r;
        char folder[256];
        kit_folder("outbox-days", folder);
        plan.seed = strtoull(argv[1], NULL, 10);
        offline_days_run(&plan, folder, &r);
        say(&plan, &r);
        return r.delivered != r.owed || r.conflicts != 0;
    }
    return cmocka_run_group_tests_name("outbox/days", tests, NULL, NULL);
}
