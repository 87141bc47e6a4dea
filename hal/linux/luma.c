#include "hal/linux/luma.h"

#include <assert.h>
#include <stdlib.h>
#include <turbojpeg.h>

struct luma {
    tjhandle jpeg;
    uint8_t *pixels;
    size_t capacity;
};

struct err luma_open(struct luma **out)
{
    struct luma *l = calloc(1, sizeof *l);
    if (l == NULL) {
        return FAIL(NO_MEMORY);
    }
    l->jpeg = tjInitDecompress();
    if (l->jpeg == NULL) {
        free(l);
        return FAIL(NO_MEMORY);
    }
    *out = l;
    return OK;
}

void luma_close(struct luma *l)
{
    if (l != NULL) {
        tjDestroy(l->jpeg);
        free(l->pixels);
        free(l);
    }
}

static struct err make_room(struct luma *l, size_t bytes)
{
    if (bytes <= l->capacity) {
        return OK;
    }
    uint8_t *pixels = realloc(l->pixels, bytes);
    if (pixels == NULL) {
        return FAIL(NO_MEMORY);
    }
    l->pixels = pixels;
    l->capacity = bytes;
    return OK;
}

static bool holds_lines(const struct luma_source *s, int bytes_a_line)
{
    if (s->stride < bytes_a_line) {
        return false;
    }
    size_t need = (size_t)s->stride * (size_t)(s->height_px - 1) + (size_t)bytes_a_line;
    return s->length >= need;
}

static struct err from_yuyv(struct luma *l, const struct luma_source *s, struct image_gray *out)
{
    if (!holds_lines(s, 2 * s->width_px)) {
        return FAIL(CORRUPT);
    }
    size_t width = (size_t)s->width_px;
    TRY(make_room(l, width * (size_t)s->height_px));
    for (int y = 0; y < s->height_px; y++) {
        const uint8_t *line = s->bytes + (size_t)y * (size_t)s->stride;
        uint8_t *to = l->pixels + (size_t)y * width;
        for (size_t x = 0; x < width; x++) {
            to[x] = line[2 * x];
        }
    }
    *out = (struct image_gray){l->pixels, s->width_px, s->height_px, s->width_px};
    return OK;
}

static struct err from_mjpeg(struct luma *l, const struct luma_source *s, struct image_gray *out)
{
    int width = 0, height = 0, subsampling = 0, colours = 0;
    if (tjDecompressHeader3(l->jpeg, s->bytes, s->length, &width, &height, &subsampling,
                            &colours) != 0 ||
        width != s->width_px || height != s->height_px) {
        return FAIL(CORRUPT);
    }
    TRY(make_room(l, (size_t)width * (size_t)height));
    /* Fast transforms cost at most one gray level, and a webcam's own loss is far above that. */
    int result = tjDecompress2(l->jpeg, s->bytes, s->length, l->pixels, width, width, height,
                               TJPF_GRAY, TJFLAG_FASTDCT);
    if (result != 0 && tjGetErrorCode(l->jpeg) != TJERR_WARNING) {
        return FAIL(CORRUPT);
    }
    *out = (struct image_gray){l->pixels, width, height, width};
    return OK;
}

struct err luma_convert(struct luma *l, const struct luma_source *source, struct image_gray *out)
{
    assert(source->width_px > 0 && source->height_px > 0);
    switch (source->format) {
    case LUMA_GREY:
    case LUMA_NV12:
        if (!holds_lines(source, source->width_px)) {
            return FAIL(CORRUPT);
        }
        *out =
            (struct image_gray){source->bytes, source->width_px, source->height_px, source->stride};
        return OK;
    case LUMA_YUYV:
        return from_yuyv(l, source, out);
    case LUMA_MJPEG:
        return from_mjpeg(l, source, out);
    case LUMA_FORMAT_COUNT:
        break;
    }
    return FAIL(UNSUPPORTED);
}
