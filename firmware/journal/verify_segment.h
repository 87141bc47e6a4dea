/* A few leaves of the event table: read, taken apart and hashed without knowing what came before.
 * Private to verify. */
#ifndef JOURNAL_VERIFY_SEGMENT_H
#define JOURNAL_VERIFY_SEGMENT_H

#include "journal/chain_many.h"
#include "journal/verify_index.h"
#include "journal/verify_tree.h"

enum {
    SEGMENT_LEAVES = 8,     /* their rows fit a core's own cache */
    SEGMENT_ROWS_MAX = 512, /* a row of ours takes more than 64 bytes of its leaf's 4,096 */
};

struct segment_row {
    uint64_t no;
    struct journal_row row;
    struct chain_hash effects;
    struct chain_hash hash; /* as stored */
    bool holds;             /* it fits the row before; of the first row not known here */
};

/* What all segments are judged with. */
struct segment_keys {
    const struct chain_key *chain;
    const struct index_key *index;
    struct chain_start start;
};

struct segment {
    struct segment_row row[SEGMENT_ROWS_MAX];
    int count;
    bool unreadable; /* the row after the last one is not in the required form */
    uint64_t unreadable_no;
    struct index_sums sums; /* of the rows of this segment */
};

/* Fills `out` from the leaves; `page` is room to read in. CORRUPT: the rows before the damaged page
 * are in `out`. IO, NO_MEMORY. */
struct err segment_read(struct verify_reader *r, struct tree_page *page,
                        const struct tree_leaf *leaves, size_t count,
                        const struct segment_keys *keys, struct segment *out);

#endif
