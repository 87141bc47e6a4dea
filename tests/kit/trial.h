/* One pickup that something breaks, and the office that goes on afterwards: what sweeps over
 * crashes, failing disks and failing memory have in common.
 *
 * Promises: after the trouble no acknowledged row is missing, every bare intent is a question to
 * staff, nothing is printed or handed over by the machine alone, and in the end the backend knows
 * exactly one hand-over; each check fails the test that calls it.
 */
#ifndef TESTS_KIT_TRIAL_H
#define TESTS_KIT_TRIAL_H

#include <stdbool.h>
#include <stdint.h>
#include "core/core.h"
#include "tests/kit/clerk.h"

struct trial {
    char folder[256], pki[300];
    struct office *office; /* the caller's, zeroed */
    struct clerk clerk;
    const char *vfs;  /* of the journal; NULL: real files */
    bool staff_list;  /* people log in */
    uint64_t opened;  /* offices so far: each has a seed of its own */
    int64_t wall_ms;  /* when the office opens; 0: as ever */
    uint64_t unknown; /* restarts that found a bare intent */
    uint64_t decisions;
};

/* A folder of its own under the build tree. */
void trial_begin(struct trial *t, const char *name, struct office *office);

struct err trial_open(struct trial *t, bool fresh);

/* Rows of a kind in the journal that is open now. */
int trial_rows(struct trial *t, enum journal_kind kind);

/* An act hangs open of which nobody knows how it ended. */
bool trial_has_bare_intent(struct trial *t);
bool trial_is_a_question(const struct core *c);

/* Nothing leaves a printer, and nothing arrives at the backend, that has no row. */
void trial_check_rows_stand_before(struct trial *t);

/* Started again and left alone: it asks, it tells, it owes; it does not act. */
void trial_check_alone(struct trial *t, uint64_t acknowledged);

/* People go on until the documents are handed over, once. */
void trial_check_end(struct trial *t);

#endif
