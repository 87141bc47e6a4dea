/* One application over the counter: papers first, then reserve, begin, print, match, hand over,
 * report, and every answer that must not move it. The order itself is watched at every step. */
#include "tests/kit/core_fixture.h"

#include <stdio.h>
#include <string.h>
#include "tests/kit/kit.h"

static enum item_state at(struct core_fixture *f)
{
    return cf_item(f, 1, 0)->state;
}

static void a_whole_hand_over(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_call(f, 1);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_non_null(cf_row(f, JOURNAL_RESERVE));
    struct id reserve = cf_sent(f, EXCHANGE_RESERVE)->request_id;
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_OK);
    assert_int_equal(cf_row(f, JOURNAL_RESERVE_ANSWERED)->token, 1);
    assert_int_equal(cf_sent(f, EXCHANGE_BEGIN)->token, 1);
    assert_false(id_equal(cf_sent(f, EXCHANGE_BEGIN)->request_id, reserve));
    assert_int_equal(f->sheet_count, 0);
    cf_reply(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
    const struct print_order *sheet = cf_print(f, PRINT_CERT_RECORD_SHEET);
    assert_non_null(sheet);
    assert_true(id_equal(sheet->job_id, cf_row(f, JOURNAL_PRINT)->job_id));
    assert_true(id_equal(sheet->visit_id, cf_ticket(f, 1)->visit_id));
    cf_sheet(f, PRINT_OUTCOME_PRINTED);
    assert_int_equal(at(f), ITEM_MATCHING);
    cf_tag(f, "UKI:1");
    assert_true(cf_heard(f, TONE_READ_OK));
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    assert_int_equal(cf_screen(f), SCREEN_A63);
    cf_applicant(f, ACTION_RECEIVED, 0);
    const struct backend_request *done = cf_reported(f, EXCHANGE_DONE);
    assert_int_equal(done->token, 1);
    assert_true(id_equal(done->idempotency_key, cf_row(f, JOURNAL_REPORT)->request_id));
    assert_string_equal(done->evidence, "sheets=1 evidence=job-state receiver=staff");
    assert_non_null(cf_print(f, PRINT_RECEIPT));
    assert_int_equal(cf_screen(f), SCREEN_A64);
    cf_applicant(f, ACTION_RECEIVED, 0);
    cf_staff(f, ACTION_STAFF_HANDED, 0);
    assert_int_equal(f->done_count, 1);
    cf_settled(f, EXCHANGE_RESULT_OK);
    assert_int_equal(cf_count(f, FX_OUTBOX_SETTLE), 1);
    assert_int_equal(at(f), ITEM_REPORTED);
    cf_wait(f, 6000);
    assert_null(cf_ticket(f, 1));
    assert_int_equal(cf_screen(f), SCREEN_A00);
}

static void papers_block_the_issue(void **state)
{
    struct core_fixture *f = *state;
    struct application *a = cf_app(1);
    a->tax = TAX_UNCONFIRMED;
    a->required_paper_count = 1;
    a->required_paper[0].kind = PAPER_OLD_CERT;
    f->config.identity = IDENTITY_ALWAYS;
    cf_queue(f, 1, a);
    assert_int_equal(cf_item(f, 1, 0)->check_count, 3);
    const int lines[] = {0, 1, 2, 8};
    cf_staff(f, ACTION_STAFF_SELECT, 1);
    for (int i = 0; i < 4; i++) { /* before the call nothing helps */
        cf_staff(f, ACTION_STAFF_CHECK, lines[i]);
    }
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_null(cf_sent(f, EXCHANGE_RESERVE));
    cf_staff(f, ACTION_STAFF_CALL, 0);
    for (int i = 0; i < 4; i++) {
        cf_staff(f, ACTION_STAFF_CHECK, lines[i]); /* unticked again */
        cf_staff(f, ACTION_STAFF_ISSUE, 0);
        assert_null(cf_sent(f, EXCHANGE_RESERVE));
        assert_false(cf_button(f, ACTION_STAFF_ISSUE));
        cf_staff(f, i == 0 ? ACTION_STAFF_PAPER_RECEIPT : ACTION_STAFF_CHECK, lines[i]);
    }
    assert_int_equal(cf_item(f, 1, 0)->check[0].chosen, ACTION_STAFF_PAPER_RECEIPT);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_non_null(cf_sent(f, EXCHANGE_RESERVE));
}

/* 代理の方に求める: by the power of attorney that the application asks for, and on the slip. */
static void who_comes_for_another_shows_who_they_are(void **state)
{
    static const struct {
        enum config_identity policy;
        enum paper_kind paper;
        bool asked;
    } cases[] = {{IDENTITY_BY_POLICY_OFF, PAPER_PROXY, false},
                 {IDENTITY_FOR_PROXY, PAPER_PROXY, true},
                 {IDENTITY_FOR_PROXY, PAPER_OLD_CERT, false},
                 {IDENTITY_ALWAYS, PAPER_OLD_CERT, true}};
    struct core_fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct application *a = cf_app(1);
        cf_reset(f);
        cf_start(f);
        a->required_paper_count = 1;
        a->required_paper[0].kind = cases[i].paper;
        f->config.identity = cases[i].policy;
        cf_queue(f, 1, a);
        assert_int_equal(f->slip.needs_identity, cases[i].asked);
        assert_int_equal(cf_item(f, 1, 0)->check_count, 1 + cases[i].asked);
        if (cases[i].asked) {
            assert_int_equal(cf_item(f, 1, 0)->check[1].kind, PAPER_IDENTITY);
        }
    }
}

static void the_tax_message_goes_when_its_paper_was_seen(void **state)
{
    struct core_fixture *f = *state;
    struct application *a = cf_app(1);
    a->tax = TAX_UNCONFIRMED;
    cf_queue(f, 1, a);
    cf_staff(f, ACTION_STAFF_SELECT, 1);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    assert_int_equal(cf_staff_screen(f), SCREEN_S03);
    assert_true(f->staff->message[0] != '\0');
    cf_staff(f, ACTION_STAFF_PAPER_TAX, 0);
    assert_int_equal(cf_staff_screen(f), SCREEN_S03);
    assert_string_equal(f->staff->message, "");
    cf_staff(f, ACTION_STAFF_CHECK, 0); /* unticked again */
    assert_int_equal(cf_staff_screen(f), SCREEN_S03);
    assert_true(f->staff->message[0] != '\0');
}

static void a_tick_names_its_item_and_line(void **state)
{
    struct core_fixture *f = *state;
    cf_code_as(f, 1, CODE_PICKUP_FIRM, PICKUP_OK);
    cf_bind(f, EXCHANGE_LOOKUP, EXCHANGE_RESULT_OK);
    f->reply->application_count = 2;
    for (int i = 0; i < 2; i++) {
        f->reply->application[i] = *cf_app(i + 1);
        f->reply->application[i].tax = TAX_UNCONFIRMED;
    }
    cf_answer(f);
    cf_staff(f, ACTION_STAFF_SELECT, 1);
    const int nowhere[] = {-1, 1, 7, 9, 15, 17, 32, 1000};
    for (size_t i = 0; i < sizeof nowhere / sizeof nowhere[0]; i++) {
        cf_staff(f, ACTION_STAFF_CHECK, nowhere[i]);
        assert_int_equal(f->fx->count, 0);
    }
    cf_staff(f, ACTION_STAFF_PAPER_TAX, 16);
    assert_string_equal(cf_row(f, JOURNAL_CHECKED)->application_id, "2");
    assert_int_equal(cf_item(f, 1, 0)->check[0].state, CHECK_OPEN);
    assert_int_equal(cf_item(f, 1, 1)->check[0].state, CHECK_DONE);
}

struct bend {
    const char *what;
    int request, visit, application, token;
    enum exchange_result result;
};

static void bent_answers_are_dropped_and_counted(void **state)
{
    static const struct bend bends[] = {
        {"request", 1, 0, 0, 0, EXCHANGE_RESULT_OK},
        {"visit", 0, 1, 0, 0, EXCHANGE_RESULT_OK},
        {"application", 0, 0, 1, 0, EXCHANGE_RESULT_OK},
        {"token", 0, 0, 0, 1, EXCHANGE_RESULT_OK},
        {"refusal of another", 0, 0, 1, 0, EXCHANGE_RESULT_ALREADY_ISSUED},
        {"foreign", 0, 0, 0, 0, EXCHANGE_RESULT_FOREIGN},
    };
    static const enum item_state waits[] = {ITEM_RESERVING, ITEM_BEGINNING};
    struct core_fixture *f = *state;
    for (int w = 0; w < 2; w++) {
        enum exchange_op op = w == 0 ? EXCHANGE_RESERVE : EXCHANGE_BEGIN;
        for (size_t i = 0; i < sizeof bends / sizeof bends[0]; i++) {
            cf_reset(f);
            cf_start(f);
            cf_drive(f, 1, waits[w]);
            struct item before = *cf_item(f, 1, 0);
            struct backend_reply *r = cf_bind(f, op, bends[i].result);
            r->request_id.byte[3] ^= (uint8_t)bends[i].request;
            r->visit_id.byte[3] ^= (uint8_t)bends[i].visit;
            r->application_id[0] = bends[i].application ? '2' : '1';
            r->token = bends[i].token ? 0 : r->token;
            cf_answer(f);
            assert_int_equal(f->core->dropped_replies, 1);
            assert_int_equal(f->fx->count, 1);
            assert_non_null(cf_row(f, JOURNAL_DROPPED));
            assert_memory_equal(cf_item(f, 1, 0), &before, sizeof before);
            cf_reply(f, op, EXCHANGE_RESULT_OK); /* its own answer still counts */
            assert_int_equal(at(f), w == 0 ? ITEM_BEGINNING : ITEM_PRINTING);
            cf_reply(f, op, EXCHANGE_RESULT_OK); /* and counts once */
            assert_int_equal(f->core->dropped_replies, 2);
            assert_int_equal(f->sheet_count, w);
        }
    }
}

static void swapped_answers_of_two_people(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_BEGINNING);
    struct backend_request first = f->asked[EXCHANGE_BEGIN];
    cf_queue(f, 2, cf_app(2));
    cf_call(f, 2);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_OK);
    struct backend_request second = f->asked[EXCHANGE_BEGIN];
    cf_bind(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
    f->reply->request_id = first.request_id; /* the body of the second under the id of the first */
    cf_answer(f);
    f->asked[EXCHANGE_BEGIN] = first;
    cf_bind(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
    f->reply->request_id = second.request_id;
    cf_answer(f);
    assert_int_equal(f->core->dropped_replies, 2);
    assert_int_equal(f->sheet_count, 0);
    cf_reply(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
    assert_string_equal(f->ordered.application_id, "1");
    assert_int_equal(cf_item(f, 2, 0)->state, ITEM_BEGINNING);
}

static void no_answer_waits_for_the_clerk_under_the_same_ids(void **state)
{
    static const enum exchange_result none[] = {
        EXCHANGE_RESULT_UNREACHABLE, EXCHANGE_RESULT_SERVER_ERROR, EXCHANGE_RESULT_MALFORMED,
        EXCHANGE_RESULT_TOO_MANY, EXCHANGE_RESULT_MAINTENANCE};
    struct core_fixture *f = *state;
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        for (int w = 0; w < 2; w++) {
            enum exchange_op op = w == 0 ? EXCHANGE_RESERVE : EXCHANGE_BEGIN;
            cf_reset(f);
            cf_start(f);
            cf_drive(f, 1, w == 0 ? ITEM_RESERVING : ITEM_BEGINNING);
            struct id asked = f->asked[op].request_id;
            cf_reply(f, op, none[i]);
            assert_int_equal(f->fx->count, 0); /* nothing is sent again by itself */
            assert_int_equal(cf_staff_screen(f), SCREEN_S14);
            cf_wait(f, 600000);
            assert_null(cf_sent(f, op));
            assert_true(cf_button(f, ACTION_STAFF_RETRY));
            cf_staff(f, ACTION_STAFF_RETRY, 0);
            assert_true(id_equal(cf_sent(f, op)->request_id, asked));
            assert_null(cf_row(f, w == 0 ? JOURNAL_RESERVE : JOURNAL_BEGIN));
            cf_staff(f, ACTION_STAFF_RETRY, 0); /* one at a time */
            assert_null(cf_sent(f, op));
            cf_reply(f, op, EXCHANGE_RESULT_OK);
            assert_int_equal(at(f), w == 0 ? ITEM_BEGINNING : ITEM_PRINTING);
        }
    }
}

static void an_answer_that_never_comes_is_given_up(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_BEGINNING);
    cf_staff(f, ACTION_STAFF_ABORT, 0);
    assert_int_equal(at(f), ITEM_BEGINNING); /* an answer is on its way */
    cf_wait(f, 29999);
    assert_false(cf_item(f, 1, 0)->stalled);
    cf_wait(f, 1);
    assert_true(cf_item(f, 1, 0)->stalled);
    cf_reply(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK); /* late */
    assert_int_equal(f->core->dropped_replies, 1);
    assert_int_equal(f->sheet_count, 0);
    cf_staff(f, ACTION_STAFF_ABORT, 0);
    assert_int_equal(at(f), ITEM_ABORTED);
    assert_non_null(cf_row(f, JOURNAL_BEGIN_ANSWERED)); /* no intent stays bare */
    assert_non_null(cf_reported(f, EXCHANGE_ABORT));
}

static void a_refusal_is_a_conflict_for_staff(void **state)
{
    static const enum exchange_result refusals[] = {
        EXCHANGE_RESULT_NOT_READY,           EXCHANGE_RESULT_RESERVED_ELSEWHERE,
        EXCHANGE_RESULT_ALREADY_ISSUED,      EXCHANGE_RESULT_TOKEN_SUPERSEDED,
        EXCHANGE_RESULT_RESERVATION_EXPIRED, EXCHANGE_RESULT_CONFLICT,
        EXCHANGE_RESULT_KEY_REUSED,          EXCHANGE_RESULT_REJECTED};
    struct core_fixture *f = *state;
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        for (int w = 0; w < 2; w++) {
            cf_reset(f);
            cf_start(f);
            cf_drive(f, 1, w == 0 ? ITEM_RESERVING : ITEM_BEGINNING);
            cf_reply(f, w == 0 ? EXCHANGE_RESERVE : EXCHANGE_BEGIN, refusals[i]);
            assert_int_equal(at(f), ITEM_CONFLICT);
            assert_int_equal(cf_staff_screen(f), SCREEN_S14);
            assert_true(f->staff->message[0] != '\0');
            cf_staff(f, ACTION_STAFF_MATCH_BY_EYE, 0);
            cf_tag(f, "UKI:1");
            cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
            assert_int_equal(at(f), ITEM_CONFLICT);
            cf_staff(f, ACTION_STAFF_ABORT, 0);
            assert_int_equal(at(f), ITEM_ABORTED);
            assert_int_equal(f->abort_count, w); /* only what was reserved is given back */
        }
    }
}

static void a_second_try_gives_nothing_back_twice(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_ABORTED);
    assert_int_equal(f->abort_count, 1);
    cf_staff(f, ACTION_STAFF_RETRY, 0);
    assert_int_equal(at(f), ITEM_PENDING);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_NOT_READY);
    cf_staff(f, ACTION_STAFF_ABORT, 0);
    assert_int_equal(f->abort_count, 1);
    cf_settled(f, EXCHANGE_RESULT_OK);
    assert_int_equal(at(f), ITEM_ABORTED);
}

static void the_end_of_an_abort_is_not_the_end_of_a_hand_over(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_ABORTED);
    struct backend_request given_back = f->outbox;
    cf_staff(f, ACTION_STAFF_RETRY, 0);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_OK);
    cf_reply(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
    cf_sheet(f, PRINT_OUTCOME_PRINTED);
    cf_tag(f, "UKI:1");
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    cf_applicant(f, ACTION_RECEIVED, 0);
    struct backend_request handed = f->outbox;
    f->outbox = given_back;
    cf_settled(f, EXCHANGE_RESULT_OK); /* late, from the first try */
    assert_int_equal(at(f), ITEM_REPORTING);
    f->outbox = handed;
    cf_settled(f, EXCHANGE_RESULT_OK);
    assert_int_equal(at(f), ITEM_REPORTED);
}

static void what_was_seen_is_not_unseen_afterwards(void **state)
{
    struct core_fixture *f = *state;
    struct application *a = cf_app(1);
    a->tax = TAX_UNCONFIRMED;
    cf_queue(f, 1, a);
    cf_call(f, 1);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    cf_staff(f, ACTION_STAFF_CHECK, 0);
    cf_staff(f, ACTION_STAFF_CHECK, 8);
    assert_int_equal(f->fx->count, 0);
    assert_int_equal(cf_item(f, 1, 0)->check[0].state, CHECK_DONE);
    assert_int_equal(cf_ticket(f, 1)->receiver, CHECK_DONE);
}

static void a_wrong_tag_is_refused(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_MATCHING);
    const char *const wrong[] = {"", "UKI:2", "UKI:11", "uki:1"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        cf_tag(f, wrong[i]);
        assert_int_equal(at(f), ITEM_MATCHING);
        assert_non_null(cf_row(f, JOURNAL_MATCH_REFUSED));
        assert_true(cf_heard(f, TONE_CANNOT));
        core_staff_view(f->core, f->staff);
        assert_true(f->staff->match_refused);
    }
    cf_staff(f, ACTION_STAFF_MATCH_BY_EYE, 0); /* a tag is there: the eye does not count */
    assert_int_equal(at(f), ITEM_MATCHING);
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    assert_null(cf_row(f, JOURNAL_HAND_OVER));
}

static void without_a_tag_the_eye_matches(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app_untagged(1));
    cf_call(f, 1);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_OK);
    cf_reply(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
    assert_int_equal(f->sheet_count, 0); /* nothing of it is printed here */
    cf_tag(f, "");
    assert_int_equal(at(f), ITEM_MATCHING);
    assert_true(cf_button(f, ACTION_STAFF_MATCH_BY_EYE));
    cf_staff(f, ACTION_STAFF_MATCH_BY_EYE, 0);
    assert_int_equal(at(f), ITEM_MATCHED);
}

static void taken_back_and_handed_again(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_HANDING);
    cf_staff(f, ACTION_STAFF_NOT_HANDED, 0);
    assert_int_equal(at(f), ITEM_MATCHED);
    assert_int_equal(f->done_count, 0);
    cf_applicant(f, ACTION_RECEIVED, 0); /* too late: it was taken back */
    assert_int_equal(f->done_count, 0);
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    cf_staff(f, ACTION_STAFF_HANDED, 0);
    assert_int_equal(f->done_count, 1);
}

static void an_applicant_cannot_act_for_staff(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_MATCHED);
    for (int a = ACTION_STAFF_SELECT; a < ACTION_COUNT; a++) {
        cf_applicant(f, (enum action)a, 1);
        assert_int_equal(f->fx->count, 0);
        assert_int_equal(at(f), ITEM_MATCHED);
    }
}

static void a_broken_certificate_printer_blocks_only_what_it_prints(void **state)
{
    struct core_fixture *f = *state;
    cf_device(f, DEVICE_CERTIFICATE_PRINTER, HEALTH_DOWN);
    cf_queue(f, 1, cf_app(1));
    cf_call(f, 1);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_null(cf_sent(f, EXCHANGE_RESERVE));
    assert_false(cf_button(f, ACTION_STAFF_ISSUE));
    cf_queue(f, 2, cf_app_untagged(2));
    cf_call(f, 2);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_non_null(cf_sent(f, EXCHANGE_RESERVE));
}

static void new_facts_do_not_reach_an_item_on_its_way(void **state)
{
    struct core_fixture *f = *state;
    cf_queue(f, 1, cf_app(1));
    cf_code(f, 1); /* asked once more, and called before the answer */
    cf_call(f, 1);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    struct application *a = cf_app_untagged(1);
    a->status = APP_WITHDRAWN;
    cf_found(f, a);
    assert_int_equal(at(f), ITEM_RESERVING);
    cf_reply(f, EXCHANGE_RESERVE, EXCHANGE_RESULT_OK);
    cf_reply(f, EXCHANGE_BEGIN, EXCHANGE_RESULT_OK);
    assert_int_equal(f->sheet_count, 1); /* what it began with */
}

static void a_report_that_contradicts_is_shown(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_REPORTING);
    cf_settled(f, EXCHANGE_RESULT_CONFLICT);
    assert_non_null(cf_row(f, JOURNAL_REPORT_REFUSED));
    core_staff_view(f->core, f->staff);
    assert_int_equal(f->staff->alert_count, 1);
    assert_int_equal(f->done_count, 1);
}

/* One application: there is no next one to go to, the way on is to end. */
static void a_single_visit_ends_with_its_one_way_on(void **state)
{
    struct core_fixture *f = *state;
    static const enum item_state over[] = {ITEM_NOT_READY, ITEM_REPORTING, ITEM_REPORTED};
    for (size_t i = 0; i < sizeof over / sizeof over[0]; i++) {
        cf_reset(f);
        cf_start(f);
        cf_drive(f, 1, over[i]);
        assert_false(cf_button(f, ACTION_STAFF_NEXT_ITEM));
        const struct staff_button *last = &f->staff->button[f->staff->button_count - 1];
        assert_int_equal(last->action, ACTION_STAFF_CLOSE_VISIT);
        assert_true(last->primary);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, cf_setup, cf_teardown)

/* The office's copy where the settings say so, with who handed over; the applicant's has no name.
 */
static void the_office_keeps_a_copy_when_it_wants_one(void **state)
{
    struct core_fixture *f = *state;
    f->config.receipt_office_copy = true;
    cf_drive(f, 1, ITEM_HANDING);
    cf_applicant(f, ACTION_RECEIVED, 0);
    assert_non_null(cf_print(f, PRINT_RECEIPT));
    assert_string_equal(cf_print(f, PRINT_RECEIPT_OFFICE)->staff_id, "counter-2");
    assert_string_equal(cf_row(f, JOURNAL_SLIP)->detail, "print=receipt");
}

static void a_dead_printer_owes_no_receipt(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_HANDING);
    cf_device(f, DEVICE_SLIP_PRINTER, HEALTH_DOWN);
    cf_applicant(f, ACTION_RECEIVED, 0);
    assert_int_equal(cf_count(f, FX_PRINT), 0);
    assert_non_null(cf_row(f, JOURNAL_HANDED_OVER)); /* a fact, with or without paper */
    core_staff_view(f->core, f->staff);
    assert_true(f->staff->alert_count > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_office_keeps_a_copy_when_it_wants_one, cf_setup,
                                        cf_teardown),
        cmocka_unit_test_setup_teardown(a_dead_printer_owes_no_receipt, cf_setup, cf_teardown),
        TEST(a_whole_hand_over),
        TEST(papers_block_the_issue),
        TEST(who_comes_for_another_shows_who_they_are),
        TEST(the_tax_message_goes_when_its_paper_was_seen),
        TEST(a_tick_names_its_item_and_line),
        TEST(bent_answers_are_dropped_and_counted),
        TEST(swapped_answers_of_two_people),
        TEST(no_answer_waits_for_the_clerk_under_the_same_ids),
        TEST(an_answer_that_never_comes_is_given_up),
        TEST(a_refusal_is_a_conflict_for_staff),
        TEST(a_second_try_gives_nothing_back_twice),
        TEST(the_end_of_an_abort_is_not_the_end_of_a_hand_over),
        TEST(what_was_seen_is_not_unseen_afterwards),
        TEST(a_wrong_tag_is_refused),
        TEST(without_a_tag_the_eye_matches),
        TEST(taken_back_and_handed_again),
        TEST(an_applicant_cannot_act_for_staff),
        TEST(a_broken_certificate_printer_blocks_only_what_it_prints),
        TEST(new_facts_do_not_reach_an_item_on_its_way),
        TEST(a_report_that_contradicts_is_shown),
        TEST(a_single_visit_ends_with_its_one_way_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
