/* One thing to tell the person in front of the camera, the most helpful first (reference: ux §2).
 *
 * Promises: a closed list shared by the scan engine, the core and the screens; no behaviour.
 */
#ifndef DOMAIN_SCAN_HINT_H
#define DOMAIN_SCAN_HINT_H

#define SCAN_HINT_LIST(X)                                                                          \
    X(NONE)                                                                                        \
    X(SEVERAL_CODES)                                                                               \
    X(CUT_OFF)                                                                                     \
    X(TOO_SMALL)                                                                                   \
    X(TOO_LARGE)                                                                                   \
    X(BLURRED_STILL)                                                                               \
    X(BLURRED_MOVING)                                                                              \
    X(GLARE)                                                                                       \
    X(DIM)                                                                                         \
    X(COVERED)                                                                                     \
    X(NOTHING)

enum scan_hint {
#define X(name) SCAN_HINT_##name,
    SCAN_HINT_LIST(X)
#undef X
        SCAN_HINT_COUNT,
};

/* A guess, for wording only. */
enum scan_carrier {
    SCAN_CARRIER_UNKNOWN,
    SCAN_CARRIER_PHONE,
    SCAN_CARRIER_PAPER,
    SCAN_CARRIER_COUNT,
};

#endif
