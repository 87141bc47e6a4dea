/* One suite for the HTTP device's contract: libcurl's on the machine's time, and the simulator's on
 * virtual time, both against the reference backend. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "hal/linux/http_curl.h"
#include "sim/backend_server.h"
#include "sim/http_sim.h"
#include "tests/kit/kit.h"

#define REQUEST "11111111111111111111111111111111"

struct subject {
    bool is_virtual;
    int64_t virtual_ms;
    struct pki pki;
    struct backend_logic *logic;
    struct backend_server *server;
    struct http *http;
};

static struct subject curl_subject = {.is_virtual = false};
static struct subject sim_subject = {.is_virtual = true, .virtual_ms = 5000};

static int64_t now_ms(const struct subject *s)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return s->is_virtual ? s->virtual_ms : (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int set_up(void **state)
{
    struct subject *s = *state;
    char folder[256];
    char path[300];
    char url[64];
    kit_folder("http_conform", folder);
    snprintf(path, sizeof path, "%s/pki", folder);
    assert_ok(pki_open(path, time(NULL), &s->pki));
    struct backend_logic_settings logic = {.path = ":memory:"};
    assert_ok(backend_logic_open(&logic, &s->logic));
    struct backend_server_settings server = {.pki = &s->pki, .logic = s->logic};
    assert_ok(backend_server_open(&server, &s->server));
    backend_server_url(s->server, url);
    struct http_curl_settings settings = {.base_url = url,
                                          .ca_file = s->pki.ca_file,
                                          .cert_file = s->pki.terminal_cert_file,
                                          .key_file = s->pki.terminal_key_file};
    assert_ok(http_curl_open(&settings, &s->http));
    if (s->is_virtual) {
        struct http_sim *sim;
        assert_ok(http_sim_open(s->http, &sim));
        s->http = http_sim_http(sim);
    }
    return 0;
}

static int tear_down(void **state)
{
    struct subject *s = *state;
    http_close(s->http);
    backend_server_close(s->server);
    backend_logic_close(s->logic);
    return 0;
}

static void submit(struct subject *s, uint32_t ticket, int64_t patience_ms)
{
    struct http_request q = {.ticket = ticket,
                             .path = "/v1/notices",
                             .header = {{"Uketori-Request", REQUEST},
                                        {"Uketori-Visit", REQUEST},
                                        {"Uketori-Terminal", "t1"},
                                        {"Uketori-Build", "b"},
                                        {"Uketori-Config", "c"}},
                             .header_count = 5,
                             .deadline_ms = now_ms(s) + patience_ms};
    assert_ok(http_submit(s->http, now_ms(s), &q));
}

/* One turn of a loop: waits for real, or jumps. */
static void turn(struct subject *s)
{
    struct pollfd fds[HTTP_FDS_MAX];
    int n = http_poll_fds(s->http, fds, HTTP_FDS_MAX);
    int64_t next = http_next_ms(s->http, now_ms(s));
    assert_true(next >= now_ms(s) && next != HTTP_NEVER_MS);
    if (s->is_virtual) {
        s->virtual_ms = next;
    } else {
        poll(fds, (nfds_t)n, (int)(next - now_ms(s)));
    }
    http_step(s->http, now_ms(s));
}

static struct http_done wait_done(struct subject *s)
{
    struct http_done done = {0};
    while (!http_take(s->http, &done)) {
        turn(s);
    }
    return done;
}

static void nothing_comes_of_nothing(void **state)
{
    struct subject *s = *state;
    struct http_done done = {.ticket = 42};
    http_step(s->http, now_ms(s));
    assert_false(http_take(s->http, &done));
    assert_int_equal(done.ticket, 42);
    assert_int_equal(http_next_ms(s->http, now_ms(s)), HTTP_NEVER_MS);
    http_cancel(s->http, 42);
}

static void every_request_ends_once(void **state)
{
    struct subject *s = *state;
    unsigned seen = 0;
    for (uint32_t i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        submit(s, i, 5000);
    }
    struct http_request q = {.ticket = 99, .path = "/", .deadline_ms = now_ms(s) + 1000};
    assert_fails(http_submit(s->http, now_ms(s), &q), BUSY);
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        struct http_done done = wait_done(s);
        assert_ok(done.err);
        assert_int_equal(done.status, 200);
        assert_non_null(memmem(done.body, done.body_length, REQUEST, 32));
        assert_int_equal(seen >> done.ticket & 1u, 0);
        seen |= 1u << done.ticket;
    }
    struct http_done none;
    assert_false(http_take(s->http, &none));
    assert_int_equal(http_next_ms(s->http, now_ms(s)), HTTP_NEVER_MS);
    submit(s, 0, 5000); /* a ticket is free again after its end */
    assert_int_equal(wait_done(s).ticket, 0);
}

static void a_cancelled_request_never_ends(void **state)
{
    struct subject *s = *state;
    submit(s, 1, 5000);
    submit(s, 2, 5000);
    http_cancel(s->http, 1);
    assert_int_equal(wait_done(s).ticket, 2);
    struct http_done none;
    http_step(s->http, now_ms(s) + 10000);
    assert_false(http_take(s->http, &none));
}

static void an_absent_backend_is_an_error(void **state)
{
    struct subject *s = *state;
    struct backend_faults faults = {0};
    faults.value[BACKEND_FAULT_DOWN] = 1;
    assert_ok(backend_server_set_faults(s->server, &faults));
    submit(s, 1, 5000);
    struct http_done done = wait_done(s);
    assert_fails(done.err, GONE);
    assert_int_equal(done.body_length, 0);
    assert_int_equal(done.status, 0);
}

/* Time is data: no step before the deadline ends the request, the step at the deadline does. The
 * answer comes later: the real one after five seconds, the virtual one after its latency. */
static void a_deadline_is_held(void **state)
{
    struct subject *s = *state;
    struct backend_faults faults = {0};
    struct http_done done;
    const int64_t patience_ms = s->is_virtual ? HTTP_SIM_LATENCY_MS - 1 : 50000;
    faults.value[BACKEND_FAULT_SLOW] = s->is_virtual ? 0 : 5000;
    assert_ok(backend_server_set_faults(s->server, &faults));
    int64_t start = now_ms(s);
    submit(s, 1, patience_ms);
    http_step(s->http, start + patience_ms - 1);
    assert_false(http_take(s->http, &done));
    http_step(s->http, now_ms(s) + patience_ms);
    assert_true(http_take(s->http, &done));
    assert_fails(done.err, TIMEOUT);
}

#define ON(subject, name)                                                                          \
    {                                                                                              \
#subject ": " #name, name, set_up, tear_down, &subject                                     \
    }
int main(void)
{
    const struct CMUnitTest tests[] = {
        ON(curl_subject, nothing_comes_of_nothing),
        ON(sim_subject, nothing_comes_of_nothing),
        ON(curl_subject, every_request_ends_once),
        ON(sim_subject, every_request_ends_once),
        ON(curl_subject, a_cancelled_request_never_ends),
        ON(sim_subject, a_cancelled_request_never_ends),
        ON(curl_subject, an_absent_backend_is_an_error),
        ON(sim_subject, an_absent_backend_is_an_error),
        ON(curl_subject, a_deadline_is_held),
        ON(sim_subject, a_deadline_is_held),
    };
    return cmocka_run_group_tests_name("http_conform", tests, NULL, NULL);
}
