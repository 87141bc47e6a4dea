/* Our PWG raster read by a program of others: libcups, the reader inside every CUPS filter. */
#include "tests/kit/kit.h"

#include <cups/raster.h>
#include <stdlib.h>
#include <string.h>
#include "paper/pwg.h"
#include "tests/golden/paper_samples.h"

enum { STREAM_MAX = 4 * 1024 * 1024, PIXELS_MAX = 2481 * 3509 };

struct stream {
    size_t n, at, limit;
    uint8_t bytes[STREAM_MAX];
};

static struct stream ours, theirs;
static uint8_t pixels[PIXELS_MAX];

static struct err keep(void *context, const uint8_t *bytes, size_t n)
{
    struct stream *s = context;
    if (n > s->limit - s->n) {
        return FAIL(FULL);
    }
    memcpy(s->bytes + s->n, bytes, n);
    s->n += n;
    return OK;
}

static ssize_t give(void *context, unsigned char *buffer, size_t n)
{
    struct stream *s = context;
    size_t left = s->n - s->at;
    n = n < left ? n : left;
    memcpy(buffer, s->bytes + s->at, n);
    s->at += n;
    return (ssize_t)n;
}

static ssize_t take(void *context, unsigned char *buffer, size_t n)
{
    return failed(keep(context, buffer, n)) ? -1 : (ssize_t)n;
}

static void clear(struct stream *s)
{
    s->n = s->at = 0;
    s->limit = STREAM_MAX;
}

/* The picture comes back from libcups dot for dot. */
static void read_page(cups_raster_t *r, const uint8_t *want, int stride)
{
    cups_page_header2_t header;
    uint8_t line[PWG_WIDTH];
    assert_int_equal(cupsRasterReadHeader2(r, &header), 1);
    assert_int_equal(header.cupsWidth, PWG_WIDTH);
    assert_int_equal(header.cupsHeight, PWG_HEIGHT);
    assert_string_equal(header.cupsPageSizeName, "iso_a4_210x297mm");
    for (int y = 0; y < PWG_HEIGHT; y++) {
        assert_int_equal(cupsRasterReadPixels(r, line, sizeof line), sizeof line);
        assert_memory_equal(line, want + (ptrdiff_t)y * stride, sizeof line);
    }
}

static void the_header_is_the_one_that_libcups_makes(void **state)
{
    (void)state;
    cups_page_header2_t header;
    clear(&ours);
    clear(&theirs);
    memset(pixels, 0xFF, sizeof pixels);
    struct image_gray page = {pixels, PWG_WIDTH, PWG_HEIGHT, PWG_WIDTH};
    assert_ok(pwg_begin(keep, &ours));
    assert_ok(pwg_page(&page, 2, keep, &ours));
    assert_int_equal(cupsRasterInitPWGHeader(&header, pwgMediaForPWG("iso_a4_210x297mm"), "sgray_8",
                                             PWG_DPI, PWG_DPI, "one-sided", NULL),
                     1);
    header.cupsInteger[CUPS_RASTER_PWG_TotalPageCount] = 2;
    cups_raster_t *r = cupsRasterOpenIO(take, &theirs, CUPS_RASTER_WRITE_PWG);
    assert_int_equal(cupsRasterWriteHeader2(r, &header), 1);
    cupsRasterClose(r);
    assert_true(theirs.n >= 4 + PWG_HEADER_SIZE);
    for (size_t i = 0; i < 4 + PWG_HEADER_SIZE; i++) {
        bool is_reserved = i >= 4 + 284 && i < 4 + 300; /* libcups keeps a box of its own there */
        if (ours.bytes[i] != (is_reserved ? 0 : theirs.bytes[i])) {
            fail_msg("header byte %zu: %02x, libcups %02x", i - 4, ours.bytes[i], theirs.bytes[i]);
        }
    }
}

static void any_picture_comes_back_dot_for_dot(void **state)
{
    (void)state;
    clear(&ours);
    uint32_t x = 12345;
    for (size_t i = 0; i < sizeof pixels; i++) { /* runs and loose dots of every length */
        x = x * 1664525u + 1013904223u;
        bool is_new = (x >> 24) < (i / 4096 % 2 == 0 ? 3u : 200u);
        pixels[i] = is_new || i == 0 ? (uint8_t)(x >> 16) : pixels[i - 1];
    }
    memset(pixels, 0xFF, (size_t)PWG_WIDTH * 600); /* more equal lines than one count holds */
    ours.limit = STREAM_MAX;
    struct image_gray page = {pixels, PWG_WIDTH, PWG_HEIGHT, PWG_WIDTH};
    struct err e = pwg_begin(keep, &ours);
    e = failed(e) ? e : pwg_page(&page, 1, keep, &ours);
    assert_ok(e);
    cups_raster_t *r = cupsRasterOpenIO(give, &ours, CUPS_RASTER_READ);
    read_page(r, pixels, PWG_WIDTH);
    cupsRasterClose(r);
}

static void every_page_of_a_document_comes_back(void **state)
{
    struct document d = sample_hand_over_list(HAND_OVER_LINES_MAX);
    struct paper_size size;
    clear(&ours);
    paper_measure(*state, &d, &size);
    assert_true(size.page_count > 1);
    assert_ok(paper_render_pwg(*state, &d, keep, &ours));
    cups_raster_t *r = cupsRasterOpenIO(give, &ours, CUPS_RASTER_READ);
    for (int i = 0; i < size.page_count; i++) {
        struct image_gray page;
        assert_ok(paper_render_gray(*state, &d, i, PWG_DPI, pixels, sizeof pixels, &page));
        read_page(r, page.pixels, page.stride);
    }
    cups_page_header2_t header;
    assert_int_equal(cupsRasterReadHeader2(r, &header), 0);
    cupsRasterClose(r);
}

static void what_does_not_fit_is_refused(void **state)
{
    struct document d = sample_slip();
    clear(&ours);
    assert_fails(paper_render_pwg(*state, &d, keep, &ours), UNSUPPORTED);
    assert_int_equal(ours.n, 0);
    struct image_gray small = {pixels, PWG_WIDTH - 1, PWG_HEIGHT, PWG_WIDTH};
    assert_fails(pwg_page(&small, 1, keep, &ours), INVALID);
    ours.limit = 4 + PWG_HEADER_SIZE + 10;
    d = sample_hand_over_list(HAND_OVER_LINES_MAX);
    assert_fails(paper_render_pwg(*state, &d, keep, &ours), FULL);
}

static int open_typeset(void **state)
{
    struct typeset *ts = NULL;
    if (failed(typeset_open(&ts))) {
        return -1;
    }
    *state = ts;
    return 0;
}

static int close_typeset(void **state)
{
    typeset_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_header_is_the_one_that_libcups_makes),
        cmocka_unit_test(any_picture_comes_back_dot_for_dot),
        cmocka_unit_test(every_page_of_a_document_comes_back),
        cmocka_unit_test(what_does_not_fit_is_refused),
    };
    return cmocka_run_group_tests_name("paper/pwg", tests, open_typeset, close_typeset);
}
