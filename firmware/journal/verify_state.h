/* Holds the tables of current state against the replay. Private to verify. */
#ifndef JOURNAL_VERIFY_STATE_H
#define JOURNAL_VERIFY_STATE_H

#include "journal/replay.h"
#include "journal/verify_index.h"

struct state_task {
    enum schema_object table; /* visit, item, job, intent; personal by its form alone */
    uint32_t root;
    const struct replay *replay; /* complete, and not changed meanwhile */
    const struct index_key *key;
};

struct state_result {
    bool same; /* every table row follows from the rows, and none is missing */
    uint64_t rows;
    struct index_sums sums;
};

/* CORRUPT: the table's pages, records or order are damaged. IO, NO_MEMORY. */
struct err state_walk(struct verify_reader *r, const struct state_task *task,
                      struct state_result *out);

#endif
