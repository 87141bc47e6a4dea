/* The states of the terminal, one table each: a visit at the machine, a ticket in the queue, an
 * item (one application of a ticket) on its way over the counter.
 *
 * From these tables come the enums, the screens, the time-outs, the test matrix (every state ×
 * every event) and the diagram (`make diagram`). A new state is a row here and a case in its
 * machine.
 *
 * X(state, screen, quiet_ms, warn_ms, gives_back)
 *   quiet_ms: untouched that long, the visit warns for warn_ms and ends (reference: ux §6.5);
 *   0 never. gives_back: whether the state still may end without a physical hand-over. The first
 *   state where it may not is the point of no return.
 */
#ifndef CORE_STATES_H
#define CORE_STATES_H

#define VISIT_STATE_LIST(X)                                                                        \
    X(IDLE, SCREEN_A00, 0, 0, true)                                                                \
    X(LOOKUP, SCREEN_A02, 0, 0, true)                                                              \
    X(READY, SCREEN_A10, 25000, 20000, true)                                                       \
    X(PAPERS, SCREEN_A11, 25000, 20000, true)                                                      \
    X(KEPT, SCREEN_A12, 25000, 20000, true)                                                        \
    X(UNDER_REVIEW, SCREEN_A20, 25000, 20000, true)                                                \
    X(CORRECTION, SCREEN_A21, 25000, 20000, true)                                                  \
    X(WITHDRAWN, SCREEN_A22, 25000, 20000, true)                                                   \
    X(ALREADY_ISSUED, SCREEN_A23, 25000, 20000, true)                                              \
    X(AWAITING_PAYMENT, SCREEN_A24, 25000, 20000, true)                                            \
    X(PAYMENT_CHECKING, SCREEN_A25, 25000, 20000, true)                                            \
    X(RECORD_AGENT, SCREEN_A26, 25000, 20000, true)                                                \
    X(OTHER_OFFICE, SCREEN_A27, 25000, 20000, true)                                                \
    X(REJECTED, SCREEN_A28, 25000, 20000, true)                                                    \
    X(BEING_PREPARED, SCREEN_A29, 25000, 20000, true)                                              \
    X(BULK, SCREEN_A30, 60000, 20000, true)                                                        \
    X(CHOOSE, SCREEN_A31, 60000, 20000, true)                                                      \
    X(FOREIGN_CODE, SCREEN_A40, 12000, 0, true)                                                    \
    X(EXPIRED_CODE, SCREEN_A41, 12000, 0, true)                                                    \
    X(REFUSED_CODE, SCREEN_A42, 12000, 0, true)                                                    \
    X(SEVERAL_CODES, SCREEN_A43, 12000, 0, true)                                                   \
    X(MAINTENANCE, SCREEN_A50, 25000, 20000, true)                                                 \
    X(OFFLINE, SCREEN_A51, 25000, 20000, true)                                                     \
    X(CLOSED, SCREEN_A52, 25000, 20000, true)                                                      \
    X(NO_CODE, SCREEN_A73, 25000, 20000, true)                                                     \
    X(DISPLAY, SCREEN_A72, 25000, 20000, true)

#define TICKET_STATE_LIST(X)                                                                       \
    X(FREE, SCREEN_S01, 0, 0, true)                                                                \
    X(WAITING, SCREEN_S01, 0, 0, true)                                                             \
    X(CALLED, SCREEN_S03, 0, 0, true)                                                              \
    X(HELD, SCREEN_S01, 0, 0, true)

#define ITEM_STATE_LIST(X)                                                                         \
    X(NOT_READY, SCREEN_S02, 0, 0, true)                                                           \
    X(PENDING, SCREEN_S03, 0, 0, true)                                                             \
    X(RESERVING, SCREEN_S03, 0, 0, true)                                                           \
    X(BEGINNING, SCREEN_S03, 0, 0, true)                                                           \
    X(PRINTING, SCREEN_S03, 0, 0, true)                                                            \
    X(PRINT_FAILED, SCREEN_S14, 0, 0, true)                                                        \
    X(PRINT_UNKNOWN, SCREEN_S14, 0, 0, true)                                                       \
    X(MATCHING, SCREEN_S04, 0, 0, true)                                                            \
    X(MATCHED, SCREEN_S04, 0, 0, true)                                                             \
    X(HANDING, SCREEN_S04, 0, 0, true)                                                             \
    X(REPORTING, SCREEN_S01, 0, 0, false)                                                          \
    X(REPORTED, SCREEN_S01, 0, 0, false)                                                           \
    X(ABORTED, SCREEN_S02, 0, 0, true)                                                             \
    X(CONFLICT, SCREEN_S14, 0, 0, true)                                                            \
    X(DECISION, SCREEN_S14, 0, 0, true)

enum visit_state {
#define X(state, screen, quiet_ms, warn_ms, gives_back) VISIT_##state,
    VISIT_STATE_LIST(X)
#undef X
        VISIT_STATE_COUNT,
};

enum ticket_state {
#define X(state, screen, quiet_ms, warn_ms, gives_back) TICKET_##state,
    TICKET_STATE_LIST(X)
#undef X
        TICKET_STATE_COUNT,
};

enum item_state {
#define X(state, screen, quiet_ms, warn_ms, gives_back) ITEM_##state,
    ITEM_STATE_LIST(X)
#undef X
        ITEM_STATE_COUNT,
};

const char *visit_state_name(enum visit_state s);
const char *ticket_state_name(enum ticket_state s);
const char *item_state_name(enum item_state s);

#endif
