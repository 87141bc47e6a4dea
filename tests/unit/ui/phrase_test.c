/* Where texts without marks may break. */
#include <stdio.h>
#include <string.h>
#include "tests/kit/kit.h"
#include "ui/phrase.h"

enum { OUT_SIZE = 1024 };

/* `/` for U+200B, nothing for U+2060. */
static void show(const char *text, char out[OUT_SIZE])
{
    char marked[OUT_SIZE];
    struct strbuf b = strbuf_on(marked, sizeof marked);
    phrase_mark(&b, str_of(text));
    assert_false(b.cut);
    size_t n = 0;
    for (const char *p = marked; *p != '\0';) {
        if (strncmp(p, "\u200B", 3) == 0) {
            out[n++] = '/';
            p += 3;
        } else if (strncmp(p, "\u2060", 3) == 0) {
            p += 3;
        } else {
            out[n++] = *p++;
        }
    }
    out[n] = '\0';
}

static void lines_break_at_phrases(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"排紙口を見て選んでください。", "排紙口を/見て/選んでください。"},
        {"自動車検査証を印刷していません。", "自動車検査証を/印刷していません。"},
        {"書面の確認がすむまで、お渡しできません。", "書面の/確認がすむまで、/お渡しできません。"},
        {"お客さまにお渡し", "お客さまに/お渡し"},
        {"停止（電源を切り、渡していない）", "停止/（電源を/切り、/渡していない）"},
        {"別の機器で「例外の取扱い」を選ぶ", "別の/機器で/「例外の取扱い」を/選ぶ"},
        {"11月30日（月）は午後3時から5時まで", "11月30日/（月）は/午後3時から/5時まで"},
        {"審査中・補正・取下げ・未納", "審査中・/補正・/取下げ・/未納"},
        {"プリンタのカバーを", "プリンタの/カバーを"},
        {"connection lost", "connection lost"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char out[OUT_SIZE];
        show(rows[i].text, out);
        assert_string_equal(out, rows[i].want);
    }
}

static void shapes_stay_in_one_piece(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"葛\U000E0100城", "葛\U000E0100\u2060城"}, /* a variant is one character */
        {"か\u3099き", "か\u3099\u2060き"},
        {"A1", "A1"}, /* letters keep their spacing */
        {"あ い\nう", "あ い\nう"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char out[OUT_SIZE];
        struct strbuf b = strbuf_on(out, sizeof out);
        phrase_mark(&b, str_of(rows[i].text));
        assert_string_equal(out, rows[i].want);
    }
}

/* Bytes that are no UTF-8 pass, and a small array is never overrun. */
static void odd_bytes_and_small_arrays_are_refused_quietly(void **state)
{
    (void)state;
    char out[OUT_SIZE];
    struct strbuf b = strbuf_on(out, sizeof out);
    phrase_mark(&b, STR("\xFFあ\xE3"));
    assert_non_null(strstr(out, "あ"));
    assert_int_equal((unsigned char)out[0], 0xFF);
    char small[8];
    struct strbuf s = strbuf_on(small, sizeof small);
    phrase_mark(&s, STR("排紙口を見て"));
    assert_true(s.cut);
    assert_true(strlen(small) < sizeof small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_break_at_phrases),
        cmocka_unit_test(shapes_stay_in_one_piece),
        cmocka_unit_test(odd_bytes_and_small_arrays_are_refused_quietly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
