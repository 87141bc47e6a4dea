/* Every state × every event and action: watched, shown, and led out. */
#include "tests/kit/core_matrix.h"

#include <stdlib.h>
#include <string.h>
#include "tests/kit/kit.h"

static int setup(void **state)
{
    struct core_matrix *m = malloc(sizeof *m);
    void *f = NULL;
    if (m == NULL || cf_setup(&f) != 0) {
        return 1;
    }
    core_matrix_init(m, f);
    *state = m;
    return 0;
}

static int teardown(void **state)
{
    struct core_matrix *m = *state;
    void *f = m->f;
    free(m);
    return cf_teardown(&f);
}

static void every_visit_state(void **state)
{
    struct core_matrix *m = *state;
    core_matrix_visits(m);
    assert_int_equal(m->cell_count, VISIT_STATE_COUNT * m->stimulus_count);
    for (int to = 0; to < VISIT_STATE_COUNT; to++) {
        bool reached = false;
        for (int from = 0; from < VISIT_STATE_COUNT; from++) {
            for (int s = 0; s < m->stimulus_count; s++) {
                reached |= from != to && m->visit[from][to][s];
            }
        }
        assert_true(reached); /* no state that nothing leads to */
    }
}

static int stimulus(const struct core_matrix *m, const char *label)
{
    for (int s = 0; s < m->stimulus_count; s++) {
        if (strcmp(m->stimulus[s].label, label) == 0) {
            return s;
        }
    }
    fail_msg("no stimulus %s", label);
    return 0;
}

static void only(const struct core_matrix *m, enum item_state from, enum item_state to,
                 const char *const *labels)
{
    bool allowed[STIMULI_MAX] = {false};
    for (int i = 0; labels[i] != NULL; i++) {
        int s = stimulus(m, labels[i]);
        allowed[s] = true;
        assert_true(m->item[from][to][s]);
    }
    for (int s = 0; s < m->stimulus_count; s++) {
        assert_true(allowed[s] || !m->item[from][to][s]);
    }
}

static void every_item_state(void **state)
{
    struct core_matrix *m = *state;
    core_matrix_items(m);
    assert_true(m->cell_count >= ITEM_STATE_COUNT * m->stimulus_count);
    only(m, ITEM_PENDING, ITEM_RESERVING, (const char *const[]){"ISSUE", NULL});
    only(m, ITEM_RESERVING, ITEM_BEGINNING, (const char *const[]){"reserve: OK", NULL});
    only(m, ITEM_BEGINNING, ITEM_PRINTING, (const char *const[]){"begin: OK", NULL});
    only(m, ITEM_PRINT_FAILED, ITEM_PRINTING, (const char *const[]){"PRINT_AGAIN", NULL});
    only(m, ITEM_PRINTING, ITEM_MATCHING, (const char *const[]){"sheet: PRINTED", NULL});
    only(m, ITEM_MATCHING, ITEM_MATCHED, (const char *const[]){"its tag", "MATCH_BY_EYE", NULL});
    only(m, ITEM_MATCHED, ITEM_HANDING, (const char *const[]){"HAND_OVER", NULL});
    only(m, ITEM_HANDING, ITEM_REPORTING, (const char *const[]){"RECEIVED", "HANDED", NULL});
    for (int from = 0; from < ITEM_STATE_COUNT; from++) {
        for (int s = 0; s < m->stimulus_count; s++) {
            bool over = from == ITEM_HANDING || from == ITEM_REPORTING || from == ITEM_REPORTED ||
                        (from == ITEM_DECISION && s == stimulus(m, "HANDED"));
            assert_true(over || !m->item[from][ITEM_REPORTING][s]);
            for (int to = 0; to < ITEM_STATE_COUNT; to++) { /* past the point of no return */
                bool stays = to == ITEM_REPORTING || to == ITEM_REPORTED;
                bool past = from == ITEM_REPORTING || from == ITEM_REPORTED;
                assert_true(!past || stays || !m->item[from][to][s]);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_visit_state, setup, teardown),
        cmocka_unit_test_setup_teardown(every_item_state, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
