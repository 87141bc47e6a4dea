/* The words of text.def against the rules of wording (reference: ux §6.6), row by row. */
#include <stdio.h>
#include <string.h>
#include "base/utf8.h"
#include "tests/kit/kit.h"
#include "ui/text.h"

enum { TITLE_MAX = 14, EASY_KANJI_MAX = 13, READING_SIZE = 1024 };

static bool is_kanji(uint32_t code)
{
    return (code >= 0x4E00 && code <= 0x9FFF) || code == 0x3005 ||
           (code >= 0x20000 && code < 0x30000);
}

static bool ends(const char *text, const char *tail)
{
    size_t n = strlen(text);
    size_t k = strlen(tail);
    return n >= k && strcmp(text + n - k, tail) == 0;
}

static bool is_for_applicant(int id)
{
    return id < (int)TEXT_STAFF_WINDOW;
}

static void reading_of(int id, bool easy, char out[READING_SIZE])
{
    struct strbuf b = strbuf_on(out, READING_SIZE);
    text_reading(&b, text_of((enum text)id, easy));
    assert_false(b.cut);
}

static int complain(int id, const char *rule, const char *text)
{
    print_error("%s: %s: %s\n", text_name((enum text)id), rule, text);
    return 1;
}

static void nobody_is_blamed_and_words_are_plain(void **state)
{
    (void)state;
    static const char *const never[] = {"エラー", "不正",   "無効",    "提示",
                                        "QR",     "２次元", "異常です"};
    int faults = 0;
    for (int id = 0; id < TEXT_COUNT; id++) {
        for (int easy = 0; easy < 2; easy++) {
            for (size_t w = 0; w < sizeof never / sizeof never[0]; w++) {
                const char *text = text_of((enum text)id, easy != 0);
                faults += strstr(text, never[w]) != NULL ? complain(id, never[w], text) : 0;
            }
        }
    }
    assert_int_equal(faults, 0);
}

static void titles_are_short_and_open(void **state)
{
    (void)state;
    int faults = 0;
    for (int id = 0; id < TEXT_COUNT; id++) {
        char text[READING_SIZE];
        reading_of(id, false, text);
        bool title = is_for_applicant(id) && ends(text_name((enum text)id), "_TITLE");
        if (title && utf8_count(str_of(text)) > TITLE_MAX + 1) { /* a line feed reads as a space */
            faults += complain(id, "longer than 14 characters", text);
        }
        if (title && ends(text, "。")) {
            faults += complain(id, "a title has no full stop", text);
        }
    }
    assert_int_equal(faults, 0);
}

static void one_request_a_sentence(void **state)
{
    (void)state;
    int faults = 0;
    for (int id = 0; id < TEXT_COUNT; id++) {
        char text[READING_SIZE];
        reading_of(id, false, text);
        int requests = 0;
        for (const char *s = text; *s != '\0'; s++) {
            requests = strncmp(s, "。", strlen("。")) == 0 ? 0 : requests;
            requests += strncmp(s, "ください", strlen("ください")) == 0;
            if (requests > 1) {
                faults += complain(id, "asks twice in one sentence", text);
                break;
            }
        }
    }
    assert_int_equal(faults, 0);
}

static void numbers_are_half_width(void **state)
{
    (void)state;
    int faults = 0;
    for (int id = 0; id < TEXT_COUNT; id++) {
        struct str rest = str_of(text_of((enum text)id, false));
        uint32_t code;
        while (utf8_next(&rest, &code)) {
            if (code >= 0xFF10 && code <= 0xFF19) {
                faults += complain(id, "a full-width digit", text_of((enum text)id, false));
                break;
            }
        }
    }
    assert_int_equal(faults, 0);
}

/* Kanji of one sentence of やさしい日本語; the kana of ruby do not count. */
static void easy_sentences_have_few_kanji(void **state)
{
    (void)state;
    int faults = 0;
    for (int id = 0; is_for_applicant(id); id++) {
        char text[READING_SIZE];
        reading_of(id, true, text);
        struct str rest = str_of(text);
        int kanji = 0;
        uint32_t code;
        while (utf8_next(&rest, &code)) {
            kanji = code == 0x3002 || code == '\n' ? 0 : kanji + is_kanji(code);
            if (kanji > EASY_KANJI_MAX) {
                faults += complain(id, "more than 13 kanji a sentence", text);
                break;
            }
        }
    }
    assert_int_equal(faults, 0);
}

/* Of the labels too small for ruby, and the name of the house. */
static bool goes_without_ruby(int id)
{
    return id == TEXT_ORGANISATION || strncmp(text_name((enum text)id), "BAR_", 4) == 0;
}

static void every_easy_kanji_has_its_reading(void **state)
{
    (void)state;
    int faults = 0;
    for (int id = 0; is_for_applicant(id); id++) {
        const char *text = text_of((enum text)id, true);
        struct str rest = str_of(text);
        bool inside = false;
        uint32_t code;
        while (!goes_without_ruby(id) && utf8_next(&rest, &code)) {
            inside = code == '{' || (inside && code != '}');
            if (is_kanji(code) && !inside) {
                faults += complain(id, "kanji without furigana", text);
                break;
            }
        }
    }
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_blamed_and_words_are_plain),
        cmocka_unit_test(titles_are_short_and_open),
        cmocka_unit_test(one_request_a_sentence),
        cmocka_unit_test(numbers_are_half_width),
        cmocka_unit_test(easy_sentences_have_few_kanji),
        cmocka_unit_test(every_easy_kanji_has_its_reading),
    };
    return cmocka_run_group_tests_name("ui/words", tests, NULL, NULL);
}
