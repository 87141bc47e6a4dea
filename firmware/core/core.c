#include "core/machine.h"
#include "core/voice.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

static_assert(offsetof(struct core, last_call_no) ==
                  offsetof(struct core, pool) + sizeof((struct core *)0)->pool,
              "the pool ends where zero goes on");

/* All but what is written whole when it is taken: the items of free tickets, the pool's places. */
static void zero(struct core *c)
{
    enum { AFTER = offsetof(struct core, last_call_no) };
    memset(c, 0, offsetof(struct core, ticket));
    memset(c->pool_used, 0, sizeof c->pool_used);
    memset((char *)c + AFTER, 0, sizeof *c - AFTER);
    for (int i = 0; i < TICKETS_MAX; i++) {
        memset(&c->ticket[i], 0, offsetof(struct ticket, item));
    }
}

void core_init(struct core *c, const struct config *config, uint64_t seed)
{
    zero(c);
    c->config = config;
    rng_init(&c->rng, seed);
    c->visit.ticket = NO_INDEX;
    c->counter.selected = NO_INDEX;
    c->counter.screen = SCREEN_S01;
    c->desk.clerk = c->desk.last_clerk = c->desk.expected = NO_INDEX;
    c->stock_desk.kind = config->stock_kept[STOCK_CERTIFICATE] ? STOCK_CERTIFICATE : STOCK_STICKER;
    c->search.message = "";
    desk_forget_person(c);
    c->voice.volume_percent = VOICE_VOLUME_PERCENT;
    c->link_up = true; /* nobody has failed yet; the first failures say otherwise */
}

void core_wipe(struct core *c)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        if (c->ticket[i].state != TICKET_FREE) {
            memset(&c->ticket[i], 0, sizeof c->ticket[i]);
        }
    }
    for (int i = 0; i < APPLICATION_POOL_MAX; i++) {
        if (c->pool_used[i]) {
            memset(&c->pool[i], 0, sizeof c->pool[i]);
        }
    }
    zero(c);
}

static void dispatch_reply(struct step *s)
{
    if (s->c->journal_failed && s->ev->reply->op != EXCHANGE_NOTICES) {
        return; /* an answer would begin something that cannot be remembered */
    }
    switch (s->ev->reply->op) {
    case EXCHANGE_LOOKUP:
        if (!search_reply(s)) {
            visit_step(s);
        }
        break;
    case EXCHANGE_RESERVE:
    case EXCHANGE_BEGIN:
        if (!item_reply(s)) {
            service_drop_reply(s);
        }
        break;
    case EXCHANGE_STATE:
        if (!relief_reply(s) && !recover_reply(s)) {
            service_drop_reply(s);
        }
        break;
    case EXCHANGE_NOTICES:
        if (s->ev->reply->result == EXCHANGE_RESULT_OK) {
            service_step(s);
        }
        break;
    default: /* DONE and ABORT settle through the outbox, heartbeats concern the app */
        break;
    }
}

/* Asking for help and looking around begin nothing. */
static bool goes_without_journal(enum action action)
{
    bool display = action >= ACTION_TEXT_LARGE && action <= ACTION_EASY;
    return display || action == ACTION_REPEAT || action == ACTION_CALL_STAFF ||
           action == ACTION_STAFF_ACKNOWLEDGE || action == ACTION_STAFF_SELECT ||
           action == ACTION_STAFF_SCREEN || action == ACTION_STAFF_BACK ||
           action == ACTION_STAFF_ENTRANCE || action == ACTION_STAFF_TO_APPLICANT;
}

static void dispatch_action(struct step *s)
{
    enum action action = s->ev->action.action;
    bool applicant = s->ev->action.actor == ACTOR_APPLICANT;
    if (applicant && !action_is_for_applicant(action)) {
        return; /* the applicant's screen can never act for staff */
    }
    if (s->c->journal_failed && !goes_without_journal(action)) {
        return; /* nothing can be remembered, so nothing is begun */
    }
    if (!applicant && !desk_admits(s)) {
        return; /* locked, or not for this role */
    }
    if (action == ACTION_STAFF_ENTRANCE) {
        desk_enter(s);
    } else if (action == ACTION_RECEIVED) {
        item_step(s);
    } else if (applicant) {
        if (!face_test_takes(s)) {
            visit_step(s);
        }
    } else {
        desk_step(s);
        search_step(s);
        stock_desk_step(s);
        shift_step(s);
        bench_step(s);
        counter_step(s);
        item_step(s);
    }
}

static void dispatch_code(struct step *s)
{
    if (s->c->counter.screen == SCREEN_S16) {
        stock_desk_read(s, s->ev->tag.text);
    } else {
        item_step(s);
    }
}

void core_step(struct core *c, const struct event *ev, struct effects *out)
{
    assert((unsigned)ev->kind < EV_COUNT);
    out->count = 0;
    uint64_t last_ms = c->now_ms;
    c->now_ms = ev->at_ms > c->now_ms ? ev->at_ms : c->now_ms;
    c->wall_ms = ev->wall_ms;
    struct step s = {.c = c, .ev = ev, .fx = out};
    standstill_step(&s, last_ms);
    bool owned = counter_owns_applicant_screen(c);
    switch (ev->kind) {
    case EV_REPLY:
        dispatch_reply(&s);
        break;
    case EV_ACTION:
        dispatch_action(&s);
        break;
    case EV_TAG_READ:
        if (!c->journal_failed && !desk_is_locked(c)) {
            dispatch_code(&s);
        }
        break;
    case EV_PRINT_OUTCOME:
        service_step(&s);
        item_step(&s);
        visit_step(&s);
        break;
    case EV_PIN_VERIFIED:
        desk_step(&s);
        break;
    case EV_TICK:
        desk_step(&s);
        bench_step(&s);
        service_step(&s);
        counter_step(&s);
        item_step(&s);
        visit_step(&s);
        break;
    case EV_REFUSED_REPORTS:
        refused_step(&s);
        break;
    case EV_CODE_READ:
    case EV_CODES_SEVERAL:
        visit_step(&s);
        break;
    default:
        service_step(&s);
        break;
    }
    if (!owned && counter_owns_applicant_screen(c)) {
        desk_turn_to_applicant(&s);
    }
    face_test_settle(&s);
    counter_rearm(&s);
    service_show_lamp(&s);
    voice_step(&s);
    for (int i = 0; i < out->count; i++) {
        if (out->effect[i].kind == FX_JOURNAL) {
            day_fold(&c->day, &out->effect[i].row);
        }
    }
}

static uint64_t earlier(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t when_set(uint64_t due_ms)
{
    return due_ms == 0 ? UINT64_MAX : due_ms;
}

uint64_t core_deadline(const struct core *c)
{
    uint64_t due = earlier(visit_deadline(c), view_deadline(c));
    due = earlier(due, when_set(c->counter.finished_until_ms));
    due = earlier(due, when_set(c->counter.unmask_until_ms));
    due = earlier(due, when_set(c->help_until_ms));
    if (c->nothing_since_ms != 0) {
        due = earlier(due, c->nothing_since_ms + LOOK_OVER_MS);
    }
    if (c->looking_since_ms != 0 && !c->looking_alerted) {
        due = earlier(due, c->looking_since_ms + HELP_ALERT_MS);
    }
    for (int i = 0; i < TICKETS_MAX; i++) {
        const struct ticket *t = &c->ticket[i];
        if (t->state != TICKET_FREE) {
            due = earlier(due, when_set(t->call_again_ms));
            due = earlier(due, c->journal_failed ? UINT64_MAX : when_set(t->close_ms));
        }
    }
    due = earlier(due, item_deadline(c));
    due = earlier(due, desk_deadline(c));
    due = earlier(due, bench_deadline(c));
    due = earlier(due, standstill_deadline(c));
    if (c->recovery.again_ms > c->now_ms) {
        due = earlier(due, c->recovery.again_ms);
    }
    return due;
}

const struct ticket *core_ticket(const struct core *c, struct id visit_id)
{
    int index = ticket_by_visit(c, visit_id);
    return index == NO_INDEX ? NULL : &c->ticket[index];
}

const struct application *core_application(const struct core *c, struct id visit_id,
                                           const char *application_id)
{
    const struct ticket *t = core_ticket(c, visit_id);
    for (int i = 0; t != NULL && i < t->item_count; i++) {
        if (strcmp(t->item[i].application_id, application_id) == 0) {
            return item_application(c, &t->item[i]);
        }
    }
    return NULL;
}
