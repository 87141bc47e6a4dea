/* A violation is told with the few people and faults that it needs, as a scenario that plays it
 * again: shown with a bug planted into the product. */
#include <stdlib.h>
#include <string.h>
#include "base/log.h"
#include "core/machine.h"
#include "sim/panel_world.h"
#include "sim/scenario.h"
#include "sim/world_shrink.h"
#include "tests/kit/kit.h"

enum { SEEDS_MAX = 200, PARTS_WANTED = 12 };

/* After a restart, work that was left open is forgotten. */
static void restart_drops_open_work(struct core *c, const struct event *ev, struct effects *out)
{
    core_step(c, ev, out);
    for (int i = 0; ev->kind == EV_RESTORED && i < TICKETS_MAX; i++) {
        struct ticket *t = &c->ticket[i];
        for (int k = 0; t->state != TICKET_FREE && k < t->item_count; k++) {
            bool open = t->item[k].state == ITEM_DECISION;
            t->item[k].state = open ? ITEM_ABORTED : t->item[k].state;
        }
    }
}

static const struct app_parts bent = {.step = restart_drops_open_work};
static const struct world_hooks hooks = {.parts = &bent};

static struct world *open_world(const struct world_hooks *with, struct world_setup *setup)
{
    static char folder[256];
    struct world *world = NULL;
    kit_folder("shrink-keys", folder);
    *setup = (struct world_setup){.terminals = 3, .key_folder = folder, .hooks = with};
    assert_ok(world_open(setup, &world));
    return world;
}

static struct world_report find(struct world *world)
{
    struct world_report r = {0};
    for (uint64_t seed = 1; seed <= SEEDS_MAX; seed++) {
        assert_ok(world_run(world, seed, &r));
        if (r.violations > 0) {
            return r;
        }
    }
    fail_msg("the planted bug is not found in %d seeds", SEEDS_MAX);
    return r;
}

static struct err play(const char *text, const struct world_hooks *with, char *message)
{
    struct scenario *s = calloc(1, sizeof *s);
    char folder[256];
    uint64_t hash = 0;
    assert_non_null(s);
    kit_folder("shrink-play", folder);
    struct scenario_run run = {.scenario = s, .world_hooks = with};
    struct office_setup setup = {.folder = folder};
    struct err e = scenario_parse(str_of(text), "found.scn", s, run.message);
    if (!failed(e)) {
        e = scenario_carry_out(&run, &setup, &hash);
    }
    memcpy(message, run.message, SCENARIO_MESSAGE_SIZE);
    free(s);
    return e;
}

/* The panel opens it, shows both screens, and changes nothing by looking. */
static void watch(const char *text)
{
    static const struct ui_setup screens = {.headless = true, .applicant = true, .staff = true};
    struct scenario *s = calloc(1, sizeof *s);
    char folder[256], message[SCENARIO_MESSAGE_SIZE];
    struct panel_world *p = NULL;
    struct world_report r = {0}, unwatched = {0};
    struct world *world = NULL;
    assert_non_null(s);
    kit_folder("shrink-watch", folder);
    assert_ok(scenario_parse(str_of(text), "found.scn", s, message));
    assert_ok(panel_world_open(s, &screens, folder, &p));
    for (const char *key = "2++++++++n"; *key != '\0'; key++) {
        panel_world_key(p, *key);
    }
    while (panel_world_turn(p, 20, &r)) {
    }
    panel_world_close(p);
    struct world_setup setup = scenario_world_setup(s, folder);
    assert_ok(world_open(&setup, &world));
    assert_ok(world_run_parts(world, s->world.seed, &s->world.kept, &unwatched));
    world_close(world);
    assert_true(r.virtual_ms > 0 && r.hash == unwatched.hash);
    s->world.is_told = false;
    assert_fails(panel_world_open(s, &screens, folder, &p), INVALID);
    free(s);
}

static void a_violation_shrinks_and_plays_again(void **state)
{
    struct world_setup setup;
    struct world *world = open_world(&hooks, &setup);
    struct world_report found = find(world), shrunk = {0}, again = {0};
    struct world_kept kept = {0}, all = {0};
    char *text = NULL, message[SCENARIO_MESSAGE_SIZE];
    size_t n = 0;
    (void)state;
    assert_ok(world_run(world, found.seed, &again));
    assert_true(again.hash == found.hash);
    world_happened(world, &all);
    assert_ok(world_shrink(world, &found, &kept, &shrunk));
    assert_string_equal(shrunk.rule, found.rule);
    print_message("seed %llu: %d parts, shrunk to %d\n", (unsigned long long)found.seed, all.count,
                  kept.count);
    assert_true(kept.count > 0 && kept.count < all.count && kept.count <= PARTS_WANTED);
    FILE *out = open_memstream(&text, &n);
    assert_non_null(out);
    world_shrink_write(&setup, &shrunk, &kept, "test", out);
    fclose(out);
    world_close(world);
    assert_ok(play(text, &hooks, message));
    watch(text);
    assert_fails(play(text, NULL, message), REFUSED); /* without the bug nothing is broken */
    assert_non_null(strstr(message, "no violation"));
    free(text);
}

static void what_is_no_violation_is_not_shrunk(void **state)
{
    struct world_setup setup;
    struct world *world = open_world(NULL, &setup);
    struct world_report r = {0}, shrunk = {0};
    struct world_kept kept = {0};
    (void)state;
    assert_ok(world_run(world, 1, &r));
    assert_fails(world_shrink(world, &r, &kept, &shrunk), REFUSED);
    world_close(world);
}

/* Leaving parts out changes nothing of the others' luck: all parts named are the whole seed. */
static void all_parts_named_are_the_seed(void **state)
{
    struct world_setup setup;
    struct world *world = open_world(NULL, &setup);
    struct world_report whole = {0}, named = {0};
    struct world_kept kept = {0};
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        assert_ok(world_run(world, seed, &whole));
        world_happened(world, &kept);
        assert_false(kept.cut);
        assert_ok(world_run_parts(world, seed, &kept, &named));
        assert_true(named.hash == whole.hash);
    }
    struct world_kept none = {0};
    assert_ok(world_run_parts(world, 1, &none, &named));
    assert_int_equal(named.faults + named.visits, 0);
    world_close(world);
}

static void wrong_lines_are_refused(void **state)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"keep fault 1\n", "only behind a world line"},
        {"world x\n", "world wants a seed"},
        {"world 1 terminals 9\n", "terminals 1-8"},
        {"world 1 days\n", "days 0-365"},
        {"world 1\nworld 2\n", "a second world"},
        {"world 1\nkeep wind 1\n", "keep wants person"},
        {"world 1\nkeep fault\n", "keep wants numbers"},
        {"world 1\nkeep fault -1\n", "keep wants numbers"},
        {"world 1\nkeep nothing 1\n", "no number"},
        {"world 1\nrule two_hand_overs\n", "no such rule"},
        {"world 1\nremove\n", "not in a scenario of the world"},
        {"remove\nworld 1\n", "world stands first"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char message[SCENARIO_MESSAGE_SIZE];
        assert_fails(play(rows[i].text, NULL, message), INVALID);
        if (strstr(message, rows[i].says) == NULL) {
            fail_msg("%s: %s", rows[i].text, message);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_lines_are_refused),
        cmocka_unit_test(what_is_no_violation_is_not_shrunk),
        cmocka_unit_test(all_parts_named_are_the_seed),
        cmocka_unit_test(a_violation_shrinks_and_plays_again),
    };
    log_set_level(LOG_LEVEL_SILENT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
