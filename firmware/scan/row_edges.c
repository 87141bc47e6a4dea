#include "scan/row_edges.h"

#include <string.h>

enum { WORD = 64, LANES = 16, BATCH = 8, RUNS = 5 };

typedef uint8_t u8x16 __attribute__((vector_size(16)));
typedef uint16_t u16x8 __attribute__((vector_size(16)));
typedef int16_t i16x8 __attribute__((vector_size(16)));
typedef uint64_t u64x2 __attribute__((vector_size(16)));

/* One bit a byte: the product moves the lowest bit of byte i to bit 56 + i. */
static uint64_t gather(uint64_t bytes)
{
    return ((bytes & 0x0101010101010101ULL) * 0x0102040810204080ULL) >> 56;
}

/* Bit i: pixel i is darker than its level. */
static uint64_t dark_bits(const uint8_t *row, const uint8_t *levels, int n)
{
    uint64_t bits = 0;
    int i = 0;
    for (; i + LANES <= n; i += LANES) {
        u8x16 a;
        u8x16 b;
        memcpy(&a, row + i, LANES);
        memcpy(&b, levels + i, LANES);
        u64x2 less = (u64x2)(a < b);
        bits |= (gather(less[0]) | gather(less[1]) << 8) << i;
    }
    for (; i < n; i++) {
        bits |= (uint64_t)(row[i] < levels[i]) << i;
    }
    return bits;
}

void row_edges_find(const uint8_t *row, const uint8_t *levels, int width, struct row_edges *out)
{
    out->first_dark = row[0] < levels[0];
    out->at[0] = 0;
    int count = 1;
    uint64_t before = out->first_dark ? 1 : 0;
    for (int x = 0; x < width; x += WORD) {
        int n = width - x < WORD ? width - x : WORD;
        uint64_t bits = dark_bits(row + x, levels + x, n);
        uint64_t edges = bits ^ (bits << 1 | before);
        edges &= n < WORD ? (1ULL << n) - 1 : ~0ULL;
        before = bits >> (WORD - 1);
        while (edges != 0) {
            out->at[count++] = (uint16_t)(x + __builtin_ctzll(edges));
            edges &= edges - 1;
        }
    }
    out->at[count++] = (uint16_t)width;
    out->count = count;
}

static u16x8 load(const uint16_t *at)
{
    u16x8 v;
    memcpy(&v, at, sizeof(v));
    return v;
}

/* Unsigned, because lanes behind the last edge hold anything and must not overflow. */
static u16x8 run_at(const uint16_t *at)
{
    return load(at + 1) - load(at);
}

/* Lanes that differ from `want` by at most `slack`. */
static i16x8 near(u16x8 value, u16x8 want, u16x8 slack)
{
    return (i16x8)(value + slack - want <= slack + slack);
}

int row_edges_match(const struct row_edges *e, uint16_t *out, int room)
{
    int n = 0;
    int last = e->count - RUNS; /* five runs need six edges */
    for (int k = 0; k < last; k += BATCH) {
        /* Everything times seven, so that a module is `total`. One pixel of slack for the grid. */
        u16x8 total = load(e->at + k + RUNS) - load(e->at + k);
        u16x8 slack = (total >> 1) + 7;
        i16x8 fits = near(run_at(e->at + k + 2) * 7, total * 3, slack + (total >> 1));
        fits &= near(run_at(e->at + k) * 7, total, slack + (total >> 3));
        fits &= near(run_at(e->at + k + 1) * 7, total, slack);
        fits &= near(run_at(e->at + k + 3) * 7, total, slack);
        fits &= near(run_at(e->at + k + 4) * 7, total, slack + (total >> 3));
        fits &= (i16x8)(total >= 7);
        u64x2 any = (u64x2)fits;
        if ((any[0] | any[1]) == 0) {
            continue;
        }
        for (int i = 0; i < BATCH && k + i < last && n < room; i++) {
            if (fits[i] != 0) {
                out[n++] = (uint16_t)(k + i);
            }
        }
    }
    return n;
}
