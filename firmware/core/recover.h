/* What recover.c is given after a restart: all that the journal tells of the runs before.
 *
 * Promises: borrowed for the one step of EV_RESTORED; plain values of domain/ and core/.
 */
#ifndef CORE_RECOVER_H
#define CORE_RECOVER_H

#include <stdbool.h>
#include <stdint.h>
#include "core/day.h"
#include "domain/restored.h"

/* What the journal found open at start (domain/restored.h). */
struct restored {
    const struct restored_visit *visit;
    int visit_count;
    int last_call_no; /* highest number given on call_day */
    int32_t call_day;
    const struct day_tally *today; /* folded from the day's rows; NULL: none */
    const struct stock *stock;     /* folded from its rows; NULL: none */
    bool is_stock_doubtful;        /* a row did not fit: what came before it is here */
};

#endif
