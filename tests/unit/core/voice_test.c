/* What is said aloud: to the room only what tells nothing, into earphones the screen's own line. */
#include "core/voice.h"

#include "tests/kit/core_matrix.h"
#include "tests/kit/kit.h"

static int said(const struct core_fixture *f)
{
    int clip = -1;
    for (int i = 0; i < f->fx->count; i++) {
        clip = f->fx->effect[i].kind == FX_SAY ? (int)f->fx->effect[i].clip : clip;
    }
    return clip;
}

static int volume(const struct core_fixture *f)
{
    int percent = -1;
    for (int i = 0; i < f->fx->count; i++) {
        percent = f->fx->effect[i].kind == FX_VOLUME ? f->fx->effect[i].volume_percent : percent;
    }
    return percent;
}

static void plug(struct core_fixture *f, bool in)
{
    struct event ev = {.kind = EV_EARPHONES, .earphones = in};
    cf_step(f, &ev);
}

static void without_voice_mode_nothing_is_said(void **state)
{
    struct core_fixture *f = *state;
    for (int v = 0; v < VISIT_STATE_COUNT; v++) {
        core_matrix_drive(f, (enum visit_state)v);
        assert_int_equal(said(f), -1);
        cf_applicant(f, ACTION_REPEAT, 0);
        assert_int_equal(said(f), -1);
        assert_int_equal(volume(f), -1);
    }
}

static void the_room_hears_nothing_about_a_person(void **state)
{
    struct core_fixture *f = *state;
    for (int v = 0; v < VISIT_STATE_COUNT; v++) {
        core_matrix_drive(f, (enum visit_state)v);
        cf_applicant(f, ACTION_VOICE, 0);
        enum screen screen = cf_screen(f);
        int clip = said(f);
        assert_true(clip == VOICE_TAKE_SLIP || clip == VOICE_LOOK_SCREEN ||
                    (voice_is_neutral(screen) && clip >= VOICE_OF_SCREEN));
    }
    for (int screen = SCREEN_A10; screen <= SCREEN_A43; screen++) {
        assert_false(voice_is_neutral((enum screen)screen));
        assert_true(voice_clip((enum screen)screen, false, false) == VOICE_LOOK_SCREEN);
        assert_true(voice_clip((enum screen)screen, false, true) == VOICE_TAKE_SLIP);
    }
}

static void earphones_hear_the_screen(void **state)
{
    struct core_fixture *f = *state;
    plug(f, true);
    assert_int_equal(said(f), 100);
    cf_code(f, 1);
    assert_int_equal(said(f), 102);
    struct application *a = cf_app(1);
    a->tax = TAX_UNCONFIRMED;
    cf_found(f, a);
    assert_int_equal(cf_screen(f), SCREEN_A11);
    assert_int_equal(said(f), 111);
    cf_event(f, EV_TICK);
    assert_int_equal(said(f), -1); /* once */
    plug(f, false);
    assert_int_equal(f->fx->effect[0].kind, FX_SAY);
    assert_int_equal(f->fx->effect[0].clip, VOICE_NOTHING);
    assert_int_equal(f->fx->count, 1); /* cut, and the room hears nothing instead */
    cf_screen(f);
    assert_false(f->applicant->modes.voice);
}

static void a_touch_cuts_and_repeat_says_it_louder(void **state)
{
    struct core_fixture *f = *state;
    plug(f, true);
    cf_applicant(f, ACTION_REPEAT, 0);
    assert_int_equal(volume(f), VOICE_VOLUME_PERCENT + VOICE_STEP_PERCENT);
    assert_int_equal(said(f), 100);
    cf_applicant(f, ACTION_REPEAT, 0);
    cf_applicant(f, ACTION_REPEAT, 0);
    assert_int_equal(volume(f), -1); /* as loud as it goes */
    assert_int_equal(said(f), 100);
    cf_applicant(f, ACTION_CONTRAST, 0);
    assert_int_equal(said(f), VOICE_NOTHING);
}

static void the_next_person_finds_it_as_it_was(void **state)
{
    struct core_fixture *f = *state;
    cf_applicant(f, ACTION_VOICE, 0);
    cf_applicant(f, ACTION_REPEAT, 0);
    cf_applicant(f, ACTION_FINISH, 0);
    assert_int_equal(volume(f), VOICE_VOLUME_PERCENT);
    cf_screen(f);
    assert_false(f->applicant->modes.voice);
    assert_int_equal(said(f), VOICE_NOTHING);
    plug(f, true); /* who plugs in wants to hear, and goes on hearing */
    cf_applicant(f, ACTION_FINISH, 0);
    cf_screen(f);
    assert_true(f->applicant->modes.voice);
}

/* The room hears the number; nobody's own line, and no earphones, stand in its way. */
static void a_called_number_is_said_into_the_room(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_applicant(f, ACTION_FINISH, 0);
    cf_staff(f, ACTION_STAFF_SELECT, 1);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    assert_int_equal(said(f), VOICE_OF_CALL + 1);
    cf_event(f, EV_TICK);
    assert_int_equal(said(f), -1); /* once */
    cf_applicant(f, ACTION_VOICE, 0);
    assert_int_equal(said(f), VOICE_LOOK_SCREEN); /* A60 */
    cf_staff(f, ACTION_STAFF_RECALL, 0);
    assert_int_equal(said(f), VOICE_OF_CALL + 1);
    assert_int_equal(cf_count(f, FX_SAY), 1);
    plug(f, true);
    cf_staff(f, ACTION_STAFF_RECALL, 0);
    assert_int_equal(said(f), -1); /* whoever listens alone is not called by it */
    assert_true(cf_heard(f, TONE_CALL));
}

static void that_time_runs_out_is_said(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_applicant(f, ACTION_VOICE, 0);
    assert_int_equal(said(f), VOICE_TAKE_SLIP);
    cf_wait(f, 75000); /* three times 25 s */
    assert_true(f->core->visit.warned);
    assert_int_equal(f->core->voice.clip, VOICE_TIME_LEFT);
    cf_applicant(f, ACTION_MORE_TIME, 0);
    assert_int_equal(said(f), VOICE_TAKE_SLIP); /* its own line again */
}

static void hints_are_said_after_five_seconds(void **state)
{
    struct core_fixture *f = *state;
    struct event ev = {.kind = EV_IN_VIEW};
    cf_applicant(f, ACTION_VOICE, 0);
    ev.in_view.hint = SCAN_HINT_TOO_SMALL;
    cf_step(f, &ev);
    cf_wait(f, HINT_SPOKEN_MS - 1);
    assert_int_equal(cf_screen(f), SCREEN_A01);
    assert_int_equal(f->core->voice.clip, VOICE_OF_SCREEN); /* A00's, the last that was said */
    cf_wait(f, 1);
    assert_int_equal(said(f), VOICE_OF_HINT + SCAN_HINT_TOO_SMALL);
    ev.in_view.hint = SCAN_HINT_GLARE;
    cf_step(f, &ev);
    cf_wait(f, HINT_SHOWN_MS);
    assert_int_equal(f->core->voice.clip, VOICE_OF_HINT + SCAN_HINT_GLARE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(without_voice_mode_nothing_is_said, cf_setup, cf_teardown),
        cmocka_unit_test_setup_teardown(the_room_hears_nothing_about_a_person, cf_setup,
                                        cf_teardown),
        cmocka_unit_test_setup_teardown(earphones_hear_the_screen, cf_setup, cf_teardown),
        cmocka_unit_test_setup_teardown(a_touch_cuts_and_repeat_says_it_louder, cf_setup,
                                        cf_teardown),
        cmocka_unit_test_setup_teardown(the_next_person_finds_it_as_it_was, cf_setup, cf_teardown),
        cmocka_unit_test_setup_teardown(a_called_number_is_said_into_the_room, cf_setup,
                                        cf_teardown),
        cmocka_unit_test_setup_teardown(that_time_runs_out_is_said, cf_setup, cf_teardown),
        cmocka_unit_test_setup_teardown(hints_are_said_after_five_seconds, cf_setup, cf_teardown),
    };
    return cmocka_run_group_tests_name("core/voice", tests, NULL, NULL);
}
