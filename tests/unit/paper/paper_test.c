#include "tests/kit/kit.h"

#include <string.h>
#include "paper/pages.h"
#include "paper/paper.h"
#include "paper/render.h"
#include "tests/golden/paper_samples.h"

enum { BITS_MAX = 512 * 1024 };
static uint8_t bits[2][BITS_MAX];

static const struct raster_order wide = {.width_dots = 576, .dpi = 203};
static const struct raster_order narrow = {.width_dots = 512, .dpi = 180};

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

static int ink_in_columns(const struct bitmap *b, int from, int to)
{
    int dots = 0;
    for (int y = 0; y < b->height_px; y++) {
        for (int x = from; x < to; x++) {
            dots += b->bits[y * b->row_bytes + x / 8] >> (7 - x % 8) & 1;
        }
    }
    return dots;
}

static void the_same_slip_is_the_same_bytes(void **state)
{
    struct typeset *other = NULL;
    struct document d = sample_slip_full();
    struct bitmap a, b;
    assert_ok(typeset_open(&other));
    assert_ok(paper_render_raster(*state, &d, &wide, bits[0], BITS_MAX, &a));
    assert_ok(paper_render_raster(other, &d, &wide, bits[1], BITS_MAX, &b));
    typeset_close(other);
    assert_int_equal(a.height_px, b.height_px);
    assert_memory_equal(bits[0], bits[1], (size_t)a.height_px * (size_t)a.row_bytes);
    d.slip.wait_minutes++;
    assert_ok(paper_render_raster(*state, &d, &wide, bits[1], BITS_MAX, &b));
    assert_memory_not_equal(bits[0], bits[1], (size_t)a.height_px * (size_t)a.row_bytes);
}

static void one_page_model_for_both_heads(void **state)
{
    for (int i = 0; i < HOLD_SLIP_REASON_COUNT; i++) {
        struct document d = sample_hold_slip((enum hold_slip_reason)i);
        struct bitmap a, b;
        assert_ok(paper_render_raster(*state, &d, &wide, bits[0], BITS_MAX, &a));
        assert_ok(paper_render_raster(*state, &d, &narrow, bits[1], BITS_MAX, &b));
        assert_int_equal(a.row_bytes, 72);
        assert_int_equal(b.row_bytes, 64);
        assert_in_range(a.height_px * 180 / 203, b.height_px - 1, b.height_px + 1);
        assert_int_equal(ink_in_columns(&a, 0, 16), 0);
        assert_int_equal(ink_in_columns(&b, 512 - 16, 512), 0);
        assert_true(ink_in_columns(&a, 16, 560) > 10000);
    }
}

static void the_digits_are_24_mm_high(void **state)
{
    enum { SIDE = 720 };
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, SIDE, SIDE);
    struct pen pen = {.ts = *state, .cr = cairo_create(surface)};
    roll_number(&pen, 100, "A-017", 296);
    cairo_surface_flush(surface);
    const unsigned char *p = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    int rows = 0;
    for (int y = 0; y < SIDE; y++) {
        bool ink = false;
        for (int x = 0; x < SIDE; x++) {
            ink = ink || p[y * stride + x] > 127;
        }
        rows += ink;
    }
    assert_in_range(rows, 240, 260);
    cairo_destroy(pen.cr);
    cairo_surface_destroy(surface);
}

static void a_long_number_stays_on_the_paper(void **state)
{
    struct document d = sample_slip();
    struct bitmap b;
    strcpy(d.slip.call_no, "AB-1234567");
    assert_ok(paper_render_raster(*state, &d, &wide, bits[0], BITS_MAX, &b));
    assert_int_equal(ink_in_columns(&b, 0, 16), 0);
    assert_int_equal(ink_in_columns(&b, 560, 576), 0);
}

static struct err count_bytes(void *context, const uint8_t *bytes, size_t n)
{
    (void)bytes;
    *(size_t *)context += n;
    return OK;
}

static struct err broken_pipe(void *context, const uint8_t *bytes, size_t n)
{
    (void)context;
    (void)bytes;
    (void)n;
    return FAIL(IO);
}

struct refusal_case {
    const char *value;
    bool does_not_fit;
    enum coverage worst;
};

static const struct refusal_case refusals[] = {
    {"山\U0002FFFE太郎", false, COVERAGE_ABSENT},
    {"渡邉\U000E01EF太郎", false, COVERAGE_BASE_ONLY},
    {"山田\xE3\x81", false, COVERAGE_ABSENT},
    {"寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末", true, COVERAGE_EXACT},
};

static void a_certificate_is_exact_or_not_at_all(void **state)
{
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        struct document d = sample_cert_record_sheet();
        const int field = 4; /* 用途, the smallest box */
        strcpy(d.cert_record_sheet.field[field].value, refusals[i].value);
        if (refusals[i].does_not_fit) {
            strcat(d.cert_record_sheet.field[field].value, "藪柑子");
        }
        struct paper_refusal refusal = {.field = -1};
        size_t written = 0;
        assert_fails(paper_check(*state, &d, &refusal), REFUSED);
        assert_int_equal(refusal.field, field);
        assert_int_equal(refusal.does_not_fit, refusals[i].does_not_fit);
        assert_int_equal(refusal.audit.worst, refusals[i].worst);
        assert_fails(paper_render_pdf(*state, &d, count_bytes, &written), REFUSED);
        assert_int_equal(written, 0);
        assert_fails(paper_render_png(*state, &d, 0, 100, "build/never.png"), REFUSED);
    }
    struct document good = sample_cert_record_sheet();
    struct paper_refusal untouched = {.field = -7};
    assert_ok(paper_check(*state, &good, &untouched));
    assert_int_equal(untouched.field, -7);
}

static void a_slip_with_an_odd_office_name_is_still_printed(void **state)
{
    struct document d = sample_slip();
    struct bitmap b;
    strcpy(d.office.name, "\U0002FFFE事務所");
    assert_ok(paper_render_raster(*state, &d, &wide, bits[0], BITS_MAX, &b));
}

static void orders_out_of_range_are_refused(void **state)
{
    struct document slip = sample_slip(), sheet = sample_receipt(true, false);
    struct bitmap out = {.width_px = -1};
    struct raster_order order = wide;
    assert_fails(paper_render_raster(*state, &sheet, &wide, bits[0], BITS_MAX, &out), TOO_LARGE);
    assert_fails(paper_render_raster(*state, &slip, &wide, bits[0], 72 * 100, &out), TOO_LARGE);
    order.page_no = 1;
    assert_fails(paper_render_raster(*state, &slip, &order, bits[0], BITS_MAX, &out), INVALID);
    order = wide;
    order.dpi = PAPER_DPI_MAX + 1;
    assert_fails(paper_render_raster(*state, &slip, &order, bits[0], BITS_MAX, &out), INVALID);
    order = wide;
    order.width_dots = 384;
    assert_fails(paper_render_raster(*state, &slip, &order, bits[0], BITS_MAX, &out), TOO_LARGE);
    assert_int_equal(out.width_px, -1);
    assert_fails(paper_render_pdf(*state, &slip, broken_pipe, NULL), IO);
    assert_fails(paper_render_png(*state, &slip, 0, 100, "no/such/folder.png"), IO);
    struct image_gray gray = {.width_px = -1};
    assert_fails(paper_render_gray(*state, &slip, 0, 100, bits[0], 1000, &gray), TOO_LARGE);
    assert_int_equal(gray.width_px, -1);
}

static int pages_of(struct typeset *ts, const struct document *d)
{
    struct paper_size size;
    paper_measure(ts, d, &size);
    return size.page_count;
}

static void lists_and_reports_go_over_pages(void **state)
{
    static const int counts[][2] = {{0, 1}, {1, 1}, {20, 1}, {21, 2}, {40, 2}};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        struct document d = sample_hand_over_list(counts[i][0]);
        assert_int_equal(pages_of(*state, &d), counts[i][1]);
    }
    struct document report = sample_daily_report();
    assert_int_equal(pages_of(*state, &report), 2);
    struct document empty = sample_of(DOCUMENT_READINESS_REPORT);
    assert_int_equal(pages_of(*state, &empty), 1);
    struct document full = sample_of(DOCUMENT_DAILY_REPORT);
    while (full.report.line_count < REPORT_LINES_MAX) {
        sample_line(&full.report, REPORT_HEADING, "見出し", "");
    }
    assert_in_range(pages_of(*state, &full), 4, PAPER_PAGES_MAX);
    struct document sheet = sample_cert_record_sheet();
    while (sheet.cert_record_sheet.field_count < RECORD_FIELDS_MAX) {
        sample_field(&sheet.cert_record_sheet, "追加", "値");
    }
    assert_int_equal(pages_of(*state, &sheet), 2);
}

static void nothing_of_the_samples_overflows(void **state)
{
    struct document all[] = {
        sample_slip_full(),        sample_receipt(false, false), sample_receipt(true, true),
        sample_hand_over_list(40), sample_cert_record_sheet(),   sample_daily_report(),
        sample_readiness_report(),
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        struct pen pen = {.ts = *state};
        page_draw(&pen, &all[i], 0);
        assert_false(pen.overflow);
    }
    struct pen pen = {.ts = *state};
    assert_int_equal(pen_qr(&pen, 0, 0, ""), 0);
    assert_true(pen.overflow);
}

static void the_applicants_copy_has_no_staff_mark(void **state)
{
    (void)state;
    struct receipt_row row[RECEIPT_ROWS_MAX];
    struct document d = sample_receipt(true, false);
    int n = receipt_rows(&d, row);
    for (int i = 0; i < n; i++) {
        assert_string_not_equal(row[i].label, "担当");
        assert_null(strstr(row[i].value, d.receipt.staff_mark));
    }
    d.receipt.applicant_copy = false;
    assert_int_equal(receipt_rows(&d, row), n + 1);
}

static void a_test_build_always_says_specimen(void **state)
{
    (void)state;
    struct document d = sample_slip();
    d.specimen = false;
    assert_false(page_is_specimen(&d, false));
    assert_true(page_is_specimen(&d, true));
    d.specimen = true;
    assert_true(page_is_specimen(&d, false));
    assert_int_equal(PAPER_ALWAYS_SPECIMEN, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_slip_is_the_same_bytes),
        cmocka_unit_test(one_page_model_for_both_heads),
        cmocka_unit_test(the_digits_are_24_mm_high),
        cmocka_unit_test(a_long_number_stays_on_the_paper),
        cmocka_unit_test(a_certificate_is_exact_or_not_at_all),
        cmocka_unit_test(a_slip_with_an_odd_office_name_is_still_printed),
        cmocka_unit_test(orders_out_of_range_are_refused),
        cmocka_unit_test(lists_and_reports_go_over_pages),
        cmocka_unit_test(nothing_of_the_samples_overflows),
        cmocka_unit_test(the_applicants_copy_has_no_staff_mark),
        cmocka_unit_test(a_test_build_always_says_specimen),
    };
    return cmocka_run_group_tests(tests, open_typeset, close_typeset);
}
