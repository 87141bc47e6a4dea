/* Tries, order, link state: a backend made of plain strings, on virtual time. */
#include "tests/unit/backend/client_kit.h"

static void a_request_is_sent_and_answered_once(void **state)
{
    (void)state;
    struct client *c = new_client();
    assert_int_equal(client_next_ms(c), CLIENT_NEVER_MS);
    submit(c, EXCHANGE_LOOKUP, 0x11, CLIENT_INTERACTIVE, 1000);
    assert_int_equal(client_next_ms(c), 1000);
    struct client_send send;
    assert_true(client_next(c, 1000, &send));
    assert_int_equal(send.deadline_ms, 9000);
    assert_string_equal(send.message->path, "/v1/lookups");
    assert_false(client_next(c, 1000, &send));
    assert_int_equal(client_next_ms(c), CLIENT_NEVER_MS);
    assert_true(answer(c, send.ticket, 1200, 200, EXCHANGE_LOOKUP, 0x11));
    assert_int_equal(reply.result, EXCHANGE_RESULT_OK);
    assert_false(answer(c, send.ticket, 1201, 200, EXCHANGE_LOOKUP, 0x11));
    assert_int_equal(c->counts.late, 1);
}

/* Nothing of a pickup code stays behind after its answer. */
static void a_code_is_wiped(void **state)
{
    (void)state;
    struct client *c = new_client();
    submit(c, EXCHANGE_LOOKUP, 0x11, CLIENT_INTERACTIVE, 0);
    uint32_t ticket = sent(c, 0);
    assert_true(answer(c, ticket, 5, 200, EXCHANGE_LOOKUP, 0x11));
    assert_null(memmem(c, sizeof *c, "UK1:ABC", 7));
    assert_null(memmem(c, sizeof *c, "VUsxOkFC", 8));
}

static void a_person_waits_for_three_tries_at_most(void **state)
{
    (void)state;
    struct client *c = new_client();
    submit(c, EXCHANGE_LOOKUP, 0x11, CLIENT_INTERACTIVE, 0);
    int64_t now = 0;
    char key[64] = "";
    for (int i = 0; i < CLIENT_INTERACTIVE_TRIES; i++) {
        struct client_send send;
        now = client_next_ms(c);
        assert_true(client_next(c, now, &send));
        assert_int_equal(send.deadline_ms, 8000);
        assert_true(i == 0 || strcmp(key, send.message->header[0].value) == 0);
        strcpy(key, send.message->header[0].value);
        assert_int_equal(silence(c, send.ticket, now), i == CLIENT_INTERACTIVE_TRIES - 1);
    }
    assert_int_equal(reply.result, EXCHANGE_RESULT_UNREACHABLE);
    assert_int_equal(c->counts.retried, 2);
    submit(c, EXCHANGE_LOOKUP, 0x12, CLIENT_INTERACTIVE, now);
    assert_true(silence(c, sent(c, now), now + 7900)); /* too late for another try */
}

/* Frozen with the answer in its buffer: what was true then may not be so now. */
static void an_answer_after_the_deadline_is_none(void **state)
{
    (void)state;
    struct client *c = new_client();
    submit(c, EXCHANGE_BEGIN, 0x11, CLIENT_INTERACTIVE, 0);
    assert_true(answer(c, sent(c, 0), 8001, 200, EXCHANGE_BEGIN, 0x11));
    assert_int_equal(reply.result, EXCHANGE_RESULT_UNREACHABLE);
    submit(c, EXCHANGE_BEGIN, 0x12, CLIENT_INTERACTIVE, 10000);
    assert_true(answer(c, sent(c, 10000), 18000, 200, EXCHANGE_BEGIN, 0x12));
    assert_int_equal(reply.result, EXCHANGE_RESULT_OK);
    submit(c, EXCHANGE_DONE, 0x13, CLIENT_REPORT, 20000); /* what is told does not age */
    assert_true(answer(c, sent(c, 20000), 90000, 200, EXCHANGE_DONE, 0x13));
    assert_int_equal(reply.result, EXCHANGE_RESULT_OK);
}

static void the_outbox_never_gives_up_while_nobody_answers(void **state)
{
    (void)state;
    struct client *c = new_client();
    submit(c, EXCHANGE_DONE, 0x11, CLIENT_REPORT, 0);
    int64_t now = 0;
    int64_t longest = 0;
    for (int i = 0; i < 200; i++) {
        struct client_send send;
        int64_t next = client_next_ms(c);
        assert_true(next - now <= CLIENT_CAP_MS);
        longest = next - now > longest ? next - now : longest;
        now = next;
        assert_true(client_next(c, now, &send));
        assert_string_equal(send.message->header[5].value, "33333333333333333333333333333333");
        assert_false(silence(c, send.ticket, now));
    }
    assert_true(longest > CLIENT_CAP_MS / 2); /* the jitter uses the whole range */
    now = client_next_ms(c);
    assert_true(answer(c, sent(c, now), now, 200, EXCHANGE_DONE, 0x11));
    assert_int_equal(reply.result, EXCHANGE_RESULT_OK);
}

/* What was counted before a restart counts on; each new one is told, to be kept. */
static void a_poison_request_is_handed_back_after_a_restart(void **state)
{
    (void)state;
    struct client *c = new_client();
    struct backend_request q = request_no(EXCHANGE_DONE, 0x11);
    assert_ok(client_submit_report(c, &q, CLIENT_USELESS_TRIES - 2, 0));
    assert_false(answer(c, sent(c, 0), 0, 500, EXCHANGE_DONE, 0x11)); /* others neither */
    assert_true(id_is_none(c->useless.request_id));
    int64_t now = client_next_ms(c);
    hear_something_good(c, now);
    assert_false(answer(c, sent(c, now), now, 500, EXCHANGE_DONE, 0x11));
    assert_true(id_equal(c->useless.request_id, q.request_id));
    assert_int_equal(c->useless.count, CLIENT_USELESS_TRIES - 1);
    now = client_next_ms(c);
    hear_something_good(c, now);
    assert_true(id_is_none(c->useless.request_id));
    assert_true(answer(c, sent(c, now), now, 500, EXCHANGE_DONE, 0x11));
}

/* However many were counted: without an answer nobody knows whether it arrived. */
static void silence_hands_nothing_back(void **state)
{
    (void)state;
    struct client *c = new_client();
    struct backend_request q = request_no(EXCHANGE_DONE, 0x11);
    assert_ok(client_submit_report(c, &q, INT32_MAX, 0));
    hear_something_good(c, 0);
    assert_false(silence(c, sent(c, 0), 0));
    assert_true(id_is_none(c->useless.request_id));
}

/* A row that the backend answers, but never usably, must not block the others for good. */
static void a_poison_request_is_handed_back(void **state)
{
    (void)state;
    struct client *c = new_client();
    submit(c, EXCHANGE_DONE, 0x11, CLIENT_REPORT, 0);
    for (int i = 1; i < CLIENT_USELESS_TRIES; i++) {
        int64_t now = client_next_ms(c);
        hear_something_good(c, now);
        assert_false(answer(c, sent(c, now), now, 500, EXCHANGE_DONE, 0x11));
    }
    int64_t now = client_next_ms(c);
    assert_false(answer(c, sent(c, now), now, 500, EXCHANGE_DONE, 0x11)); /* others neither */
    now = client_next_ms(c);
    hear_something_good(c, now);
    assert_true(answer(c, sent(c, now), now, 500, EXCHANGE_DONE, 0x11));
    assert_int_equal(reply.result, EXCHANGE_RESULT_SERVER_ERROR);
}

/* Answered without use for hours, as everybody else is: it is the backend, not the report. */
static void a_broken_backend_poisons_nothing(void **state)
{
    (void)state;
    struct client *c = new_client();
    submit(c, EXCHANGE_DONE, 0x11, CLIENT_REPORT, 0);
    for (int i = 0; i < 200; i++) {
        int64_t now = client_next_ms(c);
        assert_false(answer(c, sent(c, now), now, i % 2 ? 404 : 502, EXCHANGE_NOTICES, 0x11));
    }
    int64_t now = client_next_ms(c);
    assert_true(answer(c, sent(c, now), now, 200, EXCHANGE_DONE, 0x11));
}

static void foreign_answers_are_counted_and_never_handed_up(void **state)
{
    (void)state;
    struct client *c = new_client();
    submit(c, EXCHANGE_BEGIN, 0x11, CLIENT_INTERACTIVE, 0);
    for (int i = 0; i < CLIENT_INTERACTIVE_TRIES; i++) {
        int64_t now = client_next_ms(c);
        bool last = i == CLIENT_INTERACTIVE_TRIES - 1;
        assert_int_equal(answer(c, sent(c, now), now, 200, EXCHANGE_BEGIN, 0x99), last);
    }
    assert_int_equal(reply.result, EXCHANGE_RESULT_UNREACHABLE);
    assert_int_equal(c->counts.foreign, 3);
}

static void offline_and_back_is_damped(void **state)
{
    (void)state;
    struct client *c = new_client();
    int64_t now = 0;
    for (uint8_t i = 1; i <= 5; i++) {
        assert_false(client_is_offline(c));
        submit(c, EXCHANGE_HEARTBEAT, i, CLIENT_BACKGROUND, now);
        assert_false(silence(c, sent(c, now), now));
        uint32_t unused;
        struct backend_request q = request_no(EXCHANGE_HEARTBEAT, i);
        assert_false(client_cancel(c, q.request_id, &unused));
    }
    assert_true(client_is_offline(c));
    /* A person waits two seconds and one try only. */
    struct client_send send;
    submit(c, EXCHANGE_LOOKUP, 0x20, CLIENT_INTERACTIVE, now);
    assert_true(client_next(c, now, &send));
    assert_int_equal(send.deadline_ms, now + CLIENT_OFFLINE_TRY_MS);
    assert_true(silence(c, send.ticket, now + 10));
    /* One success is not enough, one failure between them starts again. */
    const int statuses[] = {200, 0, 200, 200};
    for (int i = 0; i < 4; i++) {
        assert_true(client_is_offline(c));
        submit(c, EXCHANGE_NOTICES, (uint8_t)(0x30 + i), CLIENT_INTERACTIVE, now);
        assert_true(
            answer(c, sent(c, now), now, statuses[i], EXCHANGE_NOTICES, (uint8_t)(0x30 + i)));
    }
    assert_false(client_is_offline(c));
}

/* A line that is there for every other answer: the state that was reached is kept. */
static void a_flapping_line_does_not_flap_the_state(void **state)
{
    (void)state;
    struct client *c = new_client();
    for (int offline = 0; offline <= 1; offline++) {
        for (int i = 0; i < 200; i++) {
            uint8_t n = (uint8_t)(1 + i % 200);
            int64_t now = 1000 * i;
            submit(c, EXCHANGE_NOTICES, n, CLIENT_INTERACTIVE, now);
            uint32_t ticket = sent(c, now);
            if (!answer(c, ticket, now, i % 2 == 0 ? 200 : 0, EXCHANGE_NOTICES, n)) {
                struct backend_request q = request_no(EXCHANGE_NOTICES, n);
                assert_false(client_cancel(c, q.request_id, &ticket));
            }
            assert_int_equal(client_is_offline(c), offline);
        }
        for (int i = 0; i < 5 && !client_is_offline(c); i++) {
            submit(c, EXCHANGE_NOTICES, 250, CLIENT_BACKGROUND, 0);
            uint32_t ticket = sent(c, 0);
            assert_false(silence(c, ticket, 0));
            struct backend_request q = request_no(EXCHANGE_NOTICES, 250);
            assert_false(client_cancel(c, q.request_id, &ticket));
        }
    }
}

static void offline_the_outbox_sends_one_probe_at_a_time(void **state)
{
    (void)state;
    struct client *c = new_client();
    struct client_send send;
    lose_the_line(c, 0);
    for (uint8_t i = 1; i <= CLIENT_REPORT_SLOTS; i++) {
        submit(c, EXCHANGE_NOTICES, i, CLIENT_REPORT, 0);
    }
    int64_t now = 200000;
    uint32_t probe = sent(c, now);
    assert_false(client_next(c, now, &send));
    assert_int_equal(client_next_ms(c), CLIENT_NEVER_MS);
    submit(c, EXCHANGE_HEARTBEAT, 50, CLIENT_BACKGROUND, now); /* is not behind one that hangs */
    assert_true(client_next(c, now, &send));
    assert_string_equal(send.message->path, "/v1/heartbeats");
    assert_false(client_next(c, now, &send));
    assert_true(answer(c, send.ticket, now, 200, EXCHANGE_HEARTBEAT, 50));
    assert_true(answer(c, probe, now, 200, EXCHANGE_NOTICES, 1));
    assert_false(client_is_offline(c));
    for (int i = 1; i < CLIENT_REPORT_SLOTS; i++) {
        (void)sent(c, now + 2000); /* the rest goes out together */
    }
}

/* What the backend cannot answer may lie in the report: people are not told that it is away. */
static void a_failing_report_is_no_outage(void **state)
{
    (void)state;
    struct client *c = new_client();
    submit(c, EXCHANGE_DONE, 0x11, CLIENT_REPORT, 0);
    for (int i = 0; i < 10; i++) {
        int64_t now = client_next_ms(c);
        assert_false(answer(c, sent(c, now), now, i % 2 == 0 ? 500 : 0, EXCHANGE_DONE, 0x11));
        assert_false(client_is_offline(c));
        assert_true(client_doubts(c));
    }
    submit(c, EXCHANGE_HEARTBEAT, 0x12, CLIENT_BACKGROUND, 0);
    assert_true(answer(c, sent(c, 0), 0, 200, EXCHANGE_HEARTBEAT, 0x12));
    assert_false(client_doubts(c));
}

static void one_application_keeps_its_order(void **state)
{
    (void)state;
    struct client *c = new_client();
    struct client_send send;
    submit(c, EXCHANGE_BEGIN, 1, CLIENT_REPORT, 0);
    submit(c, EXCHANGE_DONE, 2, CLIENT_REPORT, 0);
    struct backend_request other = request_no(EXCHANGE_DONE, 3);
    strcpy(other.application_id, "A2");
    assert_ok(client_submit(c, &other, CLIENT_REPORT, 0));
    assert_true(client_next(c, 0, &send));
    assert_string_equal(send.message->path, "/v1/reservations/7/begin");
    uint32_t first = send.ticket;
    assert_true(client_next(c, 0, &send)); /* the other application is not held up */
    assert_non_null(strstr(send.message->body, "A2"));
    assert_false(client_next(c, 0, &send));
    assert_false(silence(c, first, 10));
    assert_true(client_next_ms(c) > 10);
    int64_t now = client_next_ms(c);
    assert_true(answer(c, sent(c, now), now, 200, EXCHANGE_BEGIN, 1));
    assert_true(client_next(c, now, &send));
    assert_string_equal(send.message->path, "/v1/reservations/7/done");
}

static void slow_down_is_obeyed(void **state)
{
    (void)state;
    struct client *c = new_client();
    struct client_send send;
    submit(c, EXCHANGE_DONE, 1, CLIENT_REPORT, 0);
    struct client_done done = {.ticket = sent(c, 0),
                               .answer = {.status = 429, .retry_after_ms = 90000, .body = ""}};
    assert_false(client_on_done(c, 0, &done, &reply));
    submit(c, EXCHANGE_HEARTBEAT, 2, CLIENT_BACKGROUND, 0);
    assert_false(client_next(c, 89999, &send));
    assert_in_range(client_next_ms(c), 90001, 99000);
    submit(c, EXCHANGE_LOOKUP, 3, CLIENT_INTERACTIVE, 50000);
    assert_true(client_next(c, 50000, &send)); /* a person is not made to wait for it */
    assert_false(client_is_offline(c));
}

/* A whole fleet was told the same: it comes back spread, and nobody before the time. */
static void retry_after_is_a_spread(void **state)
{
    (void)state;
    enum { TERMINALS = 450, PARTS = 6 };
    int in_part[PARTS] = {0};
    for (int i = 0; i < TERMINALS; i++) {
        struct client *c = new_client();
        rng_init(&c->rng, (uint64_t)i);
        submit(c, EXCHANGE_HEARTBEAT, 1, CLIENT_BACKGROUND, 0);
        struct client_done done = {.ticket = sent(c, 0),
                                   .answer = {.status = 429, .retry_after_ms = 900000, .body = ""}};
        assert_false(client_on_done(c, 0, &done, &reply));
        int64_t back = client_next_ms(c) - WIRE_RETRY_AFTER_MAX_MS; /* clamped */
        assert_in_range(back, 1, WIRE_RETRY_AFTER_MAX_MS / 10);
        in_part[(back - 1) * PARTS / (WIRE_RETRY_AFTER_MAX_MS / 10)]++;
    }
    for (int i = 0; i < PARTS; i++) {
        assert_in_range(in_part[i], TERMINALS / PARTS / 2, TERMINALS / PARTS * 2);
    }
}

static void a_cancelled_request_is_late(void **state)
{
    (void)state;
    struct client *c = new_client();
    submit(c, EXCHANGE_LOOKUP, 0x11, CLIENT_INTERACTIVE, 0);
    uint32_t ticket = sent(c, 0);
    uint32_t cancelled = 0;
    struct backend_request q = request_no(EXCHANGE_LOOKUP, 0x11);
    assert_true(client_cancel(c, q.request_id, &cancelled));
    assert_int_equal(cancelled, ticket);
    assert_false(answer(c, ticket, 5, 200, EXCHANGE_LOOKUP, 0x11));
    assert_int_equal(c->counts.late, 1);
    assert_false(client_cancel(c, q.request_id, &cancelled));
}

static void a_busy_device_costs_no_try(void **state)
{
    (void)state;
    struct client *c = new_client();
    submit(c, EXCHANGE_LOOKUP, 0x11, CLIENT_INTERACTIVE, 0);
    for (int i = 0; i < 10; i++) {
        int64_t now = client_next_ms(c);
        struct client_done done = {.ticket = sent(c, now), .err = FAIL(BUSY)};
        assert_false(client_on_done(c, now, &done, &reply));
    }
    int64_t now = client_next_ms(c);
    assert_true(answer(c, sent(c, now), now, 200, EXCHANGE_LOOKUP, 0x11));
}

/* Ten days offline, 640 visits a day, 100 ms a round trip: delivered once each within two minutes.
 */
static void a_long_outbox_drains_in_time(void **state)
{
    (void)state;
    enum { ROWS = 6400, ROUND_TRIP_MS = 100, LIMIT_MS = 120000 };
    struct client *c = new_client();
    static uint8_t delivered[ROWS];
    memset(delivered, 0, sizeof delivered);
    struct {
        uint32_t ticket;
        int row;
        int64_t due_ms;
    } way[CLIENT_SLOTS] = {0};
    int submitted = 0;
    int left = ROWS;
    int64_t now = 0;
    for (; left > 0 && now <= LIMIT_MS; now += 10) {
        while (submitted < ROWS && client_has_room(c, CLIENT_REPORT, now)) {
            struct backend_request q = request_no(EXCHANGE_NOTICES, 1);
            q.request_id.byte[0] = (uint8_t)(submitted >> 8);
            q.request_id.byte[1] = (uint8_t)submitted++;
            assert_ok(client_submit(c, &q, CLIENT_REPORT, now));
        }
        struct client_send send;
        for (int i = 0; i < CLIENT_SLOTS; i++) {
            if (way[i].ticket == 0 && client_next(c, now, &send)) {
                unsigned row = 0;
                assert_int_equal(sscanf(send.message->header[0].value, "%4x", &row), 1);
                way[i].ticket = send.ticket;
                way[i].row = (int)row;
                way[i].due_ms = now + ROUND_TRIP_MS;
            }
        }
        for (int i = 0; i < CLIENT_SLOTS; i++) {
            if (way[i].ticket == 0 || way[i].due_ms > now) {
                continue;
            }
            char id[ID_TEXT_SIZE];
            char text[1024];
            snprintf(id, sizeof id, "%04x0101010101010101010101010101", (unsigned)way[i].row);
            sample_bend(sample_reply[EXCHANGE_NOTICES], SAMPLE_REQUEST, id, text, sizeof text);
            struct client_done done = {
                .ticket = way[i].ticket,
                .answer = {.status = 200, .body = text, .length = strlen(text)}};
            assert_true(client_on_done(c, now, &done, &reply));
            assert_int_equal(reply.result, EXCHANGE_RESULT_OK);
            assert_int_equal(delivered[way[i].row]++, 0);
            way[i].ticket = 0;
            left--;
        }
    }
    print_message("%d rows in %lld s of virtual time\n", ROWS - left, (long long)now / 1000);
    assert_int_equal(left, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_sent_and_answered_once),
        cmocka_unit_test(a_code_is_wiped),
        cmocka_unit_test(a_person_waits_for_three_tries_at_most),
        cmocka_unit_test(an_answer_after_the_deadline_is_none),
        cmocka_unit_test(the_outbox_never_gives_up_while_nobody_answers),
        cmocka_unit_test(a_poison_request_is_handed_back),
        cmocka_unit_test(a_poison_request_is_handed_back_after_a_restart),
        cmocka_unit_test(silence_hands_nothing_back),
        cmocka_unit_test(a_broken_backend_poisons_nothing),
        cmocka_unit_test(foreign_answers_are_counted_and_never_handed_up),
        cmocka_unit_test(offline_and_back_is_damped),
        cmocka_unit_test(a_flapping_line_does_not_flap_the_state),
        cmocka_unit_test(offline_the_outbox_sends_one_probe_at_a_time),
        cmocka_unit_test(a_failing_report_is_no_outage),
        cmocka_unit_test(one_application_keeps_its_order),
        cmocka_unit_test(slow_down_is_obeyed),
        cmocka_unit_test(retry_after_is_a_spread),
        cmocka_unit_test(a_cancelled_request_is_late),
        cmocka_unit_test(a_busy_device_costs_no_try),
        cmocka_unit_test(a_long_outbox_drains_in_time),
    };
    return cmocka_run_group_tests_name("client", tests, NULL, NULL);
}
