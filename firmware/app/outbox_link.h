/* Outbox and client joined: what is owed goes out, what was answered goes to the core.
 *
 * Promises: the oldest row of each application is offered, in order of the queue and round again,
 * so that every application has its turn; a later row of an application never before an earlier one
 * is settled. Rows that rest (backend/client_room.h) come after those that were never tried. After
 * a restart every row is tried at once, but what was counted against it stays: the count is noted
 * in the journal after each such answer. Never blocks but for the journal's own reads.
 */
#ifndef APP_OUTBOX_LINK_H
#define APP_OUTBOX_LINK_H

#include <stdbool.h>
#include <stdint.h>
#include "backend/client.h"
#include "domain/exchange.h"
#include "journal/outbox.h"

struct app;

/* Where the walk over the outbox stands. */
struct outbox_link {
    bool is_behind;    /* rows may be there that the client does not know */
    uint64_t after_no; /* the last one it was given */
    int noted_count;
    struct outbox_useless noted[CLIENT_SLOTS]; /* not in the journal yet, one a report */
};

/* Gives the client what it has room for. No journal: nothing. */
void outbox_link_pump(struct app *app);

/* After each client_on_done that gave no reply: what it counted is to be kept. */
void outbox_link_note(struct app *app);

/* Writes what is to be kept, if anything; blocks on the disk. A count that could not be written is
 * dropped, and told in the log: the next one holds it too. */
struct err outbox_link_keep(struct app *app);

/* The client's last word on a report. */
void outbox_link_settle(struct app *app, const struct backend_reply *reply);

/* When a resting row is due; UINT64_MAX: none. */
uint64_t outbox_link_next_ms(const struct app *app);

#endif
