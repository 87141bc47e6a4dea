/* How a print ended, and how we know: values shared by printers, core, journal and backend.
 *
 * Promises: three outcomes and nothing between them. PRINTED means that the whole page exists,
 * NOT_PRINTED that nothing usable left the printer, UNKNOWN everything else; only a person turns
 * UNKNOWN into one of the other two. Evidence is ordered: a greater value is stronger.
 */
#ifndef BASE_PRINT_OUTCOME_H
#define BASE_PRINT_OUTCOME_H

#include <stdbool.h>
#include "base/str.h"

enum { PRINT_EVIDENCE_TEXT_SIZE = 96 };

#define PRINT_OUTCOME_LIST(X) X(PRINTED) X(NOT_PRINTED) X(UNKNOWN)

enum print_outcome {
#define X(name) PRINT_OUTCOME_##name,
    PRINT_OUTCOME_LIST(X)
#undef X
        PRINT_OUTCOME_COUNT,
};

/* X(name, text) */
#define PRINT_EVIDENCE_LIST(X)                                                                     \
    X(NONE, "none")                     /* nothing was sent, or nothing came back */               \
    X(BYTES_ACCEPTED, "bytes-accepted") /* a queue took them: proves nothing about paper */        \
    X(STATUS_CLEAN, "status-clean")     /* no fault reported when the data had been processed */   \
    X(PROCESS_ID, "process-id")         /* the printer echoed our fence after printing */          \
    X(JOB_STATE, "job-state")           /* IPP: a final state and the impressions counted */       \
    X(SENSOR, "sensor")                 /* a sensor of the printer says so */                      \
    X(PERSON, "person")                 /* staff looked */

enum print_evidence {
#define X(name, text) PRINT_EVIDENCE_##name,
    PRINT_EVIDENCE_LIST(X)
#undef X
        PRINT_EVIDENCE_COUNT,
};

const char *print_outcome_name(enum print_outcome o);   /* "NOT_PRINTED"; static storage */
const char *print_evidence_name(enum print_evidence e); /* "process-id"; static storage */
[[nodiscard]] bool print_outcome_parse(struct str text, enum print_outcome *out);
[[nodiscard]] bool print_evidence_parse(struct str text, enum print_evidence *out);

#endif
