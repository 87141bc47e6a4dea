/* One terminal of the world with its disk, its devices and its clerk. Private to sim/world*.c. */
#ifndef SIM_WORLD_TERMINAL_H
#define SIM_WORLD_TERMINAL_H

#include "app/app.h"
#include "app/worker.h"
#include "sim/certificate_printer_sim.h"
#include "sim/simple_devices_sim.h"
#include "sim/slip_printer_sim.h"
#include "sim/world_net.h"
#include "sim/crash_vfs.h"

struct world;

struct world_clerk {
    uint64_t due_ms;       /* NEVER: until the screen changes */
    uint64_t seen_version; /* of the screen */
    uint64_t since_ms;     /* since when the work on the screen stands as it does */
    enum item_state state;
    int item;
    struct id visit_id;
    bool wants_again; /* relieved another terminal: once more from the start */
};

struct world_terminal {
    struct world *world;
    int no;
    struct rng rng; /* of its clerk, and of the time that its power is off */
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
    struct scanner_sim scanner;
    struct watchdog_sim watchdog;
    struct world_http http;
    struct hal hal;
    struct app *app; /* NULL: off */
    FILE *log;       /* its event log, each line with its number; NULL: none */
    uint64_t due_ms;
    uint64_t off_until_ms;
    int held_by;            /* the terminal that relieves it: until then it stays off; -1 none */
    uint64_t held_until_ms; /* and not before */
    uint64_t paused_since_ms, paused_until_ms;
    int starts;
    uint64_t shown_ms;   /* when somebody last did something at its screen */
    uint64_t rows_known; /* acknowledged by the journal, as far as the world has seen */
    bool disk_faulty;    /* an I/O fault is planted */
    int jobs_known;      /* of the certificate printer, ever taken */
    int jobs_seen;       /* whose sheets are all known */
    int sheets_seen;     /* of the newest job */
    bool spoiled_seen;
    int slips_seen;             /* pieces of paper of the slip printer, ever */
    char leftover[64];          /* of a page that stopped when the next one began */
    uint64_t lying_since_ms[2]; /* slip printer, certificate printer; 0: honest */
    struct world_clerk clerk;
    struct staff_view view;
};

/* world_terminal.c */
struct err world_terminal_open(struct world *w, int no);
void world_terminal_close(struct world_terminal *t);
struct err world_terminal_reset(struct world_terminal *t); /* a new seed: factory state; IO */
void world_terminal_turn(struct world_terminal *t);
void world_terminal_on(struct world_terminal *t);
void world_terminal_off(struct world_terminal *t, uint64_t for_ms, const char *why);
bool world_terminal_runs(const struct world_terminal *t); /* on, and not paused */
uint64_t world_terminal_due_ms(const struct world_terminal *t);

/* world_paper.c */
extern const struct worker_setup world_renderer;
void world_terminal_look_at_tray(struct world_terminal *t);

/* world_clerk.c */
void world_clerk_look(struct world_terminal *t); /* acts when it is time */
void world_clerk_forget(struct world_terminal *t);

#endif
