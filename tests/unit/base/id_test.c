#include <string.h>

#include "base/id.h"
#include "tests/kit/kit.h"

static void an_id_comes_back_from_its_text(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 3);
    for (int i = 0; i < 100; i++) {
        struct id a = id_make(&r);
        struct id b = id_make(&r);
        char text[ID_TEXT_SIZE];
        id_text(a, text);
        struct id back;
        assert_true(id_parse(str_of(text), &back));
        assert_true(id_equal(a, back));
        assert_false(id_equal(a, b));
        assert_false(id_is_none(a));
    }
    assert_true(id_is_none((struct id){0}));
}

static void anything_else_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    static const struct str rows[] = {
        {"", 0},
        {"0123456789abcdef0123456789abcde", 31},
        {"0123456789abcdef0123456789abcdef0", 33},
        {"0123456789ABCDEF0123456789ABCDEF", 32},
        {"0123456789abcdef0123456789abcdeg", 32},
        {"0123456789abcdef 123456789abcdef", 32},
        {"0123456789abcdef\0"
         "123456789abcdef",
         32},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct id out = {.byte = {7}};
        assert_false(id_parse(rows[i], &out));
        assert_true(id_equal(out, (struct id){.byte = {7}}));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_comes_back_from_its_text),
        cmocka_unit_test(anything_else_is_refused_and_changes_nothing),
    };
    return cmocka_run_group_tests_name("base/id", tests, NULL, NULL);
}
