/* A terminal's wire codec on one side, the reference backend's logic on the other, and the contract
 * between them: every message that passes is held against openapi.yaml. */
#ifndef TESTS_UNIT_SIM_OFFICE_KIT_H
#define TESTS_UNIT_SIM_OFFICE_KIT_H

#include <stdlib.h>
#include <string.h>
#include "backend/wire.h"
#include "sim/backend_logic.h"
#include "sim/seed_data.h"
#include "tests/kit/kit.h"
#include "tests/kit/openapi.h"

#define OFFICE_NOW_MS INT64_C(1795500000000)

struct office {
    struct backend_logic *logic;
    struct backend_faults faults;
    struct openapi *contract;
    uint8_t secret[64];
    int64_t now_ms;
    struct rng rng;
    const char *terminal;
    struct id visit;
    int status; /* of the last answer */
    struct backend_request request;
    struct backend_reply reply;
    struct wire_message message;
};

/* The backend starts; vfs NULL: SQLite's own. */
static inline void office_start(struct office *o, const char *path, const char *vfs)
{
    uint8_t public_key[32];
    seed_data_issuer(7, public_key, o->secret);
    struct backend_logic_settings s = {
        .path = path, .vfs = vfs, .issuer = seed_data_key(public_key)};
    assert_ok(backend_logic_open(&s, &o->logic));
}

static inline void office_open(struct office *o, const char *path)
{
    memset(o, 0, sizeof *o);
    office_start(o, path, NULL);
    o->now_ms = OFFICE_NOW_MS;
    o->terminal = "t1";
    rng_init(&o->rng, 3);
    o->visit = id_make(&o->rng);
    o->contract = openapi_open("firmware/backend/openapi.yaml");
}

static inline void office_close(struct office *o)
{
    backend_logic_close(o->logic);
    openapi_close(o->contract);
}

static inline const char *office_header(void *at, const char *name)
{
    const struct wire_message *m = at;
    for (int i = 0; i < m->header_count; i++) {
        if (strcmp(m->header[i].name, name) == 0) {
            return m->header[i].value;
        }
    }
    return NULL;
}

static inline struct backend_answer office_carry(struct office *o, struct wire_message *m)
{
    char message[SCHEMA_MESSAGE_SIZE];
    m->body[m->body_length] = '\0';
    struct openapi_exchange x = {.method = m->method == WIRE_GET ? "GET" : "POST",
                                 .path = m->path,
                                 .header = office_header,
                                 .at = m,
                                 .body = m->body};
    if (!openapi_check_request(o->contract, &x, message)) {
        fail_msg("%s: %s", m->path, message);
    }
    struct backend_call call = {
        .method = x.method,
        .path = m->path,
        .request_id = office_header(m, "Uketori-Request"),
        .visit_id = office_header(m, "Uketori-Visit"),
        .terminal_id = office_header(m, "Uketori-Terminal"),
        .build = office_header(m, "Uketori-Build"),
        .config_digest = office_header(m, "Uketori-Config"),
        .idempotency_key = office_header(m, "Idempotency-Key"),
        .body = m->body,
        .body_length = m->body_length,
        .now_ms = o->now_ms,
    };
    struct backend_answer answer = backend_logic_answer(o->logic, &call, &o->faults);
    bool honest = o->faults.value[BACKEND_FAULT_STATUS] == 0 &&
                  o->faults.value[BACKEND_FAULT_NOT_JSON] == 0 &&
                  o->faults.value[BACKEND_FAULT_HUGE] == 0 &&
                  o->faults.value[BACKEND_FAULT_SWAPPED] == 0;
    x.status = answer.status;
    x.reply = answer.body;
    if (honest && !openapi_check_reply(o->contract, &x, message)) {
        fail_msg("%s: %s in %s", m->path, message, answer.body);
    }
    return answer;
}

/* Sends o->request as it stands. */
static inline enum exchange_result office_send(struct office *o)
{
    struct wire_identity identity = {.build = "test", .config_digest = "d"};
    strcpy(identity.terminal_id, o->terminal);
    wire_encode(&o->request, &identity, &o->message);
    struct backend_answer a = office_carry(o, &o->message);
    struct wire_answer answer = {a.status, a.retry_after_s * INT64_C(1000), a.body, a.length};
    wire_decode(&answer, &o->request, &o->reply);
    o->status = a.status;
    return o->reply.result;
}

static inline struct backend_request *office_new(struct office *o, enum exchange_op op)
{
    bool keyed = op >= EXCHANGE_RESERVE && op <= EXCHANGE_ABORT;
    o->request = (struct backend_request){.op = op, .visit_id = o->visit};
    o->request.request_id = id_make(&o->rng);
    o->request.idempotency_key = keyed ? id_make(&o->rng) : (struct id){0};
    return &o->request;
}

static inline enum exchange_result office_call(struct office *o, enum exchange_op op,
                                               const char *application_id, uint64_t token)
{
    struct backend_request *q = office_new(o, op);
    assert_true(str_copy(q->application_id, sizeof q->application_id, str_of(application_id)));
    q->token = token;
    strcpy(q->evidence, "test");
    strcpy(q->staff_id, "S1");
    strcpy(q->reason, "test");
    q->happened_at_ms = o->now_ms;
    return office_send(o);
}

/* Presents the code of a seeded name. */
static inline enum exchange_result office_lookup(struct office *o, const char *name)
{
    struct seed_code code;
    struct backend_request *q = office_new(o, EXCHANGE_LOOKUP);
    assert_ok(seed_data_code(name, o->secret, OFFICE_NOW_MS, &code));
    memcpy(q->code, code.bytes, code.length);
    q->code_length = (uint16_t)code.length;
    q->code_kind = CODE_PICKUP_OPAQUE;
    return office_send(o);
}

static inline int64_t office_count(struct office *o, const char *sql)
{
    sqlite3_stmt *q = NULL;
    assert_int_equal(sqlite3_prepare_v2(backend_logic_db(o->logic), sql, -1, &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return n;
}

#endif
