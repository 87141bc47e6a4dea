/* libFuzzer: any bytes as a reply to any call. The first byte picks the call, the second the HTTP
 * status; the ids of the seeds match, so that mutations get past the envelope. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "backend/wire.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_text(const char *text, size_t cap)
{
    return memchr(text, '\0', cap) != NULL && utf8_valid(str_of(text));
}

static void check(const struct backend_reply *r)
{
    assert(r->result < EXCHANGE_RESULT_COUNT);
    assert(r->application_count >= 0 && r->application_count <= LOOKUP_APPLICATIONS_MAX);
    assert(r->notice_count >= 0 && r->notice_count <= NOTICES_MAX);
    for (int i = 0; i < r->application_count; i++) {
        const struct application *a = &r->application[i];
        assert(is_text(a->user_party, sizeof a->user_party) && a->status < APP_STATUS_COUNT);
        assert(a->record_field_count >= 0 && a->record_field_count <= RECORD_FIELDS_MAX);
        assert(a->deliverable_count >= 0 && a->deliverable_count <= DELIVERABLES_MAX);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int statuses[] = {200, 200, 200, 302, 404, 422, 429, 503};
    static struct backend_reply reply;
    if (size < 2) {
        return 0;
    }
    struct backend_request sent = {.op = (enum exchange_op)(data[0] % EXCHANGE_COUNT), .token = 7};
    memset(sent.request_id.byte, 0x11, sizeof sent.request_id.byte);
    memset(sent.visit_id.byte, 0x22, sizeof sent.visit_id.byte);
    strcpy(sent.application_id, "A1");
    struct wire_answer answer = {
        .status = statuses[data[1] % 8], .body = data + 2, .length = size - 2};
    wire_decode(&answer, &sent, &reply);
    check(&reply);
    return 0;
}
