/* The open journal from inside, and the few ways to talk to SQLite. Private to this folder.
 *
 * Promises: a statement is always reset before a function returns; SQLite's result codes become
 * struct err in one place. Never called by other folders.
 */
#ifndef JOURNAL_STORE_H
#define JOURNAL_STORE_H

#include <sqlite3.h>
#include "journal/journal.h"
#include "journal/outbox.h"
#include "journal/statements.h"

enum journal_statement {
#define X(name, sql) STATEMENT_##name,
    JOURNAL_STATEMENT_LIST(X)
#undef X
        STATEMENT_COUNT,
};

struct journal {
    sqlite3 *db;
    sqlite3_stmt *statement[STATEMENT_COUNT];
    struct chain_key key;
    struct journal_head head;
    struct outbox_depth depth;
    char key_folder[JOURNAL_PATH_SIZE];
};

/* What the failing call of this connection means; `db` may be NULL. */
struct err store_err(sqlite3 *db, int rc);

/* Binds by position; an empty id, text, hash or code becomes NULL. What is bound must outlive the
 * step: it is not copied, so binding takes no memory and cannot fail. */
void store_bind_id(sqlite3_stmt *s, int at, const struct id *id);
void store_bind_text(sqlite3_stmt *s, int at, const char *text);
void store_bind_blob(sqlite3_stmt *s, int at, const uint8_t *bytes, int n);
void store_bind_u64(sqlite3_stmt *s, int at, uint64_t v); /* 0 becomes NULL */

/* Runs a bound statement that gives no rows. */
struct err store_run(struct journal *j, enum journal_statement which);

/* Steps to the next row. False at the end or at a failure; then the statement is reset and *out_end
 * is OK or the failure. */
bool store_row(struct journal *j, sqlite3_stmt *s, struct err *out_end);

/* Steps to the one row that a statement always gives; CORRUPT when it gives none. */
struct err store_one_row(struct journal *j, sqlite3_stmt *s);

/* Column readers. NULL reads as none, 0 or empty; false when it does not fit its place. They take
 * no memory: a row that was stepped to can be read. */
bool store_id(sqlite3_stmt *s, int column, struct id *out);
bool store_blob(sqlite3_stmt *s, int column, uint8_t *out, int n);
bool store_text(sqlite3_stmt *s, int column, char *out, size_t size);
bool store_kind(sqlite3_stmt *s, int column, enum journal_kind *out);

/* Reads JOURNAL_EVENT_COLUMNS from column 0. False: not a row of ours. */
bool store_event(sqlite3_stmt *s, struct journal_row *out);

struct err store_begin(struct journal *j);
void store_rollback(struct journal *j);

/* schema.c: the steps from an empty file to today's tables; step i makes version i + 1 and records
 * it in `migration`. */
struct schema_list {
    const char *const *sql;
    int count;
};
struct schema_list schema_released(void);

/* Brings the file to the last step of the list in one transaction. UNSUPPORTED: it is newer. */
struct err schema_apply(sqlite3 *db, const struct schema_list *list);
struct err schema_version(sqlite3 *db,
                          int *out_version); /* 0: no tables at all. CORRUPT: foreign */

/* outbox.c: counts what stands in the file. */
struct err outbox_count(struct journal *j, struct outbox_depth *out_depth);

/* derive.c: updates visit, item, job and intent for a row just appended under `row_no`. */
struct err derive_row(struct journal *j, uint64_t row_no, const struct journal_row *row);

#endif
