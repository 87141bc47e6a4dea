/* Touch, keys, debounce, taps by name, and what the pane repaints; no window. */
#include <stdlib.h>
#include <string.h>
#include "tests/kit/kit.h"
#include "tests/kit/views.h"
#include "ui/pane.h"
#include "ui/touch.h"
#include "ui/window.h"

struct bench {
    struct ui *ui;
    struct view_fixture fixture;
    uint64_t now_ms;
};

static void show(struct bench *b, enum screen screen)
{
    view_fixture_fill(&b->fixture, screen);
    (void)ui_show(b->ui, view_is_applicant(screen) ? &b->fixture.applicant : NULL,
                  view_is_applicant(screen) ? NULL : &b->fixture.staff, NULL, b->now_ms);
}

static int open_bench(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    const struct ui_setup setup = {.headless = true, .applicant = true, .staff = true};
    if (b == NULL || failed(ui_open(&setup, &b->ui))) {
        return -1;
    }
    b->now_ms = 10000;
    *state = b;
    return 0;
}

static int close_bench(void **state)
{
    struct bench *b = *state;
    ui_close(b->ui);
    free(b);
    return 0;
}

static struct rect rect_of(const struct bench *b, enum side side, const char *name)
{
    const struct node_tree *t = ui_tree(b->ui, side);
    int node = ui_tap_node(t, name);
    assert_true(node >= 0);
    return t->node[node].rect;
}

static enum action take(struct bench *b)
{
    struct ui_event e = {0};
    return ui_take(b->ui, b->now_ms, &e) == UI_ACTION ? e.action : ACTION_NONE;
}

static void press(struct bench *b, struct rect r)
{
    ui_touch(b->ui, SIDE_APPLICANT, UI_TOUCH_DOWN, r.x + 4, r.y + 4);
}

static void a_touch_acts_on_release(void **state)
{
    struct bench *b = *state;
    b->now_ms += 5000;
    show(b, SCREEN_A11);
    struct rect r = rect_of(b, SIDE_APPLICANT, "NO_PAPER_NOW");
    press(b, r);
    assert_int_equal(take(b), ACTION_NONE);
    ui_touch(b->ui, SIDE_APPLICANT, UI_TOUCH_UP, r.x + 4, r.y + 4);
    struct ui_event e = {0};
    assert_int_equal(ui_take(b->ui, b->now_ms, &e), UI_ACTION);
    assert_int_equal(e.action, ACTION_NO_PAPER_NOW);
    assert_int_equal(e.side, SIDE_APPLICANT);
    assert_int_equal(e.screen, SCREEN_A11);
    assert_int_equal(take(b), ACTION_NONE);
}

static void sliding_off_means_nothing(void **state)
{
    struct bench *b = *state;
    b->now_ms += 5000;
    show(b, SCREEN_A11);
    struct rect r = rect_of(b, SIDE_APPLICANT, "NO_PAPER_NOW");
    press(b, r);
    ui_touch(b->ui, SIDE_APPLICANT, UI_TOUCH_MOVE, r.x + 4, r.y - 20);
    ui_touch(b->ui, SIDE_APPLICANT, UI_TOUCH_MOVE, r.x + 4, r.y + 4);
    ui_touch(b->ui, SIDE_APPLICANT, UI_TOUCH_UP, r.x + 4, r.y + 4);
    assert_int_equal(take(b), ACTION_NONE);
}

static void a_second_tap_within_700_ms_is_not_heard(void **state)
{
    struct bench *b = *state;
    static const struct {
        uint64_t after_ms;
        enum action heard;
    } rows[] = {{0, ACTION_NONE}, {699, ACTION_NONE}, {700, ACTION_NO_PAPER_NOW}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        b->now_ms += 5000;
        show(b, SCREEN_A11);
        assert_true(ui_tap(b->ui, SIDE_APPLICANT, "NO_PAPER_NOW"));
        assert_int_equal(take(b), ACTION_NO_PAPER_NOW);
        b->now_ms += rows[i].after_ms;
        show(b, SCREEN_A11);
        assert_true(ui_tap(b->ui, SIDE_APPLICANT, "NO_PAPER_NOW"));
        assert_int_equal(take(b), rows[i].heard);
    }
}

/* PINs are typed fast; the act after the digits is as careful as any. */
static void digits_are_heard_quickly(void **state)
{
    struct bench *b = *state;
    static const struct {
        const char *second;
        uint64_t after_ms;
        enum action heard;
    } rows[] = {{"2", 119, ACTION_NONE},
                {"2", 120, ACTION_STAFF_DIGIT},
                {"STAFF_LOGIN", 120, ACTION_NONE},
                {"STAFF_LOGIN", 700, ACTION_STAFF_LOGIN}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        b->now_ms += 5000;
        show(b, SCREEN_S00);
        assert_true(ui_tap(b->ui, SIDE_STAFF, "1"));
        assert_int_equal(take(b), ACTION_STAFF_DIGIT);
        b->now_ms += rows[i].after_ms;
        show(b, SCREEN_S00);
        assert_true(ui_tap(b->ui, SIDE_STAFF, rows[i].second));
        assert_int_equal(take(b), rows[i].heard);
    }
}

static void a_held_control_that_vanishes_means_nothing(void **state)
{
    struct bench *b = *state;
    b->now_ms += 5000;
    show(b, SCREEN_A11);
    struct rect r = rect_of(b, SIDE_APPLICANT, "NO_PAPER_NOW");
    press(b, r);
    show(b, SCREEN_A20);
    ui_touch(b->ui, SIDE_APPLICANT, UI_TOUCH_UP, r.x + 4, r.y + 4);
    assert_int_equal(take(b), ACTION_NONE);
}

static void controls_are_found_by_name_and_by_action(void **state)
{
    struct bench *b = *state;
    b->now_ms += 5000;
    show(b, SCREEN_A11);
    show(b, SCREEN_S03);
    const struct node_tree *staff = ui_tree(b->ui, SIDE_STAFF);
    assert_true(ui_tap_node(ui_tree(b->ui, SIDE_APPLICANT), "いま持っていない") >= 0);
    assert_true(ui_tap_node(staff, "STAFF_CHECK:1") >= 0);
    assert_true(ui_tap_node(staff, "A-019") >= 0);
    assert_int_equal(ui_tap_node(staff, "STAFF_CHECK:9"), -1); /* done by itself */
    assert_int_equal(ui_tap_node(staff, "STAFF_ISSUE"), -1);   /* disabled */
    assert_int_equal(ui_tap_node(staff, "no such control"), -1);
    assert_false(ui_tap(b->ui, SIDE_APPLICANT, "RECEIVED"));
    assert_true(ui_tap(b->ui, SIDE_STAFF, "STAFF_PAPER_RECEIPT"));
    assert_int_equal(take(b), ACTION_STAFF_PAPER_RECEIPT);
}

static void five_keys_reach_every_control(void **state)
{
    (void)state;
    struct view_fixture *f = calloc(1, sizeof *f);
    struct node_tree *t = calloc(1, sizeof *t);
    assert_true(f != NULL && t != NULL);
    struct touch touch;
    t->count = 4;
    t->node[1] = (struct node){.action = ACTION_VOICE, .enabled = true};
    t->node[2] = (struct node){.action = ACTION_RECEIVED, .enabled = false};
    t->node[3] = (struct node){.action = ACTION_CALL_STAFF, .enabled = true};
    touch_init(&touch);
    assert_int_equal(touch_key(&touch, t, TOUCH_KEY_ENTER, 1).action, ACTION_NONE);
    (void)touch_key(&touch, t, TOUCH_KEY_FORWARD, 2);
    assert_int_equal(touch.focus, 1);
    (void)touch_key(&touch, t, TOUCH_KEY_FORWARD, 3);
    assert_int_equal(touch.focus, 3);
    (void)touch_key(&touch, t, TOUCH_KEY_FORWARD, 4);
    assert_int_equal(touch.focus, 1);
    (void)touch_key(&touch, t, TOUCH_KEY_BACK, 5);
    assert_int_equal(touch.focus, 3);
    (void)touch_key(&touch, t, TOUCH_KEY_BACK, 6);
    assert_int_equal(touch_key(&touch, t, TOUCH_KEY_ENTER, 7).action, ACTION_VOICE);
    assert_int_equal(touch_key(&touch, t, TOUCH_KEY_STAFF, 8).action, ACTION_NONE); /* deaf */
    assert_int_equal(touch_key(&touch, t, TOUCH_KEY_STAFF, 707).action, ACTION_CALL_STAFF);
    free(f);
    free(t);
}

static void only_changes_are_painted(void **state)
{
    struct bench *b = *state;
    b->now_ms += 5000;
    show(b, SCREEN_A10);
    struct ui_counts before = ui_counts(b->ui);
    view_fixture_fill(&b->fixture, SCREEN_A10);
    assert_false(ui_show(b->ui, &b->fixture.applicant, NULL, NULL, b->now_ms));
    b->fixture.applicant.wall_ms += 20000; /* the same minute */
    assert_false(ui_show(b->ui, &b->fixture.applicant, NULL, NULL, b->now_ms));
    assert_int_equal(ui_counts(b->ui).static_paints, before.static_paints);
    b->fixture.applicant.wall_ms += 60000;
    assert_true(ui_show(b->ui, &b->fixture.applicant, NULL, NULL, b->now_ms));
    assert_int_equal(ui_counts(b->ui).static_paints, before.static_paints + 1);
}

static void the_camera_is_painted_over_the_static_layer(void **state)
{
    struct bench *b = *state;
    static const uint8_t pixels[720][1280];
    const struct image_gray frame = {&pixels[0][0], 1280, 720, 1280};
    b->now_ms += 5000;
    show(b, SCREEN_A00);
    struct ui_counts before = ui_counts(b->ui);
    view_fixture_fill(&b->fixture, SCREEN_A00);
    for (int i = 0; i < 3; i++) {
        assert_true(ui_show(b->ui, &b->fixture.applicant, NULL, &frame, b->now_ms));
    }
    struct ui_counts after = ui_counts(b->ui);
    assert_int_equal(after.static_paints, before.static_paints);
    assert_int_equal(after.live_paints, before.live_paints + 3);
    b->fixture.applicant.finder_seen = true; /* the marks thicken without a new frame */
    assert_true(ui_show(b->ui, &b->fixture.applicant, NULL, NULL, b->now_ms));
    assert_int_equal(ui_counts(b->ui).static_paints, before.static_paints);
}

static uint32_t pixel_of(const struct pane *p)
{
    const unsigned char *data = cairo_image_surface_get_data(p->shown);
    uint32_t pixel = 0;
    memcpy(&pixel, data + (size_t)500 * (size_t)cairo_image_surface_get_stride(p->shown) + 400, 4);
    return pixel & 0xFFFFFF;
}

static void a_curtain_falls_between_two_persons(void **state)
{
    struct bench *b = *state;
    struct lettering lettering;
    struct pane *p = calloc(1, sizeof *p);
    assert_non_null(p);
    assert_ok(lettering_open(&lettering));
    assert_ok(pane_init(p, &(struct pane_setup){.lettering = &lettering}));
    p->curtains = true;
    static const struct {
        enum screen screen;
        uint64_t now_ms;
        bool blank;
    } rows[] = {{SCREEN_A00, 0, false},    {SCREEN_A10, 1000, false}, {SCREEN_A00, 2000, true},
                {SCREEN_A00, 2299, true},  {SCREEN_A00, 2300, false}, {SCREEN_A73, 3000, false},
                {SCREEN_A00, 4000, false}, {SCREEN_A53, 5000, false}, {SCREEN_A00, 6000, true},
                {SCREEN_A53, 7000, false}, {SCREEN_A41, 8000, true},  {SCREEN_A10, 9000, false},
                {SCREEN_A70, 9500, false}, {SCREEN_A10, 9600, false}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        view_fixture_fill(&b->fixture, rows[i].screen);
        const struct pane_input in = {.applicant = &b->fixture.applicant, .now_ms = rows[i].now_ms};
        (void)pane_show(p, &in);
        bool ground = pixel_of(p) == colour_rgb(COLOUR_GROUND, false);
        assert_int_equal(ground, rows[i].blank);
    }
    pane_deinit(p);
    lettering_close(&lettering);
    free(p);
}

/* The finger itself is felt: at once, without a pause, and while it slides from cell to cell. */
static void cells_of_a_touch_test_are_felt(void **state)
{
    struct bench *b = *state;
    b->now_ms += 5000;
    show(b, SCREEN_A80);
    struct rect one = rect_of(b, SIDE_APPLICANT, "TOUCH_CELL:0");
    struct rect two = rect_of(b, SIDE_APPLICANT, "TOUCH_CELL:7");
    struct rect end = rect_of(b, SIDE_APPLICANT, "FINISH");
    struct ui_event e = {0};
    press(b, one);
    assert_int_equal(ui_take(b->ui, b->now_ms, &e), UI_ACTION);
    assert_int_equal(e.action, ACTION_TOUCH_CELL);
    assert_int_equal(e.argument, 0);
    ui_touch(b->ui, SIDE_APPLICANT, UI_TOUCH_MOVE, two.x + 4, two.y + 4);
    ui_touch(b->ui, SIDE_APPLICANT, UI_TOUCH_MOVE, two.x + 8, two.y + 8);
    assert_int_equal(ui_take(b->ui, b->now_ms, &e), UI_ACTION);
    assert_int_equal(e.argument, 7);
    ui_touch(b->ui, SIDE_APPLICANT, UI_TOUCH_MOVE, end.x + 4, end.y + 4); /* slid there: no press */
    ui_touch(b->ui, SIDE_APPLICANT, UI_TOUCH_UP, end.x + 4, end.y + 4);
    assert_int_equal(take(b), ACTION_NONE);
    press(b, end);
    ui_touch(b->ui, SIDE_APPLICANT, UI_TOUCH_MOVE, one.x + 4, one.y + 4);
    ui_touch(b->ui, SIDE_APPLICANT, UI_TOUCH_UP, one.x + 4, one.y + 4);
    assert_int_equal(take(b), ACTION_NONE);
    for (int i = 0; i < 6; i++) { /* keys lead to the way back and to help, and to no cell */
        ui_key(b->ui, SIDE_APPLICANT, TOUCH_KEY_FORWARD);
        const struct node_tree *t = ui_tree(b->ui, SIDE_APPLICANT);
        assert_false(tree_is_cell(&t->node[ui_focus(b->ui, SIDE_APPLICANT)]));
    }
}

static void a_moving_screen_asks_for_frames(void **state)
{
    struct bench *b = *state;
    b->now_ms += 5000;
    show(b, SCREEN_S01);
    show(b, SCREEN_A10);
    assert_int_equal(ui_deadline(b->ui, b->now_ms), UINT64_MAX);
    show(b, SCREEN_A02);
    assert_true(ui_deadline(b->ui, b->now_ms) <= b->now_ms + 50);
}

static void a_screenshot_needs_a_screen(void **state)
{
    (void)state;
    struct ui *ui = NULL;
    const struct ui_setup setup = {.headless = true, .applicant = true};
    assert_ok(ui_open(&setup, &ui));
    assert_fails(ui_screenshot(ui, SIDE_APPLICANT, "build/none.png"), NOT_FOUND);
    assert_fails(ui_screenshot(ui, SIDE_STAFF, "build/none.png"), NOT_FOUND);
    ui_close(ui);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_touch_acts_on_release),
        cmocka_unit_test(sliding_off_means_nothing),
        cmocka_unit_test(a_second_tap_within_700_ms_is_not_heard),
        cmocka_unit_test(digits_are_heard_quickly),
        cmocka_unit_test(cells_of_a_touch_test_are_felt),
        cmocka_unit_test(a_held_control_that_vanishes_means_nothing),
        cmocka_unit_test(controls_are_found_by_name_and_by_action),
        cmocka_unit_test(five_keys_reach_every_control),
        cmocka_unit_test(only_changes_are_painted),
        cmocka_unit_test(the_camera_is_painted_over_the_static_layer),
        cmocka_unit_test(a_curtain_falls_between_two_persons),
        cmocka_unit_test(a_moving_screen_asks_for_frames),
        cmocka_unit_test(a_screenshot_needs_a_screen),
    };
    return cmocka_run_group_tests_name("ui/touch", tests, open_bench, close_bench);
}
