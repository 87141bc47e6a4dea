/* A symbol is read when one of its three position patterns is hidden; two patterns alone are none.
 */
#include "tests/kit/kit.h"

#include "scan/engine.h"
#include "scan/pair.h"
#include "tests/unit/scan/qr_picture.h"

static const char text[] = "one corner under a finger";
static struct scan_result result;

/* What the camera may see of a square: straight on, turned, tilted. */
static const struct point_f places[][4] = {
    {{60, 60}, {260, 60}, {260, 260}, {60, 260}},
    {{180, 40}, {310, 190}, {160, 320}, {30, 170}},
    {{75, 65}, {265, 68}, {275, 252}, {68, 248}},
};

/* Everything in 8 by 8 modules of a corner becomes one gray. */
static void hide(struct picture *p, const struct point_f corner[4], int side, int which)
{
    float far = (float)side;
    const struct point_f module[4] = {{0, 0}, {far, 0}, {far, far}, {0, far}};
    struct warp back;
    assert_true(warp_from_points(corner, module, &back));
    float left = which == 1 ? far - 8 : -1;
    float top = which == 2 ? far - 8 : -1;
    for (int i = 0; i < p->width * p->height; i++) {
        struct point_f m = warp_at(&back, (float)(i % p->width), (float)(i / p->width));
        if (m.x >= left && m.x < left + 9 && m.y >= top && m.y < top + 9) {
            p->px[i] = 150;
        }
    }
}

static void any_corner_may_be_hidden(void **state)
{
    (void)state;
    static const int versions[] = {3, 5, 7, 10};
    struct scan_engine *e = NULL;
    assert_ok(scan_open(&e));
    for (size_t n = 0; n < 4 * 3 * 3; n++) {
        struct picture p = picture_new(340, 360, 120);
        QRcode *code = picture_code(text, versions[n / 9], QR_ECLEVEL_M);
        const struct point_f *at = places[n / 3 % 3];
        picture_draw(&p, code, at, (struct picture_style){40, 200, false});
        hide(&p, at, code->width, (int)(n % 3));
        picture_noise(&p, n, 6);
        struct image_gray frame = picture_view(&p);
        assert_ok(scan_frame(e, &frame, SCAN_EFFORT_STILL, &result));
        assert_int_equal(result.code_count, 1);
        assert_int_equal(result.code[0].length, sizeof(text) - 1);
        assert_memory_equal(result.code[0].bytes, text, sizeof(text) - 1);
        scan_forget(e);
        QRcode_free(code);
        free(p.px);
    }
    scan_close(e);
}

static void two_patterns_around_noise_are_nothing(void **state)
{
    (void)state;
    struct scan_engine *e = NULL;
    assert_ok(scan_open(&e));
    for (uint64_t seed = 0; seed < 4; seed++) {
        struct rng rng;
        rng_init(&rng, seed);
        struct picture p = picture_new(340, 360, 120);
        QRcode *code = picture_code(text, 5, QR_ECLEVEL_M);
        for (int i = 0; i < code->width * code->width; i++) {
            int x = i % code->width;
            int y = i / code->width;
            bool pattern = (x < 9 && y < 9) || (x < 9 && y >= code->width - 8) ||
                           (x >= code->width - 8 && y < 9) || x == 6 || y == 6;
            code->data[i] = pattern ? code->data[i] : (unsigned char)rng_below(&rng, 2);
        }
        picture_draw(&p, code, places[0], (struct picture_style){40, 200, false});
        hide(&p, places[0], code->width, (int)(seed % 3));
        struct image_gray frame = picture_view(&p);
        assert_ok(scan_frame(e, &frame, SCAN_EFFORT_STILL, &result));
        assert_int_equal(result.code_count, 0);
        QRcode_free(code);
        free(p.px);
    }
    scan_close(e);
}

static void what_makes_a_pair(void **state)
{
    (void)state;
    const struct finder a = {100, 100, 4, 8, FINDER_QUALITY_MAX, false};
    struct finder b = {220, 100, 4, 8, FINDER_QUALITY_MAX, false};
    assert_true(pair_fits(&a, &b));
    struct pair_guess guess[PAIR_GUESSES];
    pair_guess(&a, &b, guess);
    for (int i = 0; i < PAIR_GUESSES; i++) { /* clockwise, and the hidden one is neither of them */
        const struct finder *c = guess[i].corner;
        float turn = (c[1].x - c[0].x) * (c[2].y - c[0].y) - (c[1].y - c[0].y) * (c[2].x - c[0].x);
        assert_true(turn > 0);
        const struct finder *hidden = &c[guess[i].hidden];
        assert_true(hypotf(hidden->x - a.x, hidden->y - a.y) > 60);
        assert_true(hypotf(hidden->x - b.x, hidden->y - b.y) > 60);
    }
    b.inverted = true;
    assert_false(pair_fits(&a, &b));
    b.inverted = false;
    b.module_px = 9;
    assert_false(pair_fits(&a, &b));
    b.module_px = 4;
    b.x = 120;
    assert_false(pair_fits(&a, &b));
    b.x = 900;
    assert_false(pair_fits(&a, &b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_corner_may_be_hidden),
        cmocka_unit_test(two_patterns_around_noise_are_nothing),
        cmocka_unit_test(what_makes_a_pair),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
