/* Client and HTTP device joined: what the core asks goes out, answers come back as events. */
#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include "app/state.h"
#include "backend/client_room.h"
#include "hal/http.h"

#define LOG_MODULE "backend"
#include "base/log.h"

void backend_link_init(struct app *app)
{
    const struct config *config = app->setup.config;
    struct client_settings settings = {
        .interactive_ms = config->lookup_ms,
        .sync_ms = config->sync_ms,
        .offline_after = config->offline_after_failures,
    };
    struct strbuf b =
        strbuf_on(settings.identity.terminal_id, sizeof settings.identity.terminal_id);
    strbuf_text(&b, config->terminal_id);
    b = strbuf_on(settings.identity.build, sizeof settings.identity.build);
    strbuf_text(&b, app->setup.build);
    memcpy(settings.identity.config_digest, app->config_digest, sizeof app->config_digest);
    client_init(&app->backend.client, &settings, app->setup.seed);
    app->backend.outbox.is_behind = true;
}

/* No slot: too many people ask at one terminal at once. It ends like no answer, never silently. */
static void tell_unsent(struct app *app)
{
    struct backend_link *l = &app->backend;
    int count = l->unsent_count;
    for (int i = 0; i < count; i++) {
        effects_settle(app); /* the reply's memory is the one of the step before */
        wire_no_answer(&l->unsent[i], l->reply);
        app->event = (struct event){.kind = EV_REPLY, .reply = l->reply};
        app_post(app, &app->event);
    }
    l->unsent_count -= count;
    memmove(l->unsent, l->unsent + count, (size_t)l->unsent_count * sizeof l->unsent[0]);
    sodium_memzero(l->unsent + l->unsent_count, (size_t)count * sizeof l->unsent[0]);
}

void backend_link_send(struct app *app, const struct backend_request *request)
{
    struct backend_link *l = &app->backend;
    if (!failed(client_submit(&l->client, request, CLIENT_INTERACTIVE, (int64_t)app->now_ms))) {
        return;
    }
    assert(l->unsent_count < UNSENT_MAX);
    l->unsent[l->unsent_count++] = *request;
}

/* Jittered while offline, so that an office's terminals do not knock together. */
static uint64_t heartbeat_interval_ms(struct app *app)
{
    return client_is_offline(&app->backend.client) ? PROBE_MS + rng_below(&app->core.rng, PROBE_MS)
                                                   : HEARTBEAT_MS;
}

static void take_reply(struct app *app, const struct backend_reply *reply)
{
    struct backend_link *l = &app->backend;
    switch (reply->op) {
    case EXCHANGE_DONE:
    case EXCHANGE_ABORT:
        outbox_link_settle(app, reply);
        return;
    case EXCHANGE_HEARTBEAT:
        l->heartbeat_out = false;
        l->heartbeat_ms = app->now_ms + heartbeat_interval_ms(app);
        return;
    case EXCHANGE_NOTICES:
        l->notices_out = false;
        l->notices_ms = app->now_ms + NOTICES_MS;
        break;
    default:
        break;
    }
    app->event = (struct event){.kind = EV_REPLY, .reply = reply};
    app_post(app, &app->event);
}

static void take_done(struct app *app, const struct client_done *done)
{
    struct backend_link *l = &app->backend;
    if (client_on_done(&l->client, (int64_t)app->now_ms, done, l->reply)) {
        take_reply(app, l->reply);
    } else {
        outbox_link_note(app);
    }
}

static void take_answers(struct app *app)
{
    struct http_done done;
    while (!app_is_busy(app) && http_take(app->hal->http, &done)) {
        struct client_done in = {.ticket = done.ticket, .err = done.err};
        in.answer = (struct wire_answer){.status = done.status,
                                         .retry_after_ms = done.retry_after_ms,
                                         .body = done.body,
                                         .length = done.body_length};
        take_done(app, &in);
    }
}

static void http_of(const struct client_send *send, struct http_request *out)
{
    const struct wire_message *m = send->message;
    *out = (struct http_request){.ticket = send->ticket,
                                 .method = m->method == WIRE_POST ? HTTP_POST : HTTP_GET,
                                 .path = m->path,
                                 .header_count = m->header_count,
                                 .body = m->body,
                                 .body_length = m->body_length,
                                 .deadline_ms = send->deadline_ms};
    for (int i = 0; i < m->header_count; i++) {
        out->header[i] = (struct http_header){m->header[i].name, m->header[i].value};
    }
}

static void send_messages(struct app *app)
{
    struct backend_link *l = &app->backend;
    struct client_send send;
    while (!app_is_busy(app) && client_next(&l->client, (int64_t)app->now_ms, &send)) {
        struct http_request request;
        http_of(&send, &request);
        struct err sent = http_submit(app->hal->http, (int64_t)app->now_ms, &request);
        sodium_memzero(l->client.message.body, sizeof l->client.message.body);
        if (!failed(sent)) {
            continue;
        }
        LOG_WARN("request refused by the device err=%s", err_name(sent));
        struct client_done in = {.ticket = send.ticket, .err = sent};
        take_done(app, &in);
    }
}

/* Some come when nobody waits any more, some are seen through by their envelope, some only by the
 * visit they do not fit. */
uint32_t backend_link_dropped(const struct app *app)
{
    const struct client_counts *counts = &app->backend.client.counts;
    return app->core.dropped_replies + counts->foreign + counts->late;
}

/* Heartbeat and notices always find room: at most one of each is under way. */
static void ask(struct app *app, const struct backend_request *request)
{
    struct err e =
        client_submit(&app->backend.client, request, CLIENT_BACKGROUND, (int64_t)app->now_ms);
    assert(!failed(e));
}

static void send_heartbeat(struct app *app)
{
    struct backend_link *l = &app->backend;
    struct backend_request r = {.op = EXCHANGE_HEARTBEAT, .request_id = id_make(&app->core.rng)};
    if (app->journal != NULL) {
        struct journal_head head = journal_head(app->journal);
        struct outbox_depth depth = journal_outbox_depth(app->journal);
        memcpy(r.journal_head, head.hash.byte, sizeof r.journal_head);
        r.journal_row_count = head.row_count;
        r.outbox_depth = depth.queued + depth.aside;
    }
    r.dropped_replies = backend_link_dropped(app);
    struct strbuf health = strbuf_on(r.health, sizeof r.health);
    for (int i = 0; i < CORE_DEVICE_COUNT; i++) {
        strbuf_format(&health, "%s%d", i == 0 ? "devices=" : ",", (int)app->core.device[i].health);
    }
    l->heartbeat_out = true;
    l->heartbeat_id = r.request_id;
    l->heartbeat_ms = app->now_ms + heartbeat_interval_ms(app);
    l->doubt_ms = app->now_ms + PROBE_MS;
    ask(app, &r);
}

static void send_notices(struct app *app)
{
    struct backend_request r = {.op = EXCHANGE_NOTICES, .request_id = id_make(&app->core.rng)};
    app->backend.notices_out = true;
    app->backend.notices_ms = app->now_ms + NOTICES_MS;
    ask(app, &r);
}

/* Offline, a probe that was not answered gives way to the next instead of backing off for a minute.
 */
static void renew_probe(struct app *app)
{
    struct backend_link *l = &app->backend;
    uint32_t ticket;
    if (!l->heartbeat_out || !client_is_offline(&l->client) || app->now_ms < l->heartbeat_ms) {
        return;
    }
    if (client_cancel(&l->client, l->heartbeat_id, &ticket)) {
        http_cancel(app->hal->http, ticket);
    }
    l->heartbeat_out = false;
}

/* When the next heartbeat is due; a report that failed brings it forward. */
static uint64_t heartbeat_due_ms(const struct backend_link *l)
{
    bool asks_early = client_doubts(&l->client) && !client_is_offline(&l->client);
    return asks_early && l->doubt_ms < l->heartbeat_ms ? l->doubt_ms : l->heartbeat_ms;
}

static void send_regular(struct app *app)
{
    struct backend_link *l = &app->backend;
    renew_probe(app);
    if (!l->notices_out && app->now_ms >= l->notices_ms) {
        send_notices(app);
    }
    if (!l->heartbeat_out && app->now_ms >= heartbeat_due_ms(l)) {
        send_heartbeat(app);
    }
}

void backend_link_step(struct app *app)
{
    struct backend_link *l = &app->backend;
    if (app->hal->http == NULL) {
        return;
    }
    tell_unsent(app);
    take_answers(app);
    bool offline = client_is_offline(&l->client);
    if (offline != l->was_offline) {
        l->was_offline = offline;
        l->outbox.is_behind |= !offline;
        l->heartbeat_ms = offline ? app->now_ms + heartbeat_interval_ms(app) : l->heartbeat_ms;
        app->event = (struct event){.kind = EV_LINK, .link_up = !offline};
        app_post(app, &app->event);
    }
    if (!app_is_busy(app)) {
        run_effects_keep_tries(app);
    }
    if (app_is_busy(app)) {
        return; /* the outbox is the journal's; another turn follows */
    }
    send_regular(app);
    outbox_link_pump(app);
    send_messages(app);
}

uint64_t backend_link_next_ms(const struct app *app)
{
    const struct backend_link *l = &app->backend;
    if (l->unsent_count > 0) {
        return app->now_ms;
    }
    int64_t next = client_next_ms(&l->client);
    uint64_t due = next == CLIENT_NEVER_MS ? UINT64_MAX : (uint64_t)(next < 0 ? 0 : next);
    uint64_t rested = outbox_link_next_ms(app);
    due = rested < due ? rested : due;
    bool probing = l->heartbeat_out && client_is_offline(&l->client);
    uint64_t heartbeat = heartbeat_due_ms(l);
    if ((!l->heartbeat_out || probing) && heartbeat < due) {
        due = heartbeat;
    }
    return !l->notices_out && l->notices_ms < due ? l->notices_ms : due;
}
