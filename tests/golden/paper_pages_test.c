/* Every page as a picture, compared with the one in tests/golden/paper/ that a person has looked
 * at. PAPER_RECORD=1 in the environment writes them anew; a differing page is left beside the test
 * data for looking. Also: the code on a slip is read back by ZBar from the very raster. */
#include "tests/kit/kit.h"

#include <stdlib.h>
#include <string.h>
#include <zbar.h>
#include "paper/paper.h"
#include "tests/golden/paper_samples.h"

enum { ROLL_DPI = 102, SHEET_DPI = 72, NAME_SIZE_MAX = 320, CLOSE = 6 };

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

static int gray_of(const unsigned char *p)
{
    return (p[0] + p[1] + p[2]) / 3;
}

/* Pixels that differ visibly; -1 when the sizes do. */
static int differing(const char *a_file, const char *b_file)
{
    cairo_surface_t *a = cairo_image_surface_create_from_png(a_file);
    cairo_surface_t *b = cairo_image_surface_create_from_png(b_file);
    int width = cairo_image_surface_get_width(a), height = cairo_image_surface_get_height(a);
    int count = -1;
    if (cairo_surface_status(a) == CAIRO_STATUS_SUCCESS &&
        cairo_surface_status(b) == CAIRO_STATUS_SUCCESS &&
        width == cairo_image_surface_get_width(b) && height == cairo_image_surface_get_height(b)) {
        count = 0;
        for (int y = 0; y < height; y++) {
            const unsigned char *p =
                cairo_image_surface_get_data(a) + y * cairo_image_surface_get_stride(a);
            const unsigned char *q =
                cairo_image_surface_get_data(b) + y * cairo_image_surface_get_stride(b);
            for (int x = 0; x < width; x++, p += 4, q += 4) {
                count += abs(gray_of(p) - gray_of(q)) > CLOSE;
            }
        }
    }
    cairo_surface_destroy(a);
    cairo_surface_destroy(b);
    return count;
}

static void check_page(struct typeset *ts, const struct document *d, const char *name, int page_no)
{
    char golden[NAME_SIZE_MAX], folder[256], got[NAME_SIZE_MAX];
    struct paper_size size;
    paper_measure(ts, d, &size);
    int dpi = size.width == PAPER_ROLL_WIDTH ? ROLL_DPI : SHEET_DPI;
    struct strbuf b = strbuf_on(golden, sizeof golden);
    strbuf_format(&b, "tests/golden/paper/%s-%d.png", name, page_no + 1);
    if (getenv("PAPER_RECORD") != NULL) {
        assert_ok(paper_render_png(ts, d, page_no, dpi, golden));
        return;
    }
    kit_folder("paper", folder);
    b = strbuf_on(got, sizeof got);
    strbuf_format(&b, "%s/%s-%d.png", folder, name, page_no + 1);
    assert_ok(paper_render_png(ts, d, page_no, dpi, got));
    int count = differing(golden, got);
    if (count != 0) {
        fail_msg("%s and %s differ in %d pixels", golden, got, count);
    }
}

static void check_pages(struct typeset *ts, const struct document *d, const char *name)
{
    struct paper_size size;
    paper_measure(ts, d, &size);
    for (int i = 0; i < size.page_count; i++) {
        check_page(ts, d, name, i);
    }
}

static void slips_look_as_they_did(void **state)
{
    struct document plain = sample_slip(), full = sample_slip_full();
    check_pages(*state, &plain, "slip");
    check_pages(*state, &full, "slip-full");
    static const char *const names[HOLD_SLIP_REASON_COUNT] = {
#define X(reason, title) [HOLD_SLIP_##reason] = "hold-" #reason,
        HOLD_SLIP_LIST(X)
#undef X
    };
    for (int i = 0; i < HOLD_SLIP_REASON_COUNT; i++) {
        struct document d = sample_hold_slip((enum hold_slip_reason)i);
        check_pages(*state, &d, names[i]);
    }
}

static void sheets_look_as_they_did(void **state)
{
    struct {
        const char *name;
        struct document document;
    } sheets[] = {
        {"receipt-office", sample_receipt(false, false)},
        {"receipt-applicant", sample_receipt(true, false)},
        {"receipt-roll", sample_receipt(false, true)},
        {"hand-over-list", sample_hand_over_list(26)},
        {"cert-record-sheet", sample_cert_record_sheet()},
        {"cert-record-sheet-again", sample_cert_record_sheet_again()},
        {"daily-report", sample_daily_report()},
        {"readiness-report", sample_readiness_report()},
    };
    for (size_t i = 0; i < sizeof sheets / sizeof sheets[0]; i++) {
        check_pages(*state, &sheets[i].document, sheets[i].name);
    }
}

static void a_changed_word_is_seen(void **state)
{
    char folder[256], a[NAME_SIZE_MAX], b[NAME_SIZE_MAX];
    struct document d = sample_slip();
    kit_folder("paper", folder);
    struct strbuf name = strbuf_on(a, sizeof a);
    strbuf_format(&name, "%s/a.png", folder);
    name = strbuf_on(b, sizeof b);
    strbuf_format(&name, "%s/b.png", folder);
    assert_ok(paper_render_png(*state, &d, 0, ROLL_DPI, a));
    d.slip.call_no[4] = '8';
    assert_ok(paper_render_png(*state, &d, 0, ROLL_DPI, b));
    assert_true(differing(a, b) > 0);
    assert_int_equal(differing(a, a), 0);
}

/* What ZBar reads in the 1-bit page; the side of its square in dots in *out_side. */
static void read_code(const struct bitmap *page, char out[64], int *out_side)
{
    size_t n = (size_t)page->width_px * (size_t)page->height_px;
    unsigned char *gray = malloc(n);
    assert_non_null(gray);
    for (int y = 0; y < page->height_px; y++) {
        for (int x = 0; x < page->width_px; x++) {
            bool ink = page->bits[y * page->row_bytes + x / 8] >> (7 - x % 8) & 1;
            gray[(size_t)y * (size_t)page->width_px + (size_t)x] = ink ? 0 : 255;
        }
    }
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, (unsigned)page->width_px, (unsigned)page->height_px);
    zbar_image_set_data(image, gray, n, NULL);
    out[0] = '\0';
    if (zbar_scan_image(scanner, image) > 0) {
        const zbar_symbol_t *symbol = zbar_image_first_symbol(image);
        struct strbuf b = strbuf_on(out, 64);
        strbuf_text(&b, zbar_symbol_get_data(symbol));
        *out_side = zbar_symbol_get_loc_x(symbol, 2) - zbar_symbol_get_loc_x(symbol, 0);
    }
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
    free(gray);
}

static void the_code_is_read_back_with_big_modules(void **state)
{
    static const struct raster_order orders[] = {{576, 203, 0}, {512, 180, 0}};
    static uint8_t bits[512 * 1024];
    struct document d = sample_slip();
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        struct bitmap page;
        char text[64];
        int side = 0;
        assert_ok(paper_render_raster(*state, &d, &orders[i], bits, sizeof bits, &page));
        read_code(&page, text, &side);
        assert_string_equal(text, d.slip.check_code);
        /* 21 modules of 0.5 mm, a dot less for the reader's rounding */
        assert_true(side + 1 >= 21 * orders[i].dpi / 51);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slips_look_as_they_did),
        cmocka_unit_test(sheets_look_as_they_did),
        cmocka_unit_test(a_changed_word_is_seen),
        cmocka_unit_test(the_code_is_read_back_with_big_modules),
    };
    return cmocka_run_group_tests(tests, open_typeset, close_typeset);
}
