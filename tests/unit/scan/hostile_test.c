/* Pictures made to hurt: sizes at the limits, floods of position patterns, symbols of version 40.
 */
#include "tests/kit/kit.h"

#include "scan/engine.h"
#include "tests/unit/scan/qr_picture.h"

static struct scan_result result;

static void survive(struct scan_engine *e, const struct picture *p)
{
    struct image_gray frame = picture_view(p);
    assert_ok(scan_frame(e, &frame, SCAN_EFFORT_STILL, &result));
    assert_true(result.code_count >= 0 && result.code_count <= SCAN_CODES_MAX);
    for (int i = 0; i < result.code_count; i++) {
        assert_true(result.code[i].length <= SCAN_PAYLOAD_MAX);
    }
}

static void finder_at(struct picture *p, int left, int top, int module)
{
    for (int y = 0; y < 7 * module; y++) {
        for (int x = 0; x < 7 * module; x++) {
            int u = abs(x / module - 3);
            int v = abs(y / module - 3);
            int ring = u > v ? u : v;
            p->px[(top + y) * p->width + left + x] = ring == 2 ? 230 : 20;
        }
    }
}

/* Seven or more patterns in a row crashed other readers (CVE-2023-40889 is of this kind). */
static void a_thousand_position_patterns(void **state)
{
    (void)state;
    struct scan_engine *e = NULL;
    assert_ok(scan_open(&e));
    for (int module = 1; module <= 3; module++) {
        struct picture p = picture_new(320, 320, 230);
        for (int y = 0; y + 8 * module <= p.height; y += 8 * module) {
            for (int x = 0; x + 8 * module <= p.width; x += 8 * module) {
                finder_at(&p, x, y, module);
            }
        }
        survive(e, &p);
        assert_int_equal(result.code_count, 0);
        free(p.px);
    }
    scan_close(e);
}

static void sizes_at_the_limits(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1, 1},    {1, 8192}, {8192, 1},  {2, 2},    {3, 500},
                                   {15, 15},  {16, 16},  {17, 33},   {31, 64},  {64, 31},
                                   {8192, 9}, {9, 8192}, {1920, 21}, {127, 129}};
    struct scan_engine *e = NULL;
    assert_ok(scan_open(&e));
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct picture p = picture_new(sizes[i][0], sizes[i][1], 128);
        picture_noise(&p, i, 127);
        survive(e, &p);
        free(p.px);
    }
    scan_close(e);
}

static void texture_of_runs(void **state)
{
    (void)state;
    struct scan_engine *e = NULL;
    assert_ok(scan_open(&e));
    static const int run[] = {1, 1, 3, 1, 1, 1};
    struct picture p = picture_new(300, 300, 0);
    for (int y = 0; y < p.height; y++) {
        int k = 0;
        for (int x = 0; x < p.width; k++) {
            for (int i = 0; i < run[k % 6] && x < p.width; i++, x++) {
                p.px[y * p.width + x] = k % 2 == 0 ? 10 : 240;
            }
        }
    }
    survive(e, &p);
    assert_int_equal(result.code_count, 0);
    free(p.px);
    scan_close(e);
}

static void version_forty(void **state)
{
    (void)state;
    struct scan_engine *e = NULL;
    assert_ok(scan_open(&e));
    static char text[2001];
    memset(text, 'a', sizeof(text) - 1);
    QRcode *code = picture_code(text, 40, QR_ECLEVEL_L);
    struct picture p = picture_new(620, 620, 230);
    const struct point_f corner[4] = {{40, 40}, {580, 40}, {580, 580}, {40, 580}};
    picture_draw(&p, code, corner, (struct picture_style){20, 230, false});
    survive(e, &p);
    assert_int_equal(result.code_count, 1);
    assert_int_equal(result.code[0].length, sizeof(text) - 1);
    QRcode_free(code);
    free(p.px);
    scan_close(e);
}

/* Cut off, padded by a stride, and partly outside the picture. */
static void cut_symbols(void **state)
{
    (void)state;
    struct scan_engine *e = NULL;
    assert_ok(scan_open(&e));
    QRcode *code = picture_code("CUT", 2, QR_ECLEVEL_L);
    static const float shift[][2] = {{-60, 0}, {0, -60}, {90, 90}, {-40, 70}, {-110, -110}};
    for (size_t i = 0; i < sizeof(shift) / sizeof(shift[0]); i++) {
        struct picture p = picture_new(200, 200, 200);
        struct point_f c[4] = {{40, 40}, {160, 40}, {160, 160}, {40, 160}};
        for (int k = 0; k < 4; k++) {
            c[k].x += shift[i][0];
            c[k].y += shift[i][1];
        }
        picture_draw(&p, code, c, (struct picture_style){20, 200, false});
        survive(e, &p);
        assert_int_equal(result.code_count, 0);
        free(p.px);
    }
    QRcode_free(code);
    scan_close(e);
}

static void the_largest_picture(void **state)
{
    (void)state;
    struct scan_engine *e = NULL;
    assert_ok(scan_open(&e));
    struct picture p = picture_new(SCAN_SIDE_MAX_PX, SCAN_SIDE_MAX_PX, 255);
    struct image_gray frame = picture_view(&p);
    assert_ok(scan_frame(e, &frame, SCAN_EFFORT_FIRST, &result));
    assert_int_equal(result.code_count, 0);
    frame.height_px = SCAN_SIDE_MAX_PX + 1;
    assert_fails(scan_frame(e, &frame, SCAN_EFFORT_FIRST, &result), TOO_LARGE);
    free(p.px);
    scan_close(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thousand_position_patterns),
        cmocka_unit_test(sizes_at_the_limits),
        cmocka_unit_test(texture_of_runs),
        cmocka_unit_test(version_forty),
        cmocka_unit_test(cut_symbols),
        cmocka_unit_test(the_largest_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
