/* The n-th call to the journal's disk fails during a whole pickup, once or from then on, with EIO
 * or a full disk: the terminal says so and stops, and never hands over what it could not write
 * down. Then the disk is repaired, the terminal started again, and people finish the pickup.
 * `app_disk_fault_test EVERY` takes every n-th call of the sweep (1: all of them). */
#include "tests/kit/cairo_leak.h"
#include "tests/kit/kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/log.h"
#include "sim/crash_vfs.h"
#include "tests/kit/trial.h"

enum { SAMPLED_IN_A_TEST = 37, UNDER_WAY_MS = 10000 };

static const char *const VFS = "app-disk-fault";

struct disk_fault {
    enum crash_result with;
    bool sticky;
    const char *name;
};

struct sweep {
    struct trial trial;
    struct crash_disk disk;
    struct crash_vfs *vfs;
    uint64_t stopped;
};

static bool stops_or_done(struct clerk *k, void *unused)
{
    return app_core(k->office->app)->journal_failed || clerk_is_done(k, unused);
}

/* Out of service and told to staff. A page that was ordered before may still come out; then nothing
 * moves any more. */
static void check_stopped(struct sweep *s)
{
    struct trial *t = &s->trial;
    clerk_look(&t->clerk);
    assert_true(t->clerk.staff.alert[0] != '\0');
    clerk_wait(&t->clerk, office_now_ms(t->office) + UNDER_WAY_MS, NULL, NULL);
    int sheets = certificate_printer_sim_count(t->office->certificate_printer);
    int slips = slip_printer_sim_count(t->office->slip_printer);
    int64_t known = clerk_handovers(&t->clerk);
    bool handed = t->clerk.handed;
    for (int i = 0; i < 10; i++) {
        clerk_act(&t->clerk);
        clerk_wait(&t->clerk, office_now_ms(t->office) + 1000, NULL, NULL);
    }
    assert_int_equal(certificate_printer_sim_count(t->office->certificate_printer), sheets);
    assert_int_equal(slip_printer_sim_count(t->office->slip_printer), slips);
    assert_int_equal(clerk_handovers(&t->clerk), known);
    assert_int_equal(t->clerk.handed, handed);
    s->stopped++;
}

/* False: the fault no longer hits anything. */
static bool fault_at(struct sweep *s, const struct disk_fault *fault, uint64_t n)
{
    struct trial *t = &s->trial;
    crash_disk_init(&s->disk, n);
    crash_vfs_switch(s->vfs, &s->disk);
    assert_ok(trial_open(t, true));
    crash_disk_fail_at(&s->disk, n, fault->with, fault->sticky);
    assert_true(clerk_run(&t->clerk, stops_or_done, NULL));
    bool came = crash_disk_fault_came(&s->disk);
    if (app_core(t->office->app)->journal_failed) {
        assert_true(came);
        check_stopped(s);
        crash_disk_fail_at(&s->disk, 0, CRASH_OK, false);
        uint64_t acknowledged = app_journal_head(t->office->app).row_count;
        office_power_cut(t->office);
        assert_ok(office_power_on(t->office));
        trial_check_alone(t, acknowledged);
    }
    crash_disk_fail_at(&s->disk, 0, CRASH_OK, false);
    trial_check_end(t);
    office_close(t->office);
    crash_disk_deinit(&s->disk);
    return came;
}

static void sweep_faults(uint64_t every)
{
    static const struct disk_fault faults[] = {
        {CRASH_IO, false, "once"}, {CRASH_IO, true, "from-then-on"}, {CRASH_FULL, true, "full"}};
    static struct sweep s;
    static struct office office;
    memset(&s, 0, sizeof s);
    trial_begin(&s.trial, "app-disk-fault", &office);
    s.trial.vfs = VFS;
    crash_disk_init(&s.disk, 1);
    s.vfs = crash_vfs_open(&s.disk, VFS);
    crash_disk_deinit(&s.disk);
    for (size_t f = 0; f < sizeof faults / sizeof faults[0]; f++) {
        uint64_t n = 1 + f;
        uint64_t tried = 0;
        s.stopped = 0;
        for (; fault_at(&s, &faults[f], n); n += every) {
            tried++;
        }
        assert_true(tried > 0 && s.stopped > 0);
        print_message("fault=%s calls=%llu tried=%llu stopped=%llu violations=0\n", faults[f].name,
                      (unsigned long long)n, (unsigned long long)tried,
                      (unsigned long long)s.stopped);
    }
    crash_vfs_close(s.vfs);
}

static void a_failing_disk_never_hands_over(void **state)
{
    (void)state;
    sweep_faults(SAMPLED_IN_A_TEST);
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failing_disk_never_hands_over),
    };
    log_set_level(LOG_LEVEL_SILENT);
    if (argc > 1) {
        sweep_faults(strtoull(argv[1], NULL, 10));
        return 0;
    }
    return cmocka_run_group_tests_name("app/disk-fault", tests, NULL, NULL);
}
