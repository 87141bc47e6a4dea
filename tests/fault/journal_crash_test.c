/* Power cuts after every write of scripted visits: what was acknowledged is there, what is there
 * is whole. `journal_crash_test CUTS [SEED]` makes that many cuts instead, with further cuts while
 * recovering, and prints what it saw. */
#include "tests/kit/kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "journal/journal.h"
#include "journal/verify.h"
#include "sim/crash_vfs.h"
#include "tests/kit/journal_script.h"

enum { STEPS = 2 * SCRIPT_STEPS_A_VISIT, TIDY_EVERY = 13 };

static const char *const VFS = "crash-sweep";
static const char *const PATH = "journal.db";

struct sweep {
    char folder[256];
    struct crash_disk born; /* a journal without rows */
    struct crash_disk disk;
    struct crash_vfs *vfs;
    struct journal_head head[STEPS + 1]; /* after so many steps */
    uint64_t changes;                    /* of one whole run */
    uint64_t in_doubt;                   /* recoveries that found the unacknowledged step */
};

static struct err reopen(struct sweep *s, struct journal **out)
{
    return journal_open(PATH, s->folder, VFS, out);
}

/* Runs from step `done` on, tidying up on the way; returns how many steps are acknowledged. */
static int run(struct journal *j, int done, int until)
{
    while (done < until && !failed(script_append(j, (uint64_t)done))) {
        done++;
        if (done % TIDY_EVERY == 0) {
            IGNORE_ERR(script_tidy(j));
        }
    }
    return done;
}

static int run_whole(struct sweep *s)
{
    struct journal *j = NULL;
    if (failed(reopen(s, &j))) {
        return 0;
    }
    int done = run(j, 0, STEPS);
    journal_close(j);
    return done;
}

static void take(struct sweep *s, uint64_t seed)
{
    crash_disk_deinit(&s->disk);
    crash_disk_copy(&s->disk, &s->born, seed);
}

static void begin(struct sweep *s, const char *name)
{
    struct journal *j = NULL;
    *s = (struct sweep){0};
    kit_folder(name, s->folder);
    crash_disk_init(&s->disk, 1);
    s->vfs = crash_vfs_open(&s->disk, VFS);
    assert_ok(reopen(s, &j));
    journal_close(j);
    crash_disk_copy(&s->born, &s->disk, 1);
    take(s, 1);
    assert_ok(reopen(s, &j));
    for (int i = 0; i < STEPS; i++) {
        s->head[i] = journal_head(j);
        assert_int_equal(run(j, i, i + 1), i + 1);
    }
    s->head[STEPS] = journal_head(j);
    journal_close(j);
    s->changes = s->disk.changes;
}

static void end(struct sweep *s)
{
    crash_vfs_close(s->vfs);
    crash_disk_deinit(&s->disk);
    crash_disk_deinit(&s->born);
}

static bool same_head(struct journal_head a, struct journal_head b)
{
    return a.row_count == b.row_count && chain_hash_equal(a.hash, b.hash);
}

/* The file as the cut left it, judged before anybody repairs it. Returns the steps found. */
static int judge(struct sweep *s, int acked)
{
    struct verify_request request = {.path = PATH, .key_folder = s->folder, .vfs_name = VFS};
    struct verify_report report;
    assert_ok(journal_verify(&request, &report));
    assert_string_equal(verify_problem_name(report.problem), "NONE");
    if (same_head(report.head, s->head[acked])) {
        return acked;
    }
    assert_true(acked < STEPS && same_head(report.head, s->head[acked + 1]));
    s->in_doubt++;
    return acked + 1;
}

static void cut_once(struct sweep *s, uint64_t n, uint64_t seed, uint64_t recut)
{
    take(s, seed);
    crash_disk_cut_at(&s->disk, n);
    int acked = run_whole(s);
    crash_disk_power_on(&s->disk);
    int there = judge(s, acked);
    struct journal *j = NULL;
    if (recut) {
        crash_disk_cut_at(&s->disk, recut);
        int until = there + 2 < STEPS ? there + 2 : STEPS;
        if (!failed(reopen(s, &j))) {
            there = run(j, there, until);
            journal_close(j);
        }
        crash_disk_power_on(&s->disk);
        there = judge(s, there);
    }
    assert_ok(reopen(s, &j));
    assert_true(same_head(journal_head(j), s->head[there]));
    if (there < STEPS) {
        assert_int_equal(run(j, there, there + 1), there + 1);
    }
    journal_close(j);
}

static void every_cut_keeps_what_was_acknowledged(void **state)
{
    (void)state;
    struct sweep s;
    begin(&s, "journal-cuts");
    for (uint64_t n = 1; n <= s.changes; n++) {
        cut_once(&s, n, n, n % 4 == 1 ? 1 + n % 17 : 0);
    }
    assert_in_range(s.in_doubt, 1, s.changes / 4);
    end(&s);
}

static void a_cut_at_birth_leaves_nothing_or_a_journal(void **state)
{
    (void)state;
    struct sweep s;
    char born[300];
    begin(&s, "journal-birth");
    snprintf(born, sizeof born, "%s/journal.born", s.folder);
    int acked = 0;
    for (uint64_t n = 1; acked == 0; n++) {
        struct journal *j = NULL;
        unlink(born);
        crash_disk_deinit(&s.disk);
        crash_disk_init(&s.disk, n);
        crash_disk_cut_at(&s.disk, n);
        if (!failed(reopen(&s, &j))) {
            acked = run(j, 0, 1);
            journal_close(j);
        }
        crash_disk_power_on(&s.disk);
        assert_ok(reopen(&s, &j));
        assert_true(journal_head(j).row_count == 0 || same_head(journal_head(j), s.head[1]));
        assert_true(acked == 0 || journal_head(j).row_count == 1);
        journal_close(j);
    }
    end(&s);
}

/* The sweep bites: a disk that forgets to sync loses acknowledged rows. */
static void a_lying_disk_is_noticed(void **state)
{
    (void)state;
    struct sweep s;
    int lost = 0;
    begin(&s, "journal-liar");
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct journal *j = NULL;
        take(&s, seed);
        assert_ok(reopen(&s, &j));
        int acked = run(j, 0, 5);
        struct crash_file *log = &s.disk.file[0];
        while (strcmp(log->name, "journal.db-wal") != 0) {
            log++;
        }
        log->durable.n = log->durable.n > 9000 ? log->durable.n - 9000 : 0;
        crash_disk_cut_at(&s.disk, 1);
        journal_close(j);
        crash_disk_power_on(&s.disk);
        struct verify_report report;
        struct verify_request request = {PATH, s.folder, VFS, &s.head[acked], 0};
        assert_ok(journal_verify(&request, &report));
        lost += report.problem == VERIFY_TAIL_MISSING;
    }
    assert_int_equal(lost, 20);
    end(&s);
}

static int many_cuts(uint64_t cuts, uint64_t seed)
{
    struct sweep s;
    struct rng r;
    begin(&s, "journal-many-cuts");
    rng_init(&r, seed);
    for (uint64_t i = 0; i < cuts; i++) {
        uint64_t n = 1 + rng_below(&r, (uint32_t)s.changes);
        cut_once(&s, n, rng_next(&r), rng_below(&r, 2) ? 1 + rng_below(&r, 30) : 0);
    }
    printf("cuts=%llu seed=%llu lost=0 corrupt=0 in_doubt=%llu\n", (unsigned long long)cuts,
           (unsigned long long)seed, (unsigned long long)s.in_doubt);
    end(&s);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cut_keeps_what_was_acknowledged),
        cmocka_unit_test(a_cut_at_birth_leaves_nothing_or_a_journal),
        cmocka_unit_test(a_lying_disk_is_noticed),
    };
    if (argc > 1) {
        return many_cuts(strtoull(argv[1], NULL, 10), argc > 2 ? strtoull(argv[2], NULL, 10) : 1);
    }
    return cmocka_run_group_tests_name("journal/crash", tests, NULL, NULL);
}
