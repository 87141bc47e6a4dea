/* Reports that wait for their next try without holding a slot of the client: what was tried is
 * remembered, the request itself stays with whoever owes it.
 *
 * Promises: at most REST_MAX at once; nothing is dropped to make room. No clock, no allocation.
 */
#ifndef BACKEND_REST_H
#define BACKEND_REST_H

#include <stdbool.h>
#include <stdint.h>
#include "base/id.h"

enum { REST_MAX = 256 };

struct rest_entry {
    struct id request_id;
    int tries, useless;
    uint32_t goods_seen; /* as in struct client_slot */
    int64_t due_ms;
};

struct rest {
    int count;
    struct rest_entry entry[REST_MAX]; /* in no order */
};

/* False: full, nothing is kept. An id that already rests is a bug. */
[[nodiscard]] bool rest_put(struct rest *rest, const struct rest_entry *entry);

/* True: it rested, does not any more, and *out is what was remembered. */
bool rest_take(struct rest *rest, struct id request_id, struct rest_entry *out);

bool rest_has(const struct rest *rest, struct id request_id);

/* The one that is due first; NULL: none rests. Valid until the next put or take. */
const struct rest_entry *rest_first(const struct rest *rest);

#endif
