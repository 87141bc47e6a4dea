/* Numbered stock: blank certificates and stickers, each sheet with a serial of its own, accounted
 * for from the box to the applicant. Pure.
 *
 * Promises: a serial is in exactly one place: left, held for an application, issued, or spoiled;
 * loaded is always the sum of the four. A serial is issued only when it was read back from the
 * finished thing (its QR, by camera or scanner) and held for that application before; a wrong one
 * changes nothing. A spoiled or issued serial never comes back. A serial belongs to one kind: the
 * same number cannot be loaded twice. Every change is one struct stock_event, so that a journal's
 * rows (domain/stock_row.h), applied in order, give the same stock again.
 *
 * A used-up box gives its place to a new one; its range is remembered among the spent ones, the
 * oldest forgotten first, so that it cannot be loaded again.
 */
#ifndef DOMAIN_STOCK_H
#define DOMAIN_STOCK_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"
#include "domain/application.h"
#include "domain/stock_series.h"
#include "domain/stock_words.h"

enum {
    STOCK_RANGES_MAX = 16, /* boxes in use, of both kinds together */
    STOCK_HELD_MAX = 256,  /* sheets on the counter at once */
    STOCK_SPENT_MAX = 64,
};

struct stock_event {
    enum stock_act act;
    enum stock_kind kind;
    char application_id[APPLICATION_ID_SIZE]; /* HOLD, ISSUE */
    char first[STOCK_SERIAL_SIZE], last[STOCK_SERIAL_SIZE];
};

struct stock_range {
    struct stock_series series;
    uint8_t place[STOCK_RANGE_MAX]; /* enum stock_place */
};

struct stock_hold {
    enum stock_kind kind;
    char serial[STOCK_SERIAL_SIZE];
    char application_id[APPLICATION_ID_SIZE];
};

struct stock {
    int range_count;
    struct stock_range range[STOCK_RANGES_MAX];
    int held_count;
    struct stock_hold held[STOCK_HELD_MAX];
    int spent_count; /* … of all times; the last STOCK_SPENT_MAX are here */
    struct stock_series spent[STOCK_SPENT_MAX];
};

struct stock_figures {
    int loaded;
    int in[STOCK_PLACE_COUNT];
};

struct stock_day_end {
    struct stock_figures figures;
    int counted; /* by staff, of what is left */
    int held;    /* sheets that are neither delivered nor destroyed: each needs a decision */
    int missing; /* left by the book minus counted; negative: too many */
    bool adds_up;
};

void stock_init(struct stock *s);

/* All or nothing. INVALID: a serial's form, last before first, or no application where one is due.
 * TOO_LARGE: more than STOCK_RANGE_MAX serials. FULL: too many ranges in use, or too many sheets
 * held. NOT_FOUND: no such serial of this kind is loaded. REFUSED: it overlaps what is or was
 * loaded, it is not where it must be, or the application holds another one of this kind. */
struct err stock_apply(struct stock *s, const struct stock_event *e);

/* Where a serial is. INVALID: not a serial. NOT_FOUND: not loaded. */
struct err stock_find(const struct stock *s, const char *serial, enum stock_kind *out_kind,
                      enum stock_place *out_place);

/* The serial that ends in these digits, when there is but one of this kind in use. NOT_FOUND,
 * REFUSED: several. For people who type what no scanner reads. */
struct err stock_by_digits(const struct stock *s, enum stock_kind kind, const char *digits,
                           char out[STOCK_SERIAL_SIZE]);

/* The serial that goes next, oldest box first. NOT_FOUND: none is left. */
struct err stock_next(const struct stock *s, enum stock_kind kind, char out[STOCK_SERIAL_SIZE]);

/* The serial held for an application. NOT_FOUND. */
struct err stock_held(const struct stock *s, enum stock_kind kind, const char *application_id,
                      char out[STOCK_SERIAL_SIZE]);

/* Of the boxes in use. */
void stock_count(const struct stock *s, enum stock_kind kind, struct stock_figures *out);

void stock_end_of_day(const struct stock *s, enum stock_kind kind, int counted,
                      struct stock_day_end *out);

#endif
