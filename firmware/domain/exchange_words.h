/* The closed sets of words of the backend contract: calls, results, phases of a hand-over.
 *
 * Promises: one list each gives the enum and the name; the names are those of backend/openapi.yaml.
 */
#ifndef DOMAIN_EXCHANGE_WORDS_H
#define DOMAIN_EXCHANGE_WORDS_H

/* X(name) - the calls of DESIGN §5. */
#define EXCHANGE_LIST(X)                                                                           \
    X(LOOKUP) X(RESERVE) X(BEGIN) X(DONE) X(ABORT) X(STATE) X(NOTICES) X(HEARTBEAT)
enum exchange_op {
#define X(name) EXCHANGE_##name,
    EXCHANGE_LIST(X)
#undef X
        EXCHANGE_COUNT,
};
const char *exchange_op_name(enum exchange_op op);

/* Business results, each with its screen, staff text and next step. X(name) */
#define EXCHANGE_RESULT_LIST(X)                                                                    \
    X(OK)                                                                                          \
    X(CODE_UNKNOWN) /* never issued, or not ours */                                                \
    X(CODE_EXPIRED)                                                                                \
    X(CODE_REPLACED) /* a newer code was issued for it */                                          \
    X(CODE_REFUSED)  /* signature or issuer refused */                                             \
    X(NOT_READY)     /* state changed since the lookup */                                          \
    X(RESERVED_ELSEWHERE)                                                                          \
    X(ALREADY_ISSUED)                                                                              \
    X(TOKEN_SUPERSEDED)                                                                            \
    X(RESERVATION_EXPIRED)                                                                         \
    X(CONFLICT)     /* what is reported contradicts what the backend knows: staff */               \
    X(KEY_REUSED)   /* idempotency key came with another body */                                   \
    X(MAINTENANCE)  /* planned stop, with its end */                                               \
    X(TOO_MANY)     /* slow down: retry_after_ms */                                                \
    X(REJECTED)     /* the backend refuses the request as such (4xx of ours) */                    \
    X(SERVER_ERROR) /* 5xx, or 4xx of something before the backend */                              \
    X(MALFORMED)    /* not JSON, truncated, too large, missing or mistyped field */                \
    X(FOREIGN)      /* well-formed but bound to something else: dropped and counted */             \
    X(UNREACHABLE)  /* no connection, TLS refused, timed out */
enum exchange_result {
#define X(name) EXCHANGE_RESULT_##name,
    EXCHANGE_RESULT_LIST(X)
#undef X
        EXCHANGE_RESULT_COUNT,
};
const char *exchange_result_name(enum exchange_result r);

/* How far the backend is with a hand-over, apart from the status of the application. X(name) */
#define HANDOVER_PHASE_LIST(X) X(FREE) X(RESERVED) X(ISSUING) X(ISSUED)
enum handover_phase {
#define X(name) HANDOVER_##name,
    HANDOVER_PHASE_LIST(X)
#undef X
        HANDOVER_PHASE_COUNT,
};

#endif
