/* What the office does to the reference backend from outside: seeds, reviews, notices. */
#include <string.h>
#include "sim/backend_json.h"
#include "sim/backend_turn.h"

static struct err outcome(struct backend_logic *logic, bool done)
{
    if (!done) {
        return FAIL(IO);
    }
    return sqlite3_changes(logic->store.db) > 0 ? OK : FAIL(NOT_FOUND);
}

struct err backend_logic_put_application(struct backend_logic *logic, const struct application *a)
{
    json_t *json = backend_json_application(a);
    char *text = json_dumps(json, JSON_COMPACT);
    if (text == NULL) {
        json_decref(json);
        return FAIL(INVALID);
    }
    logic->store.broken = false;
    sqlite3_stmt *q = backend_store_sql(
        &logic->store, "INSERT INTO application(application_id, json, status, tax,"
                       " tax_at_ms, version, issued_at_ms) VALUES(?1, ?2, ?3, ?4, ?5,"
                       " ?6, ?7) ON CONFLICT(application_id) DO UPDATE SET json = ?2,"
                       " status = ?3, tax = ?4, tax_at_ms = ?5, version = version + 1");
    backend_store_text(q, 1, a->application_id);
    backend_store_text(q, 2, text);
    backend_store_text(q, 3, json_string_value(json_object_get(json, "status")));
    backend_store_text(q, 4, tax_name(a->tax));
    backend_store_int(q, 5, a->tax_at_ms);
    backend_store_int(q, 6, a->version);
    backend_store_int(q, 7, a->issued_at_ms);
    bool done = backend_store_run(&logic->store, q);
    free(text);
    json_decref(json);
    return outcome(logic, done);
}

struct err backend_logic_set_status(struct backend_logic *logic, const char *application_id,
                                    const char *status)
{
    logic->store.broken = false;
    sqlite3_stmt *q =
        backend_store_sql(&logic->store, "UPDATE application SET status = ?,"
                                         " version = version + 1 WHERE application_id = ?");
    backend_store_text(q, 1, status);
    backend_store_text(q, 2, application_id);
    bool done = backend_store_run(&logic->store, q);
    return outcome(logic, done);
}

struct err backend_logic_put_code(struct backend_logic *logic, const struct backend_code *code)
{
    uint8_t key[BACKEND_CODE_KEY];
    backend_code_key(code->code, code->length, code->is_token_id, key);
    logic->store.broken = false;
    sqlite3_stmt *q =
        backend_store_sql(&logic->store, "INSERT OR REPLACE INTO code VALUES(?, ?, ?, ?, ?)");
    backend_store_blob(q, 1, key, sizeof key);
    backend_store_text(q, 2, code->application_id);
    backend_store_text(q, 3, code->firm_id);
    backend_store_int(q, 4, code->expires_ms);
    backend_store_int(q, 5, code->replaced);
    bool done = backend_store_run(&logic->store, q);
    return outcome(logic, done);
}

struct err backend_logic_put_firm(struct backend_logic *logic, const char *firm_id,
                                  const char *name)
{
    logic->store.broken = false;
    sqlite3_stmt *q = backend_store_sql(&logic->store, "INSERT OR REPLACE INTO firm VALUES(?, ?)");
    backend_store_text(q, 1, firm_id);
    backend_store_text(q, 2, name);
    bool done = backend_store_run(&logic->store, q);
    return outcome(logic, done);
}

struct err backend_logic_put_firm_application(struct backend_logic *logic, const char *firm_id,
                                              const char *application_id)
{
    logic->store.broken = false;
    sqlite3_stmt *q =
        backend_store_sql(&logic->store, "INSERT INTO firm_application SELECT ?1, 1 + count(*), ?2"
                                         " FROM firm_application WHERE firm_id = ?1");
    backend_store_text(q, 1, firm_id);
    backend_store_text(q, 2, application_id);
    bool done = backend_store_run(&logic->store, q);
    return outcome(logic, done);
}

struct err backend_logic_put_notice(struct backend_logic *logic, const char *text, int64_t from_ms,
                                    int64_t until_ms)
{
    logic->store.broken = false;
    sqlite3_stmt *q = backend_store_sql(
        &logic->store, "INSERT INTO notice(text, from_ms, until_ms) VALUES(?, ?, ?)");
    backend_store_text(q, 1, text);
    backend_store_int(q, 2, from_ms);
    backend_store_int(q, 3, until_ms);
    bool done = backend_store_run(&logic->store, q);
    return outcome(logic, done);
}

sqlite3 *backend_logic_db(struct backend_logic *logic)
{
    return logic->store.db;
}
