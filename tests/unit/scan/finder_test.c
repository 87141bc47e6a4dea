/* Position patterns are found where they are; stripes, text-like runs and flat colour are not. */
#include "tests/kit/kit.h"

#include "scan/finder.h"
#include "scan/triple.h"
#include "tests/unit/scan/qr_picture.h"

enum { SIDE = 256, BLOCKS = 1024 };

static uint8_t level[BLOCKS];
static uint8_t mean[BLOCKS];
static uint8_t range[BLOCKS];

static void search(const struct picture *p, struct finder_list *out)
{
    static struct plane plane;
    static struct threshold threshold;
    plane = (struct plane){p->px, p->width, p->height};
    threshold = (struct threshold){level, mean, range, 0, 0};
    threshold_make(&threshold, &plane, 3, 8);
    struct scene scene = {&plane, &threshold};
    finder_search(&scene, 2, out);
}

static bool has(const struct finder_list *list, float x, float y, bool inverted)
{
    for (int i = 0; i < list->count; i++) {
        const struct finder *f = &list->item[i];
        if (fabsf(f->x - x) < 2 && fabsf(f->y - y) < 2 && f->inverted == inverted) {
            return true;
        }
    }
    return false;
}

static void finds_three_in_every_turn(void **state)
{
    (void)state;
    QRcode *code = picture_code("finder", 1, QR_ECLEVEL_M);
    for (int degrees = 0; degrees < 360; degrees += 15) {
        for (int inverted = 0; inverted < 2; inverted++) {
            struct picture p = picture_new(SIDE, SIDE, inverted ? 30 : 210);
            float a = (float)degrees * 0.0174533F;
            struct point_f corner[4];
            struct point_f centre[4];
            for (int k = 0; k < 4; k++) {
                float u = k == 0 || k == 3 ? -63.0F : 63.0F;
                float v = k < 2 ? -63.0F : 63.0F;
                corner[k] = (struct point_f){128 + u * cosf(a) - v * sinf(a),
                                             128 + u * sinf(a) + v * cosf(a)};
                u *= 42.0F / 63.0F;
                v *= 42.0F / 63.0F;
                centre[k] = (struct point_f){128 + u * cosf(a) - v * sinf(a),
                                             128 + u * sinf(a) + v * cosf(a)};
            }
            struct picture_style style = {inverted ? 210 : 30, inverted ? 30 : 210, false};
            picture_draw(&p, code, corner, style);
            struct finder_list list;
            search(&p, &list);
            for (int k = 0; k < 4; k++) {
                assert_true(k == 2 || has(&list, centre[k].x, centre[k].y, inverted));
            }
            struct triple triple[TRIPLES_MAX];
            int n = triple_rank(&list, FINDERS_MAX, triple);
            assert_true(n > 0);
            const struct finder *f = &list.item[triple[0].top_left];
            assert_true(fabsf(f->x - centre[0].x) < 2 && fabsf(f->y - centre[0].y) < 2);
            f = &list.item[triple[0].top_right];
            assert_true(fabsf(f->x - centre[1].x) < 2 && fabsf(f->y - centre[1].y) < 2);
            free(p.px);
        }
    }
    QRcode_free(code);
}

static void finds_nothing_in_stripes(void **state)
{
    (void)state;
    static const int run[] = {4, 4, 12, 4, 4, 4};
    struct picture p = picture_new(SIDE, SIDE, 200);
    for (int x = 0, k = 0, left = run[0]; x < SIDE; x++, left--) {
        if (left == 0) {
            k++;
            left = run[k % 6];
        }
        for (int y = 0; y < SIDE && k % 2 == 0; y++) {
            p.px[y * SIDE + x] = 20;
        }
    }
    struct finder_list list;
    search(&p, &list);
    assert_int_equal(list.count, 0);
    free(p.px);
}

static void finds_nothing_in_flat_noise(void **state)
{
    (void)state;
    struct picture p = picture_new(SIDE, SIDE, 120);
    picture_noise(&p, 4, 3);
    struct finder_list list;
    search(&p, &list);
    assert_int_equal(list.count, 0);
    free(p.px);
}

/* The inside of a module larger than a block must stay dark however flat it is. */
static void large_modules_are_not_flat(void **state)
{
    (void)state;
    QRcode *code = picture_code("A", 1, QR_ECLEVEL_L);
    struct picture p = picture_new(SIDE, SIDE, 210);
    const struct point_f corner[4] = {{8, 8}, {248, 8}, {248, 248}, {8, 248}};
    picture_draw(&p, code, corner, (struct picture_style){30, 210, false});
    struct finder_list list;
    search(&p, &list);
    assert_true(has(&list, 48, 48, false));
    assert_true(has(&list, 208, 48, false));
    assert_true(has(&list, 48, 208, false));
    QRcode_free(code);
    free(p.px);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_three_in_every_turn),
        cmocka_unit_test(finds_nothing_in_stripes),
        cmocka_unit_test(finds_nothing_in_flat_noise),
        cmocka_unit_test(large_modules_are_not_flat),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
