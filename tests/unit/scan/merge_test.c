/* Two damaged views make one whole; views that do not belong together never do. */
#include "tests/kit/kit.h"

#include "scan/engine.h"
#include "tests/unit/scan/qr_picture.h"

static const char text[] = "merged over frames, neither view alone is enough for a reader";
static struct scan_result result;

/* A bar of glare at height `top` covers more than level L corrects. */
static void show(struct scan_engine *e, const char *payload, int top, float shift)
{
    struct picture p = picture_new(360, 360, 120);
    QRcode *code = picture_code(payload, 5, QR_ECLEVEL_L);
    const struct point_f at[4] = {
        {80 + shift, 80}, {280 + shift, 80}, {280 + shift, 280}, {80 + shift, 280}};
    picture_draw(&p, code, at, (struct picture_style){40, 200, false});
    if (top > 0) {
        for (int y = top; y < top + 40; y++) {
            memset(p.px + y * p.width + 80, 255, 210);
        }
    }
    struct image_gray frame = picture_view(&p);
    assert_ok(scan_frame(e, &frame, SCAN_EFFORT_FRAME, &result));
    QRcode_free(code);
    free(p.px);
}

static void neither_view_alone_is_read(void **state)
{
    (void)state;
    static const int tops[] = {120, 160, 200};
    for (size_t i = 0; i < sizeof(tops) / sizeof(tops[0]); i++) {
        struct scan_engine *e = NULL;
        assert_ok(scan_open(&e));
        show(e, text, tops[i], 0);
        assert_int_equal(result.code_count, 0);
        scan_close(e);
    }
}

static void three_views_are(void **state)
{
    (void)state;
    struct scan_engine *e = NULL;
    assert_ok(scan_open(&e));
    show(e, text, 120, 0);
    show(e, text, 160, 3);
    if (result.code_count == 0) {
        show(e, text, 200, 6);
    }
    assert_int_equal(result.code_count, 1);
    assert_int_equal(result.code[0].length, sizeof(text) - 1);
    assert_memory_equal(result.code[0].bytes, text, sizeof(text) - 1);
    scan_close(e);
}

static void forgetting_starts_over(void **state)
{
    (void)state;
    struct scan_engine *e = NULL;
    assert_ok(scan_open(&e));
    for (int i = 0; i < 4; i++) {
        show(e, text, 120 + 40 * (i % 3), 0);
        assert_int_equal(result.code_count, 0);
        scan_forget(e);
    }
    scan_close(e);
}

/* The sum of two different payloads is neither: nothing may come out. */
static void different_symbols_do_not_mix(void **state)
{
    (void)state;
    struct scan_engine *e = NULL;
    assert_ok(scan_open(&e));
    for (int i = 0; i < 6; i++) {
        char other[sizeof(text)];
        memcpy(other, text, sizeof(text));
        for (size_t k = 0; k + 1 < sizeof(other); k++) {
            other[k] = (char)('a' + (int)(k * 7 + (size_t)i * 5) % 26);
        }
        show(e, other, 160, (float)i);
        assert_int_equal(result.code_count, 0);
    }
    scan_close(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(neither_view_alone_is_read),
        cmocka_unit_test(three_views_are),
        cmocka_unit_test(forgetting_starts_over),
        cmocka_unit_test(different_symbols_do_not_mix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
