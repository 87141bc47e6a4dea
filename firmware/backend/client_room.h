/* Who of the client's requests holds a slot, and who rests meanwhile.
 *
 * Promises: people always find room beside what runs by itself, heartbeat and notices beside the
 * reports. A report that backs off leaves its slot to one that is due, while the backend answers
 * others well; what was tried is remembered (backend/rest.h). No clock, no I/O.
 */
#ifndef BACKEND_CLIENT_ROOM_H
#define BACKEND_CLIENT_ROOM_H

#include "backend/client.h"

enum {
    CLIENT_BACKGROUND_SLOTS = 2,     /* nobody else's */
    CLIENT_REPORT_SLOTS = 6,         /* of the others at most: the rest is kept free for people */
    CLIENT_RESTS_A_GOOD_ANSWER = 16, /* so many reports are tried anew for one that was answered */
};

/* For a report: there is a slot, or one whose holder can rest. */
bool client_has_room(const struct client *client, enum client_urgency urgency, int64_t now_ms);

/* True: it holds a slot or rests. */
bool client_knows(const struct client *client, struct id request_id);

/* True and *out_request_id: a resting report is due and there is room; submit it again, or
 * client_forget() it when it is not owed any more. */
[[nodiscard]] bool client_rested(const struct client *client, int64_t now_ms,
                                 struct id *out_request_id);
void client_forget(struct client *client, struct id request_id);

/* When client_rested says true, if nothing else happens; CLIENT_NEVER_MS: not then. */
int64_t client_rested_ms(const struct client *client, int64_t now_ms);

/* Since the last good answer a report failed: the line, or the report? A heartbeat would tell. */
bool client_doubts(const struct client *client);

/* For client.c. */
enum { CLIENT_NO_SLOT = -1 };
int client_slot_of(const struct client *client, struct id request_id);
void client_slot_free(struct client_slot *slot); /* wiped */

/* A free slot for this request; *inout_before is what is remembered when it rested, else left as it
 * is. NULL: no room. */
struct client_slot *client_slot_make(struct client *client, struct id request_id,
                                     enum client_urgency urgency, int64_t now_ms,
                                     struct rest_entry *inout_before);

#endif
