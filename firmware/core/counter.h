/* What the clerk has before them, as state: the ticket at work, the page, the open alerts.
 *
 * Promises: plain state; counter.c writes it, and the acts of the counter's own pages. An alert
 * stays until somebody acknowledges it, one at a time, as it is read; the journal keeps those that
 * found no place.
 */
#ifndef CORE_COUNTER_H
#define CORE_COUNTER_H

#include <stdbool.h>
#include <stdint.h>
#include "core/limits.h"
#include "core/screen.h"
#include "domain/exchange.h"

struct alert {
    bool open;
    bool person; /* about somebody who waits at the machine */
    char text[LABEL_SIZE];
};
enum { ALERTS_MAX = 8 };
enum applicant_page { PAGE_NONE, PAGE_IDENTITY, PAGE_SUBSTITUTION };

struct counter {
    int selected;       /* ticket index, NO_INDEX */
    enum screen screen; /* S01 or a page the clerk opened; the work screens follow the item */
    enum applicant_page applicant_page;
    bool match_refused;
    const char *refused_why; /* static; NULL: another application's tag */
    bool phrase_sheet,
        staff_face; /* S03: what a deaf person reads; the one screen is the staff's */
    uint64_t unmask_until_ms;
    uint64_t finished_until_ms; /* A64 */
    int substitution_line;      /* PAGE_SUBSTITUTION: which character, from 0 */
    bool code_passed_over;      /* a code came while the applicant screen belonged to the counter */
    struct alert alert[ALERTS_MAX];
};

#endif
