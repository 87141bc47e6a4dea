/* Everything beside the rows: tables of current state and all indexes, several at once. Private to
 * verify. */
#ifndef JOURNAL_VERIFY_REST_H
#define JOURNAL_VERIFY_REST_H

#include "journal/replay.h"
#include "journal/verify.h"
#include "journal/verify_index.h"

struct rest_task {
    struct verify_pages *pages;
    const struct verify_schema *schema;
    const struct replay *replay; /* complete */
    const struct index_key *key;
    struct index_sums sums; /* what events and outbox give to their indexes */
    int threads;
};

struct rest_result {
    enum verify_problem problem; /* STATE_DIFFERS, or DAMAGED: an index is not its table's */
    uint64_t state_rows;
    uint64_t index_entries;
};

/* CORRUPT: pages, records or an order are damaged. IO, NO_MEMORY. */
struct err rest_walk(const struct rest_task *task, struct rest_result *out);

#endif
