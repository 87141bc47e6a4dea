#include "scan/sample.h"

#include <math.h>
#include "scan/pixel.h"

enum { WINDOW_MODULES = 5 };

#define SPREAD 0.22F /* modules from the centre to the four outer samples */

/* Mean over the middle of a module. (dx, dy): to the next module; the other direction by a quarter
 * turn, near enough within a module. */
static float sample_module(const struct plane *p, struct point_f at, float dx, float dy)
{
    float ax = SPREAD * (dx - dy);
    float ay = SPREAD * (dx + dy);
    return (pixel_at(p, at.x, at.y) * 2.0F + pixel_at(p, at.x + ax, at.y + ay) +
            pixel_at(p, at.x - ax, at.y - ay) + pixel_at(p, at.x - ay, at.y + ax) +
            pixel_at(p, at.x + ay, at.y - ax)) /
           6.0F;
}

/* Running sums of rows, then of columns: out[y][x] holds the sum over a window around it. */
static void window_sums(const float *in, float *scratch, float *out, int wide)
{
    for (int pass = 0; pass < 2; pass++) {
        const float *from = pass == 0 ? in : scratch;
        float *to = pass == 0 ? scratch : out;
        int step = pass == 0 ? 1 : wide;
        int line = pass == 0 ? wide : 1;
        for (int i = 0; i < wide; i++) {
            const float *a = from + i * line;
            float *b = to + i * line;
            float sum = 0;
            for (int k = 0; k < WINDOW_MODULES && k < wide; k++) {
                sum += a[k * step];
            }
            for (int k = 0; k < wide; k++) {
                sum += k + WINDOW_MODULES < wide ? a[(k + WINDOW_MODULES) * step] : 0;
                b[k * step] = sum;
                sum -= k - WINDOW_MODULES >= 0 ? a[(k - WINDOW_MODULES) * step] : 0;
            }
        }
    }
}

static int window_count(int at, int wide)
{
    int from = at - WINDOW_MODULES < 0 ? 0 : at - WINDOW_MODULES;
    int to = at + WINDOW_MODULES >= wide ? wide - 1 : at + WINDOW_MODULES;
    return to - from + 1;
}

static void first_levels(struct samples *s, int wide)
{
    window_sums(s->gray, s->scratch[0], s->scratch[1], wide);
    for (int y = 0; y < wide; y++) {
        for (int x = 0; x < wide; x++) {
            int i = y * wide + x;
            float mean = s->scratch[1][i] / (float)(window_count(x, wide) * window_count(y, wide));
            s->level[i] = s->gray[i] - mean;
        }
    }
}

/* Fills level from gray: the middle between the mean dark and the mean light of a window. */
static void fill_level(struct samples *s)
{
    int wide = s->side + 2;
    int n = wide * wide;
    first_levels(s, wide);
    float *dark_gray = s->scratch[2];
    float *dark_count = s->scratch[3];
    for (int i = 0; i < n; i++) {
        dark_count[i] = s->level[i] < 0 ? 1.0F : 0.0F;
        dark_gray[i] = s->level[i] < 0 ? s->gray[i] : 0.0F;
    }
    float *all_gray = s->scratch[1]; /* window sums of gray, from first_levels */
    window_sums(dark_gray, s->scratch[0], s->scratch[2], wide);
    window_sums(dark_count, s->scratch[0], s->scratch[3], wide);
    double contrast = 0;
    for (int y = 0; y < wide; y++) {
        for (int x = 0; x < wide; x++) {
            int i = y * wide + x;
            float count = (float)(window_count(x, wide) * window_count(y, wide));
            float dark_n = dark_count[i] < 1 ? 1 : dark_count[i];
            float light_n = count - dark_count[i] < 1 ? 1 : count - dark_count[i];
            float dark = dark_gray[i] / dark_n;
            float light = (all_gray[i] - dark_gray[i]) / light_n;
            float half = (light - dark) * 0.5F;
            half = half < 1 ? 1 : half;
            float level = (s->gray[i] - (dark + light) * 0.5F) / half;
            s->level[i] = level < -1.5F ? -1.5F : level > 1.5F ? 1.5F : level;
            contrast += (double)(half * 2);
        }
    }
    s->contrast = (float)(contrast / n);
}

void sample_take(const struct scene *s, const struct grid *g, const struct qr_layout *l,
                 struct samples *out)
{
    out->side = l->side;
    int wide = l->side + 2;
    for (int y = 0; y < wide; y++) {
        float v = (float)y - 0.5F;
        struct point_f at = warp_at(&g->warp, -0.5F, v);
        for (int x = 0; x < wide; x++) {
            struct point_f next = warp_at(&g->warp, (float)x + 0.5F, v);
            float gray = sample_module(s->picture, at, next.x - at.x, next.y - at.y);
            out->gray[y * wide + x] = g->inverted ? 255.0F - gray : gray;
            at = next;
        }
    }
    fill_level(out);
}

void sample_modules(const struct samples *s, int version, struct qr_modules *out)
{
    int wide = s->side + 2;
    out->version = version;
    out->side = s->side;
    for (int y = 0; y < s->side; y++) {
        for (int x = 0; x < s->side; x++) {
            float level = s->level[(y + 1) * wide + x + 1];
            int value = QR_LEVEL_MIDDLE + (int)floorf(level * 100.0F);
            out->level[y * s->side + x] = (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
        }
    }
}
