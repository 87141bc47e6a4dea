/* Whether the counter is open at a wall time, from settings (窓口業務取扱日).
 *
 * Promises: pure; Japan standard time (UTC+9, no summer time). A clock that is plainly wrong
 * (before 2026-01-01) counts as open: staff decide, a wrong clock never locks people out.
 */
#ifndef DOMAIN_OFFICE_HOURS_H
#define DOMAIN_OFFICE_HOURS_H

#include <stdbool.h>
#include <stdint.h>
#include "domain/config.h"

enum office_phase { OFFICE_OPEN, OFFICE_BEFORE, OFFICE_NOON, OFFICE_AFTER, OFFICE_CLOSED_DAY };

enum office_phase office_phase_at(const struct config *config, int64_t wall_ms);

/* Next opening after wall_ms as wall time (after the noon break too); 0 when none lies within 60
 * days, or the clock is wrong. */
int64_t office_opens_next_ms(const struct config *config, int64_t wall_ms);

/* Wall time split in JST. Times outside the years 1 to 9999 count as the nearest end of them. */
struct civil {
    int year, month, day, hour, minute, second, weekday; /* weekday: 0 = Sunday */
};
struct civil civil_of(int64_t wall_ms);
int32_t civil_day(int64_t wall_ms); /* days since 1970-01-01 in JST */

/* The day of a date of the years 1 to 9999. False when the calendar has no such date. */
[[nodiscard]] bool civil_day_of_date(int year, int month, int day, int32_t *out_day);
struct civil civil_date_of_day(int32_t day); /* the reverse, at midnight */

#endif
