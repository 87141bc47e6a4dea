#include "sim/world_command.h"

#include <inttypes.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "base/hash.h"
#include "base/str.h"
#include "sim/world.h"

enum { HEAP_BYTES = 512 << 20, TOLD_MAX = 3 };

bool world_order_seeds(const char *text, struct world_order *out)
{
    struct str rest = str_of(text);
    struct str first = str_token(&rest, '.');
    int64_t a = 0, b = 0;
    bool range = rest.n > 1 && rest.p[0] == '.';
    if (!str_to_int64(first, &a) || a < 0 || (!range && rest.n > 0)) {
        return false;
    }
    b = a;
    if (range && (!str_to_int64(str_skip(rest, 1), &b) || b < a)) {
        return false;
    }
    out->first = (uint64_t)a;
    out->last = (uint64_t)b;
    return true;
}

static double seconds_of(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct sums {
    bool ran;
    uint64_t hash;
    uint64_t seeds, violations, visits, handed, restarts, backend_restarts, faults, virtual_ms;
    double core_seconds;
};

/* Order does not count, so that the hash is the same however the seeds are split. */
static uint64_t hash_of_seed(const struct world_report *r)
{
    struct hash h = hash_start();
    hash_u64(&h, r->seed);
    hash_u64(&h, r->hash);
    return h.value;
}

static void add(struct sums *s, const struct world_report *r)
{
    s->seeds++;
    s->violations += (uint64_t)r->violations;
    s->visits += (uint64_t)r->visits;
    s->handed += (uint64_t)r->handed;
    s->restarts += (uint64_t)r->restarts;
    s->backend_restarts += (uint64_t)r->backend_restarts;
    s->faults += (uint64_t)r->faults;
    s->virtual_ms += r->virtual_ms;
    s->hash += hash_of_seed(r);
}

static void run_seeds(const struct world_order *o, struct world *world, uint64_t first,
                      uint64_t last, struct sums *s)
{
    int told = 0;
    s->ran = true;
    for (uint64_t seed = first; seed <= last && s->ran; seed++) {
        struct world_report r = {0};
        struct err e = world_run(world, seed, &r);
        if (failed(e)) {
            fprintf(stderr, "uketori-sim: world: seed %" PRIu64 ": %s\n", seed, err_text(e));
            s->ran = false;
            return;
        }
        add(s, &r);
        if (r.violations > 0 && told < TOLD_MAX) {
            told++;
            world_tell(o, world, &r);
        } else if (r.violations > 0) {
            printf("seed %" PRIu64 ": %s: %s\n", seed, r.rule, r.detail);
        }
        if (r.violations > 0) {
            fflush(stdout); /* a long run is watched */
        }
    }
}

static struct sums run_range(const struct world_order *o, uint64_t first, uint64_t last)
{
    struct world_setup setup = world_order_setup(o);
    struct world *world = NULL;
    struct sums sums = {0};
    setup.log = o->log == NULL ? NULL : strcmp(o->log, "-") == 0 ? stdout : fopen(o->log, "w");
    double from = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    struct err e = world_open(&setup, &world);
    if (failed(e)) {
        fprintf(stderr, "uketori-sim: world: %s\n", err_text(e));
        return sums;
    }
    run_seeds(o, world, first, last, &sums);
    world_close(world);
    sums.core_seconds = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - from;
    return sums;
}

/* A process of its own for a part of the range; its sums come through the pipe. */
static pid_t start_job(const struct world_order *o, uint64_t first, uint64_t last, int *out_fd)
{
    int pair[2];
    if (pipe(pair) != 0) {
        return -1;
    }
    pid_t child = fork();
    if (child == 0) {
        struct sums sums = run_range(o, first, last);
        fflush(stdout);
        bool sent = write(pair[1], &sums, sizeof sums) == (ssize_t)sizeof sums;
        _exit(sent ? 0 : 1);
    }
    close(pair[1]);
    *out_fd = pair[0];
    return child;
}

static void merge(struct sums *all, const struct sums *part)
{
    all->ran = all->ran && part->ran;
    all->hash += part->hash;
    all->seeds += part->seeds;
    all->violations += part->violations;
    all->visits += part->visits;
    all->handed += part->handed;
    all->restarts += part->restarts;
    all->backend_restarts += part->backend_restarts;
    all->faults += part->faults;
    all->virtual_ms += part->virtual_ms;
    all->core_seconds += part->core_seconds;
}

static struct sums run_jobs(const struct world_order *o)
{
    uint64_t seeds = o->last - o->first + 1;
    uint64_t jobs = (uint64_t)o->jobs < seeds ? (uint64_t)o->jobs : seeds;
    struct sums all = {.ran = true};
    int fd[WORLD_JOBS_MAX];
    pid_t child[WORLD_JOBS_MAX];
    fflush(stdout);
    for (uint64_t i = 0; i < jobs; i++) {
        uint64_t first = o->first + seeds * i / jobs, next = o->first + seeds * (i + 1) / jobs;
        child[i] = start_job(o, first, next - 1, &fd[i]);
    }
    for (uint64_t i = 0; i < jobs; i++) {
        struct sums part = {0};
        bool got = child[i] > 0 && read(fd[i], &part, sizeof part) == (ssize_t)sizeof part;
        part.ran = part.ran && got;
        merge(&all, &part);
        if (child[i] > 0) {
            close(fd[i]);
            waitpid(child[i], NULL, 0);
        }
    }
    return all;
}

/* Rates are by the core's own time: other work on the machine does not slow the world. */
static void print_sums(const struct world_order *o, const struct sums *s, double seconds)
{
    double safe = s->core_seconds > 0 ? s->core_seconds : 1e-9;
    printf("world seeds=%" PRIu64 "..%" PRIu64 " terminals=%d days=%d violations=%" PRIu64
           " visits=%" PRIu64 " handed=%" PRIu64 " restarts=%" PRIu64 " backend_restarts=%" PRIu64
           " faults=%" PRIu64 " hash=%016" PRIx64
           " jobs=%d seconds=%.1f core_seconds=%.1f seeds_per_s=%.1f"
           " visits_per_s=%.0f speedup=%.0f build=%s\n",
           o->first, o->last, o->terminals, o->days, s->violations, s->visits, s->handed,
           s->restarts, s->backend_restarts, s->faults, s->hash, o->jobs, seconds, s->core_seconds,
           (double)s->seeds / safe, (double)s->visits / safe, (double)s->virtual_ms / 1000 / safe,
           o->version);
}

int world_command(const struct world_order *o)
{
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD); /* one thread, and nobody asks for figures: */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* a tenth of the time */
    mallopt(M_MMAP_THRESHOLD, HEAP_BYTES); /* an app is 8 MB: do not ask the system each start */
    mallopt(M_TRIM_THRESHOLD, HEAP_BYTES);
    mkdir(o->key_folder, 0700);
    double from = seconds_of(CLOCK_MONOTONIC);
    struct sums sums = o->jobs > 1 ? run_jobs(o) : run_range(o, o->first, o->last);
    print_sums(o, &sums, seconds_of(CLOCK_MONOTONIC) - from);
    return sums.ran && sums.violations == 0 ? 0 : 1;
}
