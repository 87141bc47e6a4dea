/* A world of several terminals on virtual time, made to break the hand-over: real core, app,
 * client, codec and journal on disks that lose power, one reference backend, a network that loses,
 * delays, repeats and mixes up, printers that lie, clerks and applicants with habits and mistakes.
 *
 * Promises: everything follows from the seed: the same seed gives the same history and the same
 * hash, on every machine and compiler. Faults stop at `calm_ms`; then the world goes on for
 * WORLD_CALM_MS, and the recorded history is judged by the rules (tests/world/rules, one SQL file
 * each). Never reads a clock; writes no file but keys in its key folder.
 */
#ifndef SIM_WORLD_H
#define SIM_WORLD_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include "app/app.h"
#include "base/err.h"
#include "sim/world_kept.h"

enum {
    WORLD_TERMINALS_MAX = 8,
    WORLD_PEOPLE_MAX = 4096,
    WORLD_CALM_MS = 300000, /* after the last fault: every visit is over or with staff by then */
    WORLD_REST_MS = 30000,  /* the last of it, in which nobody touches anything any more */
    WORLD_DAYS_MAX = 365,
    WORLD_RUSH_MS = 1200000, /* days = 0: one bad quarter of an hour and a bit */
    WORLD_DAY_MS = 26100000, /* office hours of a day: 7 h 15 min */
    WORLD_DETAIL_SIZE = 256,
    WORLD_RULE_SIZE = 48,
};

/* A message as a hook sees it: path and body may be changed in place within their room. */
struct world_wire {
    char *path;
    size_t path_cap;
    const char *request_id, *visit_id; /* of the request that is waited for */
    char *body;
    size_t body_cap;
};

/* Where a test bends the world. All may be NULL; `at` is handed through. */
struct world_hooks {
    void *at;
    const struct app_parts *parts; /* only `step` counts */
    const char
        *vfs; /* put before the name of each terminal's own VFS ("world-0"); made by the test */
    void (*request)(void *at, struct world_wire *wire);              /* as it reaches the backend */
    void (*backend)(void *at, sqlite3 *db, struct world_wire *wire); /* right before it is read */
    void (*answer)(void *at, struct world_wire *wire); /* as it reaches the terminal */
    void (*page)(void *at, char *text, size_t cap);    /* what a sheet says: a chassis number */
    /* What a slip says; leftover: of a page that stopped when this one began, "" none. */
    void (*slip)(void *at, const char *leftover, char *text, size_t cap);
    enum action (*press)(void *at, const struct core *core, enum action action); /* the clerk */
};

struct world_setup {
    int terminals;          /* 1 .. WORLD_TERMINALS_MAX */
    int days;               /* 0: a rush of WORLD_RUSH_MS */
    bool quiet;             /* no faults and no mistakes */
    const char *key_folder; /* exists; each world makes a folder of its own in it, and removes it */
    const struct world_hooks *hooks;
    FILE *log; /* NULL: none; one line an event, for reading a failure */
};

struct world_report {
    uint64_t seed, hash, virtual_ms;
    int violations; /* rows that the rules returned */
    int visits;     /* codes that were shown and got an answer on the screen */
    int handed, restarts, faults;
    int backend_restarts; /* power cuts of its machine, all told */
    int backend_torn;     /* of them within a write */
    int reliefs_by_office;
    int reliefs;                /* begun on S05 of another terminal */
    uint64_t rules;             /* bit r: rule r was broken */
    char rule[WORLD_RULE_SIZE]; /* of the first violation */
    char detail[WORLD_DETAIL_SIZE];
};

struct world;

/* Makes what all seeds share. IO: the key folder. */
struct err world_open(const struct world_setup *setup, struct world **out_world);
void world_close(struct world *world); /* NULL is allowed */

/* Runs and judges one seed. IO, CORRUPT only when the world itself is broken. */
struct err world_run(struct world *world, uint64_t seed, struct world_report *out_report);

/* The same with these people and faults only; NULL: all of the seed. */
struct err world_run_parts(struct world *world, uint64_t seed, const struct world_kept *kept,
                           struct world_report *out_report);

/* Moment by moment, for somebody who watches: begin, step until false, then finish. `kept` is
 * borrowed until then. */
struct err world_begin(struct world *world, uint64_t seed, const struct world_kept *kept);
bool world_step(struct world *world);
struct err world_finish(struct world *world, struct world_report *out_report);
uint64_t world_now_ms(const struct world *world);
struct app *world_app(const struct world *world, int terminal); /* NULL: off */

/* The parts of the seed that was run last, in the order of their happening. */
void world_happened(const struct world *world, struct world_kept *out);

/* Names of the rules, for reports: 0 .. count-1. */
int world_rule_count(void);
const char *world_rule_name(int rule);

#endif
