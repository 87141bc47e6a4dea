#include <string.h>

#include "base/base45.h"
#include "base/rng.h"
#include "tests/kit/kit.h"

/* RFC 9285 §4.3 and §4.4. */
static void the_examples_of_the_standard(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *text;
    } rows[] = {
        {"", ""},
        {"AB", "BB8"},
        {"Hello!!", "%69 VD92EX0"},
        {"base-45", "UJCLQE7W581"},
        {"ietf!", "QED8WEX0"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[32];
        uint8_t bytes[32];
        size_t n = 99;
        struct str plain = str_of(rows[i].bytes);
        assert_true(base45_encode((const uint8_t *)plain.p, plain.n, text, sizeof text));
        assert_string_equal(text, rows[i].text);
        assert_true(base45_decode(str_of(text), bytes, sizeof bytes, &n));
        assert_int_equal(n, plain.n);
        assert_memory_equal(bytes, plain.p, n);
    }
}

static void what_is_not_base45_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    static const struct str rows[] = {
        {"G", 1},    /* one character is no group */
        {"BB8B", 4}, /* nor a fourth */
        {"GGW", 3},  /* 65536 */
        {":::", 3},  /* 91124 */
        {"U5", 2},   /* 255: fits, see below */
        {"V5", 2},   /* 256 */
        {"::", 2},
        {"bb8", 3}, /* lower case */
        {"BB\0", 3},
        {"BB8\n", 4},
        {"BB_", 3},
        {"BB8GGW", 6}, /* good group first */
        {"\xEF\xBC\xA2", 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t bytes[8] = {0xEE};
        size_t n = 99;
        bool fits = i == 4;
        assert_int_equal(base45_decode(rows[i], bytes, sizeof bytes, &n), fits);
        assert_int_equal(n, fits ? 1 : 99);
        assert_int_equal(bytes[0], fits ? 0xFF : 0xEE);
    }
}

static void room_is_respected_to_the_byte(void **state)
{
    (void)state;
    char text[8] = "before";
    uint8_t bytes[3] = {0xEE, 0xEE, 0xEE};
    size_t n = 99;
    assert_false(base45_encode((const uint8_t *)"ABC", 3, text, 5));
    assert_string_equal(text, "before");
    assert_true(base45_encode((const uint8_t *)"ABC", 3, text, 6));
    assert_false(base45_encode((const uint8_t *)"", SIZE_MAX, text, sizeof text));
    assert_false(base45_decode(STR("BB8BB8"), bytes, 3, &n));
    assert_int_equal(n, 99);
    assert_int_equal(bytes[0], 0xEE);
}

static void random_bytes_come_back(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 45);
    for (size_t length = 0; length <= 200; length++) {
        uint8_t in[200];
        uint8_t out[200];
        char text[BASE45_LENGTH(200) + 1];
        size_t n;
        for (size_t i = 0; i < length; i++) {
            in[i] = (uint8_t)rng_next(&r);
        }
        assert_true(base45_encode(in, length, text, sizeof text));
        assert_int_equal(strlen(text), BASE45_LENGTH(length));
        assert_true(base45_decode(str_of(text), out, length, &n));
        assert_int_equal(n, length);
        assert_memory_equal(in, out, length);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_standard),
        cmocka_unit_test(what_is_not_base45_is_refused_and_changes_nothing),
        cmocka_unit_test(room_is_respected_to_the_byte),
        cmocka_unit_test(random_bytes_come_back),
    };
    return cmocka_run_group_tests_name("base/base45", tests, NULL, NULL);
}
