/* Every state of a visit and of an item, built by driving, against every event and action.
 *
 * Promises: each cell starts from the same driven state, applies one stimulus, is watched
 * (tests/kit/core_watch.h), and is then led out: the visit to IDLE by time alone, the item out of
 * its ticket by buttons that the staff screen really shows. A cell without a way out fails the
 * running test. What moved is recorded, for the diagram.
 */
#ifndef TESTS_CORE_MATRIX_H
#define TESTS_CORE_MATRIX_H

#include "tests/kit/core_fixture.h"

enum { STIMULI_MAX = 256, STIMULUS_LABEL_SIZE = 40 };

struct stimulus {
    char label[STIMULUS_LABEL_SIZE]; /* "RECEIVED", "begin: OK" */
    void (*apply)(struct core_fixture *f, int argument);
    int argument;
};

struct core_matrix {
    struct core_fixture *f;
    int stimulus_count;
    struct stimulus stimulus[STIMULI_MAX];
    bool visit[VISIT_STATE_COUNT][VISIT_STATE_COUNT][STIMULI_MAX];
    bool item[ITEM_STATE_COUNT][ITEM_STATE_COUNT][STIMULI_MAX];
    int cell_count;
};

void core_matrix_init(struct core_matrix *m, struct core_fixture *f);
void core_matrix_drive(struct core_fixture *f, enum visit_state state); /* from a fresh start */
void core_matrix_visits(struct core_matrix *m);
void core_matrix_items(struct core_matrix *m);

#endif
