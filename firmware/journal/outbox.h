/* What must reach the backend, however long that takes: written with the row that promises it.
 *
 * Promises: a request put with journal_append() stays QUEUED over restarts until it is settled with
 * journal_append(): ACKED, or ASIDE when the backend refuses it for good (the poison row leaves the
 * queue, is counted and shown, until staff put it QUEUED again or take note of it: ACKED, with the
 * answer that was refused). Order is kept per application; applications never wait for each
 * other. Content and id never change; nothing is ever deleted. When to try again is the client's
 * business, and when it was tried often enough too: here only the count outlives a restart.
 */
#ifndef JOURNAL_OUTBOX_H
#define JOURNAL_OUTBOX_H

#include "domain/refused_report.h"
#include "journal/journal.h"

struct outbox_row {
    uint64_t no;                    /* order of the queue, from 1 */
    struct backend_request request; /* fields of RESERVE BEGIN DONE ABORT; the others are zero */
    enum outbox_state state;
    bool tried; /* last_result means something */
    enum exchange_result last_result;
    int useless; /* tries answered without use, as last noted; 0 again once it was settled */
};

/* How many tries of a row were answered without use. */
struct outbox_useless {
    struct id idempotency_key;
    int count;
};

struct outbox_depth {
    uint32_t queued;
    uint32_t aside; /* refused for good: staff look at them */
};

/* The rows that may be sent now: the oldest QUEUED one of each application, with no > after_no, in
 * order of no. Page on with the last no. Fills out_rows[0 .. *out_count-1]; max >= 1. */
struct err journal_outbox_next(struct journal *j, uint64_t after_no, struct outbox_row *out_rows,
                               int max, int *out_count);

/* One row by its key, whatever its state. NOT_FOUND. */
struct err journal_outbox_find(struct journal *j, struct id idempotency_key,
                               struct outbox_row *out_row);

/* The oldest rows that stand ASIDE, with what staff want to know of them: call number, how often
 * they were refused, and when last. Fills out_rows[0 .. *out_count-1]; max >= 1. */
struct err journal_outbox_aside(struct journal *j, struct refused_report *out_rows, int max,
                                int *out_count);

/* Notes counts, all of them or none, in one commit and without a row of the chain: the worst that a
 * false one does is that a report is set aside, and shown, after another refusal. What is not
 * QUEUED any more is left as it is. `count` is 1 or more. */
struct err journal_outbox_note_useless(struct journal *j, const struct outbox_useless *list,
                                       int count);

/* No I/O: may be asked for every picture. */
struct outbox_depth journal_outbox_depth(const struct journal *j);

#endif
