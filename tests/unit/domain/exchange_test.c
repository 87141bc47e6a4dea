#include <string.h>

#include "domain/exchange.h"
#include "tests/kit/kit.h"

static void every_op_and_result_has_its_own_name(void **state)
{
    (void)state;
    for (int i = 0; i < EXCHANGE_COUNT; i++) {
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(exchange_op_name((enum exchange_op)i),
                                    exchange_op_name((enum exchange_op)k));
        }
    }
    for (int i = 0; i < EXCHANGE_RESULT_COUNT; i++) {
        assert_string_not_equal(exchange_result_name((enum exchange_result)i), "?");
    }
    assert_string_equal(exchange_op_name(EXCHANGE_LOOKUP), "LOOKUP");
    assert_string_equal(exchange_op_name(EXCHANGE_HEARTBEAT), "HEARTBEAT");
    assert_string_equal(exchange_result_name(EXCHANGE_RESULT_OK), "OK");
    assert_string_equal(exchange_result_name(EXCHANGE_RESULT_TOKEN_SUPERSEDED), "TOKEN_SUPERSEDED");
    assert_string_equal(exchange_result_name(EXCHANGE_RESULT_UNREACHABLE), "UNREACHABLE");
}

static void numbers_out_of_the_list_have_no_name(void **state)
{
    (void)state;
    assert_string_equal(exchange_op_name(EXCHANGE_COUNT), "?");
    assert_string_equal(exchange_result_name(EXCHANGE_RESULT_COUNT), "?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_op_and_result_has_its_own_name),
        cmocka_unit_test(numbers_out_of_the_list_have_no_name),
    };
    return cmocka_run_group_tests_name("domain/exchange", tests, NULL, NULL);
}
