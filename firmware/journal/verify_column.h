/* Strict reading of the file's columns for the verifier. Private to verify.
 *
 * Promises: a value that is not exactly what the writer would have written reads as false: wrong
 * type, wrong length, a NUL inside, a zero where NULL stands for none.
 */
#ifndef JOURNAL_VERIFY_COLUMN_H
#define JOURNAL_VERIFY_COLUMN_H

#include <sqlite3.h>
#include <stdbool.h>
#include "journal/chain.h"

bool column_number(sqlite3_stmt *s, int at, int64_t *out);         /* never NULL */
bool column_number_or_none(sqlite3_stmt *s, int at, int64_t *out); /* NULL: 0; never 0 */
bool column_bytes(sqlite3_stmt *s, int at, uint8_t *out, int n);   /* never NULL */
bool column_bytes_or_none(sqlite3_stmt *s, int at, uint8_t *out, int n);
bool column_text(sqlite3_stmt *s, int at, char *out, size_t size);       /* NULL or not empty */
bool column_plain_text(sqlite3_stmt *s, int at, char *out, size_t size); /* never NULL */
bool column_kind(sqlite3_stmt *s, int at, enum journal_kind *out);       /* never NULL */
bool column_group(sqlite3_stmt *s, int at, enum journal_group *out);     /* by its opening kind */

#endif
