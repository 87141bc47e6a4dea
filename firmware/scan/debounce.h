/* One read per arming: which seen code may start something.
 *
 * Promises: after debounce_arm, at most one code fires. A code that fired does not fire again,
 * armed or not, until it has been out of view for DEBOUNCE_LEAVE_MS; another code does (ux §2: a
 * code held still must not start a second visit). Pure: time is the caller's monotonic
 * milliseconds, identity is a hash the caller computed. Never sees payloads.
 */
#ifndef SCAN_DEBOUNCE_H
#define SCAN_DEBOUNCE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    DEBOUNCE_LEAVE_MS = 1500,
    DEBOUNCE_HELD_MAX =
        8, /* codes remembered as fired and still near; the oldest sight gives way */
};

struct debounce {
    bool armed;
    int held_count;
    struct debounce_held {
        uint64_t identity;
        uint64_t seen_ms;
    } held[DEBOUNCE_HELD_MAX];
};

void debounce_init(struct debounce *d); /* not armed, nothing held */
void debounce_arm(struct debounce *d);  /* the next code that is not held may fire */

/* Call for every code of every frame. True when this code fires now; disarms then. now_ms never
 * goes back. */
[[nodiscard]] bool debounce_see(struct debounce *d, uint64_t identity, uint64_t now_ms);

#endif
