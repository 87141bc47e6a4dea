/* Picture files (PNG, JPEG, PGM P5) as gray frames: for tests, tools and recorded frames.
 *
 * Promises: the size is read from the header and checked before anything is allocated; a picture
 * beyond SCAN_SIDE_MAX_PX a side is TOO_LARGE however short the file is; damaged or truncated data
 * is CORRUPT, never half a picture. Colour becomes luma; transparency stands on white. Never
 * guesses by file name: the first bytes decide.
 * Formats: PNG (ISO/IEC 15948), JPEG (ITU-T T.81), PGM raw (netpbm, maxval 1..255).
 */
#ifndef SCAN_IMAGE_FILE_H
#define SCAN_IMAGE_FILE_H

#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/image.h"

enum { IMAGE_FILE_BYTES_MAX = 80 * 1024 * 1024 };

struct image_file {
    struct image_gray view; /* points into memory */
    uint8_t *memory;        /* owned; NULL when empty */
};

/* UNSUPPORTED: none of the formats, or a colour space that has no luma. TOO_LARGE, CORRUPT,
 * NO_MEMORY as above. */
[[nodiscard]] struct err image_file_decode(const uint8_t *bytes, size_t n, struct image_file *out);

/* Reads the file first (NOT_FOUND, IO, TOO_LARGE beyond IMAGE_FILE_BYTES_MAX). Blocks on disk. */
[[nodiscard]] struct err image_file_load(const char *path, struct image_file *out);

void image_file_free(struct image_file *f); /* an empty one is allowed */

#endif
