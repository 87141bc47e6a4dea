#include "journal/verify_tree.h"
#include "journal/verify_page_form.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 20, REST_BYTES = VERIFY_PAGE_SIZE - 4 };

struct level {
    struct tree_page page;
    int step; /* in an inner page: child, cell, child, … */
    int64_t low;
    int64_t high;
};

struct tree_cursor {
    struct verify_reader *reader;
    enum tree_kind kind;
    uint32_t root;
    struct level *level[DEPTH_MAX];
    int depth;      /* levels in use */
    int leaf_depth; /* 0: no leaf seen yet */
    bool started;
};

struct tree_page *tree_page_new(void)
{
    return calloc(1, sizeof(struct tree_page));
}

void tree_page_free(struct tree_page *p)
{
    if (p) {
        free(p->whole);
        free(p);
    }
}

/* Row numbers rise and keep to their place. */
static bool rows_fit(const struct tree_page *p, int64_t low, int64_t high)
{
    for (int i = 0; p->kind == TREE_TABLE && i < p->count; i++) {
        int64_t row_no = p->place[i].row_no;
        if (row_no <= low || row_no > high) {
            return false;
        }
        low = row_no;
    }
    return true;
}

static struct err read_page(struct verify_reader *r, struct tree_page *p, enum tree_kind kind,
                            const struct tree_leaf *where)
{
    TRY(verify_page_take(r, where->page, p->byte));
    bool sound = tree_page_parse(p, kind, where->page) && rows_fit(p, where->low, where->high);
    return sound ? OK : FAIL(CORRUPT);
}

/* Follows a payload over its pages; the last of them is the end of the chain. */
static struct err gather(struct verify_reader *r, struct tree_page *p,
                         const struct tree_place *place)
{
    uint8_t page[VERIFY_PAGE_SIZE];
    uint32_t no = place->rest;
    size_t n = place->local;
    if (!p->whole) {
        p->whole = malloc(TREE_PAYLOAD_MAX);
        if (!p->whole) {
            return FAIL(NO_MEMORY);
        }
    }
    memcpy(p->whole, p->byte + place->at, n);
    while (n < place->payload_n) {
        size_t left = place->payload_n - n;
        size_t part = left < REST_BYTES ? left : REST_BYTES;
        TRY(verify_page_take(r, no, page));
        memcpy(p->whole + n, page + 4, part);
        n += part;
        no = verify_big_endian(page, 4);
    }
    return no == 0 ? OK : FAIL(CORRUPT);
}

static struct err cell_of(struct verify_reader *r, struct tree_page *p, int at,
                          struct tree_cell *out)
{
    const struct tree_place *place = &p->place[at];
    *out = (struct tree_cell){place->row_no, p->byte + place->at, place->payload_n};
    if (place->rest == 0 && place->local == place->payload_n) {
        return OK;
    }
    TRY(gather(r, p, place));
    out->payload = p->whole;
    return OK;
}

struct err tree_open(struct verify_reader *r, enum tree_kind kind, uint32_t root,
                     struct tree_cursor **out_cursor)
{
    struct tree_cursor *c = calloc(1, sizeof *c);
    if (!c) {
        return FAIL(NO_MEMORY);
    }
    *c = (struct tree_cursor){.reader = r, .kind = kind, .root = root};
    *out_cursor = c;
    return OK;
}

void tree_close(struct tree_cursor *c)
{
    for (int i = 0; c && i < DEPTH_MAX; i++) {
        if (c->level[i]) {
            free(c->level[i]->page.whole);
        }
        free(c->level[i]);
    }
    free(c);
}

static struct err push(struct tree_cursor *c, const struct tree_leaf *where)
{
    if (c->depth == DEPTH_MAX) {
        return FAIL(CORRUPT);
    }
    if (!c->level[c->depth]) {
        c->level[c->depth] = calloc(1, sizeof(struct level));
        if (!c->level[c->depth]) {
            return FAIL(NO_MEMORY);
        }
    }
    struct level *l = c->level[c->depth];
    TRY(read_page(c->reader, &l->page, c->kind, where));
    l->step = 0;
    l->low = where->low;
    l->high = where->high;
    c->depth++;
    if (l->page.leaf) {
        c->leaf_depth = c->leaf_depth ? c->leaf_depth : c->depth;
        return c->leaf_depth == c->depth ? OK : FAIL(CORRUPT);
    }
    return OK;
}

/* Child i of an inner page; the last is the right one. */
static struct tree_leaf child_of(const struct tree_page *p, int i, int64_t low, int64_t high)
{
    return (struct tree_leaf){
        .page = i < p->count ? p->place[i].child : p->right,
        .low = i > 0 ? p->place[i - 1].row_no : low,
        .high = i < p->count ? p->place[i].row_no : high,
    };
}

/* One step in an inner page: into a child, or to the cell between two. */
static struct err step_inside(struct tree_cursor *c, struct level *l, struct tree_cell *out_cell,
                              bool *out_any)
{
    int step = l->step++;
    if (step > 2 * l->page.count) {
        c->depth--;
        return OK;
    }
    if (step % 2 == 0) {
        struct tree_leaf child = child_of(&l->page, step / 2, l->low, l->high);
        return push(c, &child);
    }
    if (c->kind == TREE_TABLE) {
        return OK;
    }
    *out_any = true;
    return cell_of(c->reader, &l->page, step / 2, out_cell);
}

struct err tree_next(struct tree_cursor *c, struct tree_cell *out_cell, bool *out_any)
{
    const struct tree_leaf root = {c->root, INT64_MIN, INT64_MAX};
    *out_any = false;
    if (!c->started) {
        c->started = true;
        TRY(push(c, &root));
    }
    while (c->depth > 0 && !*out_any) {
        struct level *l = c->level[c->depth - 1];
        if (!l->page.leaf) {
            TRY(step_inside(c, l, out_cell, out_any));
        } else if (l->step < l->page.count) {
            *out_any = true;
            return cell_of(c->reader, &l->page, l->step++, out_cell);
        } else {
            c->depth--;
        }
    }
    return OK;
}

struct gathering {
    struct verify_reader *reader;
    struct tree_leaf *leaf;
    size_t count;
    size_t cap;
};

static struct err add_leaf(struct gathering *g, const struct tree_leaf *leaf)
{
    if (g->count == g->cap) {
        size_t cap = g->cap ? g->cap * 2 : 64;
        struct tree_leaf *list = realloc(g->leaf, cap * sizeof *list);
        if (!list) {
            return FAIL(NO_MEMORY);
        }
        g->leaf = list;
        g->cap = cap;
    }
    g->leaf[g->count++] = *leaf;
    return OK;
}

/* `above` is how many levels of inner pages are still to come. */
static struct err gather_leaves(struct gathering *g, const struct tree_leaf *where, int above)
{
    if (above == 0) {
        return add_leaf(g, where);
    }
    struct tree_page *p = tree_page_new();
    if (!p) {
        return FAIL(NO_MEMORY);
    }
    struct err e = read_page(g->reader, p, TREE_TABLE, where);
    if (!failed(e) && p->leaf) {
        e = FAIL(CORRUPT);
    }
    for (int i = 0; !failed(e) && i <= p->count; i++) {
        struct tree_leaf child = child_of(p, i, where->low, where->high);
        e = gather_leaves(g, &child, above - 1);
    }
    tree_page_free(p);
    return e;
}

/* How many inner pages lie above the first leaf. */
static struct err inner_levels(struct verify_reader *r, uint32_t root, int *out)
{
    struct tree_page *p = tree_page_new();
    struct err e = p ? OK : FAIL(NO_MEMORY);
    int levels = 0;
    for (uint32_t no = root; !failed(e); levels++) {
        e = verify_page_look(r, no, p->byte);
        if (!failed(e) && (levels == DEPTH_MAX || !tree_page_parse(p, TREE_TABLE, no))) {
            e = FAIL(CORRUPT);
        }
        if (failed(e) || p->leaf) {
            break;
        }
        no = child_of(p, 0, 0, 0).page;
    }
    tree_page_free(p);
    *out = levels;
    return e;
}

struct err tree_leaves(struct verify_reader *r, uint32_t root, struct tree_leaf **out_leaves,
                       size_t *out_count)
{
    const struct tree_leaf whole = {root, INT64_MIN, INT64_MAX};
    struct gathering g = {.reader = r};
    int above = 0;
    struct err e = inner_levels(r, root, &above);
    e = failed(e) ? e : gather_leaves(&g, &whole, above);
    if (failed(e)) {
        free(g.leaf);
        return e;
    }
    *out_leaves = g.leaf;
    *out_count = g.count;
    return OK;
}

struct err tree_leaf_read(struct verify_reader *r, const struct tree_leaf *leaf,
                          struct tree_page *p, int *out_count)
{
    TRY(read_page(r, p, TREE_TABLE, leaf));
    *out_count = p->count;
    return p->leaf ? OK : FAIL(CORRUPT);
}

struct err tree_leaf_cell(struct verify_reader *r, struct tree_page *p, int at,
                          struct tree_cell *out_cell)
{
    return cell_of(r, p, at, out_cell);
}
