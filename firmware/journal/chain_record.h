/* The bytes that a row's hash covers, for the two ways to hash them. Private to this folder.
 *
 * Promises: the form is the one of chain.h; fields longer than their place are a bug (asserted).
 */
#ifndef JOURNAL_CHAIN_RECORD_H
#define JOURNAL_CHAIN_RECORD_H

#include <stddef.h>
#include "journal/chain.h"

enum { CHAIN_RECORD_MAX = 1024 };

struct chain_record {
    uint8_t byte[CHAIN_RECORD_MAX];
    size_t n;
};

/* 'E': row prev.row_count + 1 after `prev`. Bytes from n on are left as they were. */
void chain_record_event(struct chain_record *out, const struct journal_head *prev,
                        const struct journal_row *row, const struct chain_hash *effects);

#endif
