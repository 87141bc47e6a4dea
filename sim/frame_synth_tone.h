/* The sensor: linear light to eight bits, with fall-off, light bands and noise.
 * Part of the synthesiser; nobody else needs it. */
#ifndef SIM_FRAME_SYNTH_TONE_H
#define SIM_FRAME_SYNTH_TONE_H

#include "sim/frame_synth.h"
#include "sim/frame_synth_project.h"

enum {
    TONE_NOISE_STARTS = 8192, /* each row of noise begins at one of these places of one long row */
    TONE_NOISE_LENGTH = TONE_NOISE_STARTS + FRAME_SYNTH_SIDE_MAX_PX,
};

struct tone_tables {
    uint16_t encode[SYNTH_FULL_LIGHT + 1]; /* linear light to sRGB level x 256 */
    double decode[256];                    /* sRGB level 0..255 to linear 0..1 */
    int16_t noise[TONE_NOISE_LENGTH];      /* Gaussian, sigma 256 */
};

struct tone_params {
    double noise_sigma; /* levels */
    double band_depth;
    double band_period_px;
    double cover;
    uint64_t frame_no;
    uint64_t seed;
};

void tone_init(struct tone_tables *t);
void tone_render(const struct tone_tables *t, const struct canvas *c, const struct tone_params *p,
                 const struct frame_target *out);

#endif
