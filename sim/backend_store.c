#include "sim/backend_store.h"

#include <assert.h>
#include <string.h>
#include "base/str.h"

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS application("
    " application_id TEXT PRIMARY KEY, json TEXT NOT NULL, status TEXT NOT NULL,"
    " tax TEXT NOT NULL, tax_at_ms INTEGER NOT NULL, version INTEGER NOT NULL,"
    " issued_at_ms INTEGER NOT NULL DEFAULT 0, phase INTEGER NOT NULL DEFAULT 0,"
    " token INTEGER NOT NULL DEFAULT 0, terminal_id TEXT, visit_id TEXT,"
    " reserved_until_ms INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS reservation("
    " application_id TEXT NOT NULL, token INTEGER NOT NULL, terminal_id TEXT NOT NULL,"
    " visit_id TEXT NOT NULL, reserved_at_ms INTEGER NOT NULL, begun_at_ms INTEGER,"
    " ended_at_ms INTEGER, outcome TEXT, staff_id TEXT, evidence TEXT, reason TEXT,"
    " PRIMARY KEY(application_id, token)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS handover("
    " application_id TEXT NOT NULL UNIQUE, token INTEGER NOT NULL, terminal_id TEXT NOT NULL,"
    " visit_id TEXT NOT NULL, staff_id TEXT NOT NULL, evidence TEXT NOT NULL,"
    " happened_at_ms INTEGER NOT NULL, recorded_at_ms INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS conflict("
    " n INTEGER PRIMARY KEY, application_id TEXT NOT NULL, token INTEGER NOT NULL,"
    " terminal_id TEXT NOT NULL, call TEXT NOT NULL, result TEXT NOT NULL, body TEXT NOT NULL,"
    " at_ms INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS code("
    " code_key BLOB PRIMARY KEY, application_id TEXT, firm_id TEXT,"
    " expires_ms INTEGER NOT NULL, replaced INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS firm(firm_id TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS firm_application("
    " firm_id TEXT NOT NULL, n INTEGER NOT NULL, application_id TEXT NOT NULL,"
    " PRIMARY KEY(firm_id, n)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS notice("
    " n INTEGER PRIMARY KEY, text TEXT NOT NULL, from_ms INTEGER, until_ms INTEGER);"
    "CREATE TABLE IF NOT EXISTS heard("
    " terminal_id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS heartbeat("
    " terminal_id TEXT PRIMARY KEY, at_ms INTEGER, build TEXT, config_digest TEXT, body TEXT)"
    " WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS idempotency("
    " idempotency_key TEXT PRIMARY KEY, request_hash BLOB NOT NULL, result INTEGER NOT NULL,"
    " content TEXT NOT NULL, at_ms INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS exchange("
    " n INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL,"
    " terminal_id TEXT, request_id TEXT, visit_id TEXT, idempotency_key TEXT, body TEXT,"
    " status INTEGER NOT NULL, reply TEXT, by_fault INTEGER NOT NULL);";

struct err backend_store_open(struct store *store, const char *path, const char *vfs)
{
    memset(store, 0, sizeof *store);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX;
    int code = sqlite3_open_v2(path, &store->db, flags, vfs);
    code = code ? code
                : sqlite3_exec(store->db,
                               "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL;"
                               "PRAGMA synchronous=FULL;",
                               NULL, NULL, NULL);
    code = code ? code : sqlite3_exec(store->db, schema, NULL, NULL, NULL);
    if (code == SQLITE_OK) {
        return OK;
    }
    sqlite3_close(store->db);
    store->db = NULL;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? FAIL(CORRUPT) : FAIL(IO);
}

void backend_store_close(struct store *store)
{
    for (int i = 0; i < store->count; i++) {
        sqlite3_finalize(store->prepared[i].statement);
    }
    sqlite3_close(store->db);
}

sqlite3_stmt *backend_store_sql(struct store *store, const char *literal)
{
    for (int i = 0; i < store->count; i++) {
        if (store->prepared[i].sql == literal) {
            sqlite3_stmt *s = store->prepared[i].statement;
            sqlite3_reset(s);
            sqlite3_clear_bindings(s);
            return s;
        }
    }
    assert(store->count < STORE_STATEMENTS_MAX);
    struct store_statement *p = &store->prepared[store->count];
    int code =
        sqlite3_prepare_v3(store->db, literal, -1, SQLITE_PREPARE_PERSISTENT, &p->statement, NULL);
    assert(code != SQLITE_ERROR); /* a mistake in the text */
    if (code != SQLITE_OK) {
        store->broken = true;
        return NULL;
    }
    p->sql = literal;
    store->count++;
    return p->statement;
}

void backend_store_text(sqlite3_stmt *s, int n, const char *text)
{
    sqlite3_bind_text(s, n, text, -1, SQLITE_TRANSIENT);
}

void backend_store_int(sqlite3_stmt *s, int n, int64_t value)
{
    sqlite3_bind_int64(s, n, value);
}

void backend_store_blob(sqlite3_stmt *s, int n, const void *bytes, int length)
{
    sqlite3_bind_blob(s, n, bytes, length, SQLITE_TRANSIENT);
}

bool backend_store_row(struct store *store, sqlite3_stmt *s)
{
    int code = s == NULL ? SQLITE_ERROR : sqlite3_step(s);
    store->broken = store->broken || (code != SQLITE_ROW && code != SQLITE_DONE);
    return code == SQLITE_ROW && !store->broken;
}

bool backend_store_run(struct store *store, sqlite3_stmt *s)
{
    int code = s == NULL ? SQLITE_ERROR : sqlite3_step(s);
    sqlite3_reset(s);
    store->broken = store->broken || (code != SQLITE_DONE && code != SQLITE_CONSTRAINT);
    return code == SQLITE_DONE && !store->broken;
}

void backend_store_column(sqlite3_stmt *s, int n, char *out, size_t cap)
{
    const unsigned char *text = sqlite3_column_text(s, n);
    bool fits = str_copy(out, cap, str_of((const char *)text));
    (void)fits; /* leaves it empty */
}

void backend_store_begin(struct store *store)
{
    store->broken = false;
    backend_store_run(store, backend_store_sql(store, "BEGIN IMMEDIATE"));
}

bool backend_store_commit(struct store *store)
{
    for (int i = 0; i < store->count; i++) {
        sqlite3_reset(store->prepared[i].statement);
    }
    if (store->broken || !backend_store_run(store, backend_store_sql(store, "COMMIT"))) {
        backend_store_rollback(store);
        return false;
    }
    return true;
}

void backend_store_rollback(struct store *store)
{
    for (int i = 0; i < store->count; i++) {
        sqlite3_reset(store->prepared[i].statement);
    }
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}
