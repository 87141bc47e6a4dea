/* The n-th I/O call fails, once or from then on, with EIO or a full disk, for every n until a run
 * is clean: an append is acknowledged and there, or refused and not half there. */
#include "tests/kit/kit.h"

#include "journal/journal.h"
#include "journal/outbox.h"
#include "journal/verify.h"
#include "sim/crash_vfs.h"
#include "tests/kit/journal_script.h"

enum { STEPS = SCRIPT_STEPS_A_VISIT, TIDY_AFTER = 9, AFTER_A_FAILURE = 3, GO_ON_EVERY = 4 };

static const char *const VFS = "crash-fault";
static const char *const PATH = "journal.db";

struct sweep {
    char folder[256];
    struct crash_disk born;
    struct crash_disk disk;
    struct crash_vfs *vfs;
    struct journal_head head[STEPS + 1];
};

struct fault {
    enum crash_result with;
    bool sticky;
};

static struct journal *open_ok(const struct sweep *s)
{
    struct journal *j = NULL;
    assert_ok(journal_open(PATH, s->folder, VFS, &j));
    return j;
}

static void take(struct sweep *s, uint64_t seed)
{
    crash_disk_deinit(&s->disk);
    crash_disk_copy(&s->disk, &s->born, seed);
}

static void begin(struct sweep *s, const char *name)
{
    *s = (struct sweep){0};
    kit_folder(name, s->folder);
    crash_disk_init(&s->disk, 1);
    s->vfs = crash_vfs_open(&s->disk, VFS);
    journal_close(open_ok(s));
    crash_disk_copy(&s->born, &s->disk, 1);
    take(s, 1);
    struct journal *j = open_ok(s);
    for (uint64_t i = 0; i < STEPS; i++) {
        assert_ok(script_append(j, i));
        s->head[i + 1] = journal_head(j);
    }
    journal_close(j);
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

static bool is_storage_failure(struct err e)
{
    return e.code == ERR_IO || e.code == ERR_FULL || e.code == ERR_READ_ONLY ||
           e.code == ERR_NO_MEMORY;
}

/* A refused step is tried again: after a passing fault the handle must still be good. */
static int run(const struct sweep *s, struct journal *j, bool sticky, bool *out_failed)
{
    int done = 0;
    int left = STEPS + 1;
    while (done < STEPS && left-- > 0) {
        struct err e = script_append(j, (uint64_t)done);
        if (failed(e)) {
            assert_true(is_storage_failure(e));
            assert_true(same_head(journal_head(j), s->head[done]));
            assert_true(sticky || !*out_failed);
            left = *out_failed ? 0 : AFTER_A_FAILURE;
            *out_failed = true;
            continue;
        }
        done++;
        assert_true(same_head(journal_head(j), s->head[done]));
        if (done == TIDY_AFTER) {
            *out_failed |= failed(script_tidy(j));
        }
    }
    return done;
}

/* Returns false when the fault no longer hits anything. */
static bool fault_at(struct sweep *s, struct fault fault, uint64_t n)
{
    struct journal *j = NULL;
    int done = 0;
    bool any = false;
    take(s, n);
    crash_disk_fail_at(&s->disk, n, fault.with, fault.sticky);
    struct err opened = journal_open(PATH, s->folder, VFS, &j);
    if (!failed(opened)) {
        done = run(s, j, fault.sticky, &any);
        journal_close(j);
    }
    bool hit = crash_disk_fault_came(&s->disk);
    crash_disk_fail_at(&s->disk, 0, CRASH_OK, false);

    struct verify_report report;
    struct verify_request request = {.path = PATH, .key_folder = s->folder, .vfs_name = VFS};
    assert_ok(journal_verify(&request, &report));
    assert_string_equal(verify_problem_name(report.problem), "NONE");
    bool in_doubt = any && done < STEPS && same_head(report.head, s->head[done + 1]);
    assert_true(in_doubt || same_head(report.head, s->head[done]));
    if (n % GO_ON_EVERY == 0) {
        done += in_doubt;
        j = open_ok(s);
        assert_true(done == STEPS || !failed(script_append(j, (uint64_t)done)));
        journal_close(j);
    }
    return hit;
}

static void every_failing_call_is_refused_or_survived(void **state)
{
    (void)state;
    static const struct fault faults[] = {{CRASH_IO, false}, {CRASH_IO, true}, {CRASH_FULL, true}};
    struct sweep s;
    begin(&s, "journal-faults");
    for (size_t f = 0; f < sizeof faults / sizeof faults[0]; f++) {
        uint64_t n = 1;
        while (fault_at(&s, faults[f], n)) {
            n++;
        }
        assert_in_range(n, 40, 2000);
    }
    end(&s);
}

static void a_full_disk_is_told_as_such_and_recovers(void **state)
{
    (void)state;
    struct sweep s;
    begin(&s, "journal-full");
    take(&s, 1);
    struct journal *j = open_ok(&s);
    assert_ok(script_append(j, 0));
    crash_disk_fail_at(&s.disk, 1, CRASH_FULL, true);
    assert_fails(script_append(j, 1), FULL);
    assert_fails(script_append(j, 1), FULL);
    crash_disk_fail_at(&s.disk, 0, CRASH_OK, false);
    assert_ok(script_append(j, 1));
    assert_true(same_head(journal_head(j), s.head[2]));
    journal_close(j);
    end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_failing_call_is_refused_or_survived),
        cmocka_unit_test(a_full_disk_is_told_as_such_and_recovers),
    };
    return cmocka_run_group_tests_name("journal/fault", tests, NULL, NULL);
}
