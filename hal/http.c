#include "hal/http.h"

#include <assert.h>
#include <string.h>

static bool is_printable(const char *text, size_t max, char lowest)
{
    size_t n = strnlen(text, max + 1);
    for (size_t i = 0; i < n; i++) {
        if (text[i] < lowest || text[i] > '~') {
            return false;
        }
    }
    return n > 0 && n <= max;
}

static bool is_token(const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        bool letter = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z');
        if (!letter && !(*c >= '0' && *c <= '9') && *c != '-') {
            return false;
        }
    }
    return *text != '\0';
}

static bool is_header(const struct http_header *h)
{
    return is_token(h->name) && is_printable(h->value, HTTP_HEADER_LINE_MAX, ' ') &&
           strlen(h->name) + strlen(h->value) + 2 <= HTTP_HEADER_LINE_MAX;
}

struct err http_submit(struct http *http, int64_t now_ms, const struct http_request *request)
{
    assert(http != NULL && http->ops != NULL && request != NULL);
    assert(request->header_count >= 0 && request->header_count <= HTTP_HEADERS_MAX);
    assert(request->method == HTTP_POST || request->body_length == 0);
    if (request->path[0] != '/' || !is_printable(request->path, HTTP_PATH_MAX, '!')) {
        return FAIL(INVALID);
    }
    for (int i = 0; i < request->header_count; i++) {
        if (!is_header(&request->header[i])) {
            return FAIL(INVALID);
        }
    }
    if (request->body_length > HTTP_REQUEST_BODY_MAX) {
        return FAIL(TOO_LARGE);
    }
    return http->ops->submit(http, now_ms, request);
}

void http_step(struct http *http, int64_t now_ms)
{
    assert(http != NULL && http->ops != NULL);
    http->ops->step(http, now_ms);
}

bool http_take(struct http *http, struct http_done *out_done)
{
    assert(http != NULL && http->ops != NULL && out_done != NULL);
    struct http_done done = {0};
    if (!http->ops->take(http, &done)) {
        return false;
    }
    assert(done.body_length <= HTTP_REPLY_MAX);
    assert(failed(done.err) ? done.body_length == 0 : done.status >= 100);
    assert(done.retry_after_ms >= 0 && done.retry_after_ms <= HTTP_RETRY_AFTER_MAX_MS);
    *out_done = done;
    return true;
}

void http_cancel(struct http *http, uint32_t ticket)
{
    assert(http != NULL && http->ops != NULL);
    http->ops->cancel(http, ticket);
}

int http_poll_fds(struct http *http, struct pollfd *out_fds, int cap)
{
    assert(http != NULL && http->ops != NULL && cap >= HTTP_FDS_MAX);
    int n = http->ops->poll_fds(http, out_fds, cap);
    assert(n >= 0 && n <= cap);
    return n;
}

int64_t http_next_ms(const struct http *http, int64_t now_ms)
{
    assert(http != NULL && http->ops != NULL);
    int64_t next = http->ops->next_ms(http, now_ms);
    return next < now_ms ? now_ms : next;
}

void http_close(struct http *http)
{
    if (http != NULL) {
        http->ops->close(http);
    }
}
