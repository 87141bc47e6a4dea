/* The libcurl device against the reference backend: real sockets, mutual TLS, and a backend that
 * misbehaves. */
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include "hal/linux/http_curl.h"
#include "sim/backend_server.h"
#include "sim/seed_data.h"
#include "tests/kit/kit.h"

#define REQUEST "11111111111111111111111111111111"

struct bench {
    char folder[256];
    struct pki pki;
    struct pki stranger; /* another CA's */
    struct backend_logic *logic;
    struct backend_server *server;
    char url[64];
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int open_bench(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    char path[300];
    kit_folder("http", b->folder);
    snprintf(path, sizeof path, "%s/pki", b->folder);
    assert_ok(pki_open(path, time(NULL), &b->pki));
    snprintf(path, sizeof path, "%s/stranger", b->folder);
    assert_ok(pki_open(path, time(NULL), &b->stranger));
    struct backend_logic_settings logic = {.path = ":memory:",
                                           .issuer = seed_data_key(b->pki.issuer_public)};
    assert_ok(backend_logic_open(&logic, &b->logic));
    assert_ok(seed_data_put(b->logic, (int64_t)time(NULL) * 1000));
    struct backend_server_settings server = {.pki = &b->pki, .logic = b->logic};
    assert_ok(backend_server_open(&server, &b->server));
    backend_server_url(b->server, b->url);
    *state = b;
    return 0;
}

static int close_bench(void **state)
{
    struct bench *b = *state;
    backend_server_close(b->server);
    backend_logic_close(b->logic);
    free(b);
    return 0;
}

static void set_fault(struct bench *b, enum backend_fault fault, int64_t value)
{
    struct backend_faults faults = {0};
    faults.value[fault] = value;
    assert_ok(backend_server_set_faults(b->server, &faults));
}

static struct http_curl_settings settings_of(const struct bench *b)
{
    return (struct http_curl_settings){
        .base_url = b->url,
        .ca_file = b->pki.ca_file,
        .cert_file = b->pki.terminal_cert_file,
        .key_file = b->pki.terminal_key_file,
        .pin_current = b->pki.server_pin,
    };
}

static struct http_request request_of(uint32_t ticket, const char *path, int64_t patience_ms)
{
    return (struct http_request){
        .ticket = ticket,
        .path = path,
        .header = {{"Uketori-Request", REQUEST},
                   {"Uketori-Visit", REQUEST},
                   {"Uketori-Terminal", "t1"},
                   {"Uketori-Build", "b"},
                   {"Uketori-Config", "c"}},
        .header_count = 5,
        .deadline_ms = now_ms() + patience_ms,
    };
}

/* Runs the device as the loop does, until one request has ended. */
static struct http_done wait_done(struct http *http)
{
    struct http_done done = {0};
    for (;;) {
        http_step(http, now_ms());
        if (http_take(http, &done)) {
            return done;
        }
        struct pollfd fds[HTTP_FDS_MAX];
        int n = http_poll_fds(http, fds, HTTP_FDS_MAX);
        int64_t left = http_next_ms(http, now_ms()) - now_ms();
        assert_true(left < 60000);
        poll(fds, (nfds_t)n, (int)left);
    }
}

static struct http_done get(struct http *http, const char *path, int64_t patience_ms)
{
    struct http_request q = request_of(7, path, patience_ms);
    assert_ok(http_submit(http, now_ms(), &q));
    struct http_done done = wait_done(http);
    assert_int_equal(done.ticket, 7);
    return done;
}

static struct http_done get_once(const struct http_curl_settings *settings, const char *path,
                                 int64_t patience_ms)
{
    struct http *http;
    assert_ok(http_curl_open(settings, &http));
    struct http_done done = get(http, path, patience_ms);
    done.body = NULL;
    http_close(http);
    return done;
}

static void an_answer_comes_and_the_connection_is_kept(void **state)
{
    struct bench *b = *state;
    set_fault(b, BACKEND_FAULT_DOWN, 0);
    struct http_curl_settings settings = settings_of(b);
    struct http *http;
    assert_ok(http_curl_open(&settings, &http));
    for (int i = 0; i < 3; i++) {
        struct http_done done = get(http, "/v1/notices", 5000);
        assert_ok(done.err);
        assert_int_equal(done.status, 200);
        assert_non_null(memmem(done.body, done.body_length, REQUEST, 32));
    }
    struct http_request q = request_of(9, "/v1/heartbeats", 5000);
    static const char body[] = "{\"journal_head\":\"00\",\"health\":\"\"}";
    q.method = HTTP_POST;
    q.body = body;
    q.body_length = sizeof body - 1;
    assert_ok(http_submit(http, now_ms(), &q));
    struct http_done done = wait_done(http);
    assert_int_equal(done.status, 200);
    assert_non_null(memmem(done.body, done.body_length, "next_poll_ms", 12));
    assert_int_equal(http_next_ms(http, 5), HTTP_NEVER_MS);
    http_close(http);
}

static void so_many_at_once_and_no_more(void **state)
{
    struct bench *b = *state;
    set_fault(b, BACKEND_FAULT_SLOW, 100);
    struct http_curl_settings settings = settings_of(b);
    struct http *http;
    assert_ok(http_curl_open(&settings, &http));
    unsigned seen = 0;
    for (uint32_t i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        struct http_request q = request_of(i, "/v1/notices", 5000);
        assert_ok(http_submit(http, now_ms(), &q));
    }
    struct http_request q = request_of(99, "/v1/notices", 5000);
    assert_fails(http_submit(http, now_ms(), &q), BUSY);
    http_cancel(http, 3);
    for (int i = 0; i < HTTP_UNDER_WAY_MAX - 1; i++) {
        struct http_done done = wait_done(http);
        assert_ok(done.err);
        seen |= 1u << done.ticket;
    }
    assert_int_equal(seen, ((1u << HTTP_UNDER_WAY_MAX) - 1) & ~(1u << 3));
    http_close(http);
}

static void strangers_are_refused(void **state)
{
    struct bench *b = *state;
    set_fault(b, BACKEND_FAULT_DOWN, 0);
    struct http_curl_settings s = settings_of(b);
    s.ca_file = b->stranger.ca_file;
    assert_fails(get_once(&s, "/v1/notices", 5000).err, REFUSED); /* not our backend's CA */
    s = settings_of(b);
    s.pin_current = b->stranger.server_pin;
    assert_fails(get_once(&s, "/v1/notices", 5000).err, REFUSED); /* our CA, another key */
    s.pin_next = b->pki.server_pin;
    assert_ok(get_once(&s, "/v1/notices", 5000).err); /* the next key is as good */
    s = settings_of(b);
    s.cert_file = b->stranger.terminal_cert_file;
    s.key_file = b->stranger.terminal_key_file;
    assert_true(failed(get_once(&s, "/v1/notices", 5000).err)); /* the backend refuses us */
}

/* A peer that shows no certificate gets no answer: asked by a plain handle of libcurl's. */
static void no_certificate_no_answer(void **state)
{
    struct bench *b = *state;
    char url[96];
    long status = 0;
    set_fault(b, BACKEND_FAULT_DOWN, 0);
    snprintf(url, sizeof url, "%s/v1/notices", b->url);
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_CAINFO, b->pki.ca_file);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 3000L);
    CURLcode code = curl_easy_perform(easy);
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    assert_int_not_equal(code, CURLE_OK);
    assert_int_equal(status, 0);
    curl_easy_cleanup(easy);
}

static void bad_answers_end_in_an_error(void **state)
{
    struct bench *b = *state;
    static const struct {
        enum backend_fault fault;
        int64_t value;
        int64_t patience_ms;
        enum err_code want;
        int status;
    } rows[] = {
        {BACKEND_FAULT_DOWN, 1, 3000, ERR_GONE, 0},
        {BACKEND_FAULT_HALF, 1, 3000, ERR_GONE, 0},
        {BACKEND_FAULT_LOSE_REPLY, 1, 3000, ERR_GONE, 0},
        {BACKEND_FAULT_DRIP, 20, 400, ERR_TIMEOUT, 0},
        {BACKEND_FAULT_SLOW, 3000, 300, ERR_TIMEOUT, 0},
        {BACKEND_FAULT_HUGE, 10 << 20, 5000, ERR_TOO_LARGE, 0},
        {BACKEND_FAULT_HUGE, (1 << 20) + 1, 5000, ERR_TOO_LARGE, 0},
        {BACKEND_FAULT_HUGE, 1 << 20, 5000, ERR_OK, 200},
        {BACKEND_FAULT_STATUS, 302, 3000, ERR_OK, 302},
        {BACKEND_FAULT_STATUS, 500, 3000, ERR_OK, 500},
        {BACKEND_FAULT_NOT_JSON, 1, 3000, ERR_OK, 200},
        {BACKEND_FAULT_DOWN, 0, 3000, ERR_OK, 200},
    };
    struct http_curl_settings settings = settings_of(b);
    struct http *http;
    assert_ok(http_curl_open(&settings, &http));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        set_fault(b, rows[i].fault, rows[i].value);
        struct http_done done = get(http, "/v1/notices", rows[i].patience_ms);
        if (done.err.code != rows[i].want || done.status != rows[i].status) {
            fail_msg("row %zu: %s, status %d", i, err_name(done.err), done.status);
        }
    }
    http_close(http);
}

static void a_chunked_body_over_the_cap_is_refused(void **state)
{
    struct bench *b = *state;
    struct backend_faults faults = {0};
    faults.value[BACKEND_FAULT_HUGE] = 5 << 20;
    faults.value[BACKEND_FAULT_CHUNKED] = 1;
    assert_ok(backend_server_set_faults(b->server, &faults));
    struct http_curl_settings settings = settings_of(b);
    assert_fails(get_once(&settings, "/v1/notices", 5000).err, TOO_LARGE);
    faults.value[BACKEND_FAULT_HUGE] = 0;
    assert_ok(backend_server_set_faults(b->server, &faults));
    assert_ok(get_once(&settings, "/v1/notices", 5000).err);
}

static void retry_after_is_read_and_clamped(void **state)
{
    struct bench *b = *state;
    struct backend_faults faults = {0};
    faults.value[BACKEND_FAULT_STATUS] = 429;
    faults.value[BACKEND_FAULT_RETRY_AFTER] = 7;
    assert_ok(backend_server_set_faults(b->server, &faults));
    struct http_curl_settings settings = settings_of(b);
    assert_int_equal(get_once(&settings, "/v1/notices", 5000).retry_after_ms, 7000);
    faults.value[BACKEND_FAULT_RETRY_AFTER] = 86400;
    assert_ok(backend_server_set_faults(b->server, &faults));
    assert_int_equal(get_once(&settings, "/v1/notices", 5000).retry_after_ms, 600000);
}

/* A port on which nobody ever says a word: the kernel takes the call, no program answers it. */
static int open_mute_port(char url[64])
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(fd, 4), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
    snprintf(url, 64, "https://127.0.0.1:%u", (unsigned)ntohs(address.sin_port));
    return fd;
}

static void a_mute_peer_times_out(void **state)
{
    struct bench *b = *state;
    char url[64];
    int fd = open_mute_port(url);
    struct http_curl_settings settings = settings_of(b);
    settings.base_url = url;
    settings.connect_ms = 300;
    assert_fails(get_once(&settings, "/v1/notices", 5000).err, TIMEOUT);
    close(fd);
}

/* Every call returns while the peer is mute: whoever waited would wait for ever. The device asks to
 * be woken by the deadline, and a step at the deadline, told as data, ends the request. */
static void it_never_waits_and_ends_at_the_deadline(void **state)
{
    struct bench *b = *state;
    char url[64];
    int fd = open_mute_port(url);
    struct http_curl_settings settings = settings_of(b);
    settings.base_url = url;
    settings.connect_ms = 60000;
    struct http *http;
    struct http_done done;
    assert_ok(http_curl_open(&settings, &http));
    int64_t start = now_ms();
    struct http_request q = request_of(7, "/v1/notices", 50000);
    q.deadline_ms = start + 50000;
    assert_ok(http_submit(http, start, &q));
    http_step(http, start);
    assert_false(http_take(http, &done));
    assert_in_range(http_next_ms(http, start), start, q.deadline_ms);
    http_step(http, q.deadline_ms - 1);
    assert_false(http_take(http, &done));
    http_step(http, q.deadline_ms);
    assert_true(http_take(http, &done));
    assert_fails(done.err, TIMEOUT);
    http_close(http);
    close(fd);
}

static void the_environment_cannot_redirect_us(void **state)
{
    struct bench *b = *state;
    set_fault(b, BACKEND_FAULT_DOWN, 0);
    setenv("https_proxy", "http://127.0.0.1:1", 1);
    setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
    struct http_curl_settings settings = settings_of(b);
    assert_ok(get_once(&settings, "/v1/notices", 5000).err);
    unsetenv("https_proxy");
    unsetenv("ALL_PROXY");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_comes_and_the_connection_is_kept),
        cmocka_unit_test(so_many_at_once_and_no_more),
        cmocka_unit_test(strangers_are_refused),
        cmocka_unit_test(no_certificate_no_answer),
        cmocka_unit_test(bad_answers_end_in_an_error),
        cmocka_unit_test(a_chunked_body_over_the_cap_is_refused),
        cmocka_unit_test(retry_after_is_read_and_clamped),
        cmocka_unit_test(a_mute_peer_times_out),
        cmocka_unit_test(it_never_waits_and_ends_at_the_deadline),
        cmocka_unit_test(the_environment_cannot_redirect_us),
    };
    return cmocka_run_group_tests_name("http_curl", tests, open_bench, close_bench);
}
