#include "tests/bench/scan_synth.h"

#include <math.h>
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>
#include "base/rng.h"
#include "scan/warp.h"

enum { QUIET = 4, SAMPLES = 3, PIXELS = SYNTH_WIDTH * SYNTH_HEIGHT };

struct look {
    float module_px;
    float tilt_degrees;
    float dark;
    float light;
};

const char *synth_kind_name(enum synth_kind kind)
{
    static const char *const names[SYNTH_KIND_COUNT] = {
#define X(name, text) text,
        SYNTH_KIND_LIST(X)
#undef X
    };
    return names[kind];
}

static float between(struct rng *r, float low, float high)
{
    return low + (high - low) * (float)rng_unit(r);
}

/* Smooth blotches: a coarse random raster, interpolated. */
static void background(struct rng *r, uint8_t *px)
{
    enum { CELL = 80, COLUMNS = SYNTH_WIDTH / CELL + 2, ROWS = SYNTH_HEIGHT / CELL + 2 };
    float level[ROWS][COLUMNS];
    for (int i = 0; i < ROWS * COLUMNS; i++) {
        level[i / COLUMNS][i % COLUMNS] = between(r, 30, 170);
    }
    for (int y = 0; y < SYNTH_HEIGHT; y++) {
        for (int x = 0; x < SYNTH_WIDTH; x++) {
            float fx = (float)(x % CELL) / CELL;
            float fy = (float)(y % CELL) / CELL;
            const float *a = &level[y / CELL][x / CELL];
            const float *b = &level[y / CELL + 1][x / CELL];
            float v = (a[0] * (1 - fx) + a[1] * fx) * (1 - fy) + (b[0] * (1 - fx) + b[1] * fx) * fy;
            px[y * SYNTH_WIDTH + x] = (uint8_t)v;
        }
    }
}

/* A square card of this half width, turned and tilted about its own axis, seen from three widths.
 */
static void place(struct rng *r, float half, float tilt_degrees, struct point_f out[4])
{
    float turn = between(r, 0, 6.2831F);
    float tilt = tilt_degrees * 0.017453F;
    float cx = between(r, half * 1.6F, SYNTH_WIDTH - half * 1.6F);
    float cy = between(r, half * 1.5F, SYNTH_HEIGHT - half * 1.5F);
    for (int i = 0; i < 4; i++) {
        float u = i == 0 || i == 3 ? -half : half;
        float v = i < 2 ? -half : half;
        float x = u * cosf(turn) - v * sinf(turn);
        float y = u * sinf(turn) + v * cosf(turn);
        float z = 1.0F + y * sinf(tilt) / (half * 6.0F);
        out[i] = (struct point_f){cx + x / z, cy + y * cosf(tilt) / z};
    }
}

static void draw(const QRcode *code, const struct point_f corner[4], const struct look *look,
                 uint8_t *px)
{
    float far = (float)code->width;
    const struct point_f module[4] = {{0, 0}, {far, 0}, {far, far}, {0, far}};
    struct warp back;
    if (!warp_from_points(corner, module, &back)) {
        return;
    }
    for (int at = 0; at < PIXELS; at++) {
        float sum = 0;
        int hits = 0;
        for (int k = 0; k < SAMPLES * SAMPLES; k++) {
            float x = (float)(at % SYNTH_WIDTH) + ((float)(k % SAMPLES) + 0.5F) / SAMPLES;
            float y = (float)(at / SYNTH_WIDTH) + ((float)(k / SAMPLES) + 0.5F) / SAMPLES;
            struct point_f p = warp_at(&back, x, y);
            int u = (int)floorf(p.x);
            int v = (int)floorf(p.y);
            if (u < -QUIET || v < -QUIET || u >= code->width + QUIET || v >= code->width + QUIET) {
                if (k == 0) {
                    break; /* one look is enough outside; the rim stays hard */
                }
                continue;
            }
            bool inside = u >= 0 && v >= 0 && u < code->width && v < code->width;
            bool dark = inside && (code->data[v * code->width + u] & 1) != 0;
            sum += dark ? look->dark : look->light;
            hits++;
        }
        if (hits > 0) {
            px[at] = (uint8_t)(sum / (float)hits);
        }
    }
}

/* Running mean along one direction; three times in both is near a round blur. */
static void blur_lines(uint8_t *px, int radius, bool down)
{
    int lines = down ? SYNTH_WIDTH : SYNTH_HEIGHT;
    int length = down ? SYNTH_HEIGHT : SYNTH_WIDTH;
    int step = down ? SYNTH_WIDTH : 1;
    uint8_t line[SYNTH_WIDTH];
    for (int i = 0; i < lines; i++) {
        uint8_t *p = px + i * (down ? 1 : SYNTH_WIDTH);
        int sum = 0;
        for (int k = -radius; k <= radius; k++) {
            sum += p[(k < 0 ? 0 : k) * step];
        }
        for (int k = 0; k < length; k++) {
            line[k] = (uint8_t)(sum / (2 * radius + 1));
            int leave = k - radius < 0 ? 0 : k - radius;
            int enter = k + radius + 1 >= length ? length - 1 : k + radius + 1;
            sum += p[enter * step] - p[leave * step];
        }
        for (int k = 0; k < length; k++) {
            p[k * step] = line[k];
        }
    }
}

static void add_noise(struct rng *r, int amplitude, uint8_t *px)
{
    for (int i = 0; i < PIXELS; i++) {
        /* The sum of two is nearer to a camera's noise than one. */
        uint32_t range = (uint32_t)(2 * amplitude + 1);
        int v = px[i] + (int)rng_below(r, range) + (int)rng_below(r, range) - 2 * amplitude;
        px[i] = (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v);
    }
}

static void add_glare(struct rng *r, const struct point_f corner[4], float share, uint8_t *px)
{
    float u = (float)rng_unit(r);
    float v = (float)rng_unit(r);
    float cx = corner[0].x + (corner[1].x - corner[0].x) * u + (corner[3].x - corner[0].x) * v;
    float cy = corner[0].y + (corner[1].y - corner[0].y) * u + (corner[3].y - corner[0].y) * v;
    float side = hypotf(corner[1].x - corner[0].x, corner[1].y - corner[0].y);
    float radius = side * share;
    for (int i = 0; i < PIXELS; i++) {
        float d = hypotf((float)(i % SYNTH_WIDTH) - cx, (float)(i / SYNTH_WIDTH) - cy) / radius;
        float lift = d > 1.4F ? 0 : d < 0.8F ? 255 : 255 * (1.4F - d) / 0.6F;
        int value = px[i] + (int)lift;
        px[i] = (uint8_t)(value > 255 ? 255 : value);
    }
}

/* A gray blob over one position pattern, larger with the strength. */
static void add_blob(struct rng *r, const struct point_f corner[4], int side, int strength,
                     uint8_t *px)
{
    static const int corners[3] = {0, 1, 3};
    int which = corners[rng_below(r, 3)];
    const struct point_f *at = &corner[which];
    const struct point_f *across = &corner[(which + 2) % 4];
    float inward = 3.5F / (float)side;
    float cx = at->x + (across->x - at->x) * inward;
    float cy = at->y + (across->y - at->y) * inward;
    float module = hypotf(across->x - at->x, across->y - at->y) / (1.4142F * (float)side);
    float radius = module * (1.5F + 0.9F * (float)strength);
    for (int i = 0; i < PIXELS; i++) {
        if (hypotf((float)(i % SYNTH_WIDTH) - cx, (float)(i / SYNTH_WIDTH) - cy) < radius) {
            px[i] = 130;
        }
    }
}

static void make_text(struct rng *r, char *out, int length)
{
    static const char letters[] =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
    for (int i = 0; i < length; i++) {
        out[i] = letters[rng_below(r, sizeof(letters) - 1)];
    }
    out[length] = 0;
}

static void break_code(struct rng *r, QRcode *code)
{
    for (int y = 9; y < code->width; y++) {
        for (int x = 9; x < code->width; x++) {
            bool corner = x >= code->width - 9 && y >= code->width - 9;
            unsigned char *module = &code->data[y * code->width + x];
            *module = (unsigned char)(*module ^ (corner ? 0 : rng_below(r, 100) < 40 ? 1 : 0));
        }
    }
}

static struct look look_for(enum synth_kind kind, int strength, struct rng *r)
{
    float s = (float)strength / SYNTH_STRENGTHS;
    struct look look = {between(r, 4.5F, 8.0F), between(r, 0, 10), between(r, 15, 60),
                        between(r, 170, 235)};
    if (kind == SYNTH_TILT) {
        look.tilt_degrees = 15 + 45 * s;
    } else if (kind == SYNTH_SMALL) {
        look.module_px = 3.4F - 2.0F * s;
    } else if (kind == SYNTH_CONTRAST) {
        look.dark = 160 - 128 * (0.55F - 0.5F * s);
        look.light = 160;
    } else if (kind == SYNTH_INVERTED) {
        look.dark = 230 - 100 * s;
        look.light = 30;
    }
    return look;
}

static void damage(enum synth_kind kind, int strength, struct rng *r,
                   const struct point_f corner[4], uint8_t *px)
{
    int blur = kind == SYNTH_DEFOCUS ? strength : 0;
    for (int i = 0; i < 3 && blur > 0; i++) {
        blur_lines(px, (blur + 1) / 2, false);
        blur_lines(px, (blur + 1) / 2, true);
    }
    if (kind == SYNTH_MOTION) {
        blur_lines(px, strength, (rng_below(r, 2) & 1) != 0);
    } else if (kind == SYNTH_GLARE) {
        add_glare(r, corner, 0.06F * (float)strength, px);
    }
    add_noise(r, kind == SYNTH_NOISE ? 12 * strength : 2, px);
}

void synth_frame(enum synth_kind kind, int strength, int number, uint8_t *px,
                 char out_text[SYNTH_TEXT_MAX])
{
    struct rng r;
    rng_init(&r, (uint64_t)kind * 1000003 + (uint64_t)strength * 10007 + (uint64_t)number);
    background(&r, px);
    make_text(&r, out_text, 20 + (int)rng_below(&r, 160));
    struct look look = look_for(kind, strength, &r);
    struct point_f corner[4] = {{100, 100}, {500, 100}, {500, 500}, {100, 500}};
    QRcode *code = QRcode_encodeString8bit(out_text, 0, QR_ECLEVEL_M);
    if (code != NULL && kind != SYNTH_NONE) {
        float half = look.module_px * (float)code->width * 0.5F;
        place(&r, half > 215 ? 215 : half, look.tilt_degrees, corner);
        if (kind == SYNTH_BROKEN) {
            break_code(&r, code);
        }
        draw(code, corner, &look, px);
        if (kind == SYNTH_CORNER) {
            add_blob(&r, corner, code->width, strength, px);
        }
    }
    if (code == NULL || kind == SYNTH_NONE || kind == SYNTH_BROKEN) {
        out_text[0] = 0;
    }
    QRcode_free(code);
    damage(kind, strength, &r, corner, px);
}
