/* The calls that only tell: lookups, notices, heartbeats. */
#include <sodium.h>
#include <string.h>
#include "sim/backend_turn.h"

void backend_code_key(const void *bytes, size_t length, bool is_token_id,
                      uint8_t out[BACKEND_CODE_KEY])
{
    static const uint8_t salt[2][16] = {"opaque code", "signed token id"};
    crypto_generichash(out, BACKEND_CODE_KEY, bytes, length, salt[is_token_id], 16);
}

json_t *backend_application(struct store *store, const char *application_id)
{
    sqlite3_stmt *q =
        backend_store_sql(store, "SELECT json, status, tax, tax_at_ms, version, issued_at_ms"
                                 " FROM application WHERE application_id = ?");
    backend_store_text(q, 1, application_id);
    if (!backend_store_row(store, q)) {
        return NULL;
    }
    json_t *a = json_loads((const char *)sqlite3_column_text(q, 0), 0, NULL);
    json_object_set_new(a, "status", json_string((const char *)sqlite3_column_text(q, 1)));
    json_object_set_new(a, "tax_confirmation",
                        json_string((const char *)sqlite3_column_text(q, 2)));
    json_object_set_new(a, "tax_at_ms", json_integer(sqlite3_column_int64(q, 3)));
    json_object_set_new(a, "version", json_integer(sqlite3_column_int64(q, 4)));
    json_object_set_new(a, "issued_at_ms", json_integer(sqlite3_column_int64(q, 5)));
    return a;
}

/* What the signature alone says. OK also for opaque codes. */
static enum exchange_result check_signature(const struct backend_turn *t, const uint8_t *code,
                                            size_t length, struct pickup_token *out_token,
                                            bool *out_signed)
{
    enum pickup_check check =
        pickup_code_check(code, length, &t->logic->issuer, 1, t->now_ms / 1000, out_token);
    *out_signed = check == PICKUP_OK;
    switch (check) {
    case PICKUP_OK:
    case PICKUP_UNSIGNED:
        return EXCHANGE_RESULT_OK;
    case PICKUP_EXPIRED:
        return EXCHANGE_RESULT_CODE_EXPIRED;
    default:
        return EXCHANGE_RESULT_CODE_REFUSED;
    }
}

static void tell_single(struct backend_turn *t, const char *application_id)
{
    json_t *list = json_array();
    json_array_append_new(list, backend_application(t->store, application_id));
    json_object_set_new(t->out, "code_kind", json_string("SINGLE"));
    json_object_set_new(t->out, "firm_name", json_string(""));
    json_object_set_new(t->out, "applications_cut", json_false());
    json_object_set_new(t->out, "applications", list);
}

static void tell_firm(struct backend_turn *t, const char *firm_id)
{
    char name[FIRM_NAME_SIZE] = "";
    sqlite3_stmt *q = backend_store_sql(t->store, "SELECT name FROM firm WHERE firm_id = ?");
    backend_store_text(q, 1, firm_id);
    if (backend_store_row(t->store, q)) {
        backend_store_column(q, 0, name, sizeof name);
    }
    json_t *list = json_array();
    bool cut = false;
    q = backend_store_sql(
        t->store, "SELECT application_id FROM firm_application WHERE firm_id = ? ORDER BY n");
    backend_store_text(q, 1, firm_id);
    while (!cut && backend_store_row(t->store, q)) {
        char application_id[APPLICATION_ID_SIZE];
        backend_store_column(q, 0, application_id, sizeof application_id);
        cut = json_array_size(list) == LOOKUP_APPLICATIONS_MAX;
        if (!cut) {
            json_array_append_new(list, backend_application(t->store, application_id));
        }
    }
    json_object_set_new(t->out, "code_kind", json_string("FIRM"));
    json_object_set_new(t->out, "firm_name", json_string(name));
    json_object_set_new(t->out, "applications_cut", json_boolean(cut));
    json_object_set_new(t->out, "applications", list);
}

static void open_code(struct backend_turn *t, const uint8_t key[BACKEND_CODE_KEY])
{
    sqlite3_stmt *q =
        backend_store_sql(t->store, "SELECT application_id, firm_id, expires_ms, replaced"
                                    " FROM code WHERE code_key = ?");
    backend_store_blob(q, 1, key, BACKEND_CODE_KEY);
    if (!backend_store_row(t->store, q)) {
        t->result = EXCHANGE_RESULT_CODE_UNKNOWN;
        return;
    }
    char application_id[APPLICATION_ID_SIZE];
    char firm_id[32];
    backend_store_column(q, 0, application_id, sizeof application_id);
    backend_store_column(q, 1, firm_id, sizeof firm_id);
    if (sqlite3_column_int(q, 3) != 0) {
        t->result = EXCHANGE_RESULT_CODE_REPLACED;
    } else if (sqlite3_column_int64(q, 2) <= t->now_ms) {
        t->result = EXCHANGE_RESULT_CODE_EXPIRED;
    } else if (firm_id[0] != '\0') {
        tell_firm(t, firm_id);
    } else {
        tell_single(t, application_id);
    }
}

static void digits_of(const char *text, char *out, size_t cap)
{
    size_t n = 0;
    for (; *text != '\0' && n + 1 < cap; text++) {
        if (*text >= '0' && *text <= '9') {
            out[n++] = *text;
        }
    }
    out[n] = '\0';
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), k = strlen(end);
    return n >= k && strcmp(text + n - k, end) == 0;
}

struct wanted {
    const char *receipt_no, *plate_serial, *chassis_tail;
};

static bool fits(const json_t *a, const struct wanted *w)
{
    char receipt[64], chassis[64], plate[16];
    const json_t *plate_no = json_object_get(a, "plate_no");
    const char *serial = json_string_value(json_object_get(plate_no, "serial"));
    digits_of(json_string_value(json_object_get(a, "receipt_no")), receipt, sizeof receipt);
    digits_of(json_string_value(json_object_get(a, "chassis_no")), chassis, sizeof chassis);
    digits_of(serial == NULL ? "" : serial, plate, sizeof plate);
    if (w->receipt_no[0] != '\0') {
        return strcmp(receipt, w->receipt_no) == 0;
    }
    return plate[0] != '\0' && strcmp(plate, w->plate_serial) == 0 &&
           ends_with(chassis, w->chassis_tail);
}

/* One application of the office, or none: two that fit are nobody's. */
static void search(struct backend_turn *t)
{
    struct wanted w = {
        .receipt_no = backend_text_in(t, "receipt_no", 16, true),
        .plate_serial = backend_text_in(t, "plate_serial", 4, true),
        .chassis_tail = backend_text_in(t, "chassis_tail", 4, true),
    };
    const char *staff_id = backend_text_in(t, "staff_id", STAFF_ID_SIZE - 1, false);
    bool whole = w.receipt_no != NULL && w.plate_serial != NULL && w.chassis_tail != NULL &&
                 staff_id != NULL;
    if (!whole || (w.receipt_no[0] == '\0') == (w.plate_serial[0] == '\0') ||
        (w.plate_serial[0] == '\0') != (w.chassis_tail[0] == '\0')) {
        backend_refuse(t, 400);
        return;
    }
    char application_id[APPLICATION_ID_SIZE] = "", found[APPLICATION_ID_SIZE] = "";
    int count = 0;
    sqlite3_stmt *q = backend_store_sql(t->store, "SELECT application_id, json FROM application");
    while (backend_store_row(t->store, q)) {
        json_t *a = json_loads((const char *)sqlite3_column_text(q, 1), 0, NULL);
        backend_store_column(q, 0, application_id, sizeof application_id);
        if (a != NULL && fits(a, &w)) {
            memcpy(found, application_id, sizeof found);
            count++;
        }
        json_decref(a);
    }
    t->result = count == 1 ? EXCHANGE_RESULT_OK : EXCHANGE_RESULT_CODE_UNKNOWN;
    if (count == 1) {
        tell_single(t, found);
    }
}

void backend_on_lookup(struct backend_turn *t)
{
    const char *word = json_string_value(json_object_get(t->in, "code_kind"));
    if (word != NULL && strcmp(word, "SEARCH") == 0) {
        search(t);
        return;
    }
    const char *kind = backend_text_in(t, "code_kind", 16, false);
    const char *text = kind == NULL ? NULL : backend_text_in(t, "code", 4096, true);
    uint8_t code[PICKUP_CODE_MAX];
    size_t length = 0;
    bool known = kind != NULL && (strcmp(kind, "SINGLE") == 0 || strcmp(kind, "FIRM") == 0 ||
                                  strcmp(kind, "OPAQUE") == 0);
    if (text == NULL || !known ||
        sodium_base642bin(code, sizeof code, text, strlen(text), NULL, &length, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0) {
        backend_refuse(t, 400);
        return;
    }
    struct pickup_token token = {0};
    bool is_signed = false;
    t->result = check_signature(t, code, length, &token, &is_signed);
    if (t->result == EXCHANGE_RESULT_OK) {
        uint8_t key[BACKEND_CODE_KEY];
        backend_code_key(is_signed ? token.id : code, is_signed ? sizeof token.id : length,
                         is_signed, key);
        open_code(t, key);
    }
    sodium_memzero(code, sizeof code);
}

void backend_on_notices(struct backend_turn *t)
{
    json_t *list = json_array();
    sqlite3_stmt *q = backend_store_sql(
        t->store, "SELECT text, from_ms, until_ms FROM notice ORDER BY n LIMIT 4");
    while (backend_store_row(t->store, q)) {
        json_t *item = json_object();
        json_object_set_new(item, "text", json_string((const char *)sqlite3_column_text(q, 0)));
        json_object_set_new(item, "from_ms", json_integer(sqlite3_column_int64(q, 1)));
        json_object_set_new(item, "until_ms", json_integer(sqlite3_column_int64(q, 2)));
        json_array_append_new(list, item);
    }
    json_object_set_new(t->out, "notices", list);
}

void backend_on_heartbeat(struct backend_turn *t)
{
    if (backend_text_in(t, "journal_head", 64, false) == NULL ||
        backend_text_in(t, "health", EVIDENCE_SIZE - 1, true) == NULL) {
        return;
    }
    char *body = json_dumps(t->in, JSON_COMPACT);
    sqlite3_stmt *q =
        backend_store_sql(t->store, "INSERT INTO heartbeat VALUES(?1, ?2, ?3, ?4, ?5)"
                                    " ON CONFLICT(terminal_id) DO UPDATE SET at_ms = ?2,"
                                    " build = ?3, config_digest = ?4, body = ?5");
    backend_store_text(q, 1, t->call->terminal_id);
    backend_store_int(q, 2, t->now_ms);
    backend_store_text(q, 3, t->call->build);
    backend_store_text(q, 4, t->call->config_digest);
    backend_store_text(q, 5, body == NULL ? "" : body);
    backend_store_run(t->store, q);
    free(body);
    json_object_set_new(t->out, "next_poll_ms", json_integer(BACKEND_POLL_MS));
    json_object_set_new(t->out, "desired_config", json_string(""));
    json_object_set_new(t->out, "commands", json_array());
}
