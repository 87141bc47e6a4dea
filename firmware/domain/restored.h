/* What a restart finds in the journal, as values: visits that are not over, and what hangs open.
 *
 * Promises: plain values without pointers, so the core may take them as data. A bare intent is an
 * INTENT row without its OUTCOME (domain/journal_row.h): nobody knows whether it happened, so it is
 * a decision for staff and never retried by itself. What does not fit is marked, never silent.
 */
#ifndef DOMAIN_RESTORED_H
#define DOMAIN_RESTORED_H

#include <stdint.h>
#include "base/id.h"
#include "domain/exchange.h"
#include "domain/journal_row.h"

enum {
    RESTORED_VISITS_MAX = 64,
    RESTORED_BARE_MAX = 8, /* per item, and per visit for intents without an application */
};

struct restored_intent {
    enum journal_kind kind; /* LOOKUP SLIP RESERVE BEGIN PRINT HAND_OVER REPORT */
    struct id request_id;   /* none when the intent had none */
    struct id job_id;
    int64_t wall_ms;
    uint64_t row_no;
};

struct restored_item {
    char application_id[APPLICATION_ID_SIZE];
    enum journal_kind last_kind; /* answers to reports of earlier tokens left aside */
    uint64_t token;              /* the latest one journaled; 0 none */
    struct id request_id;        /* the latest one journaled */
    struct id job_id;            /* the latest one journaled */
    int print_count;             /* sheets ordered so far */
    bool reported; /* DONE or ABORT was put into the outbox since the last reservation */
    bool has_outcome;
    enum journal_kind outcome_kind;           /* the latest OUTCOME row, as for last_kind */
    char outcome_detail[JOURNAL_DETAIL_SIZE]; /* its evidence */
    int bare_count;
    bool bare_cut; /* more hang open than fit: the oldest are here */
    struct restored_intent bare[RESTORED_BARE_MAX]; /* oldest first */
};

struct restored_visit {
    struct id visit_id;
    bool closed; /* over, yet something other than a REPORT hangs open */
    int call_no; /* 17 for A-017; 0 none yet */
    int64_t call_day;
    struct code_hash code;
    int slip_count; /* number slips ordered so far: the next is a reprint, and voids them */
    int64_t opened_wall_ms;
    int64_t day; /* of opened_wall_ms: days since 1970-01-01 in Japan */
    enum journal_kind last_kind;
    int bare_count; /* intents of the visit itself: LOOKUP, SLIP */
    bool bare_cut;
    struct restored_intent bare[RESTORED_BARE_MAX]; /* oldest first */
    int item_count;
    bool item_cut;
    struct restored_item item[LOOKUP_APPLICATIONS_MAX]; /* in the order of first mention */
};

#endif
