#include "domain/office_hours.h"
#include "tests/kit/kit.h"

static const int64_t day_ms = 86400000;

/* Computed with another calendar program. */
static const struct {
    int64_t wall_ms;
    struct civil want;
} dates[] = {
    {0LL, {1970, 1, 1, 9, 0, 0, 4}},
    {-1000LL, {1970, 1, 1, 8, 59, 59, 4}},
    {-118800000LL, {1969, 12, 31, 0, 0, 0, 3}},
    {951836399000LL, {2000, 2, 29, 23, 59, 59, 2}},
    {951836400000LL, {2000, 3, 1, 0, 0, 0, 3}},
    {-2203966800000LL, {1900, 2, 28, 12, 0, 0, 3}},
    {-2203923600000LL, {1900, 3, 1, 0, 0, 0, 4}},
    {1767193200000LL, {2026, 1, 1, 0, 0, 0, 4}},
    {1784072701000LL, {2026, 7, 15, 8, 45, 1, 3}},
    {1835362800000LL, {2028, 2, 29, 0, 0, 0, 2}},
    {4107427323000LL, {2100, 2, 28, 1, 2, 3, 0}},
    {4107510000000LL, {2100, 3, 1, 0, 0, 0, 1}},
    {13574530800000LL, {2400, 2, 29, 0, 0, 0, 2}},
    {-62135629200000LL, {1, 1, 1, 0, 0, 0, 1}},
    {253402268399000LL, {9999, 12, 31, 23, 59, 59, 5}},
};

static void assert_civil_equal(struct civil a, struct civil b)
{
    assert_int_equal(a.year, b.year);
    assert_int_equal(a.month, b.month);
    assert_int_equal(a.day, b.day);
    assert_int_equal(a.hour, b.hour);
    assert_int_equal(a.minute, b.minute);
    assert_int_equal(a.second, b.second);
    assert_int_equal(a.weekday, b.weekday);
}

static void wall_times_split_into_jst_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        assert_civil_equal(civil_of(dates[i].wall_ms), dates[i].want);
        assert_civil_equal(civil_of(dates[i].wall_ms + 999), dates[i].want);
    }
    /* Outside the calendar the nearest end stands. */
    assert_int_equal(civil_of(INT64_MIN).year, 1);
    assert_int_equal(civil_of(INT64_MAX).year, 9999);
    assert_int_equal(civil_of(INT64_MAX).second, 59);
}

static int month_length(int year, int month)
{
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return length[month - 1] + (month == 2 && leap ? 1 : 0);
}

/* Counts every day of nine centuries by hand and compares both directions. */
static void days_and_dates_agree_day_by_day(void **state)
{
    (void)state;
    int32_t day = -135140; /* 1600-01-01 */
    for (int year = 1600; year < 2500; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int d = 1; d <= month_length(year, month); d++, day++) {
                struct civil c = civil_date_of_day(day);
                int32_t back = 0;
                if (c.year != year || c.month != month || c.day != d ||
                    !civil_day_of_date(year, month, d, &back) || back != day ||
                    civil_day(day * day_ms) != day) {
                    fail_msg("%04d-%02d-%02d", year, month, d);
                }
            }
        }
    }
}

static void dates_that_do_not_exist_are_refused(void **state)
{
    (void)state;
    static const int rows[][3] = {
        {2026, 2, 29}, {2100, 2, 29}, {2026, 4, 31}, {2026, 0, 1},  {2026, 13, 1},
        {2026, 1, 0},  {2026, 1, 32}, {0, 1, 1},     {10000, 1, 1}, {2026, 2, 30},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int32_t day = 7;
        assert_false(civil_day_of_date(rows[i][0], rows[i][1], rows[i][2], &day));
        assert_int_equal(day, 7);
    }
}

static int64_t wall(int month, int date, int hour, int minute)
{
    int32_t day = 0;
    assert_true(civil_day_of_date(2026, month, date, &day));
    return day * day_ms + (hour - 9) * INT64_C(3600000) + minute * INT64_C(60000);
}

/* 2026-07-17 is a Friday, 20 July a holiday of the example. */
static struct config office(bool noon)
{
    struct config c;
    config_default(&c);
    assert_true(civil_day_of_date(2026, 7, 20, &c.closed_day[0]));
    c.closed_day_count = 1;
    c.noon_to_minute = noon ? 13 * 60 : 12 * 60;
    return c;
}

static void phases_change_at_the_minute(void **state)
{
    (void)state;
    static const struct {
        bool noon;
        int date, hour, minute;
        enum office_phase want;
    } rows[] = {
        {true, 17, 0, 0, OFFICE_BEFORE},      {true, 17, 8, 44, OFFICE_BEFORE},
        {true, 17, 8, 45, OFFICE_OPEN},       {true, 17, 11, 59, OFFICE_OPEN},
        {true, 17, 12, 0, OFFICE_NOON},       {true, 17, 12, 59, OFFICE_NOON},
        {true, 17, 13, 0, OFFICE_OPEN},       {false, 17, 12, 0, OFFICE_OPEN},
        {true, 17, 15, 59, OFFICE_OPEN},      {true, 17, 16, 0, OFFICE_AFTER},
        {true, 17, 23, 59, OFFICE_AFTER},     {true, 18, 10, 0, OFFICE_CLOSED_DAY},
        {true, 19, 10, 0, OFFICE_CLOSED_DAY}, {true, 20, 10, 0, OFFICE_CLOSED_DAY},
        {true, 21, 10, 0, OFFICE_OPEN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct config c = office(rows[i].noon);
        int64_t at = wall(7, rows[i].date, rows[i].hour, rows[i].minute);
        if (office_phase_at(&c, at) != rows[i].want) {
            fail_msg("row %zu", i);
        }
    }
    struct config c = office(false);
    c.saturday_closed = false;
    assert_int_equal(office_phase_at(&c, wall(7, 18, 10, 0)), OFFICE_OPEN);
    assert_int_equal(office_phase_at(&c, wall(7, 19, 10, 0)), OFFICE_CLOSED_DAY);
}

static void a_wrong_clock_never_locks_people_out(void **state)
{
    (void)state;
    struct config c = office(true);
    assert_int_equal(office_phase_at(&c, 0), OFFICE_OPEN);
    assert_int_equal(office_phase_at(&c, wall(1, 1, 0, 0) - 1), OFFICE_OPEN);
    assert_int_equal(office_phase_at(&c, wall(1, 1, 0, 0)), OFFICE_BEFORE);
    assert_true(office_opens_next_ms(&c, 0) == 0);
}

static void the_next_opening_skips_what_is_closed(void **state)
{
    (void)state;
    struct config c = office(true);
    assert_true(office_opens_next_ms(&c, wall(7, 17, 7, 0)) == wall(7, 17, 8, 45));
    assert_true(office_opens_next_ms(&c, wall(7, 17, 12, 30)) == wall(7, 17, 13, 0));
    assert_true(office_opens_next_ms(&c, wall(7, 17, 8, 45)) == wall(7, 17, 13, 0));
    assert_true(office_opens_next_ms(&c, wall(7, 17, 16, 0)) == wall(7, 21, 8, 45));
    c = office(false);
    assert_true(office_opens_next_ms(&c, wall(7, 17, 9, 0)) == wall(7, 21, 8, 45));
}

static void an_office_that_stays_closed_has_no_next_opening(void **state)
{
    (void)state;
    struct config c = office(false);
    for (int i = 0; i < CONFIG_CLOSED_DAYS_MAX; i++) {
        c.closed_day[i] = civil_day(wall(7, 17, 0, 0)) + i;
    }
    c.closed_day_count = 60;
    assert_true(office_opens_next_ms(&c, wall(7, 17, 9, 0)) != 0);
    c.closed_day_count = 61;
    assert_true(office_opens_next_ms(&c, wall(7, 17, 9, 0)) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wall_times_split_into_jst_dates),
        cmocka_unit_test(days_and_dates_agree_day_by_day),
        cmocka_unit_test(dates_that_do_not_exist_are_refused),
        cmocka_unit_test(phases_change_at_the_minute),
        cmocka_unit_test(a_wrong_clock_never_locks_people_out),
        cmocka_unit_test(the_next_opening_skips_what_is_closed),
        cmocka_unit_test(an_office_that_stays_closed_has_no_next_opening),
    };
    return cmocka_run_group_tests_name("domain/office_hours", tests, NULL, NULL);
}
