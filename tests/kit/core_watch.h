/* The promises of the hand-over, checked after every step of a core (DESIGN §2, §6).
 *
 * Promises: knows the core only by its events, effects and plain structures; keeps per visit and
 * application what was journaled, answered, printed and handed over. A broken promise fails the
 * running test with the promise's words.
 *
 * - no record sheet without its PRINT row in the same step and an OK begin of the same token before
 * - a sheet is printed by a positive begin once, and afterwards only by a clerk's act
 * - no hand-over before matched; no matching while a print has no outcome
 * - DONE and ABORT: once per token, never both, DONE only with its HANDED_OVER row
 * - RESERVE and BEGIN go out under the id that was journaled; answers are bound by all ids
 * - a call number is given once a day, and never to two people at once
 * - after a journal failure nothing is asked, printed or handed over
 * - every wait has an end: the visit, the requests, and no deadline that stays in the past
 */
#ifndef TESTS_CORE_WATCH_H
#define TESTS_CORE_WATCH_H

#include "core/core.h"

enum { WATCH_ITEMS_MAX = 512, WATCH_NUMBERS = 1000 };

struct watch_item {
    struct id visit_id;
    char application_id[APPLICATION_ID_SIZE];
    struct id reserve_id, begin_id;
    uint64_t token;
    bool begun, printed, print_open, matched, hand_open, done, aborted;
};

struct core_watch {
    int item_count;
    struct watch_item item[WATCH_ITEMS_MAX];
    bool number_given[WATCH_NUMBERS];
    int32_t call_day;
    uint32_t dropped;
    bool journal_failed; /* before the step at hand */
};

void core_watch_init(struct core_watch *w);
void core_watch_step(struct core_watch *w, const struct core *c, const struct event *ev,
                     const struct effects *fx);

#endif
