/* Who holds a slot and who rests: people and heartbeats always find room, what is never answered
 * usably leaves its own. */
#include "tests/unit/backend/client_kit.h"

static void fill_with_failing_reports(struct client *c, int64_t now)
{
    for (uint8_t i = 1; i <= CLIENT_REPORT_SLOTS; i++) {
        submit(c, EXCHANGE_NOTICES, i, CLIENT_REPORT, now);
        assert_false(answer(c, sent(c, now), now, 500, EXCHANGE_NOTICES, i));
    }
}

/* All slots are held by reports that back off: one of them rests, with its tries, and comes back
 * when its time has come. */
static void what_backs_off_makes_room(void **state)
{
    (void)state;
    struct client *c = new_client();
    struct id id = {0};
    fill_with_failing_reports(c, 0);
    assert_false(client_has_room(c, CLIENT_REPORT, 0)); /* nobody is answered: it would not help */
    hear_something_good(c, 0);
    assert_true(client_has_room(c, CLIENT_REPORT, 0));
    submit(c, EXCHANGE_NOTICES, 0x20, CLIENT_REPORT, 0);
    assert_true(answer(c, sent(c, 0), 0, 200, EXCHANGE_NOTICES, 0x20));
    assert_false(client_rested(c, 0, &id));
    int64_t due = client_rested_ms(c, 0);
    assert_in_range(due, 1, CLIENT_BASE_MS);
    assert_true(client_rested(c, due, &id));
    assert_true(client_knows(c, id));
    assert_int_equal(client_slot_of(c, id), CLIENT_NO_SLOT);
    struct backend_request q = request_no(EXCHANGE_NOTICES, id.byte[0]);
    assert_ok(client_submit(c, &q, CLIENT_REPORT, due));
    const struct client_slot *slot = &c->slot[client_slot_of(c, id)];
    assert_int_equal(slot->tries, 1);   /* not from the beginning */
    assert_int_equal(slot->useless, 0); /* nobody else was answered before it failed */
    assert_int_equal(slot->goods_seen, 0);
    assert_int_equal(slot->next_send_ms, due);
    assert_false(client_rested(c, due, &id));
    assert_int_equal(client_rested_ms(c, due), CLIENT_NEVER_MS);
}

/* A backend that answers nobody usably is not asked more often for having more to be told. */
static void rests_are_paid_for_by_good_answers(void **state)
{
    (void)state;
    struct client *c = new_client();
    fill_with_failing_reports(c, 0);
    hear_something_good(c, 0);
    int tried = 0;
    for (uint8_t n = 0x20; client_has_room(c, CLIENT_REPORT, 0); n++, tried++) {
        submit(c, EXCHANGE_NOTICES, n, CLIENT_REPORT, 0);
        assert_false(answer(c, sent(c, 0), 0, 500, EXCHANGE_NOTICES, n));
    }
    assert_int_equal(tried, CLIENT_RESTS_A_GOOD_ANSWER);
    struct backend_request q = request_no(EXCHANGE_NOTICES, 0x70);
    assert_fails(client_submit(c, &q, CLIENT_REPORT, 0), FULL);
    hear_something_good(c, 0);
    assert_ok(client_submit(c, &q, CLIENT_REPORT, 0));
}

/* Told to slow down, or away: who rests would win nothing. */
static void nobody_rests_in_vain(void **state)
{
    (void)state;
    struct client *c = new_client();
    fill_with_failing_reports(c, 0);
    hear_something_good(c, 0);
    assert_true(client_has_room(c, CLIENT_REPORT, 0));
    submit(c, EXCHANGE_NOTICES, 0x40, CLIENT_BACKGROUND, 0);
    struct client_done done = {.ticket = sent(c, 0),
                               .answer = {.status = 429, .retry_after_ms = 90000, .body = ""}};
    assert_false(client_on_done(c, 0, &done, &reply));
    assert_false(client_has_room(c, CLIENT_REPORT, 0));
    c = new_client();
    fill_with_failing_reports(c, 0);
    hear_something_good(c, 0);
    lose_the_line(c, 0);
    assert_false(client_has_room(c, CLIENT_REPORT, 0));
}

/* As many as there are places; what rests keeps its place, what comes then waits. */
static void only_so_many_rest(void **state)
{
    (void)state;
    struct client *c = new_client();
    struct id id = {0};
    struct backend_request q = request_no(EXCHANGE_NOTICES, 1);
    int submitted = 0;
    for (; submitted < CLIENT_REPORT_SLOTS + REST_MAX; submitted++) {
        hear_something_good(c, 0);
        q.request_id = (struct id){{1, (uint8_t)(submitted >> 8), (uint8_t)submitted}};
        assert_ok(client_submit(c, &q, CLIENT_REPORT, 0));
        struct client_done done = {.ticket = sent(c, 0), .answer = {.status = 500, .body = ""}};
        assert_false(client_on_done(c, 0, &done, &reply));
    }
    hear_something_good(c, 0);
    q.request_id = (struct id){{2}};
    assert_fails(client_submit(c, &q, CLIENT_REPORT, 0), FULL);
    int64_t due = client_rested_ms(c, 0);
    assert_true(client_rested(c, due, &id)); /* changes places with one that waits longer */
    q.request_id = id;
    assert_ok(client_submit(c, &q, CLIENT_REPORT, due));
    assert_int_equal(c->rest.count, REST_MAX);
    client_forget(c, c->rest.entry[0].request_id);
    q.request_id = (struct id){{2}};
    assert_ok(client_submit(c, &q, CLIENT_REPORT, 0));
}

static void people_always_find_room(void **state)
{
    (void)state;
    struct client *c = new_client();
    struct backend_request q = request_no(EXCHANGE_DONE, 50);
    for (uint8_t i = 1; i <= CLIENT_REPORT_SLOTS; i++) {
        submit(c, EXCHANGE_DONE, i, CLIENT_REPORT, 0);
    }
    assert_fails(client_submit(c, &q, CLIENT_REPORT, 0), FULL);
    assert_false(client_has_room(c, CLIENT_REPORT, 0));
    submit(c, EXCHANGE_HEARTBEAT, 20, CLIENT_BACKGROUND, 0); /* beside any number of reports */
    submit(c, EXCHANGE_NOTICES, 21, CLIENT_BACKGROUND, 0);
    assert_fails(client_submit(c, &q, CLIENT_BACKGROUND, 0), FULL);
    submit(c, EXCHANGE_LOOKUP, 51, CLIENT_INTERACTIVE, 0);
    submit(c, EXCHANGE_LOOKUP, 52, CLIENT_INTERACTIVE, 0);
    assert_fails(client_submit(c, &q, CLIENT_INTERACTIVE, 0), FULL);
    static const char *const first[] = {"/v1/lookups", "/v1/lookups", "/v1/heartbeats"};
    for (int i = 0; i < 3; i++) { /* and go first */
        struct client_send send;
        assert_true(client_next(c, 0, &send));
        assert_string_equal(send.message->path, first[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_backs_off_makes_room),
        cmocka_unit_test(rests_are_paid_for_by_good_answers),
        cmocka_unit_test(nobody_rests_in_vain),
        cmocka_unit_test(only_so_many_rest),
        cmocka_unit_test(people_always_find_room),
    };
    return cmocka_run_group_tests_name("client room", tests, NULL, NULL);
}
