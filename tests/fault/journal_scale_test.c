/* A journal of many visits on a real file: whole, and as quick to open and ask as a small one.
 * `journal_scale_test VISITS` makes that many (some 20 rows each) and prints figures. */
#include "tests/kit/kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "journal/load.h"
#include "journal/outbox.h"
#include "journal/read.h"
#include "journal/verify.h"
#include "tests/kit/journal_script.h"

enum { LOOKUPS = 1000, ROWS_MAX = 2 * SCRIPT_STEPS_A_VISIT, OPEN_VISITS = 20 };

struct site {
    char folder[256];
    char path[300];
    struct journal *j;
};

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* All of a visit in one commit, or without its last steps. */
static void add_visit(struct site *s, uint64_t visit, int steps)
{
    struct journal_row rows[ROWS_MAX];
    struct backend_request put;
    struct outbox_settle settle;
    struct journal_batch batch = {.rows = rows, .puts = &put, .settles = &settle};
    for (int i = 0; i < steps; i++) {
        struct script_step step;
        script_make(visit * SCRIPT_STEPS_A_VISIT + (uint64_t)i, &step);
        memcpy(rows + batch.count, step.row, (size_t)step.row_count * sizeof *rows);
        batch.count += step.row_count;
        if (step.has_put) {
            put = step.put;
            batch.put_count = 1;
        }
        if (step.has_settle) {
            settle = step.settle;
            batch.settle_count = 1;
        }
    }
    assert_ok(journal_append(s->j, &batch));
}

static void build(struct site *s, const char *name, uint64_t visits)
{
    *s = (struct site){0};
    kit_folder(name, s->folder);
    snprintf(s->path, sizeof s->path, "%s/journal.db", s->folder);
    assert_ok(journal_open(s->path, s->folder, NULL, &s->j));
    for (uint64_t v = 0; v < visits; v++) {
        bool open = v + OPEN_VISITS >= visits;
        add_visit(s, v, open ? 13 : SCRIPT_STEPS_A_VISIT);
    }
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The 99th percentile of asking for a visit's rows and for a report by its key. */
static double lookup_p99_ms(struct site *s, uint64_t visits)
{
    static double took[LOOKUPS];
    struct rng r;
    rng_init(&r, 7);
    for (int i = 0; i < LOOKUPS; i++) {
        struct journal_row rows[ROWS_MAX];
        struct outbox_row row;
        int count = 0;
        uint64_t v = rng_below(&r, (uint32_t)(visits - OPEN_VISITS));
        double start = now_ms();
        assert_ok(journal_read_visit(s->j, script_id(v, 1), rows, ROWS_MAX, &count));
        assert_ok(journal_outbox_find(s->j, script_id(v, 7), &row));
        took[i] = now_ms() - start;
        assert_in_range(count, 20, 22);
    }
    qsort(took, LOOKUPS, sizeof *took, by_size);
    return took[LOOKUPS * 99 / 100];
}

static int load(struct site *s)
{
    struct restored_visit *visits = calloc(RESTORED_VISITS_MAX, sizeof *visits);
    int count = 0;
    int total = 0;
    int highest = 0;
    assert_non_null(visits);
    assert_ok(journal_load_open(s->j, visits, RESTORED_VISITS_MAX, &count, &total));
    assert_ok(journal_highest_call_no(s->j, visits[0].call_day, &highest));
    free(visits);
    assert_true(highest > 0);
    return count;
}

static int measure(uint64_t visits)
{
    struct site s;
    double start = now_ms();
    build(&s, "journal-scale", visits);
    double built = now_ms() - start;
    struct journal_head head = journal_head(s.j);
    double p99 = lookup_p99_ms(&s, visits);
    journal_close(s.j);
    start = now_ms();
    assert_ok(journal_open(s.path, s.folder, NULL, &s.j));
    int open = load(&s);
    double opened = now_ms() - start;
    journal_close(s.j);
    struct verify_report report;
    struct verify_request request = {s.path, s.folder, NULL, &head};
    start = now_ms();
    assert_ok(journal_verify(&request, &report));
    double judged = now_ms() - start;
    printf("visits=%llu rows=%llu build_s=%.1f start_ms=%.1f open_visits=%d lookup_p99_ms=%.3f "
           "verify_s=%.2f verdict=%s\n",
           (unsigned long long)visits, (unsigned long long)head.row_count, built / 1e3, opened,
           open, p99, judged / 1e3, verify_problem_name(report.problem));
    return report.problem != VERIFY_NONE;
}

static void many_visits_are_whole_and_found(void **state)
{
    (void)state;
    struct site s;
    build(&s, "journal-scale-small", 200);
    assert_true(lookup_p99_ms(&s, 200) >= 0);
    assert_int_equal(load(&s), OPEN_VISITS);
    struct journal_head head = journal_head(s.j);
    journal_close(s.j);
    struct verify_report report;
    struct verify_request request = {s.path, s.folder, NULL, &head};
    assert_ok(journal_verify(&request, &report));
    assert_int_equal(report.problem, VERIFY_NONE);
    head.hash.byte[0] ^= 1;
    assert_ok(journal_verify(&request, &report));
    assert_int_equal(report.problem, VERIFY_HEAD_DIFFERS);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_visits_are_whole_and_found),
    };
    if (argc > 1) {
        return measure(strtoull(argv[1], NULL, 10));
    }
    return cmocka_run_group_tests_name("journal/scale", tests, NULL, NULL);
}
