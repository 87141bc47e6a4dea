#include "domain/plate_no.h"
#include "tests/kit/kit.h"

static void texts_of_a_plate(void **state)
{
    (void)state;
    static const struct {
        struct plate_no plate_no;
        const char *text, *masked, *tail;
    } rows[] = {
        {{"練馬", "580", "あ", "1234"}, "練馬 580 あ 12-34", "練馬 580 あ ··34", "34"},
        {{"練馬", "580", "あ", "123"}, "練馬 580 あ ・123", "練馬 580 あ ··23", "23"},
        {{"練馬", "580", "あ", "17"}, "練馬 580 あ ・・17", "練馬 580 あ ··17", "17"},
        {{"練馬", "580", "あ", "7"}, "練馬 580 あ ・・・7", "練馬 580 あ ···7", "7"},
        {{"尾張小牧", "５８０", "わ", "１２３４"},
         "尾張小牧 ５８０ わ 12-34",
         "尾張小牧 ５８０ わ ··34",
         "34"},
        {{"横浜", "50", "A", "10"}, "横浜 50 A ・・10", "横浜 50 A ··10", "10"},
        {{"", "", "", "1"}, "・・・1", "···1", "1"},
        {{"練馬", "580", "あ", ""}, "練馬 580 あ ", "練馬 580 あ ····", ""},
        {{"練馬", "580", "あ", "12345"}, "練馬 580 あ 12345", "練馬 580 あ ····", ""},
        {{"練馬", "580", "あ", "1-2"}, "練馬 580 あ 1-2", "練馬 580 あ ····", ""},
        {{"練馬", "580", "あ", "1\xFF"}, "練馬 580 あ 1\xFF", "練馬 580 あ ····", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[PLATE_TEXT_SIZE];
        char tail[3];
        plate_no_text(&rows[i].plate_no, text);
        assert_string_equal(text, rows[i].text);
        plate_no_masked(&rows[i].plate_no, text);
        assert_string_equal(text, rows[i].masked);
        plate_no_tail(&rows[i].plate_no, tail);
        assert_string_equal(tail, rows[i].tail);
    }
}

static void a_plate_is_empty_only_as_a_whole(void **state)
{
    (void)state;
    assert_true(plate_no_is_empty(&(struct plate_no){0}));
    assert_false(plate_no_is_empty(&(struct plate_no){.serial = "1"}));
    assert_false(plate_no_is_empty(&(struct plate_no){.kana = "あ"}));
    assert_false(plate_no_is_empty(&(struct plate_no){.class_no = "5"}));
    assert_false(plate_no_is_empty(&(struct plate_no){.region = "津"}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_of_a_plate),
        cmocka_unit_test(a_plate_is_empty_only_as_a_whole),
    };
    return cmocka_run_group_tests_name("domain/plate_no", tests, NULL, NULL);
}
