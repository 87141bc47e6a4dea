/* The world's parts among themselves; nothing outside sim/world*.c includes this.
 *
 * Order of a moment: messages that arrive, then terminals that are due, then people, then clerks,
 * then faults; within each by number. That order and the seed decide everything.
 */
#ifndef SIM_WORLD_PARTS_H
#define SIM_WORLD_PARTS_H

#include "app/app.h"
#include "base/hash.h"
#include "base/rng.h"
#include "sim/backend_logic.h"
#include "sim/certificate_printer_sim.h"
#include "sim/simple_devices_sim.h"
#include "sim/slip_printer_sim.h"
#include "sim/world.h"
#include "sim/world_history.h"
#include "sim/world_net.h"
#include "tests/kit/crash_vfs.h"

enum {
    WORLD_CASES_MAX = 4096, /* applications */
    WORLD_SHEETS_MAX = 8192,
    WORLD_CODE_SIZE = 48,
};
#define WORLD_NEVER_MS UINT64_MAX

/* An application, its papers on the shelf and the household or firm that may have them. */
struct world_case {
    struct application application;
    char code[WORLD_CODE_SIZE];
    int group;
    bool papers_at_hand; /* whoever comes has the papers that are asked for */
    int given_at;        /* terminal where the documents went over the counter; -1 nowhere */
    int given_to;
    int picked; /* whose prepared documents the clerk last took from the shelf for it; -1 none yet
                 */
};

enum sheet_place { SHEET_TRAY, SHEET_COUNTER, SHEET_GIVEN, SHEET_DESTROYED };

struct world_sheet {
    int terminal;
    struct id job_id;
    int case_no; /* what is printed on it; -1: nobody's */
    bool whole;
    enum sheet_place place;
    int person;
    int64_t row; /* in the history */
};

enum person_state {
    PERSON_AWAY,       /* until due_ms */
    PERSON_AT_MACHINE, /* has shown the code, looks at the screen */
    PERSON_WAITING,    /* has a number */
    PERSON_AT_COUNTER,
    PERSON_SERVED,
    PERSON_GONE, /* for good */
};

struct world_person {
    enum person_state state;
    int case_no; /* whose code it is; a firm's: its first case */
    int group;
    int terminal;
    uint64_t due_ms;
    int tries;
    char call_no[CALL_NO_TEXT_SIZE];
    bool has_papers;
    bool shown_at_counter;
};

struct world_clerk {
    uint64_t due_ms;
    uint64_t since_ms; /* since when the work on the screen stands as it does */
    enum item_state state;
    int item;
    struct id visit_id;
    bool wants_again; /* relieved another terminal: once more from the start */
};

struct world_terminal {
    struct world *world;
    int no;
    struct crash_disk disk;
    struct crash_vfs *vfs;
    char vfs_name[16];
    char vfs_used[32];
    struct config config;
    struct clock_sim clock;
    struct slip_printer_sim *slip_printer;
    struct certificate_printer_sim *certificate_printer;
    struct lamp_sim lamp;
    struct sound_sim sound;
    struct presence_sim presence;
    struct scanner_sim scanner;
    struct watchdog_sim watchdog;
    struct world_http http;
    struct hal hal;
    struct app *app; /* NULL: off */
    FILE *log;       /* its event log, each line with its number; NULL: none */
    uint64_t due_ms;
    uint64_t off_until_ms;
    uint64_t paused_until_ms;
    int starts;
    uint64_t shown_ms;   /* when somebody last did something at its screen */
    uint64_t rows_known; /* acknowledged by the journal, as far as the world has seen */
    bool disk_faulty;    /* an I/O fault is planted */
    int jobs_known;      /* of the certificate printer, ever taken */
    int jobs_seen;       /* whose sheets are all known */
    int sheets_seen;     /* of the newest job */
    bool spoiled_seen;
    struct world_clerk clerk;
    struct staff_view view;
};

struct world {
    struct world_setup setup;
    struct crash_disk blank; /* a journal just made */
    struct backend_logic *backend;
    struct history *history;
    struct world_net net;
    struct world_terminal *terminal[WORLD_TERMINALS_MAX];
    struct rng rng;
    struct rng fault_rng;
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
    struct world_sheet *sheet;
    uint64_t printer_heals_ms[WORLD_TERMINALS_MAX];
    uint64_t uncut_ms[WORLD_TERMINALS_MAX]; /* links cut one by one come back then; 0 none */
    struct hash hash;
    struct world_report report;
    const struct worker_setup *decoder, *renderer;
};

int64_t world_wall_ms(const struct world *w); /* the true wall time */
bool world_chance(struct rng *r, int percent);
uint64_t world_between(struct rng *r, uint64_t low, uint64_t high);

/* Notes in history, hash and log that `who` did `what`. */
void world_note(struct world *w, int terminal, const char *who, const char *what, int case_no);

/* world_cases.c */
struct err world_cases_make(struct world *w);
int world_case_of(const struct world *w, const char *application_id); /* -1 */
int world_case_of_chassis(const struct world *w, const char *chassis_no);

/* world_terminal.c */
struct err world_terminal_open(struct world *w, int no);
void world_terminal_close(struct world_terminal *t);
void world_terminal_reset(struct world_terminal *t); /* a new seed: factory state */
void world_terminal_turn(struct world_terminal *t);
void world_terminal_on(struct world_terminal *t);
void world_terminal_off(struct world_terminal *t, uint64_t for_ms, const char *why);
bool world_terminal_runs(const struct world_terminal *t); /* on, and not paused */
void world_terminal_look_at_tray(struct world_terminal *t);
uint64_t world_terminal_due_ms(const struct world_terminal *t);

/* world_people.c */
void world_person_act(struct world *w, int no);
void world_person_called(struct world *w, int terminal, const char *call_no);
int world_person_at_counter(const struct world *w, int terminal, int group); /* -1 */
void world_people_see_it_dark(struct world *w, int terminal);
void world_person_sent_away(struct world *w, int no, bool for_good); /* served: for good */

/* world_clerk.c */
void world_clerk_act(struct world_terminal *t);
void world_clerk_forget(struct world_terminal *t);

/* world_relief.c: two people take an application from a terminal that is dead; false: they may not.
 */
bool world_relieve(struct world *w, int case_no);

/* world_faults.c */
void world_faults_start(struct world *w);
void world_faults_act(struct world *w);
void world_delicate(struct world *w,
                    int terminal); /* something stands between an intent and its end */
void world_faults_stop(struct world *w);

/* world_end.c: what stands at the end, into the history. */
struct err world_end(struct world *w);

#endif
