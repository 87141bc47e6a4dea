/* The machine stood still and woke late: asleep, stopped in a debugger, starved. Nothing told it
 * how long, and while it stood two people may have taken its work over. So what it had begun is
 * asked about first, like after a restart (recover.c): until the backend has said that the token
 * still counts, nothing is printed, matched or handed over. */
#include "core/machine.h"

enum {
    WATCH_MS = 10000, /* while a token is open an event comes this often */
    /* Relief needs a terminal that was silent for 90 s (openapi.yaml, ABORT); heartbeats come once
     * a minute. So who is relieved while it stands still has stood for 30 s at least. */
    STOOD_STILL_MS = 20000,
};

/* What was under way when it stopped, as the question to ask. */
static void doubt(struct item *item)
{
    switch (item->state) {
    case ITEM_BEGINNING: /* its answer may be older than the relief */
        item->state = ITEM_DECISION;
        item->bare = JOURNAL_BEGIN;
        item->stalled = false;
        break;
    case ITEM_HANDING: /* who stood there has given it, or not */
        item->state = ITEM_DECISION;
        item->bare = JOURNAL_HAND_OVER;
        break;
    case ITEM_PRINTING:
        item->bare = JOURNAL_PRINT;
        break;
    case ITEM_PRINT_FAILED:
    case ITEM_PRINT_UNKNOWN:
    case ITEM_MATCHING:
    case ITEM_MATCHED:
        item->bare = JOURNAL_PRINT_OUTCOME;
        break;
    case ITEM_DECISION: /* asked about after a restart, before it stood still */
        break;
    default:
        return;
    }
    item->unsure = true;
}

static bool has_open_token(const struct core *c)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        const struct ticket *t = &c->ticket[i];
        for (int k = 0; t->state != TICKET_FREE && k < t->item_count; k++) {
            if (t->item[k].token_open) {
                return true;
            }
        }
    }
    return false;
}

uint64_t standstill_deadline(const struct core *c)
{
    return has_open_token(c) ? c->now_ms + WATCH_MS : UINT64_MAX;
}

void standstill_step(struct step *s, uint64_t last_ms)
{
    struct core *c = s->c;
    bool doubtful = false;
    if (!c->started || s->ev->at_ms < last_ms + STOOD_STILL_MS) {
        return;
    }
    for (int i = 0; i < TICKETS_MAX; i++) {
        struct ticket *t = &c->ticket[i];
        for (int k = 0; t->state != TICKET_FREE && k < t->item_count; k++) {
            if (t->item[k].token_open) {
                doubt(&t->item[k]);
                doubtful |= t->item[k].unsure;
            }
        }
    }
    if (doubtful) { /* an answer that is on its way may be from before */
        c->recovery.request_id = (struct id){0};
        recover_ask_next(s);
    }
}
