#include "hal/linux/bitmap_png.h"

#include <errno.h>
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <unistd.h>

/* libpng reports by longjmp: nothing in this frame changes after setjmp. */
static bool encode(FILE *file, const struct bitmap *page, int dpi)
{
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png == NULL ? NULL : png_create_info_struct(png);
    if (info == NULL || setjmp(png_jmpbuf(png)) != 0) {
        png_destroy_write_struct(&png, &info);
        return false;
    }
    png_init_io(png, file);
    png_set_compression_level(png, 1);
    png_set_IHDR(png, info, (png_uint_32)page->width_px, (png_uint_32)page->height_px, 1,
                 PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    if (dpi > 0) {
        png_uint_32 per_metre = (png_uint_32)(dpi * 10000 / 254);
        png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
    }
    png_write_info(png, info);
    png_set_invert_mono(png); /* ink is 1 here, black is 0 there */
    for (int y = 0; y < page->height_px; y++) {
        png_write_row(png, page->bits + (size_t)y * (size_t)page->row_bytes);
    }
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    return true;
}

struct err bitmap_write_png(const struct bitmap *page, int dpi, const char *path)
{
    char part[BITMAP_PATH_MAX];
    int n = snprintf(part, sizeof part, "%s.part", path);
    if (n < 0 || n >= (int)sizeof part) {
        return FAIL(TOO_LARGE);
    }
    FILE *file = fopen(part, "wb");
    if (file == NULL) {
        return FAIL(IO);
    }
    bool ok = encode(file, page, dpi) && fflush(file) == 0 && fsync(fileno(file)) == 0;
    bool is_full = !ok && (errno == ENOSPC || errno == EDQUOT);
    ok = fclose(file) == 0 && ok;
    if (ok && rename(part, path) == 0) {
        return OK;
    }
    (void)unlink(part);
    return is_full ? FAIL(FULL) : FAIL(IO);
}
