/* Numbered stock: blank certificates and stickers, each sheet with a serial of its own, accounted
 * for from the box to the applicant. Pure.
 *
 * Promises: a serial is in exactly one place: left, held for an item, issued, or spoiled; loaded is
 * always the sum of the four. A serial is issued only when what was read back from the thing itself
 * (its QR, by camera or scanner) is the serial held for that item; a wrong one changes nothing. A
 * spoiled or issued serial never comes back. Every change is one struct stock_event, so that a
 * journal's rows, applied in order, give the same stock again.
 */
#ifndef DOMAIN_STOCK_H
#define DOMAIN_STOCK_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/id.h"
#include "base/str.h"

enum {
    STOCK_SERIAL_SIZE = 24, /* capital letters, then 1 to 12 digits: "AB00012345" */
    STOCK_RANGES_MAX = 16,  /* of both kinds together */
    STOCK_RANGE_MAX = 1000, /* serials of one range: a box */
};

enum stock_kind { STOCK_CERTIFICATE, STOCK_STICKER, STOCK_KIND_COUNT };

enum stock_place { STOCK_LEFT, STOCK_HELD, STOCK_ISSUED, STOCK_SPOILED, STOCK_PLACE_COUNT };

enum stock_act {
    STOCK_LOAD,  /* first to last, both included */
    STOCK_HOLD,  /* first: this sheet goes into the printer for this item */
    STOCK_ISSUE, /* first: read back from the finished thing, for this item */
    STOCK_SPOIL, /* first: destroyed, whether left or held */
};

struct stock_event {
    enum stock_act act;
    enum stock_kind kind;
    struct id item; /* HOLD, ISSUE */
    char first[STOCK_SERIAL_SIZE], last[STOCK_SERIAL_SIZE];
};

struct stock_range {
    enum stock_kind kind;
    char letters[STOCK_SERIAL_SIZE];
    int digits; /* leading zeros are part of the serial */
    uint64_t first;
    int count;
    uint8_t place[STOCK_RANGE_MAX]; /* enum stock_place */
    struct id item[STOCK_RANGE_MAX];
};

struct stock {
    int range_count;
    struct stock_range range[STOCK_RANGES_MAX];
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

/* All or nothing. INVALID: a serial's form, last before first, or no item where one is due.
 * TOO_LARGE: more than STOCK_RANGE_MAX serials. FULL: too many ranges. NOT_FOUND: no such serial of
 * this kind is loaded. REFUSED: it overlaps what is loaded, it is not where it must be, the item
 * holds another one, or what was read is not what is held. */
struct err stock_apply(struct stock *s, const struct stock_event *e);

/* The serial that goes next, oldest box first. NOT_FOUND: none is left. */
struct err stock_next(const struct stock *s, enum stock_kind kind, char out[STOCK_SERIAL_SIZE]);

/* The serial held for an item. NOT_FOUND. */
struct err stock_held(const struct stock *s, enum stock_kind kind, struct id item,
                      char out[STOCK_SERIAL_SIZE]);

void stock_count(const struct stock *s, enum stock_kind kind, struct stock_figures *out);

void stock_end_of_day(const struct stock *s, enum stock_kind kind, int counted,
                      struct stock_day_end *out);

#endif
