/* The n-th allocation fails under the journal and its verifier, once or from then on, for every n
 * until a run is clean: what was acknowledged is there, what was refused is not half there, nothing
 * leaks, and a verdict is never wrong, only missing. A sample of SQLite's allocations;
 * `memory_journal_test EVERY` takes every n-th (1: all of them). */
#include "tests/kit/kit.h"

#include <stdlib.h>
#include "journal/load.h"
#include "journal/outbox.h"
#include "journal/personal.h"
#include "journal/verify.h"
#include "sim/crash_vfs.h"
#include "tests/kit/failing_memory.h"
#include "tests/kit/journal_script.h"

enum { STEPS = SCRIPT_STEPS_A_VISIT, TIDY_AFTER = 9, SQLITE_EVERY = 7 };

static const char *const VFS = "crash-memory";
static const char *const PATH = "journal.db";

struct sweep {
    char folder[256];
    struct crash_disk born;
    struct crash_disk disk;
    struct crash_vfs *vfs;
    struct journal_head head[STEPS + 1];
};

static bool same_head(struct journal_head a, struct journal_head b)
{
    return a.row_count == b.row_count && chain_hash_equal(a.hash, b.hash);
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
    assert_ok(journal_open(PATH, s->folder, VFS, &j));
    journal_close(j);
    crash_disk_copy(&s->born, &s->disk, 1);
    take(s, 1);
    assert_ok(journal_open(PATH, s->folder, VFS, &j));
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

static void passes_or_no_memory(struct err e)
{
    assert_true(!failed(e) || e.code == ERR_NO_MEMORY);
}

/* Everything that only reads; each gives the truth or NO_MEMORY. */
static void read_all(struct journal *j, int done)
{
    static struct restored_visit visits[2];
    struct outbox_row row;
    struct personal_name name = {.visit_id = script_id(0, 1), .application_id = "AP-0000000"};
    char kept[16] = "";
    size_t n = 0;
    int count = 0;
    int total = 0;
    struct err e = journal_personal_put(j, &name, 1780000000000, "name", 4);
    passes_or_no_memory(e);
    struct err read = journal_personal_get(j, &name, kept, sizeof kept, &n);
    assert_true(failed(e) ? failed(read) : !failed(read) || read.code == ERR_NO_MEMORY);
    passes_or_no_memory(e = journal_load_open(j, visits, 2, &count, &total));
    bool closed = done == STEPS;
    assert_true(failed(e) || done == 0 || total == !closed);
    passes_or_no_memory(e = journal_outbox_next(j, 0, &row, 1, &count));
    assert_true(failed(e) || count == (done == 16));
}

static int run(const struct sweep *s, struct journal *j)
{
    int done = 0;
    for (int tries = 0; done < STEPS && tries < STEPS + 3; tries++) {
        struct err e = script_append(j, (uint64_t)done);
        passes_or_no_memory(e);
        done += !failed(e);
        assert_true(same_head(journal_head(j), s->head[done]));
        if (done == TIDY_AFTER) {
            passes_or_no_memory(script_tidy(j));
        }
    }
    read_all(j, done);
    return done;
}

static void judge(struct sweep *s, struct journal_head head, bool may_lack_memory)
{
    struct verify_report report = {0};
    struct verify_request request = {.path = PATH, .key_folder = s->folder, .vfs_name = VFS};
    struct err e = journal_verify(&request, &report);
    if (may_lack_memory && e.code == ERR_NO_MEMORY) {
        return;
    }
    assert_ok(e);
    assert_string_equal(verify_problem_name(report.problem), "NONE");
    assert_true(same_head(report.head, head));
}

/* False: the failure no longer hits anything. */
static bool fail_at(struct sweep *s, enum memory_source source, uint64_t n, bool sticky)
{
    struct journal *j = NULL;
    int done = 0;
    take(s, n);
    failing_memory_at(source, n, sticky);
    failing_memory_enter();
    struct err e = journal_open(PATH, s->folder, VFS, &j);
    passes_or_no_memory(e);
    if (!failed(e)) {
        done = run(s, j);
        journal_close(j);
    }
    judge(s, s->head[done], true);
    bool came = failing_memory_came();
    failing_memory_leave();
    judge(s, s->head[done], false);
    return came;
}

static void sweep(enum memory_source source, uint64_t every, uint64_t at_least)
{
    struct sweep s;
    begin(&s, "journal-memory");
    for (int sticky = 0; sticky < 2; sticky++) {
        uint64_t n = 1;
        while (fail_at(&s, source, n, sticky)) {
            n += every;
        }
        assert_true(n >= at_least);
        print_message("allocations=%llu every=%llu %s violations=0\n", (unsigned long long)n,
                      (unsigned long long)every, sticky ? "from-then-on" : "once");
    }
    end(&s);
}

static void our_allocations(void **state)
{
    (void)state;
    sweep(MEMORY_OF_OURS, 1, 5);
}

static void allocations_of_sqlite(void **state)
{
    (void)state;
    sweep(MEMORY_OF_SQLITE, SQLITE_EVERY, 500);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(our_allocations),
        cmocka_unit_test(allocations_of_sqlite),
    };
    failing_memory_install();
    if (argc > 1) {
        sweep(MEMORY_OF_SQLITE, strtoull(argv[1], NULL, 10), 500);
        return 0;
    }
    return cmocka_run_group_tests_name("memory/journal", tests, NULL, NULL);
}
