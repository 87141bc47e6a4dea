/* One page of a tree, taken apart. Private to verify.
 *
 * Promises: true only for a page that SQLite's own check would pass: see verify_tree.h.
 */
#ifndef JOURNAL_VERIFY_PAGE_FORM_H
#define JOURNAL_VERIFY_PAGE_FORM_H

#include "journal/verify_tree.h"

struct tree_place {
    int64_t row_no;     /* of a table: the row, or the highest below `child` */
    uint32_t child;     /* not in a leaf */
    uint32_t payload_n; /* whole */
    uint16_t at;        /* where the payload begins in the page */
    uint16_t local;     /* how much of it is here; the rest follows on page `rest` */
    uint32_t rest;      /* 0: nothing follows */
};

struct tree_page {
    uint8_t byte[VERIFY_PAGE_SIZE];
    uint32_t no;
    enum tree_kind kind;
    bool leaf;
    int count;
    uint32_t right; /* last child; not in a leaf */
    struct tree_place place[TREE_CELLS_MAX];
    uint8_t *whole; /* room for a payload that goes on elsewhere */
};

/* Takes byte[] of page `no` apart. */
bool tree_page_parse(struct tree_page *p, enum tree_kind kind, uint32_t no);

#endif
