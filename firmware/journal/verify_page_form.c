#include "journal/verify_page_form.h"
#include "journal/verify_record.h"

#include <string.h>

enum {
    FILE_HEADER = 100,
    INDEX_INTERIOR = 2,
    TABLE_INTERIOR = 5,
    INDEX_LEAF = 10,
    TABLE_LEAF = 13,
    CELL_MIN = 4,
    /* How much of a payload stays in the page (fileformat2.html, 1.6). */
    TABLE_LOCAL_MAX = VERIFY_PAGE_SIZE - 35,
    INDEX_LOCAL_MAX = (VERIFY_PAGE_SIZE - 12) * 64 / 255 - 23,
    LOCAL_MIN = (VERIFY_PAGE_SIZE - 12) * 32 / 255 - 23,
    REST_SIZE = VERIFY_PAGE_SIZE - 4,
};

/* Which bytes of a page are spoken for. */
struct claims {
    uint64_t bit[VERIFY_PAGE_SIZE / 64];
    uint32_t total;
    uint32_t from; /* nothing may lie before */
};

static bool claim(struct claims *c, uint32_t at, uint32_t n)
{
    if (at < c->from || n > VERIFY_PAGE_SIZE - at) {
        return false;
    }
    c->total += n;
    for (uint32_t end = at + n; at < end;) {
        uint32_t in = at % 64;
        uint32_t run = end - at < 64 - in ? end - at : 64 - in;
        uint64_t mask = (run == 64 ? ~UINT64_C(0) : (UINT64_C(1) << run) - 1) << in;
        if (c->bit[at / 64] & mask) {
            return false;
        }
        c->bit[at / 64] |= mask;
        at += run;
    }
    return true;
}

static bool claim_free_blocks(struct claims *c, const uint8_t *byte, uint32_t at)
{
    while (at != 0) {
        if (at > VERIFY_PAGE_SIZE - 4) {
            return false;
        }
        uint32_t next = verify_big_endian(byte + at, 2);
        uint32_t n = verify_big_endian(byte + at + 2, 2);
        if (n < 4 || !claim(c, at, n) || (next != 0 && next <= at + n + 3)) {
            return false;
        }
        at = next;
    }
    return true;
}

static uint32_t local_of(enum tree_kind kind, uint32_t n)
{
    uint32_t most = kind == TREE_TABLE ? TABLE_LOCAL_MAX : INDEX_LOCAL_MAX;
    uint32_t kept = LOCAL_MIN + (n - LOCAL_MIN) % REST_SIZE;
    return n <= most ? n : kept <= most ? kept : LOCAL_MIN;
}

/* Reads the cell at `at`; *out_end is where it stops. */
static bool parse_cell(const struct tree_page *p, uint32_t at, struct tree_place *out,
                       uint32_t *out_end)
{
    const uint8_t *end = p->byte + VERIFY_PAGE_SIZE;
    const uint8_t *cell = p->byte + at;
    bool payload = p->leaf || p->kind == TREE_INDEX;
    uint64_t v = 0;
    *out = (struct tree_place){0};
    if (!p->leaf) {
        out->child = verify_big_endian(cell, 4);
        cell += 4;
    }
    if (payload) {
        if (!record_varint(&cell, end, &v) || v > TREE_PAYLOAD_MAX) {
            return false;
        }
        out->payload_n = (uint32_t)v;
    }
    if (p->kind == TREE_TABLE) {
        if (!record_varint(&cell, end, &v)) {
            return false;
        }
        out->row_no = (int64_t)v;
    }
    if (payload) {
        uint32_t local = local_of(p->kind, out->payload_n);
        bool rest = local < out->payload_n;
        out->at = (uint16_t)(cell - p->byte);
        out->local = (uint16_t)local;
        if (local + (rest ? 4 : 0) > (size_t)(end - cell)) {
            return false;
        }
        out->rest = rest ? verify_big_endian(cell + local, 4) : 0;
        cell += local + (rest ? 4 : 0);
    }
    *out_end = (uint32_t)(cell - p->byte);
    return true;
}

static bool parse_cells(struct tree_page *p, uint32_t pointers, struct claims *c)
{
    for (int i = 0; i < p->count; i++) {
        uint32_t at = verify_big_endian(p->byte + pointers + 2 * (uint32_t)i, 2);
        uint32_t end = 0;
        if (at > VERIFY_PAGE_SIZE - CELL_MIN || !parse_cell(p, at, &p->place[i], &end)) {
            return false;
        }
        uint32_t n = end - at < CELL_MIN ? CELL_MIN : end - at;
        if (!claim(c, at, n)) {
            return false;
        }
    }
    return true;
}

static bool kind_fits(struct tree_page *p, uint8_t mark)
{
    p->leaf = mark == INDEX_LEAF || mark == TABLE_LEAF;
    uint8_t want = p->kind == TREE_TABLE ? (p->leaf ? TABLE_LEAF : TABLE_INTERIOR)
                                         : (p->leaf ? INDEX_LEAF : INDEX_INTERIOR);
    return mark == want;
}

bool tree_page_parse(struct tree_page *p, enum tree_kind kind, uint32_t no)
{
    const uint8_t *header = p->byte + (no == 1 ? FILE_HEADER : 0);
    p->no = no;
    p->kind = kind;
    if (!kind_fits(p, header[0])) {
        return false;
    }
    uint32_t pointers = (uint32_t)(header - p->byte) + (p->leaf ? 8 : 12);
    uint32_t content = verify_big_endian(header + 5, 2);
    p->count = (int)verify_big_endian(header + 3, 2);
    p->right = p->leaf ? 0 : verify_big_endian(header + 8, 4);
    if (p->count > TREE_CELLS_MAX || content > VERIFY_PAGE_SIZE ||
        pointers + 2 * (uint32_t)p->count > content) {
        return false;
    }
    struct claims c = {.from = content};
    return parse_cells(p, pointers, &c) &&
           claim_free_blocks(&c, p->byte, verify_big_endian(header + 1, 2)) &&
           c.total + header[7] == VERIFY_PAGE_SIZE - content;
}
