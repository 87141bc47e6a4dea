#include "sim/frame_synth_tone.h"

#include "sim/frame_synth_math.h"

enum { GAIN_ONE = 32768 };

void tone_init(struct tone_tables *t)
{
    for (int i = 0; i <= SYNTH_FULL_LIGHT; i++) {
        t->encode[i] = (uint16_t)(synth_srgb((double)i / SYNTH_FULL_LIGHT) * 255 * 256 + 0.5);
    }
    for (int i = 0; i < 256; i++) {
        t->decode[i] = synth_linear(i / 255.0);
    }
    struct rng rng;
    rng_init(&rng, 20);
    for (int i = 0; i < TONE_NOISE_LENGTH; i++) {
        double sum = -6; /* twelve uniform numbers have variance one */
        for (int n = 0; n < 12; n++) {
            sum += rng_unit(&rng);
        }
        t->noise[i] = (int16_t)(sum * 256);
    }
}

/* Fall-off of the lens towards the edges, and what covers it from the left. */
static void column_gains(const struct canvas *c, double cover, uint16_t *gain)
{
    for (int x = 0; x < c->width_px; x++) {
        double at = (x + 0.5) / c->width_px;
        double off = (at - 0.5) * 2;
        double hidden = (cover * 1.3 - at) / 0.3;
        hidden = hidden < 0 ? 0 : hidden > 1 ? 1 : hidden;
        gain[x] = (uint16_t)(GAIN_ONE * (1 - 0.16 * off * off) * (1 - 0.99 * hidden));
    }
}

static uint32_t row_gain(const struct canvas *c, const struct tone_params *p, int y)
{
    double off = ((y + 0.5) / c->height_px - 0.5) * 2;
    double gain = 1 - 0.1 * off * off;
    if (p->band_depth > 0) {
        double turn = (double)(p->frame_no % 3600) * 133 + y / p->band_period_px * 360;
        gain *= 1 - p->band_depth * (0.5 + 0.5 * synth_cos_deg(turn));
    }
    return (uint32_t)(GAIN_ONE * gain);
}

/* Grain after the curve: more in the dark, none where the sensor saturates. */
static void grain_of_level(double sigma, uint16_t grain[256])
{
    for (int i = 0; i < 256; i++) {
        double s = sigma * (1.25 - i / 510.0) * (i > 247 ? (256 - i) / 9.0 : 1);
        grain[i] = (uint16_t)(s * 256);
    }
}

void tone_render(const struct tone_tables *t, const struct canvas *c, const struct tone_params *p,
                 const struct frame_target *out)
{
    uint16_t columns[FRAME_SYNTH_SIDE_MAX_PX];
    uint16_t grain[256];
    struct rng rng;
    rng_init(&rng, p->seed ^ p->frame_no * 0x9E3779B97F4A7C15U);
    column_gains(c, p->cover, columns);
    grain_of_level(p->noise_sigma, grain);
    for (int y = 0; y < c->height_px; y++) {
        const uint16_t *light = c->light + (size_t)y * (size_t)c->width_px;
        const int16_t *noise = t->noise + rng_below(&rng, TONE_NOISE_STARTS);
        uint8_t *pixel = out->pixels + (size_t)y * (size_t)out->stride;
        uint32_t gain = row_gain(c, p, y);
        for (int x = 0; x < c->width_px; x++) {
            uint32_t v = light[x] * (gain * columns[x] >> 15) >> 15;
            int level = t->encode[v < SYNTH_FULL_LIGHT ? v : SYNTH_FULL_LIGHT];
            level += noise[x] * grain[level >> 8] / 256 + 128;
            pixel[x] = (uint8_t)(level < 0 ? 0 : level > 65535 ? 255 : level >> 8);
        }
    }
}
