#include "sim/world_command.h"

#include <inttypes.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include "base/str.h"
#include "sim/world.h"

enum { TAIL_LINES = 60, HEAP_BYTES = 512 << 20, TOLD_MAX = 3 };

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

/* "W00017" in a rule's words; false: it names no application. */
static bool application_in(const char *detail, char out[8])
{
    for (const char *p = detail; (p = strchr(p, 'W')) != NULL; p++) {
        if (strspn(p + 1, "0123456789") == 5) {
            snprintf(out, 8, "%.6s", p);
            return true;
        }
    }
    return false;
}

static bool has(struct str line, const char *word)
{
    return memmem(line.p, line.n, word, strlen(word)) != NULL;
}

/* What concerns the application of the finding: its own lines, faults, and starts of terminals. */
static bool concerns(struct str line, const char *application)
{
    return application[0] == '\0' || has(line, application) || has(line, "fault:") ||
           has(line, "world:") || has(line, "VIOLATION") || has(line, "RESTORED");
}

static void print_tail(const char *text, const char *detail)
{
    char application[8] = "";
    struct str ring[TAIL_LINES];
    int count = 0;
    (void)application_in(detail, application);
    for (struct str rest = str_of(text); rest.n > 0;) {
        struct str line = str_token(&rest, '\n');
        if (concerns(line, application)) {
            ring[count++ % TAIL_LINES] = line;
        }
    }
    for (int i = count > TAIL_LINES ? count - TAIL_LINES : 0; i < count; i++) {
        printf("  %.*s\n", (int)ring[i % TAIL_LINES].n, ring[i % TAIL_LINES].p);
    }
}

static struct world_setup setup_of(const struct world_order *o)
{
    return (struct world_setup){
        .terminals = o->terminals, .days = o->days, .quiet = o->quiet, .key_folder = o->key_folder};
}

/* The same seed once more, with its events. */
static void tell(const struct world_order *o, const struct world_report *r)
{
    char *text = NULL;
    size_t n = 0;
    struct world_setup setup = setup_of(o);
    struct world *world = NULL;
    struct world_report again = {0};
    setup.log = open_memstream(&text, &n);
    if (setup.log == NULL || failed(world_open(&setup, &world))) {
        return;
    }
    struct err e = world_run(world, r->seed, &again);
    world_close(world);
    fclose(setup.log);
    printf("seed %" PRIu64 ": %s: %s%s\n", r->seed, r->rule, r->detail,
           failed(e) || again.hash != r->hash ? " (NOT REPEATED)" : "");
    print_tail(text, r->detail);
    printf("repeat: uketori-sim world --seeds %" PRIu64 " --terminals %d --days %d%s --log -\n",
           r->seed, o->terminals, o->days, o->quiet ? " --quiet" : "");
    free(text);
}

struct sums {
    uint64_t hash;
    uint64_t seeds, violations, visits, handed, restarts, faults, virtual_ms;
};

static void add(struct sums *s, const struct world_report *r)
{
    s->seeds++;
    s->violations += (uint64_t)r->violations;
    s->visits += (uint64_t)r->visits;
    s->handed += (uint64_t)r->handed;
    s->restarts += (uint64_t)r->restarts;
    s->faults += (uint64_t)r->faults;
    s->virtual_ms += r->virtual_ms;
    s->hash = s->hash * 1099511628211u ^ r->hash;
}

static bool run_all(const struct world_order *o, struct world *world, struct sums *s)
{
    int told = 0;
    for (uint64_t seed = o->first; seed <= o->last; seed++) {
        struct world_report r = {0};
        struct err e = world_run(world, seed, &r);
        if (failed(e)) {
            fprintf(stderr, "uketori-sim: world: seed %" PRIu64 ": %s\n", seed, err_text(e));
            return false;
        }
        add(s, &r);
        if (r.violations > 0 && told < TOLD_MAX) {
            told++;
            tell(o, &r);
        } else if (r.violations > 0) {
            printf("seed %" PRIu64 ": %s: %s\n", seed, r.rule, r.detail);
        }
        fflush(stdout); /* a long run is watched */
    }
    return true;
}

/* Rates are by the core's own time: other work on the machine does not slow the world. */
static void print_sums(const struct world_order *o, const struct sums *s, double seconds,
                       double core_seconds)
{
    double safe = core_seconds > 0 ? core_seconds : 1e-9;
    printf("world seeds=%" PRIu64 "..%" PRIu64 " terminals=%d days=%d violations=%" PRIu64
           " visits=%" PRIu64 " handed=%" PRIu64 " restarts=%" PRIu64 " faults=%" PRIu64
           " hash=%016" PRIx64 " seconds=%.1f core_seconds=%.1f seeds_per_s=%.1f"
           " visits_per_s=%.0f speedup=%.0f\n",
           o->first, o->last, o->terminals, o->days, s->violations, s->visits, s->handed,
           s->restarts, s->faults, s->hash, seconds, core_seconds, (double)s->seeds / safe,
           (double)s->visits / safe, (double)s->virtual_ms / 1000 / safe);
}

int world_command(const struct world_order *o)
{
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD); /* one thread, and nobody asks for figures: */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* a tenth of the time */
    mallopt(M_MMAP_THRESHOLD, HEAP_BYTES); /* an app is 8 MB: do not ask the system each start */
    mallopt(M_TRIM_THRESHOLD, HEAP_BYTES);
    mkdir(o->key_folder, 0700);
    struct world_setup setup = setup_of(o);
    setup.log = o->log == NULL ? NULL : strcmp(o->log, "-") == 0 ? stdout : fopen(o->log, "w");
    struct world *world = NULL;
    struct err e = world_open(&setup, &world);
    if (failed(e)) {
        fprintf(stderr, "uketori-sim: world: %s\n", err_text(e));
        return 1;
    }
    struct sums sums = {0};
    double from = seconds_of(CLOCK_MONOTONIC);
    double core_from = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    bool ran = run_all(o, world, &sums);
    print_sums(o, &sums, seconds_of(CLOCK_MONOTONIC) - from,
               seconds_of(CLOCK_PROCESS_CPUTIME_ID) - core_from);
    world_close(world);
    return ran && sums.violations == 0 ? 0 : 1;
}
