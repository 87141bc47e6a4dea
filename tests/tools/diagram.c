/* Prints the state machines as Graphviz DOT on standard output; `dot -Tsvg` makes the picture.
 * The edges are what the test matrix sees the core do. */
#include <stdio.h>
#include <stdlib.h>
#include "tests/kit/core_diagram.h"

int main(void)
{
    void *f = NULL;
    struct core_matrix *m = malloc(sizeof *m);
    char *text = malloc(CORE_DIAGRAM_SIZE);
    if (m == NULL || text == NULL || cf_setup(&f) != 0) {
        return EXIT_FAILURE;
    }
    core_matrix_init(m, f);
    core_matrix_visits(m);
    core_matrix_items(m);
    size_t length = core_diagram(m, text);
    bool written = fwrite(text, 1, length, stdout) == length && fflush(stdout) == 0;
    cf_teardown(&f);
    free(m);
    free(text);
    return written ? EXIT_SUCCESS : EXIT_FAILURE;
}
