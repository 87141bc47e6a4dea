/* The walk over all event rows. Private to verify.
 *
 * Promises: the table is cut into segments of a few leaves. Segments are read and their rows'
 * hashes made by several threads; each row stands against the stored hash of the one before it, the
 * first of a segment too, when that segment's turn has come. Numbers, outbox and replay follow in
 * the order of the rows, by one thread at a time. So the finding is the first one in the file,
 * however many threads there are.
 */
#ifndef JOURNAL_VERIFY_EVENTS_H
#define JOURNAL_VERIFY_EVENTS_H

#include "journal/replay.h"
#include "journal/verify.h"
#include "journal/verify_outbox.h"

struct events_task {
    struct verify_pages *pages;
    struct verify_reader *reader; /* of the calling thread */
    uint32_t root;
    const struct chain_key *chain;
    const struct index_key *key;
    const struct journal_head *expected; /* NULL: none */
    struct verify_outbox *outbox;
    struct replay *replay;
    int threads;
};

struct events_result {
    enum verify_problem problem;
    uint64_t row_no;          /* of the problem */
    struct journal_head head; /* as far as all was well */
    struct index_sums sums;
    uint64_t segments;
    int threads; /* that took part */
};

/* CORRUPT: pages are damaged, after out->head. IO, NO_MEMORY. */
struct err events_walk(const struct events_task *task, struct events_result *out);

#endif
