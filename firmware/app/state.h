/* The app's parts among themselves; nothing outside app/ includes this.
 *
 * Each link joins one kind of device with the core: it turns what the device says into events and
 * what the core wants into orders. Links never call each other.
 */
#ifndef APP_STATE_H
#define APP_STATE_H

#include "app/app.h"
#include "app/kept_link.h"
#include "app/outbox_link.h"
#include "app/people.h"
#include "app/print_link.h"
#include "app/refused_link.h"
#include "app/run_effects.h"
#include "app/scan_link.h"
#include "app/words_link.h"
#include "backend/client.h"
#include "base/hash.h"
#include "journal/journal.h"
#include "journal/load.h"
#include "journal/outbox.h"

enum {
    UNSENT_MAX = 32, /* requests without a slot, within one turn: more is a bug of the core */
    HEARTBEAT_MS = 60000,
    PROBE_MS = 4000, /* while offline: a fresh heartbeat every 4 to 8 s finds the way back */
    NOTICES_MS = 300000,
};

struct backend_link {
    struct client client;
    struct backend_reply *reply; /* scratch: half a megabyte, allocated once */
    bool was_offline;
    int unsent_count; /* no slot was free: told by the next step, an effect never posts */
    struct backend_request unsent[UNSENT_MAX];
    struct outbox_link outbox;
    uint64_t heartbeat_ms, notices_ms; /* due */
    uint64_t doubt_ms;                 /* not before: a heartbeat for a doubt */
    bool heartbeat_out, notices_out;
    struct id heartbeat_id;
};

/* The large parts stand last and are not zeroed: each is written before it is read. */
struct app {
    struct app_setup setup;
    struct hal *hal;
    uint64_t now_ms;
    int64_t wall_ms;
    void (*step)(struct core *c, const struct event *ev, struct effects *out);
    struct event event;      /* the one being built: events are large */
    struct journal *journal; /* NULL: could not be opened */
    struct err journal_error;
    struct restored_visit *restored;
    uint8_t code_key[32];
    struct scan_link scan;
    struct backend_link backend;
    struct print_link print;
    struct pin_link pin;
    struct commit_link commit;
    struct kept_link kept;
    struct refused_link refused;
    struct words_link words;
    struct log_page log;
    struct bench_link bench;
    struct report_link report;
    struct day_tally today;   /* folded at start, for the core */
    struct stock_found stock; /* folded at start, for the core */
    char config_digest[33];
    bool started, earphones; /* earphones: as the core was told */
    size_t next_link;        /* of this turn: the first that was not stepped yet */
    uint64_t view_version;
    uint64_t log_hash;
    struct app_counts counts;
    int most_effects; /* of a step since the start: so far the arrays below were used */
    struct core core;
    struct effects effects;
    struct journal_row rows[EFFECTS_MAX];
    struct backend_request puts[EFFECTS_MAX];
    struct outbox_settle settles[EFFECTS_MAX];
};

/* Hands one event to the core and carries out what it wants; its time is filled in here. Waits for
 * the commit of the step before, if that is still under way. Never called by an effect. */
void app_post(struct app *app, struct event *ev);

/* backend_link.c */
void backend_link_init(struct app *app);
void backend_link_step(struct app *app);
void backend_link_send(struct app *app, const struct backend_request *request);
uint64_t backend_link_next_ms(const struct app *app);
uint32_t backend_link_dropped(const struct app *app); /* replies that were not ours, since start */

/* documents.c: what stands on the page. False: the visit is no longer there, nothing is printed. */
struct document;
bool document_of(const struct app *app, const struct print_order *order, struct document *out);

/* scan_link.c, beside its own header */
struct err scan_link_open(struct app *app);
void scan_link_close(struct app *app);
void scan_link_step(struct app *app);
void scan_link_watch(struct app *app); /* the picture alone: posts nothing */
uint64_t scan_link_next_ms(const struct app *app);

/* device_link.c: lamp, tones, hand scanner, conditions of the printers. */
void device_link_start(struct app *app);
void device_link_step(struct app *app);
void device_link_say(struct app *app, unsigned clip);
void device_link_tone(struct app *app, enum tone tone);
void device_link_conditions(struct app *app, enum core_device device, unsigned conditions);
void device_link_signal(struct app *app, enum signal signal);

void event_log_event(struct app *app, const struct event *ev);
void event_log_effects(struct app *app);

#endif
