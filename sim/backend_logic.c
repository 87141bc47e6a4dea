#include "sim/backend_logic.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "sim/backend_route.h"
#include "sim/backend_turn.h"

enum { REQUEST_HASH = 32 };

struct err backend_logic_open(const struct backend_logic_settings *settings,
                              struct backend_logic **out_logic)
{
    struct backend_logic *logic = calloc(1, sizeof *logic);
    if (logic == NULL) {
        return FAIL(NO_MEMORY);
    }
    struct err err = backend_store_open(&logic->store, settings->path, settings->vfs);
    if (failed(err)) {
        free(logic);
        return err;
    }
    logic->issuer = settings->issuer;
    logic->keeps_no_exchange = settings->keeps_no_exchange;
    *out_logic = logic;
    return OK;
}

void backend_logic_close(struct backend_logic *logic)
{
    if (logic != NULL) {
        backend_store_close(&logic->store);
        free(logic->body);
        free(logic->previous);
        free(logic);
    }
}

void backend_refuse(struct backend_turn *t, int status)
{
    t->status = status;
    t->result = EXCHANGE_RESULT_REJECTED;
}

const char *backend_text_in(struct backend_turn *t, const char *key, size_t max, bool may_be_empty)
{
    const json_t *value = json_object_get(t->in, key);
    size_t length = json_string_length(value);
    if (!json_is_string(value) || length > max || (length == 0 && !may_be_empty)) {
        backend_refuse(t, 400);
        return NULL;
    }
    return json_string_value(value);
}

static bool writes(enum exchange_op op)
{
    return op == EXCHANGE_RESERVE || op == EXCHANGE_BEGIN || op == EXCHANGE_DONE ||
           op == EXCHANGE_ABORT;
}

/* False: refused. */
static bool envelope_is_complete(struct backend_turn *t)
{
    const struct backend_call *c = t->call;
    struct id unused;
    bool ids = c->request_id != NULL && id_parse(str_of(c->request_id), &unused) &&
               c->visit_id != NULL && id_parse(str_of(c->visit_id), &unused);
    bool sender = c->terminal_id != NULL && c->terminal_id[0] != '\0' && c->build != NULL &&
                  c->config_digest != NULL;
    bool key = c->idempotency_key != NULL && id_parse(str_of(c->idempotency_key), &unused);
    if (!ids || !sender || (writes(t->op) && !key)) {
        backend_refuse(t, 400);
        return false;
    }
    return true;
}

/* False: refused. */
static bool read_body(struct backend_turn *t)
{
    if (strcmp(t->call->method, "GET") == 0) {
        return true;
    }
    t->in = json_loadb(t->call->body, t->call->body_length, JSON_REJECT_DUPLICATES, NULL);
    if (!json_is_object(t->in)) {
        backend_refuse(t, 400);
        return false;
    }
    if (!writes(t->op)) {
        return true;
    }
    const char *id = backend_text_in(t, "application_id", APPLICATION_ID_SIZE - 1, false);
    return id != NULL && str_copy(t->application_id, APPLICATION_ID_SIZE, str_of(id));
}

static void hash_request(const struct backend_call *c, uint8_t out[REQUEST_HASH])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, REQUEST_HASH);
    const char *const texts[] = {c->method, c->path, c->terminal_id, c->visit_id};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        crypto_generichash_update(&state, (const uint8_t *)texts[i], strlen(texts[i]) + 1);
    }
    crypto_generichash_update(&state, c->body, c->body_length);
    crypto_generichash_final(&state, out, REQUEST_HASH);
}

/* True: the key came before, and the answer is the earlier one, or 422. */
static bool answered_before(struct backend_turn *t, const uint8_t hash[REQUEST_HASH])
{
    sqlite3_stmt *q =
        backend_store_sql(t->store, "SELECT request_hash, result, content FROM idempotency"
                                    " WHERE idempotency_key = ?");
    backend_store_text(q, 1, t->call->idempotency_key);
    if (!backend_store_row(t->store, q)) {
        return false;
    }
    if (memcmp(sqlite3_column_blob(q, 0), hash, REQUEST_HASH) != 0) {
        t->status = 422;
        t->result = EXCHANGE_RESULT_KEY_REUSED;
        return true;
    }
    t->result = (enum exchange_result)sqlite3_column_int(q, 1);
    if (t->op == EXCHANGE_BEGIN && t->result == EXCHANGE_RESULT_OK && backend_was_given_back(t)) {
        return true;
    }
    json_t *content = json_loads((const char *)sqlite3_column_text(q, 2), 0, NULL);
    json_object_update(t->out, content);
    json_decref(content);
    return true;
}

static void remember(struct backend_turn *t, const uint8_t hash[REQUEST_HASH])
{
    char *content = json_dumps(t->out, JSON_COMPACT);
    sqlite3_stmt *q = backend_store_sql(t->store, "INSERT INTO idempotency VALUES(?, ?, ?, ?, ?)");
    backend_store_text(q, 1, t->call->idempotency_key);
    backend_store_blob(q, 2, hash, REQUEST_HASH);
    backend_store_int(q, 3, t->result);
    backend_store_text(q, 4, content == NULL ? "{}" : content);
    backend_store_int(q, 5, t->now_ms);
    backend_store_run(t->store, q);
    free(content);
}

/* Whoever asks is alive, whatever it asks: nobody is relieved of what it may be going on with. */
static void note_heard(struct backend_turn *t)
{
    sqlite3_stmt *q = backend_store_sql(t->store, "INSERT INTO heard VALUES(?1, ?2)"
                                                  " ON CONFLICT DO UPDATE SET at_ms = ?2");
    backend_store_text(q, 1, t->call->terminal_id);
    backend_store_int(q, 2, t->now_ms);
    backend_store_run(t->store, q);
}

static void carry_out(struct backend_turn *t)
{
    static void (*const handlers[EXCHANGE_COUNT])(struct backend_turn *) = {
        [EXCHANGE_LOOKUP] = backend_on_lookup,   [EXCHANGE_RESERVE] = backend_on_reserve,
        [EXCHANGE_BEGIN] = backend_on_begin,     [EXCHANGE_DONE] = backend_on_done,
        [EXCHANGE_ABORT] = backend_on_abort,     [EXCHANGE_STATE] = backend_on_state,
        [EXCHANGE_NOTICES] = backend_on_notices, [EXCHANGE_HEARTBEAT] = backend_on_heartbeat,
    };
    uint8_t hash[REQUEST_HASH];
    bool keyed = writes(t->op);
    if (keyed) {
        hash_request(t->call, hash);
        if (answered_before(t, hash)) {
            return;
        }
    }
    handlers[t->op](t);
    if (keyed && t->status == 200) {
        remember(t, hash);
    }
}

static void run(struct backend_turn *t, const struct backend_faults *faults)
{
    int64_t until_ms = faults->value[BACKEND_FAULT_MAINTENANCE];
    if (until_ms > t->now_ms) {
        t->status = 503;
        t->result = EXCHANGE_RESULT_MAINTENANCE;
        json_object_set_new(t->out, "resumes_at_ms", json_integer(until_ms));
        return;
    }
    struct backend_route route;
    int status = backend_route_of(t->call->method, t->call->path, &route);
    if (status != 200) {
        backend_refuse(t, status);
        return;
    }
    t->op = route.op;
    t->token = route.token;
    memcpy(t->application_id, route.application_id, sizeof t->application_id);
    if (!envelope_is_complete(t) || !read_body(t)) {
        return;
    }
    backend_store_begin(t->store);
    note_heard(t);
    carry_out(t);
    if (t->status != 200) {
        backend_store_rollback(t->store);
    } else if (!backend_store_commit(t->store)) {
        t->status = 500;
        t->result = EXCHANGE_RESULT_SERVER_ERROR;
    }
}

static char *compose(struct backend_turn *t, bool wrong_ids, size_t *out_length)
{
    static const char none[] = "00000000000000000000000000000000";
    static const char other[] = "0123456789abcdef0123456789abcdef";
    const char *request_id = t->call->request_id == NULL ? none : t->call->request_id;
    const char *visit_id = t->call->visit_id == NULL ? none : t->call->visit_id;
    json_t *reply = json_object();
    json_object_set_new(reply, "request_id", json_string(wrong_ids ? other : request_id));
    json_object_set_new(reply, "visit_id", json_string(wrong_ids ? other : visit_id));
    json_object_set_new(reply, "server_at_ms", json_integer(t->now_ms < 0 ? 0 : t->now_ms));
    json_object_set_new(reply, "result", json_string(exchange_result_name(t->result)));
    if (t->status == 200 || t->result == EXCHANGE_RESULT_MAINTENANCE) {
        json_object_update(reply, t->out);
    }
    char *text = json_dumps(reply, JSON_COMPACT);
    json_decref(reply);
    *out_length = text == NULL ? 0 : strlen(text);
    return text;
}

static void log_exchange(struct backend_turn *t, bool by_fault)
{
    struct backend_logic *l = t->logic;
    if (l->keeps_no_exchange) {
        return;
    }
    if (json_object_get(t->in, "code") != NULL) {
        json_object_set_new(t->in, "code", json_string("")); /* a payload is never stored */
    }
    char *body = t->in == NULL ? NULL : json_dumps(t->in, JSON_COMPACT);
    sqlite3_stmt *q =
        backend_store_sql(t->store, "INSERT INTO exchange(at_ms, method, path, terminal_id,"
                                    " request_id, visit_id, idempotency_key, body, status,"
                                    " reply, by_fault) VALUES(?,?,?,?,?,?,?,?,?,?,?)");
    const struct backend_call *c = t->call;
    const char *const texts[] = {
        c->method, c->path, c->terminal_id, c->request_id, c->visit_id, c->idempotency_key, body};
    backend_store_int(q, 1, t->now_ms);
    for (int i = 0; i < 7; i++) {
        backend_store_text(q, 2 + i, texts[i]);
    }
    backend_store_int(q, 9, t->status);
    backend_store_text(q, 10, by_fault ? NULL : l->body);
    backend_store_int(q, 11, by_fault);
    backend_store_run(t->store, q);
    free(body);
}

/* Faults that replace the whole answer before the request is looked at. NULL: none. */
static char *bad_body(const struct backend_faults *f, size_t *out_length)
{
    static const char page[] = "<!DOCTYPE html><html><body>Bad Gateway</body></html>";
    int64_t huge = f->value[BACKEND_FAULT_HUGE];
    if (huge > 0) {
        char *body = malloc((size_t)huge + 1);
        if (body != NULL) {
            memset(body, ' ', (size_t)huge);
            body[0] = '{';
            body[huge - 1] = '}';
            body[huge] = '\0';
            *out_length = (size_t)huge;
        }
        return body;
    }
    if (f->value[BACKEND_FAULT_NOT_JSON] != 0 || f->value[BACKEND_FAULT_STATUS] != 0) {
        *out_length = sizeof page - 1;
        return strdup(page);
    }
    return NULL;
}

static int64_t retry_after_s(const struct backend_turn *t, const struct backend_faults *f)
{
    int64_t wait = f->value[BACKEND_FAULT_RETRY_AFTER];
    if (wait == 0 && t->result == EXCHANGE_RESULT_MAINTENANCE) {
        wait = (f->value[BACKEND_FAULT_MAINTENANCE] - t->now_ms + 999) / 1000;
        wait = wait > 600 ? 600 : wait;
    }
    return wait;
}

/* Remembers the honest answer; with the fault, gives the one before it instead. */
static void swap_with_previous(struct backend_logic *l, int *status, bool swapped)
{
    char *honest = malloc(l->length + 1);
    if (honest == NULL) {
        return;
    }
    memcpy(honest, l->body, l->length + 1);
    size_t length = l->length;
    int honest_status = *status;
    if (swapped && l->previous != NULL) {
        free(l->body);
        l->body = l->previous;
        l->length = l->previous_length;
        *status = l->previous_status;
    } else {
        free(l->previous);
    }
    l->previous = honest;
    l->previous_length = length;
    l->previous_status = honest_status;
}

struct backend_answer backend_logic_answer(struct backend_logic *logic,
                                           const struct backend_call *call,
                                           const struct backend_faults *faults)
{
    static const struct backend_faults none;
    const struct backend_faults *f = faults == NULL ? &none : faults;
    struct backend_turn t = {
        .logic = logic,
        .store = &logic->store,
        .call = call,
        .now_ms = call->now_ms + f->value[BACKEND_FAULT_CLOCK],
        .status = 200,
        .result = EXCHANGE_RESULT_OK,
        .out = json_object(),
    };
    free(logic->body);
    logic->body = bad_body(f, &logic->length);
    bool by_fault = logic->body != NULL;
    if (by_fault) {
        t.status = f->value[BACKEND_FAULT_STATUS] != 0 ? (int)f->value[BACKEND_FAULT_STATUS] : 200;
    } else {
        run(&t, f);
        bool wrong_ids = f->value[BACKEND_FAULT_WRONG_IDS] != 0;
        logic->body = compose(&t, wrong_ids, &logic->length);
        assert(logic->body != NULL);
        bool swapped = f->value[BACKEND_FAULT_SWAPPED] != 0;
        swap_with_previous(logic, &t.status, swapped);
        by_fault = wrong_ids || swapped;
    }
    log_exchange(&t, by_fault);
    json_decref(t.in);
    json_decref(t.out);
    return (struct backend_answer){
        .status = t.status,
        .retry_after_s = (int)retry_after_s(&t, f),
        .chunked = f->value[BACKEND_FAULT_CHUNKED] != 0,
        .body = logic->body,
        .length = logic->length,
    };
}
