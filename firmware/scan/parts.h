/* Structured append: the parts of one message collected over frames (ISO/IEC 18004 clause 8).
 *
 * Promises: a message is complete only when every part of one series (same count and same parity
 * byte) has been seen and the parity over all bytes agrees; an incomplete set is reported as such,
 * never as text. A part of another series starts over. Bounded memory, no clock.
 */
#ifndef SCAN_PARTS_H
#define SCAN_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

enum {
    PARTS_MAX = 16,           /* the index has four bits */
    PARTS_BYTES_MAX = 2953,   /* of one part: version 40, level L, byte mode */
    PARTS_MESSAGE_MAX = 8192, /* a vehicle certificate needs under 1,000; more is refused */
};

enum parts_state {
    PARTS_EMPTY,
    PARTS_INCOMPLETE,
    PARTS_COMPLETE,
    PARTS_DAMAGED, /* all parts seen, parity disagrees: parts of two messages mixed */
};

struct part {
    const uint8_t *bytes; /* borrowed */
    size_t length;
    uint8_t index; /* 0 .. count-1 */
    uint8_t count; /* 2 .. 16 */
    uint8_t parity;
};

struct parts {
    enum parts_state state;
    uint8_t count;
    uint8_t parity;
    uint16_t seen; /* bit i: part i is here */
    uint16_t length[PARTS_MAX];
    uint16_t used; /* of store */
    uint16_t at[PARTS_MAX];
    uint8_t store[PARTS_MESSAGE_MAX];
};

void parts_init(struct parts *p);

/* Takes a part and updates p->state. INVALID for an impossible header, TOO_LARGE when the series
 * would not fit; p is unchanged then. A part seen before changes nothing. */
[[nodiscard]] struct err parts_add(struct parts *p, const struct part *part);

/* The message in order. Only when COMPLETE; false, out untouched, when `room` is too small. */
[[nodiscard]] bool parts_message(const struct parts *p, uint8_t *out, size_t room,
                                 size_t *out_length);

#endif
