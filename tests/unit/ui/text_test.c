/* The catalogue and its marks. */
#include <string.h>
#include "base/utf8.h"
#include "tests/kit/kit.h"
#include "ui/text.h"

enum { EASY_KANJI_MAX = 13, OUT_SIZE = 2048 };

static void arguments_cannot_act_as_marks(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *one, *two, *want;
    } rows[] = {
        {"$1番窓口", "2", NULL, "2番窓口"},
        {"$2と$1", "a", "b", "bとa"},
        {"**$1**", "a/b{c|d}*", NULL, "**a／b｛c｜d｝＊**"},
        {"$3 $", "x", "y", "$3 $"},
        {"$1", NULL, NULL, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char out[OUT_SIZE];
        struct strbuf b = strbuf_on(out, sizeof out);
        text_fill(&b, rows[i].pattern, rows[i].one, rows[i].two);
        assert_string_equal(out, rows[i].want);
    }
}

static void reading_has_ruby_once(void **state)
{
    (void)state;
    char out[OUT_SIZE];
    struct strbuf b = strbuf_on(out, sizeof out);
    text_reading(&b, "{税金|ぜいきん}を/**はらった**\n{紙|かみ}");
    assert_string_equal(out, "税金をはらった 紙");
}

static void a_voice_says_the_kana(void **state)
{
    (void)state;
    static const struct {
        const char *marked, *spoken;
    } rows[] = {
        {"{税金|ぜいきん}を/**はらった**\n{紙|かみ}", "ぜいきんをはらった かみ"},
        {"番号札を/取って", "番号札を取って"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char out[OUT_SIZE];
        struct strbuf b = strbuf_on(out, sizeof out);
        text_spoken(&b, rows[i].marked);
        assert_string_equal(out, rows[i].spoken);
    }
}

static void lines_break_at_marks_only(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool joined;
        const char *want;
    } rows[] = {
        {"あい/うえ", true, "あ\u2060い\u200Bう\u2060え"},
        {"あい/うえ", false, "あい\u200Bうえ"},
        {"**あい** う", true, "**あ\u2060い** う"},
        {"あ{紙|かみ}い", true, "あ\u2060{紙|かみ}\u2060い"},
        {"あ\nい", true, "あ\nい"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char out[OUT_SIZE];
        struct strbuf b = strbuf_on(out, sizeof out);
        text_for_typeset(&b, rows[i].text, rows[i].joined);
        assert_string_equal(out, rows[i].want);
    }
}

static bool is_kanji(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
}

/* Longest run of sentence by its kanji; kana of ruby do not count. */
static int most_kanji(const char *text)
{
    struct str rest = str_of(text);
    uint32_t c = 0;
    int count = 0;
    int most = 0;
    while (utf8_next(&rest, &c)) {
        count = c == 0x3002 ? 0 : count + is_kanji(c);
        most = count > most ? count : most;
    }
    return most;
}

static void every_text_has_both_columns(void **state)
{
    (void)state;
    for (int i = 0; i < TEXT_COUNT; i++) {
        const char *ja = text_of((enum text)i, false);
        const char *easy = text_of((enum text)i, true);
        assert_true(ja[0] != '\0' && easy[0] != '\0');
        assert_true(utf8_valid(str_of(ja)) && utf8_valid(str_of(easy)));
        for (int k = 1; k <= 2; k++) {
            const char mark[] = {'$', (char)('0' + k), '\0'};
            if ((strstr(ja, mark) == NULL) != (strstr(easy, mark) == NULL)) {
                fail_msg("%s: %s stands in one column only", text_name((enum text)i), mark);
            }
        }
        if (strcmp(ja, easy) != 0 && most_kanji(easy) > EASY_KANJI_MAX) {
            fail_msg("%s: too many kanji", text_name((enum text)i));
        }
    }
}

/* Every kanji of an easy text stands under its kana. */
static void easy_kanji_have_ruby(void **state)
{
    (void)state;
    for (int i = 0; i < TEXT_COUNT; i++) {
        const char *easy = text_of((enum text)i, true);
        if (strcmp(easy, text_of((enum text)i, false)) == 0 ||
            strncmp(text_name((enum text)i), "BAR_", 4) == 0) {
            continue; /* one column for both, or a key without room for kana */
        }
        struct str rest = str_of(easy);
        uint32_t c = 0;
        bool inside = false;
        while (utf8_next(&rest, &c)) {
            inside = (inside || c == '{') && c != '}';
            if (is_kanji(c) && !inside) {
                fail_msg("%s: kanji without ruby", text_name((enum text)i));
            }
        }
    }
}

/* Words that blame or frighten. */
static void no_text_blames(void **state)
{
    (void)state;
    static const char *const words[] = {"エラー", "不正", "無効", "QRコード", "提示"};
    for (int i = 0; i < TEXT_COUNT; i++) {
        for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
            assert_null(strstr(text_of((enum text)i, false), words[k]));
            assert_null(strstr(text_of((enum text)i, true), words[k]));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arguments_cannot_act_as_marks),
        cmocka_unit_test(reading_has_ruby_once),
        cmocka_unit_test(a_voice_says_the_kana),
        cmocka_unit_test(lines_break_at_marks_only),
        cmocka_unit_test(every_text_has_both_columns),
        cmocka_unit_test(easy_kanji_have_ruby),
        cmocka_unit_test(no_text_blames),
    };
    return cmocka_run_group_tests_name("ui/text", tests, NULL, NULL);
}
