#include "hal/linux/http_curl.h"

#include <assert.h>
#include <curl/curl.h>
#include <signal.h>
#include <stdlib.h>
#include "hal/linux/http_curl_transfer.h"

enum { IDLE_CONNECTIONS = 2 };

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
    struct http_transfer transfer[HTTP_UNDER_WAY_MAX];
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

/* Takes it out of libcurl's hands. */
static void release(struct http_curl *h, struct http_transfer *t)
{
    if (t->easy != NULL) {
        curl_multi_remove_handle(h->multi, t->easy);
    }
    http_transfer_release(t);
}

static void finish(struct http_curl *h, struct http_transfer *t, struct err err)
{
    http_transfer_read(t, err);
    release(h, t);
    t->state = TRANSFER_ENDED;
}

static struct http_transfer *find_free(struct http_curl *h)
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
    struct http_transfer *t = find_free(h);
    if (t == NULL) {
        return FAIL(BUSY);
    }
    TRY(http_transfer_begin(t, &h->policy, now_ms, q));
    if (curl_multi_add_handle(h->multi, t->easy) != CURLM_OK) {
        http_transfer_release(t);
        return FAIL(NO_MEMORY);
    }
    t->state = TRANSFER_UNDER_WAY;
    return OK;
}

static void collect(struct http_curl *h)
{
    int left = 0;
    for (CURLMsg *m = curl_multi_info_read(h->multi, &left); m != NULL;
         m = curl_multi_info_read(h->multi, &left)) {
        char *at = NULL;
        curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &at);
        struct http_transfer *t = (struct http_transfer *)(void *)at;
        finish(h, t, http_transfer_err(t, m->data.result));
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
        struct http_transfer *t = &h->transfer[i];
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
            int in = (fds[i].revents & POLLIN) != 0 ? CURL_CSELECT_IN : 0;
            int out = (fds[i].revents & POLLOUT) != 0 ? CURL_CSELECT_OUT : 0;
            int bad = (fds[i].revents & (POLLERR | POLLHUP | POLLNVAL)) != 0 ? CURL_CSELECT_ERR : 0;
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
        struct http_transfer *t = &h->transfer[i];
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
        const struct http_transfer *t = &h->transfer[i];
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
