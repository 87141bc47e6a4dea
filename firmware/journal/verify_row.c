#include "journal/verify_row.h"
#include "journal/verify_record.h"

#include <string.h>

bool verify_read_event(const struct record *s, struct journal_row *row)
{
    int64_t at_ms = 0;
    int64_t token = 0;
    int64_t call_no = 0;
    *row = (struct journal_row){0};
    bool ok = column_kind(s, 1, &row->kind) && column_number(s, 2, &row->wall_ms) &&
              column_number(s, 3, &at_ms) &&
              column_bytes_or_none(s, 4, row->visit_id.byte, ID_BYTES) &&
              column_bytes_or_none(s, 5, row->request_id.byte, ID_BYTES) &&
              column_bytes_or_none(s, 6, row->job_id.byte, ID_BYTES) &&
              column_text(s, 7, row->application_id, sizeof row->application_id) &&
              column_number_or_none(s, 8, &token) && column_number_or_none(s, 9, &call_no) &&
              column_bytes_or_none(s, 10, row->code.byte, CODE_HASH_BYTES) &&
              column_text(s, 11, row->staff_id, sizeof row->staff_id) &&
              column_text(s, 12, row->detail, sizeof row->detail);
    row->at_ms = (uint64_t)at_ms;
    row->token = (uint64_t)token;
    row->call_no = (int)call_no;
    return ok && call_no == row->call_no;
}

static bool parse_op(const struct record *s, int at, enum exchange_op *out)
{
    char name[16];
    bool text = column_plain_text(s, at, name, sizeof name);
    for (int i = 0; text && i < EXCHANGE_COUNT; i++) {
        if (strcmp(name, exchange_op_name((enum exchange_op)i)) == 0) {
            *out = (enum exchange_op)i;
            return true;
        }
    }
    return false;
}

bool verify_read_state(const struct record *s, int at, enum outbox_state *out)
{
    char name[16];
    bool text = column_plain_text(s, at, name, sizeof name);
    for (int i = 0; text && i < OUTBOX_STATE_COUNT; i++) {
        if (strcmp(name, outbox_state_name((enum outbox_state)i)) == 0) {
            *out = (enum outbox_state)i;
            return true;
        }
    }
    return false;
}

bool verify_read_result(const struct record *s, int at, enum exchange_result *out)
{
    char name[32];
    bool text = column_plain_text(s, at, name, sizeof name);
    for (int i = 0; text && i < EXCHANGE_RESULT_COUNT; i++) {
        if (strcmp(name, exchange_result_name((enum exchange_result)i)) == 0) {
            *out = (enum exchange_result)i;
            return true;
        }
    }
    return false;
}

bool verify_read_put(const struct record *s, struct backend_request *put)
{
    int64_t token = 0;
    *put = (struct backend_request){0};
    bool ok = parse_op(s, 2, &put->op) && column_bytes(s, 3, put->idempotency_key.byte, ID_BYTES) &&
              column_bytes_or_none(s, 4, put->request_id.byte, ID_BYTES) &&
              column_bytes_or_none(s, 5, put->visit_id.byte, ID_BYTES) &&
              column_plain_text(s, 6, put->application_id, sizeof put->application_id) &&
              column_number_or_none(s, 7, &token) &&
              column_text(s, 8, put->evidence, sizeof put->evidence) &&
              column_text(s, 9, put->staff_id, sizeof put->staff_id) &&
              column_text(s, 10, put->reason, sizeof put->reason) &&
              column_number(s, 11, &put->happened_at_ms);
    put->token = (uint64_t)token;
    return ok;
}
