#include "journal/store.h"

#include <errno.h>
#include <string.h>
#include "base/file.h"

struct err store_err(sqlite3 *db, int rc)
{
    switch (rc & 0xff) {
    case SQLITE_OK:
    case SQLITE_DONE:
    case SQLITE_ROW:
        return OK;
    case SQLITE_FULL:
        return FAIL(FULL);
    case SQLITE_NOMEM:
        return FAIL(NO_MEMORY);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return FAIL(LOCKED);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_MISMATCH:
        return FAIL(CORRUPT);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return FAIL(READ_ONLY);
    case SQLITE_CONSTRAINT:
        return FAIL(REFUSED);
    case SQLITE_TOOBIG:
        return FAIL(TOO_LARGE);
    default:
        return file_err(db ? sqlite3_system_errno(db) : EIO);
    }
}

void store_bind_id(sqlite3_stmt *s, int at, const struct id *id)
{
    if (id_is_none(*id)) {
        sqlite3_bind_null(s, at);
    } else {
        sqlite3_bind_blob(s, at, id->byte, ID_BYTES, SQLITE_STATIC);
    }
}

void store_bind_text(sqlite3_stmt *s, int at, const char *text)
{
    if (text[0] == '\0') {
        sqlite3_bind_null(s, at);
    } else {
        sqlite3_bind_text(s, at, text, -1, SQLITE_STATIC);
    }
}

void store_bind_blob(sqlite3_stmt *s, int at, const uint8_t *bytes, int n)
{
    for (int i = 0; i < n; i++) {
        if (bytes[i] != 0) {
            sqlite3_bind_blob(s, at, bytes, n, SQLITE_STATIC);
            return;
        }
    }
    sqlite3_bind_null(s, at);
}

void store_bind_u64(sqlite3_stmt *s, int at, uint64_t v)
{
    if (v == 0) {
        sqlite3_bind_null(s, at);
    } else {
        sqlite3_bind_int64(s, at, (int64_t)v);
    }
}

struct err store_run(struct journal *j, enum journal_statement which)
{
    sqlite3_stmt *s = j->statement[which];
    int rc = sqlite3_step(s);
    struct err e = store_err(j->db, rc);
    sqlite3_reset(s);
    return e;
}

bool store_row(struct journal *j, sqlite3_stmt *s, struct err *out_end)
{
    int rc = sqlite3_step(s);
    if (rc == SQLITE_ROW) {
        return true;
    }
    *out_end = store_err(j->db, rc);
    sqlite3_reset(s);
    return false;
}

struct err store_one_row(struct journal *j, sqlite3_stmt *s)
{
    struct err end = OK;
    bool stepped = store_row(j, s, &end);
    return stepped || failed(end) ? end : FAIL(CORRUPT);
}

bool store_blob(sqlite3_stmt *s, int column, uint8_t *out, int n)
{
    memset(out, 0, (size_t)n);
    if (sqlite3_column_type(s, column) == SQLITE_NULL) {
        return true;
    }
    if (sqlite3_column_type(s, column) != SQLITE_BLOB || sqlite3_column_bytes(s, column) != n) {
        return false;
    }
    const void *bytes = sqlite3_column_blob(s, column);
    if (!bytes) {
        return false;
    }
    memcpy(out, bytes, (size_t)n);
    return true;
}

bool store_id(sqlite3_stmt *s, int column, struct id *out)
{
    return store_blob(s, column, out->byte, ID_BYTES);
}

bool store_text(sqlite3_stmt *s, int column, char *out, size_t size)
{
    /* As bytes: asking for text would allocate for its end mark, and could give none. */
    const char *text = sqlite3_column_blob(s, column);
    int n = sqlite3_column_bytes(s, column);
    struct str from = {text, text ? (size_t)n : 0};
    return str_copy(out, size, from);
}

bool store_kind(sqlite3_stmt *s, int column, enum journal_kind *out)
{
    char name[32];
    return store_text(s, column, name, sizeof name) && journal_kind_parse(str_of(name), out);
}

bool store_event(sqlite3_stmt *s, struct journal_row *out)
{
    *out = (struct journal_row){0};
    int64_t call_no = sqlite3_column_int64(s, 8);
    out->wall_ms = sqlite3_column_int64(s, 1);
    out->at_ms = (uint64_t)sqlite3_column_int64(s, 2);
    out->token = (uint64_t)sqlite3_column_int64(s, 7);
    out->call_no = (int)call_no;
    return call_no == out->call_no && store_kind(s, 0, &out->kind) &&
           store_id(s, 3, &out->visit_id) && store_id(s, 4, &out->request_id) &&
           store_id(s, 5, &out->job_id) &&
           store_text(s, 6, out->application_id, sizeof out->application_id) &&
           store_blob(s, 9, out->code.byte, CODE_HASH_BYTES) &&
           store_text(s, 10, out->staff_id, sizeof out->staff_id) &&
           store_text(s, 11, out->detail, sizeof out->detail);
}

struct err store_begin(struct journal *j)
{
    return store_run(j, STATEMENT_BEGIN);
}

void store_rollback(struct journal *j)
{
    if (!sqlite3_get_autocommit(j->db)) {
        IGNORE_ERR(store_run(j, STATEMENT_ROLLBACK));
    }
}
