/* What optics and light do to the linear picture: reflections, dirt, blur.
 *
 * Promises: each works in place on the canvas, only where it shows; strength 0 costs nothing.
 * Part of the synthesiser; nobody else needs it.
 */
#ifndef SIM_FRAME_SYNTH_EFFECT_H
#define SIM_FRAME_SYNTH_EFFECT_H

#include "sim/frame_synth_project.h"

enum {
    BLUR_PAD = 68, /* 20 px at 1280 are 64 at 4096 px, and what interpolation looks at */
    FRAME_LINE_MAX = 4096,
};

/* Light added by a lamp's image / a window's image, strongest on glass; needs the mask. */
void effect_glare(struct canvas *c, const struct scene_glare *g);
void effect_window(struct canvas *c, const struct scene_glare *g);

/* Smears on the lens: grey veils at places that depend on the seed only. */
void effect_dirt(struct canvas *c, double strength, uint64_t seed);

/* Blur of what was drawn (c->touched). work: (width + 2 BLUR_PAD + 1) x height values. */
void effect_motion(struct canvas *c, double x_px, double y_px, uint32_t *work);
void effect_defocus(struct canvas *c, double radius_px, uint32_t *work);

#endif
