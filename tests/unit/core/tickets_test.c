/* The queue: order, calls, absence, holding, numbers, and what happens when it is full. */
#include "tests/kit/core_fixture.h"

#include <string.h>
#include "tests/kit/kit.h"

static const int64_t day_ms = 86400000;

static int queue_no(struct core_fixture *f, int row)
{
    core_staff_view(f->core, f->staff);
    return row < f->staff->queue_count ? f->staff->queue[row].argument : 0;
}

static void called_first_then_by_number_then_held(void **state)
{
    struct core_fixture *f = *state;
    for (int no = 1; no <= 4; no++) {
        cf_queue(f, no, cf_app(no));
    }
    cf_staff(f, ACTION_STAFF_SELECT, 1);
    cf_staff(f, ACTION_STAFF_HOLD, 0);
    cf_staff(f, ACTION_STAFF_SELECT, 3);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    const int want[] = {3, 2, 4, 1};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(queue_no(f, i), want[i]);
    }
}

static void a_call_without_a_choice_takes_the_first(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_queue(f, 2, cf_app(2));
    cf_wait(f, 60000);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    assert_int_equal(cf_ticket(f, 1)->state, TICKET_CALLED);
    assert_int_equal(cf_row(f, JOURNAL_CALLED)->call_no, 1);
    assert_true(cf_heard(f, TONE_CALL));
    assert_int_equal(cf_screen(f), SCREEN_A60);
    assert_string_equal(f->applicant->call_no, "A-001");
    assert_int_equal(f->applicant->wait_people, 1);
    cf_staff(f, ACTION_STAFF_RECALL, 0);
    assert_true(cf_heard(f, TONE_CALL));
    assert_int_equal(cf_ticket(f, 1)->call_count, 2);
    cf_staff(f, ACTION_STAFF_CALL, 0); /* called already: that is what recall is for */
    assert_int_equal(f->fx->count, 0);
}

static void nobody_there_is_held_and_comes_back(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_staff(f, ACTION_STAFF_CALL, 0);
    cf_staff(f, ACTION_STAFF_NO_ANSWER, 0);
    assert_non_null(cf_row(f, JOURNAL_NO_ANSWER));
    assert_int_equal(cf_ticket(f, 1)->state, TICKET_HELD);
    assert_int_equal(f->core->counter.selected, NO_INDEX);
    cf_staff(f, ACTION_STAFF_CALL, 0); /* nobody waits: held ones are not called by themselves */
    assert_int_equal(cf_ticket(f, 1)->state, TICKET_HELD);
    cf_staff(f, ACTION_STAFF_SELECT, 1);
    assert_true(cf_button(f, ACTION_STAFF_RELEASE));
    cf_staff(f, ACTION_STAFF_RELEASE, 0);
    assert_int_equal(cf_ticket(f, 1)->state, TICKET_WAITING);
    cf_staff(f, ACTION_STAFF_RELEASE, 0); /* refused: it is not held */
    assert_int_equal(f->fx->count, 0);
}

static void who_never_came_is_closed(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_staff(f, ACTION_STAFF_SELECT, 1);
    cf_staff(f, ACTION_STAFF_HOLD, 0);
    cf_staff(f, ACTION_STAFF_SELECT, 1);
    assert_true(cf_button(f, ACTION_STAFF_CLOSE_VISIT));
    cf_staff(f, ACTION_STAFF_CLOSE_VISIT, 0);
    assert_null(cf_ticket(f, 1));
    assert_non_null(cf_row(f, JOURNAL_VISIT_CLOSED));
}

static void work_in_hand_is_not_parked(void **state)
{
    static const enum item_state busy[] = {ITEM_RESERVING, ITEM_BEGINNING,     ITEM_PRINTING,
                                           ITEM_MATCHING,  ITEM_PRINT_UNKNOWN, ITEM_MATCHED,
                                           ITEM_HANDING};
    struct core_fixture *f = *state;
    for (size_t i = 0; i < sizeof busy / sizeof busy[0]; i++) {
        cf_reset(f);
        cf_start(f);
        cf_drive(f, 1, busy[i]);
        cf_staff(f, ACTION_STAFF_HOLD, 0);
        cf_staff(f, ACTION_STAFF_NO_ANSWER, 0);
        cf_staff(f, ACTION_STAFF_CLOSE_VISIT, 0);
        assert_int_equal(cf_ticket(f, 1)->state, TICKET_CALLED);
        assert_int_equal(cf_item(f, 1, 0)->state, busy[i]);
    }
}

static void numbers_start_again_every_day_only(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 9, cf_app(9));
    cf_staff(f, ACTION_STAFF_SELECT, 1);
    cf_staff(f, ACTION_STAFF_CLOSE_VISIT, 0); /* gone, and its number with it for today */
    f->wall_ms -= day_ms;
    cf_queue(f, 8, cf_app(8));
    assert_int_equal(cf_ticket(f, 8)->call_no, 2);
    cf_reset(f);
    cf_start(f);
    cf_queue(f, 1, cf_app(1));
    f->wall_ms -= 3650 * day_ms; /* a clock set back */
    cf_queue(f, 2, cf_app(2));
    assert_int_equal(cf_ticket(f, 2)->call_no, 2);
    f->wall_ms += 3650 * day_ms;
    cf_queue(f, 3, cf_app(3));
    assert_int_equal(cf_ticket(f, 3)->call_no, 3);
    f->wall_ms += day_ms;
    cf_queue(f, 4, cf_app(4));
    assert_int_equal(cf_ticket(f, 4)->call_no, 4); /* 1 to 3 of yesterday still stand there */
}

static void a_kept_number_is_not_given_again(void **state)
{
    struct core_fixture *f = *state;
    for (int no = 1; no <= 3; no++) {
        cf_queue(f, no, cf_app(no));
    }
    for (int no = 1; no <= 3; no += 2) {
        cf_staff(f, ACTION_STAFF_SELECT, no);
        cf_staff(f, ACTION_STAFF_CLOSE_VISIT, 0);
    }
    f->wall_ms += day_ms;
    cf_queue(f, 4, cf_app(4));
    cf_queue(f, 5, cf_app(5));
    assert_int_equal(cf_ticket(f, 4)->call_no, 1);
    assert_int_equal(cf_ticket(f, 5)->call_no, 3);
}

static void a_full_queue_is_said_and_staff_come(void **state)
{
    struct core_fixture *f = *state;
    for (int no = 1; no <= TICKETS_MAX; no++) {
        cf_queue(f, no, cf_app(no));
    }
    cf_code(f, 100);
    cf_found(f, cf_app(100));
    assert_int_equal(cf_screen(f), SCREEN_A42);
    assert_null(cf_ticket(f, 100));
    assert_null(cf_row(f, JOURNAL_NUMBER));
    assert_int_equal(cf_count(f, FX_PRINT), 0);
    core_staff_view(f->core, f->staff);
    assert_int_equal(f->staff->queue_count, QUEUE_ROWS_MAX);
    assert_int_equal(f->staff->alert_count, 1);
    cf_staff(f, ACTION_STAFF_SELECT, 1);
    cf_staff(f, ACTION_STAFF_CLOSE_VISIT, 0);
    cf_queue(f, 100, cf_app(100));
    assert_int_equal(cf_ticket(f, 100)->call_no, 65);
}

static void the_days_numbers_end_at_999(void **state)
{
    struct core_fixture *f = *state;
    f->core->call_day = civil_day(f->wall_ms);
    f->core->last_call_no = 998;
    f->watch.call_day = f->core->call_day;
    cf_queue(f, 1, cf_app(1));
    assert_int_equal(cf_ticket(f, 1)->call_no, 999);
    cf_code(f, 2);
    cf_found(f, cf_app(2));
    assert_null(cf_ticket(f, 2));
    assert_int_equal(cf_screen(f), SCREEN_A42);
}

/* The clock was years ahead for a moment. Numbers of that day run on, and when they are used up
 * nobody is sent away for years: the day on the clock begins. */
static void a_clock_gone_ahead_uses_no_numbers_up_for_years(void **state)
{
    struct core_fixture *f = *state;
    f->wall_ms += 3640 * day_ms; /* the same weekday */
    cf_queue(f, 1, cf_app(1));
    f->wall_ms -= 3640 * day_ms;
    cf_queue(f, 2, cf_app(2));
    assert_int_equal(cf_ticket(f, 2)->call_no, 2);
    f->core->last_call_no = 998;
    cf_queue(f, 3, cf_app(3));
    assert_int_equal(cf_ticket(f, 3)->call_no, 999);
    cf_queue(f, 4, cf_app(4));
    assert_int_equal(cf_ticket(f, 4)->call_no, 3); /* 1 and 2 still stand there */
    f->core->last_call_no = 999;
    cf_code(f, 5);
    cf_found(f, cf_app(5));
    assert_null(cf_ticket(f, 5)); /* the day's own are used up */
}

static void more_applications_than_fit_are_for_staff(void **state)
{
    struct core_fixture *f = *state;
    int firms = APPLICATION_POOL_MAX / LOOKUP_APPLICATIONS_MAX;
    for (int no = 0; no < firms; no++) {
        cf_code_as(f, no + 1, CODE_PICKUP_FIRM, PICKUP_OK);
        cf_found_many(f, no * LOOKUP_APPLICATIONS_MAX, LOOKUP_APPLICATIONS_MAX);
        assert_int_equal(cf_screen(f), SCREEN_A30);
    }
    cf_code_as(f, 50, CODE_PICKUP_FIRM, PICKUP_OK);
    cf_found_many(f, 1000, LOOKUP_APPLICATIONS_MAX);
    assert_int_equal(cf_screen(f), SCREEN_A42);
    core_staff_view(f->core, f->staff);
    assert_int_equal(f->staff->alert_count, 1);
    struct ticket *t = cf_ticket(f, 50);
    cf_staff(f, ACTION_STAFF_SELECT, t->call_no);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    cf_staff(f, ACTION_STAFF_CHECK, 8);
    t->current = t->item_count - 1; /* one whose facts did not fit */
    assert_int_equal(t->item[t->current].pool, NO_INDEX);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_null(cf_sent(f, EXCHANGE_RESERVE));
    assert_false(cf_button(f, ACTION_STAFF_ISSUE));
}

static void a_closed_visit_leaves_no_names(void **state)
{
    struct core_fixture *f = *state;
    struct application *a = cf_app(1);
    strcpy(a->user_party, "軽自動車太郎");
    cf_queue(f, 1, a);
    cf_staff(f, ACTION_STAFF_SELECT, 1);
    cf_staff(f, ACTION_STAFF_CLOSE_VISIT, 0);
    for (int i = 0; i < APPLICATION_POOL_MAX; i++) {
        assert_int_equal(f->core->pool[i].user_party[0], '\0');
    }
}

static void a_slip_is_reprinted_with_its_count(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    assert_int_equal(f->slip.reprint_no, 0);
    cf_staff(f, ACTION_STAFF_SELECT, 1);
    cf_staff(f, ACTION_STAFF_SCREEN, SCREEN_S06);
    cf_staff(f, ACTION_STAFF_REPRINT_SLIP, REPRINT_REASON_COUNT); /* without a reason: no paper */
    assert_int_equal(f->fx->count, 0);
    cf_staff(f, ACTION_STAFF_REPRINT_SLIP, REPRINT_LOST);
    assert_int_equal(cf_print(f, PRINT_NUMBER_SLIP)->reprint_no, 1);
    assert_string_equal(cf_row(f, JOURNAL_STAFF)->detail, "act=reprint why=lost");
    assert_string_equal(day_row_label(cf_row(f, JOURNAL_STAFF)), "番号札の再印刷");
    assert_int_equal(cf_staff_screen(f), SCREEN_S03);
    cf_staff(f, ACTION_STAFF_HOLD, 0);
    cf_staff(f, ACTION_STAFF_REPRINT_SLIP, 0); /* nothing is selected */
    assert_int_equal(cf_count(f, FX_PRINT), 0);
}

/* Not when somebody came: then it would call the next person's neighbour. */
static void a_call_is_made_once_more_unless_somebody_came(void **state)
{
    struct core_fixture *f = *state;
    for (int come = 0; come < 4; come++) {
        cf_reset(f);
        cf_start(f);
        cf_queue(f, 1, cf_app(1));
        cf_applicant(f, ACTION_FINISH, 0);
        cf_staff(f, ACTION_STAFF_SELECT, 1);
        cf_staff(f, ACTION_STAFF_CALL, 0);
        assert_true(cf_heard(f, TONE_CALL));
        if (come == 1) {
            cf_code(f, 1);
        } else if (come == 2) {
            cf_staff(f, ACTION_STAFF_CHECK, 8); /* the line of the receiver */
        } else if (come == 3) {
            cf_staff(f, ACTION_STAFF_NO_ANSWER, 0);
        }
        cf_wait(f, CALL_AGAIN_MS - 1);
        cf_wait(f, 1);
        assert_int_equal(cf_heard(f, TONE_CALL), come == 0);
        cf_wait(f, CALL_AGAIN_MS);
        assert_false(cf_heard(f, TONE_CALL)); /* twice is enough */
    }
}

/* Somebody else reads their verdict meanwhile: the call waits for the screen. */
static void a_call_is_seen_when_the_screen_is_free(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_queue(f, 2, cf_app(2));
    cf_staff(f, ACTION_STAFF_SELECT, 1);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    assert_int_equal(cf_screen(f), SCREEN_A10);
    cf_wait(f, CALL_SHOWN_MS + 1000);
    cf_applicant(f, ACTION_FINISH, 0);
    assert_int_equal(cf_screen(f), SCREEN_A60);
    assert_string_equal(f->applicant->call_no, "A-001");
    cf_wait(f, CALL_SHOWN_MS);
    assert_int_equal(cf_screen(f), SCREEN_A00);
    cf_queue(f, 3, cf_app(3));
    cf_applicant(f, ACTION_FINISH, 0);
    assert_int_equal(cf_screen(f), SCREEN_A00); /* seen: not after everybody */
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, cf_setup, cf_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(called_first_then_by_number_then_held),
        TEST(a_call_without_a_choice_takes_the_first),
        TEST(nobody_there_is_held_and_comes_back),
        TEST(who_never_came_is_closed),
        TEST(work_in_hand_is_not_parked),
        TEST(numbers_start_again_every_day_only),
        TEST(a_kept_number_is_not_given_again),
        TEST(a_full_queue_is_said_and_staff_come),
        TEST(the_days_numbers_end_at_999),
        TEST(a_clock_gone_ahead_uses_no_numbers_up_for_years),
        TEST(more_applications_than_fit_are_for_staff),
        TEST(a_closed_visit_leaves_no_names),
        TEST(a_slip_is_reprinted_with_its_count),
        TEST(a_call_is_made_once_more_unless_somebody_came),
        TEST(a_call_is_seen_when_the_screen_is_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
