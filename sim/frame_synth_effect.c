#include "sim/frame_synth_effect.h"

#include <math.h>

static struct canvas_rect around(const struct canvas *c, const double centre[2],
                                 const double half[2])
{
    double x0 = fmax(0, centre[0] - half[0]);
    double y0 = fmax(0, centre[1] - half[1]);
    double x1 = fmin(c->width_px, centre[0] + half[0] + 1);
    double y1 = fmin(c->height_px, centre[1] + half[1] + 1);
    if (x0 >= x1 || y0 >= y1) {
        return (struct canvas_rect){0, 0, 0, 0};
    }
    return (struct canvas_rect){(int)x0, (int)y0, (int)x1, (int)y1};
}

/* Share of the mirrored light that each kind of surface sends to the camera. */
static double gloss_of(uint8_t mask)
{
    switch (mask) {
    case SYNTH_MASK_GLASS:
        return 1;
    case SYNTH_MASK_SHEET:
        return 0.4;
    default:
        return 0.1;
    }
}

static uint16_t add_light(uint16_t light, double more)
{
    double v = light + more;
    return v > UINT16_MAX ? UINT16_MAX : (uint16_t)v;
}

void effect_glare(struct canvas *c, const struct scene_glare *g)
{
    double r = (double)g->radius * c->width_px;
    double centre[2] = {(double)g->x * c->width_px, (double)g->y * c->height_px};
    struct canvas_rect box = around(c, centre, (const double[2]){r, r});
    for (int y = box.y0; y < box.y1; y++) {
        for (int x = box.x0; x < box.x1; x++) {
            double dx = (x + 0.5 - centre[0]) / r;
            double dy = (y + 0.5 - centre[1]) / r;
            double q = 1 - dx * dx - dy * dy;
            if (q <= 0) {
                continue;
            }
            size_t i = (size_t)y * (size_t)c->width_px + (size_t)x;
            double more = (double)g->strength * SYNTH_FULL_LIGHT * gloss_of(c->mask[i]);
            c->light[i] = add_light(c->light[i], more * q * q * (0.4 + 0.6 * q));
        }
    }
}

/* 1 inside, 0 outside, a ramp at the edge. */
static double inside(double distance, double half, double ramp)
{
    double t = (half - fabs(distance)) / ramp;
    return t < 0 ? 0 : t > 1 ? 1 : t;
}

void effect_window(struct canvas *c, const struct scene_glare *g)
{
    static const double slant = 0.22; /* seen from the side, uprights lean */
    double r = (double)g->radius * c->width_px;
    double half[2] = {r * (1 + 1.4 * slant), r * 1.4};
    double centre[2] = {(double)g->x * c->width_px, (double)g->y * c->height_px};
    struct canvas_rect box = around(c, centre, half);
    double ramp = r * 0.05 + 1;
    for (int y = box.y0; y < box.y1; y++) {
        for (int x = box.x0; x < box.x1; x++) {
            double v = y + 0.5 - centre[1];
            double u = x + 0.5 - centre[0] + slant * v;
            double pane = inside(u, r, ramp) * inside(v, half[1], ramp);
            double bars = fmax(inside(u, r * 0.07, ramp), inside(v, r * 0.07, ramp));
            size_t i = (size_t)y * (size_t)c->width_px + (size_t)x;
            double gloss = gloss_of(c->mask[i]);
            double more = (double)g->strength * SYNTH_FULL_LIGHT * gloss * gloss;
            c->light[i] = add_light(c->light[i], more * pane * (1 - bars));
        }
    }
}

static void smear(struct canvas *c, const double centre[2], double r, double strength)
{
    struct canvas_rect box = around(c, centre, (const double[2]){r, r});
    for (int y = box.y0; y < box.y1; y++) {
        for (int x = box.x0; x < box.x1; x++) {
            double dx = (x + 0.5 - centre[0]) / r;
            double dy = (y + 0.5 - centre[1]) / r;
            double q = 1 - dx * dx - dy * dy;
            if (q > 0) {
                double a = strength * q * q;
                size_t i = (size_t)y * (size_t)c->width_px + (size_t)x;
                c->light[i] = (uint16_t)(c->light[i] * (1 - a) + 0.14 * SYNTH_FULL_LIGHT * a);
            }
        }
    }
}

void effect_dirt(struct canvas *c, double strength, uint64_t seed)
{
    struct rng rng;
    rng_init(&rng, seed ^ 0xD127U);
    int count = 4 + (int)(strength * 10);
    for (int i = 0; i < count; i++) {
        double centre[2] = {rng_unit(&rng) * c->width_px, rng_unit(&rng) * c->height_px};
        double r = (0.04 + 0.18 * rng_unit(&rng)) * c->width_px;
        smear(c, centre, r, strength * (0.25 + 0.5 * rng_unit(&rng)));
    }
}
