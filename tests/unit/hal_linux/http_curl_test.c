/* What the libcurl device refuses before anything is sent, and a peer that is not there. */
#include <stdio.h>
#include <string.h>
#include "hal/linux/http_curl.h"
#include "tests/kit/kit.h"

#define PIN "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

static char file[300];

static int make_file(void **state)
{
    char folder[256];
    (void)state;
    kit_folder("http_curl", folder);
    snprintf(file, sizeof file, "%s/some.pem", folder);
    FILE *f = fopen(file, "wb");
    assert_non_null(f);
    fputs("not a certificate\n", f);
    fclose(f);
    return 0;
}

static struct http_curl_settings good(void)
{
    return (struct http_curl_settings){.base_url = "https://127.0.0.1:1",
                                       .ca_file = file,
                                       .cert_file = file,
                                       .key_file = file,
                                       .pin_current = PIN,
                                       .pin_next = ""};
}

static void settings_are_checked_at_the_start(void **state)
{
    (void)state;
    const char *const urls[] = {"http://127.0.0.1:1", "https://",    "ftp://x",     "",
                                "https://a/b",        "https://u@h", "https://a b", "file:///etc"};
    struct http *http = NULL;
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        struct http_curl_settings s = good();
        s.base_url = urls[i];
        assert_fails(http_curl_open(&s, &http), INVALID);
    }
    const char *const pins[] = {"x", "sha256//" PIN, PIN "=", "!" PIN};
    for (size_t i = 0; i < sizeof pins / sizeof *pins; i++) {
        struct http_curl_settings s = good();
        s.pin_next = pins[i];
        assert_fails(http_curl_open(&s, &http), INVALID);
    }
    struct http_curl_settings s = good();
    s.key_file = "/nowhere/at/all.pem";
    assert_fails(http_curl_open(&s, &http), INVALID);
    assert_null(http);
}

static void headers_cannot_be_injected(void **state)
{
    (void)state;
    struct http_curl_settings settings = good();
    struct http *http;
    assert_ok(http_curl_open(&settings, &http));
    const struct {
        const char *path, *name, *value;
        enum err_code want;
    } rows[] = {
        {"/v1", "A", "b\r\nX: y", ERR_INVALID}, {"/v1", "A", "b\nX", ERR_INVALID},
        {"/v1", "A", "", ERR_INVALID},          {"/v1", "A:", "b", ERR_INVALID},
        {"/v1", "", "b", ERR_INVALID},          {"/v1", "A", "\xe3\x81\x82", ERR_INVALID},
        {"v1", "A", "b", ERR_INVALID},          {"/v 1", "A", "b", ERR_INVALID},
        {"/v1\r\n", "A", "b", ERR_INVALID},     {"/v1", "A", "b", ERR_OK},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct http_request q = {.ticket = 1,
                                 .path = rows[i].path,
                                 .header = {{rows[i].name, rows[i].value}},
                                 .header_count = 1,
                                 .deadline_ms = 1000};
        struct err err = http_submit(http, 0, &q);
        assert_int_equal(err.code, rows[i].want);
    }
    static char body[HTTP_REQUEST_BODY_MAX + 1];
    struct http_request q = {.ticket = 2, .method = HTTP_POST, .path = "/v1", .body = body};
    q.body_length = sizeof body;
    assert_fails(http_submit(http, 0, &q), TOO_LARGE);
    http_close(http);
}

/* The loop's clock decides: virtual here, so the deadline passes without any real time. */
static void a_deadline_ends_a_request(void **state)
{
    (void)state;
    struct http_curl_settings settings = good();
    struct http *http;
    struct http_done done = {.ticket = 77};
    assert_ok(http_curl_open(&settings, &http));
    assert_false(http_take(http, &done));
    struct http_request q = {.ticket = 5, .path = "/v1/notices", .deadline_ms = 1000};
    assert_ok(http_submit(http, 0, &q));
    assert_in_range(http_next_ms(http, 0), 0, 1000);
    http_step(http, 1000);
    assert_true(http_take(http, &done));
    assert_int_equal(done.ticket, 5);
    assert_true(failed(done.err));
    assert_false(http_take(http, &done));
    assert_ok(http_submit(http, 0, &q));
    http_cancel(http, 5);
    http_cancel(http, 5);
    http_step(http, 5000);
    assert_false(http_take(http, &done));
    assert_int_equal(http_next_ms(http, 6000), HTTP_NEVER_MS);
    http_close(http);
    http_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_are_checked_at_the_start),
        cmocka_unit_test(headers_cannot_be_injected),
        cmocka_unit_test(a_deadline_ends_a_request),
    };
    return cmocka_run_group_tests_name("http_curl", tests, make_file, NULL);
}
