/* The journal: what one row costs, what a large one costs more, and how long a full outbox takes.
 * Memory of the machine must hold the large file, or the disk is what is measured. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include "journal/verify.h"
#include "base/rng.h"
#include "tests/bench/bench.h"
#include "tests/bench/bench_figures.h"
#include "tests/kit/journal_site.h"
#include "tests/kit/offline_days.h"
#include "tests/kit/journal_script.h"

#define ANY_DAY_MS INT64_C(1795483440000)

enum {
    ROWS = 300,
    LOOKUPS = 1000,
    RUNS = 9,
    VERIFY_RUNS = 3,
    SMALL_VISITS = 10000,
    LARGE_VISITS = 50000, /* the figures of README.md: BENCH_VISITS=1000000 */
};

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
        if (failed(script_append_rows(j, &row, 1))) {
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

/* Wall time is what a person waits on a machine with nothing else to do; CPU time tells the same on
 * one that others use. Each is the best of several runs: the least disturbed. */
struct took {
    double wall_ms, cpu_ms;
};

struct size_figures {
    struct took build, start, lookup_p99, verify;
    struct verify_report report;
};

static double cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double since_ms(uint64_t start_us)
{
    return (double)(bench_now_us() - start_us) / 1000.0;
}

struct watch {
    uint64_t start_us;
    double start_cpu_ms;
};

static struct watch watch_start(void)
{
    return (struct watch){bench_now_us(), cpu_ms()};
}

static struct took watch_stop(struct watch w)
{
    return (struct took){since_ms(w.start_us), cpu_ms() - w.start_cpu_ms};
}

static void keep_best(struct took *best, struct took now)
{
    best->wall_ms = best->wall_ms > 0 && best->wall_ms < now.wall_ms ? best->wall_ms : now.wall_ms;
    best->cpu_ms = best->cpu_ms > 0 && best->cpu_ms < now.cpu_ms ? best->cpu_ms : now.cpu_ms;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double p99_of(double *list)
{
    qsort(list, LOOKUPS, sizeof *list, by_value);
    return list[LOOKUPS * 99 / 100];
}

/* Visits drawn at random from the whole journal, all rows of each, as 操作記録 asks for them. */
static bool time_lookups(struct journal_site *s, uint64_t visits, struct rng *r,
                         struct took *out_p99)
{
    static double wall[LOOKUPS], cpu[LOOKUPS];
    for (int i = 0; i < LOOKUPS; i++) {
        uint64_t visit = rng_below(r, (uint32_t)(visits - JOURNAL_SITE_OPEN));
        int rows = 0;
        struct watch w = watch_start();
        if (failed(journal_site_ask(s, visit, &rows)) || rows == 0) {
            return false;
        }
        struct took t = watch_stop(w);
        wall[i] = t.wall_ms;
        cpu[i] = t.cpu_ms;
    }
    *out_p99 = (struct took){p99_of(wall), p99_of(cpu)};
    return true;
}

/* A start and lookups after it, as many times as it takes to have one undisturbed. */
static bool measure_use(struct journal_site *s, uint64_t visits, struct size_figures *out)
{
    struct rng r;
    rng_init(&r, 7);
    for (int i = 0; i < RUNS; i++) {
        struct took p99;
        int open = 0;
        journal_close(s->j);
        s->j = NULL;
        struct watch w = watch_start();
        if (failed(journal_open(s->path, s->folder, NULL, &s->j)) ||
            failed(journal_site_load(s, &open)) || open != JOURNAL_SITE_OPEN) {
            return false;
        }
        keep_best(&out->start, watch_stop(w));
        if (!time_lookups(s, visits, &r, &p99)) {
            return false;
        }
        keep_best(&out->lookup_p99, p99);
    }
    return true;
}

static bool measure_verify(const struct journal_site *s, struct journal_head head,
                           struct size_figures *out)
{
    struct verify_request request = {.path = s->path, .key_folder = s->folder, .expected = &head};
    for (int i = 0; i < VERIFY_RUNS; i++) {
        struct watch w = watch_start();
        if (failed(journal_verify(&request, &out->report))) {
            return false;
        }
        keep_best(&out->verify, watch_stop(w));
    }
    return true;
}

static bool measure(const char *folder, uint64_t visits, struct size_figures *out)
{
    struct journal_site s;
    struct watch w = watch_start();
    if (failed(journal_site_build(&s, folder, visits))) {
        return false;
    }
    out->build = watch_stop(w);
    struct journal_head head = journal_head(s.j);
    bool ran = measure_use(&s, visits, out);
    journal_close(s.j);
    ran = ran && measure_verify(&s, head, out);
    unlink(s.path);
    return ran;
}

static void print_size(uint64_t visits, const struct size_figures *f)
{
    const struct verify_report *r = &f->report;
    double rows = (double)r->head.row_count;
    printf("journal of %llu visits (%llu rows, %.1f a visit), wall and (CPU): start=%.1f (%.1f) ms "
           "lookup_p99=%.3f (%.3f) ms verify=%.2f (%.2f) s, %.2f us of CPU a row, threads=%d "
           "outbox=%llu state=%llu index=%llu build=%.0f (%.0f) s %s\n",
           (unsigned long long)visits, (unsigned long long)r->head.row_count, rows / (double)visits,
           f->start.wall_ms, f->start.cpu_ms, f->lookup_p99.wall_ms, f->lookup_p99.cpu_ms,
           f->verify.wall_ms / 1e3, f->verify.cpu_ms / 1e3, f->verify.cpu_ms * 1e3 / rows,
           r->threads, (unsigned long long)r->outbox_rows, (unsigned long long)r->state_rows,
           (unsigned long long)r->index_entries, f->build.wall_ms / 1e3, f->build.cpu_ms / 1e3,
           r->problem == VERIFY_NONE ? "whole" : "NOT WHOLE");
    fflush(stdout);
}

static void print_growth(const struct size_figures *a, const struct size_figures *b)
{
    double rows = (double)b->report.head.row_count / (double)a->report.head.row_count;
    printf(
        "journal: large over small, wall and (CPU): start x%.1f (x%.1f) lookup x%.1f (x%.1f) "
        "verify of a row x%.1f (x%.1f) (limits: start 500 ms, lookup 1 ms, verify 10 s, x2)\n",
        b->start.wall_ms / a->start.wall_ms, b->start.cpu_ms / a->start.cpu_ms,
        b->lookup_p99.wall_ms / a->lookup_p99.wall_ms, b->lookup_p99.cpu_ms / a->lookup_p99.cpu_ms,
        b->verify.wall_ms / a->verify.wall_ms / rows, b->verify.cpu_ms / a->verify.cpu_ms / rows);
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
    print_growth(&a, &b);
    return a.report.problem != VERIFY_NONE || b.report.problem != VERIFY_NONE;
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
