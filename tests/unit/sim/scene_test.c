#include "tests/kit/kit.h"

#include <math.h>
#include <string.h>

#include "sim/motion.h"
#include "sim/scene.h"

static void defaults_are_within_their_ranges(void **state)
{
    (void)state;
    for (int kind = 0; kind < SCENE_KIND_COUNT; kind++) {
        struct scene s = scene_default((enum scene_kind)kind);
        struct scene clamped = s;
        scene_clamp(&clamped);
        assert_memory_equal(&s, &clamped, sizeof s);
        assert_int_equal(s.carrier_count, 1);
    }
}

static void clamp_brings_every_field_into_range(void **state)
{
    (void)state;
    struct scene s = scene_default(SCENE_PHONE);
    s.carrier_count = 9;
    s.carrier[0].kind = (enum scene_kind)77;
    s.carrier[0].pose = (struct scene_pose){NAN, 9, 1, 90, -90, -30};
    s.carrier[0].code.columns = 200;
    s.carrier[0].code_mm = 1e9F;
    s.carrier[0].finger = -INFINITY;
    s.camera.glare_count = -4;
    s.camera.band_period = 0;
    s.camera.defocus_px = 1000;
    scene_clamp(&s);
    const struct scene_carrier *c = &s.carrier[0];
    assert_int_equal(s.carrier_count, SCENE_CARRIERS_MAX);
    assert_int_equal(c->kind, SCENE_KIND_COUNT - 1);
    assert_true(c->pose.centre_x == -0.5F && c->pose.centre_y == 1.5F);
    assert_true(c->pose.distance_cm == 8);
    assert_true(c->pose.tilt_x_deg == 60 && c->pose.tilt_y_deg == -60);
    assert_true(c->pose.rotation_deg == 330);
    assert_int_equal(c->code.columns, 0);
    assert_true(c->code_mm == 60 && c->finger == 0);
    assert_int_equal(s.camera.glare_count, 0);
    assert_true(s.camera.band_period > 0 && s.camera.defocus_px == 20);
}

static void a_fifth_carrier_is_refused(void **state)
{
    (void)state;
    struct scene s = scene_empty();
    for (int i = 0; i < SCENE_CARRIERS_MAX; i++) {
        assert_non_null(scene_add(&s, SCENE_SLIP));
    }
    assert_null(scene_add(&s, SCENE_SLIP));
    assert_int_equal(s.carrier_count, SCENE_CARRIERS_MAX);
}

static void an_approach_starts_out_of_view_and_arrives(void **state)
{
    (void)state;
    struct scene rest = scene_default(SCENE_PHONE);
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct scene first;
        struct scene held;
        motion_pose(MOTION_APPROACH, seed, 0, &rest, &first);
        assert_true(first.carrier[0].pose.centre_y > 1);
        assert_in_range(motion_arrival(seed), 24, 43);
        for (uint64_t n = 0; n < 30; n++) {
            motion_pose(MOTION_APPROACH, seed, motion_arrival(seed) + n, &rest, &held);
            const struct scene_pose *p = &held.carrier[0].pose;
            assert_true(fabsf(p->centre_x - 0.5F) < 0.03F && fabsf(p->centre_y - 0.5F) < 0.05F);
            assert_true(fabsf(held.camera.motion_x_px) < 4);
        }
    }
}

static void shaking_moves_more_than_holding(void **state)
{
    (void)state;
    struct scene rest = scene_default(SCENE_PHONE);
    float way[MOTION_KIND_COUNT] = {0};
    for (int kind = MOTION_SHAKE; kind <= MOTION_HOLD; kind++) {
        for (uint64_t n = 0; n < 300; n++) {
            struct scene s;
            motion_pose((enum motion_kind)kind, 5, n, &rest, &s);
            way[kind] += fabsf(s.camera.motion_x_px) + fabsf(s.camera.motion_y_px);
        }
    }
    assert_true(way[MOTION_HOLD] > 30); /* a hand is never still */
    assert_true(way[MOTION_SHAKE] > 4 * way[MOTION_HOLD]);
}

static void motion_depends_on_seed_and_frame_only(void **state)
{
    (void)state;
    struct scene rest = scene_default(SCENE_PAPER);
    struct scene a;
    struct scene b;
    motion_pose(MOTION_SHAKE, 3, 17, &rest, &a);
    motion_pose(MOTION_SHAKE, 4, 17, &rest, &b);
    assert_true(a.carrier[0].pose.centre_x != b.carrier[0].pose.centre_x);
    motion_pose(MOTION_SHAKE, 3, 17, &rest, &b);
    assert_memory_equal(&a.carrier[0].pose, &b.carrier[0].pose, sizeof a.carrier[0].pose);
    struct scene empty = scene_empty();
    motion_pose(MOTION_APPROACH, 1, 5, &empty, &a);
    assert_int_equal(a.carrier_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_within_their_ranges),
        cmocka_unit_test(clamp_brings_every_field_into_range),
        cmocka_unit_test(a_fifth_carrier_is_refused),
        cmocka_unit_test(an_approach_starts_out_of_view_and_arrives),
        cmocka_unit_test(shaking_moves_more_than_holding),
        cmocka_unit_test(motion_depends_on_seed_and_frame_only),
    };
    return cmocka_run_group_tests_name("sim/scene", tests, NULL, NULL);
}
