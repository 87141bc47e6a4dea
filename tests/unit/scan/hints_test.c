/* One hint at a time, in the order of preference, each from a picture made to provoke it. */
#include "tests/kit/kit.h"

#include "scan/engine.h"
#include "tests/unit/scan/qr_picture.h"

static struct scan_result result;

static enum scan_hint hint_of(struct scan_engine *e, const struct picture *p)
{
    struct image_gray frame = picture_view(p);
    assert_ok(scan_frame(e, &frame, SCAN_EFFORT_FRAME, &result));
    return result.hint;
}

static void blur(struct picture *p, int radius)
{
    uint8_t *line = malloc((size_t)(p->width + p->height));
    assert_non_null(line);
    for (int pass = 0; pass < 2; pass++) {
        int lines = pass == 0 ? p->height : p->width;
        int length = pass == 0 ? p->width : p->height;
        int step = pass == 0 ? 1 : p->width;
        for (int i = 0; i < lines; i++) {
            uint8_t *px = p->px + i * (pass == 0 ? p->width : 1);
            for (int k = 0; k < length; k++) {
                int sum = 0;
                for (int d = -radius; d <= radius; d++) {
                    int at = k + d < 0 ? 0 : k + d >= length ? length - 1 : k + d;
                    sum += px[at * step];
                }
                line[k] = (uint8_t)(sum / (2 * radius + 1));
            }
            for (int k = 0; k < length; k++) {
                px[k * step] = line[k];
            }
        }
    }
    free(line);
}

/* A symbol that can be found but not read: its payload is noise. */
static void draw_unreadable(struct picture *p, float left, float top, float size)
{
    QRcode *code = picture_code("hint", 3, QR_ECLEVEL_L);
    for (int y = 9; y < code->width - 9; y++) {
        for (int x = 9; x < code->width - 9; x++) {
            unsigned char *module = &code->data[y * code->width + x];
            *module = (unsigned char)(*module ^ ((x * 7 + y * 3) % 5 < 2 ? 1 : 0));
        }
    }
    const struct point_f corner[4] = {
        {left, top}, {left + size, top}, {left + size, top + size}, {left, top + size}};
    picture_draw(p, code, corner, (struct picture_style){30, 200, false});
    QRcode_free(code);
}

static void statistics_without_a_code(void **state)
{
    (void)state;
    static const struct {
        int level;
        int noise;
        enum scan_hint hint;
    } rows[] = {{0, 0, SCAN_HINT_COVERED}, {128, 0, SCAN_HINT_COVERED}, {20, 6, SCAN_HINT_COVERED}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct scan_engine *e = NULL;
        assert_ok(scan_open(&e));
        struct picture p = picture_new(320, 240, (uint8_t)rows[i].level);
        picture_noise(&p, 1, rows[i].noise);
        assert_int_equal(hint_of(e, &p), rows[i].hint);
        free(p.px);
        scan_close(e);
    }
}

static void dim_pictures(void **state)
{
    (void)state;
    struct scan_engine *e = NULL;
    assert_ok(scan_open(&e));
    struct picture p = picture_new(320, 240, 8);
    for (int y = 60; y < 180; y++) {
        memset(p.px + y * p.width + 80, 55, 160);
    }
    assert_int_equal(hint_of(e, &p), SCAN_HINT_DIM);
    free(p.px);
    scan_close(e);
}

static void the_place_of_the_code(void **state)
{
    (void)state;
    static const struct {
        float left, top, size;
        enum scan_hint hint;
    } rows[] = {
        {-40, 60, 130, SCAN_HINT_CUT_OFF},
        {100, 60, 52, SCAN_HINT_TOO_SMALL},
        {50, 4, 230, SCAN_HINT_TOO_LARGE},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct scan_engine *e = NULL;
        assert_ok(scan_open(&e));
        struct picture p = picture_new(320, 240, 200);
        draw_unreadable(&p, rows[i].left, rows[i].top, rows[i].size);
        print_message("row %zu\n", i);
        assert_int_equal(hint_of(e, &p), rows[i].hint);
        assert_true(result.finder_seen);
        free(p.px);
        scan_close(e);
    }
}

static void blurred_still_and_moving(void **state)
{
    (void)state;
    struct scan_engine *e = NULL;
    assert_ok(scan_open(&e));
    for (int frame = 0; frame < 2; frame++) {
        struct picture p = picture_new(320, 240, 120);
        draw_unreadable(&p, 60.0F + 50.0F * (float)frame, 40, 150);
        blur(&p, 7);
        blur(&p, 7);
        enum scan_hint want = frame == 0 ? SCAN_HINT_BLURRED_STILL : SCAN_HINT_BLURRED_MOVING;
        assert_int_equal(hint_of(e, &p), want);
        free(p.px);
    }
    scan_close(e);
}

static void glare_and_several_codes(void **state)
{
    (void)state;
    struct scan_engine *e = NULL;
    assert_ok(scan_open(&e));
    struct picture p = picture_new(320, 240, 110);
    draw_unreadable(&p, 80, 40, 150);
    for (int y = 70; y < 150; y++) {
        memset(p.px + y * p.width + 120, 255, 70);
    }
    assert_int_equal(hint_of(e, &p), SCAN_HINT_GLARE);
    free(p.px);
    p = picture_new(320, 240, 200);
    const struct point_f a[4] = {{20, 60}, {110, 60}, {110, 150}, {20, 150}};
    const struct point_f b[4] = {{190, 60}, {280, 60}, {280, 150}, {190, 150}};
    QRcode *one = picture_code("one", 2, QR_ECLEVEL_L);
    QRcode *two = picture_code("two", 2, QR_ECLEVEL_L);
    picture_draw(&p, one, a, (struct picture_style){30, 200, false});
    picture_draw(&p, two, b, (struct picture_style){30, 200, false});
    assert_int_equal(hint_of(e, &p), SCAN_HINT_SEVERAL_CODES);
    QRcode_free(one);
    QRcode_free(two);
    free(p.px);
    scan_close(e);
}

static void the_carrier(void **state)
{
    (void)state;
    static const struct {
        uint8_t around;
        struct picture_style style;
        enum scan_carrier carrier;
    } rows[] = {
        {205, {30, 205, false}, SCAN_CARRIER_PAPER},
        {40, {20, 230, false}, SCAN_CARRIER_PHONE},
        {20, {230, 20, false}, SCAN_CARRIER_PHONE},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct scan_engine *e = NULL;
        assert_ok(scan_open(&e));
        struct picture p = picture_new(320, 240, rows[i].around);
        const struct point_f at[4] = {{110, 70}, {210, 70}, {210, 170}, {110, 170}};
        QRcode *code = picture_code("carrier", 2, QR_ECLEVEL_L);
        picture_draw(&p, code, at, rows[i].style);
        assert_int_equal(hint_of(e, &p), SCAN_HINT_NONE);
        assert_int_equal(result.carrier, rows[i].carrier);
        QRcode_free(code);
        free(p.px);
        scan_close(e);
    }
}

static void every_hint_has_a_name(void **state)
{
    (void)state;
    for (int i = 0; i < SCAN_HINT_COUNT; i++) {
        assert_true(scan_hint_name((enum scan_hint)i)[0] >= 'A');
    }
    assert_string_equal(scan_hint_name(SCAN_HINT_TOO_SMALL), "TOO_SMALL");
    assert_string_equal(scan_hint_name(SCAN_HINT_COUNT), "?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statistics_without_a_code), cmocka_unit_test(dim_pictures),
        cmocka_unit_test(the_place_of_the_code),     cmocka_unit_test(blurred_still_and_moving),
        cmocka_unit_test(glare_and_several_codes),   cmocka_unit_test(the_carrier),
        cmocka_unit_test(every_hint_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
