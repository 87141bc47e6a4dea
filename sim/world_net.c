#include "sim/world_net.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "sim/world_parts.h"

enum { SHORT_DELAY_MS = 20 };

static uint64_t delay_ms(struct world_net *n, int terminal)
{
    const struct net_weather *w = &n->weather;
    struct rng *r = &n->rng[terminal];
    uint64_t most = world_chance(r, w->late) ? w->delay_max_ms : SHORT_DELAY_MS;
    return world_between(r, 1, most < 2 ? 2 : most);
}

static char *copy_bytes(const char *bytes, size_t length)
{
    char *copy = malloc(length + 1);
    assert(copy != NULL);
    if (length > 0) {
        memcpy(copy, bytes, length);
    }
    copy[length] = '\0';
    return copy;
}

/* A message on the line; what finds no room is lost. */
void world_net_put(struct world *w, const struct net_message *m, const char *body)
{
    struct world_net *n = &w->net;
    if (n->message_count == NET_MESSAGES_MAX) {
        return;
    }
    struct net_message *put = &n->message[n->message_count++];
    *put = *m;
    put->order = ++n->order;
    put->at_ms = w->now_ms + delay_ms(n, m->terminal);
    put->body = copy_bytes(body, m->length);
    n->next_ms = put->at_ms < n->next_ms ? put->at_ms : n->next_ms;
}

bool world_net_is_cut(const struct world *w, int terminal)
{
    bool cut =
        w->net.cut_from_ms[terminal] <= w->now_ms && w->net.cut_until_ms[terminal] > w->now_ms;
    return cut || w->net.down_until_ms > w->now_ms;
}

void world_net_reset(struct world *w, uint64_t seed)
{
    struct world_net *n = &w->net;
    for (int i = 0; i < n->message_count; i++) {
        free(n->message[i].body);
    }
    for (int i = 0; i < NET_OPS * NET_KEPT_MAX; i++) {
        free(n->kept[i / NET_KEPT_MAX][i % NET_KEPT_MAX].body);
    }
    *n = (struct world_net){.next_ms = WORLD_NEVER_MS};
    for (int i = 0; i < NET_LINES_MAX; i++) {
        rng_init(&n->rng[i], seed + (uint64_t)i);
    }
}

/* The text or number behind "key": in compact JSON; empty when it is not there. */
static void member(const char *json, const char *key, char *out, size_t cap)
{
    char mark[40];
    snprintf(mark, sizeof mark, "\"%s\":", key);
    const char *at = strstr(json, mark);
    struct strbuf b = strbuf_on(out, cap);
    if (at == NULL) {
        return;
    }
    at += strlen(mark);
    at += *at == '"';
    while (*at != '\0' && strchr("\",}", *at) == NULL) {
        strbuf_char(&b, *at++);
    }
}

static const char *const ops_names[NET_OPS] = {"BEGIN",   "DONE",  "ABORT",     "LOOKUP",
                                               "RESERVE", "STATE", "HEARTBEAT", "NOTICES"};

static int op_index(const char *path)
{
    static const char *const parts[NET_OPS] = {"/begin",      "/done",         "/abort",
                                               "/lookups",    "/reservations", "/applications",
                                               "/heartbeats", "/notices"};
    for (int i = 0; i < NET_OPS; i++) {
        if (strstr(path, parts[i]) != NULL) {
            return i;
        }
    }
    return NET_OPS - 1;
}

struct gist {
    const char *op;
    char application[APPLICATION_ID_SIZE];
    char result[32];
    char token[24];
};

static struct gist gist_of(const struct net_message *m, const char *answer)
{
    struct gist g = {.op = ops_names[op_index(m->path)]};
    member(answer, "result", g.result, sizeof g.result);
    if (strcmp(g.op, "LOOKUP") == 0 || strcmp(g.op, "NOTICES") == 0) {
        return g;
    }
    member(answer, "application_id", g.application, sizeof g.application);
    member(answer, "token", g.token, sizeof g.token);
    return g;
}

static bool is_told(const struct gist *g)
{
    return strcmp(g->op, "HEARTBEAT") != 0 && strcmp(g->op, "NOTICES") != 0;
}

static void keep_answer(struct world_net *n, const struct net_message *m,
                        const struct backend_answer *a)
{
    int op = op_index(m->path), at = n->kept_next[op];
    free(n->kept[op][at].body);
    n->kept[op][at].body = copy_bytes(a->body, a->length);
    n->kept[op][at].length = a->length;
    n->kept_next[op] = (at + 1) % NET_KEPT_MAX;
}

/* An earlier answer to a call of the same kind: somebody else's, or an old one of ours. */
static bool foreign_answer(struct world_net *n, const struct net_message *m,
                           struct backend_answer *out)
{
    int op = op_index(m->path);
    struct rng *r = &n->rng[m->terminal];
    uint32_t at = rng_below(r, NET_KEPT_MAX);
    if (!world_chance(r, n->weather.foreign) || n->kept[op][at].body == NULL) {
        return false;
    }
    *out = (struct backend_answer){
        .status = 200, .body = n->kept[op][at].body, .length = n->kept[op][at].length};
    return true;
}

static void swap_with_another(struct world_net *n, struct net_message *answer, char **body)
{
    for (int i = 0; i < n->message_count; i++) {
        struct net_message *other = &n->message[i];
        if (other->is_answer) {
            char *theirs = other->body;
            size_t length = other->length;
            other->body = *body;
            other->length = answer->length;
            *body = theirs;
            answer->length = length;
            return;
        }
    }
}

static void send_answer(struct world *w, const struct net_message *m,
                        const struct backend_answer *a)
{
    struct world_net *n = &w->net;
    struct rng *r = &n->rng[m->terminal];
    struct net_message answer = {.is_answer = true,
                                 .terminal = m->terminal,
                                 .start = m->start,
                                 .ticket = m->ticket,
                                 .status = a->status,
                                 .retry_after_s = a->retry_after_s,
                                 .length = a->length};
    memcpy(answer.path, m->path, sizeof answer.path);
    memcpy(answer.header, m->header, sizeof answer.header);
    char *body = copy_bytes(a->body, a->length);
    struct backend_answer foreign;
    if (foreign_answer(n, m, &foreign)) {
        free(body);
        body = copy_bytes(foreign.body, foreign.length);
        answer.length = foreign.length;
    }
    if (world_chance(r, n->weather.swap)) {
        swap_with_another(n, &answer, &body);
    }
    if (world_chance(r, n->weather.half)) {
        answer.length /= 2;
    }
    if (!world_chance(r, n->weather.lose)) {
        world_net_put(w, &answer, body);
    }
    free(body);
}

/* Gives a message's body room for a hook that makes it longer. */
static struct world_wire wire_of(struct net_message *m, char *path, size_t path_cap)
{
    char *roomy = malloc(m->length + NET_BODY_MAX);
    assert(roomy != NULL);
    memcpy(roomy, m->body, m->length);
    roomy[m->length] = '\0';
    free(m->body);
    m->body = roomy;
    return (struct world_wire){.path = path,
                               .path_cap = path_cap,
                               .request_id = m->header[0],
                               .visit_id = m->header[1],
                               .body = roomy,
                               .body_cap = m->length + NET_BODY_MAX};
}

static void bend_request(struct world *w, struct net_message *m, char path[HTTP_PATH_MAX + 1])
{
    const struct world_hooks *hooks = w->setup.hooks;
    if (hooks == NULL || (hooks->request == NULL && hooks->backend == NULL)) {
        return;
    }
    struct world_wire wire = wire_of(m, path, HTTP_PATH_MAX + 1);
    if (hooks->request != NULL) {
        hooks->request(hooks->at, &wire);
    }
    if (hooks->backend != NULL) {
        hooks->backend(hooks->at, backend_logic_db(w->backend), &wire);
    }
    m->length = strlen(m->body);
}

static void bend_answer(struct world *w, struct net_message *m)
{
    const struct world_hooks *hooks = w->setup.hooks;
    if (hooks == NULL || hooks->answer == NULL) {
        return;
    }
    struct world_wire wire = wire_of(m, m->path, sizeof m->path);
    hooks->answer(hooks->at, &wire);
    m->length = strlen(m->body);
}

static void tell_exchange(struct world *w, const struct net_message *m, const struct gist *g)
{
    if (is_told(g)) {
        char what[64];
        snprintf(what, sizeof what, "%s %s", g->op, g->result);
        HISTORY(w->history, exchange, w->now_ms, N(m->terminal), T(g->op), T(m->header[5]),
                T(g->application), N(strtoll(g->token, NULL, 10)), T(g->result));
        world_note(w, m->terminal, "backend", what, world_case_of(w, g->application));
    }
}

/* The backend lost its power over this call. What its disk kept of it was carried out all the same.
 */
static void tell_unheard(struct world *w, const struct net_message *m)
{
    enum exchange_result result;
    char content[NET_BODY_MAX];
    if (world_backend_finds(w, m->header[5], &result, content, sizeof content)) {
        struct gist g = gist_of(m, content);
        snprintf(g.result, sizeof g.result, "%s", exchange_result_name(result));
        tell_exchange(w, m, &g);
    }
}

static void carry_out(struct world *w, struct net_message *m)
{
    if (w->net.down_until_ms > w->now_ms) {
        world_http_end(&w->terminal[m->terminal]->http, m->ticket, FAIL(GONE));
        return;
    }
    struct backend_answer a;
    if (foreign_answer(&w->net, m, &a)) { /* somebody on the way answers in its place */
        send_answer(w, m, &a);
        return;
    }
    char path[HTTP_PATH_MAX + 1];
    memcpy(path, m->path, sizeof path);
    bend_request(w, m, path);
    struct backend_call call = {.method = m->method == HTTP_POST ? "POST" : "GET",
                                .path = path,
                                .request_id = m->header[0],
                                .visit_id = m->header[1],
                                .terminal_id = m->header[2],
                                .build = m->header[3],
                                .config_digest = m->header[4],
                                .idempotency_key = m->header[5][0] == '\0' ? NULL : m->header[5],
                                .body = m->body,
                                .body_length = m->length,
                                .now_ms = world_wall_ms(w)};
    if (!world_backend_answer(w, &call, &a)) {
        tell_unheard(w, m);
        world_http_end(&w->terminal[m->terminal]->http, m->ticket, FAIL(GONE));
        return;
    }
    struct gist g = gist_of(m, a.body);
    if (g.token[0] != '\0' && strcmp(g.op, "STATE") != 0) {
        world_delicate(w, m->terminal);
    }
    tell_exchange(w, m, &g);
    keep_answer(&w->net, m, &a);
    send_answer(w, m, &a);
}

static void deliver(struct world *w, struct net_message *m)
{
    struct world_terminal *t = w->terminal[m->terminal];
    struct net_wait *wait = t->app == NULL ? NULL : world_http_wait(&t->http, m->ticket);
    if (wait == NULL || wait->done || m->start != t->starts || world_net_is_cut(w, m->terminal)) {
        return; /* nobody listens any more */
    }
    bend_answer(w, m);
    struct gist g = gist_of(m, m->body);
    if (is_told(&g)) {
        HISTORY(w->history, delivered, w->now_ms, N(m->terminal), T(g.op), T(m->header[5]),
                T(g.application), N(strtoll(g.token, NULL, 10)), T(g.result));
    }
    wait->done = true;
    wait->status = m->status;
    wait->retry_after_ms = m->retry_after_s * (int64_t)1000;
    wait->body = m->body;
    wait->length = m->length;
    m->body = NULL;
    t->due_ms = w->now_ms;
}

static struct net_message *first_due(struct world_net *n)
{
    struct net_message *first = NULL;
    for (int i = 0; i < n->message_count; i++) {
        struct net_message *m = &n->message[i];
        if (first == NULL || m->at_ms < first->at_ms ||
            (m->at_ms == first->at_ms && m->order < first->order)) {
            first = m;
        }
    }
    n->next_ms = first == NULL ? WORLD_NEVER_MS : first->at_ms;
    return first;
}

void world_net_step(struct world *w)
{
    struct world_net *n = &w->net;
    while (n->next_ms <= w->now_ms) {
        struct net_message *m = first_due(n);
        if (m == NULL || m->at_ms > w->now_ms) {
            return;
        }
        struct net_message taken = *m;
        *m = n->message[--n->message_count]; /* its place may be taken by the answer */
        if (taken.is_answer) {
            deliver(w, &taken);
        } else {
            carry_out(w, &taken);
        }
        free(taken.body);
        (void)first_due(n);
    }
}
