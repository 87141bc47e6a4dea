#include "tests/kit/kit.h"

#include <string.h>

#include "typeset/markup.h"

struct parse_case {
    const char *source;
    bool good;
    const char *plain;
    int spans;
};

static const struct parse_case cases[] = {
    {"受付", true, "受付", 0},
    {"**2番窓口**へ", true, "2番窓口へ", 1},
    {"{受付|うけつけ}です", true, "受\u2060付です", 1},
    {"**{札|ふだ}**", true, "札", 2},
    {"あい\u200Bう", true, "あ\u2060い\u200Bう", 0},
    {"い。う\u200BA-1", true, "い\u2060。う\u200BA-1", 0},
    {"", true, "", 0},
    {"**閉じない", false, "**閉じない", 0},
    {"{札", false, "{札", 0},
    {"{札}", false, "{札}", 0},
    {"{|ふだ}", false, "{|ふだ}", 0},
    {"{札|}", false, "{札|}", 0},
    {"a}", true, "a}", 0},
};

static void the_table_of_sources(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct markup m;
        bool good = markup_parse(str_of(cases[i].source), &m);
        assert_string_equal(m.plain, cases[i].plain);
        assert_int_equal(m.plain_n, strlen(cases[i].plain));
        assert_int_equal(good, cases[i].good);
        assert_int_equal(m.span_count, cases[i].spans);
    }
}

static void spans_cover_their_words(void **state)
{
    (void)state;
    struct markup m;
    assert_true(markup_parse(STR("お{番号|ばんごう}と**太字**"), &m));
    assert_int_equal(m.span[0].kind, MARKUP_RUBY);
    assert_int_equal(m.span[0].start, 3);
    assert_int_equal(m.span[0].end, 12);
    assert_int_equal(m.span[0].characters, 2);
    assert_string_equal(m.span[0].kana, "ばんごう");
    assert_int_equal(m.span[1].kind, MARKUP_BOLD);
    assert_int_equal(m.span[1].end - m.span[1].start, 6);
}

static void too_many_spans_or_too_long_kana_show_the_source(void **state)
{
    (void)state;
    struct markup m;
    char source[8 * (MARKUP_SPANS_MAX + 1) + 1] = "";
    for (int i = 0; i <= MARKUP_SPANS_MAX; i++) {
        strcat(source, "**a**");
    }
    assert_false(markup_parse(str_of(source), &m));
    assert_string_equal(m.plain, source);
    assert_false(
        markup_parse(STR("{長|ああああああああああああああああああああああああああああああ}"), &m));
    assert_int_equal(m.span_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_of_sources),
        cmocka_unit_test(spans_cover_their_words),
        cmocka_unit_test(too_many_spans_or_too_long_kana_show_the_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
