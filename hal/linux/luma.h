/* Camera bytes to gray: the luma plane of each pixel format that the terminal accepts. Pure.
 *
 * Promises: never reads past `length`; GREY and NV12 are borrowed, not copied; bytes that do not
 * make a whole picture are refused. Formats: linux/videodev2.h; MJPEG by libjpeg-turbo, luma only.
 */
#ifndef HAL_LINUX_LUMA_H
#define HAL_LINUX_LUMA_H

#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/image.h"

/* In order of preference. */
enum luma_format { LUMA_GREY, LUMA_NV12, LUMA_YUYV, LUMA_MJPEG, LUMA_FORMAT_COUNT };

struct luma; /* work space and JPEG decoder */

struct err luma_open(struct luma **out); /* NO_MEMORY */
void luma_close(struct luma *l);         /* NULL is allowed */

struct luma_source {
    enum luma_format format;
    int width_px, height_px;
    int stride; /* bytes a line of GREY, NV12, YUYV; ignored for MJPEG */
    const uint8_t *bytes;
    size_t length;
};

/* The picture borrows source->bytes or the work space until the next call. CORRUPT: too short, not
 * a JPEG, or one of another size. NO_MEMORY. */
struct err luma_convert(struct luma *l, const struct luma_source *source, struct image_gray *out);

#endif
