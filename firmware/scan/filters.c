#include "scan/filters.h"

#include <stddef.h>
#include <string.h>

enum { LANES = 8, SHARP_GAIN = 3 };

typedef uint8_t u8x8 __attribute__((vector_size(8)));
typedef uint16_t u16x8 __attribute__((vector_size(16)));
typedef int16_t i16x8 __attribute__((vector_size(16)));

static u16x8 load(const uint8_t *p)
{
    u8x8 v;
    memcpy(&v, p, sizeof(v));
    return __builtin_convertvector(v, u16x8);
}

static void store(uint8_t *p, u16x8 v)
{
    u8x8 narrow = __builtin_convertvector(v, u8x8);
    memcpy(p, &narrow, sizeof(narrow));
}

void filter_half(const struct plane *in, struct plane *out)
{
    out->width = in->width / 2;
    out->height = in->height / 2;
    for (int y = 0; y < out->height; y++) {
        const uint8_t *a = in->px + 2 * y * in->width;
        const uint8_t *b = a + in->width;
        uint8_t *to = out->px + y * out->width;
        int x = 0;
        for (; x + LANES <= out->width; x += LANES) {
            u16x8 p;
            u16x8 q;
            memcpy(&p, a + 2 * x, sizeof(p));
            memcpy(&q, b + 2 * x, sizeof(q));
            store(to + x, ((p & 255) + (p >> 8) + (q & 255) + (q >> 8) + 2) >> 2);
        }
        for (; x < out->width; x++) {
            to[x] = (uint8_t)((a[2 * x] + a[2 * x + 1] + b[2 * x] + b[2 * x + 1] + 2) >> 2);
        }
    }
}

/* Sixteen times the blurred value at x, from three rows; x - 1 and x + 1 must exist. */
static u16x8 blurred(const uint8_t *const row[3], int x)
{
    u16x8 sum = {0};
    for (int i = -1; i <= 1; i++) {
        u16x8 column = load(row[0] + x + i) + load(row[1] + x + i) * 2 + load(row[2] + x + i);
        sum += i == 0 ? column * 2 : column;
    }
    return sum;
}

static int blurred_one(const uint8_t *const row[3], int x, int width)
{
    static const int weight[3] = {1, 2, 1};
    int sum = 0;
    for (int i = 0; i < 3; i++) {
        int at = x + i - 1;
        at = at < 0 ? 0 : at >= width ? width - 1 : at;
        for (int k = 0; k < 3; k++) {
            sum += weight[i] * weight[k] * row[k][at];
        }
    }
    return sum;
}

static uint8_t byte_of(int value)
{
    return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

/* Whole vectors have a neighbour on both sides; the edges go one by one. */
static void filter_row(const uint8_t *const row[3], uint8_t *to, int width, int gain)
{
    int x = 0;
    while (x < width) {
        if (x == 0 || x + LANES + 1 > width) {
            int sum = blurred_one(row, x, width);
            to[x] = gain == 0 ? byte_of((sum + 8) >> 4)
                              : byte_of(row[1][x] + gain * (row[1][x] * 16 - sum) / 16);
            x++;
            continue;
        }
        u16x8 sum = blurred(row, x);
        if (gain == 0) {
            store(to + x, (sum + 8) >> 4);
        } else {
            i16x8 px = (i16x8)load(row[1] + x);
            i16x8 sharp = px + (((px << 4) - (i16x8)sum) * (int16_t)gain >> 4);
            sharp &= ~(sharp < 0);
            i16x8 over = sharp > 255;
            sharp = (sharp & ~over) | (over & 255);
            store(to + x, (u16x8)sharp);
        }
        x += LANES;
    }
}

static void filter_rows(const struct plane *in, struct plane *out, int gain)
{
    out->width = in->width;
    out->height = in->height;
    for (int y = 0; y < in->height; y++) {
        int above = y == 0 ? 0 : y - 1;
        int below = y + 1 == in->height ? y : y + 1;
        const uint8_t *const row[3] = {in->px + above * in->width, in->px + y * in->width,
                                       in->px + below * in->width};
        filter_row(row, out->px + y * out->width, in->width, gain);
    }
}

void filter_blur(const struct plane *in, struct plane *out)
{
    filter_rows(in, out, 0);
}

void filter_sharp(const struct plane *in, struct plane *out)
{
    filter_rows(in, out, SHARP_GAIN);
}

/* New pixels lie a quarter and three quarters between old ones. */
static void double_row(const uint8_t *near, const uint8_t *far, int width, uint8_t *to)
{
    for (int x = 0; x < width; x++) {
        int left = x == 0 ? 0 : x - 1;
        int right = x + 1 == width ? x : x + 1;
        int here = 3 * near[x] + far[x];
        to[2 * x] = (uint8_t)((3 * here + 3 * near[left] + far[left] + 8) >> 4);
        to[2 * x + 1] = (uint8_t)((3 * here + 3 * near[right] + far[right] + 8) >> 4);
    }
}

void filter_double(const struct plane *in, struct plane *out)
{
    out->width = in->width * 2;
    out->height = in->height * 2;
    for (int y = 0; y < in->height; y++) {
        int above = y == 0 ? 0 : y - 1;
        int below = y + 1 == in->height ? y : y + 1;
        const uint8_t *row = in->px + y * in->width;
        uint8_t *to = out->px + (ptrdiff_t)2 * y * out->width;
        double_row(row, in->px + above * in->width, in->width, to);
        double_row(row, in->px + below * in->width, in->width, to + out->width);
    }
}
