/* The power goes with a write of the journal, at every one of a whole pickup, and what was not
 * synced is lost, torn or kept; then two people and the same office go on. After each cut: no
 * acknowledged row is missing, every bare intent is a question to staff, nothing is printed or
 * handed over by the machine alone, and in the end the backend knows exactly one hand-over.
 * `app_crash_test CUTS [SEED]` makes that many cuts instead. */
#include "tests/kit/cairo_leak.h"
#include "tests/kit/kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/log.h"
#include "base/rng.h"
#include "sim/crash_vfs.h"
#include "tests/kit/trial.h"

enum { CUTS_IN_A_TEST = 40 };

static const char *const VFS = "app-crash";

struct sweep {
    struct trial trial;
    struct crash_disk disk;
    struct crash_vfs *vfs;
    uint64_t cuts;
};

static void begin(struct sweep *s, const char *name)
{
    struct office *office = calloc(1, sizeof *office);
    assert_non_null(office);
    trial_begin(&s->trial, name, office);
}

static bool is_off(struct clerk *k, void *at)
{
    (void)k;
    return ((const struct crash_disk *)at)->off;
}

static bool is_off_or_done(struct clerk *k, void *at)
{
    return is_off(k, at) || clerk_is_done(k, NULL);
}

/* One pickup whose power goes with the n-th change of the journal's disk; false: it was over. */
static bool cut_once(struct sweep *s, uint64_t n, uint64_t seed)
{
    crash_disk_init(&s->disk, seed);
    crash_vfs_switch(s->vfs, &s->disk);
    s->trial.vfs = VFS;
    assert_ok(trial_open(&s->trial, true));
    crash_disk_cut_at(&s->disk, n);
    assert_true(clerk_run(&s->trial.clerk, is_off_or_done, &s->disk));
    bool was_off = s->disk.off;
    if (was_off) {
        uint64_t acknowledged = app_journal_head(s->trial.office->app).row_count;
        office_power_cut(s->trial.office);
        crash_disk_power_on(&s->disk);
        assert_ok(office_power_on(s->trial.office));
        trial_check_alone(&s->trial, acknowledged);
        s->cuts++;
    }
    trial_check_end(&s->trial);
    office_close(s->trial.office);
    crash_disk_deinit(&s->disk);
    return was_off;
}

static uint64_t changes_of_a_pickup(struct sweep *s)
{
    crash_disk_init(&s->disk, 1);
    crash_vfs_switch(s->vfs, &s->disk);
    s->trial.vfs = VFS;
    assert_ok(trial_open(&s->trial, true));
    uint64_t before = s->disk.changes;
    assert_true(clerk_run(&s->trial.clerk, clerk_is_done, NULL));
    uint64_t changes = s->disk.changes - before;
    office_close(s->trial.office);
    crash_disk_deinit(&s->disk);
    return changes;
}

static void sweep_cuts(uint64_t cuts, uint64_t seed)
{
    static struct sweep s;
    struct rng rng;
    memset(&s, 0, sizeof s);
    begin(&s, "app-cut");
    rng_init(&rng, seed);
    crash_disk_init(&s.disk, 1);
    s.vfs = crash_vfs_open(&s.disk, VFS);
    crash_disk_deinit(&s.disk);
    uint64_t changes = changes_of_a_pickup(&s);
    for (uint64_t i = 0; i < cuts; i++) { /* spread over the whole pickup, each with its own fate */
        uint64_t n = 1 + (cuts < changes ? i * changes / cuts : i % changes);
        cut_once(&s, n, seed + rng_below(&rng, UINT32_MAX));
    }
    assert_false(cut_once(&s, changes + 1, seed));
    assert_true(s.cuts > cuts / 2);
    assert_true(s.trial.unknown > 0 && s.trial.decisions > 0);
    print_message("changes=%llu cuts=%llu bare=%llu decisions=%llu violations=0\n",
                  (unsigned long long)changes, (unsigned long long)s.cuts,
                  (unsigned long long)s.trial.unknown, (unsigned long long)s.trial.decisions);
    crash_vfs_close(s.vfs);
    free(s.trial.office);
}

static void test_power_cut_at_every_write(void **state)
{
    (void)state;
    sweep_cuts(CUTS_IN_A_TEST, 1);
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_power_cut_at_every_write),
    };
    log_set_level(LOG_LEVEL_SILENT);
    if (argc > 1) {
        sweep_cuts(strtoull(argv[1], NULL, 10), argc > 2 ? strtoull(argv[2], NULL, 10) : 1);
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
