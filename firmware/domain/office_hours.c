#include "domain/office_hours.h"

enum {
    LOOK_AHEAD_DAYS = 60,
    FIRST_DAY = -719162,            /* 0001-01-01 */
    LAST_DAY = 2932896,             /* 9999-12-31 */
    CLOCK_TRUSTED_FROM_DAY = 20454, /* 2026-01-01 */
    DAYS_400_YEARS = 146097,        /* the Gregorian calendar repeats after these */
    DAYS_TO_0000_03_01 = 719468,    /* from there to 1970-01-01 */
};

static const int64_t minute_ms = 60000;
static const int64_t day_ms = 86400000;
static const int64_t jst_ms = 9 * 3600000;

static int64_t floor_div(int64_t a, int64_t b)
{
    int64_t q = a / b;
    return a % b < 0 ? q - 1 : q;
}

/* JST, held inside the years 1 to 9999: a wall time may come from outside. */
static int64_t local_of(int64_t wall_ms)
{
    const int64_t least = FIRST_DAY * day_ms;
    const int64_t most = (LAST_DAY + 1) * day_ms - 1;
    if (wall_ms < least - jst_ms) {
        return least;
    }
    return wall_ms > most - jst_ms ? most : wall_ms + jst_ms;
}

int32_t civil_day(int64_t wall_ms)
{
    return (int32_t)floor_div(local_of(wall_ms), day_ms);
}

/* Years are counted from March, so that the leap day is the last day of its year. The terms below
 * are the Gregorian leap rule solved for the year: one day in 4 years more, one in 100 less, one in
 * 400 more. Months from March have the lengths 31 30 31 30 31 repeating, five in 153 days. */
struct civil civil_date_of_day(int32_t day)
{
    int64_t shifted = (int64_t)day + DAYS_TO_0000_03_01;
    int64_t cycle = floor_div(shifted, DAYS_400_YEARS);
    int in_cycle = (int)(shifted - cycle * DAYS_400_YEARS);
    int year = (in_cycle - in_cycle / 1460 + in_cycle / 36524 - in_cycle / 146096) / 365;
    int in_year = in_cycle - (365 * year + year / 4 - year / 100);
    int month = (5 * in_year + 2) / 153; /* 0 = March */
    struct civil c = {
        .year = (int)(cycle * 400) + year + (month >= 10 ? 1 : 0),
        .month = month < 10 ? month + 3 : month - 9,
        .day = in_year - (153 * month + 2) / 5 + 1,
        .weekday = (int)(((int64_t)day % 7 + 7 + 4) % 7), /* 1970-01-01 was a Thursday */
    };
    return c;
}

bool civil_day_of_date(int year, int month, int day, int32_t *out_day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
        return false;
    }
    int from_march = month > 2 ? month - 3 : month + 9;
    int y = month > 2 ? year : year - 1;
    int32_t found = 365 * y + y / 4 - y / 100 + y / 400 + (153 * from_march + 2) / 5 + day - 1 -
                    DAYS_TO_0000_03_01;
    /* The 31st of a short month and the 29th of a common February land in the next month. */
    if (civil_date_of_day(found).day != day) {
        return false;
    }
    *out_day = found;
    return true;
}

struct civil civil_of(int64_t wall_ms)
{
    int64_t local = local_of(wall_ms);
    int32_t day = civil_day(wall_ms);
    int second = (int)((local - day * day_ms) / 1000);
    struct civil c = civil_date_of_day(day);
    c.hour = second / 3600;
    c.minute = second / 60 % 60;
    c.second = second % 60;
    return c;
}

static bool is_closed_day(const struct config *config, int32_t day)
{
    int weekday = civil_date_of_day(day).weekday;
    if ((weekday == 0 && config->sunday_closed) || (weekday == 6 && config->saturday_closed)) {
        return true;
    }
    for (int i = 0; i < config->closed_day_count; i++) {
        if (config->closed_day[i] == day) {
            return true;
        }
    }
    return false;
}

static bool clock_is_wrong(int64_t wall_ms)
{
    return civil_day(wall_ms) < CLOCK_TRUSTED_FROM_DAY;
}

enum office_phase office_phase_at(const struct config *config, int64_t wall_ms)
{
    if (clock_is_wrong(wall_ms)) {
        return OFFICE_OPEN;
    }
    int32_t day = civil_day(wall_ms);
    if (is_closed_day(config, day)) {
        return OFFICE_CLOSED_DAY;
    }
    int minute = (int)((local_of(wall_ms) - day * day_ms) / minute_ms);
    if (minute < config->open_minute) {
        return OFFICE_BEFORE;
    }
    if (minute >= config->close_minute) {
        return OFFICE_AFTER;
    }
    bool noon = minute >= config->noon_from_minute && minute < config->noon_to_minute;
    return noon ? OFFICE_NOON : OFFICE_OPEN;
}

static int64_t wall_of(int32_t day, int minute)
{
    return day * day_ms + minute * minute_ms - jst_ms;
}

/* A day opens in the morning and, when it closes at noon, once more after that. */
static int64_t opens_on(const struct config *config, int32_t day, int64_t after_ms)
{
    int64_t morning = wall_of(day, config->open_minute);
    if (morning > after_ms) {
        return morning;
    }
    int64_t again = wall_of(day, config->noon_to_minute);
    bool has_noon = config->noon_from_minute < config->noon_to_minute;
    return has_noon && again > after_ms && config->noon_to_minute < config->close_minute ? again
                                                                                         : 0;
}

int64_t office_opens_next_ms(const struct config *config, int64_t wall_ms)
{
    if (clock_is_wrong(wall_ms)) {
        return 0;
    }
    int32_t today = civil_day(wall_ms);
    for (int32_t day = today; day <= today + LOOK_AHEAD_DAYS; day++) {
        int64_t opens_ms = is_closed_day(config, day) ? 0 : opens_on(config, day, wall_ms);
        if (opens_ms != 0) {
            return opens_ms;
        }
    }
    return 0;
}
