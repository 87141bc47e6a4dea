/* Pictures in memory: 8-bit gray and 1-bit black-and-white.
 *
 * Plain views and one fixed rule each: gray rows may be padded (stride), 0 is black. In a bitmap a
 * set bit is ink, the leftmost dot is the most significant bit, rows are padded to whole bytes;
 * that is the raster order of ESC/POS (GS v 0) and of PBM P4. Neither owns its pixels.
 */
#ifndef BASE_IMAGE_H
#define BASE_IMAGE_H

#include <stddef.h>
#include <stdint.h>

struct image_gray {
    const uint8_t *pixels; /* height rows of stride bytes, borrowed */
    int width_px;
    int height_px;
    int stride; /* bytes from one row to the next, >= width_px */
};

struct bitmap {
    uint8_t *bits; /* height rows of row_bytes bytes, borrowed */
    int width_px;
    int height_px;
    int row_bytes; /* (width_px + 7) / 8 */
};

/* Corner or centre in image coordinates; the centre of the first pixel is (0.5, 0.5). */
struct point_f {
    float x;
    float y;
};

#endif
