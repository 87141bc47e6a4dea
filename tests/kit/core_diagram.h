/* The machines as a graph, from what the matrix saw them do: nothing in it is drawn by hand.
 *
 * Promises: the same core gives the same text, byte for byte. Graphviz DOT; two clusters, the visit
 * at the machine and the item over the counter; edges past the point of no return are marked.
 */
#ifndef TESTS_CORE_DIAGRAM_H
#define TESTS_CORE_DIAGRAM_H

#include <stddef.h>
#include "tests/kit/core_matrix.h"

enum { CORE_DIAGRAM_SIZE = 65536 };

/* The matrix has run for visits and items. Returns the length without the terminator. */
size_t core_diagram(const struct core_matrix *m, char out[CORE_DIAGRAM_SIZE]);

#endif
