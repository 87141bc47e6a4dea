/* Every index against its table. Private to verify.
 *
 * Promises: the entries of an index are in order, and they are, as a set, what the table's rows
 * give: each entry of both sides becomes a number by a keyed hash (SipHash-2-4, libsodium), and
 * count and sum must be the same. The key comes from the chain's, so nobody without it can make two
 * sets that agree; by chance one in 2^64 does.
 */
#ifndef JOURNAL_VERIFY_INDEX_H
#define JOURNAL_VERIFY_INDEX_H

#include "journal/chain.h"
#include "journal/verify_record.h"
#include "journal/verify_schema.h"

enum { INDEX_KEY_BYTES = 16 };

struct index_key {
    uint8_t byte[INDEX_KEY_BYTES];
};

struct index_sum {
    uint64_t sum;
    uint64_t count;
};

/* What the rows of tables give, by index. */
struct index_sums {
    struct index_sum of[SCHEMA_OBJECT_COUNT];
};

struct index_key index_key_of(const struct chain_key *chain);

/* Adds what a row gives to all indexes of its table; row_no only for tables that have one. */
void index_add_row(struct index_sums *sums, const struct index_key *key, enum schema_object table,
                   int64_t row_no, const struct record *row);
void index_add_sums(struct index_sums *to, const struct index_sums *sums);

bool index_is_one(enum schema_object object);

/* Walks an index. CORRUPT: its pages or its order are damaged. */
struct err index_walk(struct verify_reader *r, uint32_t root, enum schema_object index,
                      const struct index_key *key, struct index_sum *out);

#endif
