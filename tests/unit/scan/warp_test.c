/* Projections and meshes: points land where they must, and degenerate corners are refused. */
#include "tests/kit/kit.h"

#include <math.h>
#include "scan/warp.h"

static const struct point_f module[4] = {{0, 0}, {21, 0}, {21, 21}, {0, 21}};

static bool near(struct point_f a, struct point_f b, float reach)
{
    return hypotf(a.x - b.x, a.y - b.y) < reach;
}

static void takes_corners_to_corners(void **state)
{
    (void)state;
    static const struct point_f pixel[][4] = {
        {{10, 20}, {110, 20}, {110, 120}, {10, 120}},
        {{110, 20}, {110, 120}, {10, 120}, {10, 20}},
        {{30, 40}, {140, 20}, {170, 190}, {5, 150}},
    };
    for (size_t i = 0; i < sizeof(pixel) / sizeof(pixel[0]); i++) {
        struct warp w;
        assert_true(warp_from_points(module, pixel[i], &w));
        for (int k = 0; k < 4; k++) {
            assert_true(near(warp_at(&w, module[k].x, module[k].y), pixel[i][k], 0.01F));
        }
    }
}

/* Straight lines stay straight: the crossing of the diagonals is the same in both planes. */
static void keeps_lines_straight(void **state)
{
    (void)state;
    const struct point_f pixel[4] = {{0, 0}, {100, 0}, {80, 60}, {20, 60}};
    struct warp w;
    assert_true(warp_from_points(module, pixel, &w));
    assert_true(near(warp_at(&w, 10.5F, 10.5F), (struct point_f){50, 37.5F}, 0.05F));
}

static void refuses_points_in_line(void **state)
{
    (void)state;
    const struct point_f line[4] = {{0, 0}, {10, 10}, {20, 20}, {0, 20}};
    struct warp w = {.nodes = 77};
    assert_false(warp_from_points(line, module, &w));
    assert_int_equal(w.nodes, 77);
}

static void far_away_stays_finite(void **state)
{
    (void)state;
    const struct point_f pixel[4] = {{0, 0}, {100, 40}, {100, 60}, {0, 100}};
    struct warp w;
    assert_true(warp_from_points(module, pixel, &w));
    for (float u = -500; u <= 500; u += 50) {
        struct point_f p = warp_at(&w, u, 10);
        assert_true(isfinite(p.x) && fabsf(p.x) <= 16000 && fabsf(p.y) <= 16000);
    }
}

static void a_mesh_shifts_between_its_nodes(void **state)
{
    (void)state;
    struct warp w;
    assert_true(warp_from_points(module, module, &w));
    w.nodes = 2;
    w.node_at[0] = 5;
    w.node_at[1] = 15;
    for (int i = 0; i < 4; i++) {
        w.shift[i / 2][i % 2] = (struct point_f){i % 2 == 1 ? 2.0F : 0, 0};
    }
    assert_true(near(warp_at(&w, 5, 8), (struct point_f){5, 8}, 0.01F));
    assert_true(near(warp_at(&w, 10, 8), (struct point_f){11, 8}, 0.01F));
    assert_true(near(warp_at(&w, 15, 8), (struct point_f){17, 8}, 0.01F));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_corners_to_corners),        cmocka_unit_test(keeps_lines_straight),
        cmocka_unit_test(refuses_points_in_line),          cmocka_unit_test(far_away_stays_finite),
        cmocka_unit_test(a_mesh_shifts_between_its_nodes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
