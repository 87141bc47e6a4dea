/* Strict reading of event and outbox rows for the verifier. Private to verify.
 *
 * Promises: false for anything the writer would not have written. Column numbers are those of the
 * tables in schema.c; column 0, the row's number, stands elsewhere in the file.
 */
#ifndef JOURNAL_VERIFY_ROW_H
#define JOURNAL_VERIFY_ROW_H

#include "journal/chain.h"
#include "journal/verify_record.h"

enum { EVENT_COLUMNS = 15, EVENT_EFFECTS = 13, EVENT_HASH = 14 };

bool verify_read_event(const struct record *s, struct journal_row *row);   /* columns 1 .. 12 */
bool verify_read_put(const struct record *s, struct backend_request *put); /* columns 2 .. 11 */
bool verify_read_state(const struct record *s, int at, enum outbox_state *out);
bool verify_read_result(const struct record *s, int at, enum exchange_result *out);

#endif
