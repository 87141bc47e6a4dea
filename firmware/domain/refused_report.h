/* A report that the backend refused for good, as staff see it: from the journal to the screen.
 *
 * Promises: values only; no personal data.
 */
#ifndef DOMAIN_REFUSED_REPORT_H
#define DOMAIN_REFUSED_REPORT_H

#include "domain/exchange.h"

enum { REFUSED_REPORTS_MAX = 4 }; /* shown at once, the oldest; the next one when one is settled */

struct refused_report {
    uint64_t no;         /* of the outbox */
    enum exchange_op op; /* DONE or ABORT */
    struct id idempotency_key, visit_id;
    char application_id[APPLICATION_ID_SIZE];
    uint64_t token;
    enum exchange_result result; /* the answer */
    int64_t happened_at_ms;      /* wall time of what is reported */
    int64_t refused_at_ms;       /* wall time of the last answer; 0 unknown */
    int times;                   /* it was refused; 0 unknown */
    int call_no;                 /* of the visit; 0 none */
};

/* The oldest of them; borrowed. */
struct refused_reports {
    const struct refused_report *row;
    int count;
};

#endif
