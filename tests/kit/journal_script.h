/* Visits as a fixed script of journal appends, for sweeps that run it again and again.
 *
 * Promises: step i is always the same batch. A visit is SCRIPT_STEPS_A_VISIT steps, from the code
 * to the acknowledged report; the report of every third visit is refused and stands aside.
 */
#ifndef TESTS_KIT_JOURNAL_SCRIPT_H
#define TESTS_KIT_JOURNAL_SCRIPT_H

#include "journal/journal.h"

enum { SCRIPT_STEPS_A_VISIT = 18, SCRIPT_STEP_ROWS_MAX = 2 };

struct script_step {
    struct journal_row row[SCRIPT_STEP_ROWS_MAX];
    int row_count;
    bool has_put;
    struct backend_request put;
    bool has_settle;
    struct outbox_settle settle;
};

void script_make(uint64_t step, struct script_step *out);
struct err script_append(struct journal *j, uint64_t step);

/* Rows alone, in one commit. */
struct err script_append_rows(struct journal *j, const struct journal_row *rows, int count);

/* Moves the log into the file now; by itself a journal does it every 1,000 pages. */
struct err script_tidy(struct journal *j);

/* Ids of a visit: what = 1 visit, 2 lookup, 3 slip job, 4 reserve, 5 begin, 6 print job, 7 report.
 */
struct id script_id(uint64_t visit, uint8_t what);

#endif
