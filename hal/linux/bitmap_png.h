/* One page of dots as a PNG file, one bit a dot, black on white.
 *
 * Promises: the file appears whole and on the disk, or not at all (base/file.h). Blocks for as long
 * as the disk takes; used by file-backed printers and the simulator only.
 */
#ifndef HAL_LINUX_BITMAP_PNG_H
#define HAL_LINUX_BITMAP_PNG_H

#include "base/err.h"
#include "base/image.h"

enum { BITMAP_PATH_MAX = 512 };

/* dpi 0: no resolution in the file. Errors: those of file_begin(). */
struct err bitmap_write_png(const struct bitmap *page, int dpi, const char *path);

#endif
