/* One hand-over per application, whatever terminals and repeats do. */
#include "tests/unit/sim/office_kit.h"

#define IS(result, call) assert_int_equal((call), EXCHANGE_RESULT_##result)

static struct office office;
static char ready[APPLICATION_ID_SIZE];

static int open_office(void **state)
{
    struct application a;
    office_open(&office, ":memory:");
    assert_ok(seed_data_put(office.logic, office.now_ms));
    assert_ok(seed_data_application("ready", office.now_ms, &a));
    strcpy(ready, a.application_id);
    *state = &office;
    return 0;
}

static int close_office(void **state)
{
    office_close(*state);
    return 0;
}

static uint64_t reserve(struct office *o)
{
    IS(OK, office_call(o, EXCHANGE_RESERVE, ready, 0));
    return o->reply.token;
}

static void the_whole_way(void **state)
{
    struct office *o = *state;
    uint64_t token = reserve(o);
    assert_int_equal(o->reply.phase, HANDOVER_RESERVED);
    assert_int_equal(o->reply.reserved_until_ms, o->now_ms + BACKEND_RESERVATION_MS);
    IS(OK, office_call(o, EXCHANGE_BEGIN, ready, token));
    o->now_ms += INT64_C(864000000); /* ten closed days: nothing expires */
    IS(OK, office_call(o, EXCHANGE_STATE, ready, 0));
    assert_int_equal(o->reply.phase, HANDOVER_ISSUING);
    assert_int_equal(o->reply.token, token);
    assert_int_equal(o->reply.application_count, 1);
    assert_string_equal(o->reply.application[0].application_id, ready);
    IS(OK, office_call(o, EXCHANGE_DONE, ready, token));
    assert_int_equal(o->reply.phase, HANDOVER_ISSUED);
    IS(OK, office_call(o, EXCHANGE_STATE, ready, 0));
    assert_int_equal(o->reply.application[0].status, APP_ISSUED);
    assert_int_equal(o->reply.application[0].issued_at_ms, o->now_ms);
    IS(ALREADY_ISSUED, office_call(o, EXCHANGE_RESERVE, ready, 0));
    IS(ALREADY_ISSUED, office_call(o, EXCHANGE_DONE, ready, token));
    IS(ALREADY_ISSUED, office_call(o, EXCHANGE_ABORT, ready, token));
    IS(ALREADY_ISSUED, office_call(o, EXCHANGE_BEGIN, ready, token));
    assert_int_equal(office_count(o, "SELECT count(*) FROM handover"), 1);
    assert_int_equal(office_count(o, "SELECT count(*) FROM conflict"), 2);
}

static void a_repeat_gets_the_earlier_answer(void **state)
{
    struct office *o = *state;
    uint64_t token = reserve(o);
    o->now_ms += 10;
    struct backend_request first = o->request;
    IS(OK, office_send(o));
    assert_int_equal(o->reply.token, token);
    IS(OK, office_call(o, EXCHANGE_BEGIN, ready, token));
    struct backend_request begin = o->request;
    IS(OK, office_call(o, EXCHANGE_DONE, ready, token));
    struct backend_request done = o->request;
    /* Also years later, also when things went on since, also from a new request id. */
    o->now_ms += INT64_C(400) * 86400000;
    o->request = begin;
    o->request.request_id = id_make(&o->rng);
    IS(OK, office_send(o));
    assert_int_equal(o->reply.phase, HANDOVER_ISSUING);
    o->request = first;
    IS(OK, office_send(o));
    o->request = done;
    IS(OK, office_send(o));
    assert_int_equal(office_count(o, "SELECT count(*) FROM handover"), 1);
    assert_int_equal(office_count(o, "SELECT count(*) FROM reservation"), 1);
}

static void a_key_with_another_body_is_refused(void **state)
{
    struct office *o = *state;
    uint64_t token = reserve(o);
    IS(OK, office_call(o, EXCHANGE_BEGIN, ready, token));
    IS(OK, office_call(o, EXCHANGE_DONE, ready, token));
    strcpy(o->request.evidence, "another");
    IS(KEY_REUSED, office_send(o));
    assert_int_equal(o->status, 422);
    o->request.visit_id = id_make(&o->rng);
    IS(KEY_REUSED, office_send(o));
}

static void a_reservation_lapses_on_server_time(void **state)
{
    struct office *o = *state;
    uint64_t token = reserve(o);
    o->terminal = "t2";
    IS(RESERVED_ELSEWHERE, office_call(o, EXCHANGE_RESERVE, ready, 0));
    IS(CONFLICT, office_call(o, EXCHANGE_BEGIN, ready, token)); /* the token of another */
    o->now_ms += BACKEND_RESERVATION_MS;
    o->terminal = "t1";
    IS(RESERVATION_EXPIRED, office_call(o, EXCHANGE_BEGIN, ready, token));
    assert_int_equal(o->reply.phase, HANDOVER_FREE);
    o->terminal = "t2";
    assert_int_equal(reserve(o), token + 1);
    o->terminal = "t1";
    IS(TOKEN_SUPERSEDED, office_call(o, EXCHANGE_BEGIN, ready, token));
    IS(TOKEN_SUPERSEDED, office_call(o, EXCHANGE_DONE, ready, token));
    IS(TOKEN_SUPERSEDED, office_call(o, EXCHANGE_ABORT, ready, token));
    assert_int_equal(office_count(o, "SELECT count(*) FROM handover"), 0);
}

static void one_begin_per_token(void **state)
{
    struct office *o = *state;
    uint64_t token = reserve(o);
    IS(CONFLICT, office_call(o, EXCHANGE_DONE, ready, token)); /* nothing was begun */
    IS(CONFLICT, office_call(o, EXCHANGE_ABORT, ready, token));
    IS(OK, office_call(o, EXCHANGE_BEGIN, ready, token));
    IS(CONFLICT, office_call(o, EXCHANGE_BEGIN, ready, token)); /* under another key */
    IS(RESERVED_ELSEWHERE, office_call(o, EXCHANGE_RESERVE, ready, 0));
    IS(OK, office_call(o, EXCHANGE_ABORT, ready, token));
    IS(CONFLICT, office_call(o, EXCHANGE_BEGIN, ready, token));
    IS(CONFLICT, office_call(o, EXCHANGE_DONE, ready, token));
    assert_int_equal(reserve(o), token + 1);
}

static void two_people_relieve_a_dead_terminal(void **state)
{
    struct office *o = *state;
    uint64_t token = reserve(o);
    IS(OK, office_call(o, EXCHANGE_BEGIN, ready, token));
    o->terminal = "t2";
    IS(CONFLICT, office_call(o, EXCHANGE_ABORT, ready, token));
    struct backend_request *q = office_new(o, EXCHANGE_ABORT);
    strcpy(q->application_id, ready);
    q->token = token;
    strcpy(q->reason, "terminal t1 is dead, tray empty");
    q->happened_at_ms = ++o->now_ms;
    static const char *const not_two[] = {"S1", "S1+", "+S2", "S1+S1"};
    struct backend_request relief = *q;
    for (size_t i = 0; i < sizeof not_two / sizeof not_two[0]; i++) {
        o->request = relief;
        strcpy(o->request.staff_id, not_two[i]);
        o->request.request_id = o->request.idempotency_key = id_make(&o->rng);
        IS(CONFLICT, office_send(o));
    }
    o->now_ms += BACKEND_RELIEF_SILENCE_MS - 2;
    o->request = relief;
    strcpy(o->request.staff_id, "S1+S2");
    o->request.request_id = o->request.idempotency_key = id_make(&o->rng);
    IS(RESERVED_ELSEWHERE, office_send(o)); /* heard of lately: it may be well */
    o->now_ms += 1;
    o->request.request_id = o->request.idempotency_key = id_make(&o->rng);
    IS(OK, office_send(o));
    assert_int_equal(reserve(o), token + 1);
    o->terminal = "t1"; /* wakes */
    IS(TOKEN_SUPERSEDED, office_call(o, EXCHANGE_DONE, ready, token));
    assert_int_equal(office_count(o, "SELECT count(*) FROM conflict WHERE call = 'done'"), 1);
}

/* Two people's word about a dead terminal holds only while that is silent, however late it comes.
 */
static void who_was_heard_since_is_not_relieved(void **state)
{
    struct office *o = *state;
    uint64_t token = reserve(o);
    IS(OK, office_call(o, EXCHANGE_BEGIN, ready, token));
    o->now_ms += 1000;
    o->terminal = "t2";
    IS(RESERVED_ELSEWHERE, office_call(o, EXCHANGE_RESERVE, ready, 0));
    int64_t seen_at_ms = o->reply.server_at_ms;
    o->now_ms += 60000;
    o->terminal = "t1"; /* wakes */
    IS(OK, office_call(o, EXCHANGE_STATE, ready, 0));
    o->now_ms += 3600000;
    o->terminal = "t2";
    for (int again = 0; again < 2; again++) {
        struct backend_request *q = office_new(o, EXCHANGE_ABORT);
        strcpy(q->application_id, ready);
        q->token = token;
        strcpy(q->staff_id, "S1+S2");
        strcpy(q->reason, "terminal t1 is dead, tray empty");
        q->happened_at_ms = seen_at_ms;
        if (again) { /* looked at once more */
            IS(OK, office_send(o));
        } else {
            IS(CONFLICT, office_send(o));
            IS(RESERVED_ELSEWHERE, office_call(o, EXCHANGE_RESERVE, ready, 0));
            seen_at_ms = o->reply.server_at_ms;
        }
    }
    assert_int_equal(reserve(o), token + 1);
}

/* Whatever the rest of the books says, by a bug or by hand: one hand-over stands, the second is a
 * conflict. */
static void one_hand_over_is_a_constraint(void **state)
{
    struct office *o = *state;
    uint64_t token = reserve(o);
    IS(OK, office_call(o, EXCHANGE_BEGIN, ready, token));
    IS(OK, office_call(o, EXCHANGE_DONE, ready, token));
    static const char bent[] =
        "UPDATE application SET status = 'READY', phase = 0, issued_at_ms = 0";
    assert_int_equal(sqlite3_exec(backend_logic_db(o->logic), bent, NULL, NULL, NULL), SQLITE_OK);
    token = reserve(o);
    IS(OK, office_call(o, EXCHANGE_BEGIN, ready, token));
    IS(ALREADY_ISSUED, office_call(o, EXCHANGE_DONE, ready, token));
    assert_int_equal(office_count(o, "SELECT count(*) FROM handover"), 1);
    assert_int_equal(office_count(o, "SELECT count(*) FROM conflict WHERE call = 'done'"), 1);
}

/* Dead between its begin and the answer: the earlier OK would print on a token that others gave
 * back. */
static void a_begin_that_was_given_back_is_not_repeated(void **state)
{
    struct office *o = *state;
    uint64_t token = reserve(o);
    IS(OK, office_call(o, EXCHANGE_BEGIN, ready, token));
    struct backend_request begin = o->request;
    IS(OK, office_send(o)); /* until then a repeat gets it */
    o->terminal = "t2";
    struct backend_request *q = office_new(o, EXCHANGE_ABORT);
    strcpy(q->application_id, ready);
    q->token = token;
    strcpy(q->staff_id, "S1+S2");
    strcpy(q->reason, "terminal t1 is dead, tray empty");
    q->happened_at_ms = ++o->now_ms;
    o->now_ms += BACKEND_RELIEF_SILENCE_MS;
    IS(OK, office_send(o));
    o->terminal = "t1";
    o->request = begin;
    IS(TOKEN_SUPERSEDED, office_send(o));
    o->request.request_id = id_make(&o->rng);
    IS(TOKEN_SUPERSEDED, office_send(o));
    assert_int_equal(reserve(o), token + 1);
}

static void only_what_is_ready_is_reserved(void **state)
{
    struct office *o = *state;
    for (int row = 0; row < seed_data_count(); row++) {
        struct application a;
        assert_ok(seed_data_application(seed_data_name(row), o->now_ms, &a));
        enum exchange_result want = a.status == APP_READY    ? EXCHANGE_RESULT_OK
                                    : a.status == APP_ISSUED ? EXCHANGE_RESULT_ALREADY_ISSUED
                                                             : EXCHANGE_RESULT_NOT_READY;
        assert_int_equal(office_call(o, EXCHANGE_RESERVE, a.application_id, 0), want);
    }
    uint64_t token = 1;
    assert_ok(backend_logic_set_status(o->logic, ready, "UNDER_REVIEW"));
    IS(NOT_READY, office_call(o, EXCHANGE_BEGIN, ready, token));
    assert_int_equal(o->reply.state, APP_UNDER_REVIEW);
}

static void what_does_not_exist_is_rejected(void **state)
{
    struct office *o = *state;
    IS(REJECTED, office_call(o, EXCHANGE_RESERVE, "A999", 0));
    assert_int_equal(o->status, 404);
    IS(REJECTED, office_call(o, EXCHANGE_BEGIN, ready, 1));
    IS(REJECTED, office_call(o, EXCHANGE_STATE, "../x%", 0));
    assert_int_equal(office_count(o, "SELECT count(*) FROM idempotency"), 0);
}

/* The books stay what they are over a restart of the backend. */
static void a_restart_forgets_nothing(void **state)
{
    struct office *memory = *state;
    char folder[256];
    char path[300];
    kit_folder("backend", folder);
    snprintf(path, sizeof path, "%s/backend.sqlite", folder);
    static struct office o;
    office_open(&o, path);
    assert_ok(seed_data_put(o.logic, o.now_ms));
    uint64_t token = reserve(&o);
    IS(OK, office_call(&o, EXCHANGE_BEGIN, ready, token));
    struct backend_request begin = o.request;
    office_close(&o);
    office_open(&o, path);
    rng_init(&o.rng, 4); /* new keys: the old ones are remembered */
    o.request = begin;
    IS(OK, office_send(&o));
    o.visit = begin.visit_id;
    IS(OK, office_call(&o, EXCHANGE_DONE, ready, token));
    office_close(&o);
    (void)memory;
}

#define T(name) cmocka_unit_test_setup_teardown(name, open_office, close_office)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(the_whole_way),
        T(a_repeat_gets_the_earlier_answer),
        T(a_key_with_another_body_is_refused),
        T(a_reservation_lapses_on_server_time),
        T(one_begin_per_token),
        T(two_people_relieve_a_dead_terminal),
        T(who_was_heard_since_is_not_relieved),
        T(one_hand_over_is_a_constraint),
        T(a_begin_that_was_given_back_is_not_repeated),
        T(only_what_is_ready_is_reserved),
        T(what_does_not_exist_is_rejected),
        T(a_restart_forgets_nothing),
    };
    return cmocka_run_group_tests_name("backend_handover", tests, NULL, NULL);
}
