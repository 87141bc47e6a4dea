/* Codes for the pictures of the simulator: QR symbols, sets of linked QR symbols, JAN bars.
 *
 * Promises: the modules are those of libqrencode (ISO/IEC 18004) and, for JAN, of GS1 General
 * Specifications 5.2; the same input gives the same modules. Nothing is allocated for the caller.
 * Never draws: frame_synth does. The quiet zone is not part of the modules.
 */
#ifndef SIM_QR_MAKE_H
#define SIM_QR_MAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

enum {
    QR_SIDE_MAX = 177, /* modules a side at version 40 */
    QR_ROW_BYTES = (QR_SIDE_MAX + 7) / 8,
    QR_PARTS_MAX = 16, /* symbols of one structured append (ISO/IEC 18004 clause 8) */
    QR_JAN_COLUMNS = 95,
};

/* Rows and columns of dark (1) and light (0) modules. A bar code has one row, drawn tall. */
struct qr_modules {
    uint8_t columns; /* 0: no code */
    uint8_t rows;
    uint8_t bits[QR_SIDE_MAX][QR_ROW_BYTES]; /* leftmost module is the most significant bit */
};

enum qr_mode { QR_MODE_BYTES, QR_MODE_ALNUM /* 0-9 A-Z space $%*+-./: */ };

struct qr_options {
    enum qr_mode mode;
    char ecc_level; /* 'L' 'M' 'Q' 'H' */
    int version;    /* at least this one, 1..40; 0: the smallest that holds the payload */
};

bool qr_is_dark(const struct qr_modules *m, int column, int row);

/* One symbol of length bytes (NUL is allowed within). INVALID: empty, a character outside the mode,
 * an unknown ECC level or version. TOO_LARGE: more than version 40 holds. */
[[nodiscard]] struct err qr_make(const void *payload, size_t length,
                                 const struct qr_options *options, struct qr_modules *out);

/* The payload split over linked symbols (structured append, bytes) of exactly options->version,
 * which must be 1..40; a payload that fits one symbol gives one plain symbol. out holds
 * QR_PARTS_MAX. TOO_LARGE: more than 16 symbols. */
[[nodiscard]] struct err qr_make_parts(const void *payload, size_t length,
                                       const struct qr_options *options, struct qr_modules *out,
                                       int *out_count);

/* JAN (EAN-13): 12 digits, or 13 with a right check digit; INVALID otherwise. */
[[nodiscard]] struct err qr_make_jan(const char *digits, struct qr_modules *out);

#endif
