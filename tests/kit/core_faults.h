/* Every row of the fault catalogue as the event by which a core learns of it.
 *
 * Promises: the core is told what the app tells it (a device's condition, the link, a notice of the
 * backend, a code, an outcome of the slip in hand, a failed transaction) and nothing else; no field
 * of the core is set.
 */
#ifndef TESTS_KIT_CORE_FAULTS_H
#define TESTS_KIT_CORE_FAULTS_H

#include "tests/kit/core_fixture.h"
#include "ui/node.h"

enum { FAULT_STOP_MS = 1200000 /* a planned stop lasts that long from now */ };

/* False: no core runs then (tests/unit/ui/down_test.c). */
bool core_fault_happens(enum fault fault);

void core_fault_happen(struct core_fixture *f, enum fault fault);

/* It is over, as far as it ever is: a code that was refused and a journal that failed stay. */
void core_fault_mend(struct core_fixture *f, enum fault fault);
bool core_fault_stays(enum fault fault); /* only a restart ends it */

/* The applicant's screen shows the row's sentence, and its code small in the corner. */
void core_fault_check_words(const struct node_tree *t, const struct applicant_view *v,
                            enum fault fault);

/* A text of the tree has this in it. */
bool core_fault_shows(const struct node_tree *t, const char *part);

#endif
