/* The committed diagram is the one that the code gives now. */
#include "tests/kit/core_diagram.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/kit/kit.h"

static const char committed_path[] = "firmware/core/states.dot";

static void the_committed_diagram_is_the_codes(void **state)
{
    struct core_matrix *m = calloc(1, sizeof *m);
    char *text = malloc(CORE_DIAGRAM_SIZE);
    char *committed = calloc(1, CORE_DIAGRAM_SIZE);
    assert_true(m && text && committed);
    core_matrix_init(m, *state);
    core_matrix_visits(m);
    core_matrix_items(m);
    size_t length = core_diagram(m, text);
    FILE *file = fopen(committed_path, "rb");
    assert_non_null(file);
    size_t read = fread(committed, 1, CORE_DIAGRAM_SIZE - 1, file);
    fclose(file);
    if (read != length || memcmp(text, committed, length) != 0) {
        print_error("%s is not what the code does now: make diagram\n", committed_path);
    }
    assert_int_equal(read, length);
    assert_memory_equal(text, committed, length);
    /* It would be noticed: a graph without the hand-over is another one. */
    assert_non_null(strstr(text, "item_HANDING -> item_REPORTING"));
    assert_non_null(strstr(text, "penwidth=3"));
    assert_null(strstr(text, "item_REPORTED -> "));
    free(committed);
    free(text);
    free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_committed_diagram_is_the_codes, cf_setup, cf_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
