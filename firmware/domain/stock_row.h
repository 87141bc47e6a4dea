/* Numbered stock as journal rows, and back. Pure.
 *
 * Promises: what was applied and written comes back the same when its rows are folded in order.
 * Rows are terminal rows of kind STOCK: "act=hold kind=sticker first=AB0012", the application in
 * its own column. Other acts of the same kind (a count, a refusal) are passed over.
 *
 * So that a restart never reads years of rows, a closing of the day carries the whole stock
 * forward: one row STOCK_CARRIED, after which everything begins anew, then the ranges that are
 * spent, each box with the place of each serial as a letter ("LLIS": left, issued, spoiled), and
 * the sheets that are held.
 */
#ifndef DOMAIN_STOCK_ROW_H
#define DOMAIN_STOCK_ROW_H

#include "domain/journal_row.h"
#include "domain/stock.h"

/* Fills kind, application and detail; the caller fills who and when. */
void stock_row_write(const struct stock_event *e, struct journal_row *row);

/* Applies one row. Rows of other kinds are OK and change nothing. CORRUPT: it does not fit what
 * came before; nothing is changed. */
struct err stock_row_fold(struct stock *s, const struct journal_row *row);

/* Walks over the rows that carry a stock forward; begins zeroed. */
struct stock_carry {
    int step, from;
};
enum {
    STOCK_CARRY_PLACES = 150, /* letters of one row */
    STOCK_CARRY_ROWS_MAX =
        1 + STOCK_SPENT_MAX +
        STOCK_RANGES_MAX * ((STOCK_RANGE_MAX + STOCK_CARRY_PLACES - 1) / STOCK_CARRY_PLACES) +
        STOCK_HELD_MAX,
};

/* The next row; false: no more. At most STOCK_CARRY_ROWS_MAX rows. */
bool stock_carry_next(const struct stock *s, struct stock_carry *at, struct journal_row *row);

#endif
