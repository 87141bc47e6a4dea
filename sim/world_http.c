/* The struct http of a terminal in the world: what it waits for, and what it puts on the line. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "sim/world_parts.h"

enum { REFUSED_MS = 30 };

static const char *const header_names[NET_HEADERS] = {"Uketori-Request",  "Uketori-Visit",
                                                      "Uketori-Terminal", "Uketori-Build",
                                                      "Uketori-Config",   "Idempotency-Key"};

struct net_wait *world_http_wait(struct world_http *h, uint32_t ticket)
{
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        if (h->wait[i].used && h->wait[i].ticket == ticket) {
            return &h->wait[i];
        }
    }
    return NULL;
}

void world_http_end(struct world_http *h, uint32_t ticket, struct err err)
{
    struct net_wait *wait = world_http_wait(h, ticket);
    if (wait != NULL && !wait->done) {
        wait->done = true;
        wait->err = err;
        h->world->terminal[h->terminal]->due_ms = 0;
    }
}

static void fill_message(const struct world_http *h, const struct http_request *r,
                         struct net_message *m)
{
    *m = (struct net_message){.terminal = h->terminal,
                              .start = h->world->terminal[h->terminal]->starts,
                              .ticket = r->ticket,
                              .method = r->method,
                              .length = r->body_length};
    bool fits = str_copy(m->path, sizeof m->path, str_of(r->path));
    assert(fits);
    for (int i = 0; i < r->header_count; i++) {
        for (int k = 0; k < NET_HEADERS; k++) {
            if (strcmp(r->header[i].name, header_names[k]) == 0) {
                fits = str_copy(m->header[k], NET_HEADER_SIZE, str_of(r->header[i].value));
                assert(fits);
            }
        }
    }
    (void)fits;
}

static struct err op_submit(struct http *http, int64_t now_ms, const struct http_request *request)
{
    struct world_http *h = (struct world_http *)http;
    struct world *w = h->world;
    struct net_wait *wait = NULL;
    for (int i = 0; i < HTTP_UNDER_WAY_MAX && wait == NULL; i++) {
        wait = h->wait[i].used ? NULL : &h->wait[i];
    }
    if (wait == NULL) {
        return FAIL(BUSY);
    }
    assert(request->body_length < NET_BODY_MAX);
    *wait = (struct net_wait){
        .used = true, .ticket = request->ticket, .deadline_ms = request->deadline_ms};
    if (w->terminal[h->terminal]->disk.off) {
        return OK; /* the power went in this turn: nothing leaves any more */
    }
    if (world_net_is_cut(w, h->terminal)) {
        wait->deadline_ms = now_ms + REFUSED_MS;
        wait->err = FAIL(GONE);
        return OK;
    }
    char body[NET_BODY_MAX] = "";
    if (request->body_length > 0) {
        memcpy(body, request->body, request->body_length);
    }
    body[request->body_length] = '\0';
    struct net_message m;
    fill_message(h, request, &m);
    struct rng *r = &w->net.rng[h->terminal];
    int copies = world_chance(r, w->net.weather.repeat) ? 2 : 1;
    for (int i = 0; i < copies; i++) {
        if (!world_chance(r, w->net.weather.lose)) {
            world_net_put(w, &m, body);
        }
    }
    return OK;
}

static void op_step(struct http *http, int64_t now_ms)
{
    struct world_http *h = (struct world_http *)http;
    h->now_ms = now_ms;
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        struct net_wait *wait = &h->wait[i];
        if (wait->used && !wait->done && now_ms >= wait->deadline_ms) {
            wait->done = true;
            wait->err = failed(wait->err) ? wait->err : FAIL(TIMEOUT);
        }
    }
}

static bool op_take(struct http *http, struct http_done *out)
{
    struct world_http *h = (struct world_http *)http;
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        struct net_wait *wait = &h->wait[i];
        if (!wait->used || !wait->done) {
            continue;
        }
        free(h->taken);
        h->taken = wait->body;
        *out = (struct http_done){.ticket = wait->ticket, .err = wait->err};
        if (!failed(wait->err)) {
            out->status = wait->status;
            out->retry_after_ms = wait->retry_after_ms;
            out->body = (const uint8_t *)h->taken;
            out->body_length = wait->length;
        }
        *wait = (struct net_wait){0};
        return true;
    }
    return false;
}

static void op_cancel(struct http *http, uint32_t ticket)
{
    struct net_wait *wait = world_http_wait((struct world_http *)http, ticket);
    if (wait != NULL) {
        free(wait->body);
        *wait = (struct net_wait){0};
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
    const struct world_http *h = (const struct world_http *)http;
    int64_t next = HTTP_NEVER_MS;
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        const struct net_wait *wait = &h->wait[i];
        int64_t due = wait->done ? now_ms : wait->deadline_ms;
        if (wait->used && due < next) {
            next = due;
        }
    }
    return next;
}

static void op_close(struct http *http)
{
    struct world_http *h = (struct world_http *)http;
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        free(h->wait[i].body);
        h->wait[i] = (struct net_wait){0};
    }
    free(h->taken);
    h->taken = NULL;
}

void world_net_http(struct world *w, int terminal)
{
    static const struct http_ops ops = {.submit = op_submit,
                                        .step = op_step,
                                        .take = op_take,
                                        .cancel = op_cancel,
                                        .poll_fds = op_poll_fds,
                                        .next_ms = op_next_ms,
                                        .close = op_close};
    struct world_http *h = &w->terminal[terminal]->http;
    *h = (struct world_http){.http = {&ops}, .world = w, .terminal = terminal};
}
