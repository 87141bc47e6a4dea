/* What a restart needs: visits that are not over, intents that hang open, the day's call numbers.
 *
 * Promises: reads only, through indexes, so the time does not grow with the age of the journal.
 * Call it before anything is promised to anybody.
 */
#ifndef JOURNAL_LOAD_H
#define JOURNAL_LOAD_H

#include "domain/restored.h"
#include "journal/journal.h"

/* Fills out_visits[0 .. *out_count-1], oldest first: every visit without VISIT_CLOSED, and every
 * closed one where something other than a REPORT hangs open (a REPORT is the outbox's business).
 * max: usually RESTORED_VISITS_MAX. *out_total says how many there are; more than max: staff. */
struct err journal_load_open(struct journal *j, struct restored_visit *out_visits, int max,
                             int *out_count, int *out_total);

/* Highest number given on that day, 0 when none: numbers are never reused in a day. */
struct err journal_highest_call_no(struct journal *j, int64_t day, int *out_call_no);

/* Day of a wall time in Japan (UTC+9, no summer time), days since 1970-01-01. */
int64_t journal_day_of(int64_t wall_ms);

#endif
