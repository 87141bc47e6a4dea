#include "tests/bench/scan_soak.h"

#include <math.h>
#include <qrencode.h>
#include <stdio.h>
#include <string.h>
#include "base/rng.h"
#include "scan/engine.h"

enum { WIDTH = 256, HEIGHT = 192, PIXELS = WIDTH * HEIGHT };

static float between(struct rng *r, float low, float high)
{
    return low + (high - low) * (float)rng_unit(r);
}

static int within(struct rng *r, int low, int high)
{
    return low + (int)rng_below(r, (uint32_t)(high - low + 1));
}

static void noise(struct rng *r, int amplitude, uint8_t *px)
{
    uint64_t bits = 0;
    for (int i = 0; i < PIXELS; i++) {
        bits = i % 8 == 0 ? rng_next(r) : bits >> 8;
        int v = px[i] + ((int)(bits & 255) - 128) * amplitude / 128;
        px[i] = (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v);
    }
}

static void box(int left, int top, int width, int height, int level, uint8_t *px)
{
    for (int y = top < 0 ? 0 : top; y < top + height && y < HEIGHT; y++) {
        for (int x = left < 0 ? 0 : left; x < left + width && x < WIDTH; x++) {
            px[y * WIDTH + x] = (uint8_t)level;
        }
    }
}

static void lone_pattern(struct rng *r, uint8_t *px)
{
    int module = within(r, 2, 6);
    int x = within(r, 0, WIDTH - 7 * module);
    int y = within(r, 0, HEIGHT - 7 * module);
    box(x, y, 7 * module, 7 * module, 20, px);
    box(x + module, y + module, 5 * module, 5 * module, 220, px);
    box(x + 2 * module, y + 2 * module, 3 * module, 3 * module, 20, px);
}

/* Squares on a grid, at random dark or light: what a symbol is made of, without one. */
static void random_modules(struct rng *r, uint8_t *px)
{
    int module = within(r, 2, 7);
    for (int y = 0; y < HEIGHT; y += module) {
        for (int x = 0; x < WIDTH; x += module) {
            box(x, y, module, module, rng_below(r, 2) == 0 ? 30 : 215, px);
        }
    }
}

static void stripes(struct rng *r, uint8_t *px)
{
    bool upright = rng_below(r, 2) == 0;
    int length = upright ? WIDTH : HEIGHT;
    for (int at = 0; at < length;) {
        int wide = within(r, 1, 9);
        int level = rng_below(r, 2) == 0 ? within(r, 10, 90) : within(r, 150, 240);
        box(upright ? at : 0, upright ? 0 : at, upright ? wide : WIDTH, upright ? HEIGHT : wide,
            level, px);
        at += wide;
    }
}

static void letters(struct rng *r, uint8_t *px)
{
    for (int line = 6; line < HEIGHT; line += within(r, 12, 20)) {
        for (int x = 6; x < WIDTH - 8; x += within(r, 5, 11)) {
            box(x, line, within(r, 1, 6), within(r, 1, 9), 40, px);
            box(x + 1, line + 2, within(r, 1, 4), 2, 40, px);
        }
    }
}

static void code_free(struct rng *r, uint8_t *px)
{
    memset(px, within(r, 60, 235), PIXELS);
    int kind = within(r, 0, 5);
    if (kind == 0) {
        random_modules(r, px);
    } else if (kind == 1) {
        stripes(r, px);
    } else if (kind == 2) {
        letters(r, px);
    }
    for (int i = kind < 4 ? within(r, 0, 5) : 12; i > 0; i--) {
        if (kind < 5) {
            lone_pattern(r, px);
        } else {
            box(within(r, 0, WIDTH), within(r, 0, HEIGHT), within(r, 4, 90), within(r, 4, 90),
                within(r, 0, 255), px);
        }
    }
    noise(r, within(r, 0, 60), px);
}

/* Keeps position, timing and alignment patterns mostly; a quarter to a half of the rest is wrong,
 * so nine in ten codewords are. */
static void break_code(struct rng *r, QRcode *code)
{
    uint32_t percent = (uint32_t)within(r, 25, 50);
    int side = code->width;
    for (int i = 0; i < side * side; i++) {
        /* The encoder marks what is not data with the highest bit. */
        bool data = (code->data[i] & 0x80) == 0;
        code->data[i] ^= data && rng_below(r, 100) < percent ? 1 : 0;
    }
}

static void place(struct rng *r, const QRcode *code, uint8_t *px)
{
    float side = (float)code->width;
    float module = fminf(between(r, 2, 5), 165.0F / side);
    float turn = between(r, 0, 6.2831F);
    float lean = between(r, 0.75F, 1);
    float dx = cosf(turn) / module;
    float dy = sinf(turn) / module;
    int dark = within(r, 10, 70);
    int light = within(r, 150, 240);
    bool inverted = rng_below(r, 4) == 0;
    for (int i = 0; i < PIXELS; i++) {
        float x = (float)(i % WIDTH) - WIDTH * 0.5F;
        float y = ((float)i / WIDTH - HEIGHT * 0.5F) / lean;
        float u = x * dx + y * dy + side * 0.5F;
        float v = y * dx - x * dy + side * 0.5F;
        if (u < -4 || v < -4 || u >= side + 4 || v >= side + 4) {
            continue;
        }
        bool inside = u >= 0 && v >= 0 && u < side && v < side;
        bool on = inside && (code->data[(int)v * code->width + (int)u] & 1) != 0;
        px[i] = (uint8_t)(on != inverted ? dark : light);
    }
}

static void damaged(struct rng *r, uint8_t *px)
{
    static const QRecLevel levels[] = {QR_ECLEVEL_L, QR_ECLEVEL_M, QR_ECLEVEL_Q, QR_ECLEVEL_H};
    unsigned char text[8];
    for (size_t i = 0; i < sizeof(text); i++) {
        text[i] = (unsigned char)rng_below(r, 256);
    }
    memset(px, within(r, 60, 200), PIXELS);
    QRcode *code = QRcode_encodeData(sizeof(text), text, within(r, 1, 7), levels[rng_below(r, 4)]);
    if (code != NULL) {
        break_code(r, code);
        place(r, code, px);
        QRcode_free(code);
    }
    noise(r, within(r, 0, 30), px);
}

static int judge(const struct scan_result *result, bool with_code, int frame)
{
    for (int k = 0; k < result->code_count; k++) {
        const struct scan_code *c = &result->code[k];
        (void)printf("false read: %s frame %d, symbology %d, version %d%c, %d bytes, passes %x\n",
                     with_code ? "damaged" : "code-free", frame, (int)c->symbology, c->version,
                     c->ecc_level == 0 ? '?' : c->ecc_level, c->length, result->passes);
    }
    return result->code_count;
}

static int look_at(struct scan_engine *e, bool with_code, int number)
{
    static uint8_t px[PIXELS];
    static struct scan_result result;
    const struct image_gray frame = {px, WIDTH, HEIGHT, WIDTH};
    struct rng r;
    rng_init(&r, (uint64_t)number * 2 + (with_code ? 1 : 0));
    (with_code ? damaged : code_free)(&r, px);
    struct err err = scan_frame(e, &frame, SCAN_EFFORT_FRAME, &result);
    return failed(err) ? 1 : judge(&result, with_code, number);
}

/* The two kinds take turns, a thousand frames each. */
int scan_soak(int frames)
{
    enum { TURN = 1000 };
    struct scan_engine *e = NULL;
    if (failed(scan_open(&e))) {
        return 1;
    }
    int wrong[2] = {0, 0};
    for (int from = 0; from < frames; from += TURN) {
        int to = from + TURN < frames ? from + TURN : frames;
        for (int i = from; i < 2 * to - from; i++) {
            bool with_code = i >= to;
            wrong[with_code] += look_at(e, with_code, with_code ? i - to + from : i);
        }
        (void)printf("%d frames code-free, false %d; %d damaged, false %d\n", to, wrong[0], to,
                     wrong[1]);
        (void)fflush(stdout);
    }
    scan_close(e);
    return wrong[0] + wrong[1];
}
