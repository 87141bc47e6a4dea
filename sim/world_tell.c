/* A violation for whoever has to mend it: what it needs, as a scenario, and how it went. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "base/str.h"
#include "sim/world_command.h"
#include "sim/world_shrink.h"

enum { TAIL_LINES = 60 };

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

struct world_setup world_order_setup(const struct world_order *o)
{
    return (struct world_setup){
        .terminals = o->terminals, .days = o->days, .quiet = o->quiet, .key_folder = o->key_folder};
}

/* The smallest part of the seed that does it, as a scenario; how it went, for the reader. */
static void write_scenario(const struct world_order *o, struct world *world,
                           const struct world_setup *setup, const struct world_report *r,
                           struct world_kept *out_kept)
{
    char path[CONFIG_PATH_SIZE];
    struct world_report shrunk = {0};
    if (failed(world_shrink(world, r, out_kept, &shrunk))) {
        printf("not shrunk: the seed has more parts than can be told\n");
        return;
    }
    snprintf(path, sizeof path, "%s/world-%" PRIu64 "-%s.scn", o->scenario_folder, r->seed,
             r->rule);
    mkdir(o->scenario_folder, 0755); /* may be there already */
    FILE *f = fopen(path, "w");
    if (f == NULL) {
        printf("%s: %s\n", path, strerror(errno));
        return;
    }
    world_shrink_write(setup, &shrunk, out_kept, o->version, f);
    if (fclose(f) == 0) {
        printf("scenario: %s, %d people and faults: uketori-sim run %s\n", path, out_kept->count,
               path);
    }
}

/* The seed once more with these parts only, and its events. */
static void print_events(const struct world_setup *setup, const struct world_report *r,
                         const struct world_kept *kept)
{
    char *text = NULL;
    size_t n = 0;
    struct world_setup logged = *setup;
    struct world *world = NULL;
    struct world_report again = {0};
    logged.log = open_memstream(&text, &n);
    if (logged.log == NULL || failed(world_open(&logged, &world))) {
        return;
    }
    struct err e = world_run_parts(world, r->seed, kept->count == 0 ? NULL : kept, &again);
    world_close(world);
    fclose(logged.log);
    if (failed(e) || strcmp(again.rule, r->rule) != 0) {
        printf("NOT REPEATED\n");
    }
    print_tail(text, again.detail);
    free(text);
}

void world_tell(const struct world_order *o, struct world *world, const struct world_report *r)
{
    struct world_setup setup = world_order_setup(o);
    struct world_kept kept = {0};
    printf("seed %" PRIu64 ": %s: %s (build %s)\n", r->seed, r->rule, r->detail, o->version);
    write_scenario(o, world, &setup, r, &kept);
    print_events(&setup, r, &kept);
    printf("repeat: uketori-sim world --seeds %" PRIu64 " --terminals %d --days %d%s --log -\n",
           r->seed, o->terminals, o->days, o->quiet ? " --quiet" : "");
}
