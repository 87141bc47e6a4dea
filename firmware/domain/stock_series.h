/* Serials of numbered stock, and runs of them: "AB00012345" to "AB00012394". Pure.
 *
 * Promises: capital letters, then digits, nothing else; leading zeros count, so "AB01" and "AB001"
 * are of two series. A series never runs over its digits.
 */
#ifndef DOMAIN_STOCK_SERIES_H
#define DOMAIN_STOCK_SERIES_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "domain/stock_words.h"

enum {
    STOCK_SERIAL_SIZE = 24, /* capital letters, then 1 to 12 digits: "AB00012345" */
    STOCK_DIGITS_MAX = 12,
    STOCK_RANGE_MAX = 1000, /* serials of one range: a box */
};

/* Consecutive serials. */
struct stock_series {
    enum stock_kind kind;
    char letters[STOCK_SERIAL_SIZE];
    int digits; /* leading zeros are part of the serial */
    uint64_t first;
    int count;
};

/* One serial, as a series of one of no kind yet. False: not a serial. */
[[nodiscard]] bool stock_series_of(const char *text, struct stock_series *out);

/* They have a serial in common, whatever their kinds. */
bool stock_series_overlap(const struct stock_series *a, const struct stock_series *b);

/* The last serial of a box of `count` that begins with `first`. INVALID: no serial, or it runs over
 * its digits. TOO_LARGE. */
struct err stock_last_of(const char *first, int64_t count, char out[STOCK_SERIAL_SIZE]);

/* How many serials first to last are; 0: they are not of one series, or in the wrong order;
 * STOCK_RANGE_MAX + 1: more than fit. */
int stock_sheets(const char *first, const char *last);

/* The serial that is `index` behind the first. */
void stock_serial(const struct stock_series *series, int index, char out[STOCK_SERIAL_SIZE]);

#endif
