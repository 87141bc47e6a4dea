#include "paper/pwg.h"

#include <string.h>

/* Byte offsets in the page header, PWG 5102.4 table 2; what is left out is zero. */
enum {
    AT_PWG_RASTER = 0,
    AT_RESOLUTION_X = 276,
    AT_RESOLUTION_Y = 280,
    AT_PAGE_WIDTH_PT = 352,
    AT_PAGE_HEIGHT_PT = 356,
    AT_WIDTH = 372,
    AT_HEIGHT = 376,
    AT_BITS_PER_COLOR = 384,
    AT_BITS_PER_PIXEL = 388,
    AT_BYTES_PER_LINE = 392,
    AT_COLOR_SPACE = 400,
    AT_NUM_COLORS = 420,
    AT_TOTAL_PAGES = 452,
    AT_CROSS_FEED = 456,
    AT_FEED = 460,
    AT_ALTERNATE_PRIMARY = 480,
    AT_PAGE_SIZE_NAME = 1732,
};

enum {
    A4_WIDTH_PT = 595,
    A4_HEIGHT_PT = 841,
    SPACE_SGRAY = 18,
    WHITE_RGB = 0xFFFFFF,
    RUN_MAX = 128,
    REPEATS_MAX = 256,
    LINE_BYTES_MAX = 1 + 2 * PWG_WIDTH, /* a pixel costs two bytes at worst */
};

static void put_number(uint8_t *header, int at, uint32_t value)
{
    for (int i = 0; i < 4; i++) {
        header[at + i] = (uint8_t)(value >> (24 - 8 * i));
    }
}

static void make_header(int page_count, uint8_t out[PWG_HEADER_SIZE])
{
    static const char name[] = "iso_a4_210x297mm";
    memset(out, 0, PWG_HEADER_SIZE);
    memcpy(out + AT_PWG_RASTER, "PwgRaster", sizeof "PwgRaster");
    memcpy(out + AT_PAGE_SIZE_NAME, name, sizeof name);
    put_number(out, AT_RESOLUTION_X, PWG_DPI);
    put_number(out, AT_RESOLUTION_Y, PWG_DPI);
    put_number(out, AT_PAGE_WIDTH_PT, A4_WIDTH_PT);
    put_number(out, AT_PAGE_HEIGHT_PT, A4_HEIGHT_PT);
    put_number(out, AT_WIDTH, PWG_WIDTH);
    put_number(out, AT_HEIGHT, PWG_HEIGHT);
    put_number(out, AT_BITS_PER_COLOR, 8);
    put_number(out, AT_BITS_PER_PIXEL, 8);
    put_number(out, AT_BYTES_PER_LINE, PWG_WIDTH);
    put_number(out, AT_COLOR_SPACE, SPACE_SGRAY);
    put_number(out, AT_NUM_COLORS, 1);
    put_number(out, AT_TOTAL_PAGES, (uint32_t)page_count);
    put_number(out, AT_CROSS_FEED, 1);
    put_number(out, AT_FEED, 1);
    put_number(out, AT_ALTERNATE_PRIMARY, WHITE_RGB);
}

/* How many pixels from x on are equal, at most RUN_MAX. */
static int run_at(const uint8_t *row, int x)
{
    int n = 1;
    while (n < RUN_MAX && x + n < PWG_WIDTH && row[x + n] == row[x]) {
        n++;
    }
    return n;
}

/* How many pixels from x on stand alone: up to the next pair of equals. */
static int literal_at(const uint8_t *row, int x)
{
    int n = 1;
    while (n < RUN_MAX && x + n < PWG_WIDTH && run_at(row, x + n) == 1) {
        n++;
    }
    return n;
}

/* §4.2.3: count-1 and the pixel, or 257-count and the pixels. A literal of one would read as a
 * count of 256, which is no count: it is a run of one. */
static size_t pack_line(const uint8_t *row, int repeats, uint8_t out[LINE_BYTES_MAX])
{
    size_t n = 0;
    out[n++] = (uint8_t)(repeats - 1);
    for (int x = 0; x < PWG_WIDTH;) {
        int run = run_at(row, x);
        int literal = run == 1 ? literal_at(row, x) : 0;
        if (literal < 2) {
            out[n++] = (uint8_t)(run - 1);
            out[n++] = row[x];
            x += run;
            continue;
        }
        out[n++] = (uint8_t)(257 - literal);
        memcpy(out + n, row + x, (size_t)literal);
        n += (size_t)literal;
        x += literal;
    }
    return n;
}

static int repeats_at(const struct image_gray *page, int y)
{
    const uint8_t *row = page->pixels + (ptrdiff_t)y * page->stride;
    int n = 1;
    while (n < REPEATS_MAX && y + n < PWG_HEIGHT &&
           memcmp(row, row + (ptrdiff_t)n * page->stride, PWG_WIDTH) == 0) {
        n++;
    }
    return n;
}

struct err pwg_begin(paper_write_fn *write, void *context)
{
    static const uint8_t sync[] = {'R', 'a', 'S', '2'};
    return write(context, sync, sizeof sync);
}

struct err pwg_page(const struct image_gray *page, int page_count, paper_write_fn *write,
                    void *context)
{
    uint8_t header[PWG_HEADER_SIZE], line[LINE_BYTES_MAX];
    if (page->width_px < PWG_WIDTH || page->height_px < PWG_HEIGHT) {
        return FAIL(INVALID);
    }
    make_header(page_count, header);
    TRY(write(context, header, sizeof header));
    for (int y = 0; y < PWG_HEIGHT;) {
        int repeats = repeats_at(page, y);
        size_t n = pack_line(page->pixels + (ptrdiff_t)y * page->stride, repeats, line);
        TRY(write(context, line, n));
        y += repeats;
    }
    return OK;
}
