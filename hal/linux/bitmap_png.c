#include "hal/linux/bitmap_png.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include "base/file.h"

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
    struct new_file file;
    TRY(file_begin(&file, path));
    return file_end(&file, encode(file.stream, page, dpi));
}
