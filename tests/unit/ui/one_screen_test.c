/* Both sides on the applicant's one screen; what a keyboard types. */
#include <stdlib.h>
#include <string.h>
#include "tests/kit/kit.h"
#include "tests/kit/screen_shots.h"
#include "tests/kit/staff_variants.h"
#include "ui/build.h"
#include "ui/query.h"
#include "ui/window.h"

enum { SPARE_MS = 1000 };

struct bench {
    struct ui *ui;
    struct view_fixture applicant, staff;
    uint64_t now_ms;
};

static int open_bench(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    const struct ui_setup setup = {
        .headless = true, .applicant = true, .staff = true, .one_screen = true};
    if (b == NULL || failed(ui_open(&setup, &b->ui))) {
        free(b);
        return -1;
    }
    view_fixture_fill(&b->applicant, SCREEN_A00);
    view_fixture_fill(&b->staff, SCREEN_S03);
    b->applicant.applicant.staff_entrance = true;
    b->staff.staff.one_screen = true;
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

static void show(struct bench *b, bool staff_face)
{
    b->now_ms += SPARE_MS;
    b->applicant.applicant.staff_face = staff_face;
    (void)ui_show(b->ui, &b->applicant.applicant, &b->staff.staff, NULL, b->now_ms);
}

static struct ui_event take(struct bench *b)
{
    struct ui_event e = {.kind = UI_NOTHING};
    if (ui_take(b->ui, b->now_ms, &e) == UI_NOTHING) {
        e.kind = UI_NOTHING;
    }
    return e;
}

static void only_the_side_that_stands_there_is_touched(void **state)
{
    struct bench *b = *state;
    show(b, false);
    assert_int_equal(ui_face(b->ui), SIDE_APPLICANT);
    assert_false(ui_tap(b->ui, SIDE_STAFF, "STAFF_RECALL"));
    assert_true(ui_tap(b->ui, SIDE_APPLICANT, "STAFF_ENTRANCE"));
    assert_int_equal(take(b).action, ACTION_STAFF_ENTRANCE);
    show(b, true);
    assert_int_equal(ui_face(b->ui), SIDE_STAFF);
    assert_int_equal(ui_tree(b->ui, SIDE_STAFF)->node[0].rect.w, APPLICANT_WIDTH);
    assert_int_equal(ui_tree(b->ui, SIDE_STAFF)->node[0].rect.h, APPLICANT_HEIGHT);
    assert_false(ui_tap(b->ui, SIDE_APPLICANT, "CALL_STAFF"));
    ui_key(b->ui, SIDE_APPLICANT, TOUCH_KEY_STAFF);
    for (int y = 0; y < APPLICANT_HEIGHT; y += 24) { /* the applicant's controls under the finger */
        ui_touch(b->ui, SIDE_APPLICANT, UI_TOUCH_DOWN, APPLICANT_WIDTH / 2, y);
        ui_touch(b->ui, SIDE_APPLICANT, UI_TOUCH_UP, APPLICANT_WIDTH / 2, y);
    }
    assert_int_equal(take(b).kind, UI_NOTHING);
    assert_true(ui_tap(b->ui, SIDE_STAFF, "STAFF_RECALL"));
    struct ui_event e = take(b);
    assert_int_equal(e.side, SIDE_STAFF);
    assert_int_equal(e.action, ACTION_STAFF_RECALL);
}

static void a_finger_that_lay_there_presses_nothing_new(void **state)
{
    struct bench *b = *state;
    show(b, true);
    const struct node_tree *t = ui_tree(b->ui, SIDE_STAFF);
    struct rect r = t->node[ui_tap_node(t, "STAFF_RECALL")].rect;
    ui_touch(b->ui, SIDE_STAFF, UI_TOUCH_DOWN, r.x + 4, r.y + 4);
    show(b, false);
    show(b, true);
    ui_touch(b->ui, SIDE_STAFF, UI_TOUCH_UP, r.x + 4, r.y + 4);
    assert_int_equal(take(b).kind, UI_NOTHING);
}

/* Bits of a mode: large, contrast, low, easy. */
enum { MODES = 16, MODE_LOW = 4 };

static int entrance_in(struct shots *s, int mode)
{
    struct applicant_view *v = &s->fixture.applicant;
    v->modes = (struct display_modes){.large = (mode & 1) != 0,
                                      .contrast = (mode & 2) != 0,
                                      .low = (mode & MODE_LOW) != 0,
                                      .easy = (mode & 8) != 0};
    ui_build_applicant(v, &s->tree);
    return ui_tap_node(&s->tree, "STAFF_ENTRANCE");
}

static void no_key_leads_to_the_entrance(const struct node_tree *t)
{
    int at = tree_next_control(t, -1, false);
    for (int steps = 0; steps < NODES_MAX; steps++) {
        assert_int_not_equal(t->node[at].action, ACTION_STAFF_ENTRANCE);
        at = tree_next_control(t, at, false);
    }
}

/* Large enough for a finger, in every mode. The one exception: moved down and so full that the head
 * line gave its place away; then 上に戻す is there, and above the entrance is. It is for people who
 * stand at the counter all day, so it may lie above the reach of an applicant's controls; who
 * cannot reach it there moves the screen down. */
static void the_entrance_is_on_every_screen(void **state)
{
    (void)state;
    struct shots *s = calloc(1, sizeof *s);
    assert_non_null(s);
    assert_ok(shots_open(s));
    s->tree.lettering = &s->lettering;
    for (int i = 0; i < SCREEN_A80 * MODES; i++) { /* A80 is the staff's own */
        view_fixture_fill(&s->fixture, (enum screen)(i / MODES));
        assert_int_equal(entrance_in(s, i % MODES), -1);
        s->fixture.applicant.staff_entrance = true;
        int node = entrance_in(s, i % MODES);
        if (node < 0) {
            assert_true((i & MODE_LOW) != 0 && ui_tap_node(&s->tree, "REACH_LOW") >= 0);
            node = entrance_in(s, i % MODES - MODE_LOW);
        }
        assert_true(node >= 0);
        const struct rect *r = &s->tree.node[node].rect;
        int least = s->tree.modes.low ? STAFF_TARGET_MIN : TARGET_MIN;
        assert_true(r->h >= least && r->w >= TARGET_MIN);
        assert_true(!s->tree.modes.low || r->y >= LOW_REACH_TOP);
        no_key_leads_to_the_entrance(&s->tree);
    }
    shots_close(s);
    free(s);
}

static void a_keyboard_writes_where_text_is_wanted(void **state)
{
    struct bench *b = *state;
    static const int want[] = {0x7834, 0x308C, '5'};
    show(b, true);
    ui_type(b->ui, SIDE_STAFF, "破れ5"); /* S03 takes none */
    assert_int_equal(take(b).kind, UI_NOTHING);
    view_fixture_fill(&b->staff, SCREEN_S05);
    b->staff.staff.one_screen = true;
    b->staff.staff.desk.writes_note = true;
    show(b, true);
    ui_type(b->ui, SIDE_APPLICANT, "あ"); /* not the side that stands there */
    assert_int_equal(take(b).kind, UI_NOTHING);
    ui_type(b->ui, SIDE_STAFF, "破れ5\xff");
    for (size_t i = 0; i < 3; i++) {
        struct ui_event e = take(b);
        assert_int_equal(e.action, ACTION_STAFF_TEXT);
        assert_int_equal(e.argument, want[i]);
    }
    assert_int_equal(take(b).kind, UI_NOTHING); /* bytes that are no text end it */
}

static void a_keyboard_types_the_pin(void **state)
{
    struct bench *b = *state;
    view_fixture_fill(&b->staff, SCREEN_S00);
    b->staff.staff.one_screen = true;
    show(b, true);
    ui_type(b->ui, SIDE_STAFF, "7");
    struct ui_event e = take(b);
    assert_int_equal(e.action, ACTION_STAFF_DIGIT);
    assert_int_equal(e.argument, 7);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_bench, close_bench)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(only_the_side_that_stands_there_is_touched),
        CASE(a_finger_that_lay_there_presses_nothing_new),
        CASE(the_entrance_is_on_every_screen),
        CASE(a_keyboard_writes_where_text_is_wanted),
        CASE(a_keyboard_types_the_pin),
    };
    return cmocka_run_group_tests_name("ui/one_screen", tests, NULL, NULL);
}
