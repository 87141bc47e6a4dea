#include "journal/outbox.h"
#include "journal/store.h"

#include <assert.h>
#include <string.h>

static void bind_event(sqlite3_stmt *s, const struct journal_row *row)
{
    store_bind_text(s, 1, journal_kind_name(row->kind));
    sqlite3_bind_int64(s, 2, row->wall_ms);
    sqlite3_bind_int64(s, 3, (int64_t)row->at_ms);
    store_bind_id(s, 4, &row->visit_id);
    store_bind_id(s, 5, &row->request_id);
    store_bind_id(s, 6, &row->job_id);
    store_bind_text(s, 7, row->application_id);
    store_bind_u64(s, 8, row->token);
    store_bind_u64(s, 9, (uint64_t)(int64_t)row->call_no);
    store_bind_blob(s, 10, row->code.byte, CODE_HASH_BYTES);
    store_bind_text(s, 11, row->staff_id);
    store_bind_text(s, 12, row->detail);
}

static struct err put_event(struct journal *j, struct journal_head *head,
                            const struct journal_row *row, struct chain_hash effects)
{
    assert((unsigned)row->kind < JOURNAL_KIND_COUNT);
    assert(memchr(row->application_id, 0, sizeof row->application_id));
    assert(memchr(row->staff_id, 0, sizeof row->staff_id));
    assert(memchr(row->detail, 0, sizeof row->detail));
    struct chain_hash hash = chain_next(&j->key, *head, row, effects);
    uint64_t row_no = head->row_count + 1;
    sqlite3_stmt *s = j->statement[STATEMENT_EVENT_PUT];
    bind_event(s, row);
    sqlite3_bind_int64(s, 13, (int64_t)row_no);
    store_bind_blob(s, 14, effects.byte, CHAIN_BYTES);
    sqlite3_bind_blob(s, 15, hash.byte, CHAIN_BYTES, SQLITE_STATIC);
    struct err e = store_run(j, STATEMENT_EVENT_PUT);
    if (failed(e)) {
        /* A taken row number means that the file is not what the head says. */
        return e.code == ERR_REFUSED ? FAIL(CORRUPT) : e;
    }
    TRY(derive_row(j, row_no, row));
    *head = (struct journal_head){row_no, hash};
    return OK;
}

static struct err put_request(struct journal *j, uint64_t row_no, const struct backend_request *put)
{
    assert(put->op >= EXCHANGE_RESERVE && put->op <= EXCHANGE_ABORT);
    assert(!id_is_none(put->idempotency_key));
    sqlite3_stmt *s = j->statement[STATEMENT_OUTBOX_PUT];
    store_bind_text(s, 1, exchange_op_name(put->op));
    store_bind_id(s, 2, &put->idempotency_key);
    store_bind_id(s, 3, &put->request_id);
    store_bind_id(s, 4, &put->visit_id);
    sqlite3_bind_text(s, 5, put->application_id, -1, SQLITE_STATIC);
    store_bind_u64(s, 6, put->token);
    store_bind_text(s, 7, put->evidence);
    store_bind_text(s, 8, put->staff_id);
    store_bind_text(s, 9, put->reason);
    sqlite3_bind_int64(s, 10, put->happened_at_ms);
    sqlite3_bind_int64(s, 11, (int64_t)row_no);
    return store_run(j, STATEMENT_OUTBOX_PUT);
}

static void recount(struct outbox_depth *depth, enum outbox_state from, enum outbox_state to)
{
    depth->queued += (uint32_t)(to == OUTBOX_QUEUED) - (uint32_t)(from == OUTBOX_QUEUED);
    depth->aside += (uint32_t)(to == OUTBOX_ASIDE) - (uint32_t)(from == OUTBOX_ASIDE);
}

static struct err settle(struct journal *j, uint64_t row_no, const struct outbox_settle *step,
                         struct outbox_depth *depth)
{
    struct outbox_row found;
    TRY(journal_outbox_find(j, step->idempotency_key, &found));
    if (found.state == OUTBOX_ACKED) {
        return FAIL(REFUSED);
    }
    recount(depth, found.state, step->state);
    sqlite3_stmt *s = j->statement[STATEMENT_OUTBOX_STEP];
    sqlite3_bind_int64(s, 1, (int64_t)row_no);
    sqlite3_bind_int64(s, 2, (int64_t)found.no);
    store_bind_text(s, 3, outbox_state_name(step->state));
    store_bind_text(s, 4, exchange_result_name(step->result));
    TRY(store_run(j, STATEMENT_OUTBOX_STEP));
    s = j->statement[STATEMENT_OUTBOX_STATE];
    sqlite3_bind_int64(s, 1, (int64_t)found.no);
    store_bind_text(s, 2, outbox_state_name(step->state));
    store_bind_text(s, 3, exchange_result_name(step->result));
    return store_run(j, STATEMENT_OUTBOX_STATE);
}

/* The outbox changes belong to the last row of the batch: its hash covers them. */
static struct err put_effects(struct journal *j, const struct journal_batch *batch, uint64_t row_no,
                              struct outbox_depth *depth, struct chain_hash *out_effects)
{
    struct chain_hash effects = {0};
    for (int i = 0; i < batch->put_count; i++) {
        TRY(put_request(j, row_no, &batch->puts[i]));
        effects = chain_fold_put(&j->key, effects, &batch->puts[i]);
    }
    for (int i = 0; i < batch->settle_count; i++) {
        TRY(settle(j, row_no, &batch->settles[i], depth));
        effects = chain_fold_step(&j->key, effects, &batch->settles[i]);
    }
    *out_effects = effects;
    return OK;
}

static struct err put_batch(struct journal *j, const struct journal_batch *batch,
                            struct journal_head *head, struct outbox_depth *depth)
{
    const struct chain_hash none = {0};
    struct chain_hash effects = {0};
    depth->queued += (uint32_t)batch->put_count;
    TRY(put_effects(j, batch, head->row_count + (uint64_t)batch->count, depth, &effects));
    for (int i = 0; i < batch->count; i++) {
        TRY(put_event(j, head, &batch->rows[i], i == batch->count - 1 ? effects : none));
    }
    return OK;
}

struct err journal_append(struct journal *j, const struct journal_batch *batch)
{
    assert(batch->count >= 1 && batch->count <= JOURNAL_BATCH_MAX);
    assert(batch->put_count >= 0 && batch->put_count <= JOURNAL_BATCH_MAX);
    assert(batch->settle_count >= 0 && batch->settle_count <= JOURNAL_BATCH_MAX);
    struct journal_head head = j->head;
    struct outbox_depth depth = j->depth;
    TRY(store_begin(j));
    struct err e = put_batch(j, batch, &head, &depth);
    if (!failed(e)) {
        e = store_run(j, STATEMENT_COMMIT);
    }
    if (failed(e)) {
        store_rollback(j);
        return e;
    }
    j->head = head;
    j->depth = depth;
    return OK;
}
