/* Pictures of QR symbols for the tests of this folder: drawn by an independent encoder, placed by a
 * projection, with the levels a camera would give. */
#ifndef TESTS_UNIT_SCAN_QR_PICTURE_H
#define TESTS_UNIT_SCAN_QR_PICTURE_H

#include "tests/kit/kit.h"

#include <math.h>
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>
#include "base/image.h"
#include "base/rng.h"
#include "scan/warp.h"

enum { PICTURE_QUIET = 4, PICTURE_SAMPLES = 3 };

struct picture {
    uint8_t *px;
    int width;
    int height;
};

struct picture_style {
    uint8_t dark;
    uint8_t light;
    bool mirrored;
};

static inline struct picture picture_new(int width, int height, uint8_t level)
{
    struct picture p = {malloc((size_t)width * (size_t)height), width, height};
    assert_non_null(p.px);
    memset(p.px, level, (size_t)width * (size_t)height);
    return p;
}

static inline struct image_gray picture_view(const struct picture *p)
{
    return (struct image_gray){p->px, p->width, p->height, p->width};
}

static inline QRcode *picture_code(const char *text, int version, QRecLevel level)
{
    QRcode *code = QRcode_encodeString8bit(text, version, level);
    assert_non_null(code);
    return code;
}

/* Corners of the symbol without quiet zone: top left, top right, bottom right, bottom left. */
static inline void picture_draw(struct picture *p, const QRcode *code,
                                const struct point_f corner[4], struct picture_style style)
{
    int side = code->width;
    float far = (float)side;
    const struct point_f module[4] = {{0, 0}, {far, 0}, {far, far}, {0, far}};
    struct warp back;
    assert_true(warp_from_points(corner, module, &back));
    for (int y = 0; y < p->height; y++) {
        for (int x = 0; x < p->width; x++) {
            int sum = 0;
            int hits = 0;
            for (int k = 0; k < PICTURE_SAMPLES * PICTURE_SAMPLES; k++) {
                float fx = (float)x + ((float)(k % PICTURE_SAMPLES) + 0.5F) / PICTURE_SAMPLES;
                float fy = (float)y + ((float)(k / PICTURE_SAMPLES) + 0.5F) / PICTURE_SAMPLES;
                struct point_f at_module = warp_at(&back, fx, fy);
                int mx = (int)floorf(at_module.x);
                int my = (int)floorf(at_module.y);
                if (mx < -PICTURE_QUIET || my < -PICTURE_QUIET || mx >= side + PICTURE_QUIET ||
                    my >= side + PICTURE_QUIET) {
                    continue;
                }
                int at = style.mirrored ? mx * side + my : my * side + mx;
                bool inside = mx >= 0 && my >= 0 && mx < side && my < side;
                sum += inside && (code->data[at] & 1) ? style.dark : style.light;
                hits++;
            }
            int rest = PICTURE_SAMPLES * PICTURE_SAMPLES - hits;
            uint8_t *px = &p->px[y * p->width + x];
            *px = (uint8_t)((sum + rest * *px) / (PICTURE_SAMPLES * PICTURE_SAMPLES));
        }
    }
}

static inline void picture_noise(struct picture *p, uint64_t seed, int amplitude)
{
    struct rng rng;
    rng_init(&rng, seed);
    for (int i = 0; i < p->width * p->height; i++) {
        int v = p->px[i] + (int)rng_below(&rng, (uint32_t)(2 * amplitude + 1)) - amplitude;
        p->px[i] = (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v);
    }
}

#endif
