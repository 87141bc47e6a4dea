/* Hashes of many rows at once, for the verifier: each row names the hash before it, so rows need
 * not wait for each other.
 *
 * Promises: the same hashes as chain_next(), by another road: BLAKE2b (RFC 7693) of our own, eight
 * rows side by side, with the block of the key compressed once. Four to six times as fast. The
 * writer never uses it. What it finds unequal is asked of chain_next() before it is called a
 * finding.
 */
#ifndef JOURNAL_CHAIN_MANY_H
#define JOURNAL_CHAIN_MANY_H

#include "journal/chain.h"

enum { CHAIN_LANES = 8 };

/* The state after the key's block; as secret as the key. */
struct chain_start {
    uint64_t word[8];
};

struct chain_start chain_start(const struct chain_key *key);

/* One row of many: everything that chain_next() takes, and what is to come out. */
struct chain_claim {
    struct journal_head prev;
    const struct journal_row *row;
    const struct chain_hash *effects;
    const struct chain_hash *hash;
};

/* Whether each of the CHAIN_LANES claims holds. Pointers may be the same. */
void chain_holds(const struct chain_start *start, const struct chain_claim claim[CHAIN_LANES],
                 bool out_holds[CHAIN_LANES]);

#endif
