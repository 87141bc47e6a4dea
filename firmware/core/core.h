/* The terminal as a pure machine: (state, event) → (state, effects).
 *
 * Promises: no clock, no I/O, no allocation, no randomness but the seeded generator in the state;
 * the same events give the same effects on every machine. One applicant at the machine (struct
 * visit), a queue of tickets, one ticket at work at the counter. Replies are accepted only when
 * request, visit, application and token are those now open; everything else is dropped and counted.
 */
#ifndef CORE_CORE_H
#define CORE_CORE_H

#include "base/rng.h"
#include "core/counter.h"
#include "core/desk.h"
#include "core/effect.h"
#include "core/event.h"
#include "core/limits.h"
#include "core/ticket.h"
#include "core/view.h"

struct device_status {
    enum device_health health;
    enum fault fault; /* NONE: well */
};

struct core {
    const struct config *config; /* borrowed for the life of the core */
    struct rng rng;
    uint64_t now_ms;
    int64_t wall_ms;
    bool started;
    bool journal_failed;
    struct err journal_error;
    bool link_up;
    int64_t maintenance_until_ms; /* wall; 0 none; told by the backend */
    char notice[NOTICE_TEXT_SIZE];
    struct device_status device[CORE_DEVICE_COUNT];
    enum signal lamp; /* what it was told last */
    struct display_modes modes;
    struct visit visit;
    struct counter counter;
    struct desk desk;
    struct search search;
    struct refused refused;
    struct stock stock;
    struct stock_desk stock_desk;
    struct day_tally day;
    struct ticket ticket[TICKETS_MAX];
    bool pool_used[APPLICATION_POOL_MAX];
    struct application pool[APPLICATION_POOL_MAX];
    int last_call_no;
    int32_t call_day;                /* civil day of last_call_no: numbers start at 1 every day */
    enum scan_hint hint, hint_shown; /* the last that helps; the one to be read */
    enum scan_carrier carrier;       /* a guess, while something is in view */
    bool finder_seen, looking_alerted;
    uint64_t hint_shown_ms, looking_since_ms, nothing_since_ms; /* in view unread; not seen now */
    uint64_t sought_ms;     /* how long the code that was read had been in view unread */
    uint64_t help_until_ms; /* A70 */
    bool help_acknowledged;
    uint32_t dropped_replies;
    struct {
        struct id request_id; /* STATE under way: facts of a restored item */
        uint64_t again_ms;    /* not before */
        int ticket, item;     /* whose turn it is */
    } recovery;
    struct {
        bool earphones;
        int volume_percent;
        unsigned clip; /* being said, or said last on this screen */
        int call_no;   /* called in this step; 0 nobody */
    } voice;
};

/* Sets up, whatever was there; the items of free tickets and free places of the pool keep what
 * they held (they are written whole when they are taken). `seed` drives ids only. The struct is
 * large (about 4 MB): never on the stack. */
void core_init(struct core *c, const struct config *config, uint64_t seed);

/* Nobody's name, and no visit, is left in it; for the end of the program: only core_init may
 * follow.
 */
void core_wipe(struct core *c);

/* Who may log in; borrowed for the life of the core. NULL or an empty list: no login, one clerk who
 * is called after the window. Locked until somebody logs in. */
void core_set_staff(struct core *c, const struct staff_list *list);

/* One step. `out` is emptied first. */
void core_step(struct core *c, const struct event *ev, struct effects *out);

/* Monotonic time at which an EV_TICK is due: something waits for it, or the picture changes by time
 * alone (the clock at the latest: once a minute). */
uint64_t core_deadline(const struct core *c);

/* The views. Large structs, filled completely. */
void core_applicant_view(const struct core *c, struct applicant_view *out);
void core_staff_view(const struct core *c, struct staff_view *out);

/* What the opening check finds now. Returns how many. */
int core_findings(const struct core *c, struct finding out[FINDINGS_MAX]);

/* What the app needs to fill a page: the ticket of a visit, the item of an application.
 * NULL when it is no longer there: then nothing is printed. */
const struct ticket *core_ticket(const struct core *c, struct id visit_id);
const struct application *core_application(const struct core *c, struct id visit_id,
                                           const char *application_id);

void call_no_text(const struct config *config, int call_no, char out[CALL_NO_TEXT_SIZE]);

#endif
