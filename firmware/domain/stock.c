#include "domain/stock.h"

#include <string.h>

enum { DIGITS_MAX = 12 };

struct serial {
    char letters[STOCK_SERIAL_SIZE];
    int digits;
    uint64_t number;
};

static bool parse(const char *text, struct serial *out)
{
    *out = (struct serial){0};
    size_t n = strnlen(text, STOCK_SERIAL_SIZE), i = 0;
    for (; i < n && text[i] >= 'A' && text[i] <= 'Z'; i++) {
        out->letters[i] = text[i];
    }
    for (; i < n && text[i] >= '0' && text[i] <= '9'; i++) {
        out->number = out->number * 10 + (uint64_t)(text[i] - '0');
        out->digits++;
        if (out->digits > DIGITS_MAX) {
            return false;
        }
    }
    return n < STOCK_SERIAL_SIZE && i == n && out->digits > 0;
}

static void write_serial(const struct stock_range *r, int index, char out[STOCK_SERIAL_SIZE])
{
    struct strbuf b = strbuf_on(out, STOCK_SERIAL_SIZE);
    strbuf_format(&b, "%s%0*llu", r->letters, r->digits,
                  (unsigned long long)(r->first + (uint64_t)index));
}

static bool is_series(const struct stock_range *r, enum stock_kind kind, const struct serial *s)
{
    return r->kind == kind && r->digits == s->digits && strcmp(r->letters, s->letters) == 0;
}

/* The range that holds a serial, and where; NULL: none. */
static struct stock_range *find(struct stock *s, enum stock_kind kind, const struct serial *serial,
                                int *out_index)
{
    for (int i = 0; i < s->range_count; i++) {
        struct stock_range *r = &s->range[i];
        if (is_series(r, kind, serial) && serial->number >= r->first &&
            serial->number - r->first < (uint64_t)r->count) {
            *out_index = (int)(serial->number - r->first);
            return r;
        }
    }
    return NULL;
}

static struct err load(struct stock *s, const struct stock_event *e, const struct serial *first)
{
    struct serial last;
    if (!parse(e->last, &last) || last.digits != first->digits ||
        strcmp(last.letters, first->letters) != 0 || last.number < first->number) {
        return FAIL(INVALID);
    }
    if (last.number - first->number >= STOCK_RANGE_MAX) {
        return FAIL(TOO_LARGE);
    }
    for (int i = 0; i < s->range_count; i++) {
        const struct stock_range *r = &s->range[i];
        bool is_apart = last.number < r->first || first->number >= r->first + (uint64_t)r->count;
        if (is_series(r, e->kind, first) && !is_apart) {
            return FAIL(REFUSED);
        }
    }
    if (s->range_count == STOCK_RANGES_MAX) {
        return FAIL(FULL);
    }
    struct stock_range *r = &s->range[s->range_count++];
    memset(r, 0, sizeof *r); /* every serial is STOCK_LEFT */
    r->kind = e->kind;
    memcpy(r->letters, first->letters, sizeof r->letters);
    r->digits = first->digits;
    r->first = first->number;
    r->count = (int)(last.number - first->number) + 1;
    return OK;
}

static struct err move(struct stock_range *r, int index, const struct stock_event *e)
{
    enum stock_place from = (enum stock_place)r->place[index];
    switch (e->act) {
    case STOCK_HOLD:
        if (from != STOCK_LEFT) {
            return FAIL(REFUSED);
        }
        r->place[index] = STOCK_HELD;
        r->item[index] = e->item;
        return OK;
    case STOCK_ISSUE:
        if (from != STOCK_HELD || !id_equal(r->item[index], e->item)) {
            return FAIL(REFUSED);
        }
        r->place[index] = STOCK_ISSUED;
        return OK;
    case STOCK_SPOIL:
        if (from != STOCK_LEFT && from != STOCK_HELD) {
            return FAIL(REFUSED);
        }
        r->place[index] = STOCK_SPOILED;
        return OK;
    case STOCK_LOAD:
        break;
    }
    return FAIL(INVALID);
}

struct err stock_apply(struct stock *s, const struct stock_event *e)
{
    struct serial first;
    int index = 0;
    char held[STOCK_SERIAL_SIZE];
    bool needs_item = e->act == STOCK_HOLD || e->act == STOCK_ISSUE;
    if (e->kind < 0 || e->kind >= STOCK_KIND_COUNT || !parse(e->first, &first) ||
        (needs_item && id_is_none(e->item))) {
        return FAIL(INVALID);
    }
    if (e->act == STOCK_LOAD) {
        return load(s, e, &first);
    }
    if (e->act == STOCK_HOLD && !failed(stock_held(s, e->kind, e->item, held))) {
        return FAIL(REFUSED);
    }
    struct stock_range *r = find(s, e->kind, &first, &index);
    return r == NULL ? FAIL(NOT_FOUND) : move(r, index, e);
}

void stock_init(struct stock *s)
{
    s->range_count = 0;
}

struct err stock_next(const struct stock *s, enum stock_kind kind, char out[STOCK_SERIAL_SIZE])
{
    for (int i = 0; i < s->range_count; i++) {
        const struct stock_range *r = &s->range[i];
        const uint8_t *left =
            r->kind == kind ? memchr(r->place, STOCK_LEFT, (size_t)r->count) : NULL;
        if (left != NULL) {
            write_serial(r, (int)(left - r->place), out);
            return OK;
        }
    }
    return FAIL(NOT_FOUND);
}

struct err stock_held(const struct stock *s, enum stock_kind kind, struct id item,
                      char out[STOCK_SERIAL_SIZE])
{
    for (int i = 0; i < s->range_count; i++) {
        const struct stock_range *r = &s->range[i];
        for (int k = 0; r->kind == kind && k < r->count; k++) {
            if (r->place[k] == STOCK_HELD && id_equal(r->item[k], item)) {
                write_serial(r, k, out);
                return OK;
            }
        }
    }
    return FAIL(NOT_FOUND);
}

void stock_count(const struct stock *s, enum stock_kind kind, struct stock_figures *out)
{
    *out = (struct stock_figures){0};
    for (int i = 0; i < s->range_count; i++) {
        const struct stock_range *r = &s->range[i];
        out->loaded += r->kind == kind ? r->count : 0;
        for (int k = 0; r->kind == kind && k < r->count; k++) {
            out->in[r->place[k]]++;
        }
    }
}

void stock_end_of_day(const struct stock *s, enum stock_kind kind, int counted,
                      struct stock_day_end *out)
{
    struct stock_figures f;
    stock_count(s, kind, &f);
    *out = (struct stock_day_end){.figures = f,
                                  .counted = counted,
                                  .held = f.in[STOCK_HELD],
                                  .missing = f.in[STOCK_LEFT] - counted};
    out->adds_up = out->held == 0 && out->missing == 0;
}
