#include "journal/verify_segment.h"
#include "journal/verify_row.h"

static bool read_row(const struct tree_cell *cell, struct record *record, struct segment_row *out)
{
    out->no = (uint64_t)cell->row_no;
    out->holds = false;
    return record_parse(cell->payload, cell->n, EVENT_COLUMNS, record) &&
           record_is_null(record, 0) && verify_read_event(record, &out->row) &&
           column_bytes_or_none(record, EVENT_EFFECTS, out->effects.byte, CHAIN_BYTES) &&
           column_bytes(record, EVENT_HASH, out->hash.byte, CHAIN_BYTES);
}

static struct err read_leaf(struct verify_reader *r, struct tree_page *page,
                            const struct tree_leaf *leaf, const struct segment_keys *keys,
                            struct segment *out)
{
    struct tree_cell cell;
    struct record record;
    int cells = 0;
    TRY(tree_leaf_read(r, leaf, page, &cells));
    for (int i = 0; i < cells; i++) {
        TRY(tree_leaf_cell(r, page, i, &cell));
        if (out->count == SEGMENT_ROWS_MAX || !read_row(&cell, &record, &out->row[out->count])) {
            out->unreadable = true;
            out->unreadable_no = (uint64_t)cell.row_no;
            return OK;
        }
        index_add_row(&out->sums, keys->index, SCHEMA_EVENT, cell.row_no, &record);
        out->count++;
    }
    return OK;
}

static struct journal_head head_before(const struct segment *s, int at)
{
    return (struct journal_head){s->row[at].no - 1, s->row[at - 1].hash};
}

/* Several at a time; the last ones are asked again to fill up. What does not hold is asked of the
 * writer's own function too. */
static void judge_hashes(struct segment *s, const struct segment_keys *keys)
{
    for (int i = 1; i < s->count; i += CHAIN_LANES) {
        struct chain_claim claim[CHAIN_LANES];
        bool holds[CHAIN_LANES];
        for (int l = 0; l < CHAIN_LANES; l++) {
            int at = i + l < s->count ? i + l : s->count - 1;
            const struct segment_row *row = &s->row[at];
            claim[l] =
                (struct chain_claim){head_before(s, at), &row->row, &row->effects, &row->hash};
        }
        chain_holds(&keys->start, claim, holds);
        for (int l = 0; l < CHAIN_LANES && i + l < s->count; l++) {
            struct segment_row *row = &s->row[i + l];
            row->holds = holds[l] || chain_hash_equal(chain_next(keys->chain, head_before(s, i + l),
                                                                 &row->row, row->effects),
                                                      row->hash);
        }
    }
}

struct err segment_read(struct verify_reader *r, struct tree_page *page,
                        const struct tree_leaf *leaves, size_t count,
                        const struct segment_keys *keys, struct segment *out)
{
    struct err e = OK;
    out->count = 0;
    out->unreadable = false;
    out->sums = (struct index_sums){0};
    for (size_t i = 0; i < count && !failed(e) && !out->unreadable; i++) {
        e = read_leaf(r, page, &leaves[i], keys, out);
    }
    judge_hashes(out, keys);
    return e;
}
