/* The three decoders behind image_file.h, one file each. Not for use outside this folder.
 *
 * Promises: *out is untouched on failure and nothing leaks then.
 */
#ifndef SCAN_IMAGE_FORMATS_H
#define SCAN_IMAGE_FORMATS_H

#include "scan/engine.h"
#include "scan/image_file.h"

/* Checks the size (CORRUPT below 1, TOO_LARGE) and allocates black pixels without padding. */
[[nodiscard]] struct err image_file_alloc(long long width, long long height,
                                          struct image_file *out);

[[nodiscard]] struct err image_png_decode(const uint8_t *bytes, size_t n, struct image_file *out);
[[nodiscard]] struct err image_jpeg_decode(const uint8_t *bytes, size_t n, struct image_file *out);
[[nodiscard]] struct err image_pgm_decode(const uint8_t *bytes, size_t n, struct image_file *out);

#endif
