#include "sim/world.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include "journal/journal.h"
#include "sim/world_parts.h"

#define WALL_ZERO_MS 1795483440000 /* 2026-11-24 10:24 in Japan, a Tuesday */

int64_t world_wall_ms(const struct world *w)
{
    return WALL_ZERO_MS + (int64_t)w->now_ms;
}

bool world_chance(struct rng *r, int percent)
{
    return (int)rng_below(r, 100) < percent;
}

uint64_t world_between(struct rng *r, uint64_t low, uint64_t high)
{
    return high <= low ? low : low + rng_next(r) % (high - low + 1);
}

struct rng world_rng_of(const struct world *w, struct world_part part)
{
    struct rng r;
    uint64_t stream = ((uint64_t)part.kind << 32) + (uint64_t)part.no + 1;
    rng_init(&r,
             w->report.seed * UINT64_C(0x9e3779b97f4a7c15) ^ stream * UINT64_C(0xd1342543de82ef95));
    return r;
}

bool world_happens(struct world *w, struct world_part part)
{
    bool happens = w->kept == NULL || world_kept_has(w->kept, part);
    if (happens) {
        world_kept_add(&w->happened, part);
    }
    return happens;
}

void world_happened(const struct world *w, struct world_kept *out)
{
    *out = w->happened;
}

uint64_t world_now_ms(const struct world *w)
{
    return w->now_ms;
}

struct app *world_app(const struct world *w, int terminal)
{
    return w->terminal[terminal]->app;
}

void world_note(struct world *w, int terminal, const char *who, const char *what, int case_no)
{
    const char *application = case_no < 0 ? "" : w->cases[case_no].application.application_id;
    HISTORY(w->history, act, w->now_ms, N(terminal), T(who), T(what), T(application));
    hash_u64(&w->hash, w->now_ms);
    hash_u64(&w->hash, (uint64_t)(terminal + 1));
    hash_text(&w->hash, str_of(who));
    hash_text(&w->hash, str_of(what));
    hash_text(&w->hash, str_of(application));
    if (w->setup.log != NULL) {
        fprintf(w->setup.log, "W%d %llu.%03llu %s: %s %s\n", terminal,
                (unsigned long long)w->now_ms / 1000, (unsigned long long)w->now_ms % 1000, who,
                what, application);
    }
}

/* A journal as the factory leaves it, copied for every terminal of every seed. */
static struct err make_blank(struct world *w)
{
    char folder[CONFIG_PATH_SIZE];
    TRY(world_keys_reset(&w->keys, 0, folder));
    crash_disk_init(&w->blank, 1);
    struct crash_vfs *vfs = crash_vfs_open(&w->blank, "world-blank");
    struct journal *journal = NULL;
    struct err e = journal_open("journal.db", folder, "world-blank", &journal);
    if (!failed(e)) {
        journal_close(journal);
    }
    crash_vfs_close(vfs);
    return e;
}

static struct err open_parts(struct world *w)
{
    w->cases = calloc(WORLD_CASES_MAX, sizeof *w->cases);
    w->person = calloc(WORLD_PEOPLE_MAX, sizeof *w->person);
    w->sheet = calloc(WORLD_SHEETS_MAX, sizeof *w->sheet);
    if (w->cases == NULL || w->person == NULL || w->sheet == NULL) {
        return FAIL(NO_MEMORY);
    }
    TRY(world_keys_open(w->setup.key_folder, &w->keys));
    TRY(make_blank(w));
    TRY(world_desk_people(&w->staff));
    TRY(world_backend_open(w));
    TRY(history_open(&w->history));
    for (int i = 0; i < w->setup.terminals; i++) {
        TRY(world_terminal_open(w, i));
    }
    return OK;
}

struct err world_open(const struct world_setup *setup, struct world **out_world)
{
    assert(setup->terminals >= 1 && setup->terminals <= WORLD_TERMINALS_MAX);
    struct world *w = sodium_init() < 0 ? NULL : calloc(1, sizeof *w);
    if (w == NULL) {
        return FAIL(NO_MEMORY);
    }
    w->setup = *setup;
    struct err e = open_parts(w);
    if (failed(e)) {
        world_close(w);
        return e;
    }
    *out_world = w;
    return OK;
}

void world_close(struct world *w)
{
    if (w == NULL) {
        return;
    }
    for (int i = 0; i < w->setup.terminals; i++) {
        world_terminal_close(w->terminal[i]);
    }
    world_net_reset(w, 0);
    history_close(w->history);
    world_backend_close(w);
    crash_disk_deinit(&w->blank);
    world_keys_close(&w->keys);
    free(w->cases);
    free(w->person);
    free(w->sheet);
    free(w);
}

struct err world_begin(struct world *w, uint64_t seed, const struct world_kept *kept)
{
    w->kept = kept;
    w->happened = (struct world_kept){0};
    w->is_calm = false;
    w->fault_no = 0;
    w->has_staff = seed % WORLD_STAFF_EVERY == WORLD_STAFF_SEED;
    memset(w->moment_no, 0, sizeof w->moment_no);
    w->report = (struct world_report){.seed = seed};
    w->now_ms = 0;
    w->calm_ms = w->setup.days > 0 ? (uint64_t)w->setup.days * WORLD_DAY_MS : WORLD_RUSH_MS;
    w->end_ms = w->calm_ms + WORLD_CALM_MS;
    w->hash = hash_start();
    world_watch_log(w);
    rng_init(&w->rng, seed);
    rng_init(&w->time_rng, seed ^ 0x5bd1e995u);
    world_net_reset(w, seed * 7919 + 1);
    history_clear(w->history);
    TRY(world_backend_reset(w));
    sqlite3_exec(backend_logic_db(w->backend), "BEGIN", NULL, NULL, NULL);
    struct err e = world_cases_make(w);
    sqlite3_exec(backend_logic_db(w->backend), "COMMIT", NULL, NULL, NULL);
    TRY(e);
    for (int i = 0; i < w->setup.terminals; i++) {
        TRY(world_terminal_reset(w->terminal[i]));
        world_terminal_on(w->terminal[i]);
    }
    world_faults_start(w);
    return OK;
}

static uint64_t earlier(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* What is done at the end is answered before it is judged. */
static bool hands_rest(const struct world *w)
{
    return w->now_ms + WORLD_REST_MS >= w->end_ms;
}

static uint64_t next_moment(const struct world *w)
{
    uint64_t next = earlier(w->net.next_ms, earlier(w->fault_due_ms, w->ambush_ms));
    next = hands_rest(w) ? next : earlier(next, w->people_due_ms);
    for (int i = 0; i < w->setup.terminals; i++) {
        next = earlier(next, world_terminal_due_ms(w->terminal[i]));
        next = hands_rest(w) ? next : earlier(next, w->terminal[i]->clerk.due_ms);
        next = earlier(next, w->printer_heals_ms[i]);
    }
    if (w->now_ms < w->calm_ms) {
        next = earlier(next, w->calm_ms);
    }
    return next > w->now_ms ? next : w->now_ms + 1;
}

static void hands_act(struct world *w)
{
    world_people_act(w);
    for (int i = 0; i < w->setup.terminals; i++) {
        world_clerk_look(w->terminal[i]);
    }
    world_relief_step(w);
}

static void moment(struct world *w)
{
    world_net_step(w);
    for (int i = 0; i < w->setup.terminals; i++) {
        struct world_terminal *t = w->terminal[i];
        if (t->app == NULL && w->now_ms >= t->off_until_ms) {
            world_terminal_on(t);
        }
        if (w->now_ms >= t->due_ms) {
            world_terminal_turn(t);
        }
    }
    if (!hands_rest(w)) {
        hands_act(w);
    }
    world_faults_act(w);
}

bool world_step(struct world *w)
{
    uint64_t next = next_moment(w);
    if (next >= w->end_ms) {
        return false;
    }
    w->now_ms = next;
    if (!w->is_calm && w->now_ms >= w->calm_ms) {
        w->is_calm = true;
        world_faults_stop(w);
    }
    moment(w);
    return true;
}

struct err world_finish(struct world *w, struct world_report *out_report)
{
    w->now_ms = w->end_ms;
    struct err e = world_end(w);
    world_watch_log(NULL);
    TRY(e);
    struct world_report *r = &w->report;
    history_judge(w->history, w->setup.log, r);
    r->hash = w->hash.value;
    r->virtual_ms = w->end_ms;
    *out_report = *r;
    return OK;
}

struct err world_run_parts(struct world *w, uint64_t seed, const struct world_kept *kept,
                           struct world_report *out_report)
{
    TRY(world_begin(w, seed, kept));
    while (world_step(w)) {
    }
    return world_finish(w, out_report);
}

struct err world_run(struct world *w, uint64_t seed, struct world_report *out_report)
{
    return world_run_parts(w, seed, NULL, out_report);
}
