#include "domain/stock.h"

#include <string.h>

const char *stock_kind_word(enum stock_kind kind)
{
    static const char *const words[] = {
#define X(kind, word, label) word,
        STOCK_KIND_LIST(X)
#undef X
    };
    return (unsigned)kind < STOCK_KIND_COUNT ? words[kind] : "?";
}

const char *stock_kind_label(enum stock_kind kind)
{
    static const char *const labels[] = {
#define X(kind, word, label) label,
        STOCK_KIND_LIST(X)
#undef X
    };
    return (unsigned)kind < STOCK_KIND_COUNT ? labels[kind] : "?";
}

bool stock_kind_of(enum deliverable_kind deliverable, enum stock_kind *out)
{
    *out = deliverable == DELIVERABLE_INSPECTION_CERT ? STOCK_CERTIFICATE : STOCK_STICKER;
    return deliverable == DELIVERABLE_INSPECTION_CERT ||
           deliverable == DELIVERABLE_INSPECTION_STICKER;
}

/* The range that holds a serial, and where; NO_RANGE: none. */
enum { NO_RANGE = -1 };
static int range_of(const struct stock *s, const struct stock_series *serial, int *out_index)
{
    for (int i = 0; i < s->range_count; i++) {
        const struct stock_series *r = &s->range[i].series;
        if (stock_series_overlap(r, serial)) {
            *out_index = (int)(serial->first - r->first);
            return i;
        }
    }
    return NO_RANGE;
}

static bool is_used_up(const struct stock_range *r)
{
    size_t n = (size_t)r->series.count;
    return memchr(r->place, STOCK_LEFT, n) == NULL && memchr(r->place, STOCK_HELD, n) == NULL;
}

static bool was_loaded(const struct stock *s, const struct stock_series *series)
{
    int spent = s->spent_count < STOCK_SPENT_MAX ? s->spent_count : STOCK_SPENT_MAX;
    for (int i = 0; i < spent; i++) {
        if (stock_series_overlap(&s->spent[i], series)) {
            return true;
        }
    }
    int index;
    return range_of(s, series, &index) != NO_RANGE;
}

/* The oldest used-up box makes room. */
static void spend_one(struct stock *s)
{
    for (int i = 0; i < s->range_count; i++) {
        if (is_used_up(&s->range[i])) {
            s->spent[s->spent_count++ % STOCK_SPENT_MAX] = s->range[i].series;
            s->range_count--;
            memmove(&s->range[i], &s->range[i + 1],
                    (size_t)(s->range_count - i) * sizeof s->range[0]);
            return;
        }
    }
}

static struct err load(struct stock *s, const struct stock_event *e,
                       const struct stock_series *first)
{
    struct stock_series series = *first;
    series.kind = e->kind;
    series.count = stock_sheets(e->first, e->last);
    if (series.count == 0) {
        return FAIL(INVALID);
    }
    if (series.count > STOCK_RANGE_MAX) {
        return FAIL(TOO_LARGE);
    }
    if (was_loaded(s, &series)) {
        return FAIL(REFUSED);
    }
    if (s->range_count == STOCK_RANGES_MAX) {
        spend_one(s);
    }
    if (s->range_count == STOCK_RANGES_MAX) {
        return FAIL(FULL);
    }
    struct stock_range *r = &s->range[s->range_count++];
    memset(r, 0, sizeof *r); /* every serial is STOCK_LEFT */
    r->series = series;
    return OK;
}

static int hold_of(const struct stock *s, enum stock_kind kind, const char *application_id)
{
    for (int i = 0; i < s->held_count; i++) {
        if (s->held[i].kind == kind && strcmp(s->held[i].application_id, application_id) == 0) {
            return i;
        }
    }
    return -1;
}

static void drop_hold(struct stock *s, const char *serial)
{
    for (int i = 0; i < s->held_count; i++) {
        if (strcmp(s->held[i].serial, serial) == 0) {
            s->held[i] = s->held[--s->held_count];
            s->held[s->held_count] = (struct stock_hold){.kind = STOCK_CERTIFICATE};
            return;
        }
    }
}

static struct err hold(struct stock *s, const struct stock_event *e, uint8_t *place)
{
    if (*place != STOCK_LEFT || hold_of(s, e->kind, e->application_id) >= 0) {
        return FAIL(REFUSED);
    }
    if (s->held_count == STOCK_HELD_MAX) {
        return FAIL(FULL);
    }
    struct stock_hold *h = &s->held[s->held_count++];
    h->kind = e->kind;
    memcpy(h->serial, e->first, sizeof h->serial);
    memcpy(h->application_id, e->application_id, sizeof h->application_id);
    *place = STOCK_HELD;
    return OK;
}

static struct err move(struct stock *s, const struct stock_event *e, uint8_t *place)
{
    int held = hold_of(s, e->kind, e->application_id);
    switch (e->act) {
    case STOCK_HOLD:
        return hold(s, e, place);
    case STOCK_ISSUE:
        if (held < 0 || strcmp(s->held[held].serial, e->first) != 0) {
            return FAIL(REFUSED);
        }
        *place = STOCK_ISSUED;
        break;
    case STOCK_SPOIL:
        if (*place != STOCK_LEFT && *place != STOCK_HELD) {
            return FAIL(REFUSED);
        }
        *place = STOCK_SPOILED;
        break;
    case STOCK_RELEASE:
        if (*place != STOCK_HELD) {
            return FAIL(REFUSED);
        }
        *place = STOCK_LEFT;
        break;
    default:
        return FAIL(INVALID);
    }
    drop_hold(s, e->first);
    return OK;
}

struct err stock_apply(struct stock *s, const struct stock_event *e)
{
    struct stock_series first;
    int index = 0;
    bool needs_application = e->act == STOCK_HOLD || e->act == STOCK_ISSUE;
    if ((unsigned)e->kind >= STOCK_KIND_COUNT || !stock_series_of(e->first, &first) ||
        (needs_application && e->application_id[0] == '\0')) {
        return FAIL(INVALID);
    }
    if (e->act == STOCK_LOAD) {
        return load(s, e, &first);
    }
    int at = range_of(s, &first, &index);
    if (at == NO_RANGE || s->range[at].series.kind != e->kind) {
        return FAIL(NOT_FOUND);
    }
    return move(s, e, &s->range[at].place[index]);
}

void stock_init(struct stock *s)
{
    memset(s, 0, sizeof *s);
}

struct err stock_find(const struct stock *s, const char *serial, enum stock_kind *out_kind,
                      enum stock_place *out_place)
{
    struct stock_series one;
    int index = 0;
    if (!stock_series_of(serial, &one)) {
        return FAIL(INVALID);
    }
    int at = range_of(s, &one, &index);
    if (at == NO_RANGE) {
        return FAIL(NOT_FOUND);
    }
    *out_kind = s->range[at].series.kind;
    *out_place = (enum stock_place)s->range[at].place[index];
    return OK;
}

struct err stock_by_digits(const struct stock *s, enum stock_kind kind, const char *digits,
                           char out[STOCK_SERIAL_SIZE])
{
    struct stock_series typed;
    int found = 0;
    if (!stock_series_of(digits, &typed) || typed.letters[0] != '\0') {
        return FAIL(NOT_FOUND);
    }
    for (int i = 0; i < s->range_count; i++) {
        const struct stock_series *r = &s->range[i].series;
        bool is_here = typed.first >= r->first && typed.first - r->first < (uint64_t)r->count;
        if (r->kind == kind && r->digits == typed.digits && is_here) {
            stock_serial(r, (int)(typed.first - r->first), out);
            found++;
        }
    }
    return found == 0 ? FAIL(NOT_FOUND) : found > 1 ? FAIL(REFUSED) : OK;
}

struct err stock_next(const struct stock *s, enum stock_kind kind, char out[STOCK_SERIAL_SIZE])
{
    for (int i = 0; i < s->range_count; i++) {
        const struct stock_range *r = &s->range[i];
        const uint8_t *left =
            r->series.kind == kind ? memchr(r->place, STOCK_LEFT, (size_t)r->series.count) : NULL;
        if (left != NULL) {
            stock_serial(&r->series, (int)(left - r->place), out);
            return OK;
        }
    }
    return FAIL(NOT_FOUND);
}

struct err stock_held(const struct stock *s, enum stock_kind kind, const char *application_id,
                      char out[STOCK_SERIAL_SIZE])
{
    int at = hold_of(s, kind, application_id);
    if (at < 0) {
        return FAIL(NOT_FOUND);
    }
    memcpy(out, s->held[at].serial, STOCK_SERIAL_SIZE);
    return OK;
}

void stock_count(const struct stock *s, enum stock_kind kind, struct stock_figures *out)
{
    *out = (struct stock_figures){0};
    for (int i = 0; i < s->range_count; i++) {
        const struct stock_range *r = &s->range[i];
        bool is_kind = r->series.kind == kind;
        out->loaded += is_kind ? r->series.count : 0;
        for (int k = 0; is_kind && k < r->series.count; k++) {
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
