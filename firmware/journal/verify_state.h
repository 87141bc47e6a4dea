/* Holds the tables of current state against the replay. Private to verify. */
#ifndef JOURNAL_VERIFY_STATE_H
#define JOURNAL_VERIFY_STATE_H

#include <sqlite3.h>
#include "journal/replay.h"

/* *out_same: every table row follows from the rows, and none is missing. Fails only when the file
 * cannot be read: CORRUPT, IO, NO_MEMORY. */
struct err verify_state(sqlite3 *db, const struct replay *r, bool *out_same);

#endif
