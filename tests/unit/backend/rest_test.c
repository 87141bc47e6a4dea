/* What rests is remembered whole, found by its time, and never pushed out. */
#include "backend/rest.h"
#include "tests/kit/kit.h"

static struct rest_entry entry(int n, int64_t due_ms)
{
    return (struct rest_entry){.request_id = {{1, (uint8_t)(n >> 8), (uint8_t)n}},
                               .tries = n + 2,
                               .useless = n + 1,
                               .due_ms = due_ms};
}

static void the_first_due_comes_first(void **state)
{
    (void)state;
    static struct rest rest;
    static const int64_t due[] = {70, 20, 90, 40};
    assert_null(rest_first(&rest));
    for (int i = 0; i < 4; i++) {
        struct rest_entry e = entry(i, due[i]);
        assert_true(rest_put(&rest, &e));
    }
    static const int64_t order[] = {20, 40, 70, 90};
    for (int i = 0; i < 4; i++) {
        struct rest_entry got;
        assert_int_equal(rest_first(&rest)->due_ms, order[i]);
        assert_true(rest_take(&rest, rest_first(&rest)->request_id, &got));
        assert_int_equal(got.tries, got.useless + 1);
        assert_false(rest_has(&rest, got.request_id));
        assert_false(rest_take(&rest, got.request_id, &got));
    }
    assert_int_equal(rest.count, 0);
}

static void a_full_house_refuses(void **state)
{
    (void)state;
    static struct rest rest;
    struct rest_entry e, got;
    for (int i = 0; i < REST_MAX; i++) {
        e = entry(i, i);
        assert_true(rest_put(&rest, &e));
    }
    e = entry(REST_MAX, 0);
    assert_false(rest_put(&rest, &e));
    assert_false(rest_has(&rest, e.request_id));
    assert_int_equal(rest_first(&rest)->due_ms, 0);
    assert_true(rest_take(&rest, entry(5, 5).request_id, &got));
    assert_true(rest_put(&rest, &e));
    assert_true(rest_has(&rest, e.request_id));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_due_comes_first),
        cmocka_unit_test(a_full_house_refuses),
    };
    return cmocka_run_group_tests_name("backend/rest", tests, NULL, NULL);
}
