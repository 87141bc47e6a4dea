/* Working pictures of the engine: 8-bit gray, rows without padding, memory owned by the engine.
 *
 * Promises: every function writes only inside `out`, whose pixel memory the caller provides with
 * room for the stated size. ZBar wants rows without padding, so planes have none. Integer
 * arithmetic only: the same input gives the same bytes on every machine.
 */
#ifndef SCAN_PLANE_H
#define SCAN_PLANE_H

#include <stdint.h>
#include "base/image.h"

struct plane {
    uint8_t *px; /* width * height bytes */
    int width;
    int height;
};

/* The frame in at most side_max a side: copied when it fits, else reduced by area averaging.
 * Writes out->width and out->height; out->px must hold side_max * side_max bytes. Returns the
 * factor from plane coordinates to frame coordinates, >= 1. */
float plane_take(struct plane *out, const struct image_gray *frame, int side_max);

#endif
