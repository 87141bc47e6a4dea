/* Two terminals and one application: one died with it begun, two people relieve it at the other.
 * Their word may be hours on its way, the dead one may wake at any moment; whoever is first at the
 * backend goes on, the other prints and hands over nothing more and shows the conflict.
 *
 * The terminals are two cores, the backend is the reference logic behind the real codec; what is on
 * its way between them is carried by the test, in the order that hurts. */
#include <string.h>
#include "core/machine.h"
#include "tests/kit/core_desk.h"
#include "tests/unit/sim/office_kit.h"

enum { HOUR_MS = 3600000, LONG_MS = 120000 };

struct terminal {
    struct core_fixture *f;
    const char *id;
};

struct race {
    struct office office;
    struct terminal holder, relief;
};

static struct terminal new_terminal(const char *id, uint64_t seed)
{
    void *f = NULL;
    cf_setup(&f);
    struct terminal t = {.f = f, .id = id};
    rng_init(&t.f->core->rng, seed); /* ids of its own */
    return t;
}

static int begin_race(void **state)
{
    static struct race race;
    struct race *r = &race;
    office_open(&r->office, ":memory:");
    assert_ok(backend_logic_put_application(r->office.logic, cf_app(1)));
    r->holder = new_terminal("t1", 101);
    r->relief = new_terminal("t2", 202);
    *state = r;
    return 0;
}

static int end_race(void **state)
{
    struct race *r = *state;
    void *fixtures[] = {r->holder.f, r->relief.f};
    cf_teardown(&fixtures[0]);
    cf_teardown(&fixtures[1]);
    office_close(&r->office);
    return 0;
}

static void pass(struct race *r, int64_t ms)
{
    r->office.now_ms += ms;
    r->holder.f->now_ms += (uint64_t)ms;
    r->relief.f->now_ms += (uint64_t)ms;
}

/* To the backend; the answer stands in office.reply. */
static enum exchange_result ask(struct race *r, struct terminal *t, enum exchange_op op)
{
    r->office.now_ms += 10;
    r->office.terminal = t->id;
    r->office.request = t->f->asked[op];
    return office_send(&r->office);
}

static void hear(struct race *r, struct terminal *t)
{
    *t->f->reply = r->office.reply;
    cf_answer(t->f);
}

static enum exchange_result talk(struct race *r, struct terminal *t, enum exchange_op op)
{
    enum exchange_result result = ask(r, t, op);
    hear(r, t);
    return result;
}

static enum exchange_result report(struct race *r, struct terminal *t)
{
    r->office.now_ms += 10;
    r->office.terminal = t->id;
    r->office.request = t->f->outbox;
    enum exchange_result result = office_send(&r->office);
    cf_settled(t->f, result);
    return result;
}

static struct item *item_of(struct terminal *t)
{
    return cf_item(t->f, 1, 0);
}

static void call_and_issue(struct terminal *t)
{
    cf_queue(t->f, 1, cf_app(1));
    cf_call(t->f, 1);
    cf_staff(t->f, ACTION_STAFF_ISSUE, 0);
}

/* Reserved, begun, printed, matched: the documents lie on the counter of the first terminal. */
static void come_to_matched(struct race *r)
{
    struct terminal *t = &r->holder;
    call_and_issue(t);
    assert_int_equal(talk(r, t, EXCHANGE_RESERVE), EXCHANGE_RESULT_OK);
    assert_int_equal(talk(r, t, EXCHANGE_BEGIN), EXCHANGE_RESULT_OK);
    cf_sheet(t->f, PRINT_OUTCOME_PRINTED);
    cf_tag(t->f, "UKI:1");
    assert_int_equal(item_of(t)->state, ITEM_MATCHED);
}

/* The other terminal meets it, two people look and sign; their abort waits in its outbox. */
static void sign_relief(struct race *r)
{
    struct terminal *t = &r->relief;
    call_and_issue(t);
    assert_int_equal(talk(r, t, EXCHANGE_RESERVE), EXCHANGE_RESULT_RESERVED_ELSEWHERE);
    pass(r, 60000);
    cd_list(t->f);
    cd_sign(t->f, CD_CLERK);
    cd_reason(t->f, EXCEPTION_TAKE_OVER);
    cd_sign(t->f, CD_SUPERVISOR);
    assert_int_equal(talk(r, t, EXCHANGE_STATE), EXCHANGE_RESULT_OK);
    assert_int_equal(t->f->abort_count, 1);
}

static void nothing_goes_on_at(struct terminal *t)
{
    int sheets = t->f->sheet_count;
    cf_staff(t->f, ACTION_STAFF_HAND_OVER, 0);
    cf_applicant(t->f, ACTION_RECEIVED, 0);
    cf_tag(t->f, "UKI:1");
    assert_int_equal(item_of(t)->state, ITEM_CONFLICT);
    assert_int_equal(t->f->sheet_count, sheets);
    assert_int_equal(t->f->done_count, 0);
    assert_false(cf_button(t->f, ACTION_STAFF_HAND_OVER));
}

static void hand_over_at(struct terminal *t)
{
    cf_staff(t->f, ACTION_STAFF_HAND_OVER, 0);
    cf_applicant(t->f, ACTION_RECEIVED, 0);
    assert_int_equal(t->f->done_count, 1);
}

static void one_hand_over(struct race *r, const char *by)
{
    assert_int_equal(r->holder.f->done_count + r->relief.f->done_count, 1);
    assert_int_equal(office_count(&r->office, "SELECT count(*) FROM handover"), 1);
    assert_int_equal(office_count(&r->office, strcmp(by, "t1") == 0
                                                  ? "SELECT terminal_id = 't1' FROM handover"
                                                  : "SELECT terminal_id = 't2' FROM handover"),
                     1);
}

/* The relieving terminal is cut off before its abort is out; hours later the dead one wakes, asks,
 * hears that its token counts, and goes on. The late abort must not pull the token from under it.
 */
static void who_wakes_before_the_relief_arrives_goes_on(void **state)
{
    struct race *r = *state;
    come_to_matched(r);
    sign_relief(r);
    cf_link(r->relief.f, false);
    pass(r, HOUR_MS);
    nothing_goes_on_at(&r->relief);                   /* without an answer */
    cf_staff(r->holder.f, ACTION_STAFF_HAND_OVER, 0); /* wakes: asks first */
    assert_int_equal(r->holder.f->done_count, 0);
    talk(r, &r->holder, EXCHANGE_STATE);
    hand_over_at(&r->holder); /* its line is cut now: the report waits */
    cf_link(r->relief.f, true);
    assert_int_equal(report(r, &r->relief), EXCHANGE_RESULT_CONFLICT);
    nothing_goes_on_at(&r->relief);
    cf_staff(r->relief.f, ACTION_STAFF_RETRY, 0);
    cf_staff(r->relief.f, ACTION_STAFF_ISSUE, 0);
    assert_int_equal(talk(r, &r->relief, EXCHANGE_RESERVE), EXCHANGE_RESULT_RESERVED_ELSEWHERE);
    nothing_goes_on_at(&r->relief);
    assert_int_equal(report(r, &r->holder), EXCHANGE_RESULT_OK);
    one_hand_over(r, "t1");
}

/* The other order: the abort arrives, then the dead one wakes. */
static void who_wakes_after_the_relief_shows_the_conflict(void **state)
{
    struct race *r = *state;
    come_to_matched(r);
    sign_relief(r);
    cf_link(r->relief.f, false);
    pass(r, HOUR_MS);
    cf_link(r->relief.f, true);
    assert_int_equal(report(r, &r->relief), EXCHANGE_RESULT_OK);
    cf_staff(r->holder.f, ACTION_STAFF_HAND_OVER, 0); /* wakes */
    talk(r, &r->holder, EXCHANGE_STATE);
    nothing_goes_on_at(&r->holder);
    assert_int_equal(item_of(&r->holder)->conflict, EXCHANGE_RESULT_TOKEN_SUPERSEDED);
    uint64_t theirs = item_of(&r->holder)->token;
    cf_staff(r->relief.f, ACTION_STAFF_ISSUE, 0);
    assert_int_equal(talk(r, &r->relief, EXCHANGE_RESERVE), EXCHANGE_RESULT_OK);
    assert_int_equal(r->relief.f->sheet_count, 0); /* not before its own begin */
    assert_int_equal(talk(r, &r->relief, EXCHANGE_BEGIN), EXCHANGE_RESULT_OK);
    assert_true(item_of(&r->relief)->token > theirs);
    assert_int_equal(r->relief.f->sheet_count, 1);
    cf_sheet(r->relief.f, PRINT_OUTCOME_PRINTED);
    cf_tag(r->relief.f, "UKI:1");
    nothing_goes_on_at(&r->holder);
    hand_over_at(&r->relief);
    assert_int_equal(report(r, &r->relief), EXCHANGE_RESULT_OK);
    one_hand_over(r, "t2");
}

/* It woke, asked, and stood still again with the answer in its buffer; meanwhile it was relieved.
 */
static void an_answer_from_before_it_stood_still_does_not_count(void **state)
{
    struct race *r = *state;
    come_to_matched(r);
    pass(r, LONG_MS);
    cf_staff(r->holder.f, ACTION_STAFF_HAND_OVER, 0); /* wakes, asks */
    assert_int_equal(ask(r, &r->holder, EXCHANGE_STATE), EXCHANGE_RESULT_OK);
    struct backend_reply old = r->office.reply;
    pass(r, LONG_MS);
    sign_relief(r);
    assert_int_equal(report(r, &r->relief), EXCHANGE_RESULT_OK);
    pass(r, LONG_MS);
    *r->holder.f->reply = old;
    cf_answer(r->holder.f);
    cf_staff(r->holder.f, ACTION_STAFF_HAND_OVER, 0);
    cf_applicant(r->holder.f, ACTION_RECEIVED, 0);
    assert_int_equal(r->holder.f->done_count, 0);
    talk(r, &r->holder, EXCHANGE_STATE);
    nothing_goes_on_at(&r->holder);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin_race, end_race)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(who_wakes_before_the_relief_arrives_goes_on),
        CASE(who_wakes_after_the_relief_shows_the_conflict),
        CASE(an_answer_from_before_it_stood_still_does_not_count),
    };
    return cmocka_run_group_tests_name("relief race", tests, NULL, NULL);
}
