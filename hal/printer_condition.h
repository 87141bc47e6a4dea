/* What a printer of either kind says about itself: a set of bits, apart from failures of calls.
 *
 * Promises: a bit is set only when the printer said so, except OFFLINE (it does not answer) and
 * UNKNOWN_STATE (it was never heard, or speaks nonsense). A model without a sensor never sets the
 * sensor's bit, so a missing bit is no promise.
 */
#ifndef HAL_PRINTER_CONDITION_H
#define HAL_PRINTER_CONDITION_H

#include <stddef.h>

/* X(name, bit, stops a job from being started) */
#define PRINTER_CONDITION_LIST(X)                                                                  \
    X(NEAR_END, 0, 0)      /* paper is running low; a job still runs */                            \
    X(OUT, 1, 1)           /* no paper */                                                          \
    X(COVER_OPEN, 2, 1)    /* cover or door */                                                     \
    X(CUTTER, 3, 1)        /* cutter error */                                                      \
    X(OVERHEAT, 4, 1)      /* head too hot; ends by itself */                                      \
    X(OFFLINE, 5, 1)       /* not reachable, or switched off line */                               \
    X(UNKNOWN_STATE, 6, 0) /* never heard from: a job may start, its evidence will be weak */      \
    X(JAM, 7, 1)           /* paper stuck, or another mechanical error */                          \
    X(FAILED, 8, 1)        /* the printer calls its error unrecoverable */                         \
    X(SUPPLY_LOW, 9, 0)    /* toner or ink is running low */                                       \
    X(SUPPLY_OUT, 10, 1)   /* toner or ink is empty */                                             \
    X(TRAY, 11, 1)         /* input tray missing, output tray full */                              \
    X(ATTENTION, 12, 0)    /* something else that the printer wants a person for */

enum printer_condition {
#define X(name, bit, stops) PRINTER_##name = 1 << bit,
    PRINTER_CONDITION_LIST(X)
#undef X
};

/* Every condition with which a job is answered NOT_PRINTED without being started. */
unsigned printer_stopping_conditions(void);

/* "near-end,cover-open" in the order of the list, "" for none; cut at whole names when cap is
 * short. */
void printer_conditions_text(unsigned conditions, char *out, size_t cap);

#endif
