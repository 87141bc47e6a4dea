/* Reads replies: envelope and binding first, then what the call has of its own. */
#include "backend/wire.h"

#include <assert.h>
#include <sodium.h>
#include <stddef.h>
#include <string.h>
#include "backend/wire_json.h"
#include "base/str.h"

#define BIT(result) (1u << EXCHANGE_RESULT_##result)
#define REFUSALS    (BIT(MAINTENANCE) | BIT(TOO_MANY) | BIT(REJECTED) | BIT(KEY_REUSED))

/* Which results make sense as an answer to which call; another one is no answer at all. */
static const uint32_t allowed[EXCHANGE_COUNT] = {
    [EXCHANGE_LOOKUP] =
        BIT(OK) | BIT(CODE_UNKNOWN) | BIT(CODE_EXPIRED) | BIT(CODE_REPLACED) | BIT(CODE_REFUSED),
    [EXCHANGE_RESERVE] =
        BIT(OK) | BIT(NOT_READY) | BIT(RESERVED_ELSEWHERE) | BIT(ALREADY_ISSUED) | BIT(CONFLICT),
    [EXCHANGE_BEGIN] = BIT(OK) | BIT(NOT_READY) | BIT(ALREADY_ISSUED) | BIT(TOKEN_SUPERSEDED) |
                       BIT(RESERVATION_EXPIRED) | BIT(CONFLICT),
    [EXCHANGE_DONE] = BIT(OK) | BIT(ALREADY_ISSUED) | BIT(TOKEN_SUPERSEDED) | BIT(CONFLICT),
    [EXCHANGE_ABORT] = BIT(OK) | BIT(RESERVED_ELSEWHERE) | BIT(ALREADY_ISSUED) |
                       BIT(TOKEN_SUPERSEDED) | BIT(CONFLICT),
    [EXCHANGE_STATE] = BIT(OK),
    [EXCHANGE_NOTICES] = BIT(OK),
    [EXCHANGE_HEARTBEAT] = BIT(OK),
};

static const char *result_name_at(int i)
{
    return exchange_result_name((enum exchange_result)i);
}

static const char *status_name_at(int i)
{
    return app_status_name((enum app_status)i);
}

static const char *phase_name_at(int i)
{
    static const char *const names[] = {
#define X(name) #name,
        HANDOVER_PHASE_LIST(X)
#undef X
    };
    return names[i];
}

static const char *kind_name_at(int i)
{
    static const char *const names[] = {"SINGLE", "FIRM"};
    return names[i];
}

/* All but the applications, of which none is valid then: a third of a megabyte for each answer. */
static void reply_to(const struct backend_request *sent, enum exchange_result result,
                     struct backend_reply *out)
{
    enum { AFTER = offsetof(struct backend_reply, notice_count) };
    memset(out, 0, offsetof(struct backend_reply, application));
    memset((char *)out + AFTER, 0, sizeof *out - AFTER);
    out->op = sent->op;
    out->result = result;
    out->request_id = sent->request_id;
    out->visit_id = sent->visit_id;
    memcpy(out->application_id, sent->application_id, sizeof out->application_id);
    out->token = sent->token;
}

void wire_no_answer(const struct backend_request *sent, struct backend_reply *out_reply)
{
    reply_to(sent, EXCHANGE_RESULT_UNREACHABLE, out_reply);
}

/* Brackets are counted before parsing, so that a deep body never reaches the parser's stack. */
static bool depth_is_sane(const char *p, size_t n)
{
    int depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < n; i++) {
        if (in_string) {
            in_string = p[i] != '"';
            i += p[i] == '\\'; /* whatever is escaped does not end the string */
        } else if (p[i] == '"') {
            in_string = true;
        } else if (p[i] == '{' || p[i] == '[') {
            depth++;
        } else if (p[i] == '}' || p[i] == ']') {
            depth--;
        }
        if (depth > WIRE_DEPTH_MAX) {
            return false;
        }
    }
    return true;
}

static json_t *parse(const struct wire_answer *answer)
{
    if (answer->length == 0 || answer->length > WIRE_REPLY_MAX ||
        !depth_is_sane(answer->body, answer->length)) {
        return NULL;
    }
    json_t *root = json_loadb(answer->body, answer->length, JSON_REJECT_DUPLICATES, NULL);
    if (!json_is_object(root)) {
        json_decref(root);
        return NULL;
    }
    return root;
}

static bool id_matches(struct wire_reader *r, const json_t *root, const char *key, struct id want)
{
    char text[ID_TEXT_SIZE] = "";
    struct id got = {0};
    wire_read_text(r, root, key, WIRE_NOT_EMPTY(text));
    if (r->bad || !id_parse(str_of(text), &got)) {
        r->bad = true;
        return true;
    }
    return id_equal(got, want);
}

static bool is_about_application(enum exchange_op op)
{
    return op >= EXCHANGE_RESERVE && op <= EXCHANGE_STATE;
}

static bool has_token(enum exchange_op op)
{
    return op == EXCHANGE_BEGIN || op == EXCHANGE_DONE || op == EXCHANGE_ABORT;
}

/* False: the reply is bound to something else. */
static bool read_envelope(struct wire_reader *r, const json_t *root,
                          const struct backend_request *sent, uint32_t results,
                          struct backend_reply *out)
{
    bool mine = id_matches(r, root, "request_id", sent->request_id) &&
                id_matches(r, root, "visit_id", sent->visit_id);
    out->server_at_ms = wire_read_int(r, root, "server_at_ms", 0, WIRE_WALL_MAX_MS);
    int result = wire_read_name(r, root, "result", result_name_at, EXCHANGE_RESULT_COUNT);
    r->bad = r->bad || result < 0 || ((results >> result) & 1) == 0;
    if (!r->bad) {
        out->result = (enum exchange_result)result;
    }
    return mine;
}

/* What the hand-over calls say of the application, whatever their result. */
static bool read_handover(struct wire_reader *r, const json_t *root,
                          const struct backend_request *sent, struct backend_reply *out)
{
    char application_id[APPLICATION_ID_SIZE] = "";
    wire_read_text(r, root, "application_id", WIRE_NOT_EMPTY(application_id));
    out->token = (uint64_t)wire_read_int(r, root, "token", 0, INT64_MAX);
    out->reserved_until_ms = wire_read_int(r, root, "reserved_until_ms", 0, WIRE_WALL_MAX_MS);
    int state = wire_read_name(r, root, "state", status_name_at, APP_STATUS_COUNT);
    out->state = state < 0 ? APP_UNKNOWN : (enum app_status)state;
    int phase = wire_read_name(r, root, "phase", phase_name_at, HANDOVER_PHASE_COUNT);
    r->bad = r->bad || phase < 0;
    out->phase = phase < 0 ? HANDOVER_FREE : (enum handover_phase)phase;
    if (r->bad) {
        return true;
    }
    bool granted = sent->op == EXCHANGE_RESERVE && out->result == EXCHANGE_RESULT_OK;
    r->bad = granted && (out->token == 0 || out->phase != HANDOVER_RESERVED);
    if (sent->op == EXCHANGE_BEGIN && out->result == EXCHANGE_RESULT_OK) {
        r->bad = out->phase != HANDOVER_ISSUING;
    }
    return strcmp(application_id, sent->application_id) == 0 &&
           (!has_token(sent->op) || out->token == sent->token);
}

static bool read_lookup(struct wire_reader *r, const json_t *root,
                        const struct backend_request *sent, struct backend_reply *out)
{
    int kind = wire_read_name(r, root, "code_kind", kind_name_at, 2);
    wire_read_text(r, root, "firm_name", WIRE_TEXT(out->firm_name));
    out->application_cut = wire_read_bool(r, root, "applications_cut");
    const json_t *array = NULL;
    int count = wire_read_array(r, root, "applications", LOOKUP_APPLICATIONS_MAX, &array);
    r->bad = r->bad || kind < 0 || (kind == 0 && count != 1);
    for (int i = 0; i < count && !r->bad; i++) {
        wire_read_application(r, json_array_get(array, (size_t)i), &out->application[i]);
        for (int j = 0; j < i && !r->bad; j++) {
            r->bad =
                strcmp(out->application[i].application_id, out->application[j].application_id) == 0;
        }
    }
    out->code_kind = kind == 1 ? CODE_PICKUP_FIRM : CODE_PICKUP_SINGLE;
    out->application_count = count;
    bool signed_kind = sent->code_kind == CODE_PICKUP_SINGLE || sent->code_kind == CODE_PICKUP_FIRM;
    return r->bad || !signed_kind || sent->code_kind == out->code_kind;
}

static bool read_state(struct wire_reader *r, const json_t *root,
                       const struct backend_request *sent, struct backend_reply *out)
{
    const json_t *item = json_object_get(root, "application");
    r->bad = r->bad || !json_is_object(item);
    wire_read_application(r, item, &out->application[0]);
    out->application_count = 1;
    return r->bad || strcmp(out->application[0].application_id, sent->application_id) == 0;
}

static void read_notices(struct wire_reader *r, const json_t *root, struct backend_reply *out)
{
    const json_t *array = NULL;
    out->notice_count = wire_read_array(r, root, "notices", NOTICES_MAX, &array);
    for (int i = 0; i < out->notice_count; i++) {
        const json_t *item = json_array_get(array, (size_t)i);
        wire_read_text(r, item, "text", WIRE_NOT_EMPTY(out->notice[i].text));
        out->notice[i].from_ms = wire_read_int(r, item, "from_ms", 0, WIRE_WALL_MAX_MS);
        out->notice[i].until_ms = wire_read_int(r, item, "until_ms", 0, WIRE_WALL_MAX_MS);
    }
}

/* False: foreign. */
static bool read_content(struct wire_reader *r, const json_t *root,
                         const struct backend_request *sent, struct backend_reply *out)
{
    if (is_about_application(sent->op) && !read_handover(r, root, sent, out)) {
        return false;
    }
    if (out->result != EXCHANGE_RESULT_OK || r->bad) {
        return true;
    }
    switch (sent->op) {
    case EXCHANGE_LOOKUP:
        return read_lookup(r, root, sent, out);
    case EXCHANGE_STATE:
        return read_state(r, root, sent, out);
    case EXCHANGE_NOTICES:
        read_notices(r, root, out);
        return true;
    case EXCHANGE_HEARTBEAT:
        out->next_poll_ms = wire_read_int(r, root, "next_poll_ms", 1000, 3600000);
        return true;
    default:
        return true;
    }
}

/* HTTP 200: the business answer. */
static void decode_business(const json_t *root, const struct backend_request *sent,
                            struct backend_reply *out)
{
    struct wire_reader r = {0};
    bool mine = read_envelope(&r, root, sent, allowed[sent->op], out);
    bool reads_on = !r.bad && mine;
    if (reads_on) {
        mine = read_content(&r, root, sent, out);
    }
    if (reads_on && (r.bad || !mine)) {
        sodium_memzero(out->application, sizeof out->application); /* what was read of somebody */
    }
    if (r.bad || !mine) {
        reply_to(sent, mine ? EXCHANGE_RESULT_MALFORMED : EXCHANGE_RESULT_FOREIGN, out);
    }
}

static enum exchange_result result_of_status(int status)
{
    if (status == 429) {
        return EXCHANGE_RESULT_TOO_MANY;
    }
    return status >= 400 && status <= 599 ? EXCHANGE_RESULT_SERVER_ERROR
                                          : EXCHANGE_RESULT_MALFORMED;
}

/* HTTP 4xx and 5xx. Only the backend itself, by an envelope of ours, can refuse a request for good
 * (4xx), say that a key was reused (422) or that it has a planned stop (503): without one, whatever
 * stands in its place has answered, and nothing is decided. */
static void decode_refusal(const struct wire_answer *answer, const json_t *root,
                           const struct backend_request *sent, struct backend_reply *out)
{
    reply_to(sent, result_of_status(answer->status), out);
    struct wire_reader r = {0};
    enum exchange_result by_status = out->result;
    bool mine = root != NULL && read_envelope(&r, root, sent, REFUSALS, out) && !r.bad;
    enum exchange_result by_body = out->result;
    out->result = by_status;
    if (!mine) {
        out->server_at_ms = 0;
        return;
    }
    bool refuses = answer->status >= 400 && answer->status < 500;
    if (refuses && by_body == EXCHANGE_RESULT_REJECTED) {
        out->result = by_body;
    }
    if (answer->status == 422 && by_body == EXCHANGE_RESULT_KEY_REUSED) {
        out->result = by_body;
    }
    if (answer->status == 503 && by_body == EXCHANGE_RESULT_MAINTENANCE) {
        int64_t until = wire_read_int(&r, root, "resumes_at_ms", 0, WIRE_WALL_MAX_MS);
        out->result = by_body;
        out->resumes_at_ms = r.bad ? 0 : until;
    }
}

void wire_decode(const struct wire_answer *answer, const struct backend_request *sent,
                 struct backend_reply *out_reply)
{
    assert(sent->op < EXCHANGE_COUNT);
    json_t *root = parse(answer);
    reply_to(sent, EXCHANGE_RESULT_MALFORMED, out_reply);
    if (answer->status == 200 && root != NULL) {
        decode_business(root, sent, out_reply);
    } else if (answer->status != 200) {
        decode_refusal(answer, root, sent, out_reply);
    }
    json_decref(root);
    int64_t wait = answer->retry_after_ms;
    wait = wait < 0 ? 0 : wait;
    out_reply->retry_after_ms = wait > WIRE_RETRY_AFTER_MAX_MS ? WIRE_RETRY_AFTER_MAX_MS : wait;
}
