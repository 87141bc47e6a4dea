/* The reference backend's database: tables, and statements that are prepared once.
 *
 * Promises: a failed statement marks the store broken until the next transaction; the caller
 * answers 500 and rolls back. Columns hold texts and whole numbers only. What
 * backend_store_commit() said yes to survives a power cut of the backend's machine: WAL with
 * synchronous=FULL, never NORMAL, which syncs with a checkpoint only. A terminal acts on the
 * answer: after BEGIN it prints, after DONE its outbox forgets the report, and an answer under a
 * key is the same for 400 days; a store that lost any of these would grant the same token twice or
 * count a document that is gone as ready. When a terminal was heard last is kept as well, or one
 * that is alive could be relieved. One process owns the file (locking_mode=EXCLUSIVE).
 */
#ifndef SIM_BACKEND_STORE_H
#define SIM_BACKEND_STORE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

enum { STORE_STATEMENTS_MAX = 48 };

struct store {
    sqlite3 *db;
    bool broken;
    int count;
    struct store_statement {
        const char *sql; /* compared by address */
        sqlite3_stmt *statement;
    } prepared[STORE_STATEMENTS_MAX];
};

/* Opens or makes the file and its tables. vfs NULL: SQLite's own. CORRUPT; IO: also when another
 * process has it open. */
struct err backend_store_open(struct store *store, const char *path, const char *vfs);
void backend_store_close(struct store *store);

/* The statement of a literal, reset, without values. NULL when broken: all below accept that. */
sqlite3_stmt *backend_store_sql(struct store *store, const char *literal);
void backend_store_text(sqlite3_stmt *s, int n, const char *text); /* copied; NULL is SQL's null */
void backend_store_int(sqlite3_stmt *s, int n, int64_t value);
void backend_store_blob(sqlite3_stmt *s, int n, const void *bytes, int length);

/* True: a row is there. False: none, or broken. */
bool backend_store_row(struct store *store, sqlite3_stmt *s);

/* Carries out a statement without rows. False: broken, or a constraint refused it. */
bool backend_store_run(struct store *store, sqlite3_stmt *s);

/* Copies a text column; empty when null or too long. */
void backend_store_column(sqlite3_stmt *s, int n, char *out, size_t cap);

void backend_store_begin(struct store *store);
/* False: nothing of the transaction was kept. */
bool backend_store_commit(struct store *store);
void backend_store_rollback(struct store *store);

#endif
