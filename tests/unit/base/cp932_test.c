/* CP932 by its structure: every first byte, every pair, every way to end in the middle. */
#include "tests/kit/kit.h"

#include <iconv.h>
#include <string.h>
#include "base/cp932.h"

static bool is_valid(const char *bytes, size_t n)
{
    return cp932_valid((struct str){bytes, n});
}

static void test_texts(void **state)
{
    (void)state;
    static const char kei[] = "K/\x8C\x79\x8E\xA9\x93\xAE\x8E\xD4/\xB6\xB7\xB8";
    static const char slash[] = "\x82\x6A\x81\x5E";
    assert_true(is_valid("", 0));
    assert_true(is_valid(kei, sizeof kei - 1));
    assert_true(is_valid(slash, sizeof slash - 1));
    assert_false(is_valid(slash, 3));              /* ends within a character */
    assert_false(is_valid("\xE8\xBB\xBD\xE8", 4)); /* UTF-8 cut short */
    assert_false(is_valid("\x80", 1));
    assert_false(is_valid("\xA0", 1));
    assert_false(is_valid("\xFF\xFF", 2));
    assert_false(is_valid("\xF0\x40", 2)); /* user-defined */
    assert_false(is_valid("\x81\x7F", 2));
    assert_false(is_valid("\x81\x3F", 2));
}

static void test_characters_are_taken_one_by_one(void **state)
{
    (void)state;
    static const char text[] =
        "A\x83\x5C\xB1\x81"; /* the second byte of the second is a backslash */
    static const uint16_t want[] = {'A', 0x835C, 0xB1};
    struct str s = {text, sizeof text - 1};
    uint16_t character = 0;
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        assert_true(cp932_next(&s, &character));
        assert_int_equal(character, want[i]);
    }
    assert_false(cp932_next(&s, &character));
    assert_int_equal(s.n, 1); /* stands at the byte that begins no character */
}

/* Nothing that the C library can translate is refused. The reverse is not asked: rows are judged
 * whole here, and a few of their places are empty. */
static void test_against_the_c_library(void **state)
{
    (void)state;
    iconv_t cd = iconv_open("UTF-8", "CP932");
    assert_int_not_equal((intptr_t)cd, -1);
    int known = 0;
    for (int pair = 0x8000; pair <= 0xFFFF; pair++) {
        char in[2] = {(char)(pair >> 8), (char)(pair & 0xFF)}, out[16];
        char *from = in, *to = out;
        size_t in_n = 2, out_n = sizeof out;
        bool translates = iconv(cd, &from, &in_n, &to, &out_n) != (size_t)-1 && in_n == 0;
        (void)iconv(cd, NULL, NULL, NULL, NULL);
        bool user_defined = pair >= 0xF000 && pair < 0xFA00;
        bool control = (pair >> 8) == 0x80 || (pair >> 8) == 0xA0 || (pair & 0xFF) == 0x80 ||
                       (pair & 0xFF) == 0xA0 || (pair >> 8) >= 0xFD || (pair & 0xFF) >= 0xFD;
        if (translates && !user_defined && !control) {
            known++;
            if (!is_valid(in, 2)) {
                fail_msg("%04x is refused", (unsigned)pair);
            }
        }
    }
    iconv_close(cd);
    assert_true(known > 7000);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_characters_are_taken_one_by_one),
        cmocka_unit_test(test_against_the_c_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
