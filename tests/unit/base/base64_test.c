#include <string.h>

#include "base/base64.h"
#include "base/rng.h"
#include "tests/kit/kit.h"

/* RFC 4648 §10. */
static void the_examples_of_the_standard(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *text;
    } rows[] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
        {"\xFB\xFF", "+/8="},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[32];
        uint8_t bytes[32];
        size_t n = 99;
        struct str plain = str_of(rows[i].bytes);
        assert_true(base64_encode((const uint8_t *)plain.p, plain.n, text, sizeof text));
        assert_string_equal(text, rows[i].text);
        assert_true(base64_decode(str_of(text), bytes, sizeof bytes, &n));
        assert_int_equal(n, plain.n);
        assert_memory_equal(bytes, plain.p, n);
    }
}

static void what_is_not_base64_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    static const struct str rows[] = {
        {"Zg", 2},     {"Zg=", 3},      {"Zg===", 5}, {"=", 1},
        {"====", 4},   {"Z===", 4},     {"Zh==", 4}, /* unused bits set */
        {"Zm9=", 4},   {"Zg==Zg==", 8},              /* padding inside */
        {"Zm9v\n", 5}, {"Zm 9", 4},     {"-_8=", 4}, /* URL alphabet */
        {"Zm\0v", 4},  {"Zm=v", 4},     {"Zm9vZ", 5}, {"\xFFm9v", 4},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t bytes[8] = {0xEE};
        size_t n = 99;
        if (base64_decode(rows[i], bytes, sizeof bytes, &n) || n != 99 || bytes[0] != 0xEE) {
            fail_msg("row %zu was taken", i);
        }
    }
}

static void room_is_respected_to_the_byte(void **state)
{
    (void)state;
    char text[8] = "before";
    uint8_t bytes[3] = {0};
    size_t n = 99;
    assert_false(base64_encode((const uint8_t *)"ab", 2, text, 4));
    assert_string_equal(text, "before");
    assert_true(base64_encode((const uint8_t *)"ab", 2, text, 5));
    assert_false(base64_encode((const uint8_t *)"", SIZE_MAX, text, sizeof text));
    assert_false(base64_decode(STR("Zm9v"), bytes, 2, &n));
    assert_true(base64_decode(STR("Zm8="), bytes, 2, &n));
    assert_int_equal(n, 2);
}

static void random_bytes_come_back(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 64);
    for (size_t length = 0; length <= 200; length++) {
        uint8_t in[200];
        uint8_t out[200];
        char text[BASE64_LENGTH(200) + 1];
        size_t n;
        for (size_t i = 0; i < length; i++) {
            in[i] = (uint8_t)rng_next(&r);
        }
        assert_true(base64_encode(in, length, text, sizeof text));
        assert_int_equal(strlen(text), BASE64_LENGTH(length));
        assert_true(base64_decode(str_of(text), out, length, &n));
        assert_int_equal(n, length);
        assert_memory_equal(in, out, length);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_standard),
        cmocka_unit_test(what_is_not_base64_is_refused_and_changes_nothing),
        cmocka_unit_test(room_is_respected_to_the_byte),
        cmocka_unit_test(random_bytes_come_back),
    };
    return cmocka_run_group_tests_name("base/base64", tests, NULL, NULL);
}
