/* The world on some hundred seeds: no rule is broken, the same seed is the same world, a quiet day
 * is served to the last person; and seeds that once found something. Long runs: `uketori-sim
 * world`. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/log.h"
#include "sim/world.h"
#include "sim/world_command.h"
#include "tests/kit/kit.h"

enum { SEEDS = 100, REPEATED = 4, BUSY_SEEDS = 6 };

static struct world_report run_one(struct world *world, uint64_t seed)
{
    struct world_report r = {0};
    assert_ok(world_run(world, seed, &r));
    if (r.violations > 0) {
        fail_msg("seed %llu: %s: %s", (unsigned long long)seed, r.rule, r.detail);
    }
    return r;
}

static struct world *open_world(int terminals, bool quiet)
{
    char folder[256];
    struct world *world = NULL;
    kit_folder("world-keys", folder);
    struct world_setup setup = {.terminals = terminals, .quiet = quiet, .key_folder = folder};
    assert_ok(world_open(&setup, &world));
    return world;
}

static void no_rule_is_broken(void **state)
{
    struct world *world = open_world(3, false);
    uint64_t visits = 0, handed = 0, restarts = 0, reliefs = 0, by_office = 0;
    int backend_restarts = 0, backend_torn = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct world_report r = run_one(world, seed);
        visits += (uint64_t)r.visits;
        handed += (uint64_t)r.handed;
        restarts += (uint64_t)r.restarts;
        reliefs += (uint64_t)r.reliefs;
        by_office += (uint64_t)r.reliefs_by_office;
        backend_restarts += r.backend_restarts;
        backend_torn += r.backend_torn;
    }
    world_close(world);
    assert_true(visits > 5 * SEEDS); /* a world in which nothing happens proves nothing */
    assert_true(handed > SEEDS);
    assert_true(restarts > 2 * SEEDS);
    assert_true(reliefs > 0 && by_office > 0);
    assert_true(backend_torn > SEEDS && backend_restarts > backend_torn + SEEDS);
}

static void more_terminals(void **state)
{
    struct world *world = open_world(6, false);
    (void)state;
    for (uint64_t seed = 1; seed <= BUSY_SEEDS; seed++) {
        run_one(world, seed);
    }
    world_close(world);
}

/* Each was a violation once; what it found is told behind it. */
static void seeds_that_found_something(void **state)
{
    static const uint64_t seeds[] = {
        18,    /* a relieved terminal woke, printed and handed over a second time */
        35,    /* every abort was refused: no staff id */
        1599,  /* "not handed" after a relief: handed over a second time */
        2073,  /* the print of a relieved terminal was answered for, then called unknown again */
        32,    /* a reprinted slip bore the number of the reprint before the restart */
        426,   /* NOT_PRINTED of a page that was whole */
        34563, /* restarted, asked about, then stood still and was relieved: handed over again */
        40483, /* the same, at another moment */
        35102, /* a late refusal of an old report took the token of the item back to the old one */
        3037,  /* given back, decided about, restarted: the old print counted again, handed over */
        5843,  /* a relief was refused; a restart took the other's token for its own */
        64558, /* "once more from the start" said nothing of the sheet, which was forgotten */
        11075, /* a late answer to an old report was taken for the end of the new hand-over */
        69327, /* a visit was closed at one item while the sheet of another lay there */
        2450,  /* a begin that was given back was repeated, got the earlier OK, and was handed over
                */
    };
    struct world *world = open_world(3, false);
    (void)state;
    for (size_t i = 0; i < sizeof seeds / sizeof seeds[0]; i++) {
        run_one(world, seeds[i]);
    }
    world_close(world);
    world = open_world(6, false);
    run_one(world,
            17); /* the print of a relieved terminal kept no outcome; starting over, no row */
    world_close(world);
}

static void same_seed_same_world(void **state)
{
    struct world *one = open_world(3, false);

    (void)state;

    uint64_t hash[REPEATED];
    for (uint64_t i = 0; i < REPEATED; i++) {
        hash[i] = run_one(one, 1000 + i).hash;
        assert_true(i == 0 || hash[i] != hash[i - 1]);
    }
    world_close(one);
    one = open_world(3, false);
    for (uint64_t i = REPEATED;
         i-- > 0;) { /* in another order, in a world that is not used before */
        assert_true(run_one(one, 1000 + i).hash == hash[i]);
    }
    world_close(one);
}

/* Two worlds side by side shared the keys of their days once, and each forgot the other's. */
static void another_worlds_keys_are_its_own(void **state)
{
    char folder[256], path[300];
    (void)state;
    struct world *world = open_world(3, false);
    uint64_t alone = run_one(world, 1000).hash;
    world_close(world);
    kit_folder("world-keys", folder);
    struct world_setup setup = {.terminals = 3, .key_folder = folder};
    assert_ok(world_open(&setup, &world));
    snprintf(path, sizeof path, "%s/day-1.key", folder);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fclose(f), 0);
    assert_true(run_one(world, 1000).hash == alone);
    world_close(world);
    assert_int_equal(access(path, F_OK), 0); /* the oldest day of all, and nobody forgot it */
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0); /* nothing else is left of a world */
}

static void a_quiet_office_serves_everybody(void **state)
{
    struct world *world = open_world(2, true);
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        struct world_report r = run_one(world, seed);
        assert_int_equal(r.faults, 0);
        assert_int_equal(r.restarts, 0);
        assert_true(r.handed > 0);
    }
    world_close(world);
}

static void orders_of_seeds(void **state)
{
    struct world_order o = {0};
    (void)state;
    assert_true(world_order_seeds("1..2000", &o));
    assert_int_equal(o.first, 1);
    assert_int_equal(o.last, 2000);
    assert_true(world_order_seeds("7", &o));
    assert_int_equal(o.last, 7);
    static const char *const wrong[] = {"", "x", "5..", "5.6", "9..3", "-1", "1..2..3", "1 ..2"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (world_order_seeds(wrong[i], &o)) {
            fail_msg("taken: %s", wrong[i]);
        }
    }
}

static void a_world_without_keys_is_refused(void **state)
{
    struct world *world = NULL;
    struct world_setup setup = {.terminals = 1, .key_folder = "build/no/such/folder"};
    (void)state;
    assert_fails(world_open(&setup, &world), IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders_of_seeds),
        cmocka_unit_test(a_world_without_keys_is_refused),
        cmocka_unit_test(a_quiet_office_serves_everybody),
        cmocka_unit_test(same_seed_same_world),
        cmocka_unit_test(another_worlds_keys_are_its_own),
        cmocka_unit_test(seeds_that_found_something),
        cmocka_unit_test(no_rule_is_broken),
        cmocka_unit_test(more_terminals),
    };
    log_set_level(LOG_LEVEL_SILENT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
