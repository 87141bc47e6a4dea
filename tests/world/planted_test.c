/* Each planted bug (tests/kit/planted.h) is found by the rules within so many seeds.
 *
 * PLANTED_SEEDS in the environment raises the bound for figures; PLANTED_ONLY names one bug. */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/log.h"
#include "tests/kit/kit.h"
#include "tests/kit/lazy_disk.h"
#include "tests/kit/planted.h"

enum { TERMINALS = 3, FIRST_SEED = 1, BUGS_WANTED = 25 };

/* Runs seeds until a rule speaks. 0: none did. */
static uint64_t find(const struct planted_bug *bug, int seeds, struct world_report *out)
{
    char memory[PLANTED_MEMORY] = "";
    struct app_parts parts = {.step = bug->step};
    struct world_hooks hooks = bug->hooks;
    struct lazy_disk *lazy = calloc(TERMINALS, sizeof *lazy);
    kit_folder("planted-keys", planted_key_folder);
    hooks.at = memory;
    hooks.parts = bug->step == NULL ? NULL : &parts;
    hooks.vfs = bug->lazy == NULL ? NULL : "lazy-";
    struct world_setup setup = {
        .terminals = TERMINALS, .key_folder = planted_key_folder, .hooks = &hooks};
    struct world *world = NULL;
    assert_non_null(lazy);
    assert_ok(world_open(&setup, &world));
    for (int i = 0; bug->lazy != NULL && i < TERMINALS; i++) {
        lazy_disk_lay_over(&lazy[i], i, bug->lazy[0] == '\0' ? NULL : bug->lazy);
    }
    uint64_t found = 0;
    for (uint64_t seed = FIRST_SEED; found == 0 && seed < FIRST_SEED + (uint64_t)seeds; seed++) {
        memset(memory, 0, sizeof memory);
        assert_ok(world_run(world, seed, out));
        found = out->violations > 0 ? seed : 0;
    }
    world_close(world);
    for (int i = 0; bug->lazy != NULL && i < TERMINALS; i++) {
        sqlite3_vfs_unregister(&lazy[i].vfs);
    }
    free(lazy);
    return found;
}

static const struct planted_bug *bug_of(int number)
{
    if (number < planted_core_count) {
        return &planted_core[number];
    }
    number -= planted_core_count;
    return number < planted_staff_count ? &planted_staff[number]
                                        : &planted_outside[number - planted_staff_count];
}

static void each_bug_is_found(void **state)
{
    (void)state;
    const char *more = getenv("PLANTED_SEEDS"), *only = getenv("PLANTED_ONLY");
    uint64_t spoke = 0;
    int missed = 0, bugs = planted_core_count + planted_staff_count + planted_outside_count;
    assert_true(bugs >= BUGS_WANTED); /* a world that is only shown a few proves little */
    for (int i = 0; i < bugs; i++) {
        const struct planted_bug *bug = bug_of(i);
        struct world_report report = {0};
        if (only != NULL && strcmp(only, bug->name) != 0) {
            continue;
        }
        uint64_t found = find(bug, more == NULL ? bug->seeds : atoi(more), &report);
        printf("| %-38s | %6" PRIu64 " | %6d | %s |\n", bug->name, found, bug->seeds,
               found == 0 ? "NOT FOUND" : report.rule);
        fflush(stdout);
        missed += found == 0;
        spoke |= report.rules;
    }
    for (int i = 0; only == NULL && i < world_rule_count(); i++) {
        if ((spoke >> i & 1) == 0) {
            printf("no planted bug breaks rule %s\n", world_rule_name(i));
            missed++;
        }
    }
    assert_int_equal(missed, 0);
}

/* The same world without a bug is silent, so it is the bug that was found. */
static void no_bug_no_finding(void **state)
{
    (void)state;
    struct planted_bug none = {.name = "none"};
    struct world_report report = {0};
    assert_int_equal(find(&none, 20, &report), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_bug_no_finding),
        cmocka_unit_test(each_bug_is_found),
    };
    log_set_level(LOG_LEVEL_SILENT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
