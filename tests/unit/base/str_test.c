#include <string.h>

#include "tests/kit/kit.h"

static void text_compares_by_bytes(void **state)
{
    (void)state;
    assert_true(str_equal(str_of(NULL), STR("")));
    assert_true(str_equal(str_of("ab"), STR("ab")));
    assert_false(str_equal(STR("ab"), STR("ac")));
    assert_false(str_equal(STR("ab"), STR("abc")));
    assert_true(str_starts(STR("abc"), STR("")));
    assert_true(str_starts(STR("abc"), STR("abc")));
    assert_false(str_starts(STR("ab"), STR("abc")));
    assert_int_equal(str_skip(STR("abc"), 3).n, 0);
    assert_int_equal(str_skip(STR("abc"), 4).n, 0);
    assert_true(str_equal(str_skip(STR("abc"), 1), STR("bc")));
}

static void a_word_has_one_place_or_none(void **state)
{
    (void)state;
    static const char *const words[] = {"yes", "no", "", "no"};
    assert_int_equal(str_place(STR("yes"), words, 4), 0);
    assert_int_equal(str_place(STR("no"), words, 4), 1);
    assert_int_equal(str_place(STR(""), words, 4), 2);
    assert_int_equal(str_place(STR("no"), words, 1), -1);
    assert_int_equal(str_place(STR("ye"), words, 4), -1);
    assert_int_equal(str_place(STR("yes "), words, 4), -1);
    assert_int_equal(str_place(STR("yes"), words, 0), -1);
}

static void tokens_are_split_at_each_separator(void **state)
{
    (void)state;
    struct str rest = STR("a,,b");
    assert_true(str_equal(str_token(&rest, ','), STR("a")));
    assert_true(str_equal(str_token(&rest, ','), STR("")));
    assert_true(str_equal(str_token(&rest, ','), STR("b")));
    assert_int_equal(rest.n, 0);
    assert_true(str_equal(str_token(&rest, ','), STR("")));
}

static void a_copy_is_whole_or_empty(void **state)
{
    (void)state;
    char out[4];
    assert_true(str_copy(out, sizeof out, STR("abc")));
    assert_string_equal(out, "abc");
    assert_false(str_copy(out, sizeof out, STR("abcd")));
    assert_string_equal(out, "");
    assert_false(str_copy(out, sizeof out, STR("a\0b")));
    assert_string_equal(out, "");
    assert_true(str_copy(out, 1, STR("")));
}

static void integers_are_whole_strings(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool fits;
        int64_t value;
    } rows[] = {
        {"0", true, 0},
        {"-0", true, 0},
        {"007", true, 7},
        {"9223372036854775807", true, INT64_MAX},
        {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 0},
        {"-9223372036854775809", false, 0},
        {"99999999999999999999999", false, 0},
        {"", false, 0},
        {"-", false, 0},
        {"+1", false, 0},
        {" 1", false, 0},
        {"1 ", false, 0},
        {"0x1", false, 0},
        {"1.0", false, 0},
        {"--1", false, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t value = 77;
        assert_int_equal(str_to_int64(str_of(rows[i].text), &value), rows[i].fits);
        assert_true(value == (rows[i].fits ? rows[i].value : 77));
    }
}

static void a_full_builder_keeps_what_fits_and_says_so(void **state)
{
    (void)state;
    char text[8];
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_text(&b, "ab");
    strbuf_char(&b, 'c');
    strbuf_int(&b, -12);
    assert_string_equal(text, "abc-12");
    assert_false(b.cut);
    strbuf_format(&b, "%s", "xyz");
    assert_string_equal(text, "abc-12x");
    assert_true(b.cut);
    assert_int_equal(b.n, 7);
    strbuf_text(&b, "");
    assert_true(b.cut);

    b = strbuf_on(text, sizeof text);
    strbuf_hex(&b, (const uint8_t *)"\x00\xAF\x10", 3);
    assert_string_equal(text, "00af10");
    assert_false(b.cut);
    strbuf_format(&b, "%d", 1);
    assert_false(b.cut);
    strbuf_add(&b, STR("!"));
    assert_true(b.cut);
    assert_string_equal(text, "00af101");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_compares_by_bytes),
        cmocka_unit_test(a_word_has_one_place_or_none),
        cmocka_unit_test(tokens_are_split_at_each_separator),
        cmocka_unit_test(a_copy_is_whole_or_empty),
        cmocka_unit_test(integers_are_whole_strings),
        cmocka_unit_test(a_full_builder_keeps_what_fits_and_says_so),
    };
    return cmocka_run_group_tests_name("base/str", tests, NULL, NULL);
}
