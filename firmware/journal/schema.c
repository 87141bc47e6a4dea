#include "journal/store.h"

/* One entry is one released version; an entry never changes once it was released. */
static const char *const migrations[JOURNAL_SCHEMA_VERSION] = {
    [0] =
        "CREATE TABLE migration(version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"
        "CREATE TABLE event(row_no INTEGER PRIMARY KEY, kind TEXT NOT NULL,"
        " wall_ms INTEGER NOT NULL, at_ms INTEGER NOT NULL, visit_id BLOB, request_id BLOB,"
        " job_id BLOB, application_id TEXT, token INTEGER, call_no INTEGER, code BLOB,"
        " staff_id TEXT, detail TEXT, effects BLOB, hash BLOB NOT NULL) STRICT;"
        "CREATE INDEX event_by_visit ON event(visit_id) WHERE visit_id IS NOT NULL;"
        "CREATE INDEX event_by_kind ON event(kind, wall_ms);"
        "CREATE TRIGGER event_kept BEFORE UPDATE ON event"
        " BEGIN SELECT raise(ABORT, 'append only'); END;"
        "CREATE TRIGGER event_stays BEFORE DELETE ON event"
        " BEGIN SELECT raise(ABORT, 'append only'); END;"
        "CREATE TABLE visit(visit_id BLOB PRIMARY KEY, state TEXT NOT NULL,"
        " opened_wall_ms INTEGER NOT NULL, closed_wall_ms INTEGER, code BLOB, call_no INTEGER,"
        " call_day INTEGER, first_row INTEGER NOT NULL, last_row INTEGER NOT NULL,"
        " last_kind TEXT NOT NULL, last_wall_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
        "CREATE INDEX visit_open ON visit(first_row) WHERE state = 'OPEN';"
        "CREATE INDEX visit_called ON visit(call_day, call_no) WHERE call_day IS NOT NULL;"
        "CREATE TABLE item(visit_id BLOB NOT NULL, application_id TEXT NOT NULL,"
        " first_row INTEGER NOT NULL, last_row INTEGER NOT NULL, last_kind TEXT NOT NULL,"
        " token INTEGER, request_id BLOB, job_id BLOB, outcome_kind TEXT, outcome_detail TEXT,"
        " PRIMARY KEY(visit_id, application_id)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE job(job_id BLOB PRIMARY KEY, visit_id BLOB, application_id TEXT,"
        " grp TEXT NOT NULL, last_row INTEGER NOT NULL, outcome_kind TEXT, outcome_detail TEXT)"
        " STRICT, WITHOUT ROWID;"
        "CREATE TABLE intent(visit_id BLOB NOT NULL, application_id TEXT NOT NULL,"
        " grp TEXT NOT NULL, job_id BLOB NOT NULL, row_no INTEGER NOT NULL, request_id BLOB,"
        " wall_ms INTEGER NOT NULL, PRIMARY KEY(visit_id, application_id, grp, job_id))"
        " STRICT, WITHOUT ROWID;"
        "CREATE TABLE outbox(no INTEGER PRIMARY KEY, put_row INTEGER NOT NULL, op TEXT NOT NULL,"
        " idempotency_key BLOB NOT NULL UNIQUE, request_id BLOB, visit_id BLOB,"
        " application_id TEXT NOT NULL, token INTEGER, evidence TEXT, staff_id TEXT, reason TEXT,"
        " happened_at_ms INTEGER NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,"
        " last_result TEXT) STRICT;"
        "CREATE INDEX outbox_queued ON outbox(no) WHERE state = 'QUEUED';"
        "CREATE INDEX outbox_order ON outbox(application_id, no) WHERE state = 'QUEUED';"
        "CREATE INDEX outbox_aside ON outbox(no) WHERE state = 'ASIDE';"
        "CREATE INDEX outbox_by_visit ON outbox(visit_id) WHERE state <> 'ACKED';"
        "CREATE TRIGGER outbox_kept BEFORE UPDATE OF no, put_row, op, idempotency_key, request_id,"
        " visit_id, application_id, token, evidence, staff_id, reason, happened_at_ms ON outbox"
        " BEGIN SELECT raise(ABORT, 'append only'); END;"
        "CREATE TRIGGER outbox_stays BEFORE DELETE ON outbox"
        " BEGIN SELECT raise(ABORT, 'append only'); END;"
        "CREATE TABLE outbox_step(no INTEGER PRIMARY KEY, row_no INTEGER NOT NULL,"
        " outbox_no INTEGER NOT NULL REFERENCES outbox(no), state TEXT NOT NULL,"
        " result TEXT NOT NULL) STRICT;"
        "CREATE TRIGGER outbox_step_kept BEFORE UPDATE ON outbox_step"
        " BEGIN SELECT raise(ABORT, 'append only'); END;"
        "CREATE TRIGGER outbox_step_stays BEFORE DELETE ON outbox_step"
        " BEGIN SELECT raise(ABORT, 'append only'); END;"
        "CREATE TABLE personal(visit_id BLOB NOT NULL, application_id TEXT NOT NULL,"
        " day INTEGER NOT NULL, nonce BLOB NOT NULL, sealed BLOB NOT NULL,"
        " PRIMARY KEY(visit_id, application_id)) STRICT, WITHOUT ROWID;"
        "CREATE INDEX personal_by_day ON personal(day);"
        "INSERT INTO migration(version, name) VALUES(1, 'first');",
};

static struct err single(sqlite3 *db, const char *sql, int64_t *out)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(db, sql, -1, &s, NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(s);
    }
    struct err e = rc == SQLITE_ROW ? OK : store_err(db, rc == SQLITE_DONE ? SQLITE_CORRUPT : rc);
    if (!failed(e)) {
        *out = sqlite3_column_int64(s, 0);
    }
    sqlite3_finalize(s);
    return e;
}

struct err schema_version(sqlite3 *db, int *out_version)
{
    int64_t objects = 0;
    int64_t version = 0;
    TRY(single(db, "SELECT count(*) FROM sqlite_schema", &objects));
    if (objects == 0) {
        *out_version = 0;
        return OK;
    }
    int64_t ours = 0;
    TRY(single(db, "SELECT count(*) FROM sqlite_schema WHERE name IN ('migration', 'event')",
               &ours));
    if (ours != 2) {
        return FAIL(CORRUPT);
    }
    TRY(single(db, "SELECT max(version) FROM migration", &version));
    if (version < 1 || version > INT32_MAX) {
        return FAIL(CORRUPT);
    }
    *out_version = (int)version;
    return OK;
}

static struct err apply_list(sqlite3 *db, const char *const *list, int from, int to)
{
    for (int i = from; i < to; i++) {
        int rc = sqlite3_exec(db, list[i], NULL, NULL, NULL);
        if (rc != SQLITE_OK) {
            return store_err(db, rc);
        }
    }
    return OK;
}

struct err schema_apply(sqlite3 *db, const struct schema_list *list)
{
    int version = 0;
    TRY(schema_version(db, &version));
    if (version > list->count) {
        return FAIL(UNSUPPORTED);
    }
    if (version == list->count) {
        return OK;
    }
    int rc = sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL);
    struct err e =
        rc == SQLITE_OK ? apply_list(db, list->sql, version, list->count) : store_err(db, rc);
    if (!failed(e)) {
        rc = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
        e = store_err(db, rc);
    }
    if (failed(e) && !sqlite3_get_autocommit(db)) {
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    }
    return e;
}

struct schema_list schema_released(void)
{
    return (struct schema_list){migrations, JOURNAL_SCHEMA_VERSION};
}
