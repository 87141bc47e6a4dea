#include "journal/verify_record.h"

#include <pthread.h>
#include <string.h>
#include "journal/verify_meaning.h"

enum {
    TYPE_NULL = 0,
    TYPE_ZERO = 8, /* the numbers 0 and 1 take no bytes */
    TYPE_ONE = 9,
    TYPE_BYTES = 12, /* even: blob, odd: text */
    KIND_SLOTS = 256,
};

/* What a serial type says: numbers of 1 2 3 4 6 8 bytes; 7 is a float, 10 and 11 do not exist. */
static const uint8_t number_size[TYPE_BYTES] = {0, 1, 2, 3, 4, 6, 8};

bool record_varint(const uint8_t **at, const uint8_t *end, uint64_t *out)
{
    const uint8_t *p = *at;
    uint64_t v = 0;
    if (p < end && *p < 0x80) {
        *out = *p;
        *at = p + 1;
        return true;
    }
    for (int i = 0; i < 9; i++) {
        if (p + i >= end) {
            return false;
        }
        bool last = i == 8 || p[i] < 0x80;
        v = i == 8 ? v << 8 | p[i] : v << 7 | (p[i] & 0x7f);
        if (last) {
            *out = v;
            *at = p + i + 1;
            return i == 0 || (i == 8 ? v >> 56 != 0 : v >> (7 * i) != 0);
        }
    }
    return false;
}

static int64_t number_of(const struct record_column *c)
{
    if (c->type == TYPE_ZERO || c->type == TYPE_ONE) {
        return c->type - TYPE_ZERO;
    }
    uint64_t v = c->p[0] & 0x80 ? ~UINT64_C(0) : 0;
    for (uint32_t i = 0; i < c->n; i++) {
        v = v << 8 | c->p[i];
    }
    return (int64_t)v;
}

/* The type that the writer's SQLite gives a number. */
static uint32_t type_of(int64_t v)
{
    int64_t size = v < 0 ? ~v : v;
    if (v == 0 || v == 1) {
        return TYPE_ZERO + (uint32_t)v;
    }
    return size <= 0x7f         ? 1
           : size <= 0x7fff     ? 2
           : size <= 0x7fffff   ? 3
           : size <= 0x7fffffff ? 4
           : size >> 47 == 0    ? 5
                                : 6;
}

static bool is_number(uint32_t type)
{
    return type != TYPE_NULL && type < TYPE_BYTES;
}

bool record_parse(const uint8_t *p, size_t n, int columns, struct record *out)
{
    const uint8_t *end = p + n;
    const uint8_t *at = p;
    uint64_t header = 0;
    if (!record_varint(&at, end, &header) || header > n) {
        return false;
    }
    const uint8_t *body = p + header;
    const uint8_t *body_at = body;
    out->count = columns;
    for (int i = 0; i < columns; i++) {
        struct record_column *c = &out->column[i];
        uint64_t type = at < body ? *at : 0;
        if (type > 0 && type < 0x80) {
            at++; /* nearly always */
        } else if (!record_varint(&at, body, &type)) {
            return false;
        }
        if (type > UINT32_MAX || type == 7 || type == 10 || type == 11) {
            return false;
        }
        c->type = (uint32_t)type;
        c->n = type < TYPE_BYTES ? number_size[type] : (uint32_t)(type - TYPE_BYTES) / 2;
        c->p = body_at;
        if (c->n > (size_t)(end - body_at)) {
            return false;
        }
        body_at += c->n;
        if (c->n > 0 && type < TYPE_BYTES && type_of(number_of(c)) != type) {
            return false;
        }
    }
    return at == body && body_at == end;
}

struct record_column record_number(int64_t v, uint8_t bytes[8])
{
    struct record_column c = {.type = type_of(v), .p = bytes};
    c.n = number_size[c.type];
    for (uint32_t i = 0; i < c.n; i++) {
        bytes[i] = (uint8_t)((uint64_t)v >> (8 * (c.n - 1 - i)));
    }
    return c;
}

static int class_of(uint32_t type)
{
    return type == TYPE_NULL ? 0 : type < TYPE_BYTES ? 1 : type & 1 ? 2 : 3;
}

static int compare_columns(const struct record_column *a, const struct record_column *b)
{
    int class = class_of(a->type);
    int other = class_of(b->type);
    if (class != other) {
        return class < other ? -1 : 1;
    }
    if (class == 0) {
        return 0;
    }
    if (class == 1) {
        int64_t x = number_of(a);
        int64_t y = number_of(b);
        return x < y ? -1 : x > y;
    }
    uint32_t n = a->n < b->n ? a->n : b->n;
    int order = memcmp(a->p, b->p, n);
    return order != 0 ? order : a->n < b->n ? -1 : a->n > b->n;
}

int record_compare(const struct record *a, const struct record *b, int columns)
{
    int order = 0;
    for (int i = 0; i < columns && order == 0; i++) {
        order = compare_columns(&a->column[i], &b->column[i]);
    }
    return order;
}

bool record_is_null(const struct record *r, int at)
{
    return r->column[at].type == TYPE_NULL;
}

bool column_number(const struct record *r, int at, int64_t *out)
{
    const struct record_column *c = &r->column[at];
    *out = 0;
    if (!is_number(c->type)) {
        return false;
    }
    *out = number_of(c);
    return true;
}

bool column_number_or_none(const struct record *r, int at, int64_t *out)
{
    *out = 0;
    return record_is_null(r, at) || (column_number(r, at, out) && *out != 0);
}

bool column_bytes(const struct record *r, int at, uint8_t *out, int n)
{
    const struct record_column *c = &r->column[at];
    if (c->type < TYPE_BYTES || c->type & 1 || c->n != (uint32_t)n) {
        return false;
    }
    memcpy(out, c->p, (size_t)n);
    return true;
}

bool column_bytes_or_none(const struct record *r, int at, uint8_t *out, int n)
{
    uint8_t any = 0;
    memset(out, 0, (size_t)n);
    if (record_is_null(r, at)) {
        return true;
    }
    if (!column_bytes(r, at, out, n)) {
        return false;
    }
    for (int i = 0; i < n; i++) {
        any |= out[i];
    }
    return any != 0;
}

bool column_plain_text(const struct record *r, int at, char *out, size_t size)
{
    const struct record_column *c = &r->column[at];
    if (c->type < TYPE_BYTES || !(c->type & 1) || c->n >= size || memchr(c->p, 0, c->n)) {
        return false;
    }
    memcpy(out, c->p, c->n);
    memset(out + c->n, 0, size - c->n);
    return true;
}

bool column_text(const struct record *r, int at, char *out, size_t size)
{
    if (record_is_null(r, at)) {
        memset(out, 0, size);
        return true;
    }
    return column_plain_text(r, at, out, size) && out[0] != '\0';
}

bool column_is(const struct record *r, int at, const char *text)
{
    const struct record_column *c = &r->column[at];
    return c->type >= TYPE_BYTES && c->type & 1 && c->n == strlen(text) &&
           memcmp(c->p, text, c->n) == 0;
}

/* Names of kinds by a little hash: one is read from every row. */
static uint8_t kind_slot[KIND_SLOTS]; /* kind + 1 */

static unsigned kind_hash(const uint8_t *p, size_t n)
{
    return p[0] * 7U + p[n / 2] * 31U + p[n - 1] * 3U + (unsigned)n * 17U;
}

static void fill_kind_slots(void)
{
    for (int k = 0; k < JOURNAL_KIND_COUNT; k++) {
        const char *name = kind_meaning((enum journal_kind)k)->name;
        unsigned at = kind_hash((const uint8_t *)name, strlen(name));
        while (kind_slot[at % KIND_SLOTS]) {
            at++;
        }
        kind_slot[at % KIND_SLOTS] = (uint8_t)(k + 1);
    }
}

bool column_kind(const struct record *r, int at, enum journal_kind *out)
{
    static pthread_once_t filled = PTHREAD_ONCE_INIT;
    const struct record_column *c = &r->column[at];
    pthread_once(&filled, fill_kind_slots);
    if (c->type < TYPE_BYTES || !(c->type & 1) || c->n == 0) {
        return false;
    }
    for (unsigned i = kind_hash(c->p, c->n); kind_slot[i % KIND_SLOTS]; i++) {
        enum journal_kind kind = (enum journal_kind)(kind_slot[i % KIND_SLOTS] - 1);
        if (column_is(r, at, kind_meaning(kind)->name)) {
            *out = kind;
            return true;
        }
    }
    return false;
}

bool column_group(const struct record *r, int at, enum journal_group *out)
{
    enum journal_kind kind;
    if (!column_kind(r, at, &kind) || kind_meaning(kind)->phase != JOURNAL_INTENT) {
        return false;
    }
    *out = kind_meaning(kind)->group;
    return true;
}
