#include "backend/client_room.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

enum {
    BUSY_AGAIN_MS = 50, /* the HTTP device had no room: no try was spent */
    LAST_CALL_MS = 200, /* a try that begins later than this before the deadline is pointless */
    RETRY_AFTER_SPREAD = 10, /* one part in so many */
    WAKE_SPREAD_MS = 2000    /* over which waiting requests restart when the backend is back */
};

void client_init(struct client *client, const struct client_settings *settings, uint64_t seed)
{
    assert(settings->interactive_ms > 0 && settings->sync_ms > 0 && settings->offline_after > 0);
    memset(client, 0, sizeof *client);
    client->settings = *settings;
    rng_init(&client->rng, seed);
}

static void wipe_message(struct client *c)
{
    sodium_memzero(c->message.body, c->message.body_length);
    c->message.body_length = 0;
}

static struct err submit(struct client *client, const struct backend_request *request,
                         enum client_urgency urgency, int useless, int64_t now_ms)
{
    assert(!id_is_none(request->request_id));
    assert(client_slot_of(client, request->request_id) == CLIENT_NO_SLOT);
    struct rest_entry before = {.useless = useless, .goods_seen = client->goods, .due_ms = now_ms};
    struct client_slot *slot =
        client_slot_make(client, request->request_id, urgency, now_ms, &before);
    if (slot == NULL) {
        return FAIL(FULL);
    }
    int64_t patience_ms = client->offline ? CLIENT_OFFLINE_TRY_MS : client->settings.interactive_ms;
    *slot = (struct client_slot){
        .state = CLIENT_WAITING,
        .urgency = urgency,
        .request = *request,
        .order = ++client->last_order,
        .tries = before.tries,
        .useless = before.useless,
        .deadline_ms = urgency == CLIENT_INTERACTIVE ? now_ms + patience_ms : CLIENT_NEVER_MS,
        .goods_seen = before.goods_seen,
        .next_send_ms = before.due_ms,
    };
    return OK;
}

struct err client_submit(struct client *client, const struct backend_request *request,
                         enum client_urgency urgency, int64_t now_ms)
{
    return submit(client, request, urgency, 0, now_ms);
}

struct err client_submit_report(struct client *client, const struct backend_request *request,
                                int useless, int64_t now_ms)
{
    assert(useless >= 0);
    int before = useless < CLIENT_USELESS_TRIES ? useless : CLIENT_USELESS_TRIES - 1;
    return submit(client, request, CLIENT_REPORT, before, now_ms);
}

/* An earlier request of the same application must be answered first: done after begin. */
static bool is_behind_another(const struct client *c, const struct client_slot *slot)
{
    for (int i = 0; i < CLIENT_SLOTS; i++) {
        const struct client_slot *other = &c->slot[i];
        if (other->state != CLIENT_FREE && other->urgency == CLIENT_REPORT &&
            other->order < slot->order && slot->request.application_id[0] != '\0' &&
            strcmp(other->request.application_id, slot->request.application_id) == 0) {
            return true;
        }
    }
    return false;
}

/* While the backend is away one report and one heartbeat at a time ask for it, and a report that
 * hangs holds up no heartbeat. */
static bool is_behind_a_probe(const struct client *c, const struct client_slot *slot)
{
    for (int i = 0; c->offline && i < CLIENT_SLOTS; i++) {
        const struct client_slot *other = &c->slot[i];
        if (other->state == CLIENT_SENT && other->urgency != CLIENT_INTERACTIVE &&
            other->urgency <= slot->urgency) {
            return true;
        }
    }
    return false;
}

/* When this request may go out as things stand; never, while something else must end first. */
static int64_t ready_at(const struct client *c, const struct client_slot *slot)
{
    if (slot->state != CLIENT_WAITING) {
        return CLIENT_NEVER_MS;
    }
    if (slot->urgency == CLIENT_INTERACTIVE) {
        return slot->next_send_ms;
    }
    if (is_behind_another(c, slot) || is_behind_a_probe(c, slot)) {
        return CLIENT_NEVER_MS;
    }
    return slot->next_send_ms > c->quiet_until_ms ? slot->next_send_ms : c->quiet_until_ms;
}

static bool goes_before(const struct client_slot *a, const struct client_slot *b)
{
    if (a->urgency != b->urgency) {
        return a->urgency < b->urgency; /* people first, reports last */
    }
    return a->order < b->order;
}

bool client_next(struct client *client, int64_t now_ms, struct client_send *out_send)
{
    wipe_message(client);
    struct client_slot *best = NULL;
    for (int i = 0; i < CLIENT_SLOTS; i++) {
        struct client_slot *slot = &client->slot[i];
        if (ready_at(client, slot) <= now_ms && (best == NULL || goes_before(slot, best))) {
            best = slot;
        }
    }
    if (best == NULL) {
        return false;
    }
    client->counts.retried += best->tries > 0;
    best->state = CLIENT_SENT;
    best->tries++;
    client->last_ticket += client->last_ticket == UINT32_MAX ? 2 : 1;
    best->ticket = client->last_ticket;
    wire_encode(&best->request, &client->settings.identity, &client->message);
    *out_send = (struct client_send){
        .ticket = best->ticket,
        .deadline_ms = best->urgency == CLIENT_INTERACTIVE ? best->deadline_ms
                                                           : now_ms + client->settings.sync_ms,
        .message = &client->message,
    };
    return true;
}

static struct client_slot *find_ticket(struct client *c, uint32_t ticket)
{
    for (int i = 0; i < CLIENT_SLOTS; i++) {
        if (c->slot[i].state == CLIENT_SENT && c->slot[i].ticket == ticket) {
            return &c->slot[i];
        }
    }
    return NULL;
}

enum meaning { FINAL, AGAIN, AGAIN_USELESS };

static enum meaning meaning_of(const struct client_slot *slot, enum exchange_result result)
{
    switch (result) {
    case EXCHANGE_RESULT_UNREACHABLE:
    case EXCHANGE_RESULT_TOO_MANY:
        return AGAIN;
    case EXCHANGE_RESULT_MAINTENANCE:
        return slot->urgency == CLIENT_INTERACTIVE ? FINAL : AGAIN;
    case EXCHANGE_RESULT_SERVER_ERROR:
    case EXCHANGE_RESULT_MALFORMED:
    case EXCHANGE_RESULT_FOREIGN:
        return AGAIN_USELESS;
    default:
        return FINAL;
    }
}

/* Requests that back off wake up together with the backend, spread over a moment. */
static void wake_waiting(struct client *c, int64_t now_ms)
{
    for (int i = 0; i < CLIENT_SLOTS; i++) {
        struct client_slot *slot = &c->slot[i];
        int64_t soon_ms = now_ms + rng_below(&c->rng, WAKE_SPREAD_MS);
        if (slot->state == CLIENT_WAITING && slot->next_send_ms > soon_ms) {
            slot->next_send_ms = soon_ms;
        }
    }
}

/* Damped both ways, so that a flapping line does not flap on the screen. A planned stop or "slow
 * down" says nothing about the line; that a report fails may lie in what stands in it. */
static void judge_link(struct client *c, enum client_urgency urgency, enum exchange_result result,
                       int64_t now_ms)
{
    if (result == EXCHANGE_RESULT_MAINTENANCE || result == EXCHANGE_RESULT_TOO_MANY) {
        return;
    }
    bool bad = result == EXCHANGE_RESULT_UNREACHABLE || result == EXCHANGE_RESULT_SERVER_ERROR ||
               result == EXCHANGE_RESULT_MALFORMED || result == EXCHANGE_RESULT_FOREIGN;
    if (bad && urgency == CLIENT_REPORT) {
        c->doubts = true;
        return;
    }
    if (bad) {
        c->successes = 0;
        c->failures += c->failures < c->settings.offline_after;
        c->offline = c->offline || c->failures >= c->settings.offline_after;
        return;
    }
    c->failures = 0;
    c->doubts = false;
    c->goods++;
    c->rests_left = CLIENT_RESTS_A_GOOD_ANSWER;
    if (c->offline) {
        c->successes++;
        c->offline = c->successes < CLIENT_SUCCESSES_TO_ONLINE;
        c->successes = c->offline ? c->successes : 0;
        wake_waiting(c, now_ms);
    }
}

static void count(struct client *c, enum exchange_result result)
{
    c->counts.foreign += result == EXCHANGE_RESULT_FOREIGN;
    c->counts.malformed += result == EXCHANGE_RESULT_MALFORMED;
}

/* Full jitter: anything between now and the doubling limit; told to wait, that long first and then
 * spread over another tenth of it, so that all who were told so do not come back together. */
static int64_t back_off_ms(struct client *c, int tries, int64_t retry_after_ms)
{
    int64_t limit = tries > 7 ? CLIENT_CAP_MS : (int64_t)CLIENT_BASE_MS << (tries - 1);
    limit = limit > CLIENT_CAP_MS ? CLIENT_CAP_MS : limit;
    int64_t wait = 1 + rng_below(&c->rng, (uint32_t)limit);
    if (retry_after_ms <= 0) {
        return wait;
    }
    int64_t spread = rng_below(&c->rng, (uint32_t)(retry_after_ms / RETRY_AFTER_SPREAD) + 1);
    return retry_after_ms + (wait > spread ? wait : spread);
}

/* Poison is what is not answered while others are: a backend that answers nobody poisons nothing.
 */
static void note_useless(struct client *c, struct client_slot *slot, bool useless)
{
    bool counts = useless && slot->goods_seen != c->goods;
    slot->goods_seen = c->goods;
    slot->useless += counts;
    if (counts && slot->urgency == CLIENT_REPORT) {
        c->useless.request_id = slot->request.request_id;
        c->useless.count = slot->useless;
    }
}

static bool is_spent(const struct client *c, const struct client_slot *slot)
{
    if (slot->urgency != CLIENT_INTERACTIVE) {
        return slot->useless >= CLIENT_USELESS_TRIES;
    }
    int tries = c->offline ? 1 : CLIENT_INTERACTIVE_TRIES;
    return slot->tries >= tries || slot->next_send_ms + LAST_CALL_MS > slot->deadline_ms;
}

/* What comes after a person's deadline may be from before the machine stood still: it is none. */
static void read_answer(const struct client_slot *slot, const struct client_done *done,
                        int64_t now_ms, struct backend_reply *out)
{
    if (!failed(done->err) && now_ms <= slot->deadline_ms) {
        wire_decode(&done->answer, &slot->request, out);
        return;
    }
    wire_no_answer(&slot->request, out);
    if (done->err.code == ERR_TOO_LARGE) {
        out->result = EXCHANGE_RESULT_MALFORMED;
    }
}

bool client_on_done(struct client *client, int64_t now_ms, const struct client_done *done,
                    struct backend_reply *out_reply)
{
    wipe_message(client);
    client->useless.request_id = (struct id){0};
    struct client_slot *slot = find_ticket(client, done->ticket);
    if (slot == NULL) {
        client->counts.late++;
        return false;
    }
    slot->state = CLIENT_WAITING;
    if (done->err.code == ERR_BUSY) {
        slot->tries--;
        slot->next_send_ms = now_ms + BUSY_AGAIN_MS;
        return false;
    }
    struct backend_reply *reply = out_reply;
    read_answer(slot, done, now_ms, reply);
    count(client, reply->result);
    judge_link(client, slot->urgency, reply->result, now_ms);
    enum meaning meaning = meaning_of(slot, reply->result);
    if (meaning != FINAL) {
        note_useless(client, slot, meaning == AGAIN_USELESS);
        slot->next_send_ms = now_ms + back_off_ms(client, slot->tries, reply->retry_after_ms);
        bool slow_down = reply->result == EXCHANGE_RESULT_TOO_MANY ||
                         reply->result == EXCHANGE_RESULT_MAINTENANCE;
        if (slow_down && slot->next_send_ms > client->quiet_until_ms) {
            client->quiet_until_ms = slot->next_send_ms;
        }
        if (!is_spent(client, slot)) {
            return false;
        }
    }
    /* What was bound to something else is, for whoever waits, no answer. */
    if (reply->result == EXCHANGE_RESULT_FOREIGN) {
        reply->result = EXCHANGE_RESULT_UNREACHABLE;
    }
    client_slot_free(slot);
    return true;
}

bool client_cancel(struct client *client, struct id request_id, uint32_t *out_ticket)
{
    wipe_message(client);
    int index = client_slot_of(client, request_id);
    if (index == CLIENT_NO_SLOT) {
        return false;
    }
    struct client_slot *slot = &client->slot[index];
    bool under_way = slot->state == CLIENT_SENT;
    if (under_way) {
        *out_ticket = slot->ticket;
    }
    client_slot_free(slot);
    return under_way;
}

int64_t client_next_ms(const struct client *client)
{
    int64_t next = CLIENT_NEVER_MS;
    for (int i = 0; i < CLIENT_SLOTS; i++) {
        int64_t at = ready_at(client, &client->slot[i]);
        next = at < next ? at : next;
    }
    return next;
}

bool client_is_offline(const struct client *client)
{
    return client->offline;
}
