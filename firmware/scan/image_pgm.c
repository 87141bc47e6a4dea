#include <string.h>
#include "scan/image_formats.h"

struct reader {
    const uint8_t *p;
    size_t n;
    size_t at;
};

static bool is_blank(uint8_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void skip_blanks(struct reader *r)
{
    while (r->at < r->n && (is_blank(r->p[r->at]) || r->p[r->at] == '#')) {
        bool comment = r->p[r->at] == '#';
        while (comment && r->at + 1 < r->n && r->p[r->at + 1] != '\n') {
            r->at++;
        }
        r->at++;
    }
}

/* A positive decimal number; -1 when there is none. Stops growing at a size no picture has. */
static long long take_number(struct reader *r)
{
    enum { CEILING = 1 << 30 };
    skip_blanks(r);
    long long value = -1;
    while (r->at < r->n && r->p[r->at] >= '0' && r->p[r->at] <= '9') {
        value = (value < 0 ? 0 : value) * 10 + (r->p[r->at] - '0');
        value = value > CEILING ? CEILING : value;
        r->at++;
    }
    return value;
}

struct err image_pgm_decode(const uint8_t *bytes, size_t n, struct image_file *out)
{
    struct reader r = {bytes, n, 2};
    long long width = take_number(&r);
    long long height = take_number(&r);
    long long top = take_number(&r);
    if (width < 1 || height < 1 || top < 1 || r.at >= n || !is_blank(bytes[r.at])) {
        return FAIL(CORRUPT);
    }
    if (width > SCAN_SIDE_MAX_PX || height > SCAN_SIDE_MAX_PX) {
        return FAIL(TOO_LARGE);
    }
    if (top > 255) {
        return FAIL(UNSUPPORTED);
    }
    r.at++;
    size_t size = (size_t)width * (size_t)height;
    if (n - r.at < size) {
        return FAIL(CORRUPT);
    }
    struct image_file file;
    TRY(image_file_alloc(width, height, &file));
    for (size_t i = 0; i < size; i++) {
        unsigned value = bytes[r.at + i] * 255U / (unsigned)top;
        file.memory[i] = (uint8_t)(value > 255 ? 255 : value);
    }
    *out = file;
    return OK;
}
