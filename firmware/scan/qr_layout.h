/* The geometry of a QR symbol: which module is what, in which block which codeword lies.
 *
 * Promises: pure tables and arithmetic of ISO/IEC 18004 (clauses 6.3, 7.5, 7.7, 7.9, 7.10, table 9,
 * annex E); no picture, no memory of its own. Coordinates are column x, row y, 0-based, quiet zone
 * not counted.
 */
#ifndef SCAN_QR_LAYOUT_H
#define SCAN_QR_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

enum {
    QR_VERSION_MAX = 40,
    QR_SIDE_MAX = 177,
    QR_MODULES_MAX = QR_SIDE_MAX * QR_SIDE_MAX,
    QR_CODEWORDS_MAX = 3706,
    QR_ALIGN_MAX = 7, /* alignment coordinates on one axis */
    QR_LEVELS = 4,
    QR_MASKS = 8,
    QR_FORMAT_BITS = 15,
    QR_KNOWN_MAX = 2048, /* version 40 has about 1,700 */
};

/* What a module of the layout is; known ones never depend on the payload. */
enum qr_module { QR_DATA, QR_DARK, QR_LIGHT, QR_FORMAT };

/* In the order of strength, not of the two bits in the symbol. */
enum qr_level { QR_LEVEL_L, QR_LEVEL_M, QR_LEVEL_Q, QR_LEVEL_H };

struct qr_layout {
    int version;
    int side;
    int align_count;
    int align[QR_ALIGN_MAX];        /* centre module of the patterns on both axes */
    uint8_t module[QR_MODULES_MAX]; /* enum qr_module, row by row */
    int known_count;
    int corner_count; /* how many of them belong to the position patterns; they come first */
    uint16_t known[QR_KNOWN_MAX]; /* the modules that are QR_DARK or QR_LIGHT */
};

struct qr_blocks {
    int codewords; /* in the whole symbol */
    int blocks;
    int check;       /* check codewords of each block */
    int short_count; /* the first blocks are one data codeword shorter than the rest */
    int short_data;  /* data codewords of a short block */
};

static inline int qr_side(int version)
{
    return 17 + 4 * version;
}

/* Fills *out for 1..40. About 10 us for version 10. */
void qr_layout_make(struct qr_layout *out, int version);

/* True when an alignment pattern is centred on the crossing of these two coordinates; the three
 * crossings in the position patterns have none. */
bool qr_layout_has_align(const struct qr_layout *l, int column_index, int row_index);

struct qr_blocks qr_blocks_of(int version, enum qr_level level);

/* Check codewords that table 9 keeps for noticing misreads instead of correcting: without them one
 * chance symbol in a million of version 1-L would pass. */
int qr_blocks_reserve(int version, enum qr_level level);

/* The masked 15 format bits for level and mask, as they stand in the symbol. */
uint16_t qr_format_code(enum qr_level level, int mask);

/* Where format bit `bit` stands in copy 0 or 1. */
void qr_format_place(int side, int copy, int bit, int *out_x, int *out_y);

bool qr_mask_inverts(int mask, int x, int y);

char qr_level_letter(enum qr_level level);

#endif
