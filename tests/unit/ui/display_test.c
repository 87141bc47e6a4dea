/* Which display a side has, how a turned picture lies on it, whose touch panel it is. */
#include "tests/kit/kit.h"
#include "ui/display.h"

static const struct display_list lying_then_upright = {.count = 2, .upright = {false, true}};
static const struct display_list both_lie = {.count = 2};
static const struct display_list one = {.count = 1, .upright = {true}};
static const struct display_list none = {.count = 0};

static void the_upright_display_is_the_applicants(void **state)
{
    (void)state;
    assert_int_equal(display_of_side(&lying_then_upright, SIDE_APPLICANT, 0), 1);
    assert_int_equal(display_of_side(&lying_then_upright, SIDE_STAFF, 0), 0);
    assert_int_equal(display_of_side(&both_lie, SIDE_APPLICANT, 0), 0);
    assert_int_equal(display_of_side(&both_lie, SIDE_STAFF, 0), 1);
}

static void the_setting_wins_where_it_can(void **state)
{
    (void)state;
    assert_int_equal(display_of_side(&lying_then_upright, SIDE_APPLICANT, 1), 0);
    assert_int_equal(display_of_side(&lying_then_upright, SIDE_STAFF, 1), 1);
    assert_int_equal(display_of_side(&lying_then_upright, SIDE_APPLICANT, 3), 1);
}

static void two_sides_never_share_a_display(void **state)
{
    (void)state;
    assert_int_equal(display_of_side(&one, SIDE_APPLICANT, 0), 0);
    assert_int_equal(display_of_side(&one, SIDE_STAFF, 0), DISPLAY_NONE);
    assert_int_equal(display_of_side(&none, SIDE_APPLICANT, 0), DISPLAY_NONE);
    assert_int_equal(display_of_side(&none, SIDE_STAFF, 0), DISPLAY_NONE);
}

static void check_point(const struct display_place *p, double x, double y, int want_x, int want_y)
{
    int got_x = -1;
    int got_y = -1;
    display_point(p, x, y, &got_x, &got_y);
    assert_int_equal(got_x, want_x);
    assert_int_equal(got_y, want_y);
}

/* The picture's first pixel and its last one, on a panel of 1920 x 1080 that is mounted upright. */
static void a_turned_picture_fills_a_lying_panel(void **state)
{
    (void)state;
    struct display_place p = display_place_of(1080, 1920, 1, 1920, 1080);
    assert_true(p.scale > 0.9999 && p.scale < 1.0001);
    check_point(&p, 1919.5, 0.5, 0, 0);
    check_point(&p, 0.5, 1079.5, 1079, 1919);
    p = display_place_of(1080, 1920, 3, 1920, 1080);
    check_point(&p, 0.5, 1079.5, 0, 0);
    check_point(&p, 1919.5, 0.5, 1079, 1919);
    p = display_place_of(1080, 1920, 2, 1080, 1920);
    check_point(&p, 1079.5, 1919.5, 0, 0);
}

static void a_rectangle_turns_along(void **state)
{
    (void)state;
    struct display_place p = display_place_of(1080, 1920, 1, 1920, 1080);
    struct rect r = display_rect(&p, (struct rect){10, 20, 100, 200});
    /* x of the display is what was below, from the right: 1920 - 220 .. 1920 - 20 */
    assert_int_equal(r.x, 1699);
    assert_int_equal(r.y, 9);
    assert_int_equal(r.w, 202);
    assert_int_equal(r.h, 102);
}

/* Without the turn a lying panel shows the picture small, in its middle. */
static void an_upright_picture_keeps_its_shape_on_a_lying_panel(void **state)
{
    (void)state;
    struct display_place p = display_place_of(1080, 1920, 0, 1920, 1080);
    assert_true(p.scale > 0.5624 && p.scale < 0.5626);
    check_point(&p, 960, 540, 540, 960);
    int x = 0;
    int y = 0;
    display_point(&p, 10, 540, &x, &y);
    assert_true(x < 0);
}

static void a_panel_is_the_applicants_unless_it_is_named(void **state)
{
    (void)state;
    assert_int_equal(display_touched_side("ILITEK Multi-Touch", ""), SIDE_APPLICANT);
    assert_int_equal(display_touched_side("ILITEK Multi-Touch", NULL), SIDE_APPLICANT);
    assert_int_equal(display_touched_side(NULL, "ELO"), SIDE_APPLICANT);
    assert_int_equal(display_touched_side("ELO Touch 1502", "ELO"), SIDE_STAFF);
    assert_int_equal(display_touched_side("ILITEK Multi-Touch", "ELO"), SIDE_APPLICANT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_upright_display_is_the_applicants),
        cmocka_unit_test(the_setting_wins_where_it_can),
        cmocka_unit_test(two_sides_never_share_a_display),
        cmocka_unit_test(a_turned_picture_fills_a_lying_panel),
        cmocka_unit_test(a_rectangle_turns_along),
        cmocka_unit_test(an_upright_picture_keeps_its_shape_on_a_lying_panel),
        cmocka_unit_test(a_panel_is_the_applicants_unless_it_is_named),
    };
    return cmocka_run_group_tests_name("ui/display", tests, NULL, NULL);
}
