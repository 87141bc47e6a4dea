/* The log: one line a call, of the level asked for, never longer than its bound, never a control
 * byte of a value; a reader gets what standard error would have got. */
#include "base/log.h"

#include <string.h>
#include "tests/kit/kit.h"

#define LOG_MODULE "test"

static struct {
    int count;
    size_t n;
    char line[LOG_LINE_MAX + 1];
} last;

static void keep(const char *line, size_t n)
{
    assert_true(n <= LOG_LINE_MAX);
    memcpy(last.line, line, n);
    last.line[n] = '\0';
    last.n = n;
    last.count++;
}

static int open_reader(void **state)
{
    (void)state;
    memset(&last, 0, sizeof last);
    log_set_reader(keep);
    log_set_level(LOG_LEVEL_INFO);
    log_set_time(12345);
    return 0;
}

static int close_reader(void **state)
{
    (void)state;
    log_set_reader(NULL);
    log_set_level(LOG_LEVEL_INFO);
    return 0;
}

static void a_line_says_when_where_and_what(void **state)
{
    (void)state;
    LOG_WARN("paper gone tray=%d", 2);
    assert_string_equal(last.line, "t=12.345 lvl=warn mod=test paper gone tray=2");
    assert_int_equal(last.count, 1);
}

static void what_is_above_the_level_is_not_written(void **state)
{
    (void)state;
    LOG_DBG("no");
    assert_int_equal(last.count, 0);
    log_set_level(LOG_LEVEL_ERR);
    LOG_INFO("no");
    LOG_WARN("no");
    assert_int_equal(last.count, 0);
    LOG_ERR("yes");
    assert_int_equal(last.count, 1);
    log_set_level(LOG_LEVEL_SILENT);
    LOG_ERR("no");
    log_line(LOG_LEVEL_SILENT, "test", "no");
    assert_int_equal(last.count, 1);
}

static void a_value_cannot_begin_a_line_of_its_own(void **state)
{
    (void)state;
    LOG_INFO("name=%s", "a\nt=0 lvl=err mod=app forged\r\x1b[2J");
    assert_null(strpbrk(last.line, "\n\r\x1b"));
    assert_non_null(strstr(last.line, "name=a?t=0"));
    assert_int_equal(last.count, 1);
}

static void a_line_too_long_is_visibly_cut(void **state)
{
    (void)state;
    char text[2 * LOG_LINE_MAX];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    LOG_INFO("%s", text);
    assert_true(last.n < LOG_LINE_MAX);
    assert_int_equal(last.line[last.n - 1], '~');
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_reader, close_reader)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_line_says_when_where_and_what),
        CASE(what_is_above_the_level_is_not_written),
        CASE(a_value_cannot_begin_a_line_of_its_own),
        CASE(a_line_too_long_is_visibly_cut),
    };
    return cmocka_run_group_tests_name("base/log", tests, NULL, NULL);
}
