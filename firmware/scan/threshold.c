#include "scan/threshold.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

enum {
    LANES = 16,
    HALF_LANES = 8,
    ROW_STEP = 2,
    FAINT_LEVELS = 12,
    SHARE_BITS = 16, /* 49 blocks of 255 times 2^16 / 49 fit in 32 bits */
};

typedef uint8_t u8x16 __attribute__((vector_size(16)));
typedef uint8_t u8x8 __attribute__((vector_size(8)));
typedef uint16_t u16x8 __attribute__((vector_size(16)));
typedef uint64_t u64x2 __attribute__((vector_size(16)));

/* Sums and extremes of the pixels of one block, from every second row. */
struct block_sums {
    uint32_t sum;
    uint32_t count;
    uint8_t low;
    uint8_t high;
};

static void add_span(struct block_sums *b, const uint8_t *row, int n)
{
    for (int i = 0; i < n; i++) {
        b->sum += row[i];
        b->low = row[i] < b->low ? row[i] : b->low;
        b->high = row[i] > b->high ? row[i] : b->high;
    }
    b->count += (uint32_t)n;
}

static u8x16 smaller(u8x16 a, u8x16 b)
{
    u8x16 less = (u8x16)(a < b);
    return (a & less) | (b & ~less);
}

static u8x16 larger(u8x16 a, u8x16 b)
{
    u8x16 less = (u8x16)(a < b);
    return (b & less) | (a & ~less);
}

/* The least or the most of each half, spread by three folds. */
#define FOLD(fold, v)                                                                              \
    do {                                                                                           \
        (v) = fold((v), (u8x16)((u64x2)(v) >> 32));                                                \
        (v) = fold((v), (u8x16)((u64x2)(v) >> 16));                                                \
        (v) = fold((v), (u8x16)((u64x2)(v) >> 8));                                                 \
    } while (0)

/* Two neighbouring whole blocks at once: 16 pixels of four rows, extremes from two of them. */
static void measure_pair(const uint8_t *px, int stride, uint8_t *mean, uint8_t *range)
{
    u8x16 row[THRESHOLD_BLOCK_PX / ROW_STEP];
    u16x8 sum = {0};
    for (int i = 0; i < THRESHOLD_BLOCK_PX / ROW_STEP; i++) {
        memcpy(&row[i], px + i * ROW_STEP * stride, LANES);
        u16x8 wide = (u16x8)row[i];
        sum += (wide & 0xff) + (wide >> 8);
    }
    u8x16 low = smaller(row[0], row[2]);
    u8x16 high = larger(row[0], row[2]);
    FOLD(smaller, low);
    FOLD(larger, high);
    u64x2 lanes = (u64x2)sum;
    for (int b = 0; b < 2; b++) {
        uint64_t total = lanes[b] * 0x0001000100010001ULL >> 48;
        mean[b] = (uint8_t)(total / (THRESHOLD_BLOCK_PX * THRESHOLD_BLOCK_PX / ROW_STEP));
        range[b] = (uint8_t)(high[b * THRESHOLD_BLOCK_PX] - low[b * THRESHOLD_BLOCK_PX]);
    }
}

static void measure_row(struct threshold *t, const struct plane *p, int block_row)
{
    int top = block_row * THRESHOLD_BLOCK_PX;
    int height = p->height - top < THRESHOLD_BLOCK_PX ? p->height - top : THRESHOLD_BLOCK_PX;
    uint8_t *mean = t->mean + block_row * t->columns;
    uint8_t *range = t->range + block_row * t->columns;
    int column = 0;
    for (; height == THRESHOLD_BLOCK_PX && (column + 2) * THRESHOLD_BLOCK_PX <= p->width;
         column += 2) {
        const uint8_t *px = p->px + top * p->width + column * THRESHOLD_BLOCK_PX;
        measure_pair(px, p->width, mean + column, range + column);
    }
    for (; column < t->columns; column++) {
        int left = column * THRESHOLD_BLOCK_PX;
        int width = p->width - left < THRESHOLD_BLOCK_PX ? p->width - left : THRESHOLD_BLOCK_PX;
        struct block_sums b = {0, 0, 255, 0};
        for (int y = 0; y < height; y += ROW_STEP) {
            add_span(&b, p->px + (top + y) * p->width + left, width);
        }
        assert(b.count > 0); /* the last block holds at least one pixel */
        mean[column] = (uint8_t)(b.sum / b.count);
        range[column] = (uint8_t)(b.high - b.low);
    }
}

/* Window means over one row of blocks, from column sums over the window's rows. */
static void smooth_row(struct threshold *t, const uint16_t *sums, int rows_in, int radius,
                       uint8_t *out)
{
    uint32_t sum = 0;
    int from = 0;
    int to = 0;
    int inner = 2 * radius + 1;
    assert(inner > 0 && rows_in > 0);
    uint32_t share = (1U << SHARE_BITS) / (uint32_t)(inner * rows_in);
    for (int c = 0; c < t->columns; c++) {
        int want_to = c + radius + 1 < t->columns ? c + radius + 1 : t->columns;
        int want_from = c - radius > 0 ? c - radius : 0;
        while (to < want_to) {
            sum += sums[to++];
        }
        while (from < want_from) {
            sum -= sums[from++];
        }
        int n = to - from;
        out[c] = (uint8_t)(n == inner ? sum * share >> SHARE_BITS : sum / (uint32_t)(n * rows_in));
    }
}

/* Adds or takes away one row of means, a vector at a time. */
static void change_sums(uint16_t *sums, const uint8_t *means, int columns, bool add)
{
    int c = 0;
    for (; c + HALF_LANES <= columns; c += HALF_LANES) {
        u8x8 narrow;
        u16x8 sum;
        memcpy(&narrow, means + c, sizeof(narrow));
        memcpy(&sum, sums + c, sizeof(sum));
        u16x8 wide = __builtin_convertvector(narrow, u16x8);
        sum = add ? sum + wide : sum - wide;
        memcpy(sums + c, &sum, sizeof(sum));
    }
    for (; c < columns; c++) {
        sums[c] = (uint16_t)(add ? sums[c] + means[c] : sums[c] - means[c]);
    }
}

/* One vector of blocks: all light where they are flat, as their four neighbours are, and near their
 * level. Within a large module the mean is far from the level, and noise decides nothing. */
static void drop_flat_blocks(struct threshold *t, int row, int column, uint8_t flat_levels)
{
    int at = row * t->columns + column;
    const uint8_t *range = t->range + at;
    /* At the edges of the picture a block stands in for the neighbour it lacks. */
    const int around[4] = {column == 0 ? 0 : -1, column + LANES == t->columns ? 0 : 1,
                           row == 0 ? 0 : -t->columns, row + 1 == t->rows ? 0 : t->columns};
    u8x16 most;
    u8x16 other;
    u8x16 level;
    memcpy(&most, range, LANES);
    for (int k = 0; k < 4; k++) {
        memcpy(&other, range + around[k], LANES);
        most = larger(most, other);
    }
    memcpy(&level, t->level + at, LANES);
    memcpy(&other, t->mean + at, LANES);
    u8x16 distance = larger(level, other) - smaller(level, other);
    level &= (u8x16)(most >= flat_levels) | (u8x16)(distance >= flat_levels);
    memcpy(t->level + at, &level, LANES);
}

/* Narrower pictures than a vector of blocks stay as they are: they cost nothing to search. */
static void drop_flat(struct threshold *t, uint8_t flat_levels)
{
    for (int r = 0; r < t->rows && t->columns >= LANES; r++) {
        int c = 0;
        for (; c + LANES <= t->columns; c += LANES) {
            drop_flat_blocks(t, r, c, flat_levels);
        }
        if (c < t->columns) {
            /* Overlaps the last one: what is all light already stays so. */
            drop_flat_blocks(t, r, t->columns - LANES, flat_levels);
        }
    }
}

static void measure(struct threshold *out, const struct plane *picture)
{
    out->columns = (picture->width + THRESHOLD_BLOCK_PX - 1) / THRESHOLD_BLOCK_PX;
    out->rows = (picture->height + THRESHOLD_BLOCK_PX - 1) / THRESHOLD_BLOCK_PX;
    for (int r = 0; r < out->rows; r++) {
        measure_row(out, picture, r);
    }
}

static uint8_t faint_mean(const struct threshold *t, int row, int column, int radius)
{
    int own = t->mean[row * t->columns + column];
    int sum = 0;
    int n = 0;
    for (int r = row - radius; r <= row + radius; r++) {
        for (int c = column - radius; c <= column + radius; c++) {
            if (r < 0 || c < 0 || r >= t->rows || c >= t->columns) {
                continue;
            }
            int mean = t->mean[r * t->columns + c];
            bool near = mean - own <= FAINT_LEVELS && own - mean <= FAINT_LEVELS;
            sum += near ? mean : 0;
            n += near;
        }
    }
    return (uint8_t)(n == 0 ? own : (sum + n / 2) / n);
}

void threshold_make_faint(struct threshold *out, const struct plane *picture, int radius)
{
    measure(out, picture);
    for (int r = 0; r < out->rows; r++) {
        for (int c = 0; c < out->columns; c++) {
            out->level[r * out->columns + c] = faint_mean(out, r, c, radius);
        }
    }
}

void threshold_make(struct threshold *out, const struct plane *picture, int radius, int flat_levels)
{
    enum { COLUMNS_MAX = 1024 };
    uint16_t sums[COLUMNS_MAX] = {0};
    measure(out, picture);
    int from = 0;
    int to = 0;
    for (int r = 0; r < out->rows; r++) {
        int want_to = r + radius + 1 < out->rows ? r + radius + 1 : out->rows;
        int want_from = r - radius > 0 ? r - radius : 0;
        for (; to < want_to; to++) {
            change_sums(sums, out->mean + to * out->columns, out->columns, true);
        }
        for (; from < want_from; from++) {
            change_sums(sums, out->mean + from * out->columns, out->columns, false);
        }
        smooth_row(out, sums, to - from, radius, out->level + r * out->columns);
    }
    drop_flat(out, (uint8_t)flat_levels);
}
