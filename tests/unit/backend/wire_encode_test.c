/* Requests, to the byte, and against the contract. */
#include "tests/kit/openapi.h"
#include "tests/unit/backend/samples.h"

static const struct wire_identity identity = {
    .terminal_id = "nerima-1", .build = "1.0.0-5-gabc", .config_digest = "00ff"};

static const char *header_of(void *at, const char *name)
{
    const struct wire_message *m = at;
    for (int i = 0; i < m->header_count; i++) {
        if (strcmp(m->header[i].name, name) == 0) {
            return m->header[i].value;
        }
    }
    return NULL;
}

static const struct {
    enum exchange_op op;
    enum wire_method method;
    const char *path;
    const char *body;
} golden[] = {
    {EXCHANGE_LOOKUP, WIRE_POST, "/v1/lookups",
     "{\"code_kind\":\"SINGLE\",\"code\":\"VUsxOkFCQwoiXA==\"}"},
    {EXCHANGE_RESERVE, WIRE_POST, "/v1/reservations", "{\"application_id\":\"A1\"}"},
    {EXCHANGE_BEGIN, WIRE_POST, "/v1/reservations/7/begin", "{\"application_id\":\"A1\"}"},
    {EXCHANGE_DONE, WIRE_POST, "/v1/reservations/7/done",
     "{\"application_id\":\"A1\",\"evidence\":\"print=PRINTED/job-completed\",\"staff_id\":\"S12\","
     "\"happened_at_ms\":1795500000000}"},
    {EXCHANGE_ABORT, WIRE_POST, "/v1/reservations/7/abort",
     "{\"application_id\":\"A1\",\"evidence\":\"print=PRINTED/job-completed\",\"staff_id\":\"S12\","
     "\"reason\":\"paper jam\",\"happened_at_ms\":1795500000000}"},
    {EXCHANGE_STATE, WIRE_GET, "/v1/applications/A1", ""},
    {EXCHANGE_NOTICES, WIRE_GET, "/v1/notices", ""},
    {EXCHANGE_HEARTBEAT, WIRE_POST, "/v1/heartbeats",
     "{\"journal_head\":\"0000000000000000000000000000000000000000000000000000000000000000\","
     "\"journal_row_count\":0,\"outbox_depth\":0,\"dropped_replies\":0,\"health\":\"\"}"},
};

static void each_request_is_the_contract(void **state)
{
    struct openapi *contract = *state;
    char message[SCHEMA_MESSAGE_SIZE];
    for (size_t i = 0; i < sizeof golden / sizeof *golden; i++) {
        struct backend_request q = sample_request(golden[i].op);
        static struct wire_message m;
        wire_encode(&q, &identity, &m);
        assert_int_equal(m.method, golden[i].method);
        assert_string_equal(m.path, golden[i].path);
        assert_int_equal(m.body_length, strlen(golden[i].body));
        assert_memory_equal(m.body, golden[i].body, m.body_length);
        assert_string_equal(header_of(&m, "Uketori-Request"), SAMPLE_REQUEST);
        assert_string_equal(header_of(&m, "Uketori-Visit"), SAMPLE_VISIT);
        struct openapi_exchange x = {.method = m.method == WIRE_GET ? "GET" : "POST",
                                     .path = m.path,
                                     .header = header_of,
                                     .at = &m,
                                     .body = golden[i].body};
        if (!openapi_check_request(contract, &x, message)) {
            fail_msg("%s: %s", m.path, message);
        }
    }
}

static void a_search_is_the_contract(void **state)
{
    struct openapi *contract = *state;
    static const struct {
        const char *receipt_no, *plate_serial, *chassis_tail, *body;
    } rows[] = {
        {"261110001234", "", "",
         "{\"code_kind\":\"SEARCH\",\"receipt_no\":\"261110001234\",\"plate_serial\":\"\","
         "\"chassis_tail\":\"\",\"staff_id\":\"sato\"}"},
        {"", "17", "2345",
         "{\"code_kind\":\"SEARCH\",\"receipt_no\":\"\",\"plate_serial\":\"17\","
         "\"chassis_tail\":\"2345\",\"staff_id\":\"sato\"}"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char message[SCHEMA_MESSAGE_SIZE];
        static struct wire_message m;
        struct backend_request q = sample_request(EXCHANGE_LOOKUP);
        q.is_search = true;
        snprintf(q.staff_id, sizeof q.staff_id, "sato");
        snprintf(q.search[SEARCH_RECEIPT_NO], SEARCH_TEXT_SIZE, "%s", rows[i].receipt_no);
        snprintf(q.search[SEARCH_PLATE_SERIAL], SEARCH_TEXT_SIZE, "%s", rows[i].plate_serial);
        snprintf(q.search[SEARCH_CHASSIS_TAIL], SEARCH_TEXT_SIZE, "%s", rows[i].chassis_tail);
        wire_encode(&q, &identity, &m);
        assert_string_equal(m.path, "/v1/lookups");
        assert_int_equal(m.body_length, strlen(rows[i].body));
        assert_memory_equal(m.body, rows[i].body, m.body_length);
        struct openapi_exchange x = {
            .method = "POST", .path = m.path, .header = header_of, .at = &m, .body = rows[i].body};
        if (!openapi_check_request(contract, &x, message)) {
            fail_msg("%s: %s", m.path, message);
        }
    }
}

/* The samples that the reader is tested with are themselves of the contract. */
static void each_sample_reply_is_the_contract(void **state)
{
    struct openapi *contract = *state;
    char message[SCHEMA_MESSAGE_SIZE];
    for (size_t i = 0; i < sizeof golden / sizeof *golden; i++) {
        struct openapi_exchange x = {.method = golden[i].method == WIRE_GET ? "GET" : "POST",
                                     .path = golden[i].path,
                                     .status = 200,
                                     .reply = sample_reply[golden[i].op]};
        if (!openapi_check_reply(contract, &x, message)) {
            fail_msg("%s: %s", golden[i].path, message);
        }
    }
}

static void the_contract_refuses(void **state)
{
    struct openapi *contract = *state;
    char message[SCHEMA_MESSAGE_SIZE];
    static const struct {
        const char *method, *path, *body, *reply;
    } rows[] = {
        {"POST", "/v1/nothing", "{}", NULL},
        {"GET", "/v1/lookups", "", NULL},
        {"POST", "/v1/lookups", "{\"code_kind\":\"SEARCH\",\"receipt_no\":\"261110001234\"}", NULL},
        {"POST", "/v1/lookups",
         "{\"code_kind\":\"SEARCH\",\"receipt_no\":\"26-1\",\"plate_serial\":\"\","
         "\"chassis_tail\":\"\",\"staff_id\":\"sato\"}",
         NULL},
        {"POST", "/v1/reservations", "{\"application_id\":\"A1\",\"more\":1}", NULL},
        {"POST", "/v1/reservations", "{\"application_id\":\"\"}", NULL},
        {"POST", "/v1/reservations", "", NULL},
        {"GET", "/v1/notices", "", "{\"result\":\"OK\"}"},
        {"GET", "/v1/notices", "", SAMPLE_ENVELOPE ",\"notices\":[1]}"},
        {"POST", "/v1/lookups", "{\"code_kind\":\"FIRM\",\"code\":\"\"}", SAMPLE_ENVELOPE "}"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct openapi_exchange x = {.method = rows[i].method,
                                     .path = rows[i].path,
                                     .body = rows[i].body,
                                     .status = 200,
                                     .reply = rows[i].reply};
        bool fits = rows[i].reply == NULL ? openapi_check_request(contract, &x, message)
                                          : openapi_check_reply(contract, &x, message);
        assert_false(fits);
        assert_true(strlen(message) > 0);
    }
}

static void hostile_ids_stay_in_their_segment(void **state)
{
    (void)state;
    struct backend_request q = sample_request(EXCHANGE_STATE);
    strcpy(q.application_id, "../x?y#z %\r\n髙");
    static struct wire_message m;
    wire_encode(&q, &identity, &m);
    assert_string_equal(m.path, "/v1/applications/%2E%2E%2Fx%3Fy%23z%20%25%0D%0A%E9%AB%99");
}

static void the_longest_request_fits(void **state)
{
    (void)state;
    struct backend_request q = sample_request(EXCHANGE_ABORT);
    memset(q.application_id, '"', sizeof q.application_id - 1);
    memset(q.evidence, '\x01', sizeof q.evidence - 1);
    memset(q.reason, '\x1f', sizeof q.reason - 1);
    memset(q.staff_id, '\\', sizeof q.staff_id - 1);
    q.token = UINT64_MAX;
    q.happened_at_ms = INT64_MAX;
    static struct wire_message m;
    wire_encode(&q, &identity, &m);
    assert_true(m.body_length > 3000);
    q = sample_request(EXCHANGE_LOOKUP);
    q.code_length = PICKUP_CODE_MAX;
    wire_encode(&q, &identity, &m);
    assert_in_range(m.body_length, 684, WIRE_BODY_SIZE);
    q.code_length = 0;
    wire_encode(&q, &identity, &m);
    m.body[m.body_length] = '\0';
    assert_string_equal(m.body, "{\"code_kind\":\"SINGLE\",\"code\":\"\"}");
}

static int open_contract(void **state)
{
    *state = openapi_open("firmware/backend/openapi.yaml");
    return 0;
}

static int close_contract(void **state)
{
    openapi_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_request_is_the_contract),
        cmocka_unit_test(a_search_is_the_contract),
        cmocka_unit_test(each_sample_reply_is_the_contract),
        cmocka_unit_test(the_contract_refuses),
        cmocka_unit_test(hostile_ids_stay_in_their_segment),
        cmocka_unit_test(the_longest_request_fits),
    };
    return cmocka_run_group_tests_name("wire_encode", tests, open_contract, close_contract);
}
