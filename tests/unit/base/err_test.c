#include "tests/kit/kit.h"

static struct err step(int *calls, struct err result)
{
    (*calls)++;
    return result;
}

static struct err two_steps(int *calls, struct err first)
{
    TRY(step(calls, first));
    TRY(step(calls, OK));
    return OK;
}

static void try_stops_at_the_first_failure(void **state)
{
    (void)state;
    int calls = 0;
    assert_fails(two_steps(&calls, FAIL(TIMEOUT)), TIMEOUT);
    assert_int_equal(calls, 1);
    assert_ok(two_steps(&calls, OK));
    assert_int_equal(calls, 3);
}

static void every_code_has_a_name_a_text_and_a_class(void **state)
{
    (void)state;
    for (int i = 1; i < ERR_COUNT; i++) {
        struct err e = {(enum err_code)i};
        assert_true(failed(e));
        assert_string_not_equal(err_name(e), err_name(OK));
        assert_true(err_text(e)[0] != '\0');
        assert_int_not_equal(err_class(e), ERR_CLASS_NONE);
    }
    assert_int_equal(err_class(FAIL(READ_ONLY)), ERR_CLASS_STAFF);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(try_stops_at_the_first_failure),
        cmocka_unit_test(every_code_has_a_name_a_text_and_a_class),
    };
    return cmocka_run_group_tests_name("base/err", tests, NULL, NULL);
}
