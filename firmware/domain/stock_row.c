#include "domain/stock_row.h"

#include <string.h>

static const char *const acts[STOCK_ACT_COUNT] = {
#define X(act, word) word,
    STOCK_ACT_LIST(X)
#undef X
};

static const char letters[STOCK_PLACE_COUNT + 1] = "LLIS"; /* held: its own row says so */

static struct strbuf say(struct journal_row *row, const char *act, enum stock_kind kind,
                         const char *first, const char *last)
{
    row->kind = JOURNAL_STOCK;
    struct strbuf b = strbuf_on(row->detail, sizeof row->detail);
    strbuf_format(&b, "act=%s kind=%s first=%s", act, stock_kind_word(kind), first);
    if (last[0] != '\0') {
        strbuf_format(&b, " last=%s", last);
    }
    return b;
}

void stock_row_write(const struct stock_event *e, struct journal_row *row)
{
    struct strbuf b =
        say(row, acts[e->act], e->kind, e->first, e->act == STOCK_LOAD ? e->last : "");
    if (e->act == STOCK_LOAD) {
        strbuf_format(&b, " sheets=%d", stock_sheets(e->first, e->last));
    }
    memcpy(row->application_id, e->application_id, sizeof row->application_id);
}

static bool read_event(const struct journal_row *row, struct stock_event *e)
{
    struct str kind = journal_detail(row, "kind");
    int k = 0;
    while (k < STOCK_KIND_COUNT && !str_equal(kind, str_of(stock_kind_word((enum stock_kind)k)))) {
        k++;
    }
    e->kind = (enum stock_kind)k;
    memcpy(e->application_id, row->application_id, sizeof e->application_id);
    return k < STOCK_KIND_COUNT &&
           str_copy(e->first, sizeof e->first, journal_detail(row, "first")) &&
           str_copy(e->last, sizeof e->last, journal_detail(row, "last"));
}

static struct err fold_spent(struct stock *s, const struct stock_event *e)
{
    struct stock box;
    struct stock_event load = *e;
    stock_init(&box);
    load.act = STOCK_LOAD;
    TRY(stock_apply(&box, &load));
    s->spent[s->spent_count++ % STOCK_SPENT_MAX] = box.range[0].series;
    return OK;
}

/* The first row of a box loads it; each says its own stretch of places. */
static struct err fold_box(struct stock *s, const struct stock_event *e,
                           const struct journal_row *row)
{
    struct stock_event load = *e;
    struct str places = journal_detail(row, "places");
    int64_t from = -1;
    load.act = STOCK_LOAD;
    if (!str_to_int64(journal_detail(row, "at"), &from) || from < 0) {
        return FAIL(CORRUPT);
    }
    if (from == 0) {
        TRY(stock_apply(s, &load));
    }
    struct stock_range *r = s->range_count == 0 ? NULL : &s->range[s->range_count - 1];
    if (r == NULL || from + (int64_t)places.n > r->series.count) {
        return FAIL(CORRUPT);
    }
    for (size_t i = 0; i < places.n; i++) {
        r->place[(size_t)from + i] = (uint8_t)(places.p[i] == 'I'   ? STOCK_ISSUED
                                               : places.p[i] == 'S' ? STOCK_SPOILED
                                                                    : STOCK_LEFT);
    }
    return OK;
}

struct err stock_row_fold(struct stock *s, const struct journal_row *row)
{
    struct stock_event e = {.act = STOCK_ACT_COUNT};
    struct err result = OK;
    struct str act = journal_detail(row, "act");
    if (row->kind == JOURNAL_STOCK_CARRIED) {
        stock_init(s);
        return OK;
    }
    for (int i = 0; i < STOCK_ACT_COUNT; i++) {
        e.act = str_equal(act, str_of(acts[i])) ? (enum stock_act)i : e.act;
    }
    bool is_box = str_equal(act, STR("box")), is_spent = str_equal(act, STR("spent"));
    if (row->kind != JOURNAL_STOCK || (e.act == STOCK_ACT_COUNT && !is_box && !is_spent)) {
        return OK;
    }
    if (!read_event(row, &e)) {
        return FAIL(CORRUPT);
    }
    result = is_box ? fold_box(s, &e, row) : is_spent ? fold_spent(s, &e) : stock_apply(s, &e);
    return failed(result) ? FAIL(CORRUPT) : OK;
}

static struct strbuf carry_series(const struct stock_series *series, const char *act,
                                  struct journal_row *row)
{
    char first[STOCK_SERIAL_SIZE], last[STOCK_SERIAL_SIZE];
    stock_serial(series, 0, first);
    stock_serial(series, series->count - 1, last);
    return say(row, act, series->kind, first, last);
}

static void carry_box(const struct stock_range *r, struct stock_carry *at, struct journal_row *row)
{
    char places[STOCK_CARRY_PLACES + 1] = "";
    int n = r->series.count - at->from;
    n = n < STOCK_CARRY_PLACES ? n : STOCK_CARRY_PLACES;
    for (int i = 0; i < n; i++) {
        places[i] = letters[r->place[at->from + i]];
    }
    struct strbuf b = carry_series(&r->series, "box", row);
    strbuf_format(&b, " at=%d places=%s", at->from, places);
    at->from += n;
    if (at->from == r->series.count) {
        at->from = 0;
        at->step++;
    }
}

bool stock_carry_next(const struct stock *s, struct stock_carry *at, struct journal_row *row)
{
    int spent = s->spent_count < STOCK_SPENT_MAX ? s->spent_count : STOCK_SPENT_MAX;
    int step = at->step;
    if (step == 0) {
        row->kind = JOURNAL_STOCK_CARRIED;
        at->step++;
    } else if (step <= spent) {
        carry_series(&s->spent[(s->spent_count - spent + step - 1) % STOCK_SPENT_MAX], "spent",
                     row);
        at->step++;
    } else if (step <= spent + s->range_count) {
        carry_box(&s->range[step - spent - 1], at, row);
    } else if (step <= spent + s->range_count + s->held_count) {
        const struct stock_hold *h = &s->held[step - spent - s->range_count - 1];
        struct stock_event e = {.act = STOCK_HOLD, .kind = h->kind};
        memcpy(e.first, h->serial, sizeof e.first);
        memcpy(e.application_id, h->application_id, sizeof e.application_id);
        stock_row_write(&e, row);
        at->step++;
    } else {
        return false;
    }
    return true;
}
