/* The counter camera's picture of a scene, drawn by true projection.
 *
 * Promises: the same scene, frame number, seed and size give the same bytes on every compiler and
 * run (IEEE double arithmetic without contraction, sqrt, integers; no libm beyond sqrt). Edges are
 * supersampled in linear light; light, exposure, noise and the sRGB curve follow as in a camera.
 * An effect costs only while it is switched on. Never looks at a clock, never allocates after open.
 *
 * Camera: 1280 x 720 for a horizontal field of 62 degrees (focal length 0.832 of the width), so
 * 1 mm at 20 cm is 5.3 px. Other sizes keep the horizontal field.
 */
#ifndef SIM_FRAME_SYNTH_H
#define SIM_FRAME_SYNTH_H

#include <stdint.h>
#include "base/err.h"
#include "base/image.h"
#include "sim/scene.h"

enum {
    FRAME_SYNTH_WIDTH_PX = 1280, /* the camera's own size */
    FRAME_SYNTH_HEIGHT_PX = 720,
    FRAME_SYNTH_SIDE_MAX_PX = 4096,
};

struct frame_target {
    uint8_t *pixels; /* height rows of stride bytes, the caller's */
    int width_px;
    int height_px;
    int stride; /* bytes, >= width_px; bytes behind the width are left alone */
};

struct frame_synth; /* work space: about 7 bytes a pixel and 8 MB */

/* For pictures up to this size. INVALID: no pixels, TOO_LARGE: a side above 4096, NO_MEMORY. */
[[nodiscard]] struct err frame_synth_open(int width_max_px, int height_max_px,
                                          struct frame_synth **out);
void frame_synth_close(struct frame_synth *synth); /* NULL is allowed */

/* Draws the scene as scene_clamp leaves it. frame_no moves noise and light bands, seed changes
 * noise and dirt. INVALID: a target without pixels, with stride < width; TOO_LARGE: beyond the
 * opened size. Does not block. */
[[nodiscard]] struct err frame_synth_render(struct frame_synth *synth, const struct scene *scene,
                                            uint64_t frame_no, uint64_t seed,
                                            const struct frame_target *out);

/* Ground truth: the code's corners (top left, top right, bottom right, bottom left of the symbol)
 * in a picture of this size, as if the sheet were flat. false: a corner is behind the camera. */
bool frame_synth_corners(const struct scene *scene, int carrier, int width_px, int height_px,
                         struct point_f out[4]);

#endif
