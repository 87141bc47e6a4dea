/* Strict reading of event and outbox rows for the verifier. Private to verify.
 *
 * Promises: false for anything the writer would not have written. Column numbers are those of the
 * statements in verify.c.
 */
#ifndef JOURNAL_VERIFY_ROW_H
#define JOURNAL_VERIFY_ROW_H

#include <sqlite3.h>
#include "journal/chain.h"

bool verify_read_event(sqlite3_stmt *s, struct journal_row *row);   /* columns 1 .. 12 */
bool verify_read_put(sqlite3_stmt *s, struct backend_request *put); /* columns 2 .. 11 */
bool verify_read_state(sqlite3_stmt *s, int at, enum outbox_state *out);
bool verify_read_result(sqlite3_stmt *s, int at, enum exchange_result *out);

#endif
