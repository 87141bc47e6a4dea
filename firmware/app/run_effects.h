/* What one step of the core wanted: remembered first, carried out after.
 *
 * Promises: all rows of a step in one transaction, durable before any other effect of it; then the
 * rest in order; then the names that its answer brought are kept. When the disk says no, nothing of
 * the step is carried out and the core is told. An effect never posts an event.
 */
#ifndef APP_RUN_EFFECTS_H
#define APP_RUN_EFFECTS_H

#include <stdbool.h>
#include "domain/exchange.h"
#include "journal/journal.h"

struct app;
struct side_thread;

/* What a step wanted remembered, on its way to the disk. Until it is there the step's effects wait,
 * no event is handed to the core and nothing but devices, the camera's picture and this is touched.
 */
enum commit_stage { COMMIT_NOTHING, COMMIT_ROWS, COMMIT_NAMES, COMMIT_TRIES };

struct commit_link {
    struct side_thread *thread; /* NULL: written within the turn */
    enum commit_stage stage;
    struct journal_batch batch;
    const struct backend_reply *reply; /* the step's, until its names are kept */
};

/* Carries out app->effects; `reply` (NULL: none) is the answer that brought them about, borrowed
 * until the app is no longer busy. With a thread for commits this only starts the commit. */
void run_effects(struct app *app, const struct backend_reply *reply);

/* Keeps what outbox_link_note noted, beside the loop as a step's rows. Not while the app is busy.
 */
void run_effects_keep_tries(struct app *app);

/* Goes on when the disk has answered; never blocks. True: all of the step is done. */
bool effects_step(struct app *app);

/* As effects_step, but waits for the disk. */
void effects_settle(struct app *app);

#endif
