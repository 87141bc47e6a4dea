#include "journal/verify_schema.h"
#include "journal/verify_record.h"
#include "journal/verify_tree.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FINGERPRINT = 16,
    LINES_MAX = 64,
    LINE_COLUMNS = 4,
    LINE_TEXT_MAX = 4096,
    APPLICATION_MARK = 0x554b4a31, /* "UKJ1" */
    TYPE_INTEGER = 1,              /* SQLite's names for what a column gives */
    TYPE_TEXT = 3,
    ROOT_COLUMN = 3,
    SCHEMA_COLUMNS = 5,
    MIGRATION_COLUMNS = 2,
    TRUNK_ENTRIES = (VERIFY_PAGE_SIZE - 8) / 4,
};

/* BLAKE2b-128 of schema and migration rows, by type and name; one row a schema version. */
static const uint8_t known_schema[][FINGERPRINT] = {
    {0xe6, 0x38, 0xea, 0x10, 0x98, 0x33, 0xe1, 0x4c, 0xde, 0x99, 0x49, 0x1f, 0x95, 0xca, 0x53,
     0x95},
};

/* One row of sqlite_schema or of `migration`: type, name, table, SQL. */
struct line {
    char *text[LINE_COLUMNS];
    uint8_t type[LINE_COLUMNS];
    int64_t number; /* of a migration: its name is one */
};

struct lines {
    struct line line[LINES_MAX];
    int count;
    bool fits; /* nothing that cannot be ours was seen */
};

static void free_lines(struct lines *l)
{
    for (int i = 0; i < l->count; i++) {
        for (int c = 0; c < LINE_COLUMNS; c++) {
            free(l->line[i].text[c]);
        }
    }
    free(l);
}

static bool mark_of(const uint8_t *page, int at, int n, uint32_t want)
{
    return verify_big_endian(page + at, n) == want;
}

/* fileformat2.html, 1.3: our page size, log mode, UTF-8, no room kept, no other format. */
static bool header_sound(const uint8_t *page)
{
    return memcmp(page, "SQLite format 3", 16) == 0 && mark_of(page, 16, 2, VERIFY_PAGE_SIZE) &&
           mark_of(page, 18, 2, 0x0202) && mark_of(page, 20, 4, 0x00402020) &&
           mark_of(page, 44, 4, 4) && mark_of(page, 52, 4, 0) && mark_of(page, 56, 4, 1) &&
           mark_of(page, 64, 4, 0);
}

static bool marks_ours(const uint8_t *page)
{
    return mark_of(page, 60, 4, 0) && mark_of(page, 68, 4, APPLICATION_MARK);
}

/* The free pages: trunks that list leaves. */
static struct err take_free(struct verify_reader *r, uint32_t trunk, uint32_t count)
{
    uint8_t page[VERIFY_PAGE_SIZE];
    uint32_t seen = 0;
    while (trunk != 0) {
        TRY(verify_page_take(r, trunk, page));
        uint32_t n = verify_big_endian(page + 4, 4);
        if (n > TRUNK_ENTRIES) {
            return FAIL(CORRUPT);
        }
        for (uint32_t i = 0; i < n; i++) {
            TRY(verify_page_skip(r, verify_big_endian(page + 8 + 4 * i, 4)));
        }
        seen += n + 1;
        trunk = verify_big_endian(page, 4);
    }
    return seen == count ? OK : FAIL(CORRUPT);
}

static struct err add_line(struct lines *l, const char *const text[LINE_COLUMNS], int64_t number)
{
    struct line *line = &l->line[l->count++];
    *line = (struct line){.number = number};
    for (int c = 0; c < LINE_COLUMNS; c++) {
        line->type[c] = TYPE_TEXT;
        line->text[c] = strdup(text[c]);
        if (!line->text[c]) {
            return FAIL(NO_MEMORY);
        }
    }
    return OK;
}

static struct err add_schema_line(struct lines *l, const struct record *r)
{
    static const int column[LINE_COLUMNS] = {0, 1, 2, 4};
    char text[LINE_COLUMNS][LINE_TEXT_MAX];
    for (int c = 0; c < LINE_COLUMNS; c++) {
        l->fits = l->fits && column_text(r, column[c], text[c], LINE_TEXT_MAX);
    }
    const char *const each[LINE_COLUMNS] = {text[0], text[1], text[2], text[3]};
    return l->fits ? add_line(l, each, 0) : OK;
}

static struct err add_migration(struct lines *l, int64_t version, const struct record *r)
{
    char name[LINE_TEXT_MAX];
    char number[24];
    const char *const text[LINE_COLUMNS] = {"migration", number, name, ""};
    l->fits = record_is_null(r, 0) && column_text(r, 1, name, sizeof name);
    if (!l->fits) {
        return OK;
    }
    snprintf(number, sizeof number, "%lld", (long long)version);
    TRY(add_line(l, text, version));
    l->line[l->count - 1].type[1] = TYPE_INTEGER;
    return OK;
}

static void note_root(struct lines *l, const struct record *r, struct verify_schema *out)
{
    static const char *const names[SCHEMA_OBJECT_COUNT] = {
#define X(object, name) [SCHEMA_##object] = name,
        SCHEMA_OBJECT_LIST(X)
#undef X
    };
    int64_t root = 0;
    if (!column_number(r, ROOT_COLUMN, &root) || root < 0 || root > UINT32_MAX) {
        l->fits = false;
        return;
    }
    for (int i = 0; i < SCHEMA_OBJECT_COUNT; i++) {
        if (column_is(r, 1, names[i])) {
            out->root[i] = (uint32_t)root;
        }
    }
}

static struct err read_schema(struct tree_cursor *c, struct lines *l, struct verify_schema *out)
{
    struct tree_cell cell;
    struct record record;
    bool any = false;
    TRY(tree_next(c, &cell, &any));
    while (any) {
        if (!record_parse(cell.payload, cell.n, SCHEMA_COLUMNS, &record)) {
            return FAIL(CORRUPT);
        }
        note_root(l, &record, out);
        l->fits = l->fits && l->count < LINES_MAX;
        if (!l->fits) {
            return OK;
        }
        TRY(add_schema_line(l, &record));
        TRY(tree_next(c, &cell, &any));
    }
    return OK;
}

static struct err read_migrations(struct tree_cursor *c, struct lines *l)
{
    struct tree_cell cell;
    struct record record;
    bool any = false;
    TRY(tree_next(c, &cell, &any));
    while (any && l->fits) {
        if (!record_parse(cell.payload, cell.n, MIGRATION_COLUMNS, &record)) {
            return FAIL(CORRUPT);
        }
        l->fits = l->count < LINES_MAX;
        if (l->fits) {
            TRY(add_migration(l, cell.row_no, &record));
        }
        TRY(tree_next(c, &cell, &any));
    }
    return OK;
}

static int by_type_and_name(const void *x, const void *y)
{
    const struct line *a = x;
    const struct line *b = y;
    int order = strcmp(a->text[0], b->text[0]);
    if (order == 0 && a->number != b->number) {
        return a->number < b->number ? -1 : 1;
    }
    return order != 0 ? order : strcmp(a->text[1], b->text[1]);
}

static bool known(struct lines *l)
{
    uint8_t out[FINGERPRINT];
    crypto_generichash_state hash;
    qsort(l->line, (size_t)l->count, sizeof *l->line, by_type_and_name);
    crypto_generichash_init(&hash, NULL, 0, FINGERPRINT);
    for (int i = 0; i < l->count; i++) {
        for (int c = 0; c < LINE_COLUMNS; c++) {
            const char *text = l->line[i].text[c];
            crypto_generichash_update(&hash, (const uint8_t *)text, strlen(text));
            crypto_generichash_update(&hash, &l->line[i].type[c], 1);
        }
    }
    crypto_generichash_final(&hash, out, FINGERPRINT);
    for (size_t i = 0; i < sizeof known_schema / sizeof known_schema[0]; i++) {
        if (memcmp(known_schema[i], out, FINGERPRINT) == 0) {
            return true;
        }
    }
    return false;
}

static struct err read_both(struct verify_reader *r, struct lines *l, struct verify_schema *out)
{
    struct tree_cursor *c = NULL;
    TRY(tree_open(r, TREE_TABLE, 1, &c));
    struct err e = read_schema(c, l, out);
    tree_close(c);
    TRY(e);
    if (!l->fits || out->root[SCHEMA_MIGRATION] == 0) {
        l->fits = false;
        return OK;
    }
    TRY(tree_open(r, TREE_TABLE, out->root[SCHEMA_MIGRATION], &c));
    e = read_migrations(c, l);
    tree_close(c);
    return e;
}

struct err verify_schema_read(struct verify_reader *r, struct verify_schema *out,
                              enum verify_problem *out_problem)
{
    uint8_t page[VERIFY_PAGE_SIZE];
    *out = (struct verify_schema){0};
    TRY(verify_page_look(r, 1, page));
    if (!header_sound(page)) {
        return FAIL(CORRUPT);
    }
    TRY(take_free(r, verify_big_endian(page + 32, 4), verify_big_endian(page + 36, 4)));
    struct lines *l = calloc(1, sizeof *l);
    if (!l) {
        return FAIL(NO_MEMORY);
    }
    l->fits = true;
    struct err e = read_both(r, l, out);
    bool ours = !failed(e) && l->fits && marks_ours(page) && known(l);
    free_lines(l);
    *out_problem = failed(e) || ours ? VERIFY_NONE : VERIFY_NOT_A_JOURNAL;
    return e;
}
