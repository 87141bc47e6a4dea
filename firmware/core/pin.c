/* A person says who they are: name, digits, the answer of the verifier.
 *
 * The try is a journal row of the same step as the order to verify, so it is durable before anybody
 * learns whether the PIN was right; pulling the plug does not give a try back. After PIN_FREE_TRIES
 * each further one waits, doubling.
 */
#include "core/machine.h"

#include <string.h>

bool pin_person_fits(const struct core *c, int member)
{
    const struct desk *d = &c->desk;
    if (d->list == NULL || member < 0 || member >= d->list->count) {
        return false;
    }
    return !d->wants_second ||
           (member != d->clerk && staff_role_may(d->list->member[member].role, RIGHT_CONFIRM));
}

void pin_choose_only(struct core *c)
{
    int only = NO_INDEX, count = 0;
    for (int i = 0; c->desk.list != NULL && i < c->desk.list->count; i++) {
        if (pin_person_fits(c, i)) {
            only = i;
            count++;
        }
    }
    c->desk.chosen = count == 1 ? only : NO_INDEX;
}

static bool asks_for_person(const struct core *c)
{
    return desk_is_locked(c) || c->desk.wants_second;
}

static void forget_digits(struct desk *d)
{
    d->digit_count = 0;
    memset(d->digit, 0, sizeof d->digit);
}

static uint64_t wait_after(int tries)
{
    uint64_t wait_ms = PIN_WAIT_MS;
    for (int i = PIN_FREE_TRIES; i < tries && wait_ms < PIN_WAIT_MAX_MS; i++) {
        wait_ms *= 2;
    }
    return wait_ms < PIN_WAIT_MAX_MS ? wait_ms : PIN_WAIT_MAX_MS;
}

/* Tries of an earlier run count on. */
void pin_restore(struct core *c)
{
    for (int i = 0; c->desk.list != NULL && i < c->desk.list->count; i++) {
        int tries = day_tries_of(&c->day, c->desk.list->member[i].id);
        if (tries >= PIN_FREE_TRIES) {
            c->desk.wait_until_ms[i] = c->now_ms + wait_after(tries);
        }
    }
}

static void send_try(struct step *s)
{
    struct core *c = s->c;
    struct desk *d = &c->desk;
    bool may = asks_for_person(c) && d->chosen != NO_INDEX && id_is_none(d->verify_id) &&
               d->digit_count >= PIN_DIGITS_MIN && c->now_ms >= d->wait_until_ms[d->chosen];
    if (!may) {
        return;
    }
    static const char *const tries[] = {[PIN_LOGIN] = "act=pin-try for=login",
                                        [PIN_EXCEPTION] = "act=pin-try for=exception",
                                        [PIN_CLOSING] = "act=pin-try for=closing",
                                        [PIN_REPORT] = "act=pin-try for=report"};
    desk_note(s, d->chosen, tries[d->purpose]);
    d->verify_id = id_make(&c->rng);
    d->verify_until_ms = c->now_ms + PIN_GIVE_UP_MS;
    d->refused = d->pin_lost = false;
    struct effect *e = effects_add(s->fx, FX_VERIFY_PIN);
    e->verify.verify_id = d->verify_id;
    e->verify.member = d->chosen;
    memcpy(e->verify.pin, d->digit, sizeof e->verify.pin);
    forget_digits(d);
}

static void act_of_two(struct step *s, int second)
{
    struct core *c = s->c;
    enum pin_purpose purpose = c->desk.purpose;
    struct strbuf names = strbuf_on(c->desk.names, sizeof c->desk.names);
    strbuf_format(&names, "%s+%s", c->desk.list->member[c->desk.clerk].id,
                  c->desk.list->member[second].id);
    desk_forget_person(c);
    c->desk.touched_ms = c->now_ms;
    if (purpose == PIN_EXCEPTION) {
        exception_confirmed(s);
    } else if (purpose == PIN_REPORT) {
        refused_noted(s);
    } else {
        shift_closed_by(s);
    }
    c->desk.names[0] = '\0';
}

static void take_answer(struct step *s)
{
    struct core *c = s->c;
    struct desk *d = &c->desk;
    if (id_is_none(d->verify_id) || !id_equal(d->verify_id, s->ev->pin.verify_id)) {
        return; /* somebody else is asked for by now */
    }
    int member = d->chosen;
    d->verify_id = (struct id){0};
    if (s->ev->pin.result == PIN_GOOD && !c->journal_failed) {
        desk_note(s, member, "act=pin-good");
        if (d->purpose == PIN_LOGIN) {
            desk_log_in(s, member);
        } else if (d->clerk != NO_INDEX && pin_person_fits(c, member)) {
            act_of_two(s, member);
        }
        return;
    }
    d->refused = s->ev->pin.result == PIN_WRONG;
    d->pin_lost = !d->refused;
    int tries = day_tries_of(&c->day, d->list->member[member].id);
    if (tries >= PIN_FREE_TRIES) {
        d->wait_until_ms[member] = c->now_ms + wait_after(tries);
    }
    emit_tone(s, TONE_CANNOT);
}

static void handle_action(struct step *s)
{
    struct core *c = s->c;
    struct desk *d = &c->desk;
    int argument = s->ev->action.argument;
    if (!asks_for_person(c) || !id_is_none(d->verify_id)) {
        return;
    }
    switch (s->ev->action.action) {
    case ACTION_STAFF_WHO:
        if (pin_person_fits(c, argument)) {
            d->chosen = argument;
            d->refused = d->pin_lost = false;
            forget_digits(d);
        }
        break;
    case ACTION_STAFF_DIGIT:
        if (argument >= 0 && argument <= 9 && d->chosen != NO_INDEX &&
            d->digit_count < PIN_DIGITS_MAX) {
            d->digit[d->digit_count++] = (char)('0' + argument);
            d->refused = d->pin_lost = false;
        }
        break;
    case ACTION_STAFF_CLEAR:
        forget_digits(d);
        break;
    case ACTION_STAFF_LOGIN:
        send_try(s);
        break;
    case ACTION_STAFF_PAGE:
        d->page = argument >= 0 && argument < STAFF_MAX ? argument : 0;
        break;
    default:
        break;
    }
}

void pin_step(struct step *s)
{
    struct desk *d = &s->c->desk;
    if (s->ev->kind == EV_ACTION) {
        handle_action(s);
    } else if (s->ev->kind == EV_PIN_VERIFIED) {
        take_answer(s);
    } else if (!id_is_none(d->verify_id) && s->c->now_ms >= d->verify_until_ms) {
        d->verify_id = (struct id){0}; /* the try stays counted */
        d->pin_lost = true;
    }
}
