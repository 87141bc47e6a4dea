/* Bugs of what the terminal says to its staff and believes of them. */
#include "core/machine.h"
#include "tests/kit/planted.h"

/* Nobody is told that a sheet may still lie there, so nobody tears it. */
static void sheets_left_unsaid(struct core *c, const struct event *ev, struct effects *out)
{
    core_step(c, ev, out);
    for (int i = 0; i < TICKETS_MAX; i++) {
        for (int k = 0; k < c->ticket[i].item_count; k++) {
            c->ticket[i].item[k].may_lie = false;
        }
    }
}

const struct planted_bug planted_staff[] = {
    {"sheets left unsaid", 100, .step = sheets_left_unsaid},
};
const int planted_staff_count = sizeof planted_staff / sizeof planted_staff[0];
