/* One record of an SQLite table or index, and the strict reading of its columns. Private to verify.
 *
 * Promises: form of sqlite.org/fileformat2.html, 2.1; no copies, no allocation. What is not exactly
 * as the writer would have written it reads as false: another number of columns, a number that is
 * wider than it must be, a wrong type or length, a NUL inside, a zero where NULL stands for none.
 */
#ifndef JOURNAL_VERIFY_RECORD_H
#define JOURNAL_VERIFY_RECORD_H

#include <stddef.h>
#include "domain/journal_row.h"

enum { RECORD_COLUMNS_MAX = 16 };

struct record_column {
    uint32_t type; /* SQLite's serial type */
    uint32_t n;
    const uint8_t *p;
};

struct record {
    int count;
    struct record_column column[RECORD_COLUMNS_MAX];
};

/* Reads SQLite's number of 1 .. 9 bytes from *at on; false when it does not end before `end` or is
 * longer than it must be. */
bool record_varint(const uint8_t **at, const uint8_t *end, uint64_t *out);

/* `columns` is what the schema says. Points into p[0 .. n-1]. */
bool record_parse(const uint8_t *p, size_t n, int columns, struct record *out);

/* A number as a column of its own, as it stands in an index; `bytes` must outlive it. */
struct record_column record_number(int64_t v, uint8_t bytes[8]);

/* SQLite's order: NULL, numbers, texts, blobs; bytes as unsigned. */
int record_compare(const struct record *a, const struct record *b, int columns);

bool record_is_null(const struct record *r, int at);

bool column_number(const struct record *r, int at, int64_t *out);         /* never NULL */
bool column_number_or_none(const struct record *r, int at, int64_t *out); /* NULL: 0; never 0 */
bool column_bytes(const struct record *r, int at, uint8_t *out, int n);   /* never NULL */
bool column_bytes_or_none(const struct record *r, int at, uint8_t *out, int n);
bool column_text(const struct record *r, int at, char *out, size_t size); /* NULL or not empty */
bool column_plain_text(const struct record *r, int at, char *out, size_t size); /* never NULL */
bool column_is(const struct record *r, int at, const char *text);
bool column_kind(const struct record *r, int at, enum journal_kind *out);   /* never NULL */
bool column_group(const struct record *r, int at, enum journal_group *out); /* by opening kind */

#endif
