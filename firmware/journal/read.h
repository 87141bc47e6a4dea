/* Rows for people: 操作記録 on the staff side, counts for the daily report 日報.
 *
 * Promises: reads only. Rows come back exactly as they were appended.
 */
#ifndef JOURNAL_READ_H
#define JOURNAL_READ_H

#include "journal/journal.h"

/* Rows from_row, from_row+1, … (from 1, newest last) into out_rows[0 .. *out_count-1]; 0 rows past
 * the end. The last page: from_row = journal_head(j).row_count - max + 1. */
struct err journal_read(struct journal *j, uint64_t from_row, struct journal_row *out_rows, int max,
                        int *out_count);

/* The rows of one visit, oldest first, at most max. */
struct err journal_read_visit(struct journal *j, struct id visit_id, struct journal_row *out_rows,
                              int max, int *out_count);

/* Rows of one kind with from_wall_ms <= wall time < to_wall_ms. */
struct err journal_count(struct journal *j, enum journal_kind kind, int64_t from_wall_ms,
                         int64_t to_wall_ms, uint64_t *out_count);

/* The first and the last row of a kind; 0: there is none. */
struct err journal_kind_rows(struct journal *j, enum journal_kind kind, uint64_t *out_first,
                             uint64_t *out_last);

#endif
