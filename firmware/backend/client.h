/* What to send to the backend next, and what an answer means for it.
 *
 * Promises: a request keeps its request id and idempotency key over all its tries. Each ends in
 * exactly one reply out of client_on_done (or is cancelled, or rests); UNREACHABLE does not say
 * that it was not carried out. A late, duplicated or foreign answer is dropped and counted. Reads
 * no clock, touches no device: the app moves messages between this and the HTTP device.
 *
 * Reports of one application go out in the order of submission. One that backs off rests and leaves
 * its slot to another that is due (client_room.h): what is never answered usably holds up nobody,
 * while the backend answers others, and up to REST_MAX of them at once. Handed back is what was
 * answered without use CLIENT_USELESS_TRIES times, others being answered well between; the count
 * goes on after a restart when the caller kept it (client.useless, client_submit_report).
 *
 * People's questions, heartbeats and notices tell whether the backend is away; a report only raises
 * a doubt, for it may fail by what stands in it.
 *
 * Figures: back-off with full jitter, base 500 ms, cap 60 s, 3 tries while a person waits, offline
 * after as many failures in a row as the settings say (3), online after 2 successes in a row.
 */
#ifndef BACKEND_CLIENT_H
#define BACKEND_CLIENT_H

#include <stdbool.h>
#include <stdint.h>
#include "backend/client_slot.h"
#include "backend/rest.h"
#include "backend/wire.h"
#include "base/err.h"
#include "base/rng.h"

enum {
    CLIENT_SLOTS = 10,
    CLIENT_BASE_MS = 500,
    CLIENT_CAP_MS = 60000,
    CLIENT_INTERACTIVE_TRIES = 3,
    CLIENT_USELESS_TRIES = 12,    /* answered, but never usably: handed back to be set aside */
    CLIENT_OFFLINE_TRY_MS = 2000, /* what a person waits while we are known to be offline */
    CLIENT_SUCCESSES_TO_ONLINE = 2,
};

#define CLIENT_NEVER_MS INT64_MAX

struct client_settings {
    struct wire_identity identity;
    int64_t interactive_ms; /* what a person waits, all tries together: 8000 */
    int64_t sync_ms;        /* one try of a background request: 30000 */
    int offline_after;      /* failures in a row: 3 */
};

struct client_counts {
    uint32_t late;    /* answer to a try that nobody waits for any more */
    uint32_t foreign; /* bound to something else */
    uint32_t malformed;
    uint32_t retried;
};

struct client {
    struct client_settings settings;
    struct rng rng;
    struct client_slot slot[CLIENT_SLOTS];
    uint32_t last_ticket;
    uint64_t last_order;
    bool offline;
    int failures;           /* in a row */
    int successes;          /* in a row, while offline */
    int64_t quiet_until_ms; /* unattended: told to slow down, or planned stop */
    bool doubts;            /* client_doubts */
    uint32_t goods;         /* good answers so far, to whatever */
    int rests_left;         /* until the next good answer */
    struct rest rest;
    struct client_counts counts;
    struct {
        struct id request_id; /* of a report; none: none */
        int count;
    } useless;                   /* what the last client_on_done counted */
    struct wire_message message; /* of the last client_next */
};

void client_init(struct client *client, const struct client_settings *settings, uint64_t seed);

/* Takes a copy of the request; a report that rested goes on where it was. FULL: no room for this
 * urgency; submit it later. A request id that holds a slot is a bug. */
struct err client_submit(struct client *client, const struct backend_request *request,
                         enum client_urgency urgency, int64_t now_ms);

/* As client_submit with CLIENT_REPORT; `useless` tries (>= 0) were counted before this start.
 */
struct err client_submit_report(struct client *client, const struct backend_request *request,
                                int useless, int64_t now_ms);

struct client_send {
    uint32_t ticket;
    int64_t deadline_ms;
    const struct wire_message *message; /* valid until the next call with this client */
};

/* The next message to send now; call until false. Each goes back through client_on_done, also one
 * that the HTTP device refused to take (err = BUSY). */
[[nodiscard]] bool client_next(struct client *client, int64_t now_ms, struct client_send *out_send);

struct client_done {
    uint32_t ticket;
    struct err err; /* OK: `answer` came */
    struct wire_answer answer;
};

/* True: *out_reply is the final answer to one request, whose slot is free again and whose pickup
 * code is wiped. False: it will be tried again, or it was late. *out_reply is scratch then. */
[[nodiscard]] bool client_on_done(struct client *client, int64_t now_ms,
                                  const struct client_done *done, struct backend_reply *out_reply);

/* Forgets a request; its answer will count as late. True and *out_ticket: a try is under way. */
[[nodiscard]] bool client_cancel(struct client *client, struct id request_id, uint32_t *out_ticket);

/* When client_next has something to send; CLIENT_NEVER_MS when nothing waits. */
int64_t client_next_ms(const struct client *client);

bool client_is_offline(const struct client *client);
#endif
