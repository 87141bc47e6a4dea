/* One portrait screen for both sides: staff come in by a PIN, the applicant gets it back locked. */
#include <string.h>
#include "core/machine.h"
#include "tests/kit/core_desk.h"
#include "tests/kit/kit.h"

static bool staff_face(struct core_fixture *f)
{
    (void)cf_screen(f);
    return f->applicant->staff_face;
}

static void enter(struct core_fixture *f)
{
    cf_applicant(f, ACTION_STAFF_ENTRANCE, 0);
}

/* The clerk's one ticket in that state, nobody at the screen. */
static void drive(struct core_fixture *f, enum item_state state)
{
    cf_reset(f);
    f->config.staff_on_same_screen = true;
    cf_start(f);
    cf_drive(f, 1, state);
    cd_list(f);
}

static void the_entrance_is_a_setting_and_wants_people(void **state)
{
    struct core_fixture *f = *state;
    cd_list(f);
    enter(f);
    assert_false(staff_face(f));
    assert_false(f->applicant->staff_entrance);
    f->config.staff_on_same_screen = true;
    core_set_staff(f->core, NULL); /* without people there is no PIN: so there is no way in */
    enter(f);
    assert_false(staff_face(f));
    assert_false(f->applicant->staff_entrance);
    cd_list(f);
    enter(f);
    assert_true(staff_face(f));
    assert_int_equal(cf_staff_screen(f), SCREEN_S00);
}

static void whoever_presses_it_by_chance_sees_nothing(void **state)
{
    struct core_fixture *f = *state;
    drive(f, ITEM_MATCHED);
    enter(f);
    assert_int_equal(cf_staff_screen(f), SCREEN_S00);
    assert_false(f->staff->has_ticket);
    assert_int_equal(f->staff->queue_count, 0);
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHED);
    cf_wait(f, PIN_FORGET_MS - 1);
    assert_true(staff_face(f));
    cf_wait(f, 1);
    assert_false(staff_face(f));
    enter(f);
    cf_staff(f, ACTION_STAFF_TO_APPLICANT, 0);
    assert_false(staff_face(f));
}

/* 渡す turns the screen to the person who takes the documents: masked, locked, and it stays so. */
static void the_hand_over_turns_and_locks_it(void **state)
{
    struct core_fixture *f = *state;
    drive(f, ITEM_MATCHED);
    enter(f);
    cd_sign(f, CD_CLERK);
    cf_staff(f, ACTION_STAFF_UNMASK, 0);
    assert_true(staff_face(f));
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    assert_false(staff_face(f));
    assert_int_equal(f->applicant->screen, SCREEN_A63);
    assert_int_equal(cf_staff_screen(f), SCREEN_S00);
    assert_false(f->staff->unmasked);
    assert_string_equal(f->staff->item.application.user_party, "");
    cf_applicant(f, ACTION_RECEIVED, 0);
    assert_string_equal(cf_reported(f, EXCHANGE_DONE)->staff_id, "sato"); /* who pressed 渡す */
    assert_int_equal(cf_screen(f), SCREEN_A64);
    cf_wait(f, FINISHED_SHOWN_MS);
    assert_int_equal(cf_screen(f), SCREEN_A00);
    assert_false(staff_face(f));
}

static void without_the_tap_staff_come_back(void **state)
{
    struct core_fixture *f = *state;
    drive(f, ITEM_MATCHED);
    enter(f);
    cd_sign(f, CD_CLERK);
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    enter(f);
    assert_int_equal(cf_staff_screen(f), SCREEN_S00);
    cd_sign(f, CD_SUPERVISOR);
    assert_true(staff_face(f));
    assert_int_equal(cf_staff_screen(f), SCREEN_S04);
    assert_true(cf_button(f, ACTION_STAFF_HANDED));
    cf_staff(f, ACTION_STAFF_HANDED, 0);
    assert_int_equal(f->done_count, 1);
    assert_true(staff_face(f)); /* the clerk goes on to the next */
}

static void a_page_for_the_applicant_turns_it_too(void **state)
{
    struct core_fixture *f = *state;
    drive(f, ITEM_PENDING);
    enter(f);
    cd_sign(f, CD_CLERK);
    cf_staff(f, ACTION_STAFF_ASK_IDENTITY, 0);
    assert_false(staff_face(f));
    assert_int_equal(f->applicant->screen, SCREEN_A61);
    enter(f);
    assert_true(staff_face(f));
    assert_int_equal(f->core->counter.applicant_page, PAGE_NONE);
    for (int i = 0; i < 4; i++) { /* the name stands there; the PIN is wanted all the same */
        cf_staff(f, ACTION_STAFF_DIGIT, 1);
    }
    assert_int_equal(cf_staff_screen(f), SCREEN_S00);
    cf_staff(f, ACTION_STAFF_LOGIN, 0);
    assert_int_equal(cd_order(f)->verify.member, CD_CLERK);
    cd_answer(f, PIN_GOOD);
    cf_staff(f, ACTION_STAFF_LOGOUT, 0); /* who went home is not expected */
    enter(f);
    cf_staff(f, ACTION_STAFF_DIGIT, 1);
    assert_int_equal(f->core->desk.digit_count, 0);
}

static void left_alone_it_locks_and_turns(void **state)
{
    struct core_fixture *f = *state;
    drive(f, ITEM_PENDING);
    enter(f);
    cd_sign(f, CD_CLERK);
    cf_staff(f, ACTION_STAFF_UNMASK, 0);
    cf_wait(f, LOCK_AFTER_MS - 1);
    assert_true(staff_face(f));
    cf_wait(f, 1);
    assert_false(staff_face(f));
    assert_true(desk_is_locked(f->core));
    enter(f);
    cd_sign(f, CD_CLERK);
    cf_staff(f, ACTION_STAFF_LOGOUT, 0);
    assert_false(staff_face(f));
}

/* A person may show a code while a clerk works: the slip comes, the clerk is not thrown out. */
static void the_camera_works_on(void **state)
{
    struct core_fixture *f = *state;
    drive(f, ITEM_PENDING);
    enter(f);
    cd_sign(f, CD_CLERK);
    cf_code(f, 2);
    cf_found(f, cf_app(2));
    assert_non_null(cf_print(f, PRINT_NUMBER_SLIP));
    assert_true(staff_face(f));
}

static void an_applicant_acts_for_nobody(void **state)
{
    struct core_fixture *f = *state;
    drive(f, ITEM_MATCHED);
    enter(f);
    cd_sign(f, CD_CLERK);
    for (int a = 0; a < ACTION_COUNT; a++) {
        if (!action_is_for_applicant((enum action)a)) {
            cf_applicant(f, (enum action)a, 0);
        }
    }
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHED);
    assert_true(staff_face(f));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, cf_setup, cf_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_entrance_is_a_setting_and_wants_people),
        CASE(whoever_presses_it_by_chance_sees_nothing),
        CASE(the_hand_over_turns_and_locks_it),
        CASE(without_the_tap_staff_come_back),
        CASE(a_page_for_the_applicant_turns_it_too),
        CASE(left_alone_it_locks_and_turns),
        CASE(the_camera_works_on),
        CASE(an_applicant_acts_for_nobody),
    };
    return cmocka_run_group_tests_name("core/one_screen", tests, NULL, NULL);
}
