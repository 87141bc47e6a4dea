/* Any bytes as a page of a journal file: the verifier takes it apart or refuses it, and what it
 * takes lies inside the page; so for its records and their columns.
 *
 * 1 byte: kind of tree, and whether it is page 1; 1 byte: columns of a record. The rest is the
 * page.
 */
#include <assert.h>
#include <string.h>
#include "journal/verify_page_form.h"
#include "journal/verify_row.h"

enum { HEAD = 2 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_columns(const struct record *r)
{
    char text[JOURNAL_DETAIL_SIZE];
    uint8_t bytes[CHAIN_BYTES];
    enum journal_kind kind;
    enum journal_group group;
    int64_t number = 0;
    for (int c = 0; c < r->count; c++) {
        if (column_number(r, c, &number)) {
            uint8_t again[8];
            struct record_column same = record_number(number, again);
            assert(same.type == r->column[c].type && same.n == r->column[c].n &&
                   (same.n == 0 || memcmp(same.p, r->column[c].p, same.n) == 0));
        }
        (void)!column_bytes_or_none(r, c, bytes, CHAIN_BYTES);
        if (column_text(r, c, text, sizeof text)) {
            assert(memchr(text, 0, sizeof text));
        }
        if (column_kind(r, c, &kind)) {
            assert(kind < JOURNAL_KIND_COUNT && column_is(r, c, journal_kind_name(kind)));
        }
        (void)!column_group(r, c, &group);
    }
}

static void read_record(const struct tree_page *p, const struct tree_place *place, int columns)
{
    struct record r;
    struct journal_row row;
    assert(place->at + place->local <= VERIFY_PAGE_SIZE && place->local <= place->payload_n);
    if (!record_parse(p->byte + place->at, place->local, columns, &r)) {
        return;
    }
    assert(record_compare(&r, &r, columns) == 0);
    read_columns(&r);
    if (columns >= EVENT_COLUMNS && verify_read_event(&r, &row)) {
        assert(row.kind < JOURNAL_KIND_COUNT);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct tree_page page;
    if (size < HEAD + 1) {
        return 0;
    }
    size_t n = size - HEAD < VERIFY_PAGE_SIZE ? size - HEAD : VERIFY_PAGE_SIZE;
    memset(page.byte, 0, sizeof page.byte);
    memcpy(page.byte, data + HEAD, n);
    enum tree_kind kind = data[0] & 1 ? TREE_TABLE : TREE_INDEX;
    int columns = 1 + data[1] % RECORD_COLUMNS_MAX;
    if (!tree_page_parse(&page, kind, data[0] & 2 ? 1 : 2)) {
        return 0;
    }
    for (int i = 0; i < page.count; i++) {
        if (page.leaf || kind == TREE_INDEX) {
            read_record(&page, &page.place[i], columns);
        }
    }
    return 0;
}
