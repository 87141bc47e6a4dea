#include "hal/linux/http_curl_transfer.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static size_t on_body(char *bytes, size_t size, size_t n, void *at)
{
    struct http_transfer *t = at;
    size_t length = size * n;
    if (length > HTTP_REPLY_MAX - t->body_length) {
        t->over_cap = true;
        return 0;
    }
    memcpy(t->body + t->body_length, bytes, length);
    t->body_length += length;
    return length;
}

static size_t on_header(char *bytes, size_t size, size_t n, void *at)
{
    (void)bytes;
    struct http_transfer *t = at;
    size_t length = size * n;
    t->header_bytes += length;
    if (t->header_bytes > HTTP_HEADER_BLOCK_MAX) {
        t->over_cap = true;
        return 0;
    }
    return length;
}

static CURLcode set_callbacks(struct http_transfer *t)
{
    CURLcode code = curl_easy_setopt(t->easy, CURLOPT_WRITEFUNCTION, on_body);
    code = code ? code : curl_easy_setopt(t->easy, CURLOPT_WRITEDATA, t);
    code = code ? code : curl_easy_setopt(t->easy, CURLOPT_HEADERFUNCTION, on_header);
    code = code ? code : curl_easy_setopt(t->easy, CURLOPT_HEADERDATA, t);
    return code ? code : curl_easy_setopt(t->easy, CURLOPT_PRIVATE, t);
}

static CURLcode set_request(struct http_transfer *t, const struct http_curl_policy *policy,
                            int64_t now_ms, const struct http_request *q)
{
    char url[HTTP_CURL_URL_SIZE + HTTP_PATH_MAX + 1];
    int n = snprintf(url, sizeof url, "%s%s", policy->base_url, q->path);
    assert(n > 0 && (size_t)n < sizeof url);
    int64_t left_ms = q->deadline_ms - now_ms;
    CURLcode code = curl_easy_setopt(t->easy, CURLOPT_URL, url);
    code = code ? code : curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers);
    code = code ? code : curl_easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, left_ms < 1 ? 1L : left_ms);
    if (q->method == HTTP_POST) {
        code = code ? code : curl_easy_setopt(t->easy, CURLOPT_POST, 1L);
        code = code ? code : curl_easy_setopt(t->easy, CURLOPT_POSTFIELDS, (char *)t->sent);
        code = code ? code : curl_easy_setopt(t->easy, CURLOPT_POSTFIELDSIZE, (long)t->sent_length);
    } else {
        code = code ? code : curl_easy_setopt(t->easy, CURLOPT_HTTPGET, 1L);
    }
    return code;
}

/* Owns and returns the list; NULL, and nothing is left, without memory. */
static struct curl_slist *add_line(struct curl_slist *list, const char *line)
{
    struct curl_slist *longer = curl_slist_append(list, line);
    if (longer == NULL) {
        curl_slist_free_all(list);
    }
    return longer;
}

/* "Expect:" without a value: no waiting for 100 Continue. */
static struct curl_slist *make_headers(const struct http_request *q)
{
    char line[HTTP_HEADER_LINE_MAX + 1];
    struct curl_slist *list = add_line(NULL, "Expect:");
    if (q->method == HTTP_POST && list != NULL) {
        list = add_line(list, "Content-Type: application/json");
    }
    for (int i = 0; i < q->header_count && list != NULL; i++) {
        int n = snprintf(line, sizeof line, "%s: %s", q->header[i].name, q->header[i].value);
        assert(n > 0 && (size_t)n < sizeof line);
        list = add_line(list, line);
    }
    return list;
}

/* The pickup code of a lookup must not outlive the request. */
void http_transfer_release(struct http_transfer *t)
{
    curl_easy_cleanup(t->easy);
    curl_slist_free_all(t->headers);
    explicit_bzero(t->sent, t->sent_length);
    t->easy = NULL;
    t->headers = NULL;
    t->state = TRANSFER_FREE;
}

static void take_request(struct http_transfer *t, const struct http_request *q)
{
    t->ticket = q->ticket;
    t->deadline_ms = q->deadline_ms;
    t->over_cap = false;
    t->header_bytes = 0;
    t->body_length = 0;
    t->sent_length = q->body_length;
    if (q->body_length > 0) {
        memcpy(t->sent, q->body, q->body_length);
    }
}

struct err http_transfer_begin(struct http_transfer *t, const struct http_curl_policy *policy,
                               int64_t now_ms, const struct http_request *request)
{
    take_request(t, request);
    t->easy = curl_easy_init();
    t->headers = make_headers(request);
    if (t->easy == NULL || t->headers == NULL || http_curl_apply(policy, t->easy) != CURLE_OK ||
        set_callbacks(t) != CURLE_OK || set_request(t, policy, now_ms, request) != CURLE_OK) {
        http_transfer_release(t);
        return FAIL(NO_MEMORY);
    }
    return OK;
}

struct err http_transfer_err(const struct http_transfer *t, CURLcode code)
{
    if (t->over_cap) {
        return FAIL(TOO_LARGE);
    }
    switch (code) {
    case CURLE_OK:
        return OK;
    case CURLE_OPERATION_TIMEDOUT:
        return FAIL(TIMEOUT);
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
        return FAIL(GONE);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
        return FAIL(REFUSED);
    default:
        return FAIL(IO);
    }
}

static int64_t retry_after_ms(CURL *easy)
{
    curl_off_t s = 0;
    if (curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &s) != CURLE_OK || s < 0) {
        return 0;
    }
    return s > HTTP_RETRY_AFTER_MAX_MS / 1000 ? HTTP_RETRY_AFTER_MAX_MS : (int64_t)s * 1000;
}

void http_transfer_read(struct http_transfer *t, struct err err)
{
    long status = 0;
    curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
    if (!failed(err) && (status < 100 || status > 999)) {
        err = FAIL(IO);
    }
    t->done = (struct http_done){.ticket = t->ticket, .err = err};
    if (!failed(err)) {
        t->done.status = (int)status;
        t->done.retry_after_ms = retry_after_ms(t->easy);
        t->done.body = t->body;
        t->done.body_length = t->body_length;
    }
}
