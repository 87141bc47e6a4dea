/* What the clerk reads and may press while an item is in a state: one row a state, in words.
 *
 * Promises: constant text; every state of an item has its row, so no state is a dead end. Which
 * screen a state belongs to stands in states.h.
 */
#ifndef CORE_WORK_WORDS_H
#define CORE_WORK_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include "core/staff_view.h"

struct core;
struct ticket;
struct item;

struct work_row {
    const char *words;   /* of the state */
    const char *message; /* the box under it; "" none, or said by what is known of the item */
    enum device_level level;
    bool busy;
    struct {
        enum action action;
        const char *label;
    } button[STAFF_BUTTONS_MAX]; /* the last one is the way on; ACTION_NONE ends the list */
};

const struct work_row *work_row_of(const struct item *item);

/* The buttons answer what happened, which only a person saw: none of them is suggested. */
bool work_asks_for_fact(const struct work_row *row);

/* What a button of the row says for the item at hand. Leaving an item whose sheets may lie on the
 * counter says that they are torn: pressing it is the clerk's word for that. */
const char *work_button_words(const struct ticket *t, const struct work_row *row, int button);

/* What closing the visit is called now, and what the box says of sheets that nobody got; "": there
 * are none. */
const char *work_close_words(const struct ticket *t);
const char *work_left_words(const struct ticket *t);

/* Why the backend's books and the counter disagree, and what not to do. */
const char *work_conflict_words(enum exchange_result result);

/* What the backend said to a report that it does not take. */
const char *refused_words(enum exchange_result result);

/* What is known of a print, from the detail of its row: how it ended, how that is known, and the
 * device's own words. A detail that tells of no print is taken as it is. Cut at `cap`. */
void work_evidence_words(const char *detail, char *out, size_t cap);

/* What is missing before the hand-over may begin, said by the button that waits for it; NULL:
 * nothing. */
const char *work_missing_words(const struct core *c, const struct ticket *t,
                               const struct item *item);

#endif
