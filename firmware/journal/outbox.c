#include "journal/outbox.h"
#include "journal/store.h"

#include <assert.h>
#include <string.h>

static bool parse_op(const char *name, enum exchange_op *out)
{
    for (int i = 0; i < EXCHANGE_COUNT; i++) {
        if (strcmp(name, exchange_op_name((enum exchange_op)i)) == 0) {
            *out = (enum exchange_op)i;
            return true;
        }
    }
    return false;
}

static bool parse_state(const char *name, enum outbox_state *out)
{
    for (int i = 0; i < OUTBOX_STATE_COUNT; i++) {
        if (strcmp(name, outbox_state_name((enum outbox_state)i)) == 0) {
            *out = (enum outbox_state)i;
            return true;
        }
    }
    return false;
}

static bool parse_result(const char *name, enum exchange_result *out)
{
    for (int i = 0; i < EXCHANGE_RESULT_COUNT; i++) {
        if (strcmp(name, exchange_result_name((enum exchange_result)i)) == 0) {
            *out = (enum exchange_result)i;
            return true;
        }
    }
    return false;
}

/* The chain does not cover it, so any number may stand there. */
static int useless_of(int64_t attempts)
{
    if (attempts < 0) {
        return 0;
    }
    return attempts > INT32_MAX ? INT32_MAX : (int)attempts;
}

/* Reads JOURNAL_OUTBOX_COLUMNS. */
static bool read_row(sqlite3_stmt *s, struct outbox_row *out)
{
    char op[16];
    char state[16];
    char result[32];
    struct backend_request *q = &out->request;
    *out = (struct outbox_row){0};
    out->no = (uint64_t)sqlite3_column_int64(s, 0);
    q->token = (uint64_t)sqlite3_column_int64(s, 6);
    q->happened_at_ms = sqlite3_column_int64(s, 10);
    out->useless = useless_of(sqlite3_column_int64(s, 12));
    out->tried = sqlite3_column_type(s, 13) != SQLITE_NULL;
    return store_text(s, 1, op, sizeof op) && parse_op(op, &q->op) &&
           store_id(s, 2, &q->idempotency_key) && store_id(s, 3, &q->request_id) &&
           store_id(s, 4, &q->visit_id) &&
           store_text(s, 5, q->application_id, sizeof q->application_id) &&
           store_text(s, 7, q->evidence, sizeof q->evidence) &&
           store_text(s, 8, q->staff_id, sizeof q->staff_id) &&
           store_text(s, 9, q->reason, sizeof q->reason) &&
           store_text(s, 11, state, sizeof state) && parse_state(state, &out->state) &&
           store_text(s, 13, result, sizeof result) &&
           (!out->tried || parse_result(result, &out->last_result));
}

typedef bool read_fn(sqlite3_stmt *s, void *rows, int at);

static bool read_row_at(sqlite3_stmt *s, void *rows, int at)
{
    return read_row(s, (struct outbox_row *)rows + at);
}

/* Reads what the bound statement gives, up to `max`, and resets it. */
static struct err page(struct journal *j, sqlite3_stmt *s, read_fn *read, void *out_rows, int max,
                       int *out_count)
{
    struct err end = OK;
    int n = 0;
    while (n < max && store_row(j, s, &end)) {
        if (!read(s, out_rows, n)) {
            end = FAIL(CORRUPT);
            break;
        }
        n++;
    }
    sqlite3_reset(s);
    TRY(end);
    *out_count = n;
    return OK;
}

struct err journal_outbox_next(struct journal *j, uint64_t after_no, struct outbox_row *out_rows,
                               int max, int *out_count)
{
    assert(max >= 1);
    sqlite3_stmt *s = j->statement[STATEMENT_OUTBOX_NEXT];
    sqlite3_bind_int64(s, 1, (int64_t)after_no);
    sqlite3_bind_int(s, 2, max);
    return page(j, s, read_row_at, out_rows, max, out_count);
}

/* Reads JOURNAL_OUTBOX_COLUMNS, call number, times refused, when last. */
static bool read_refused_at(sqlite3_stmt *s, void *rows, int at)
{
    struct refused_report *out = (struct refused_report *)rows + at;
    struct outbox_row row;
    if (!read_row(s, &row)) {
        return false;
    }
    const struct backend_request *q = &row.request;
    *out = (struct refused_report){.no = row.no,
                                   .op = q->op,
                                   .idempotency_key = q->idempotency_key,
                                   .visit_id = q->visit_id,
                                   .token = q->token,
                                   .result = row.last_result,
                                   .happened_at_ms = q->happened_at_ms,
                                   .call_no = sqlite3_column_int(s, 14),
                                   .times = sqlite3_column_int(s, 15),
                                   .refused_at_ms = sqlite3_column_int64(s, 16)};
    memcpy(out->application_id, q->application_id, sizeof out->application_id);
    return true;
}

struct err journal_outbox_aside(struct journal *j, struct refused_report *out_rows, int max,
                                int *out_count)
{
    assert(max >= 1);
    sqlite3_stmt *s = j->statement[STATEMENT_OUTBOX_ASIDE];
    sqlite3_bind_int(s, 1, max);
    return page(j, s, read_refused_at, out_rows, max, out_count);
}

struct err journal_outbox_find(struct journal *j, struct id idempotency_key,
                               struct outbox_row *out_row)
{
    sqlite3_stmt *s = j->statement[STATEMENT_OUTBOX_FIND];
    int count = 0;
    store_bind_id(s, 1, &idempotency_key);
    TRY(page(j, s, read_row_at, out_row, 1, &count));
    return count == 1 ? OK : FAIL(NOT_FOUND);
}

static struct err put_useless(struct journal *j, const struct outbox_useless *list, int count)
{
    for (int i = 0; i < count; i++) {
        sqlite3_stmt *s = j->statement[STATEMENT_OUTBOX_USELESS];
        store_bind_id(s, 1, &list[i].idempotency_key);
        sqlite3_bind_int(s, 2, list[i].count);
        TRY(store_run(j, STATEMENT_OUTBOX_USELESS));
    }
    return store_run(j, STATEMENT_COMMIT);
}

struct err journal_outbox_note_useless(struct journal *j, const struct outbox_useless *list,
                                       int count)
{
    assert(count >= 1 && count <= JOURNAL_BATCH_MAX);
    TRY(store_begin(j));
    struct err e = put_useless(j, list, count);
    if (failed(e)) {
        store_rollback(j);
    }
    return e;
}

struct outbox_depth journal_outbox_depth(const struct journal *j)
{
    return j->depth;
}

struct err outbox_count(struct journal *j, struct outbox_depth *out_depth)
{
    sqlite3_stmt *s = j->statement[STATEMENT_OUTBOX_DEPTH];
    struct err end = OK;
    if (!store_row(j, s, &end)) {
        return failed(end) ? end : FAIL(CORRUPT);
    }
    out_depth->queued = (uint32_t)sqlite3_column_int64(s, 0);
    out_depth->aside = (uint32_t)sqlite3_column_int64(s, 1);
    sqlite3_reset(s);
    return OK;
}
