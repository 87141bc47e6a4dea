/* Good replies are read whole; every bad one ends in a result, never in a guess. */
#include <stdlib.h>
#include "tests/unit/backend/samples.h"

enum { TEXT_SIZE = 16384 };

static struct backend_reply *decode(enum exchange_op op, int status, const char *body, size_t n)
{
    static struct backend_reply reply;
    struct backend_request sent = sample_request(op);
    /* A copy of exactly that size, so that a read past the end is seen. */
    char *copy = malloc(n + (n == 0));
    assert_non_null(copy);
    memcpy(copy, body, n);
    struct wire_answer answer = {.status = status, .body = copy, .length = n};
    memset(&reply, 0xa5, sizeof reply);
    wire_decode(&answer, &sent, &reply);
    free(copy);
    assert_int_equal(reply.op, op);
    assert_true(id_equal(reply.request_id, sent.request_id));
    return &reply;
}

static void each_call_is_read(void **state)
{
    (void)state;
    for (int op = 0; op < EXCHANGE_COUNT; op++) {
        const char *text = sample_reply[op];
        struct backend_reply *r = decode((enum exchange_op)op, 200, text, strlen(text));
        assert_int_equal(r->result, EXCHANGE_RESULT_OK);
        assert_int_equal(r->server_at_ms, INT64_C(1795500000000));
    }
}

static void an_application_is_kept_code_point_by_code_point(void **state)
{
    (void)state;
    const char *text = sample_reply[EXCHANGE_LOOKUP];
    struct backend_reply *r = decode(EXCHANGE_LOOKUP, 200, text, strlen(text));
    const struct application *a = &r->application[0];
    assert_int_equal(r->application_count, 1);
    assert_int_equal(r->code_kind, CODE_PICKUP_SINGLE);
    assert_string_equal(a->user_party, "渡邉󠄁 由紀");
    assert_string_equal(a->owner_party, "髙﨑 恵美");
    assert_string_equal(a->chassis_no, "東[12]345678東");
    assert_string_equal(a->substitution[0].applied, "𠮷");
    assert_string_equal(a->plate_no.serial, "1234");
    assert_string_equal(a->record_field[0].value, "HA36S");
    assert_int_equal(a->version, 3);
    assert_int_equal(a->status, APP_READY);
    assert_string_equal(a->status_text, "");
    assert_int_equal(a->tax, TAX_UNCONFIRMED);
    assert_int_equal(a->required_paper[0].kind, PAPER_TAX_PAID);
    assert_true(a->deliverable[0].handed_here);
    assert_string_equal(a->deliverable[0].item_tag, "UKI:A1-C");
}

static void the_open_sets_are_open(void **state)
{
    (void)state;
    char text[TEXT_SIZE];
    sample_bend(sample_reply[EXCHANGE_LOOKUP], "\"READY\"", "\"特例審査待ち\"", text, sizeof text);
    struct backend_reply *r = decode(EXCHANGE_LOOKUP, 200, text, strlen(text));
    assert_int_equal(r->result, EXCHANGE_RESULT_OK);
    assert_int_equal(r->application[0].status, APP_UNKNOWN);
    assert_string_equal(r->application[0].status_text, "特例審査待ち");
    sample_bend(sample_reply[EXCHANGE_LOOKUP], "\"TAX_PAID\"", "\"車庫証明\"", text, sizeof text);
    r = decode(EXCHANGE_LOOKUP, 200, text, strlen(text));
    assert_int_equal(r->application[0].required_paper[0].kind, PAPER_OTHER);
    assert_string_equal(r->application[0].required_paper[0].label, "車庫証明");
    sample_bend(sample_reply[EXCHANGE_LOOKUP], "\"RENEWAL\"", "\"CERT_RETURN\"", text, sizeof text);
    r = decode(EXCHANGE_LOOKUP, 200, text, strlen(text));
    assert_int_equal(r->application[0].procedure, PROC_OTHER);
    sample_bend(sample_reply[EXCHANGE_STATE], "{", "{\"news\":[1.5,{}],", text, sizeof text);
    assert_int_equal(decode(EXCHANGE_STATE, 200, text, strlen(text))->result, EXCHANGE_RESULT_OK);
    sample_bend(sample_reply[EXCHANGE_LOOKUP],
                "{\"region\":\"練馬\",\"class_no\":\"580\",\"kana\":\"あ\",\"serial\":\"1234\"}",
                "null", text, sizeof text);
    r = decode(EXCHANGE_LOOKUP, 200, text, strlen(text));
    assert_int_equal(r->result, EXCHANGE_RESULT_OK);
    assert_true(plate_no_is_empty(&r->application[0].plate_no));
}

#define LONG_64 "0123456789012345678901234567890123456789012345678901234567890123"

static const struct {
    enum exchange_op op;
    const char *find;
    const char *with;
    enum exchange_result want;
} bent[] = {
    /* not JSON, or not this JSON */
    {EXCHANGE_BEGIN, "{", "<html>", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "\"phase\"", "\"token\":7,\"phase\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "}", "}{}", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "}", "", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "\"A1\"", "\"A1\xff\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "\"A1\"", "\"A1\\u0000\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "{", "{\"deep\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]],",
     EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "{", "{\"deep\":[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]],", EXCHANGE_RESULT_OK},
    {EXCHANGE_BEGIN, "{", "{\"text\":\"[[[[[[[[[[[[[[[[[[[[\\\"[[[[\",", EXCHANGE_RESULT_OK},
    /* envelope */
    {EXCHANGE_BEGIN, SAMPLE_REQUEST, "31111111111111111111111111111111", EXCHANGE_RESULT_FOREIGN},
    {EXCHANGE_BEGIN, SAMPLE_VISIT, "32222222222222222222222222222222", EXCHANGE_RESULT_FOREIGN},
    {EXCHANGE_LOOKUP, SAMPLE_VISIT, "32222222222222222222222222222222", EXCHANGE_RESULT_FOREIGN},
    {EXCHANGE_BEGIN, SAMPLE_REQUEST, "1111", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "\"request_id\"", "\"id\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "\"visit_id\"", "\"id\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "\"server_at_ms\"", "\"at\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "1795500000000", "1.5e12", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "1795500000000", "-1", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "1795500000000", "99999999999999999999", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "\"OK\"", "\"FINE\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "\"OK\"", "true", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "\"OK\"", "\"UNREACHABLE\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "\"OK\"", "\"CODE_EXPIRED\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "\"OK\"", "\"MAINTENANCE\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_LOOKUP, "\"OK\"", "\"RESERVATION_EXPIRED\"", EXCHANGE_RESULT_MALFORMED},
    /* hand-over */
    {EXCHANGE_BEGIN, "\"A1\"", "\"A2\"", EXCHANGE_RESULT_FOREIGN},
    {EXCHANGE_RESERVE, "\"A1\"", "\"A2\"", EXCHANGE_RESULT_FOREIGN},
    {EXCHANGE_BEGIN, ":7", ":8", EXCHANGE_RESULT_FOREIGN},
    {EXCHANGE_DONE, ":7", ":6", EXCHANGE_RESULT_FOREIGN},
    {EXCHANGE_ABORT, ":7", ":6", EXCHANGE_RESULT_FOREIGN},
    {EXCHANGE_RESERVE, ":7", ":8", EXCHANGE_RESULT_OK},
    {EXCHANGE_RESERVE, ":7", ":0", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_RESERVE, ":7", ":-7", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_RESERVE, "RESERVED", "FREE", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "ISSUING", "RESERVED", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "ISSUING", "LOST", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "\"READY\"", "null", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_BEGIN, "\"OK\"", "\"TOKEN_SUPERSEDED\"", EXCHANGE_RESULT_TOKEN_SUPERSEDED},
    {EXCHANGE_BEGIN, "\"OK\"", "\"RESERVATION_EXPIRED\"", EXCHANGE_RESULT_RESERVATION_EXPIRED},
    {EXCHANGE_DONE, "\"OK\"", "\"CONFLICT\"", EXCHANGE_RESULT_CONFLICT},
    {EXCHANGE_STATE, "\"application\":{\"application_id\":\"A1\"",
     "\"application\":{\"application_id\":\"A9\"", EXCHANGE_RESULT_FOREIGN},
    {EXCHANGE_STATE, "\"application\":{", "\"application_was\":{", EXCHANGE_RESULT_MALFORMED},
    /* lookup */
    {EXCHANGE_LOOKUP, "\"OK\"", "\"CODE_REPLACED\"", EXCHANGE_RESULT_CODE_REPLACED},
    {EXCHANGE_LOOKUP, "\"SINGLE\"", "\"FIRM\"", EXCHANGE_RESULT_FOREIGN},
    {EXCHANGE_LOOKUP, "\"SINGLE\"", "\"BOTH\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_LOOKUP, "\"applications\":[", "\"applications\":[1,", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_LOOKUP, "\"applications\":[", "\"applications\":[" SAMPLE_APPLICATION ",",
     EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_LOOKUP, "\"version\":3", "\"version\":\"3\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_LOOKUP, "\"version\":3", "\"version\":4294967296", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_LOOKUP, "\"UNCONFIRMED\"", "\"MAYBE\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_LOOKUP, "\"SCREEN\"", "\"PAPER\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_LOOKUP, "\"shelf\"", "\"rack\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_LOOKUP, "\"B-07\"", "\"0123456789abcdef\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_LOOKUP, "\"READY\"", "\"" LONG_64 "\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_LOOKUP, "\"READY\"", "\"\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_LOOKUP, "恵美", "恵\\n美", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_LOOKUP, "恵美", "恵\\u202e美", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_LOOKUP, "恵美", "恵\\u0085美", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_LOOKUP, "\"high_level_kanji\":true", "\"high_level_kanji\":1",
     EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_LOOKUP, "\"region\":\"練馬\"", "\"region\":\"\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_LOOKUP, "\"required_papers\":[", "\"required_papers\":[0,",
     EXCHANGE_RESULT_MALFORMED},
    /* the rest */
    {EXCHANGE_NOTICES, "\"システム停止\"", "\"\"", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_NOTICES, "\"from_ms\":5", "\"from_ms\":null", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_HEARTBEAT, "30000", "10", EXCHANGE_RESULT_MALFORMED},
    {EXCHANGE_HEARTBEAT, "30000", "3600001", EXCHANGE_RESULT_MALFORMED},
};

static void every_bend_has_its_result(void **state)
{
    (void)state;
    static char text[TEXT_SIZE];
    for (size_t i = 0; i < sizeof bent / sizeof *bent; i++) {
        sample_bend(sample_reply[bent[i].op], bent[i].find, bent[i].with, text, sizeof text);
        struct backend_reply *r = decode(bent[i].op, 200, text, strlen(text));
        if (r->result != bent[i].want) {
            fail_msg("row %zu, %s for %s: %s", i, bent[i].with, bent[i].find,
                     exchange_result_name(r->result));
        }
        if (r->result == EXCHANGE_RESULT_FOREIGN || r->result == EXCHANGE_RESULT_MALFORMED) {
            assert_int_equal(r->application_count, 0);
            assert_null(memmem(r->application, sizeof r->application, "恵美", strlen("恵美")));
        }
    }
}

/* A cut reply is never half-believed, wherever it is cut. */
static void every_truncation_is_malformed(void **state)
{
    (void)state;
    for (int op = 0; op < EXCHANGE_COUNT; op++) {
        const char *text = sample_reply[op];
        for (size_t n = 0; n < strlen(text); n++) {
            struct backend_reply *r = decode((enum exchange_op)op, 200, text, n);
            assert_int_equal(r->result, EXCHANGE_RESULT_MALFORMED);
        }
    }
}

static void too_large_is_malformed(void **state)
{
    (void)state;
    const char *text = sample_reply[EXCHANGE_HEARTBEAT];
    char *large = malloc(WIRE_REPLY_MAX + 1);
    assert_non_null(large);
    memset(large, ' ', WIRE_REPLY_MAX + 1);
    memcpy(large, text, strlen(text));
    assert_int_equal(decode(EXCHANGE_HEARTBEAT, 200, large, WIRE_REPLY_MAX)->result,
                     EXCHANGE_RESULT_OK);
    assert_int_equal(decode(EXCHANGE_HEARTBEAT, 200, large, WIRE_REPLY_MAX + 1)->result,
                     EXCHANGE_RESULT_MALFORMED);
    free(large);
}

static void http_refusals_are_results(void **state)
{
    (void)state;
    static const struct {
        int status;
        const char *body;
        enum exchange_result want;
    } rows[] = {
        {301, "", EXCHANGE_RESULT_MALFORMED},
        {302, "{}", EXCHANGE_RESULT_MALFORMED},
        {204, "", EXCHANGE_RESULT_MALFORMED},
        {400, "<html>", EXCHANGE_RESULT_SERVER_ERROR}, /* of something before the backend */
        {401, "", EXCHANGE_RESULT_SERVER_ERROR},
        {404, "{\"result\":\"REJECTED\"}", EXCHANGE_RESULT_SERVER_ERROR},
        {404, "REJECTED", EXCHANGE_RESULT_REJECTED},
        {500, "REJECTED", EXCHANGE_RESULT_SERVER_ERROR},
        {302, "REJECTED", EXCHANGE_RESULT_MALFORMED},
        {422, "", EXCHANGE_RESULT_SERVER_ERROR},
        {422, "KEY_REUSED", EXCHANGE_RESULT_KEY_REUSED},
        {404, "KEY_REUSED", EXCHANGE_RESULT_SERVER_ERROR},
        {422, "OK", EXCHANGE_RESULT_SERVER_ERROR},
        {429, "", EXCHANGE_RESULT_TOO_MANY},
        {500, "", EXCHANGE_RESULT_SERVER_ERROR},
        {502, "<html>", EXCHANGE_RESULT_SERVER_ERROR},
        {503, "", EXCHANGE_RESULT_SERVER_ERROR},
        {503, "MAINTENANCE", EXCHANGE_RESULT_MAINTENANCE},
        {500, "MAINTENANCE", EXCHANGE_RESULT_SERVER_ERROR},
        {500, "OK", EXCHANGE_RESULT_SERVER_ERROR},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[TEXT_SIZE];
        snprintf(text, sizeof text, "%s", rows[i].body);
        if (text[0] >= 'A' && text[0] <= 'Z') {
            sample_bend(SAMPLE_ENVELOPE ",\"resumes_at_ms\":1795503600000}", "OK", rows[i].body,
                        text, sizeof text);
        }
        struct backend_reply *r = decode(EXCHANGE_BEGIN, rows[i].status, text, strlen(text));
        assert_int_equal(r->result, rows[i].want);
        bool planned = rows[i].want == EXCHANGE_RESULT_MAINTENANCE;
        assert_int_equal(r->resumes_at_ms, planned ? INT64_C(1795503600000) : 0);
    }
}

static void retry_after_is_clamped(void **state)
{
    (void)state;
    static struct backend_reply r;
    struct backend_request sent = sample_request(EXCHANGE_NOTICES);
    const int64_t rows[][2] = {
        {-5, 0}, {0, 0}, {3000, 3000}, {600000, 600000}, {INT64_MAX, 600000}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wire_answer answer = {.status = 429, .retry_after_ms = rows[i][0], .body = ""};
        wire_decode(&answer, &sent, &r);
        assert_int_equal(r.retry_after_ms, rows[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_call_is_read),
        cmocka_unit_test(an_application_is_kept_code_point_by_code_point),
        cmocka_unit_test(the_open_sets_are_open),
        cmocka_unit_test(every_bend_has_its_result),
        cmocka_unit_test(every_truncation_is_malformed),
        cmocka_unit_test(too_large_is_malformed),
        cmocka_unit_test(http_refusals_are_results),
        cmocka_unit_test(retry_after_is_clamped),
    };
    return cmocka_run_group_tests_name("wire", tests, NULL, NULL);
}
