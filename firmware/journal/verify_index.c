#include "journal/verify_index.h"
#include "journal/verify_tree.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

enum { COLUMNS_MAX = 3, ENTRY_MAX = 512, TYPE_MAX = 1 << 14, ROW_NO = -1 };

/* Column numbers are those of the tables in schema.c. */
struct rule {
    enum schema_object index;
    enum schema_object table;
    bool (*holds)(const struct record *row); /* NULL: every row has an entry */
    int columns;
    int from[COLUMNS_MAX]; /* column of the table, or ROW_NO */
};

static bool has_visit(const struct record *event)
{
    return !record_is_null(event, 4);
}

static bool is_open(const struct record *visit)
{
    return column_is(visit, 1, "OPEN");
}

static bool was_called(const struct record *visit)
{
    return !record_is_null(visit, 6);
}

static bool is_queued(const struct record *outbox)
{
    return column_is(outbox, 12, "QUEUED");
}

static bool is_aside(const struct record *outbox)
{
    return column_is(outbox, 12, "ASIDE");
}

static bool is_not_acked(const struct record *outbox)
{
    return !column_is(outbox, 12, "ACKED");
}

static const struct rule rules[] = {
    {SCHEMA_EVENT_BY_VISIT, SCHEMA_EVENT, has_visit, 2, {4, ROW_NO}},
    {SCHEMA_EVENT_BY_KIND, SCHEMA_EVENT, NULL, 3, {1, 2, ROW_NO}},
    {SCHEMA_VISIT_OPEN, SCHEMA_VISIT, is_open, 2, {7, 0}},
    {SCHEMA_VISIT_CALLED, SCHEMA_VISIT, was_called, 3, {6, 5, 0}},
    {SCHEMA_OUTBOX_KEY, SCHEMA_OUTBOX, NULL, 2, {3, ROW_NO}},
    {SCHEMA_OUTBOX_QUEUED, SCHEMA_OUTBOX, is_queued, 2, {ROW_NO, ROW_NO}},
    {SCHEMA_OUTBOX_ORDER, SCHEMA_OUTBOX, is_queued, 3, {6, ROW_NO, ROW_NO}},
    {SCHEMA_OUTBOX_ASIDE, SCHEMA_OUTBOX, is_aside, 2, {ROW_NO, ROW_NO}},
    {SCHEMA_OUTBOX_BY_VISIT, SCHEMA_OUTBOX, is_not_acked, 2, {5, ROW_NO}},
    {SCHEMA_PERSONAL_BY_DAY, SCHEMA_PERSONAL, NULL, 3, {2, 0, 1}},
};

enum { RULES = sizeof rules / sizeof rules[0] };

static const struct rule *rule_of(enum schema_object index)
{
    for (int i = 0; i < RULES; i++) {
        if (rules[i].index == index) {
            return &rules[i];
        }
    }
    return NULL;
}

bool index_is_one(enum schema_object object)
{
    return rule_of(object) != NULL;
}

struct index_key index_key_of(const struct chain_key *chain)
{
    static const uint8_t purpose[] = "entries of an index";
    struct index_key key;
    int rc = crypto_generichash(key.byte, INDEX_KEY_BYTES, purpose, sizeof purpose, chain->byte,
                                sizeof chain->byte);
    assert(rc == 0);
    (void)rc;
    return key;
}

static void add_entry(struct index_sum *to, const struct index_key *key, const uint8_t *entry,
                      size_t n)
{
    uint8_t hash[crypto_shorthash_BYTES];
    uint64_t number = 0;
    crypto_shorthash(hash, entry, n, key->byte);
    memcpy(&number, hash, sizeof number);
    to->sum += number;
    to->count++;
}

/* Columns as the record that an index holds: there is only one form of it (verify_record.h). 0: it
 * would be longer than any of ours. */
static size_t make_entry(const struct record_column *column, int columns, uint8_t out[ENTRY_MAX])
{
    size_t header = 1;
    for (int i = 0; i < columns; i++) {
        uint32_t type = column[i].type;
        if (type >= TYPE_MAX) {
            return 0;
        }
        if (type >= 0x80) {
            out[header++] = (uint8_t)(0x80 | type >> 7);
        }
        out[header++] = type & 0x7f;
    }
    out[0] = (uint8_t)header;
    size_t n = header;
    for (int i = 0; i < columns; i++) {
        if (column[i].n > ENTRY_MAX - n) {
            return 0;
        }
        memcpy(out + n, column[i].p, column[i].n);
        n += column[i].n;
    }
    return n;
}

void index_add_row(struct index_sums *sums, const struct index_key *key, enum schema_object table,
                   int64_t row_no, const struct record *row)
{
    uint8_t number[8];
    const struct record_column row_column = record_number(row_no, number);
    for (int i = 0; i < RULES; i++) {
        const struct rule *rule = &rules[i];
        if (rule->table != table || (rule->holds && !rule->holds(row))) {
            continue;
        }
        struct record_column column[COLUMNS_MAX];
        for (int c = 0; c < rule->columns; c++) {
            int from = rule->from[c];
            column[c] = from == ROW_NO ? row_column : row->column[from];
        }
        uint8_t entry[ENTRY_MAX];
        size_t n = make_entry(column, rule->columns, entry);
        add_entry(&sums->of[rule->index], key, entry, n); /* too long: as nothing, which none is */
    }
}

void index_add_sums(struct index_sums *to, const struct index_sums *sums)
{
    for (int i = 0; i < SCHEMA_OBJECT_COUNT; i++) {
        to->of[i].sum += sums->of[i].sum;
        to->of[i].count += sums->of[i].count;
    }
}

/* The entry before, kept to compare with. */
struct entry {
    uint8_t bytes[ENTRY_MAX];
    struct record record;
};

static struct err walk(struct tree_cursor *c, const struct rule *rule, const struct index_key *key,
                       struct index_sum *out)
{
    struct entry entry[2];
    struct tree_cell cell;
    bool any = false;
    TRY(tree_next(c, &cell, &any));
    for (int at = 0; any; at ^= 1) {
        struct entry *now = &entry[at];
        if (cell.n > ENTRY_MAX) {
            return FAIL(CORRUPT);
        }
        memcpy(now->bytes, cell.payload, cell.n);
        bool sound = record_parse(now->bytes, cell.n, rule->columns, &now->record) &&
                     (out->count == 0 ||
                      record_compare(&entry[at ^ 1].record, &now->record, rule->columns) < 0);
        if (!sound) {
            return FAIL(CORRUPT);
        }
        add_entry(out, key, now->bytes, cell.n);
        TRY(tree_next(c, &cell, &any));
    }
    return OK;
}

struct err index_walk(struct verify_reader *r, uint32_t root, enum schema_object index,
                      const struct index_key *key, struct index_sum *out)
{
    const struct rule *rule = rule_of(index);
    struct tree_cursor *c = NULL;
    assert(rule);
    *out = (struct index_sum){0};
    TRY(tree_open(r, TREE_INDEX, root, &c));
    struct err e = walk(c, rule, key, out);
    tree_close(c);
    return e;
}
