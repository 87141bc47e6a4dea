/* The journal: what one row costs, what a large one costs more, and how long a full outbox takes.
 * Memory of the machine must hold the large file, or the disk is what is measured. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "journal/verify.h"
#include "base/rng.h"
#include "tests/bench/bench.h"
#include "tests/bench/bench_figures.h"
#include "tests/kit/journal_site.h"
#include "tests/kit/offline_days.h"

#define ANY_DAY_MS INT64_C(1795483440000)

enum { ROWS = 300, LOOKUPS = 1000, SMALL_VISITS = 10000, LARGE_VISITS = 1000000 };

/* The library syncs through this function of ours. */
static int syncs;

int fdatasync(int fd)
{
    syncs++;
    return (int)syscall(SYS_fdatasync, fd);
}

static int append_rows(struct journal *j)
{
    static struct bench_samples took, synced;
    for (int i = 0; i < ROWS; i++) {
        struct journal_row row = {.kind = JOURNAL_STAFF, .wall_ms = ANY_DAY_MS + i};
        int before = syncs;
        uint64_t start = bench_now_us();
        if (failed(journal_append_rows(j, &row, 1))) {
            return 1;
        }
        bench_add(&took, (double)(bench_now_us() - start) / 1000.0);
        bench_add(&synced, syncs - before);
    }
    bench_print("journal: one row durable", &took, (struct bench_limit){.unit = "ms"});
    bench_print("journal: syncs a row", &synced, (struct bench_limit){"syncs", 1, BENCH_P95});
    return 0;
}

static bool folder_in(const char *folder, const char *name, char out[256])
{
    return snprintf(out, 256, "%s/%s", folder, name) < 256 && mkdir(out, 0700) == 0;
}

int bench_journal(const char *folder)
{
    char path[300], keys[256];
    struct journal *j = NULL;
    snprintf(path, sizeof path, "%s/bench-journal.db", folder);
    if (!folder_in(folder, "bench-keys", keys) || failed(journal_open(path, keys, NULL, &j))) {
        return 1;
    }
    int bad = append_rows(j);
    journal_close(j);
    return bad;
}

struct size_figures {
    double build_s, start_ms, lookup_p99_ms, verify_s;
    uint64_t rows;
    bool whole;
};

static double since_ms(uint64_t start_us)
{
    return (double)(bench_now_us() - start_us) / 1000.0;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool time_lookups(struct journal_site *s, uint64_t visits, double *out_p99_ms)
{
    static double took[LOOKUPS];
    struct rng r;
    rng_init(&r, 7);
    for (int i = 0; i < LOOKUPS; i++) {
        uint64_t visit = rng_below(&r, (uint32_t)(visits - JOURNAL_SITE_OPEN));
        int rows = 0;
        uint64_t start = bench_now_us();
        if (failed(journal_site_ask(s, visit, &rows)) || rows == 0) {
            return false;
        }
        took[i] = since_ms(start);
    }
    qsort(took, LOOKUPS, sizeof *took, by_value);
    *out_p99_ms = took[LOOKUPS * 99 / 100];
    return true;
}

static bool measure(const char *folder, uint64_t visits, struct size_figures *out)
{
    struct journal_site s;
    struct verify_report report;
    int open = 0;
    uint64_t start = bench_now_us();
    bool ran = !failed(journal_site_build(&s, folder, visits));
    out->build_s = since_ms(start) / 1000;
    ran = ran && time_lookups(&s, visits, &out->lookup_p99_ms);
    struct journal_head head = journal_head(s.j);
    journal_close(s.j);
    start = bench_now_us();
    ran = ran && !failed(journal_open(s.path, folder, NULL, &s.j));
    ran = ran && !failed(journal_site_load(&s, &open)) && open == JOURNAL_SITE_OPEN;
    out->start_ms = since_ms(start);
    if (ran) {
        journal_close(s.j);
    }
    struct verify_request request = {s.path, folder, NULL, &head, 0};
    start = bench_now_us();
    ran = ran && !failed(journal_verify(&request, &report));
    out->verify_s = since_ms(start) / 1000;
    out->whole = ran && report.problem == VERIFY_NONE;
    out->rows = head.row_count;
    unlink(s.path);
    return ran;
}

static void print_size(uint64_t visits, const struct size_figures *f)
{
    printf("journal of %llu visits (%llu rows, %.1f a visit): start=%.1f ms lookup_p99=%.3f ms "
           "verify=%.1f s (%.2f us a row) build=%.0f s %s\n",
           (unsigned long long)visits, (unsigned long long)f->rows,
           (double)f->rows / (double)visits, f->start_ms, f->lookup_p99_ms, f->verify_s,
           f->verify_s * 1e6 / (double)f->rows, f->build_s, f->whole ? "whole" : "NOT WHOLE");
    fflush(stdout);
}

int bench_journal_size(const char *folder)
{
    const char *text = getenv("BENCH_VISITS");
    uint64_t large = text ? strtoull(text, NULL, 10) : LARGE_VISITS;
    char small_folder[256], large_folder[256];
    struct size_figures a = {0}, b = {0};
    if (large < SMALL_VISITS || !folder_in(folder, "visits-small", small_folder) ||
        !folder_in(folder, "visits-large", large_folder) ||
        !measure(small_folder, SMALL_VISITS, &a)) {
        return 1;
    }
    print_size(SMALL_VISITS, &a);
    if (!measure(large_folder, large, &b)) {
        return 1;
    }
    print_size(large, &b);
    printf("journal: large over small: start x%.1f lookup x%.1f verify of a row x%.1f "
           "(limits: start 500 ms, lookup 1 ms, verify 10 s)\n",
           b.start_ms / a.start_ms, b.lookup_p99_ms / a.lookup_p99_ms,
           b.verify_s / (double)b.rows / (a.verify_s / (double)a.rows));
    return !a.whole || !b.whole;
}

int bench_offline(const char *folder)
{
    static const struct offline_days plan = {.days = 10,
                                             .visits_a_day = 640,
                                             .cuts_a_day = 3,
                                             .cuts_while_draining = 3,
                                             .round_trip_ms = 100,
                                             .seed = 1};
    struct offline_result r;
    char keys[256];
    if (!folder_in(folder, "offline-keys", keys)) {
        return 1;
    }
    uint64_t start = bench_now_us();
    offline_days_run(&plan, keys, &r);
    printf(
        "offline: 10 days, 640 visits a day, %d power cuts: owed=%lld delivered=%lld "
        "repeated=%lld conflicts=%lld drain=%.1f s at 100 ms (virtual; limit 120 s), %.1f s real\n",
        r.cuts, (long long)r.owed, (long long)r.delivered, (long long)r.repeated,
        (long long)r.conflicts, (double)r.drain_ms / 1000, since_ms(start) / 1000);
    return r.delivered != r.owed;
}
