/* Exceptions: two people, a reason of the list; what can never be overridden is not. */
#include "core/exception.h"

#include <string.h>
#include "core/machine.h"
#include "tests/kit/core_desk.h"
#include "tests/kit/kit.h"

/* The clerk's ticket with its item in that state, the clerk logged in. */
static void drive(struct core_fixture *f, enum item_state state)
{
    cf_reset(f);
    cf_start(f);
    cf_drive(f, 1, state);
    cd_list(f);
    cd_sign(f, CD_CLERK);
}

static void second_person(struct core_fixture *f, enum exception_kind kind)
{
    cd_reason(f, (int)kind);
    cd_type(f, CD_SUPERVISOR);
    if (cd_order(f) != NULL) {
        cd_answer(f, PIN_GOOD);
    }
}

static void a_broken_tag_wants_two_people(void **state)
{
    struct core_fixture *f = *state;
    drive(f, ITEM_MATCHING);
    cf_staff(f, ACTION_STAFF_MATCH_BY_EYE, 0);
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHING); /* a tag is there: not by one */
    second_person(f, EXCEPTION_BROKEN_TAG);
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHED);
    const struct journal_row *row = cf_row(f, JOURNAL_EXCEPTION);
    assert_string_equal(row->detail, "reason=broken-tag note=荷札が破れている");
    assert_string_equal(row->staff_id, "sato+suzuki");
    assert_string_equal(cf_row(f, JOURNAL_MATCHED)->staff_id, "sato+suzuki");
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    assert_string_equal(cf_row(f, JOURNAL_HAND_OVER)->staff_id, "sato"); /* one again */
    assert_int_equal(f->core->day.exceptions, 1);
    assert_string_equal(f->core->day.exception[0].names, "sato+suzuki");
    assert_string_equal(f->core->day.exception[0].note, "荷札が破れている");
}

/* A reason of the list alone is not enough: five characters of the clerk's own, or nobody signs. */
static void a_reason_wants_words(void **state)
{
    struct core_fixture *f = *state;
    static const int word[] = {0x306B, 0x3075, 0x305F, NOTE_KEY_VOICED, 0x304B, NOTE_KEY_VOICED};
    drive(f, ITEM_MATCHING);
    cf_staff(f, ACTION_STAFF_REASON, EXCEPTION_BROKEN_TAG);
    assert_false(f->core->desk.wants_second);
    for (size_t i = 0; i < sizeof word / sizeof word[0]; i++) {
        cf_staff(f, ACTION_STAFF_REASON_GIVEN, 0);
        assert_false(f->core->desk.wants_second);
        cf_staff(f, ACTION_STAFF_TEXT, word[i]);
    }
    assert_string_equal(f->core->desk.note, "にふだが");
    cf_staff(f, ACTION_STAFF_REASON_GIVEN, 0); /* four characters */
    assert_false(f->core->desk.wants_second);
    cf_staff(f, ACTION_STAFF_TEXT, '7'); /* no digits: no plate, no telephone */
    cf_staff(f, ACTION_STAFF_REASON_GIVEN, 0);
    assert_false(f->core->desk.wants_second);
    cf_staff(f, ACTION_STAFF_TEXT, 0x306A);
    cf_staff(f, ACTION_STAFF_REASON_GIVEN, 0);
    assert_true(f->core->desk.wants_second);
    cf_staff(f, ACTION_STAFF_TEXT, 0x306A); /* the words stand: somebody signs for them */
    assert_string_equal(f->core->desk.note, "にふだがな");
}

/* They may name a person: the row has the phrases and where the rest is kept. */
static void own_words_stand_in_no_row(void **state)
{
    struct core_fixture *f = *state;
    static const int name[] = {0x3001, 0x3084, 0x307E, 0x305F, 0x69D8};
    drive(f, ITEM_MATCHING);
    cf_staff(f, ACTION_STAFF_REASON, EXCEPTION_BROKEN_TAG);
    cf_staff(f, ACTION_STAFF_PHRASE, 0);
    for (size_t i = 0; i < sizeof name / sizeof name[0]; i++) {
        cf_staff(f, ACTION_STAFF_TEXT, name[i]);
    }
    cf_staff(f, ACTION_STAFF_REASON_GIVEN, 0);
    cd_type(f, CD_SUPERVISOR);
    cd_answer(f, PIN_GOOD);
    const struct journal_row *row = cf_row(f, JOURNAL_EXCEPTION);
    const struct effect *kept = NULL;
    for (int i = 0; i < f->fx->count; i++) {
        kept = f->fx->effect[i].kind == FX_KEEP_WORDS ? &f->fx->effect[i] : kept;
    }
    assert_non_null(kept);
    assert_string_equal(kept->words.text, "やまた様");
    assert_true(id_equal(kept->words.visit_id, row->visit_id));
    assert_true(str_equal(journal_detail(row, "note"), STR("荷札が破れている")));
    assert_true(str_equal(journal_detail(row, "words"), str_of(kept->words.name)));
    assert_string_equal(f->core->day.exception[0].words, kept->words.name);
    assert_null(strstr(row->detail, "やまた"));
}

static void a_note_is_parted_into_phrases_and_own_words(void **state)
{
    (void)state;
    static const struct {
        const char *note, *phrases, *words;
    } rows[] = {
        {"", "", ""},
        {"荷札が破れている", "荷札が破れている", ""},
        {"荷札が破れている、荷札が汚れている", "荷札が破れている、荷札が汚れている", ""},
        {"やまだ様、荷札が破れている、すずき様", "荷札が破れている", "やまだ様、すずき様"},
        {"荷札が破れていると言う", "", "荷札が破れていると言う"},
        {"電池が切れている", "", "電池が切れている"}, /* of another reason */
        {"、、", "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char phrases[NOTE_SIZE], words[NOTE_SIZE];
        exception_part(EXCEPTION_BROKEN_TAG, rows[i].note, phrases, words);
        assert_string_equal(phrases, rows[i].phrases);
        assert_string_equal(words, rows[i].words);
    }
}

static void another_reason_wants_other_words(void **state)
{
    struct core_fixture *f = *state;
    drive(f, ITEM_MATCHING);
    cd_reason(f, EXCEPTION_BROKEN_TAG);
    cf_staff(f, ACTION_STAFF_BACK, 0);
    cf_staff(f, ACTION_STAFF_REASON, EXCEPTION_BROKEN_TAG);
    assert_string_equal(f->core->desk.note, "");
    cf_staff(f, ACTION_STAFF_PHRASE, 0);
    cf_staff(f, ACTION_STAFF_PHRASE, 99);
    cf_staff(f, ACTION_STAFF_PHRASE, -1);
    assert_string_equal(f->core->desk.note, "荷札が破れている");
    cf_staff(f, ACTION_STAFF_CLEAR, 0);
    assert_string_equal(f->core->desk.note, "");
}

/* What is not offered says why, in words for the person who looks for it. */
static void every_refused_reason_says_why(void **state)
{
    struct core_fixture *f = *state;
    for (int s = 0; s < ITEM_STATE_COUNT; s++) {
        drive(f, (enum item_state)s);
        cf_staff_screen(f);
        for (int k = 0; k < EXCEPTION_KIND_COUNT; k++) {
            const struct desk_reason *r = &f->staff->desk.reason[k];
            assert_int_equal(r->allowed, r->why_not[0] == '\0');
        }
    }
}

static void nobody_is_their_own_second(void **state)
{
    struct core_fixture *f = *state;
    drive(f, ITEM_MATCHING);
    cd_reason(f, EXCEPTION_BROKEN_TAG);
    f->core->desk.chosen = NO_INDEX;
    cd_type(f, CD_CLERK);
    assert_null(cd_order(f));
    cd_type(f, CD_ENGINEER);
    assert_null(cd_order(f));
    cf_staff_screen(f);
    for (int i = 0; i < f->staff->desk.name_count; i++) {
        assert_int_equal(f->staff->desk.name[i].argument, CD_SUPERVISOR);
    }
    cd_type(f, CD_SUPERVISOR);
    cd_answer(f, PIN_WRONG);
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHING);
    assert_int_equal(f->core->day.exceptions, 0);
}

static void leaving_the_page_leaves_the_exception(void **state)
{
    struct core_fixture *f = *state;
    drive(f, ITEM_MATCHING);
    cd_reason(f, EXCEPTION_BROKEN_TAG);
    cd_type(f, CD_SUPERVISOR);
    struct event ev = {.kind = EV_PIN_VERIFIED};
    ev.pin.verify_id = f->core->desk.verify_id;
    ev.pin.result = PIN_GOOD;
    cf_staff(f, ACTION_STAFF_BACK, 0);
    cf_step(f, &ev);
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHING);
    assert_null(cf_row(f, JOURNAL_EXCEPTION));
}

static void what_changed_meanwhile_is_looked_at_again(void **state)
{
    struct core_fixture *f = *state;
    drive(f, ITEM_MATCHING);
    cd_reason(f, EXCEPTION_BROKEN_TAG);
    cd_type(f, CD_SUPERVISOR);
    cf_tag(f, "UKI:1"); /* the scanner read it after all */
    cd_answer(f, PIN_GOOD);
    assert_null(cf_row(f, JOURNAL_EXCEPTION));
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHED);
}

static void without_a_list_there_are_none(void **state)
{
    struct core_fixture *f = *state;
    for (int s = 0; s < ITEM_STATE_COUNT; s++) {
        cf_reset(f);
        cf_start(f);
        cf_drive(f, 1, (enum item_state)s);
        enum item_state before = cf_item(f, 1, 0)->state;
        for (int k = 0; k < EXCEPTION_KIND_COUNT; k++) {
            cd_reason(f, k);
            assert_false(f->core->desk.wants_second);
        }
        assert_int_equal(cf_item(f, 1, 0)->state, before);
    }
}

/* Every readiness × every reason × every item state: only what the two tables allow. */
static void never_overridable_is_never_overridden(void **state)
{
    struct core_fixture *f = *state;
    int allowed = 0;
    for (int s = 0; s < ITEM_STATE_COUNT; s++) {
        drive(f, (enum item_state)s);
        struct item *item = cf_item(f, 1, 0);
        struct ticket *t = cf_ticket(f, 1);
        item->conflict = EXCHANGE_RESULT_RESERVED_ELSEWHERE;
        t->receiver = CHECK_OPEN;
        for (int r = 0; r < READINESS_COUNT; r++) {
            item->readiness = (enum readiness)r;
            for (int k = 0; k < EXCEPTION_KIND_COUNT; k++) {
                bool may = exception_allowed(f->core, t, item, (enum exception_kind)k);
                assert_true(!may || r == READINESS_READY || r == READINESS_READY_WITH_PAPERS);
                allowed += may;
            }
        }
    }
    assert_int_equal(allowed, 2 * 4); /* all but the proxy, whose paper nobody asked for here */
}

static void no_exception_replaces_the_tax_paper(void **state)
{
    struct core_fixture *f = *state;
    struct application *a = cf_app(1);
    a->tax = TAX_UNCONFIRMED;
    cf_queue(f, 1, a);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    cd_list(f);
    cd_sign(f, CD_CLERK);
    for (int k = 0; k < EXCEPTION_KIND_COUNT; k++) {
        second_person(f, (enum exception_kind)k);
        cf_staff(f, ACTION_STAFF_BACK, 0);
    }
    assert_int_equal(cf_ticket(f, 1)->receiver, CHECK_DONE); /* that one may be settled by two */
    assert_int_equal(cf_item(f, 1, 0)->check[0].kind, PAPER_TAX_PAID);
    assert_int_equal(cf_item(f, 1, 0)->check[0].state, CHECK_OPEN);
    cf_staff(f, ACTION_STAFF_ISSUE, 0);
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_PENDING);
    struct item *item = cf_item(f, 1, 0); /* and even if it had come further */
    item->state = ITEM_MATCHING;
    assert_false(exception_allowed(f->core, cf_ticket(f, 1), item, EXCEPTION_BROKEN_TAG));
}

static void a_proxy_is_two_peoples_word(void **state)
{
    struct core_fixture *f = *state;
    struct application *a = cf_app(1);
    a->required_paper_count = 1;
    a->required_paper[0].kind = PAPER_PROXY;
    cf_queue(f, 1, a);
    cf_staff(f, ACTION_STAFF_CALL, 0);
    cd_list(f);
    cd_sign(f, CD_CLERK);
    second_person(f, EXCEPTION_PROXY);
    assert_int_equal(cf_item(f, 1, 0)->check[0].state, CHECK_DONE);
    assert_string_equal(cf_row(f, JOURNAL_EXCEPTION)->detail, "reason=proxy note=委任状を確かめた");
}

static void printed_elsewhere_is_still_matched(void **state)
{
    struct core_fixture *f = *state;
    drive(f, ITEM_PRINT_FAILED);
    second_person(f, EXCEPTION_PRINTED_ELSEWHERE);
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHING);
    cf_tag(f, "UKI:1");
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHED);
}

/* The terminal itself printed nothing; the sheet from elsewhere lies there all the same. */
static void a_sheet_from_elsewhere_is_asked_for_too(void **state)
{
    struct core_fixture *f = *state;
    drive(f, ITEM_PRINTING);
    struct event ev = {.kind = EV_PRINT_OUTCOME};
    ev.print.kind = PRINT_CERT_RECORD_SHEET;
    ev.print.job_id = f->ordered.job_id;
    ev.print.visit_id = f->ordered.visit_id;
    ev.print.outcome = PRINT_OUTCOME_NOT_PRINTED;
    memcpy(ev.print.text, "why=" PRINT_WHY_GLYPH, sizeof "why=" PRINT_WHY_GLYPH);
    cf_step(f, &ev);
    assert_false(cf_item(f, 1, 0)->may_lie);
    second_person(f, EXCEPTION_PRINTED_ELSEWHERE);
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHING);
    cf_staff(f, ACTION_STAFF_ABORT, 0);
    assert_non_null(strstr(cf_row(f, JOURNAL_DECISION)->detail, "sheets=torn"));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, cf_setup, cf_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_broken_tag_wants_two_people),
        CASE(a_reason_wants_words),
        CASE(own_words_stand_in_no_row),
        CASE(a_note_is_parted_into_phrases_and_own_words),
        CASE(another_reason_wants_other_words),
        CASE(every_refused_reason_says_why),
        CASE(nobody_is_their_own_second),
        CASE(leaving_the_page_leaves_the_exception),
        CASE(what_changed_meanwhile_is_looked_at_again),
        CASE(without_a_list_there_are_none),
        CASE(never_overridable_is_never_overridden),
        CASE(no_exception_replaces_the_tax_paper),
        CASE(a_proxy_is_two_peoples_word),
        CASE(printed_elsewhere_is_still_matched),
        CASE(a_sheet_from_elsewhere_is_asked_for_too),
    };
    return cmocka_run_group_tests_name("core/exception", tests, NULL, NULL);
}
