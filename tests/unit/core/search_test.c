/* People without a code: found by number, few times, never typed numbers in the journal. */
#include <string.h>
#include "core/machine.h"
#include "tests/kit/core_desk.h"
#include "tests/kit/kit.h"

static void type(struct core_fixture *f, enum search_field field, const char *digits)
{
    cf_staff(f, ACTION_STAFF_SCREEN, SCREEN_S15);
    cf_staff(f, ACTION_STAFF_SEARCH_BY, (int)field);
    cf_staff(f, ACTION_STAFF_CLEAR, 0);
    for (; *digits != '\0'; digits++) {
        cf_staff(f, ACTION_STAFF_DIGIT, *digits - '0');
    }
}

static void ask(struct core_fixture *f, const char *receipt_no)
{
    type(f, SEARCH_RECEIPT_NO, receipt_no);
    cf_staff(f, ACTION_STAFF_SEARCH, 0);
}

static void answer(struct core_fixture *f, const struct application *a)
{
    cf_bind(f, EXCHANGE_LOOKUP, a == NULL ? EXCHANGE_RESULT_CODE_UNKNOWN : EXCHANGE_RESULT_OK);
    if (a != NULL) {
        f->reply->application_count = 1;
        f->reply->application[0] = *a;
    }
    cf_answer(f);
}

static const struct ticket *at_work(struct core_fixture *f)
{
    return counter_ticket(f->core);
}

static void found_stands_at_the_counter(void **state)
{
    struct core_fixture *f = *state;
    cd_list(f);
    cd_sign(f, CD_CLERK);
    ask(f, "2026000001");
    const struct backend_request *r = cf_sent(f, EXCHANGE_LOOKUP);
    assert_non_null(r);
    assert_true(r->is_search);
    assert_string_equal(r->search[SEARCH_RECEIPT_NO], "2026000001");
    assert_string_equal(r->search[SEARCH_PLATE_SERIAL], "");
    assert_string_equal(r->staff_id, "sato");
    for (int i = 0; i < f->fx->count; i++) { /* logged, but not what was typed */
        if (f->fx->effect[i].kind == FX_JOURNAL) {
            assert_null(strstr(f->fx->effect[i].row.detail, "2026000001"));
        }
    }
    assert_string_equal(cf_row(f, JOURNAL_VISIT_OPENED)->staff_id, "sato");
    answer(f, cf_app(1));
    assert_non_null(at_work(f));
    assert_int_equal(at_work(f)->state, TICKET_CALLED);
    assert_int_equal(at_work(f)->receiver, CHECK_OPEN);
    assert_int_equal(cf_count(f, FX_PRINT), 0);
    assert_int_equal(cf_staff_screen(f), SCREEN_S03);
    assert_int_equal(f->core->day.searches, 1);
}

static void who_receives_is_for_two(void **state)
{
    struct core_fixture *f = *state;
    cd_list(f);
    cd_sign(f, CD_CLERK);
    ask(f, "2026000001");
    answer(f, cf_app(1));
    cf_staff(f, ACTION_STAFF_CHECK, RECEIVER_LINE);
    assert_int_equal(at_work(f)->receiver, CHECK_OPEN);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_null(cf_sent(f, EXCHANGE_RESERVE));
    cd_reason(f, EXCEPTION_NO_CODE);
    cd_sign(f, CD_SUPERVISOR);
    assert_int_equal(at_work(f)->receiver, CHECK_DONE);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_non_null(cf_sent(f, EXCHANGE_RESERVE));
}

/* The power cut in between makes no second person of one. */
static void who_receives_is_for_two_after_a_restart(void **state)
{
    struct core_fixture *f = *state;
    static struct restored_visit visit; /* found by number: it has no code */
    visit = (struct restored_visit){.visit_id = {{9}}, .item_count = 1};
    visit.item[0].last_kind = JOURNAL_CHECKED;
    memcpy(visit.item[0].application_id, "1", 2);
    for (int code = 0; code < 2; code++) {
        cf_reset(f);
        cf_start(f);
        visit.call_no = 17;
        visit.code.byte[0] = (uint8_t)code;
        cf_restore(f, &visit, 1);
        cf_found(f, cf_app(1));
        cd_list(f);
        cd_sign(f, CD_CLERK);
        cf_staff(f, ACTION_STAFF_SELECT, 17);
        cf_staff(f, ACTION_STAFF_CALL, 0);
        cf_staff(f, ACTION_STAFF_CHECK, RECEIVER_LINE);
        assert_int_equal(at_work(f)->receiver, code == 0 ? CHECK_OPEN : CHECK_DONE);
    }
}

/* Found while documents change hands: who stands there keeps the screen until it is said. */
static void found_takes_no_screen_from_a_hand_over(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 3, cf_app(3));
    cf_drive(f, 1, ITEM_MATCHED);
    const struct ticket *t = at_work(f);
    ask(f, "2026000002");
    cf_staff(f, ACTION_STAFF_BACK, 0);
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    answer(f, cf_app(2));
    assert_ptr_equal(at_work(f), t);
    assert_int_equal(ticket_by_application(f->core, "2"), 2); /* stands in the queue, called */
    ask(f, "2026000003");
    answer(f, cf_app(3));
    assert_ptr_equal(at_work(f), t);
    cf_applicant(f, ACTION_RECEIVED, 0);
    assert_int_equal(f->done_count, 1);
}

/* … nor the counter from another person's work: what is under the clerk's finger stays there. */
static void found_late_waits_in_the_queue(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_MATCHED);
    const struct ticket *t = at_work(f);
    ask(f, "2026000002");
    cf_staff(f, ACTION_STAFF_BACK, 0);
    answer(f, cf_app(2));
    assert_ptr_equal(at_work(f), t);
    assert_true(f->core->counter.alert[0].open);
    cf_staff(f, ACTION_STAFF_SELECT, 2);
    assert_int_equal(at_work(f)->state, TICKET_CALLED);
    assert_string_equal(at_work(f)->item[0].application_id, "2");
}

/* No place in the queue: what was opened for the search is over, also for a restart. */
static void a_full_queue_ends_the_search(void **state)
{
    struct core_fixture *f = *state;
    for (int no = 1; no <= TICKETS_MAX; no++) {
        cf_queue(f, no, cf_app(no));
    }
    ask(f, "2026000100");
    answer(f, cf_app(100));
    assert_null(at_work(f));
    assert_non_null(cf_row(f, JOURNAL_VISIT_CLOSED));
    assert_non_null(strstr(f->core->search.message, "いっぱい"));
}

static void in_the_queue_already_is_not_twice(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    ask(f, "2026000001");
    answer(f, cf_app(1));
    assert_ptr_equal(at_work(f), cf_ticket(f, 1));
    assert_non_null(cf_row(f, JOURNAL_VISIT_CLOSED));
    core_staff_view(f->core, f->staff);
    assert_int_equal(f->staff->queue_count, 1);
}

static void nothing_found_says_so(void **state)
{
    struct core_fixture *f = *state;
    ask(f, "99999999");
    answer(f, NULL);
    assert_null(at_work(f));
    assert_non_null(cf_row(f, JOURNAL_VISIT_CLOSED));
    assert_int_equal(cf_staff_screen(f), SCREEN_S15);
    assert_true(f->staff->desk.search_message[0] != '\0');
    assert_string_equal(f->staff->desk.search_text[SEARCH_RECEIPT_NO], "");
}

static void half_a_number_is_not_asked(void **state)
{
    struct core_fixture *f = *state;
    ask(f, "123");
    assert_null(cf_sent(f, EXCHANGE_LOOKUP));
    type(f, SEARCH_CHASSIS_TAIL, "1234");
    cf_staff(f, ACTION_STAFF_SEARCH, 0); /* no plate */
    assert_null(cf_sent(f, EXCHANGE_LOOKUP));
    type(f, SEARCH_PLATE_SERIAL, "12175");
    cf_staff(f, ACTION_STAFF_SEARCH, 0);
    assert_non_null(cf_sent(f, EXCHANGE_LOOKUP));
    assert_string_equal(cf_sent(f, EXCHANGE_LOOKUP)->search[SEARCH_PLATE_SERIAL], "1217");
    assert_string_equal(cf_sent(f, EXCHANGE_LOOKUP)->search[SEARCH_RECEIPT_NO], "");
}

static void a_few_times_in_five_minutes(void **state)
{
    struct core_fixture *f = *state;
    for (int i = 0; i < SEARCHES_MAX; i++) {
        ask(f, "99999999");
        assert_non_null(cf_sent(f, EXCHANGE_LOOKUP));
        answer(f, NULL);
    }
    ask(f, "99999999");
    assert_null(cf_sent(f, EXCHANGE_LOOKUP));
    assert_string_equal(cf_row(f, JOURNAL_STAFF)->detail, "act=search refused=too-many");
    cf_wait(f, SEARCH_WINDOW_MS);
    ask(f, "99999999");
    assert_non_null(cf_sent(f, EXCHANGE_LOOKUP));
}

/* As the app restores it: the day folded from its rows, in a core that knows nothing else. */
static void restart(struct core_fixture *f, int64_t later_ms)
{
    struct day_tally today = f->core->day;
    struct restored restored = {.today = &today};
    struct event ev = {.kind = EV_RESTORED, .restored = &restored};
    cf_reset(f);
    f->now_ms = 1;
    f->wall_ms = cf_open_wall_ms + later_ms;
    cf_start(f);
    cf_step(f, &ev);
}

static void asks_all(struct core_fixture *f)
{
    for (int i = 0; i < SEARCHES_MAX; i++) {
        ask(f, "99999999");
        assert_non_null(cf_sent(f, EXCHANGE_LOOKUP));
        answer(f, NULL);
    }
}

static void a_restart_gives_no_turn_back(void **state)
{
    struct core_fixture *f = *state;
    f->wall_ms = cf_open_wall_ms;
    asks_all(f);
    restart(f, SEARCH_WINDOW_MS - 5000);
    ask(f, "99999999");
    assert_null(cf_sent(f, EXCHANGE_LOOKUP));
    assert_string_equal(cf_row(f, JOURNAL_STAFF)->detail, "act=search refused=too-many");
    cf_wait(f, 6000);
    asks_all(f); /* each at its own time, and no more than those */
    ask(f, "99999999");
    assert_null(cf_sent(f, EXCHANGE_LOOKUP));
}

static void a_wall_gone_back_gives_no_turn_back(void **state)
{
    struct core_fixture *f = *state;
    f->wall_ms = cf_open_wall_ms;
    asks_all(f);
    restart(f, -3600000);
    ask(f, "99999999");
    assert_null(cf_sent(f, EXCHANGE_LOOKUP));
    restart(f, SEARCH_WINDOW_MS + 60000); /* old ones are over */
    ask(f, "99999999");
    assert_non_null(cf_sent(f, EXCHANGE_LOOKUP));
}

static void offline_asks_nothing(void **state)
{
    struct core_fixture *f = *state;
    cf_link(f, false);
    ask(f, "2026000001");
    assert_null(cf_sent(f, EXCHANGE_LOOKUP));
}

static void a_foreign_answer_is_dropped(void **state)
{
    struct core_fixture *f = *state;
    ask(f, "2026000001");
    cf_bind(f, EXCHANGE_LOOKUP, EXCHANGE_RESULT_OK);
    f->reply->visit_id.byte[0] ^= 1;
    f->reply->application_count = 1;
    f->reply->application[0] = *cf_app(1);
    cf_answer(f);
    assert_null(at_work(f));
    assert_int_equal(f->core->dropped_replies, 1);
}

static void a_lock_wipes_what_was_typed(void **state)
{
    struct core_fixture *f = *state;
    cd_list(f);
    cd_sign(f, CD_CLERK);
    type(f, SEARCH_RECEIPT_NO, "2026");
    cf_staff(f, ACTION_STAFF_LOGOUT, 0);
    assert_string_equal(f->core->search.text[SEARCH_RECEIPT_NO], "");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, cf_setup, cf_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(found_stands_at_the_counter),
        CASE(who_receives_is_for_two),
        CASE(who_receives_is_for_two_after_a_restart),
        CASE(found_takes_no_screen_from_a_hand_over),
        CASE(found_late_waits_in_the_queue),
        CASE(a_full_queue_ends_the_search),
        CASE(in_the_queue_already_is_not_twice),
        CASE(nothing_found_says_so),
        CASE(half_a_number_is_not_asked),
        CASE(a_few_times_in_five_minutes),
        CASE(a_restart_gives_no_turn_back),
        CASE(a_wall_gone_back_gives_no_turn_back),
        CASE(offline_asks_nothing),
        CASE(a_foreign_answer_is_dropped),
        CASE(a_lock_wipes_what_was_typed),
    };
    return cmocka_run_group_tests_name("core/search", tests, NULL, NULL);
}
