/* What a clerk has before them at one look, between the files of the clerk: sim/world_clerk.c (the
 * queue and the states of an item), world_sheets.c (paper), world_desk.c (names and PINs),
 * world_relief.c (a dead terminal). Private to these.
 */
#ifndef SIM_WORLD_WORK_H
#define SIM_WORLD_WORK_H

#include "sim/world_parts.h"

struct work {
    struct world *w;
    struct world_terminal *t;
    const struct core *core;
    const struct staff_view *v;
    const struct ticket *ticket;
    const struct item *item; /* NULL: a ticket without items */
    int case_no;
    int person; /* the right one at the counter; -1 */
    uint64_t age_ms;
};

/* world_clerk.c: what is pressed. world_push is for what the screen offers; false: it does not. */
void world_press(struct world_terminal *t, enum actor actor, enum action action, int argument);
const struct staff_button *world_button(const struct work *k, enum action action); /* NULL: none */
bool world_push(const struct work *k, enum action action);

/* world_desk.c: the screen asks for a person. OPEN: it does not. SIGNING: names and digits were
 * pressed, or are being checked. EMPTY: it is locked, and nobody is waiting. */
enum desk_answer { DESK_OPEN, DESK_SIGNING, DESK_EMPTY };
enum desk_answer world_desk_sign(struct world_terminal *t);

/* world_relief.c: two people go to the terminal that holds the item, and begin the relief here.
 * False: it is not dead, or the screen does not offer it. */
bool world_relief_begin(const struct work *k);

/* world_sheets.c */
void world_sheets_destroy(const struct work *k,
                          bool spoiled_only); /* of the item, as far as here */
bool world_sheets_take(const struct work *k); /* onto the counter; false: there is no whole one */
enum action world_sheets_answer(const struct work *k); /* the truth about the item's print */
void world_give(const struct work *k, const struct item *item);
void world_give_back(const struct work *k, const struct item *item);

#endif
