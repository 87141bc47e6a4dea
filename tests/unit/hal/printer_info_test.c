#include "tests/kit/kit.h"

#include <string.h>

#include "hal/printer.h"

struct row {
    uint64_t normal_ms, limit_ms;
    const char *text;
};

static void learned_times_are_told_once_there_are_any(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {0, 3000, ""},
        {1, 3000, "正常　1枚 0.1秒　上限 3.0秒"},
        {1210, 4841, "正常　1枚 1.3秒　上限 4.9秒"},
        {UINT64_MAX, UINT64_MAX, "正常　1枚 999.9秒　上限 999.9秒"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct printer_info info = {.normal_ms = rows[i].normal_ms, .limit_ms = rows[i].limit_ms};
        char text[PRINTER_INFO_TEXT_SIZE] = "before";
        printer_info_text(&info, text);
        assert_string_equal(text, rows[i].text);
        assert_true(strlen(text) < sizeof text);
    }
}

static void no_printer_has_nothing_to_tell(void **state)
{
    (void)state;
    struct printer_info info;
    char text[PRINTER_INFO_TEXT_SIZE];
    printer_describe(NULL, &info);
    printer_info_text(&info, text);
    assert_string_equal(text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(learned_times_are_told_once_there_are_any),
        cmocka_unit_test(no_printer_has_nothing_to_tell),
    };
    return cmocka_run_group_tests_name("hal/printer_info", tests, NULL, NULL);
}
