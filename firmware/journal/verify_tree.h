/* SQLite's trees, read page by page and distrusted. Private to verify.
 *
 * Promises: the form of every page is checked (sqlite.org/fileformat2.html, 1.6): known kind, cells
 * and free blocks inside and apart, every byte accounted for, all leaves at one depth, row numbers
 * rising and between those of the page above. The order of an index is the caller's to check.
 * CORRUPT for anything else; IO, NO_MEMORY.
 */
#ifndef JOURNAL_VERIFY_TREE_H
#define JOURNAL_VERIFY_TREE_H

#include "journal/verify_pages.h"

enum {
    TREE_PAYLOAD_MAX = 16384, /* the longest we write: a value of personal.h with its names */
    TREE_CELLS_MAX = 1024,    /* more than a page has room for */
};

enum tree_kind { TREE_TABLE, TREE_INDEX };

struct tree_cell {
    int64_t row_no; /* of a table */
    const uint8_t *payload;
    size_t n;
};

/* Every cell of a tree in order: leaves of a table, all cells of an index. */
struct tree_cursor;
struct err tree_open(struct verify_reader *r, enum tree_kind kind, uint32_t root,
                     struct tree_cursor **out_cursor);
/* *out_any is false after the last. The cell is valid until the next call. */
struct err tree_next(struct tree_cursor *c, struct tree_cell *out_cell, bool *out_any);
void tree_close(struct tree_cursor *c);

/* A leaf of a table, with the row numbers that its place allows: low < row_no <= high. */
struct tree_leaf {
    uint32_t page;
    int64_t low;
    int64_t high;
};

/* All leaves of a table in order; they are not read and not taken. The caller frees *out_leaves. */
struct err tree_leaves(struct verify_reader *r, uint32_t root, struct tree_leaf **out_leaves,
                       size_t *out_count);

/* Room to read leaves one after another: pages and their cells. */
struct tree_page;
struct tree_page *tree_page_new(void); /* NULL: out of memory */
void tree_page_free(struct tree_page *p);

/* Takes and reads a leaf. Its cells are tree_leaf_cell(0 .. *out_count-1). */
struct err tree_leaf_read(struct verify_reader *r, const struct tree_leaf *leaf,
                          struct tree_page *p, int *out_count);
/* Valid until the next call. */
struct err tree_leaf_cell(struct verify_reader *r, struct tree_page *p, int at,
                          struct tree_cell *out_cell);

#endif
