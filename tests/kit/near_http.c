#include "tests/kit/near_http.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct near_http *near_of(const struct http *http)
{
    return (struct near_http *)(void *)(uintptr_t)http;
}

static const char *header(const struct near_exchange *x, const char *name)
{
    for (int i = 0; i < x->header_count; i++) {
        if (strcmp(x->header[i][0], name) == 0) {
            return x->header[i][1];
        }
    }
    return NULL;
}

static struct err op_submit(struct http *http, int64_t now_ms, const struct http_request *r)
{
    struct near_http *n = near_of(http);
    struct near_exchange *x = n->exchange;
    while (x < n->exchange + HTTP_UNDER_WAY_MAX && x->ticket != 0) {
        x++;
    }
    if (x == n->exchange + HTTP_UNDER_WAY_MAX) {
        return FAIL(BUSY);
    }
    *x = (struct near_exchange){.ticket = r->ticket,
                                .sent_ms = now_ms,
                                .deadline_ms = r->deadline_ms,
                                .gone = n->cut,
                                .method = r->method,
                                .header_count = r->header_count,
                                .body_length = r->body_length};
    snprintf(x->path, sizeof x->path, "%s", r->path);
    for (int i = 0; i < r->header_count; i++) {
        snprintf(x->header[i][0], NEAR_HEADER_SIZE, "%s", r->header[i].name);
        snprintf(x->header[i][1], NEAR_HEADER_SIZE, "%s", r->header[i].value);
    }
    assert(r->body_length < sizeof x->body);
    if (r->body_length > 0) {
        memcpy(x->body, r->body, r->body_length);
    }
    x->fate = n->fate == NULL ? NEAR_HONEST : n->fate(x->body, n->fate_at);
    return OK;
}

static void carry_out(struct near_http *n, struct near_exchange *x)
{
    struct backend_call call = {
        .method = x->method == HTTP_GET ? "GET" : "POST",
        .path = x->path,
        .request_id = header(x, "Uketori-Request"),
        .visit_id = header(x, "Uketori-Visit"),
        .terminal_id = header(x, "Uketori-Terminal"),
        .build = header(x, "Uketori-Build"),
        .config_digest = header(x, "Uketori-Config"),
        .idempotency_key = header(x, "Idempotency-Key"),
        .body = x->body,
        .body_length = x->body_length,
        .now_ms = n->wall_zero_ms + n->now_ms,
    };
    struct backend_answer answer = backend_logic_answer(n->backend, &call, NULL);
    n->requests += call.idempotency_key != NULL;
    n->probes += call.idempotency_key == NULL;
    x->carried_out = true;
    x->status = answer.status;
    x->answer = malloc(answer.length + 1);
    assert(x->answer);
    memcpy(x->answer, answer.body, answer.length);
    x->answer_length = answer.length;
}

static void op_step(struct http *http, int64_t now_ms)
{
    struct near_http *n = near_of(http);
    n->now_ms = now_ms;
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        struct near_exchange *x = &n->exchange[i];
        bool arrived = x->ticket != 0 && now_ms >= x->sent_ms + n->round_trip_ms / 2;
        if (arrived && !x->carried_out && !x->gone && x->fate == NEAR_HONEST) {
            carry_out(n, x);
        }
    }
}

static int64_t ends_ms(const struct near_http *n, const struct near_exchange *x)
{
    bool silent = x->fate == NEAR_SILENT && !x->gone;
    return silent ? x->deadline_ms : x->sent_ms + n->round_trip_ms;
}

static void answer(struct near_http *n, struct near_exchange *x, struct http_done *out)
{
    free(n->taken);
    n->taken = x->answer;
    x->answer = NULL;
    *out = (struct http_done){.ticket = x->ticket, .err = FAIL(GONE)};
    if (x->gone) {
        return;
    }
    if (x->fate == NEAR_SILENT) {
        out->err = FAIL(TIMEOUT);
        return;
    }
    *out = (struct http_done){.ticket = x->ticket,
                              .status = x->fate == NEAR_HONEST ? x->status : x->fate,
                              .body = (const uint8_t *)n->taken,
                              .body_length = x->answer_length};
}

static void clear(struct near_exchange *x)
{
    free(x->answer);
    *x = (struct near_exchange){0};
}

static bool op_take(struct http *http, struct http_done *out)
{
    struct near_http *n = near_of(http);
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        struct near_exchange *x = &n->exchange[i];
        if (x->ticket == 0 || n->now_ms < ends_ms(n, x)) {
            continue;
        }
        answer(n, x, out);
        clear(x);
        return true;
    }
    return false;
}

static void op_cancel(struct http *http, uint32_t ticket)
{
    struct near_http *n = near_of(http);
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        if (n->exchange[i].ticket == ticket) {
            clear(&n->exchange[i]);
        }
    }
}

static int op_poll_fds(struct http *http, struct pollfd *out, int cap)
{
    (void)http;
    (void)out;
    (void)cap;
    return 0;
}

static int64_t op_next_ms(const struct http *http, int64_t now_ms)
{
    const struct near_http *n = near_of(http);
    int64_t next = HTTP_NEVER_MS;
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        const struct near_exchange *x = &n->exchange[i];
        if (x->ticket != 0) {
            bool is_to_come = !x->carried_out && !x->gone && x->fate == NEAR_HONEST;
            int64_t due = is_to_come ? x->sent_ms + n->round_trip_ms / 2 : ends_ms(n, x);
            next = due < next ? due : next;
        }
    }
    return next < now_ms ? now_ms : next;
}

static void op_close(struct http *http)
{
    struct near_http *n = near_of(http);
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        clear(&n->exchange[i]);
    }
    free(n->taken);
    n->taken = NULL;
}

void near_http_init(struct near_http *n, struct backend_logic *backend, int64_t round_trip_ms,
                    int64_t wall_zero_ms)
{
    static const struct http_ops ops = {.submit = op_submit,
                                        .step = op_step,
                                        .take = op_take,
                                        .cancel = op_cancel,
                                        .poll_fds = op_poll_fds,
                                        .next_ms = op_next_ms,
                                        .close = op_close};
    *n = (struct near_http){.http = {&ops},
                            .backend = backend,
                            .round_trip_ms = round_trip_ms,
                            .wall_zero_ms = wall_zero_ms};
}
