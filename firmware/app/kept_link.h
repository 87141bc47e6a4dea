/* Whose an application is, kept for a restart while the backend is away.
 *
 * Promises: 使用者, plate and shelf of what may be handed over, under the key of their day
 * (journal/personal.h); shown to staff until the backend has been asked again; forgotten with the
 * key, retention_days after everything about that day's visits was acknowledged. Nothing of it is
 * needed to go on: a failure is told in the log and stops nobody.
 */
#ifndef APP_KEPT_LINK_H
#define APP_KEPT_LINK_H

#include "core/view.h"
#include "domain/exchange.h"

struct app;

/* The kept facts of the item before the clerk, while the core lacks them. */
struct kept_link {
    char application_id[APPLICATION_ID_SIZE]; /* looked up; "" none */
    bool found;
    struct application facts; /* [personal] only the three that are kept */
    int32_t day;              /* of the last forgetting, days since 1970-01-01 in Japan */
};

/* Whether kept_link_note would have something to look at. */
bool kept_link_wants(const struct app *app, const struct backend_reply *reply);

/* After the core took the answer. One commit an application that may be handed over. */
void kept_link_note(struct app *app, const struct backend_reply *reply);

/* Once a turn: looks up what the clerk has before them; forgets once a day. */
void kept_link_step(struct app *app);

/* Fills in what the core does not know: view->item.kept. */
void kept_link_show(const struct app *app, struct staff_view *view);

#endif
