#include "backend/client_room.h"

#include <assert.h>
#include <sodium.h>

static int held_by(const struct client *c, enum client_urgency urgency)
{
    int held = 0;
    for (int i = 0; i < CLIENT_SLOTS; i++) {
        held += c->slot[i].state != CLIENT_FREE && c->slot[i].urgency == urgency;
    }
    return held;
}

static bool has_slot(const struct client *c, enum client_urgency urgency)
{
    enum { SHARED = CLIENT_SLOTS - CLIENT_BACKGROUND_SLOTS };
    int reports = held_by(c, CLIENT_REPORT);
    bool shares = reports + held_by(c, CLIENT_INTERACTIVE) < SHARED;
    switch (urgency) {
    case CLIENT_BACKGROUND:
        return held_by(c, CLIENT_BACKGROUND) < CLIENT_BACKGROUND_SLOTS;
    case CLIENT_REPORT:
        return reports < CLIENT_REPORT_SLOTS && shares;
    default:
        return shares;
    }
}

/* The slot of the report that can wait longest without it; CLIENT_NO_SLOT: none may rest. While
 * nothing is answered well each stays where it is: another in its place would fare no better. */
static int find_restable(const struct client *c, int64_t now_ms)
{
    int best = CLIENT_NO_SLOT;
    bool helps = !c->offline && c->rests_left > 0 && now_ms >= c->quiet_until_ms;
    for (int i = 0; helps && i < CLIENT_SLOTS; i++) {
        const struct client_slot *slot = &c->slot[i];
        bool backs_off = slot->state == CLIENT_WAITING && slot->urgency == CLIENT_REPORT &&
                         slot->tries > 0 && slot->next_send_ms > now_ms;
        if (backs_off &&
            (best == CLIENT_NO_SLOT || slot->next_send_ms > c->slot[best].next_send_ms)) {
            best = i;
        }
    }
    return best;
}

/* What rests already leaves its own place to another. */
static bool can_take_back(const struct client *c, int64_t now_ms)
{
    return has_slot(c, CLIENT_REPORT) || find_restable(c, now_ms) != CLIENT_NO_SLOT;
}

bool client_has_room(const struct client *client, enum client_urgency urgency, int64_t now_ms)
{
    bool may_rest = urgency == CLIENT_REPORT && client->rest.count < REST_MAX;
    return has_slot(client, urgency) ||
           (may_rest && find_restable(client, now_ms) != CLIENT_NO_SLOT);
}

int client_slot_of(const struct client *client, struct id request_id)
{
    for (int i = 0; i < CLIENT_SLOTS; i++) {
        if (client->slot[i].state != CLIENT_FREE &&
            id_equal(client->slot[i].request.request_id, request_id)) {
            return i;
        }
    }
    return CLIENT_NO_SLOT;
}

void client_slot_free(struct client_slot *slot)
{
    sodium_memzero(slot, sizeof *slot);
}

static void let_one_rest(struct client *c, int64_t now_ms)
{
    struct client_slot *slot = &c->slot[find_restable(c, now_ms)];
    struct rest_entry entry = {.request_id = slot->request.request_id,
                               .tries = slot->tries,
                               .useless = slot->useless,
                               .goods_seen = slot->goods_seen,
                               .due_ms = slot->next_send_ms};
    bool kept = rest_put(&c->rest, &entry);
    assert(kept);
    c->rests_left -= kept;
    client_slot_free(slot);
}

struct client_slot *client_slot_make(struct client *client, struct id request_id,
                                     enum client_urgency urgency, int64_t now_ms,
                                     struct rest_entry *inout_before)
{
    bool rested = urgency == CLIENT_REPORT && rest_has(&client->rest, request_id);
    bool room = rested ? can_take_back(client, now_ms) : client_has_room(client, urgency, now_ms);
    if (!room) {
        return NULL;
    }
    rest_take(&client->rest, request_id, inout_before);
    if (!has_slot(client, urgency)) {
        let_one_rest(client, now_ms);
    }
    struct client_slot *slot = client->slot;
    while (slot->state != CLIENT_FREE) {
        slot++;
    }
    return slot;
}

bool client_knows(const struct client *client, struct id request_id)
{
    return client_slot_of(client, request_id) != CLIENT_NO_SLOT ||
           rest_has(&client->rest, request_id);
}

bool client_rested(const struct client *client, int64_t now_ms, struct id *out_request_id)
{
    const struct rest_entry *first = rest_first(&client->rest);
    if (first == NULL || first->due_ms > now_ms || !can_take_back(client, now_ms)) {
        return false;
    }
    *out_request_id = first->request_id;
    return true;
}

void client_forget(struct client *client, struct id request_id)
{
    struct rest_entry unused;
    rest_take(&client->rest, request_id, &unused);
}

int64_t client_rested_ms(const struct client *client, int64_t now_ms)
{
    const struct rest_entry *first = rest_first(&client->rest);
    if (first == NULL) {
        return CLIENT_NEVER_MS;
    }
    int64_t at_ms = first->due_ms > now_ms ? first->due_ms : now_ms;
    return can_take_back(client, at_ms) ? at_ms : CLIENT_NEVER_MS;
}

bool client_doubts(const struct client *client)
{
    return client->doubts;
}
