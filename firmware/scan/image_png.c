#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include "scan/image_formats.h"

enum { CHUNK_BYTES_MAX = 8 * 1024 * 1024, CHUNKS_MAX = 64 };

/* Everything lives here and not in locals, so that a longjmp leaves nothing indeterminate. */
struct png_job {
    png_structp png;
    png_infop info;
    const uint8_t *bytes;
    size_t left;
    struct image_file file;
    uint8_t **rows;
    struct err result;
};

static void feed(png_structp png, png_bytep to, size_t n)
{
    struct png_job *job = png_get_io_ptr(png);
    if (n > job->left) {
        png_error(png, "end of data");
    }
    memcpy(to, job->bytes, n);
    job->bytes += n;
    job->left -= n;
}

static void on_error(png_structp png, png_const_charp text)
{
    (void)text; /* comes from the file: never shown */
    longjmp(png_jmpbuf(png), 1);
}

static void on_warning(png_structp png, png_const_charp text)
{
    (void)png;
    (void)text;
}

static void ask_for_gray(struct png_job *job)
{
    png_color_16 white = {0, 0xffff, 0xffff, 0xffff, 0xffff};
    png_set_expand(job->png);
    png_set_scale_16(job->png);
    if ((png_get_color_type(job->png, job->info) & PNG_COLOR_MASK_ALPHA) != 0 ||
        png_get_valid(job->png, job->info, PNG_INFO_tRNS) != 0) {
        white.red = white.green = white.blue = white.gray = 255;
        png_set_background(job->png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
    }
    if ((png_get_color_type(job->png, job->info) & PNG_COLOR_MASK_COLOR) != 0) {
        png_set_rgb_to_gray_fixed(job->png, PNG_ERROR_ACTION_NONE, -1, -1);
    }
    (void)png_set_interlace_handling(job->png);
    png_read_update_info(job->png, job->info);
}

static void decode(struct png_job *job)
{
    png_read_info(job->png, job->info);
    png_uint_32 width = png_get_image_width(job->png, job->info);
    png_uint_32 height = png_get_image_height(job->png, job->info);
    struct err e = image_file_alloc(width, height, &job->file);
    if (failed(e)) {
        job->result = e;
        return;
    }
    ask_for_gray(job);
    job->rows = calloc(height, sizeof(job->rows[0]));
    if (job->rows == NULL || png_get_rowbytes(job->png, job->info) != width) {
        job->result = job->rows == NULL ? FAIL(NO_MEMORY) : FAIL(UNSUPPORTED);
        return;
    }
    for (png_uint_32 y = 0; y < height; y++) {
        job->rows[y] = job->file.memory + (size_t)y * width;
    }
    png_read_image(job->png, job->rows);
    png_read_end(job->png, NULL);
    job->result = OK;
}

static struct err run(struct png_job *job)
{
    if (setjmp(png_jmpbuf(job->png)) != 0) {
        return FAIL(CORRUPT);
    }
    /* Sizes beyond ours pass libpng's own limit so that they come back as TOO_LARGE. */
    png_set_user_limits(job->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_chunk_malloc_max(job->png, CHUNK_BYTES_MAX);
    png_set_chunk_cache_max(job->png, CHUNKS_MAX);
    png_set_read_fn(job->png, job, feed);
    decode(job);
    return job->result;
}

struct err image_png_decode(const uint8_t *bytes, size_t n, struct image_file *out)
{
    struct png_job job = {.bytes = bytes, .left = n, .result = FAIL(CORRUPT)};
    job.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning);
    job.info = job.png == NULL ? NULL : png_create_info_struct(job.png);
    struct err e = job.info == NULL ? FAIL(NO_MEMORY) : run(&job);
    png_destroy_read_struct(&job.png, &job.info, NULL);
    free(job.rows);
    if (failed(e)) {
        image_file_free(&job.file);
        return e;
    }
    *out = job.file;
    return OK;
}
