/* The people of one pickup, for tests that break things on the way: an applicant who shows a code
 * and takes the documents, a clerk who presses what the staff screen offers.
 *
 * Promises: each acts only on what the screens show and on what lies before them (sheets in the
 * tray, documents in the hand); a decision of staff is answered by that truth. Needs no painted
 * screen. The office is the caller's.
 */
#ifndef TESTS_KIT_CLERK_H
#define TESTS_KIT_CLERK_H

#include <stdbool.h>
#include "sim/office.h"

enum { CLERK_STEP_MS = 200, CLERK_STEPS_MAX = 600 };

struct clerk {
    struct office *office;
    const char *name;                 /* the application, as in the seed data */
    bool handed;                      /* the documents are in the applicant's hand */
    int sheets_before;                /* whole sheets that an earlier office left in the tray */
    int sheets_spoiled;               /* taken out of the tray again */
    int decisions;                    /* questions of S14 answered */
    void (*around_turn)(bool begins); /* called before and after each turn; NULL: nobody */
    bool (*first)(struct clerk *k, void *at); /* an act that comes before ours; NULL: none */
    void *first_at;
    struct applicant_view applicant;
    struct staff_view staff;
};

/* An office in `folder` for a clerk: no screens, decoder and renderer inline. */
struct office_setup clerk_setup(const char *folder, const char *pki_folder);

void clerk_init(struct clerk *k, struct office *office, const char *name);

/* Reads both screens. */
void clerk_look(struct clerk *k);

/* A touch of one of the two, without looking whether it is offered. */
void clerk_press(struct clerk *k, enum actor actor, enum action action, int argument);

/* One act of one of the two; false: nobody has anything to do but wait. */
bool clerk_act(struct clerk *k);

/* The same, once a step, until `is_over` says so; it is asked after every turn, so also in the
 * middle of a step. False: CLERK_STEPS_MAX went by. */
typedef bool clerk_over_fn(struct clerk *k, void *at);
bool clerk_run(struct clerk *k, clerk_over_fn *is_over, void *at);

/* Documents taken, known to the backend, nothing left in queue or outbox. A clerk_over_fn. */
bool clerk_is_done(struct clerk *k, void *unused);

/* One turn after the other up to until_ms, ending early when is_over (may be NULL) says so. */
bool clerk_wait(struct clerk *k, uint64_t until_ms, clerk_over_fn *is_over, void *at);

int clerk_sheets(struct clerk *k);                /* whole certificate sheets in the tray */
int64_t clerk_handovers(struct clerk *k);         /* known to the backend, of all applications */
void clerk_show(struct clerk *k, const char *of); /* the code of that name, before the camera */

#endif
