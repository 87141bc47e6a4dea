#include "tests/kit/kit.h"

#include <string.h>

#include "sim/qr_make.h"

static const struct qr_options medium = {QR_MODE_BYTES, 'M', 0};

static int dark_count(const struct qr_modules *m)
{
    int count = 0;
    for (int row = 0; row < m->rows; row++) {
        for (int column = 0; column < m->columns; column++) {
            count += qr_is_dark(m, column, row);
        }
    }
    return count;
}

/* ISO/IEC 18004 6.3.3: three position patterns, none at the lower right. */
static void has_three_position_patterns(const struct qr_modules *m)
{
    int far = m->columns - 7;
    const int corner[3][2] = {{0, 0}, {far, 0}, {0, far}};
    for (int i = 0; i < 3; i++) {
        for (int k = 0; k < 7; k++) {
            assert_true(qr_is_dark(m, corner[i][0] + k, corner[i][1]));
            assert_true(qr_is_dark(m, corner[i][0], corner[i][1] + k));
        }
        assert_true(qr_is_dark(m, corner[i][0] + 3, corner[i][1] + 3));
        assert_false(qr_is_dark(m, corner[i][0] + 1, corner[i][1] + 1));
    }
}

static void sizes_follow_the_capacity_table(void **state)
{
    (void)state;
    static const struct {
        size_t length;
        struct qr_options options;
        int side;
    } rows[] = {
        /* ISO/IEC 18004 table 7 */
        {14, {QR_MODE_BYTES, 'M', 0}, 21},    {15, {QR_MODE_BYTES, 'M', 0}, 25},
        {20, {QR_MODE_ALNUM, 'M', 0}, 21},    {21, {QR_MODE_ALNUM, 'M', 0}, 25},
        {1, {QR_MODE_BYTES, 'L', 7}, 45},     {2953, {QR_MODE_BYTES, 'L', 0}, 177},
        {4296, {QR_MODE_ALNUM, 'L', 0}, 177}, {1273, {QR_MODE_BYTES, 'H', 0}, 177},
    };
    char payload[4296];
    memset(payload, 'A', sizeof payload);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct qr_modules m;
        assert_ok(qr_make(payload, rows[i].length, &rows[i].options, &m));
        assert_int_equal(m.columns, rows[i].side);
        assert_int_equal(m.rows, rows[i].side);
        has_three_position_patterns(&m);
    }
}

static void refuses_what_does_not_fit(void **state)
{
    (void)state;
    static const struct {
        size_t length;
        struct qr_options options;
        enum err_code code;
    } rows[] = {
        {2954, {QR_MODE_BYTES, 'L', 0}, ERR_TOO_LARGE},
        {1274, {QR_MODE_BYTES, 'H', 0}, ERR_TOO_LARGE},
        {40000, {QR_MODE_BYTES, 'L', 0}, ERR_TOO_LARGE},
        {0, {QR_MODE_BYTES, 'L', 0}, ERR_INVALID},
        {4, {QR_MODE_BYTES, 'X', 0}, ERR_INVALID},
        {4, {QR_MODE_BYTES, 'L', 41}, ERR_INVALID},
        {4, {QR_MODE_BYTES, 'L', -1}, ERR_INVALID},
        {4, {QR_MODE_ALNUM, 'L', 0}, ERR_INVALID},
    };
    static char payload[40000];
    memset(payload, 'a', sizeof payload); /* small letters are outside the alphanumeric mode */
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct qr_modules m = {.columns = 5};
        struct err e = qr_make(payload, rows[i].length, &rows[i].options, &m);
        assert_int_equal(e.code, rows[i].code);
        assert_int_equal(m.columns, 5);
    }
}

static void parts_share_a_long_payload(void **state)
{
    (void)state;
    static struct qr_modules part[QR_PARTS_MAX];
    struct qr_options options = {QR_MODE_BYTES, 'M', 5};
    char payload[2000];
    int count = -1;
    memset(payload, 'p', sizeof payload);
    assert_ok(qr_make_parts(payload, 300, &options, part, &count));
    assert_int_equal(count, 4); /* 84 bytes of data each, less 20 bits of part header */
    for (int i = 0; i < count; i++) {
        assert_int_equal(part[i].columns, 37);
        has_three_position_patterns(&part[i]);
    }
    assert_memory_not_equal(&part[0], &part[1], sizeof part[0]);
    assert_fails(qr_make_parts(payload, sizeof payload, &options, part, &count), TOO_LARGE);
    assert_fails(qr_make_parts(payload, 300, &medium, part, &count), INVALID);
    assert_int_equal(count, 4);
}

static void jan_bars_are_those_of_the_standard(void **state)
{
    (void)state;
    struct qr_modules m;
    assert_ok(qr_make_jan("490123456789", &m));
    assert_int_equal(m.columns, QR_JAN_COLUMNS);
    assert_int_equal(m.rows, 1);
    struct qr_modules with_check;
    assert_ok(qr_make_jan("4901234567894", &with_check));
    assert_memory_equal(&m, &with_check, sizeof m);
    /* Start 101, then 9 in set A 0001011, 0 in set B 0100111 (first digit 4: A B A A B B). */
    static const char expected[] = "10100010110100111";
    for (int i = 0; expected[i]; i++) {
        assert_int_equal(qr_is_dark(&m, i, 0), expected[i] == '1');
    }
    assert_true(dark_count(&m) > 30);
    assert_fails(qr_make_jan("4901234567890", &m), INVALID);
    assert_fails(qr_make_jan("49012345678", &m), INVALID);
    assert_fails(qr_make_jan("49012345678x", &m), INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_follow_the_capacity_table),
        cmocka_unit_test(refuses_what_does_not_fit),
        cmocka_unit_test(parts_share_a_long_payload),
        cmocka_unit_test(jan_bars_are_those_of_the_standard),
    };
    return cmocka_run_group_tests_name("sim/qr_make", tests, NULL, NULL);
}
