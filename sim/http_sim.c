#include "sim/http_sim.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct entry {
    bool used, answered;
    uint32_t ticket;
    int64_t due_ms, deadline_ms;
    struct http_done done;
    uint8_t *body; /* HTTP_REPLY_MAX bytes, allocated once */
};

struct http_sim {
    struct http http;
    struct http *inner;
    int64_t latency_ms, now_ms;
    struct entry entry[HTTP_UNDER_WAY_MAX];
};

/* The real device has the machine's own time: virtual time may stand still or jump. */
static int64_t real_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static struct http_sim *sim_of(struct http *http)
{
    return (struct http_sim *)http;
}

static struct entry *free_entry(struct http_sim *sim)
{
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        if (!sim->entry[i].used) {
            return &sim->entry[i];
        }
    }
    return NULL;
}

static struct entry *entry_of(struct http_sim *sim, uint32_t ticket)
{
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        if (sim->entry[i].used && sim->entry[i].ticket == ticket) {
            return &sim->entry[i];
        }
    }
    return NULL;
}

static struct err op_submit(struct http *http, int64_t now_ms, const struct http_request *request)
{
    struct http_sim *sim = sim_of(http);
    struct entry *e = free_entry(sim);
    if (e == NULL) {
        return FAIL(BUSY);
    }
    struct http_request real = *request;
    real.deadline_ms = real_ms() + HTTP_SIM_REAL_LIMIT_MS;
    TRY(http_submit(sim->inner, real_ms(), &real));
    e->used = true;
    e->answered = false;
    e->ticket = request->ticket;
    e->due_ms = now_ms + sim->latency_ms;
    e->deadline_ms = request->deadline_ms;
    return OK;
}

static void keep_answer(struct http_sim *sim, const struct http_done *done)
{
    struct entry *e = entry_of(sim, done->ticket);
    assert(e != NULL && done->body_length <= HTTP_REPLY_MAX);
    e->done = *done;
    if (done->body_length > 0) {
        memcpy(e->body, done->body, done->body_length);
    }
    e->done.body = e->body;
    e->answered = true;
}

static bool all_answered(const struct http_sim *sim)
{
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        if (sim->entry[i].used && !sim->entry[i].answered) {
            return false;
        }
    }
    return true;
}

/* Virtual time stands still until every request that is out has its real answer. */
static void carry_out(struct http_sim *sim)
{
    while (!all_answered(sim)) {
        struct pollfd fds[HTTP_FDS_MAX];
        int count = http_poll_fds(sim->inner, fds, HTTP_FDS_MAX);
        poll(fds, (nfds_t)count, count == 0 ? 1 : 5);
        http_step(sim->inner, real_ms());
        struct http_done done;
        while (http_take(sim->inner, &done)) {
            keep_answer(sim, &done);
        }
    }
}

static void op_step(struct http *http, int64_t now_ms)
{
    struct http_sim *sim = sim_of(http);
    sim->now_ms = now_ms;
    carry_out(sim);
}

static int64_t due_of(const struct entry *e)
{
    return e->due_ms < e->deadline_ms ? e->due_ms : e->deadline_ms;
}

static bool op_take(struct http *http, struct http_done *out)
{
    struct http_sim *sim = sim_of(http);
    struct entry *first = NULL;
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        struct entry *e = &sim->entry[i];
        bool ready = e->used && e->answered && due_of(e) <= sim->now_ms;
        if (ready && (first == NULL || due_of(e) < due_of(first) ||
                      (due_of(e) == due_of(first) && e->ticket < first->ticket))) {
            first = e;
        }
    }
    if (first == NULL) {
        return false;
    }
    first->used = false;
    *out = first->done;
    if (first->due_ms > first->deadline_ms) {
        *out = (struct http_done){.ticket = first->ticket, .err = FAIL(TIMEOUT)};
    }
    return true;
}

static void op_cancel(struct http *http, uint32_t ticket)
{
    struct http_sim *sim = sim_of(http);
    struct entry *e = entry_of(sim, ticket);
    if (e != NULL) {
        if (!e->answered) {
            http_cancel(sim->inner, ticket);
        }
        e->used = false;
    }
}

static int op_poll_fds(struct http *http, struct pollfd *out, int cap)
{
    (void)http;
    (void)out;
    (void)cap;
    return 0; /* what is to happen happens at its virtual time */
}

static int64_t op_next_ms(const struct http *http, int64_t now_ms)
{
    const struct http_sim *sim = (const struct http_sim *)http;
    int64_t next = HTTP_NEVER_MS;
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        const struct entry *e = &sim->entry[i];
        if (e->used) {
            int64_t due = e->answered ? due_of(e) : now_ms;
            next = due < next ? due : next;
        }
    }
    return next;
}

static void op_close(struct http *http)
{
    struct http_sim *sim = sim_of(http);
    http_close(sim->inner);
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        free(sim->entry[i].body);
    }
    free(sim);
}

static const struct http_ops ops = {
    .submit = op_submit,
    .step = op_step,
    .take = op_take,
    .cancel = op_cancel,
    .poll_fds = op_poll_fds,
    .next_ms = op_next_ms,
    .close = op_close,
};

struct err http_sim_open(struct http *inner, struct http_sim **out)
{
    struct http_sim *sim = calloc(1, sizeof *sim);
    if (sim == NULL) {
        return FAIL(NO_MEMORY);
    }
    sim->http.ops = &ops;
    sim->latency_ms = HTTP_SIM_LATENCY_MS;
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        sim->entry[i].body = malloc(HTTP_REPLY_MAX);
        if (sim->entry[i].body == NULL) {
            for (int k = 0; k < i; k++) {
                free(sim->entry[k].body);
            }
            free(sim);
            return FAIL(NO_MEMORY);
        }
    }
    sim->inner = inner;
    *out = sim;
    return OK;
}

struct http *http_sim_http(struct http_sim *sim)
{
    return &sim->http;
}

void http_sim_latency(struct http_sim *sim, int64_t latency_ms)
{
    sim->latency_ms = latency_ms;
}
