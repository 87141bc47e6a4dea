/* The stimuli of the matrix: one of every kind of event, every action of both sides, every answer
 * that a request may get. */
#ifndef TESTS_CORE_STIMULI_H
#define TESTS_CORE_STIMULI_H

#include "tests/kit/core_matrix.h"

void core_stimuli(struct core_matrix *m);

#endif
