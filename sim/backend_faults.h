/* What the reference backend does wrong, on purpose.
 *
 * Promises: plain values, all zero means faultless. Content faults change an answer in place of the
 * honest one; transport faults are carried out by whoever carries the answer.
 */
#ifndef SIM_BACKEND_FAULTS_H
#define SIM_BACKEND_FAULTS_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"

/* X(name) - value in brackets; 0 switches the fault off. Words of scenarios: lower case with '-'.
 */
#define BACKEND_FAULT_LIST(X)                                                                      \
    X(DOWN)        /* [1] connections are refused */                                               \
    X(SLOW)        /* [ms] before the answer begins */                                             \
    X(DRIP)        /* [ms] between one byte and the next */                                        \
    X(HALF)        /* [1] the connection is cut in the middle of the body */                       \
    X(LOSE_REPLY)  /* [n] the next n requests are carried out, their answers never sent */         \
    X(CHUNKED)     /* [1] the body is sent without its length */                                   \
    X(STATUS)      /* [http status] instead of carrying the request out */                         \
    X(RETRY_AFTER) /* [s] added to STATUS */                                                       \
    X(NOT_JSON)    /* [1] 200 with a page of HTML */                                               \
    X(HUGE)        /* [bytes] 200 with a body of that size */                                      \
    X(WRONG_IDS)   /* [1] another request's ids in the answer */                                   \
    X(SWAPPED)     /* [1] the previous answer once more instead of this one */                     \
    X(MAINTENANCE) /* [wall ms] planned stop until then */                                         \
    X(CLOCK)       /* [ms] added to the server's clock */
enum backend_fault {
#define X(name) BACKEND_FAULT_##name,
    BACKEND_FAULT_LIST(X)
#undef X
        BACKEND_FAULT_COUNT,
};

struct backend_faults {
    int64_t value[BACKEND_FAULT_COUNT];
};

const char *backend_fault_word(enum backend_fault fault); /* "not-json" */

/* NOT_FOUND: no fault of that word. */
struct err backend_fault_parse(struct str word, enum backend_fault *out_fault);

#endif
