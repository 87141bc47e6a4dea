/* The terminal dies at every instant of a whole pickup; then two people and the same office go on.
 *
 * Two deaths: the power goes with a write of the journal, and what was not synced is lost, torn or
 * kept; the process is killed before or right after a sync, so that rows stand whose effects nobody
 * carried out. After each: no acknowledged row is missing, every bare intent is a question to
 * staff, nothing is printed or handed over by the machine alone, and in the end the backend knows
 * exactly one hand-over. `app_crash_test CUTS [SEED]` makes that many cuts instead. */
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
#include "base/log.h"
#include "base/rng.h"
#include "tests/kit/crash_vfs.h"
#include "tests/kit/trial.h"

enum { CUTS_IN_A_TEST = 40, AFTERWARDS_MS = 180000, KILLS_IN_A_TEST = 24 };

#define MORNING_MS INT64_C(1795483440000) /* Tuesday 2026-11-24 10:24 in Japan */

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

/* The process's own death, on real files. The library syncs through this function of ours. */

static struct {
    int syncs;
    int die_at; /* 0: never */
    bool after; /* the sync is done first */
} death;

static bool is_journal(int fd)
{
    char link[64], path[512];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    path[n < 0 ? 0 : n] = '\0';
    return strstr(path, "/journal.db") != NULL;
}

int fdatasync(int fd)
{
    bool last = is_journal(fd) && ++death.syncs == death.die_at;
    if (last && !death.after) {
        kill(getpid(), SIGKILL);
    }
    int result = (int)syscall(SYS_fdatasync, fd);
    if (last) {
        kill(getpid(), SIGKILL);
    }
    return result;
}

/* What is left to see when the machine is gone; the people themselves stand in struct sweep. */
struct memory {
    int sheets;
    int syncs;
    uint64_t acknowledged;
};

static bool remember(struct clerk *k, void *at)
{
    struct memory *m = at;
    m->sheets = clerk_sheets(k);
    m->syncs = death.syncs;
    m->acknowledged = app_journal_head(k->office->app).row_count;
    return clerk_is_done(k, NULL);
}

/* Runs a pickup in a child that dies at its n-th sync; false: it came to its end. */
static bool die_once(struct sweep *s, int n, bool after, struct memory *m)
{
    memset(m, 0, sizeof *m);
    pid_t child = fork();
    if (child == 0) {
        s->trial.wall_ms = MORNING_MS;
        assert_ok(trial_open(&s->trial, true));
        death.syncs = 0;
        death.die_at = n;
        death.after = after;
        _exit(clerk_run(&s->trial.clerk, remember, m) ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return WIFSIGNALED(status);
}

static void go_on_after_death(struct sweep *s, const struct memory *m)
{
    struct trial *t = &s->trial;
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

static void test_killed_at_every_sync(void **state)
{
    (void)state;
    struct sweep *s = shared(sizeof *s);
    struct memory *m = shared(sizeof *m);
    begin(s, "app-kill");
    assert_false(die_once(s, 0, false, m));
    int syncs = m->syncs;
    assert_true(syncs > 15);
    for (int i = 0; i < KILLS_IN_A_TEST; i++) {
        int n = 1 + i * syncs / KILLS_IN_A_TEST;
        assert_true(die_once(s, n, i % 2 == 0, m));
        go_on_after_death(s, m);
    }
    print_message("syncs=%d kills=%d bare=%llu decisions=%llu violations=0\n", syncs,
                  KILLS_IN_A_TEST, (unsigned long long)s->trial.unknown,
                  (unsigned long long)s->trial.decisions);
    free(s->trial.office);
    munmap(m, sizeof *m);
    munmap(s, sizeof *s);
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_power_cut_at_every_write),
        cmocka_unit_test(test_killed_at_every_sync),
    };
    log_set_level(LOG_LEVEL_SILENT);
    if (argc > 1) {
        sweep_cuts(strtoull(argv[1], NULL, 10), argc > 2 ? strtoull(argv[2], NULL, 10) : 1);
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
