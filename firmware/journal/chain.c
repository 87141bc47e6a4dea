#include "journal/chain.h"
#include "journal/chain_record.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

static void put_raw(struct chain_record *r, const void *bytes, size_t n)
{
    assert(n <= CHAIN_RECORD_MAX - r->n);
    memcpy(r->byte + r->n, bytes, n);
    r->n += n;
}

static void put_u64(struct chain_record *r, uint64_t v)
{
    uint8_t b[8];
    for (int i = 7; i >= 0; i--, v >>= 8) {
        b[i] = (uint8_t)v;
    }
    put_raw(r, b, sizeof b);
}

static void put_id(struct chain_record *r, struct id id)
{
    put_raw(r, id.byte, ID_BYTES);
}

static void put_text(struct chain_record *r, const char *text, size_t size)
{
    size_t n = strnlen(text, size);
    uint8_t length[2] = {(uint8_t)(n >> 8), (uint8_t)n};
    put_raw(r, length, sizeof length);
    put_raw(r, text, n);
}

static void put_name(struct chain_record *r, const char *name)
{
    put_text(r, name, strlen(name));
}

static void begin(struct chain_record *r, struct chain_hash prev, char mark)
{
    r->n = 0;
    put_raw(r, prev.byte, CHAIN_BYTES);
    put_raw(r, &mark, 1);
}

static struct chain_hash seal(const struct chain_key *key, const struct chain_record *r)
{
    struct chain_hash out;
    int rc = crypto_generichash(out.byte, CHAIN_BYTES, r->byte, r->n, key->byte, sizeof key->byte);
    assert(rc == 0);
    (void)rc;
    return out;
}

const char *outbox_state_name(enum outbox_state s)
{
    static const char *const names[OUTBOX_STATE_COUNT] = {
#define X(name) [OUTBOX_##name] = #name,
        OUTBOX_STATE_LIST(X)
#undef X
    };
    assert((unsigned)s < OUTBOX_STATE_COUNT);
    return names[s];
}

bool chain_hash_equal(struct chain_hash a, struct chain_hash b)
{
    return sodium_memcmp(a.byte, b.byte, CHAIN_BYTES) == 0;
}

void chain_record_event(struct chain_record *out, const struct journal_head *prev,
                        const struct journal_row *row, const struct chain_hash *effects)
{
    begin(out, prev->hash, 'E');
    put_u64(out, prev->row_count + 1);
    put_name(out, journal_kind_name(row->kind));
    put_u64(out, (uint64_t)row->wall_ms);
    put_u64(out, row->at_ms);
    put_id(out, row->visit_id);
    put_id(out, row->request_id);
    put_id(out, row->job_id);
    put_text(out, row->application_id, sizeof row->application_id);
    put_u64(out, row->token);
    put_u64(out, (uint64_t)(int64_t)row->call_no);
    put_raw(out, row->code.byte, CODE_HASH_BYTES);
    put_text(out, row->staff_id, sizeof row->staff_id);
    put_text(out, row->detail, sizeof row->detail);
    put_raw(out, effects->byte, CHAIN_BYTES);
}

struct chain_hash chain_next(const struct chain_key *key, struct journal_head prev,
                             const struct journal_row *row, struct chain_hash effects)
{
    struct chain_record r;
    chain_record_event(&r, &prev, row, &effects);
    return seal(key, &r);
}

struct chain_hash chain_fold_put(const struct chain_key *key, struct chain_hash effects,
                                 const struct backend_request *put)
{
    struct chain_record r;
    begin(&r, effects, 'P');
    put_name(&r, exchange_op_name(put->op));
    put_id(&r, put->idempotency_key);
    put_id(&r, put->request_id);
    put_id(&r, put->visit_id);
    put_text(&r, put->application_id, sizeof put->application_id);
    put_u64(&r, put->token);
    put_text(&r, put->evidence, sizeof put->evidence);
    put_text(&r, put->staff_id, sizeof put->staff_id);
    put_text(&r, put->reason, sizeof put->reason);
    put_u64(&r, (uint64_t)put->happened_at_ms);
    return seal(key, &r);
}

struct chain_hash chain_fold_step(const struct chain_key *key, struct chain_hash effects,
                                  const struct outbox_settle *step)
{
    struct chain_record r;
    begin(&r, effects, 'S');
    put_id(&r, step->idempotency_key);
    put_name(&r, outbox_state_name(step->state));
    put_name(&r, exchange_result_name(step->result));
    return seal(key, &r);
}
