/* Lookups, notices, heartbeats, refusals and faults of the reference backend; the seed data. */
#include "tests/kit/openapi_log.h"
#include "tests/unit/sim/office_kit.h"

static struct office office;

static int open_office(void **state)
{
    office_open(&office, ":memory:");
    assert_ok(seed_data_put(office.logic, office.now_ms));
    *state = &office;
    return 0;
}

static int close_office(void **state)
{
    office_close(*state);
    return 0;
}

static void the_seed_covers_everything(void **state)
{
    struct office *o = *state;
    unsigned statuses = 0;
    unsigned taxes = 0;
    int opaque = 0;
    assert_true(seed_data_count() >= 60);
    for (int row = 0; row < seed_data_count(); row++) {
        struct application a;
        assert_ok(seed_data_application(seed_data_name(row), o->now_ms, &a));
        statuses |= 1u << a.status;
        taxes |= 1u << a.tax;
        opaque += seed_data_is_opaque(row);
        for (int other = 0; other < row; other++) {
            assert_string_not_equal(seed_data_name(row), seed_data_name(other));
        }
    }
    assert_int_equal(statuses, (1u << APP_STATUS_COUNT) - 1);
    assert_int_equal(taxes, (1u << TAX_COUNT) - 1);
    assert_in_range(opaque, 5, seed_data_count() - 20);
    assert_int_equal(office_count(o, "SELECT count(DISTINCT application_id) FROM application"),
                     seed_data_count());
    struct seed_code unused;
    assert_fails(seed_data_code("nobody", o->secret, 0, &unused), NOT_FOUND);
}

static void each_code_has_its_answer(void **state)
{
    struct office *o = *state;
    static const struct {
        const char *name;
        enum exchange_result want;
        enum code_kind kind;
        int count;
    } rows[] = {
        {"ready", EXCHANGE_RESULT_OK, CODE_PICKUP_SINGLE, 1},
        {"ready-opaque", EXCHANGE_RESULT_OK, CODE_PICKUP_SINGLE, 1},
        {"kanji-watanabe", EXCHANGE_RESULT_OK, CODE_PICKUP_SINGLE, 1},
        {"unknown-status", EXCHANGE_RESULT_OK, CODE_PICKUP_SINGLE, 1},
        {"firm12", EXCHANGE_RESULT_OK, CODE_PICKUP_FIRM, 12},
        {"firm3", EXCHANGE_RESULT_OK, CODE_PICKUP_FIRM, 3},
        {"firm41", EXCHANGE_RESULT_OK, CODE_PICKUP_FIRM, 40},
        {"expired-code", EXCHANGE_RESULT_CODE_EXPIRED, CODE_PICKUP_SINGLE, 0},
        {"expired-code-opaque", EXCHANGE_RESULT_CODE_EXPIRED, CODE_PICKUP_SINGLE, 0},
        {"stale-code", EXCHANGE_RESULT_CODE_EXPIRED, CODE_PICKUP_SINGLE, 0},
        {"replaced-code", EXCHANGE_RESULT_CODE_REPLACED, CODE_PICKUP_SINGLE, 0},
        {"replaced-code-opaque", EXCHANGE_RESULT_CODE_REPLACED, CODE_PICKUP_SINGLE, 0},
        {"bad-signature", EXCHANGE_RESULT_CODE_REFUSED, CODE_PICKUP_SINGLE, 0},
        {"foreign-issuer", EXCHANGE_RESULT_CODE_REFUSED, CODE_PICKUP_SINGLE, 0},
        {"future-code", EXCHANGE_RESULT_CODE_REFUSED, CODE_PICKUP_SINGLE, 0},
        {"never-issued", EXCHANGE_RESULT_CODE_UNKNOWN, CODE_PICKUP_SINGLE, 0},
        {"never-issued-opaque", EXCHANGE_RESULT_CODE_UNKNOWN, CODE_PICKUP_SINGLE, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum exchange_result got = office_lookup(o, rows[i].name);
        if (got != rows[i].want) {
            fail_msg("%s: %s", rows[i].name, exchange_result_name(got));
        }
        assert_int_equal(o->reply.application_count, rows[i].count);
        assert_int_equal(o->reply.code_kind, rows[i].want == EXCHANGE_RESULT_OK ? rows[i].kind : 0);
        assert_int_equal(o->reply.application_cut, rows[i].count == 40);
    }
}

static void every_application_arrives_as_it_was_put(void **state)
{
    struct office *o = *state;
    for (int row = 0; row < seed_data_count(); row++) {
        struct application want;
        assert_ok(seed_data_application(seed_data_name(row), o->now_ms, &want));
        struct backend_request *q = office_new(o, EXCHANGE_STATE);
        strcpy(q->application_id, want.application_id);
        assert_int_equal(office_send(o), EXCHANGE_RESULT_OK);
        assert_memory_equal(&o->reply.application[0], &want, sizeof want);
    }
}

static void the_firms_are_as_told(void **state)
{
    struct office *o = *state;
    int seen[READINESS_COUNT] = {0};
    assert_int_equal(office_lookup(o, "firm12"), EXCHANGE_RESULT_OK);
    for (int i = 0; i < o->reply.application_count; i++) {
        seen[readiness_of(&o->reply.application[i], SEED_OFFICE_ID)]++;
    }
    assert_int_equal(seen[READINESS_READY], 9);
    assert_int_equal(seen[READINESS_READY_WITH_PAPERS], 2);
    assert_int_equal(seen[READINESS_UNDER_REVIEW], 1);
    assert_string_equal(o->reply.firm_name, "株式会社あさひモータース");
}

static void arbitrary_bytes_are_unknown_or_refused(void **state)
{
    struct office *o = *state;
    for (int i = 0; i < 300; i++) {
        struct backend_request *q = office_new(o, EXCHANGE_LOOKUP);
        q->code_kind = CODE_PICKUP_OPAQUE;
        q->code_length = (uint16_t)rng_below(&o->rng, PICKUP_CODE_MAX + 1);
        for (int k = 0; k < q->code_length; k++) {
            q->code[k] = (uint8_t)rng_below(&o->rng, 256);
        }
        if (i % 2 == 0 && q->code_length > 4) {
            memcpy(q->code, "UK1:", 4);
        }
        enum exchange_result got = office_send(o);
        assert_true(got == EXCHANGE_RESULT_CODE_UNKNOWN || got == EXCHANGE_RESULT_CODE_REFUSED);
    }
}

static void notices_and_heartbeats(void **state)
{
    struct office *o = *state;
    assert_ok(backend_logic_put_notice(o->logic, "本日17時から停止", 5, 9));
    office_new(o, EXCHANGE_NOTICES);
    assert_int_equal(office_send(o), EXCHANGE_RESULT_OK);
    assert_int_equal(o->reply.notice_count, 1);
    assert_string_equal(o->reply.notice[0].text, "本日17時から停止");
    assert_int_equal(o->reply.notice[0].until_ms, 9);
    office_new(o, EXCHANGE_HEARTBEAT);
    assert_int_equal(office_send(o), EXCHANGE_RESULT_OK);
    assert_int_equal(o->reply.next_poll_ms, BACKEND_POLL_MS);
    assert_int_equal(office_count(o, "SELECT count(*) FROM heartbeat"), 1);
}

static void content_faults_reach_the_terminal_as_results(void **state)
{
    struct office *o = *state;
    static const struct {
        enum backend_fault fault;
        int64_t value;
        enum exchange_result want;
    } rows[] = {
        {BACKEND_FAULT_STATUS, 302, EXCHANGE_RESULT_MALFORMED},
        {BACKEND_FAULT_STATUS, 403, EXCHANGE_RESULT_SERVER_ERROR},
        {BACKEND_FAULT_STATUS, 429, EXCHANGE_RESULT_TOO_MANY},
        {BACKEND_FAULT_STATUS, 503, EXCHANGE_RESULT_SERVER_ERROR},
        {BACKEND_FAULT_NOT_JSON, 1, EXCHANGE_RESULT_MALFORMED},
        {BACKEND_FAULT_HUGE, 10 << 20, EXCHANGE_RESULT_MALFORMED},
        {BACKEND_FAULT_WRONG_IDS, 1, EXCHANGE_RESULT_FOREIGN},
        {BACKEND_FAULT_SWAPPED, 1, EXCHANGE_RESULT_FOREIGN},
        {BACKEND_FAULT_MAINTENANCE, OFFICE_NOW_MS + 3600000, EXCHANGE_RESULT_MAINTENANCE},
        {BACKEND_FAULT_MAINTENANCE, OFFICE_NOW_MS - 1, EXCHANGE_RESULT_OK},
        {BACKEND_FAULT_CLOCK, -5000, EXCHANGE_RESULT_OK},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        memset(&o->faults, 0, sizeof o->faults);
        assert_int_equal(office_lookup(o, "papers"), EXCHANGE_RESULT_OK);
        o->faults.value[rows[i].fault] = rows[i].value;
        assert_int_equal(office_lookup(o, "ready"), rows[i].want);
    }
    assert_int_equal(o->reply.server_at_ms, OFFICE_NOW_MS - 5000);
    memset(&o->faults, 0, sizeof o->faults);
    o->faults.value[BACKEND_FAULT_MAINTENANCE] = OFFICE_NOW_MS + 3600000;
    (void)office_lookup(o, "ready");
    assert_int_equal(o->reply.resumes_at_ms, OFFICE_NOW_MS + 3600000);
    assert_int_equal(o->reply.retry_after_ms, 600000);
}

static int refused(struct office *o, const char *method, const char *path, const char *body)
{
    static const char id[] = "11111111111111111111111111111111";
    struct backend_call call = {.method = method,
                                .path = path,
                                .request_id = id,
                                .visit_id = id,
                                .terminal_id = "t1",
                                .build = "",
                                .config_digest = "",
                                .idempotency_key = id,
                                .body = body,
                                .body_length = strlen(body),
                                .now_ms = o->now_ms};
    return backend_logic_answer(o->logic, &call, NULL).status;
}

#define SEARCH(receipt, plate, tail, staff)                                                        \
    "{\"code_kind\":\"SEARCH\",\"receipt_no\":\"" receipt "\",\"plate_serial\":\"" plate           \
    "\",\"chassis_tail\":\"" tail "\",\"staff_id\":\"" staff "\"}"

static enum exchange_result search(struct office *o, const char *receipt_no, const char *plate,
                                   const char *tail)
{
    office_new(o, EXCHANGE_LOOKUP);
    o->request.is_search = true;
    snprintf(o->request.staff_id, sizeof o->request.staff_id, "sato");
    snprintf(o->request.search[SEARCH_RECEIPT_NO], SEARCH_TEXT_SIZE, "%s", receipt_no);
    snprintf(o->request.search[SEARCH_PLATE_SERIAL], SEARCH_TEXT_SIZE, "%s", plate);
    snprintf(o->request.search[SEARCH_CHASSIS_TAIL], SEARCH_TEXT_SIZE, "%s", tail);
    return office_send(o);
}

/* One person's application by number; nobody's when none or several fit. */
static void a_number_finds_one_or_none(void **state)
{
    struct office *o = *state;
    struct application a;
    char receipt[32], tail[8];
    size_t n = 0;
    assert_ok(seed_data_application("ready", OFFICE_NOW_MS, &a));
    for (const char *c = a.receipt_no; *c != '\0'; c++) {
        if (*c >= '0' && *c <= '9') {
            receipt[n++] = *c;
        }
    }
    receipt[n] = '\0';
    assert_int_equal(search(o, receipt, "", ""), EXCHANGE_RESULT_OK);
    assert_int_equal(o->reply.application_count, 1);
    assert_string_equal(o->reply.application[0].application_id, a.application_id);
    snprintf(tail, sizeof tail, "%s", a.chassis_no + strlen(a.chassis_no) - 4);
    assert_int_equal(search(o, "", a.plate_no.serial, tail), EXCHANGE_RESULT_OK);
    assert_string_equal(o->reply.application[0].application_id, a.application_id);
    tail[0] = tail[0] == '9' ? '8' : '9';
    assert_int_equal(search(o, "", a.plate_no.serial, tail), EXCHANGE_RESULT_CODE_UNKNOWN);
    assert_int_equal(search(o, "0000000000000000", "", ""), EXCHANGE_RESULT_CODE_UNKNOWN);
    struct application twin = a;
    snprintf(twin.application_id, sizeof twin.application_id, "TWIN");
    assert_ok(backend_logic_put_application(o->logic, &twin));
    assert_int_equal(search(o, receipt, "", ""), EXCHANGE_RESULT_CODE_UNKNOWN);
}

static void what_is_not_of_the_contract_is_refused(void **state)
{
    struct office *o = *state;
    static const struct {
        const char *method, *path, *body;
        int want;
    } rows[] = {
        {"GET", "/v1/notices", "", 200},
        {"GET", "/", "", 404},
        {"GET", "/v1/applications/", "", 404},
        {"GET", "/v1/applications/%2", "", 404},
        {"GET", "/v1/applications/a%00b", "", 404},
        {"GET", "/v1/lookups", "", 405},
        {"POST", "/v1/notices", "{}", 405},
        {"DELETE", "/v1/reservations", "", 405},
        {"POST", "/v1/reservations", "", 400},
        {"POST", "/v1/reservations", "[]", 400},
        {"POST", "/v1/reservations", "{\"application_id\":7}", 400},
        {"POST", "/v1/reservations/0/begin", "{\"application_id\":\"A204001\"}", 404},
        {"POST", "/v1/reservations/x/begin", "{\"application_id\":\"A204001\"}", 404},
        {"POST", "/v1/reservations/1/undo", "{\"application_id\":\"A204001\"}", 404},
        {"POST", "/v1/reservations/1/done", "{\"application_id\":\"A204001\"}", 400},
        {"POST", "/v1/lookups", "{\"code_kind\":\"SINGLE\",\"code\":\"%%%\"}", 400},
        {"POST", "/v1/lookups", "{\"code_kind\":\"DOUBLE\",\"code\":\"\"}", 400},
        {"POST", "/v1/lookups", "{\"code_kind\":\"SEARCH\",\"receipt_no\":\"26\"}", 400},
        {"POST", "/v1/lookups", SEARCH("", "", "", "sato"), 400},
        {"POST", "/v1/lookups", SEARCH("2611", "17", "2345", "sato"), 400},
        {"POST", "/v1/lookups", SEARCH("", "17", "", "sato"), 400},
        {"POST", "/v1/lookups", SEARCH("2611", "", "", ""), 400},
        {"POST", "/v1/heartbeats", "{}", 400},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int got = refused(o, rows[i].method, rows[i].path, rows[i].body);
        if (got != rows[i].want) {
            fail_msg("%s %s %s: %d", rows[i].method, rows[i].path, rows[i].body, got);
        }
    }
}

/* Every exchange is kept, its reply is of the contract, and no pickup code is in it. */
static void the_exchange_log_is_of_the_contract(void **state)
{
    struct office *o = *state;
    (void)office_lookup(o, "ready");
    (void)office_lookup(o, "firm12");
    (void)office_lookup(o, "ready-opaque");
    office_new(o, EXCHANGE_NOTICES);
    (void)office_send(o);
    (void)refused(o, "GET", "/nothing", "");
    (void)office_call(o, EXCHANGE_RESERVE, "A204001", 0);
    assert_int_equal(openapi_check_log(o->contract, backend_logic_db(o->logic)), 6);
}

static void fault_words_are_read_back(void **state)
{
    (void)state;
    enum backend_fault fault;
    for (int i = 0; i < BACKEND_FAULT_COUNT; i++) {
        const char *word = backend_fault_word((enum backend_fault)i);
        assert_ok(backend_fault_parse(str_of(word), &fault));
        assert_int_equal(fault, i);
    }
    assert_fails(backend_fault_parse(STR("explode"), &fault), NOT_FOUND);
}

#define T(name) cmocka_unit_test_setup_teardown(name, open_office, close_office)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(the_seed_covers_everything),
        T(each_code_has_its_answer),
        T(every_application_arrives_as_it_was_put),
        T(the_firms_are_as_told),
        T(arbitrary_bytes_are_unknown_or_refused),
        T(notices_and_heartbeats),
        T(content_faults_reach_the_terminal_as_results),
        T(a_number_finds_one_or_none),
        T(what_is_not_of_the_contract_is_refused),
        T(the_exchange_log_is_of_the_contract),
        T(fault_words_are_read_back),
    };
    return cmocka_run_group_tests_name("backend_logic", tests, NULL, NULL);
}
