/* The windows on SDL's dummy driver: mouse, fingers and keys arrive as actions. */
#include <SDL.h>
#include <stdlib.h>
#include "tests/kit/kit.h"
#include "tests/kit/views.h"
#include "ui/window.h"

struct desk {
    struct ui *ui;
    struct view_fixture fixture;
    int others; /* events handed on */
    uint32_t window;
};

static void count_other(void *context, const void *sdl_event)
{
    struct desk *d = context;
    d->others += ((const SDL_Event *)sdl_event)->type == SDL_USEREVENT;
}

static int open_desk(void **state)
{
    struct desk *d = calloc(1, sizeof *d);
    if (d == NULL || setenv("SDL_VIDEODRIVER", "dummy", 1) != 0) {
        return -1;
    }
    const struct ui_setup setup = {.applicant = true,
                                   .staff = true,
                                   .max_width = 540,
                                   .max_height = 960,
                                   .other_event = count_other,
                                   .other_context = d};
    if (failed(ui_open(&setup, &d->ui))) {
        return -1;
    }
    d->window = 1;
    *state = d;
    return 0;
}

static int close_desk(void **state)
{
    struct desk *d = *state;
    ui_close(d->ui);
    free(d);
    SDL_Quit();
    return 0;
}

static void show(struct desk *d, uint64_t now_ms)
{
    view_fixture_fill(&d->fixture, SCREEN_A11);
    (void)ui_show(d->ui, &d->fixture.applicant, NULL, NULL, now_ms);
}

/* The middle of the control, in the pixels of a window of half the size. */
static void click(const struct desk *d, uint32_t type)
{
    const struct node_tree *t = ui_tree(d->ui, SIDE_APPLICANT);
    const struct rect *r = &t->node[ui_tap_node(t, "NO_PAPER_NOW")].rect;
    SDL_Event e = {.button = {.type = type,
                              .windowID = d->window,
                              .button = SDL_BUTTON_LEFT,
                              .x = (r->x + r->w / 2) / 2,
                              .y = (r->y + r->h / 2) / 2}};
    assert_int_equal(SDL_PushEvent(&e), 1);
}

static void a_click_on_a_scaled_window_is_an_action(void **state)
{
    struct desk *d = *state;
    struct ui_event e = {0};
    show(d, 10000);
    click(d, SDL_MOUSEBUTTONDOWN);
    assert_int_equal(ui_take(d->ui, 10000, &e), UI_NOTHING);
    click(d, SDL_MOUSEBUTTONUP);
    assert_int_equal(ui_take(d->ui, 10000, &e), UI_ACTION);
    assert_int_equal(e.action, ACTION_NO_PAPER_NOW);
}

static void press_key(const struct desk *d, SDL_Keycode key)
{
    SDL_Event e = {.key = {.type = SDL_KEYDOWN, .windowID = d->window, .keysym = {.sym = key}}};
    assert_int_equal(SDL_PushEvent(&e), 1);
}

static void keys_are_actions(void **state)
{
    struct desk *d = *state;
    struct ui_event e = {0};
    show(d, 20000);
    press_key(d, SDLK_RIGHT);
    press_key(d, SDLK_RETURN);
    assert_int_equal(ui_take(d->ui, 20000, &e), UI_ACTION);
    assert_int_equal(e.action, ACTION_NO_PAPER_NOW);
    press_key(d, SDLK_h);
    assert_int_equal(ui_take(d->ui, 21000, &e), UI_ACTION);
    assert_int_equal(e.action, ACTION_CALL_STAFF);
    press_key(d, SDLK_r);
    assert_int_equal(ui_take(d->ui, 21000, &e), UI_REPEAT);
}

/* Under KMSDRM a finger comes with its panel and without a window. */
static void touch(const struct desk *d, uint32_t type, SDL_FingerID finger)
{
    const struct node_tree *t = ui_tree(d->ui, SIDE_APPLICANT);
    const struct rect *r = &t->node[ui_tap_node(t, "NO_PAPER_NOW")].rect;
    SDL_Event e = {.tfinger = {.type = type,
                               .touchId = 7,
                               .fingerId = finger,
                               .x = (float)(r->x + r->w / 2) / APPLICANT_WIDTH,
                               .y = (float)(r->y + r->h / 2) / APPLICANT_HEIGHT}};
    assert_int_equal(SDL_PushEvent(&e), 1);
}

static void a_finger_without_a_window_touches_the_applicants_screen(void **state)
{
    struct desk *d = *state;
    struct ui_event e = {0};
    show(d, 40000);
    touch(d, SDL_FINGERDOWN, 1);
    assert_int_equal(ui_take(d->ui, 40000, &e), UI_NOTHING);
    touch(d, SDL_FINGERUP, 1);
    assert_int_equal(ui_take(d->ui, 40000, &e), UI_ACTION);
    assert_int_equal(e.action, ACTION_NO_PAPER_NOW);
    assert_int_equal(e.side, SIDE_APPLICANT);
}

static void the_second_finger_of_a_hand_means_nothing(void **state)
{
    struct desk *d = *state;
    struct ui_event e = {0};
    show(d, 50000);
    touch(d, SDL_FINGERDOWN, 1);
    touch(d, SDL_FINGERDOWN, 2);
    touch(d, SDL_FINGERUP, 2);
    assert_int_equal(ui_take(d->ui, 50000, &e), UI_NOTHING);
    touch(d, SDL_FINGERUP, 1);
    assert_int_equal(ui_take(d->ui, 50000, &e), UI_ACTION);
}

/* Under KMSDRM every key comes with the staff's window. */
static void the_pads_keys_are_the_applicants_from_any_window(void **state)
{
    struct desk *d = *state;
    struct ui_event e = {0};
    show(d, 60000);
    d->window = ui_window_id(d->ui, SIDE_STAFF);
    press_key(d, SDLK_F14);
    press_key(d, SDLK_F15);
    assert_int_equal(ui_take(d->ui, 60000, &e), UI_ACTION);
    assert_int_equal(e.action, ACTION_NO_PAPER_NOW);
    press_key(d, SDLK_F16);
    assert_int_equal(ui_take(d->ui, 61000, &e), UI_REPEAT);
    assert_int_equal(e.side, SIDE_APPLICANT);
    press_key(d, SDLK_F17);
    assert_int_equal(ui_take(d->ui, 62000, &e), UI_ACTION);
    assert_int_equal(e.action, ACTION_CALL_STAFF);
    d->window = 1;
}

static void two_sides_need_two_displays_on_the_whole_screen(void **state)
{
    (void)state;
    struct ui *ui = NULL;
    const struct ui_setup both = {.applicant = true, .staff = true, .fullscreen = true};
    const struct ui_setup alone = {.applicant = true, .fullscreen = true};
    assert_fails(ui_open(&both, &ui), NOT_FOUND);
    assert_null(ui);
    assert_ok(ui_open(&alone, &ui));
    ui_close(ui);
}

static void foreign_events_are_handed_on_and_quit_is_told(void **state)
{
    struct desk *d = *state;
    struct ui_event e = {0};
    int before = d->others;
    SDL_Event user = {.user = {.type = SDL_USEREVENT, .windowID = 99}};
    SDL_Event quit = {.type = SDL_QUIT};
    assert_int_equal(SDL_PushEvent(&user), 1);
    assert_int_equal(SDL_PushEvent(&quit), 1);
    assert_int_equal(ui_take(d->ui, 30000, &e), UI_QUIT);
    assert_int_equal(d->others, before + 1);
    assert_int_equal(ui_take(d->ui, 30000, &e), UI_NOTHING);
}

static void an_unknown_driver_is_refused(void **state)
{
    (void)state;
    struct ui *ui = NULL;
    const struct ui_setup setup = {.applicant = true};
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    assert_int_equal(setenv("SDL_VIDEODRIVER", "no-such-driver", 1), 0);
    assert_fails(ui_open(&setup, &ui), UNSUPPORTED);
    assert_null(ui);
    assert_int_equal(setenv("SDL_VIDEODRIVER", "dummy", 1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_click_on_a_scaled_window_is_an_action),
        cmocka_unit_test(keys_are_actions),
        cmocka_unit_test(a_finger_without_a_window_touches_the_applicants_screen),
        cmocka_unit_test(the_second_finger_of_a_hand_means_nothing),
        cmocka_unit_test(the_pads_keys_are_the_applicants_from_any_window),
        cmocka_unit_test(two_sides_need_two_displays_on_the_whole_screen),
        cmocka_unit_test(foreign_events_are_handed_on_and_quit_is_told),
    };
    const struct CMUnitTest without_driver[] = {
        cmocka_unit_test(an_unknown_driver_is_refused),
    };
    int status = cmocka_run_group_tests_name("ui/window", tests, open_desk, close_desk);
    return status + cmocka_run_group_tests_name("ui/window, no driver", without_driver, NULL, NULL);
}
