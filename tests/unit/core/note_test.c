/* What a clerk may write under a reason: whole characters, none that could carry a number. */
#include "core/note.h"

#include <string.h>
#include "base/str.h"
#include "base/utf8.h"
#include "tests/kit/kit.h"

static void press(char note[NOTE_SIZE], const int *key, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        note_key(note, key[i]);
    }
}

static void marks_change_the_last_character(void **state)
{
    (void)state;
    static const struct {
        int key[4];
        const char *want;
    } rows[] = {
        {{0x304B, NOTE_KEY_VOICED}, "が"},
        {{0x304B, NOTE_KEY_VOICED, NOTE_KEY_VOICED}, "か"},
        {{0x306F, NOTE_KEY_VOICED, NOTE_KEY_HALF_VOICED}, "ぱ"},
        {{0x306F, NOTE_KEY_HALF_VOICED, NOTE_KEY_VOICED}, "ば"},
        {{0x3064, NOTE_KEY_SMALL}, "っ"},
        {{0x3064, NOTE_KEY_SMALL, NOTE_KEY_VOICED}, "づ"},
        {{0x3042, NOTE_KEY_VOICED}, "あ"}, /* there is none */
        {{0x4E9C, NOTE_KEY_SMALL}, "亜"},
        {{NOTE_KEY_VOICED, NOTE_KEY_ERASE, NOTE_KEY_SMALL}, ""}, /* nothing stands there */
        {{0x3042, NOTE_KEY_ERASE}, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char note[NOTE_SIZE] = "";
        for (int k = 0; k < 4 && rows[i].key[k] != 0; k++) {
            note_key(note, rows[i].key[k]);
        }
        assert_string_equal(note, rows[i].want);
    }
}

static void numbers_and_marks_of_data_are_refused(void **state)
{
    (void)state;
    static const int refused[] = {'0',    '9',    0xFF10,  0xFF19, ' ',      0x3000,
                                  '"',    '=',    '\n',    0x7F,   0,        0x202E,
                                  0x200B, 0xD800, 0x1F600, 0x2460, 0x110000, -99};
    char note[NOTE_SIZE] = "";
    press(note, refused, sizeof refused / sizeof refused[0]);
    assert_string_equal(note, "");
}

static void it_never_grows_over_its_end(void **state)
{
    (void)state;
    char note[NOTE_SIZE] = "";
    for (int i = 0; i < 3 * NOTE_CHARACTERS_MAX; i++) {
        note_key(note, i % 2 == 0 ? 0x9FFF : 'a');
    }
    assert_int_equal(note_characters(note), NOTE_CHARACTERS_MAX);
    note_phrase(note, "荷札が破れている");
    note_key(note, NOTE_KEY_VOICED);
    assert_int_equal(note_characters(note), NOTE_CHARACTERS_MAX);
    assert_true(utf8_valid(str_of(note)));
    while (note[0] != '\0') {
        note_key(note, NOTE_KEY_ERASE);
        assert_true(utf8_valid(str_of(note)));
    }
}

static void phrases_are_whole_or_not_at_all(void **state)
{
    (void)state;
    char note[NOTE_SIZE] = "";
    note_phrase(note, "荷札が破れている");
    note_phrase(note, "");
    note_phrase(note, "受付番号を見比べた");
    assert_string_equal(note, "荷札が破れている、受付番号を見比べた");
    note_phrase(note, "とても長いことばはここに入りません"); /* 18 + 1 + 17 */
    assert_string_equal(note, "荷札が破れている、受付番号を見比べた");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_change_the_last_character),
        cmocka_unit_test(numbers_and_marks_of_data_are_refused),
        cmocka_unit_test(it_never_grows_over_its_end),
        cmocka_unit_test(phrases_are_whole_or_not_at_all),
    };
    return cmocka_run_group_tests_name("core/note", tests, NULL, NULL);
}
