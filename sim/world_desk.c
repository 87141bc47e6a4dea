/* Who sits at a counter of the world: names, PINs, the second person that is called over. */
#include <sodium.h>
#include <string.h>
#include "sim/world_work.h"

enum { CLERKS = 3, WRONG_PIN_PERCENT = 3 };

static const struct {
    const char *id, *pin, *name;
} people[CLERKS] = {{"s1", "2580", "一番"}, {"s2", "1357", "二番"}, {"s3", "9753", "三番"}};

struct err world_desk_people(struct staff_list *out)
{
    *out = (struct staff_list){.count = CLERKS};
    for (int i = 0; i < CLERKS; i++) {
        struct staff_member *m = &out->member[i];
        struct strbuf id = strbuf_on(m->id, sizeof m->id);
        struct strbuf name = strbuf_on(m->name, sizeof m->name);
        strbuf_text(&id, people[i].id);
        strbuf_text(&name, people[i].name);
        m->role = i == 0 ? STAFF_ROLE_SUPERVISOR : STAFF_ROLE_CLERK;
        if (crypto_pwhash_str(m->hash, people[i].pin, strlen(people[i].pin),
                              crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN) != 0) {
            return FAIL(NO_MEMORY);
        }
    }
    return OK;
}

static void type_pin(struct world_terminal *t, int member)
{
    bool wrong = !t->world->setup.quiet && world_chance(&t->rng, WRONG_PIN_PERCENT);
    world_press(t, ACTOR_STAFF, ACTION_STAFF_WHO, member);
    world_press(t, ACTOR_STAFF, ACTION_STAFF_CLEAR, 0);
    for (const char *digit = people[member].pin; *digit != '\0'; digit++) {
        world_press(t, ACTOR_STAFF, ACTION_STAFF_DIGIT, wrong ? 0 : *digit - '0');
    }
    world_press(t, ACTOR_STAFF, ACTION_STAFF_LOGIN, 0);
}

/* Somebody has a number, or stands at the counter: there is a reason to log in. */
static bool is_wanted(const struct core *c)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        if (c->ticket[i].state != TICKET_FREE) {
            return true;
        }
    }
    return false;
}

enum desk_answer world_desk_sign(struct world_terminal *t)
{
    const struct desk_view *d = &t->view.desk;
    bool locked = t->view.screen == SCREEN_S00;
    if (!d->wants_person) {
        return DESK_OPEN;
    }
    if (locked && !is_wanted(app_core(t->app))) {
        return DESK_EMPTY;
    }
    if (!d->verifying && d->wait_seconds == 0) {
        type_pin(t, locked ? t->no % CLERKS : (t->no + 1) % CLERKS);
    }
    return DESK_SIGNING;
}
