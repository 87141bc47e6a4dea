/* The panel under the dummy video driver: real windows, real events, virtual time. */
#include "tests/kit/kit.h"

#include <stdlib.h>
#include <string.h>
#include "sim/panel_parts.h"
#include "sim/shown_code.h"

enum { TURN_MS = 20, LONG_MS = 4000 };

static int open_panel(void **state)
{
    char folder[256];
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    kit_folder("panel", folder);
    struct panel *p = calloc(1, sizeof *p);
    assert_non_null(p);
    const struct office_setup setup = {.folder = folder,
                                       .fresh = true,
                                       .worker_mode = WORKER_INLINE,
                                       .ui = {.applicant = true, .staff = true}};
    assert_ok(panel_open(p, &setup));
    *state = p;
    return 0;
}

static int close_panel(void **state)
{
    panel_close(*state);
    free(*state);
    return 0;
}

static void turn(struct panel *p)
{
    panel_turn(p, office_now_ms(&p->office) + TURN_MS);
}

static void mouse(struct panel *p, uint32_t type, uint8_t button, int x, int y)
{
    SDL_Event e = {.button = {.type = type, .windowID = p->window_id, .button = button}};
    panel_window_point(p, x, y, &e.button.x, &e.button.y);
    assert_int_equal(SDL_PushEvent(&e), 1);
}

static void drag(struct panel *p, uint8_t button, struct rect from, int dx, int dy)
{
    int x = from.x + from.w / 2;
    int y = from.y + from.h / 2;
    SDL_Event e = {.motion = {.type = SDL_MOUSEMOTION, .windowID = p->window_id}};
    panel_window_point(p, x + dx, y + dy, &e.motion.x, &e.motion.y);
    mouse(p, SDL_MOUSEBUTTONDOWN, button, x, y);
    assert_int_equal(SDL_PushEvent(&e), 1);
    mouse(p, SDL_MOUSEBUTTONUP, button, x + dx, y + dy);
    turn(p);
}

static void click(struct panel *p, enum panel_act act, int argument)
{
    const struct panel_widget *w = panel_find(p, act, argument);
    assert_non_null(w);
    drag(p, SDL_BUTTON_LEFT, w->rect, 0, 0);
}

static void press_key(struct panel *p, SDL_Keycode code)
{
    SDL_Event e = {.key = {.type = SDL_KEYDOWN, .windowID = p->window_id}};
    e.key.keysym.sym = code;
    assert_int_equal(SDL_PushEvent(&e), 1);
    turn(p);
}

static const struct panel_widget *find_slip(const struct panel *p, int index)
{
    for (int i = 0; i < p->widget_count; i++) {
        if (p->widget[i].look == PANEL_LOOK_SLIP && p->widget[i].argument == index) {
            return &p->widget[i];
        }
    }
    return NULL;
}

static void a_code_is_shown_read_and_removed(void **state)
{
    struct panel *p = *state;
    assert_int_equal(p->office.scene.carrier_count, 0);
    click(p, PANEL_CODE, 0);
    assert_int_equal(p->office.scene.carrier_count, 1);
    assert_true(panel_find(p, PANEL_CODE, 0)->is_on);
    for (int ms = 0; ms < LONG_MS && p->office.applicant_view.screen != SCREEN_A10; ms += TURN_MS) {
        turn(p);
    }
    assert_int_equal(p->office.applicant_view.screen, SCREEN_A10);
    assert_true(p->log.count > 0);
    for (int ms = 0; ms < LONG_MS && find_slip(p, 0) == NULL; ms += TURN_MS) {
        turn(p);
    }
    assert_non_null(find_slip(p, 0));
    assert_int_equal(slip_printer_sim_count(p->office.slip_printer), 1);
    click(p, PANEL_REMOVE, 0);
    assert_int_equal(p->office.scene.carrier_count, 0);
}

static void every_name_has_a_code(void **state)
{
    struct panel *p = *state;
    struct qr_modules modules;
    int count = 0;
    for (int tab = 0; tab < PANEL_TABS; tab++) {
        assert_in_range(p->code_count[tab], 1, PANEL_TAB_CODES_MAX - 1);
        for (int i = 0; i < p->code_count[tab]; i++, count++) {
            assert_ok(shown_code_make(&p->office, p->code[tab][i].name, &modules));
            assert_true(p->code[tab][i].summary[0] != '\0');
        }
    }
    assert_true(count > seed_data_count());
    assert_fails(shown_code_make(&p->office, "no-such-code", &modules), NOT_FOUND);
}

static void the_mouse_moves_turns_and_tilts(void **state)
{
    struct panel *p = *state;
    click(p, PANEL_CODE, 1);
    struct rect picture = panel_find(p, PANEL_PICTURE, 0)->rect;
    drag(p, SDL_BUTTON_LEFT, picture, picture.w / 4, 0);
    const struct scene_pose *pose = &p->office.scene.carrier[0].pose;
    assert_float_equal(pose->centre_x, 0.75F, 0.02F);
    drag(p, SDL_BUTTON_RIGHT, picture, 0, -40);
    assert_float_equal(pose->tilt_x_deg, 20, 1);
    struct rect track = panel_slider_track(panel_find(p, PANEL_SLIDER, 0));
    drag(p, SDL_BUTTON_LEFT, track, -track.w, 0);
    assert_float_equal(p->office.scene.camera.light_lux, 1, 0.01F);
    click(p, PANEL_KIND, SCENE_PAPER);
    assert_int_equal(p->office.scene.carrier[0].kind, SCENE_PAPER);
    assert_float_equal(pose->centre_x, 0.75F, 0.02F);
    click(p, PANEL_STRAIGHT, 0);
    assert_float_equal(pose->centre_x, 0.5F, 0.001F);
    click(p, PANEL_REMOVE, 0);
}

static void each_fault_can_be_struck_and_repaired(void **state)
{
    static const struct {
        enum panel_act act;
        int count;
    } all[] = {{PANEL_SLIP, SLIP_FAULT_COUNT},
               {PANEL_CERTIFICATE, CERTIFICATE_FAULT_COUNT},
               {PANEL_CAMERA, CAMERA_FAULT_COUNT},
               {PANEL_BACKEND, BACKEND_FAULT_COUNT},
               {PANEL_OTHER, PANEL_OTHER_COUNT}};
    struct panel *p = *state;
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        for (int i = 0; i < all[k].count; i++) {
            click(p, all[k].act, i);
            assert_true(panel_find(p, all[k].act, i)->is_on);
            click(p, all[k].act, i);
            assert_false(panel_find(p, all[k].act, i)->is_on);
        }
        assert_null(panel_find(p, all[k].act, all[k].count));
    }
    click(p, PANEL_BACKEND, BACKEND_FAULT_STATUS);
    assert_int_equal(p->office.faults.value[BACKEND_FAULT_STATUS], 503);
    click(p, PANEL_OTHER, PANEL_LAMP);
    assert_true(p->office.lamp.is_broken);
    click(p, PANEL_REPAIR, 0);
    assert_int_equal(p->office.faults.value[BACKEND_FAULT_STATUS], 0);
    assert_false(p->office.lamp.is_broken);
}

static void power_goes_and_comes_back_with_the_knobs(void **state)
{
    struct panel *p = *state;
    int starts = p->office.starts;
    click(p, PANEL_OTHER, PANEL_SPEAKER);
    click(p, PANEL_POWER, 0);
    assert_null(p->office.app);
    turn(p);
    const struct panel_widget *tag = panel_find(p, PANEL_TAG, PANEL_TAGS_MAX);
    assert_true(tag->is_off);
    click(p, PANEL_TAG, PANEL_TAGS_MAX); /* nobody is there to hear it */
    assert_int_equal(p->office.scanner.count, 0);
    click(p, PANEL_POWER, 0);
    assert_non_null(p->office.app);
    assert_int_equal(p->office.starts, starts + 1);
    assert_true(p->office.sound.is_silent);
    click(p, PANEL_REPAIR, 0);
}

static void a_tag_reaches_the_terminal(void **state)
{
    struct panel *p = *state;
    press_key(p, SDLK_1);
    assert_int_equal(p->office.scene.carrier_count, 1);
    assert_in_range(p->tag_count, 1, PANEL_TAGS_MAX);
    panel_hands_scan(p, 0);
    assert_int_equal(p->office.scanner.count, 1);
    assert_memory_equal(p->office.scanner.waiting[0].text, p->tag[0].bytes,
                        strlen(p->tag[0].bytes));
    turn(p);
    assert_int_equal(p->office.scanner.count, 0);
    press_key(p, SDLK_0);
    assert_int_equal(p->office.scene.carrier_count, 0);
}

static void what_is_no_control_does_nothing(void **state)
{
    struct panel *p = *state;
    struct rect ground = {0, PANEL_HEIGHT - 4, 4, 4};
    struct rect code = panel_find(p, PANEL_CODE, 0)->rect;
    struct rect picture = panel_find(p, PANEL_PICTURE, 0)->rect;
    struct scene before = p->office.scene;
    drag(p, SDL_BUTTON_LEFT, ground, 0, 0);
    drag(p, SDL_BUTTON_LEFT, code, 0, code.h * 3); /* slid off */
    drag(p, SDL_BUTTON_RIGHT, code, 0, 0);
    drag(p, SDL_BUTTON_LEFT, picture, 40, 40); /* an empty tray */
    press_key(p, SDLK_x);
    SDL_Event other = {.key = {.type = SDL_KEYDOWN, .windowID = p->window_id + 1}};
    other.key.keysym.sym = SDLK_q;
    assert_int_equal(SDL_PushEvent(&other), 1);
    turn(p);
    assert_memory_equal(&p->office.scene, &before, sizeof before);
    assert_false(p->quit);
}

static void an_idle_panel_is_not_painted_and_q_ends_it(void **state)
{
    struct panel *p = *state;
    turn(p);
    assert_int_equal(p->painted_count, p->widget_count);
    assert_memory_equal(p->painted, p->widget, sizeof p->widget[0] * (size_t)p->widget_count);
    assert_true(panel_due_ms(p) > office_now_ms(&p->office));
    press_key(p, SDLK_q);
    assert_true(p->quit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_shown_read_and_removed),
        cmocka_unit_test(every_name_has_a_code),
        cmocka_unit_test(the_mouse_moves_turns_and_tilts),
        cmocka_unit_test(each_fault_can_be_struck_and_repaired),
        cmocka_unit_test(power_goes_and_comes_back_with_the_knobs),
        cmocka_unit_test(a_tag_reaches_the_terminal),
        cmocka_unit_test(what_is_no_control_does_nothing),
        cmocka_unit_test(an_idle_panel_is_not_painted_and_q_ends_it),
    };
    return cmocka_run_group_tests(tests, open_panel, close_panel);
}
