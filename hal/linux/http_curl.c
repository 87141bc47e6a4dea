#include "hal/linux/http_curl.h"

#include <assert.h>
#include <curl/curl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "hal/linux/http_curl_policy.h"

enum { IDLE_CONNECTIONS = 2 };

enum transfer_state { TRANSFER_FREE, TRANSFER_UNDER_WAY, TRANSFER_ENDED, TRANSFER_TAKEN };

struct transfer {
    enum transfer_state state;
    uint32_t ticket;
    int64_t deadline_ms;
    CURL *easy;
    struct curl_slist *headers;
    bool over_cap;
    size_t header_bytes;
    size_t body_length;
    size_t sent_length;
    struct http_done done;
    uint8_t sent[HTTP_REQUEST_BODY_MAX];
    uint8_t *body; /* HTTP_REPLY_MAX */
};

struct watched {
    curl_socket_t fd;
    short events;
};

struct http_curl {
    struct http http;
    CURLM *multi;
    struct http_curl_policy policy;
    int64_t now_ms;
    int64_t timer_ms; /* when libcurl wants to be called; HTTP_NEVER_MS */
    int watched_count;
    struct watched watched[HTTP_FDS_MAX];
    struct transfer transfer[HTTP_UNDER_WAY_MAX];
};

static struct http_curl *of(struct http *http)
{
    return (struct http_curl *)http;
}

/* libcurl tells which sockets to watch; a closed one must not stay in the list. */
static int on_socket(CURL *easy, curl_socket_t fd, int what, void *at, void *unused)
{
    (void)easy;
    (void)unused;
    struct http_curl *h = at;
    int i = 0;
    while (i < h->watched_count && h->watched[i].fd != fd) {
        i++;
    }
    if (what == CURL_POLL_REMOVE) {
        if (i < h->watched_count) {
            h->watched[i] = h->watched[--h->watched_count];
        }
        return 0;
    }
    if (i == HTTP_FDS_MAX) {
        return -1;
    }
    h->watched_count += i == h->watched_count;
    short in = what == CURL_POLL_OUT ? 0 : POLLIN;
    short out = what == CURL_POLL_IN ? 0 : POLLOUT;
    h->watched[i] = (struct watched){fd, (short)(in | out)};
    return 0;
}

static int on_timer(CURLM *multi, long timeout_ms, void *at)
{
    (void)multi;
    struct http_curl *h = at;
    h->timer_ms = timeout_ms < 0 ? HTTP_NEVER_MS : h->now_ms + timeout_ms;
    return 0;
}

static size_t on_body(char *bytes, size_t size, size_t n, void *at)
{
    struct transfer *t = at;
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
    struct transfer *t = at;
    size_t length = size * n;
    t->header_bytes += length;
    if (t->header_bytes > HTTP_HEADER_BLOCK_MAX) {
        t->over_cap = true;
        return 0;
    }
    return length;
}

static CURLcode set_callbacks(struct transfer *t)
{
    CURLcode code = curl_easy_setopt(t->easy, CURLOPT_WRITEFUNCTION, on_body);
    code = code ? code : curl_easy_setopt(t->easy, CURLOPT_WRITEDATA, t);
    code = code ? code : curl_easy_setopt(t->easy, CURLOPT_HEADERFUNCTION, on_header);
    code = code ? code : curl_easy_setopt(t->easy, CURLOPT_HEADERDATA, t);
    return code ? code : curl_easy_setopt(t->easy, CURLOPT_PRIVATE, t);
}

static CURLcode set_request(struct http_curl *h, struct transfer *t, const struct http_request *q)
{
    char url[HTTP_CURL_URL_SIZE + HTTP_PATH_MAX + 1];
    int n = snprintf(url, sizeof url, "%s%s", h->policy.base_url, q->path);
    assert(n > 0 && (size_t)n < sizeof url);
    int64_t left_ms = q->deadline_ms - h->now_ms;
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

/* NULL only without memory. "Expect:" empty: no waiting for 100 Continue. */
static struct curl_slist *make_headers(const struct http_request *q)
{
    char line[HTTP_HEADER_LINE_MAX + 1];
    struct curl_slist *list = curl_slist_append(NULL, "Expect:");
    if (q->method == HTTP_POST) {
        struct curl_slist *more = curl_slist_append(list, "Content-Type: application/json");
        list = more == NULL ? list : more;
    }
    for (int i = 0; i < q->header_count && list != NULL; i++) {
        int n = snprintf(line, sizeof line, "%s: %s", q->header[i].name, q->header[i].value);
        assert(n > 0 && (size_t)n < sizeof line);
        struct curl_slist *more = curl_slist_append(list, line);
        if (more == NULL) {
            curl_slist_free_all(list);
        }
        list = more;
    }
    return list;
}

/* The pickup code of a lookup must not outlive the request. */
static void release(struct http_curl *h, struct transfer *t)
{
    if (t->easy != NULL) {
        curl_multi_remove_handle(h->multi, t->easy);
        curl_easy_cleanup(t->easy);
    }
    curl_slist_free_all(t->headers);
    explicit_bzero(t->sent, t->sent_length);
    t->easy = NULL;
    t->headers = NULL;
    t->state = TRANSFER_FREE;
}

static struct transfer *find_free(struct http_curl *h)
{
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        if (h->transfer[i].state == TRANSFER_FREE) {
            return &h->transfer[i];
        }
    }
    return NULL;
}

static struct err curl_submit(struct http *http, int64_t now_ms, const struct http_request *q)
{
    struct http_curl *h = of(http);
    h->now_ms = now_ms;
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        assert(h->transfer[i].state != TRANSFER_UNDER_WAY || h->transfer[i].ticket != q->ticket);
    }
    struct transfer *t = find_free(h);
    if (t == NULL) {
        return FAIL(BUSY);
    }
    t->ticket = q->ticket;
    t->deadline_ms = q->deadline_ms;
    t->over_cap = false;
    t->header_bytes = 0;
    t->body_length = 0;
    t->sent_length = q->body_length;
    if (q->body_length > 0) {
        memcpy(t->sent, q->body, q->body_length);
    }
    t->easy = curl_easy_init();
    t->headers = make_headers(q);
    if (t->easy == NULL || t->headers == NULL || http_curl_apply(&h->policy, t->easy) != CURLE_OK ||
        set_callbacks(t) != CURLE_OK || set_request(h, t, q) != CURLE_OK ||
        curl_multi_add_handle(h->multi, t->easy) != CURLM_OK) {
        release(h, t);
        return FAIL(NO_MEMORY);
    }
    t->state = TRANSFER_UNDER_WAY;
    return OK;
}

static struct err err_of(CURLcode code, const struct transfer *t)
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

static void finish(struct http_curl *h, struct transfer *t, struct err err)
{
    long status = 0;
    curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
    if (!failed(err) && (status < 100 || status > 999)) {
        err = FAIL(IO);
    }
    t->done = (struct http_done){
        .ticket = t->ticket,
        .err = err,
        .status = failed(err) ? 0 : (int)status,
        .retry_after_ms = failed(err) ? 0 : retry_after_ms(t->easy),
        .body = failed(err) ? NULL : t->body,
        .body_length = failed(err) ? 0 : t->body_length,
    };
    release(h, t);
    t->state = TRANSFER_ENDED;
}

static void collect(struct http_curl *h)
{
    int left = 0;
    for (CURLMsg *m = curl_multi_info_read(h->multi, &left); m != NULL;
         m = curl_multi_info_read(h->multi, &left)) {
        char *at = NULL;
        curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &at);
        struct transfer *t = (struct transfer *)(void *)at;
        finish(h, t, err_of(m->data.result, t));
    }
}

static void free_taken(struct http_curl *h)
{
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        if (h->transfer[i].state == TRANSFER_TAKEN) {
            h->transfer[i].state = TRANSFER_FREE;
        }
    }
}

/* libcurl's own clock may lag behind the loop's: the deadline is ours to hold. */
static void time_out(struct http_curl *h)
{
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        struct transfer *t = &h->transfer[i];
        if (t->state == TRANSFER_UNDER_WAY && h->now_ms >= t->deadline_ms) {
            finish(h, t, FAIL(TIMEOUT));
        }
    }
}

static void curl_step(struct http *http, int64_t now_ms)
{
    struct http_curl *h = of(http);
    h->now_ms = now_ms;
    free_taken(h);
    struct pollfd fds[HTTP_FDS_MAX];
    int n = http_poll_fds(http, fds, HTTP_FDS_MAX);
    int running = 0;
    if (n > 0 && poll(fds, (nfds_t)n, 0) > 0) {
        for (int i = 0; i < n; i++) {
            int in = fds[i].revents & POLLIN ? CURL_CSELECT_IN : 0;
            int out = fds[i].revents & POLLOUT ? CURL_CSELECT_OUT : 0;
            int bad = fds[i].revents & (POLLERR | POLLHUP | POLLNVAL) ? CURL_CSELECT_ERR : 0;
            if (fds[i].revents != 0) {
                curl_multi_socket_action(h->multi, fds[i].fd, in | out | bad, &running);
            }
        }
    }
    if (h->timer_ms <= now_ms) {
        h->timer_ms = HTTP_NEVER_MS;
        curl_multi_socket_action(h->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    }
    collect(h);
    time_out(h);
}

static bool curl_take(struct http *http, struct http_done *out_done)
{
    struct http_curl *h = of(http);
    free_taken(h);
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        if (h->transfer[i].state == TRANSFER_ENDED) {
            h->transfer[i].state = TRANSFER_TAKEN;
            *out_done = h->transfer[i].done;
            return true;
        }
    }
    return false;
}

static void curl_cancel(struct http *http, uint32_t ticket)
{
    struct http_curl *h = of(http);
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        struct transfer *t = &h->transfer[i];
        bool waits = t->state == TRANSFER_UNDER_WAY || t->state == TRANSFER_ENDED;
        if (waits && t->ticket == ticket) {
            release(h, t);
        }
    }
}

static int curl_poll_fds(struct http *http, struct pollfd *out_fds, int cap)
{
    struct http_curl *h = of(http);
    assert(cap >= h->watched_count);
    for (int i = 0; i < h->watched_count; i++) {
        out_fds[i] = (struct pollfd){.fd = h->watched[i].fd, .events = h->watched[i].events};
    }
    return h->watched_count;
}

static int64_t curl_next_ms(const struct http *http, int64_t now_ms)
{
    const struct http_curl *h = (const struct http_curl *)http;
    int64_t next = h->timer_ms;
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        const struct transfer *t = &h->transfer[i];
        if (t->state == TRANSFER_ENDED) {
            return now_ms;
        }
        if (t->state == TRANSFER_UNDER_WAY && t->deadline_ms < next) {
            next = t->deadline_ms;
        }
    }
    return next;
}

static void curl_close(struct http *http)
{
    struct http_curl *h = of(http);
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        release(h, &h->transfer[i]);
        free(h->transfer[i].body);
    }
    if (h->multi != NULL) {
        curl_multi_cleanup(h->multi);
    }
    free(h);
    curl_global_cleanup();
}

static const struct http_ops ops = {
    .submit = curl_submit,
    .step = curl_step,
    .take = curl_take,
    .cancel = curl_cancel,
    .poll_fds = curl_poll_fds,
    .next_ms = curl_next_ms,
    .close = curl_close,
};

static bool take_memory(struct http_curl *h)
{
    h->multi = curl_multi_init();
    bool all = h->multi != NULL;
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        h->transfer[i].body = malloc(HTTP_REPLY_MAX);
        all = all && h->transfer[i].body != NULL;
    }
    return all;
}

static bool set_multi(struct http_curl *h)
{
    CURLM *m = h->multi;
    return curl_multi_setopt(m, CURLMOPT_SOCKETFUNCTION, on_socket) == CURLM_OK &&
           curl_multi_setopt(m, CURLMOPT_SOCKETDATA, h) == CURLM_OK &&
           curl_multi_setopt(m, CURLMOPT_TIMERFUNCTION, on_timer) == CURLM_OK &&
           curl_multi_setopt(m, CURLMOPT_TIMERDATA, h) == CURLM_OK &&
           curl_multi_setopt(m, CURLMOPT_MAXCONNECTS, (long)IDLE_CONNECTIONS) == CURLM_OK;
}

struct err http_curl_open(const struct http_curl_settings *settings, struct http **out_http)
{
    struct http_curl_policy policy;
    TRY(http_curl_policy_of(settings, &policy));
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return FAIL(NO_MEMORY);
    }
    struct http_curl *h = calloc(1, sizeof *h);
    if (h == NULL) {
        curl_global_cleanup();
        return FAIL(NO_MEMORY);
    }
    h->http.ops = &ops;
    h->policy = policy;
    h->timer_ms = HTTP_NEVER_MS;
    if (!take_memory(h) || !set_multi(h)) {
        curl_close(&h->http);
        return FAIL(NO_MEMORY);
    }
    /* CURLOPT_NOSIGNAL leaves the signal of a peer that went away to us. */
    signal(SIGPIPE, SIG_IGN);
    *out_http = &h->http;
    return OK;
}
