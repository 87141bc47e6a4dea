/* Good replies, one a call, that the tests of this folder bend. */
#ifndef TESTS_UNIT_BACKEND_SAMPLES_H
#define TESTS_UNIT_BACKEND_SAMPLES_H

#include <stdio.h>
#include <string.h>
#include "backend/wire.h"
#include "tests/kit/kit.h"

#define SAMPLE_REQUEST "11111111111111111111111111111111"
#define SAMPLE_VISIT   "22222222222222222222222222222222"
#define SAMPLE_ENVELOPE                                                                            \
    "{\"request_id\":\"" SAMPLE_REQUEST "\",\"visit_id\":\"" SAMPLE_VISIT                          \
    "\",\"server_at_ms\":1795500000000,\"result\":\"OK\""
#define SAMPLE_APPLICATION                                                                         \
    "{\"application_id\":\"A1\",\"receipt_no\":\"2611-0001\",\"version\":3,"                       \
    "\"filing\":\"SCREEN\",\"procedure\":\"RENEWAL\",\"status\":\"READY\","                        \
    "\"payment_reported\":false,\"issued_at_ms\":0,\"office_id\":\"nerima\","                      \
    "\"office_name\":\"練馬事務所\",\"tax_confirmation\":\"UNCONFIRMED\","                    \
    "\"tax_at_ms\":1795400000000,"                                                                 \
    "\"required_papers\":[{\"kind\":\"TAX_PAID\",\"label\":\"\"}],"                                \
    "\"deliverables\":[{\"kind\":\"INSPECTION_CERT\",\"item_tag\":\"UKI:A1-C\","                   \
    "\"printed_here\":false,\"handed_here\":true}],"                                               \
    "\"substitutions\":[{\"applied\":\"𠮷\",\"printed\":\"吉\"}],"                              \
    "\"high_level_kanji\":true,\"shelf\":\"B-07\","                                                \
    "\"plate_no\":{\"region\":\"練馬\",\"class_no\":\"580\",\"kana\":\"あ\","                   \
    "\"serial\":\"1234\"},\"chassis_no\":\"東[12]345678東\",\"user_party\":\"渡邉󠄁 "        \
    "由紀\","                                                                                    \
    "\"owner_party\":\"髙﨑 恵美\",\"user_address\":\"東京都練馬区見本町1番\","      \
    "\"record_fields\":[{\"label\":\"型式\",\"value\":\"HA36S\"}]}"
#define SAMPLE_HANDOVER(token, phase)                                                              \
    SAMPLE_ENVELOPE ",\"application_id\":\"A1\",\"token\":" token                                  \
                    ",\"reserved_until_ms\":0,\"state\":\"READY\",\"phase\":\"" phase "\""

static const char *const sample_reply[EXCHANGE_COUNT] = {
    [EXCHANGE_LOOKUP] =
        SAMPLE_ENVELOPE ",\"code_kind\":\"SINGLE\",\"firm_name\":\"\",\"applications_cut\":false,"
                        "\"applications\":[" SAMPLE_APPLICATION "]}",
    [EXCHANGE_RESERVE] = SAMPLE_HANDOVER("7", "RESERVED") "}",
    [EXCHANGE_BEGIN] = SAMPLE_HANDOVER("7", "ISSUING") "}",
    [EXCHANGE_DONE] = SAMPLE_HANDOVER("7", "ISSUED") "}",
    [EXCHANGE_ABORT] = SAMPLE_HANDOVER("7", "FREE") "}",
    [EXCHANGE_STATE] = SAMPLE_HANDOVER("7", "ISSUING") ",\"application\":" SAMPLE_APPLICATION "}",
    [EXCHANGE_NOTICES] =
        SAMPLE_ENVELOPE ",\"notices\":[{\"text\":\"システム停止\",\"from_ms\":5,\"until_ms\":9}]}",
    [EXCHANGE_HEARTBEAT] = SAMPLE_ENVELOPE ",\"next_poll_ms\":30000}",
};

static inline struct backend_request sample_request(enum exchange_op op)
{
    struct backend_request q = {.op = op, .code_kind = CODE_PICKUP_SINGLE};
    memset(q.request_id.byte, 0x11, sizeof q.request_id.byte);
    memset(q.visit_id.byte, 0x22, sizeof q.visit_id.byte);
    bool keyed = op >= EXCHANGE_RESERVE && op <= EXCHANGE_ABORT;
    memset(q.idempotency_key.byte, keyed ? 0x33 : 0, sizeof q.idempotency_key.byte);
    if (op >= EXCHANGE_RESERVE && op <= EXCHANGE_STATE) {
        strcpy(q.application_id, "A1");
    }
    if (op >= EXCHANGE_BEGIN && op <= EXCHANGE_ABORT) {
        q.token = 7;
        strcpy(q.evidence, "print=PRINTED/job-completed");
        strcpy(q.staff_id, "S12");
        strcpy(q.reason, "paper jam");
        q.happened_at_ms = INT64_C(1795500000000);
    }
    if (op == EXCHANGE_LOOKUP) {
        memcpy(q.code, "UK1:ABC\n\"\\", 10);
        q.code_length = 10;
    }
    return q;
}

/* The text with its first `find` replaced; NULL keeps it as it is. */
static inline void sample_bend(const char *text, const char *find, const char *with, char *out,
                               size_t cap)
{
    const char *at = find == NULL ? NULL : strstr(text, find);
    if (find != NULL) {
        assert_non_null(at);
    }
    int head = at == NULL ? (int)strlen(text) : (int)(at - text);
    int n = snprintf(out, cap, "%.*s%s%s", head, text, at == NULL ? "" : with,
                     at == NULL ? "" : at + strlen(find));
    assert_in_range(n, 0, cap - 1);
}

#endif
