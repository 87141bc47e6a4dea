/* An order to print: what, for whom, why. The app makes the page from it and from the ticket.
 *
 * Promises: every order has a job id of its own and carries the visit it belongs to, from here to
 * the cutter; no personal data.
 */
#ifndef CORE_PRINT_H
#define CORE_PRINT_H

#include <stdbool.h>
#include "base/id.h"
#include "domain/application.h"
#include "domain/exchange.h"

/* 保留票 says why; 番号札 needs no reason. */
#define HOLD_REASON_LIST(X)                                                                        \
    X(NONE)                                                                                        \
    X(KEPT)                                                                                        \
    X(UNDER_REVIEW)                                                                                \
    X(BEING_PREPARED)                                                                              \
    X(CORRECTION) X(AWAITING_PAYMENT) X(PAYMENT_CHECKING) X(OTHER_OFFICE) X(OFFLINE)
enum hold_reason {
#define X(name) HOLD_##name,
    HOLD_REASON_LIST(X)
#undef X
};

enum print_kind {
    PRINT_NUMBER_SLIP,
    PRINT_HOLD_SLIP,
    PRINT_RECEIPT,        /* the applicant's copy */
    PRINT_RECEIPT_OFFICE, /* the office's, with the staff mark and a place to sign */
    PRINT_HAND_OVER_LIST,
    PRINT_CERT_RECORD_SHEET,
    PRINT_DAILY_REPORT,     /* no visit */
    PRINT_READINESS_REPORT, /* no visit */
    PRINT_TEST_SLIP,        /* no visit: 見本 across a number slip */
};

/* After "why=" in the text of an outcome: a character of the page has no exact form in any font, so
 * nothing was printed, and printing again would end the same way. */
#define PRINT_WHY_GLYPH "glyph-not-exact"

struct print_order {
    enum print_kind kind;
    struct id job_id;
    struct id visit_id; /* every page carries it; compared again before the bytes leave */
    char application_id[APPLICATION_ID_SIZE];
    int call_no; /* 0 none */
    enum hold_reason reason;
    int reprint_no;   /* 0 first print */
    int wait_minutes; /* < 0 unknown */
    int ready_count, papers_count;
    struct papers_wanted wants; /* NUMBER_SLIP, HOLD_KEPT: what to bring */
    bool needs_identity;
    char office_name[LABEL_SIZE]; /* HOLD_OTHER_OFFICE */
    char staff_id[STAFF_ID_SIZE]; /* RECEIPT_OFFICE, HAND_OVER_LIST: who handed over */
};

#endif
