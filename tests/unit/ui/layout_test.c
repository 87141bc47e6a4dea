/* Rows, columns and stacks without any text. */
#include <stdlib.h>
#include "tests/kit/kit.h"
#include "ui/layout.h"

static int new_tree(void **state)
{
    struct node_tree *t = calloc(1, sizeof *t);
    if (t == NULL) {
        return -1;
    }
    t->side = SIDE_STAFF;
    tree_begin(t, SCREEN_S01);
    *state = t;
    return 0;
}

static int free_tree(void **state)
{
    free(*state);
    return 0;
}

static void assert_rect(const struct node_tree *t, int node, struct rect want)
{
    const struct rect *r = &t->node[node].rect;
    assert_int_equal(r->x, want.x);
    assert_int_equal(r->y, want.y);
    assert_int_equal(r->w, want.w);
    assert_int_equal(r->h, want.h);
}

static void a_column_gives_the_rest_to_what_grows(void **state)
{
    struct node_tree *t = *state;
    node_open(t, (struct node){.grow = 1, .gap = 10, .pad_x = 20, .pad_y = 30});
    int top = node_add(t, (struct node){.height = 100});
    int middle = node_spring(t);
    int bottom = node_add(t, (struct node){.height = 50});
    node_close(t);
    layout_run(t);
    assert_false(t->overflow);
    assert_rect(t, top, (struct rect){20, 30, 1240, 100});
    assert_rect(t, middle, (struct rect){20, 140, 1240, 570});
    assert_rect(t, bottom, (struct rect){20, 720, 1240, 50});
}

static void a_row_shares_by_weight(void **state)
{
    struct node_tree *t = *state;
    node_open(t, (struct node){.flow = FLOW_ROW, .height = 100, .across = PLACE_CENTRE});
    int fixed = node_add(t, (struct node){.width = 280, .height = 40});
    int one = node_add(t, (struct node){.grow = 1, .height = 100});
    int three = node_add(t, (struct node){.grow = 3, .height = 100});
    node_close(t);
    layout_run(t);
    assert_false(t->overflow);
    assert_rect(t, fixed, (struct rect){0, 30, 280, 40});
    assert_rect(t, one, (struct rect){280, 0, 250, 100});
    assert_rect(t, three, (struct rect){530, 0, 750, 100});
}

static void a_stack_lays_over_and_centres(void **state)
{
    struct node_tree *t = *state;
    node_open(
        t, (struct node){
               .flow = FLOW_STACK, .height = 200, .across = PLACE_CENTRE, .along = PLACE_CENTRE});
    int a = node_add(t, (struct node){.width = 100, .height = 100});
    int b = node_add(t, (struct node){.width = 20, .height = 20});
    node_close(t);
    layout_run(t);
    assert_rect(t, a, (struct rect){590, 50, 100, 100});
    assert_rect(t, b, (struct rect){630, 90, 20, 20});
}

static void what_does_not_fit_is_said(void **state)
{
    static const struct node too_large[] = {
        {.width = 10, .height = STAFF_HEIGHT + 1},
        {.width = STAFF_WIDTH + 1, .height = 10},
    };
    for (size_t i = 0; i < sizeof too_large / sizeof too_large[0]; i++) {
        struct node_tree *t = *state;
        tree_begin(t, SCREEN_S01);
        node_open(t, (struct node){.flow = i == 0 ? FLOW_COLUMN : FLOW_ROW});
        node_add(t, too_large[i]);
        node_close(t);
        layout_run(t);
        assert_true(t->overflow);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_column_gives_the_rest_to_what_grows, new_tree, free_tree),
        cmocka_unit_test_setup_teardown(a_row_shares_by_weight, new_tree, free_tree),
        cmocka_unit_test_setup_teardown(a_stack_lays_over_and_centres, new_tree, free_tree),
        cmocka_unit_test_setup_teardown(what_does_not_fit_is_said, new_tree, free_tree),
    };
    return cmocka_run_group_tests_name("ui/layout", tests, NULL, NULL);
}
