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

static void width_folds_and_nothing_else_does(void **state)
{
    (void)state;
    static const struct plate_no plate_no = {"練馬", "5A0", "あ", "1234"};
    static const struct {
        struct plate_no other;
        bool equal;
    } rows[] = {
        {{"練馬", "5A0", "あ", "1234"}, true},   {{"練馬", "５Ａ０", "あ", "１２３４"}, true},
        {{"練馬", "5a0", "あ", "1234"}, false},  {{"練馬", "5A0", "ア", "1234"}, false},
        {{"練馬 ", "5A0", "あ", "1234"}, false}, {{"ねりま", "5A0", "あ", "1234"}, false},
        {{"練馬", "5A", "あ", "1234"}, false},   {{"練馬", "5A00", "あ", "1234"}, false},
        {{"練馬", "5A0", "あ", "123"}, false},   {{"練馬", "5A0", "あ", "1235"}, false},
        {{"練馬", "5A0", "", "1234"}, false},    {{"練馬", "5A0\xFF", "あ", "1234"}, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (plate_no_equal(&plate_no, &rows[i].other) != rows[i].equal ||
            plate_no_equal(&rows[i].other, &plate_no) != rows[i].equal) {
            fail_msg("row %zu compares the other way", i);
        }
    }
    struct plate_no a = {"横浜", "50", "A", "1"};
    struct plate_no b = {"横浜", "50", "Ａ", "1"};
    assert_true(plate_no_equal(&a, &b));
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
        cmocka_unit_test(width_folds_and_nothing_else_does),
        cmocka_unit_test(a_plate_is_empty_only_as_a_whole),
    };
    return cmocka_run_group_tests_name("domain/plate_no", tests, NULL, NULL);
}
