/* Reports that the backend refused for good: from the journal to the core.
 *
 * Promises: the core is told at start and whenever one was set aside or settled; a turn in which
 * nothing of that happened reads nothing.
 */
#ifndef APP_REFUSED_LINK_H
#define APP_REFUSED_LINK_H

#include "domain/refused_report.h"

struct app;

struct refused_link {
    bool is_stale; /* the outbox changed since it was read */
    struct refused_report row[REFUSED_REPORTS_MAX];
};

void refused_link_step(struct app *app);

#endif
