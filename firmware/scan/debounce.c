#include "scan/debounce.h"

void debounce_init(struct debounce *d)
{
    *d = (struct debounce){.armed = false};
}

void debounce_arm(struct debounce *d)
{
    d->armed = true;
}

static void drop_those_that_left(struct debounce *d, uint64_t now_ms)
{
    int kept = 0;
    for (int i = 0; i < d->held_count; i++) {
        if (now_ms - d->held[i].seen_ms < DEBOUNCE_LEAVE_MS) {
            d->held[kept++] = d->held[i];
        }
    }
    d->held_count = kept;
}

static void hold(struct debounce *d, uint64_t identity, uint64_t now_ms)
{
    int at = d->held_count;
    if (at == DEBOUNCE_HELD_MAX) {
        at = 0;
        for (int i = 1; i < DEBOUNCE_HELD_MAX; i++) {
            at = d->held[i].seen_ms < d->held[at].seen_ms ? i : at;
        }
    } else {
        d->held_count++;
    }
    d->held[at] = (struct debounce_held){identity, now_ms};
}

bool debounce_see(struct debounce *d, uint64_t identity, uint64_t now_ms)
{
    drop_those_that_left(d, now_ms);
    for (int i = 0; i < d->held_count; i++) {
        if (d->held[i].identity == identity) {
            d->held[i].seen_ms = now_ms;
            return false;
        }
    }
    if (!d->armed) {
        return false;
    }
    d->armed = false;
    hold(d, identity, now_ms);
    return true;
}
