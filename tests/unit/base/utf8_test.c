#include <string.h>

#include "base/utf8.h"
#include "tests/kit/kit.h"

static void every_scalar_value_comes_back(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) {
            continue;
        }
        char bytes[4];
        struct str s = {bytes, (size_t)utf8_put(c, bytes)};
        uint32_t back = 0xFFFFFFFF;
        if (!utf8_next(&s, &back) || back != c || s.n != 0) {
            fail_msg("U+%04X came back as U+%04X", c, back);
        }
    }
}

static void what_is_not_utf8_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        struct str bytes;
    } rows[] = {
        {"continuation alone", {"\x80", 1}},
        {"overlong slash", {"\xC0\xAF", 2}},
        {"overlong NUL", {"\xC0\x80", 2}},
        {"overlong of three", {"\xE0\x80\xAF", 3}},
        {"overlong of four", {"\xF0\x80\x80\xAF", 4}},
        {"high surrogate", {"\xED\xA0\x80", 3}},
        {"low surrogate", {"\xED\xBF\xBF", 3}},
        {"above U+10FFFF", {"\xF4\x90\x80\x80", 4}},
        {"lead of five", {"\xF8\x88\x80\x80\x80", 5}},
        {"cut after two", {"\xE7\xB7", 2}},
        {"cut after three", {"\xF0\xA0\xAE", 3}},
        {"broken continuation", {"\xE7\x41\xB4", 3}},
        {"CP932 text", {"\x97\xFB\x94\x6E", 4}},
        {"FF", {"\xFF", 1}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str s = rows[i].bytes;
        uint32_t c = 77;
        if (utf8_valid(s) || utf8_next(&s, &c) || c != 77 || s.n != rows[i].bytes.n) {
            fail_msg("taken as UTF-8: %s", rows[i].what);
        }
    }
}

static void reading_stops_at_the_bad_byte(void **state)
{
    (void)state;
    struct str s = STR("練\xFFz");
    uint32_t c;
    assert_true(utf8_next(&s, &c));
    assert_int_equal(c, 0x7DF4);
    assert_false(utf8_next(&s, &c));
    assert_int_equal(s.n, 2);
}

static void code_points_are_counted_not_glyphs(void **state)
{
    (void)state;
    assert_int_equal(utf8_count(STR("")), 0);
    assert_int_equal(utf8_count(STR("練馬")), 2);
    assert_int_equal(utf8_count(STR("\xE8\xBE\xBB\xF3\xA0\x84\x80")), 2); /* 辻 and its VS17 */
    assert_true(utf8_valid(STR("a\0b")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scalar_value_comes_back),
        cmocka_unit_test(what_is_not_utf8_is_refused),
        cmocka_unit_test(reading_stops_at_the_bad_byte),
        cmocka_unit_test(code_points_are_counted_not_glyphs),
    };
    return cmocka_run_group_tests_name("base/utf8", tests, NULL, NULL);
}
