/* Reserve, begin, done, abort: the hand-over of one application, once (contract: openapi.yaml).
 *
 * FREE → RESERVED (expires on our time) → ISSUING (nothing expires) → ISSUED, or back to FREE by an
 * abort. A lapsed reservation stays RESERVED in the table: time alone changes nothing there. */
#include <string.h>
#include "sim/backend_turn.h"

struct standing {
    bool found;
    char status[STATUS_TEXT_SIZE];
    enum handover_phase phase;
    int64_t token;
    char terminal_id[64];
    int64_t reserved_until_ms;
};

static struct standing standing_of(struct backend_turn *t)
{
    struct standing s = {0};
    sqlite3_stmt *q =
        backend_store_sql(t->store, "SELECT status, phase, token, terminal_id, reserved_until_ms"
                                    " FROM application WHERE application_id = ?");
    backend_store_text(q, 1, t->application_id);
    s.found = backend_store_row(t->store, q);
    if (s.found) {
        backend_store_column(q, 0, s.status, sizeof s.status);
        s.phase = (enum handover_phase)sqlite3_column_int(q, 1);
        s.token = sqlite3_column_int64(q, 2);
        backend_store_column(q, 3, s.terminal_id, sizeof s.terminal_id);
        s.reserved_until_ms = sqlite3_column_int64(q, 4);
    }
    return s;
}

static bool is_ready(const struct standing *s)
{
    return strcmp(s->status, app_status_name(APP_READY)) == 0;
}

static bool is_issued(const struct standing *s)
{
    return s->phase == HANDOVER_ISSUED || strcmp(s->status, app_status_name(APP_ISSUED)) == 0;
}

static bool is_lapsed(const struct backend_turn *t, const struct standing *s)
{
    return s->phase == HANDOVER_RESERVED && t->now_ms >= s->reserved_until_ms;
}

static bool is_same_terminal(const struct backend_turn *t, const struct standing *s)
{
    return strcmp(s->terminal_id, t->call->terminal_id) == 0;
}

static void answer(struct backend_turn *t, enum exchange_result result, int64_t token)
{
    static const char *const phases[] = {
#define X(name) #name,
        HANDOVER_PHASE_LIST(X)
#undef X
    };
    struct standing s = standing_of(t);
    enum handover_phase phase = is_lapsed(t, &s) ? HANDOVER_FREE : s.phase;
    bool reserved = phase == HANDOVER_RESERVED;
    t->result = result;
    json_object_set_new(t->out, "application_id", json_string(t->application_id));
    json_object_set_new(t->out, "token", json_integer(token));
    json_object_set_new(t->out, "reserved_until_ms",
                        json_integer(reserved ? s.reserved_until_ms : 0));
    json_object_set_new(t->out, "state", json_string(s.status));
    json_object_set_new(t->out, "phase", json_string(phases[phase]));
}

static void set_phase(struct backend_turn *t, enum handover_phase phase)
{
    sqlite3_stmt *q =
        backend_store_sql(t->store, "UPDATE application SET phase = ? WHERE application_id = ?");
    backend_store_int(q, 1, phase);
    backend_store_text(q, 2, t->application_id);
    backend_store_run(t->store, q);
}

static void grant(struct backend_turn *t, int64_t token)
{
    sqlite3_stmt *q =
        backend_store_sql(t->store, "UPDATE application SET phase = ?, token = ?,"
                                    " terminal_id = ?, visit_id = ?, reserved_until_ms = ?"
                                    " WHERE application_id = ?");
    backend_store_int(q, 1, HANDOVER_RESERVED);
    backend_store_int(q, 2, token);
    backend_store_text(q, 3, t->call->terminal_id);
    backend_store_text(q, 4, t->call->visit_id);
    backend_store_int(q, 5, t->now_ms + BACKEND_RESERVATION_MS);
    backend_store_text(q, 6, t->application_id);
    backend_store_run(t->store, q);
    q = backend_store_sql(t->store,
                          "INSERT INTO reservation(application_id, token, terminal_id, visit_id,"
                          " reserved_at_ms) VALUES(?, ?, ?, ?, ?)");
    backend_store_text(q, 1, t->application_id);
    backend_store_int(q, 2, token);
    backend_store_text(q, 3, t->call->terminal_id);
    backend_store_text(q, 4, t->call->visit_id);
    backend_store_int(q, 5, t->now_ms);
    backend_store_run(t->store, q);
}

void backend_on_reserve(struct backend_turn *t)
{
    struct standing s = standing_of(t);
    if (!s.found) {
        backend_refuse(t, 404);
        return;
    }
    if (is_issued(&s)) {
        answer(t, EXCHANGE_RESULT_ALREADY_ISSUED, s.token);
        return;
    }
    if (!is_ready(&s)) {
        answer(t, EXCHANGE_RESULT_NOT_READY, s.token);
        return;
    }
    bool held = s.phase == HANDOVER_RESERVED && !is_lapsed(t, &s) && !is_same_terminal(t, &s);
    if (held || s.phase == HANDOVER_ISSUING) {
        answer(t, EXCHANGE_RESULT_RESERVED_ELSEWHERE, s.token);
        return;
    }
    grant(t, s.token + 1);
    answer(t, EXCHANGE_RESULT_OK, s.token + 1);
}

/* What is common to the calls on a token. False: answered. */
static bool token_is_current(struct backend_turn *t, const struct standing *s)
{
    if (!s->found || t->token < 1 || t->token > s->token) {
        backend_refuse(t, 404);
        return false;
    }
    if (t->token < s->token) {
        answer(t, EXCHANGE_RESULT_TOKEN_SUPERSEDED, t->token);
        return false;
    }
    return true;
}

static enum exchange_result begin_result(const struct backend_turn *t, const struct standing *s)
{
    if (is_issued(s)) {
        return EXCHANGE_RESULT_ALREADY_ISSUED;
    }
    /* A second begin under a new key would license a second print. */
    if (s->phase != HANDOVER_RESERVED || !is_same_terminal(t, s)) {
        return EXCHANGE_RESULT_CONFLICT;
    }
    if (is_lapsed(t, s)) {
        return EXCHANGE_RESULT_RESERVATION_EXPIRED;
    }
    return is_ready(s) ? EXCHANGE_RESULT_OK : EXCHANGE_RESULT_NOT_READY;
}

void backend_on_begin(struct backend_turn *t)
{
    struct standing s = standing_of(t);
    if (!token_is_current(t, &s)) {
        return;
    }
    enum exchange_result result = begin_result(t, &s);
    if (result == EXCHANGE_RESULT_OK) {
        set_phase(t, HANDOVER_ISSUING);
        sqlite3_stmt *q = backend_store_sql(t->store, "UPDATE reservation SET begun_at_ms = ?"
                                                      " WHERE application_id = ? AND token = ?");
        backend_store_int(q, 1, t->now_ms);
        backend_store_text(q, 2, t->application_id);
        backend_store_int(q, 3, t->token);
        backend_store_run(t->store, q);
    }
    answer(t, result, t->token);
}

bool backend_was_given_back(struct backend_turn *t)
{
    sqlite3_stmt *q =
        backend_store_sql(t->store, "SELECT 1 FROM reservation WHERE application_id = ?"
                                    " AND token = ? AND outcome = 'ABORT'");
    backend_store_text(q, 1, t->application_id);
    backend_store_int(q, 2, t->token);
    if (!backend_store_row(t->store, q)) {
        return false;
    }
    answer(t, EXCHANGE_RESULT_TOKEN_SUPERSEDED, t->token);
    return true;
}

static void end_reservation(struct backend_turn *t, const char *outcome)
{
    sqlite3_stmt *q = backend_store_sql(
        t->store, "UPDATE reservation SET ended_at_ms = ?, outcome = ?, staff_id = ?,"
                  " evidence = ?, reason = ? WHERE application_id = ? AND token = ?");
    backend_store_int(q, 1, t->now_ms);
    backend_store_text(q, 2, outcome);
    backend_store_text(q, 3, json_string_value(json_object_get(t->in, "staff_id")));
    backend_store_text(q, 4, json_string_value(json_object_get(t->in, "evidence")));
    backend_store_text(q, 5, json_string_value(json_object_get(t->in, "reason")));
    backend_store_text(q, 6, t->application_id);
    backend_store_int(q, 7, t->token);
    backend_store_run(t->store, q);
}

static bool record_handover(struct backend_turn *t, int64_t happened_at_ms)
{
    sqlite3_stmt *q = backend_store_sql(
        t->store, "INSERT INTO handover(application_id, token, terminal_id, visit_id,"
                  " staff_id, evidence, happened_at_ms, recorded_at_ms)"
                  " VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
    backend_store_text(q, 1, t->application_id);
    backend_store_int(q, 2, t->token);
    backend_store_text(q, 3, t->call->terminal_id);
    backend_store_text(q, 4, t->call->visit_id);
    backend_store_text(q, 5, json_string_value(json_object_get(t->in, "staff_id")));
    backend_store_text(q, 6, json_string_value(json_object_get(t->in, "evidence")));
    backend_store_int(q, 7, happened_at_ms);
    backend_store_int(q, 8, t->now_ms);
    if (!backend_store_run(t->store, q)) {
        return false;
    }
    q = backend_store_sql(t->store, "UPDATE application SET status = 'ISSUED', issued_at_ms = ?,"
                                    " version = version + 1, phase = ? WHERE application_id = ?");
    backend_store_int(q, 1, happened_at_ms);
    backend_store_int(q, 2, HANDOVER_ISSUED);
    backend_store_text(q, 3, t->application_id);
    backend_store_run(t->store, q);
    end_reservation(t, "DONE");
    return true;
}

/* Physical truth that contradicts the books is kept, whatever the answer. */
static void note_conflict(struct backend_turn *t, const char *call)
{
    if (t->result == EXCHANGE_RESULT_OK || t->status != 200) {
        return;
    }
    char *body = json_dumps(t->in, JSON_COMPACT);
    sqlite3_stmt *q =
        backend_store_sql(t->store, "INSERT INTO conflict(application_id, token, terminal_id,"
                                    " call, result, body, at_ms) VALUES(?, ?, ?, ?, ?, ?, ?)");
    backend_store_text(q, 1, t->application_id);
    backend_store_int(q, 2, t->token);
    backend_store_text(q, 3, t->call->terminal_id);
    backend_store_text(q, 4, call);
    backend_store_text(q, 5, exchange_result_name(t->result));
    backend_store_text(q, 6, body == NULL ? "" : body);
    backend_store_int(q, 7, t->now_ms);
    backend_store_run(t->store, q);
    free(body);
}

static bool outcome_is_complete(struct backend_turn *t, int64_t *out_happened_at_ms)
{
    const json_t *at = json_object_get(t->in, "happened_at_ms");
    if (!json_is_integer(at) || json_integer_value(at) < 0) {
        backend_refuse(t, 400);
        return false;
    }
    *out_happened_at_ms = json_integer_value(at);
    return backend_text_in(t, "evidence", EVIDENCE_SIZE - 1, true) != NULL &&
           backend_text_in(t, "staff_id", STAFF_ID_SIZE - 1, t->op == EXCHANGE_DONE) != NULL;
}

void backend_on_done(struct backend_turn *t)
{
    int64_t happened_at_ms = 0;
    if (!outcome_is_complete(t, &happened_at_ms)) {
        return;
    }
    struct standing s = standing_of(t);
    if (token_is_current(t, &s)) {
        enum exchange_result result = EXCHANGE_RESULT_CONFLICT;
        if (is_issued(&s)) {
            result = EXCHANGE_RESULT_ALREADY_ISSUED;
        } else if (s.phase == HANDOVER_ISSUING && is_same_terminal(t, &s)) {
            result = record_handover(t, happened_at_ms) ? EXCHANGE_RESULT_OK
                                                        : EXCHANGE_RESULT_ALREADY_ISSUED;
        }
        answer(t, result, t->token);
    }
    note_conflict(t, "done");
}

/* When the terminal that holds it was heard of last; a very long time ago: never. */
static int64_t heard_at_ms(struct backend_turn *t, const struct standing *s)
{
    sqlite3_stmt *q = backend_store_sql(t->store, "SELECT at_ms FROM heard WHERE terminal_id = ?");
    backend_store_text(q, 1, s->terminal_id);
    return backend_store_row(t->store, q) ? sqlite3_column_int64(q, 0) : INT64_MIN;
}

/* Two different people's ids, joined by '+'. */
static bool is_by_two(const struct backend_turn *t)
{
    const char *staff_id = json_string_value(json_object_get(t->in, "staff_id"));
    const char *plus = strchr(staff_id, '+');
    return plus != NULL && plus != staff_id && plus[1] != '\0' &&
           !str_equal((struct str){staff_id, (size_t)(plus - staff_id)}, str_of(plus + 1));
}

/* Another terminal relieves a dead one only by two people; what they saw of it is worth nothing
 * from when it is heard again; and only once it has been silent for so long that, should it wake,
 * it knows by itself that it stood still. */
static enum exchange_result judge_abort(struct backend_turn *t, const struct standing *s,
                                        int64_t seen_at_ms)
{
    if (is_issued(s)) {
        return EXCHANGE_RESULT_ALREADY_ISSUED;
    }
    if (s->phase != HANDOVER_ISSUING || (!is_same_terminal(t, s) && !is_by_two(t))) {
        return EXCHANGE_RESULT_CONFLICT;
    }
    if (is_same_terminal(t, s)) {
        return EXCHANGE_RESULT_OK;
    }
    int64_t heard_ms = heard_at_ms(t, s);
    return heard_ms >= seen_at_ms                             ? EXCHANGE_RESULT_CONFLICT
           : heard_ms > t->now_ms - BACKEND_RELIEF_SILENCE_MS ? EXCHANGE_RESULT_RESERVED_ELSEWHERE
                                                              : EXCHANGE_RESULT_OK;
}

void backend_on_abort(struct backend_turn *t)
{
    int64_t happened_at_ms = 0;
    if (!outcome_is_complete(t, &happened_at_ms) ||
        backend_text_in(t, "reason", EVIDENCE_SIZE - 1, false) == NULL) {
        return;
    }
    struct standing s = standing_of(t);
    if (token_is_current(t, &s)) {
        enum exchange_result result = judge_abort(t, &s, happened_at_ms);
        if (result == EXCHANGE_RESULT_OK) {
            set_phase(t, HANDOVER_FREE);
            end_reservation(t, "ABORT");
        }
        answer(t, result, t->token);
    }
    note_conflict(t, "abort");
}

void backend_on_state(struct backend_turn *t)
{
    struct standing s = standing_of(t);
    json_t *application = s.found ? backend_application(t->store, t->application_id) : NULL;
    if (application == NULL) {
        backend_refuse(t, 404);
        return;
    }
    answer(t, EXCHANGE_RESULT_OK, s.token);
    json_object_set_new(t->out, "application", application);
}
