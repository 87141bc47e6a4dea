/* The terminal put together: devices → events → core → effects → devices, one turn at a time.
 *
 * Promises: one thread decides, a second one at most writes (commit_beside); now is sampled once
 * per turn and handed in; no call waits for a device, and with that thread none for the disk.
 * Rows of a step are durable before any of its effects is carried out. The same events at the same
 * times give the same event log, to the byte. On any journal failure nothing further is begun.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include "app/worker.h"
#include "base/err.h"
#include "core/core.h"
#include "domain/config.h"
#include "hal/hal.h"
#include "journal/chain.h"

enum { APP_FDS_MAX = HAL_FDS_MAX + 6 };

/* Parts of the app as the caller wants them: for worlds that need neither camera frames nor set
 * pages, and for tests that bend a step. Request and reply of the workers are those of
 * app/scan_link.h and app/page_worker.h. The workers are borrowed for app_open only. */
struct app_parts {
    const struct worker_setup *decoder;
    const struct worker_setup *renderer;
    void (*step)(struct core *c, const struct event *ev, struct effects *out); /* NULL: core_step */
};

struct app_setup {
    const struct config *config;    /* borrowed for the life of the app */
    const struct staff_list *staff; /* borrowed for the life of the app; NULL: no login */
    struct hal *hal;                /* borrowed; closed by the caller after app_close */
    uint64_t seed;                  /* of ids and jitter */
    const char *build;              /* version text, in every request and report */
    const char *vfs_name;           /* of the journal; NULL: the system's */
    enum worker_mode worker_mode;
    bool repeatable;    /* virtual time: fixed latencies, see app/worker.h */
    bool commit_beside; /* the journal is written by a thread of its own: a slow disk stops no
                           screen */
    bool specimen;      /* 見本 on every page */
    FILE *event_log;    /* one line per event and effect, no personal data; NULL: none */
    const struct app_parts *parts; /* NULL: the product's own decoder and renderer */
};

struct app;

/* Starts the workers, opens the journal. LOCKED: another terminal program runs on this journal.
 * CORRUPT: the journal is damaged; it is left as it is, the terminal starts out of service and
 * staff are told (that is OK, with app_journal_error telling why). NO_MEMORY, IO. */
struct err app_open(const struct app_setup *setup, struct app **out_app);
void app_close(struct app *app); /* NULL is allowed */

/* One turn: devices are stepped, what they say is handled, effects are carried out. Returns the
 * monotonic time at which the next turn is due if nothing happens before. */
uint64_t app_turn(struct app *app, uint64_t now_ms);

/* Descriptors that call for a turn when ready. */
int app_poll_fds(const struct app *app, struct pollfd *out, int max);

/* What a touch or key said. */
void app_action(struct app *app, enum actor actor, enum action action, int argument);

/* A code came into view and was read: takes the way of a decoded one (kind, check, hash), without
 * camera and debounce. At most SCAN_PAYLOAD_MAX bytes. */
void app_code(struct app *app, const uint8_t *bytes, size_t n);

/* The disk has not answered yet for the last step: turns only watch, views are still to be made.
 * Never true without commit_beside. app_views, app_action, app_code, app_journal_* and app_core
 * belong to the time when it is false; app_action and app_code wait for it. */
bool app_is_busy(const struct app *app);

/* The views as of the last turn; `version` grows when they may differ from before. */
uint64_t app_view_version(const struct app *app);
void app_views(struct app *app, struct applicant_view *out_applicant, struct staff_view *out_staff);

/* The camera's picture for the screen: borrowed until the next turn; NULL when there is none. */
const struct image_gray *app_camera_picture(const struct app *app);

/* Grows with every picture in which something moved: the others need no painting. */
uint64_t app_camera_picture_no(const struct app *app);

/* Rows of this kind in the journal, whatever the day; -1: it cannot be read. */
int app_journal_count(struct app *app, enum journal_kind kind);

/* How many rows the journal has acknowledged, and the hash of the last; zero without a journal. */
struct journal_head app_journal_head(const struct app *app);

uint64_t app_event_log_hash(const struct app *app); /* FNV-1a 64 over all lines so far */
struct err app_journal_error(const struct app *app);
const struct core *app_core(const struct app *app);

/* Longest time the last turns spent outside painting and waiting, for the loop's own figure. */
struct app_counts {
    uint64_t turns, events, frames, decodes, decodes_skipped, slips, dropped_replies;
};
struct app_counts app_counts_of(const struct app *app);

#endif
