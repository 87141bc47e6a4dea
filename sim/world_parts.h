/* The world's parts among themselves; nothing outside sim/world*.c includes this.
 *
 * Order of a moment: messages that arrive, then terminals that are due, then people, then clerks,
 * then faults; within each by number. That order and the seed decide everything.
 */
#ifndef SIM_WORLD_PARTS_H
#define SIM_WORLD_PARTS_H

#include "base/hash.h"
#include "base/rng.h"
#include "sim/backend_logic.h"
#include "sim/world.h"
#include "sim/world_backend.h"
#include "sim/world_history.h"
#include "sim/world_keys.h"
#include "sim/world_net.h"
#include "sim/world_people.h"
#include "sim/world_terminal.h"

enum {
    WORLD_CASES_MAX = 4096, /* applications */
    WORLD_SHEETS_MAX = 8192,
    WORLD_STAFF_EVERY = 7, /* one seed in so many has a staff list: people log in, and reliefs go */
    WORLD_STAFF_SEED = 5,  /* through S05; the others are an office without one */
};
#define WORLD_NEVER_MS UINT64_MAX

struct world {
    struct world_setup setup;
    struct crash_disk blank; /* a journal just made */
    struct world_keys keys;
    struct world_backend machine;
    struct backend_logic *backend; /* on it */
    struct history *history;
    struct world_net net;
    struct world_terminal *terminal[WORLD_TERMINALS_MAX];
    struct rng rng;       /* of what belongs to nobody */
    struct rng time_rng;  /* of the timetable of faults */
    struct rng fault_rng; /* of the fault that strikes now */
    struct rng ambush_rng;
    const struct world_kept *kept; /* NULL: all */
    struct world_kept happened;
    int fault_no;                       /* of the timetable */
    int moment_no[WORLD_TERMINALS_MAX]; /* delicate ones so far */
    bool is_calm;
    uint64_t now_ms, calm_ms, end_ms;
    uint64_t fault_due_ms;
    uint64_t fault_every_ms; /* mean */
    int malice;              /* percent of delicate moments that are followed by a fault */
    bool grave;              /* those faults are long power cuts */
    uint64_t ambush_ms;      /* when that strikes */
    int ambush_terminal;     /* and where; -1 anywhere */
    int case_count, person_count, group_count, sheet_count;
    struct world_case *cases;
    struct world_person *person;
    uint64_t people_due_ms; /* the earliest of them, or before */
    struct world_sheet *sheet;
    uint64_t printer_heals_ms[WORLD_TERMINALS_MAX];
    struct hash hash;
    struct world_report report;
    struct staff_list staff; /* of the seeds in which people log in */
    bool has_staff;
};

int64_t world_wall_ms(const struct world *w); /* the true wall time */
bool world_chance(struct rng *r, int percent);
uint64_t world_between(struct rng *r, uint64_t low, uint64_t high);

/* A stream of random numbers of one part's own, so that leaving out another does not change it. */
struct rng world_rng_of(const struct world *w, struct world_part part);

/* Whether the part happens in this run; then it is noted. */
bool world_happens(struct world *w, struct world_part part);

/* Notes in history, hash and log that `who` did `what`. */
void world_note(struct world *w, int terminal, const char *who, const char *what, int case_no);

/* world_desk.c: the people of the office, with PINs that cost no time. NO_MEMORY. */
struct err world_desk_people(struct staff_list *out);

/* world_relief.c: the office takes an application from a terminal that is dead; false: it may not.
 * world_relief_step gives the plug back when a relief is through. */
bool world_relieve(struct world *w, int case_no);
void world_relief_step(struct world *w);

/* world_faults.c */
void world_faults_start(struct world *w);
void world_faults_act(struct world *w);
void world_delicate(struct world *w,
                    int terminal); /* something stands between an intent and its end */
void world_faults_stop(struct world *w);

/* world_leak.c: every name, chassis number, address and code of this world has a mark in it; NULL:
 * none is there. `no`: which of those places. The log is looked through until watched by NULL. */
const char *world_mark_in(const void *bytes, size_t n);
void world_look_for_names(struct world *w, const void *bytes, size_t n, const char *place, int no);
void world_watch_log(struct world *w);
struct err world_look_at_backend(struct world *w);

/* world_end.c: what stands at the end, into the history. */
struct err world_end(struct world *w);

#endif
