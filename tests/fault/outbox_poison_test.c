/* Rows that the backend never answers usably stand before good ones: the good ones arrive all the
 * same, the bad ones end aside, and nobody at the terminal is told that the backend is away.
 * `outbox_poison_test POISON VISITS STATUS [BROKEN_MS]` runs it with other numbers (STATUS -1: no
 * answer). */
#include "tests/kit/kit.h"

#include <stdio.h>
#include <stdlib.h>
#include "backend/client.h"
#include "base/log.h"
#include "tests/kit/near_http.h"
#include "tests/kit/offline_days.h"

enum { POISON = 50, GOOD = 200 };

static struct offline_result drain(const struct offline_days *plan)
{
    struct offline_result r;
    char folder[256];
    kit_folder("outbox-poison", folder);
    offline_days_run(plan, folder, &r);
    print_message("poison=%d status=%d good=%lld good_s=%.1f aside=%lld drain_s=%.1f away_s=%.1f "
                  "probes=%lld repeated=%lld most_tries=%d restarts=%d\n",
                  plan->poison, plan->poisons, (long long)r.delivered, (double)r.good_ms / 1000,
                  (long long)r.aside, (double)r.drain_ms / 1000, (double)r.away_ms / 1000,
                  (long long)r.probes, (long long)r.repeated, r.most_tries, r.restarts);
    return r;
}

static struct offline_days plan_of(int poison, int visits, int poisons)
{
    return (struct offline_days){.days = 1,
                                 .visits_a_day = visits,
                                 .round_trip_ms = 100,
                                 .seed = 1,
                                 .poison = poison,
                                 .poisons = poisons};
}

static void good_rows_pass_poison(void **state)
{
    (void)state;
    static const int statuses[] = {500, 200}; /* refused to answer; answered with nothing */
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        struct offline_days plan = plan_of(POISON, POISON + GOOD, statuses[i]);
        struct offline_result r = drain(&plan);
        assert_int_equal(r.delivered, GOOD);
        assert_int_equal(r.repeated, 0);
        assert_int_equal(r.conflicts, 0);
        assert_in_range(r.good_ms, 1, 60000);
        assert_int_equal(r.aside, POISON); /* each had its tries */
        assert_in_range(r.drain_ms, r.good_ms, 600000);
        assert_in_range(r.away_ms, 0, 30000); /* of the return itself */
    }
}

/* What stands behind a poison report of its own application waits until that is set aside. */
static void order_is_kept_behind_poison(void **state)
{
    (void)state;
    struct offline_days plan = plan_of(20, 20 + GOOD, 500);
    plan.twice = true;
    struct offline_result r = drain(&plan);
    assert_int_equal(r.owed, 20 + 20 + GOOD);
    assert_int_equal(r.delivered, GOOD);
    assert_int_equal(r.aside, 20 + 20);
    assert_int_equal(r.overtaken, 0);
    assert_in_range(r.good_ms, 1, 60000);
}

/* Without an answer nobody knows whether it arrived: never set aside, and nobody waits for it. */
static void good_rows_pass_silent_ones(void **state)
{
    (void)state;
    struct offline_days plan = plan_of(12, 12 + GOOD, NEAR_SILENT);
    struct offline_result r = drain(&plan);
    assert_int_equal(r.delivered, GOOD);
    assert_int_equal(r.aside, 0);
    assert_in_range(r.good_ms, 1, 180000);
    assert_in_range(r.away_ms, 0, 60000);
}

/* A terminal that starts anew before it tries anything a second time: what was answered without use
 * is set aside after as many tries as anywhere. */
static void restarts_do_not_save_poison(void **state)
{
    (void)state;
    struct offline_days plan = plan_of(3, 3 + 10, 500);
    plan.restart_ms = 150;
    struct offline_result r = drain(&plan);
    assert_int_equal(r.delivered, 10);
    assert_int_equal(r.aside, 3);
    assert_in_range(r.most_tries, CLIENT_USELESS_TRIES, CLIENT_USELESS_TRIES + 4);
    assert_in_range(r.restarts, CLIENT_USELESS_TRIES - 1, r.most_tries);
}

/* An hour in which nobody is answered usably, then all is well: nothing was poison. */
static void a_broken_backend_poisons_nothing(void **state)
{
    (void)state;
    static const int statuses[] = {502, 404}; /* 404: of something that stands where it stood */
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        struct offline_days plan = plan_of(0, GOOD, statuses[i]);
        plan.broken_ms = 3600000;
        struct offline_result r = drain(&plan);
        assert_int_equal(r.delivered, GOOD);
        assert_int_equal(r.aside, 0);
        assert_in_range(r.drain_ms, plan.broken_ms, plan.broken_ms + 60000);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_rows_pass_poison),
        cmocka_unit_test(order_is_kept_behind_poison),
        cmocka_unit_test(good_rows_pass_silent_ones),
        cmocka_unit_test(restarts_do_not_save_poison),
        cmocka_unit_test(a_broken_backend_poisons_nothing),
    };
    log_set_level(LOG_LEVEL_SILENT);
    if (argc > 3) {
        struct offline_days plan = plan_of(atoi(argv[1]), atoi(argv[2]), atoi(argv[3]));
        plan.broken_ms = argc > 4 ? atoi(argv[4]) : 0;
        drain(&plan);
        return 0;
    }
    return cmocka_run_group_tests_name("outbox/poison", tests, NULL, NULL);
}
