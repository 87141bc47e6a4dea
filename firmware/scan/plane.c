#include "scan/plane.h"

#include <assert.h>
#include <string.h>

/* Sum over one output row of one source row, weighted by how much of it lies inside (1/256). */
static void add_row(uint32_t *sums, const struct plane *out, const uint8_t *row, int source_width,
                    uint32_t row_weight)
{
    for (int x = 0; x < out->width; x++) {
        uint64_t from = (uint64_t)x * (uint64_t)source_width * 256 / (uint64_t)out->width;
        uint64_t to = (uint64_t)(x + 1) * (uint64_t)source_width * 256 / (uint64_t)out->width;
        uint32_t sum = 0;
        for (uint64_t at = from; at < to;) {
            uint64_t next = (at / 256 + 1) * 256;
            next = next < to ? next : to;
            sum += row[at / 256] * (uint32_t)(next - at);
            at = next;
        }
        assert(to > from); /* reduced, never enlarged */
        /* Mean over the span, kept with 8 fraction bits so that the row sum fits in 32 bits. */
        uint32_t mean = (uint32_t)((uint64_t)sum * 256 / (to - from));
        sums[x] += (uint32_t)((uint64_t)mean * row_weight >> 8);
    }
}

static void reduce_row(struct plane *out, int y, const struct image_gray *frame, uint32_t *sums)
{
    uint64_t height = (uint64_t)frame->height_px;
    uint64_t from = (uint64_t)y * height * 256 / (uint64_t)out->height;
    uint64_t to = (uint64_t)(y + 1) * height * 256 / (uint64_t)out->height;
    memset(sums, 0, (size_t)out->width * sizeof(sums[0]));
    for (uint64_t at = from; at < to;) {
        uint64_t next = (at / 256 + 1) * 256;
        next = next < to ? next : to;
        const uint8_t *row = frame->pixels + (at / 256) * (uint64_t)frame->stride;
        add_row(sums, out, row, frame->width_px, (uint32_t)(next - at));
        at = next;
    }
    assert(to > from);
    uint8_t *to_row = out->px + (size_t)y * (size_t)out->width;
    for (int x = 0; x < out->width; x++) {
        uint64_t value = ((uint64_t)sums[x] * 256 / (to - from) + 128) >> 8;
        to_row[x] = (uint8_t)(value > 255 ? 255 : value);
    }
}

float plane_take(struct plane *out, const struct image_gray *frame, int side_max)
{
    int side = frame->width_px > frame->height_px ? frame->width_px : frame->height_px;
    if (side <= side_max) {
        out->width = frame->width_px;
        out->height = frame->height_px;
        for (int y = 0; y < out->height; y++) {
            memcpy(out->px + (size_t)y * (size_t)out->width,
                   frame->pixels + (size_t)y * (size_t)frame->stride, (size_t)out->width);
        }
        return 1.0F;
    }
    out->width = frame->width_px * side_max / side;
    out->height = frame->height_px * side_max / side;
    out->width = out->width < 1 ? 1 : out->width;
    out->height = out->height < 1 ? 1 : out->height;
    enum { SUMS_MAX = 4096 };
    uint32_t sums[SUMS_MAX];
    for (int y = 0; y < out->height; y++) {
        reduce_row(out, y, frame, sums);
    }
    return (float)side / (float)side_max;
}
