/* The keyed hash that chains journal rows: the one thing that writer and verifier share.
 *
 * Promises: pure functions of their arguments. Row n's hash covers the hash of row n-1, so an edit,
 * a deletion, a swap or an insertion breaks every later row; a cut of the tail shows against a head
 * kept elsewhere (heartbeats). Without the key no valid hash can be made.
 *
 * Hash: BLAKE2b-256 keyed with 32 bytes (RFC 7693; libsodium crypto_generichash) over
 *   previous hash (32; zeros before row 1) · record mark (1) · fields.
 * Fields: integers big endian; ids and hashes raw; texts as a 2-byte length, then bytes.
 *   'E' event: row number u64, kind name, wall_ms i64, at_ms u64, visit, request, job (16 each),
 *       application, token u64, call_no i64, code (16), staff, detail, effects (32; zeros: none)
 *   'P' outbox put: op name, idempotency key, request, visit (16 each), application, token u64,
 *       evidence, staff, reason, happened_at_ms i64
 *   'S' outbox step: idempotency key (16), state name, result name
 * The effects of a row are 'P' and 'S' records folded from zeros in the order they were written.
 */
#ifndef JOURNAL_CHAIN_H
#define JOURNAL_CHAIN_H

#include <stdbool.h>
#include <stdint.h>
#include "domain/exchange.h"
#include "domain/journal_row.h"

enum { CHAIN_BYTES = 32 };

struct chain_key {
    uint8_t byte[CHAIN_BYTES];
};

struct chain_hash {
    uint8_t byte[CHAIN_BYTES];
};

/* How long a journal is and what it says: goes out with each heartbeat. */
struct journal_head {
    uint64_t row_count;
    struct chain_hash hash; /* of the last row; zeros when there is none */
};

/* X(name) - where an outbox row stands. */
#define OUTBOX_STATE_LIST(X)                                                                       \
    X(QUEUED) /* must still reach the backend */                                                   \
    X(ACKED)  /* the backend has it */                                                             \
    X(ASIDE)  /* refused for good: staff look at it, the queue goes on */
enum outbox_state {
#define X(name) OUTBOX_##name,
    OUTBOX_STATE_LIST(X)
#undef X
        OUTBOX_STATE_COUNT,
};

struct outbox_settle {
    struct id idempotency_key;
    enum outbox_state state;     /* ACKED, ASIDE, or QUEUED: staff put an ASIDE row back */
    enum exchange_result result; /* what the backend said */
};

const char *outbox_state_name(enum outbox_state s);

bool chain_hash_equal(struct chain_hash a, struct chain_hash b);

/* Hash of row `row_no` after `prev`. */
struct chain_hash chain_next(const struct chain_key *key, struct journal_head prev,
                             const struct journal_row *row, struct chain_hash effects);
struct chain_hash chain_fold_put(const struct chain_key *key, struct chain_hash effects,
                                 const struct backend_request *put);
struct chain_hash chain_fold_step(const struct chain_key *key, struct chain_hash effects,
                                  const struct outbox_settle *step);

#endif
