/* One request of the client while it holds a slot: how urgent it is, how far it came.
 *
 * Promises: plain state; client.c and client_room.c alone write it. The request is a copy, its
 * pickup code wiped when the slot is free again.
 */
#ifndef BACKEND_CLIENT_SLOT_H
#define BACKEND_CLIENT_SLOT_H

#include <stdint.h>
#include "domain/exchange.h"

enum client_urgency {
    CLIENT_INTERACTIVE, /* a person waits: few tries, one deadline */
    CLIENT_BACKGROUND,  /* heartbeat, notices: tried until answered */
    CLIENT_REPORT,      /* owed by the outbox: likewise */
};

enum client_slot_state { CLIENT_FREE, CLIENT_WAITING, CLIENT_SENT };

struct client_slot {
    enum client_slot_state state;
    enum client_urgency urgency;
    struct backend_request request;
    uint32_t ticket;      /* of the try under way; new for every try */
    uint64_t order;       /* of submission */
    int tries;            /* sent so far */
    int useless;          /* tries answered without use, others well */
    uint32_t goods_seen;  /* client.goods at its last try */
    int64_t deadline_ms;  /* interactive: of all tries */
    int64_t next_send_ms; /* while waiting */
};

#endif
