/* What a day asks of the people of tests/kit/clerk.h beside the pickup: names and PINs, a voice
 * that is too low, somebody else's code at the wrong moment, an exception in words of the clerk's
 * own, the closing by two names with its file.
 *
 * Promises: with an office that has a staff list, every kind of effect of the core is wanted at
 * least once in such a day. Each acts only on what the screens show, on what lies before them and
 * on the folder of the day's files; so anybody may go on with the day after a restart.
 */
#ifndef TESTS_KIT_CLERK_DAY_H
#define TESTS_KIT_CLERK_DAY_H

#include "tests/kit/clerk.h"

/* Zero at the beginning. */
struct clerk_day {
    bool has_voice, is_louder; /* what the applicant pressed */
    bool shown_other;          /* somebody held another code before the camera */
    bool closes;               /* the pickup is over, the closing has begun */
    int sheets;                /* of the pickup: what comes out from then on are reports */
};

/* Lets the two live through the whole day: their acts here come before those of the pickup. */
void clerk_day_begin(struct clerk *k, struct clerk_day *day);

/* The pickup is over, A00 is back, the day closed, its file written, and S10 says so. A
 * clerk_over_fn. */
bool clerk_day_is_over(struct clerk *k, void *unused);

#endif
