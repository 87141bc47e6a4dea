#include "scan/image_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "scan/image_formats.h"

enum { HEADER_MIN = 8, READ_STEP = 1 << 16 };

struct err image_file_alloc(long long width, long long height, struct image_file *out)
{
    if (width < 1 || height < 1) {
        return FAIL(CORRUPT);
    }
    if (width > SCAN_SIDE_MAX_PX || height > SCAN_SIDE_MAX_PX) {
        return FAIL(TOO_LARGE);
    }
    uint8_t *memory = calloc((size_t)width, (size_t)height);
    if (memory == NULL) {
        return FAIL(NO_MEMORY);
    }
    out->memory = memory;
    out->view = (struct image_gray){memory, (int)width, (int)height, (int)width};
    return OK;
}

struct err image_file_decode(const uint8_t *bytes, size_t n, struct image_file *out)
{
    static const uint8_t png[HEADER_MIN] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    if (n < HEADER_MIN) {
        return FAIL(UNSUPPORTED);
    }
    if (memcmp(bytes, png, sizeof(png)) == 0) {
        return image_png_decode(bytes, n, out);
    }
    if (bytes[0] == 0xff && bytes[1] == 0xd8) {
        return image_jpeg_decode(bytes, n, out);
    }
    if (bytes[0] == 'P' && bytes[1] == '5') {
        return image_pgm_decode(bytes, n, out);
    }
    return FAIL(UNSUPPORTED);
}

/* Reads to the end, whatever the file system says the size is (a pipe or /proc has none). */
static struct err read_all(FILE *f, uint8_t **out_bytes, size_t *out_n)
{
    uint8_t *bytes = NULL;
    size_t n = 0;
    size_t room = 0;
    for (;;) {
        if (n == room) {
            room = room == 0 ? READ_STEP : room * 2;
            uint8_t *more = room > IMAGE_FILE_BYTES_MAX * 2UL ? NULL : realloc(bytes, room);
            if (more == NULL) {
                free(bytes);
                return FAIL(NO_MEMORY);
            }
            bytes = more;
        }
        size_t got = fread(bytes + n, 1, room - n, f);
        n += got;
        if (got == 0 || n > IMAGE_FILE_BYTES_MAX) {
            break;
        }
    }
    if (ferror(f) || n > IMAGE_FILE_BYTES_MAX) {
        free(bytes);
        return n > IMAGE_FILE_BYTES_MAX ? FAIL(TOO_LARGE) : FAIL(IO);
    }
    *out_bytes = bytes;
    *out_n = n;
    return OK;
}

struct err image_file_load(const char *path, struct image_file *out)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        return FAIL(NOT_FOUND);
    }
    uint8_t *bytes = NULL;
    size_t n = 0;
    struct err e = read_all(f, &bytes, &n);
    (void)fclose(f); /* opened for reading: nothing can be lost */
    if (!failed(e)) {
        e = image_file_decode(bytes, n, out);
        free(bytes);
    }
    return e;
}

void image_file_free(struct image_file *f)
{
    free(f->memory);
    *f = (struct image_file){{NULL, 0, 0, 0}, NULL};
}
