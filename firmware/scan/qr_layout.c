#include "scan/qr_layout.h"

#include <stdlib.h>
#include <string.h>

/* ISO/IEC 18004 table 9: check codewords of a block, then number of blocks, version 1 first. */
static const uint8_t check_words[QR_LEVELS][QR_VERSION_MAX] = {
    {7,  10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
     28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
     26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28},
    {13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
     28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
     30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
};
static const uint8_t block_counts[QR_LEVELS][QR_VERSION_MAX] = {
    {1, 1, 1, 1,  1,  2,  2,  2,  2,  4,  4,  4,  4,  4,  6,  6,  6,  6,  7,  8,
     8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25},
    {1,  1,  1,  2,  2,  4,  4,  4,  5,  5,  5,  8,  9,  9,  10, 10, 11, 13, 14, 16,
     17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49},
    {1,  1,  2,  2,  4,  4,  6,  6,  8,  8,  8,  10, 12, 16, 12, 17, 16, 18, 21, 20,
     23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68},
    {1,  1,  2,  4,  4,  4,  5,  6,  8,  8,  11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
     25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81},
};

static void put(struct qr_layout *l, int x, int y, bool dark)
{
    if (x >= 0 && y >= 0 && x < l->side && y < l->side) {
        l->module[y * l->side + x] = dark ? QR_DARK : QR_LIGHT;
    }
}

/* Concentric squares: a position pattern with its separator, or an alignment pattern. */
static void put_rings(struct qr_layout *l, int cx, int cy, bool position)
{
    int reach = position ? 4 : 2;
    for (int dy = -reach; dy <= reach; dy++) {
        for (int dx = -reach; dx <= reach; dx++) {
            int ring = abs(dx) > abs(dy) ? abs(dx) : abs(dy);
            put(l, cx + dx, cy + dy, position ? ring <= 1 || ring == 3 : ring != 1);
        }
    }
}

static void place_align(struct qr_layout *l)
{
    l->align_count = 0;
    if (l->version == 1) {
        return;
    }
    int n = l->version / 7 + 2;
    /* Even spacing counted from the far end, rounded up to an even number; 32 is the exception. */
    int step = l->version == 32 ? 26 : (l->version * 4 + n * 2 + 1) / (n * 2 - 2) * 2;
    l->align_count = n;
    l->align[0] = 6;
    for (int i = n - 1, at = l->side - 7; i > 0; i--, at -= step) {
        l->align[i] = at;
    }
}

bool qr_layout_has_align(const struct qr_layout *l, int column_index, int row_index)
{
    int last = l->align_count - 1;
    bool first_column = column_index == 0;
    bool first_row = row_index == 0;
    return !(first_column && first_row) && !(first_column && row_index == last) &&
           !(column_index == last && first_row);
}

/* Version information: 18 bits for versions 7..40. */
static uint32_t version_code(int version)
{
    uint32_t rest = (uint32_t)version;
    for (int i = 0; i < 12; i++) {
        rest = rest << 1 ^ (rest >> 11) * 0x1f25;
    }
    return (uint32_t)version << 12 | rest;
}

static void put_version(struct qr_layout *l)
{
    uint32_t code = version_code(l->version);
    for (int i = 0; i < 18; i++) {
        bool dark = (code >> i & 1) != 0;
        put(l, l->side - 11 + i % 3, i / 3, dark);
        put(l, i / 3, l->side - 11 + i % 3, dark);
    }
}

static void list_known(struct qr_layout *l, bool corners)
{
    for (int i = 0; i < l->side * l->side && l->known_count < QR_KNOWN_MAX; i++) {
        int x = i % l->side;
        int y = i / l->side;
        bool corner =
            (x < 8 && y < 8) || (x >= l->side - 8 && y < 8) || (x < 8 && y >= l->side - 8);
        if (corner == corners && (l->module[i] == QR_DARK || l->module[i] == QR_LIGHT)) {
            l->known[l->known_count++] = (uint16_t)i;
        }
    }
}

void qr_layout_make(struct qr_layout *out, int version)
{
    out->version = version;
    out->side = qr_side(version);
    memset(out->module, QR_DATA, (size_t)(out->side * out->side));
    for (int i = 0; i < out->side; i++) {
        put(out, 6, i, i % 2 == 0);
        put(out, i, 6, i % 2 == 0);
    }
    put_rings(out, 3, 3, true);
    put_rings(out, out->side - 4, 3, true);
    put_rings(out, 3, out->side - 4, true);
    place_align(out);
    for (int r = 0; r < out->align_count; r++) {
        for (int c = 0; c < out->align_count; c++) {
            if (qr_layout_has_align(out, c, r)) {
                put_rings(out, out->align[c], out->align[r], false);
            }
        }
    }
    if (version >= 7) {
        put_version(out);
    }
    for (int copy = 0; copy < 2; copy++) {
        for (int bit = 0; bit < QR_FORMAT_BITS; bit++) {
            int x, y;
            qr_format_place(out->side, copy, bit, &x, &y);
            out->module[y * out->side + x] = QR_FORMAT;
        }
    }
    put(out, 8, out->side - 8, true);
    out->known_count = 0;
    list_known(out, true);
    out->corner_count = out->known_count;
    list_known(out, false);
}

struct qr_blocks qr_blocks_of(int version, enum qr_level level)
{
    int bits = (16 * version + 128) * version + 64;
    if (version >= 2) {
        int n = version / 7 + 2;
        bits -= (25 * n - 10) * n - 55;
        bits -= version >= 7 ? 36 : 0;
    }
    struct qr_blocks b = {.codewords = bits / 8,
                          .blocks = block_counts[level][version - 1],
                          .check = check_words[level][version - 1]};
    b.short_count = b.blocks - b.codewords % b.blocks;
    b.short_data = b.codewords / b.blocks - b.check;
    return b;
}

int qr_blocks_reserve(int version, enum qr_level level)
{
    static const uint8_t reserve[3][QR_LEVELS] = {{3, 2, 1, 1}, {2, 0, 0, 0}, {1, 0, 0, 0}};
    return version <= 3 ? reserve[version - 1][level] : 0;
}

uint16_t qr_format_code(enum qr_level level, int mask)
{
    static const unsigned level_bits[QR_LEVELS] = {1, 0, 3, 2};
    unsigned data = level_bits[level] << 3 | (unsigned)mask;
    unsigned rest = data;
    for (int i = 0; i < 10; i++) {
        rest = rest << 1 ^ (rest >> 9) * 0x537;
    }
    return (uint16_t)((data << 10 | rest) ^ 0x5412);
}

void qr_format_place(int side, int copy, int bit, int *out_x, int *out_y)
{
    if (copy == 0) {
        /* Down column 8 to the corner, then left along row 8, stepping over the timing pattern. */
        *out_x = bit < 8 ? 8 : bit == 8 ? 7 : 14 - bit;
        *out_y = bit < 6 ? bit : bit < 8 ? bit + 1 : 8;
        return;
    }
    *out_x = bit < 8 ? side - 1 - bit : 8;
    *out_y = bit < 8 ? 8 : side - 15 + bit;
}

bool qr_mask_inverts(int mask, int x, int y)
{
    switch (mask) {
    case 0:
        return (x + y) % 2 == 0;
    case 1:
        return y % 2 == 0;
    case 2:
        return x % 3 == 0;
    case 3:
        return (x + y) % 3 == 0;
    case 4:
        return (x / 3 + y / 2) % 2 == 0;
    case 5:
        return x * y % 2 + x * y % 3 == 0;
    case 6:
        return (x * y % 2 + x * y % 3) % 2 == 0;
    default:
        return ((x + y) % 2 + x * y % 3) % 2 == 0;
    }
}

char qr_level_letter(enum qr_level level)
{
    return "LMQH"[level];
}
