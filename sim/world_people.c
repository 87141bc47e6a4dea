/* Applicants: they come, show a code, wait, lose patience, try elsewhere, hear their number wrong.
 */
#include <string.h>
#include "sim/world_parts.h"

enum { TRIES_MAX = 6, CROWD_PERCENT = 5, NO_SHOW_PERCENT = 8, WRONG_PERSON_PERCENT = 3 };

static void wait_for(struct world *w, struct world_person *p, uint64_t low_ms, uint64_t high_ms)
{
    p->due_ms = w->now_ms + world_between(&p->rng, low_ms, high_ms);
    w->people_due_ms = p->due_ms < w->people_due_ms ? p->due_ms : w->people_due_ms;
}

static void leave(struct world_person *p)
{
    p->state = PERSON_GONE;
    p->due_ms = WORLD_NEVER_MS;
}

static void come_back_later(struct world *w, struct world_person *p, uint64_t within_ms)
{
    p->state = PERSON_AWAY;
    wait_for(w, p, 4000, within_ms);
    if (++p->tries > TRIES_MAX || p->due_ms > w->calm_ms) {
        leave(p);
    }
}

static void go_elsewhere(struct world *w, struct world_person *p)
{
    if (w->setup.terminals > 1) {
        uint32_t on = 1 + rng_below(&p->rng, (uint32_t)w->setup.terminals - 1);
        p->terminal = (p->terminal + (int)on) % w->setup.terminals;
    }
    come_back_later(w, p, 60000);
}

static bool is_crowded(const struct world *w, const struct world_person *p)
{
    for (int i = 0; i < w->person_count; i++) {
        const struct world_person *other = &w->person[i];
        if (other != p && other->state == PERSON_AT_MACHINE && other->terminal == p->terminal) {
            return true;
        }
    }
    return false;
}

static bool show_code(struct world *w, const struct world_person *p)
{
    struct world_terminal *t = w->terminal[p->terminal];
    const struct world_case *c = &w->cases[p->case_no];
    world_terminal_turn(t);
    if (!world_terminal_runs(t)) {
        return false;
    }
    world_note(w, t->no, "person", "shows a code", p->case_no);
    t->shown_ms = w->now_ms;
    app_code(t->app, (const uint8_t *)c->code, strlen(c->code));
    t->due_ms = w->now_ms;
    return true;
}

static void arrive(struct world *w, struct world_person *p)
{
    if (is_crowded(w, p) && !world_chance(&p->rng, CROWD_PERCENT)) {
        wait_for(w, p, 2000, 9000);
        return;
    }
    if (!show_code(w, p)) {
        if (world_chance(&p->rng, 50)) {
            go_elsewhere(w, p);
        } else {
            wait_for(w, p, 5000, 30000);
        }
        return;
    }
    p->state = PERSON_AT_MACHINE;
    wait_for(w, p, 2000, 9000);
}

static void take_number(struct world *w, struct world_person *p, const struct applicant_view *v)
{
    memcpy(p->call_no, v->call_no, sizeof p->call_no);
    p->state = PERSON_WAITING;
    wait_for(w, p, 120000, 420000);
}

static void look_at_screen(struct world *w, struct world_person *p)
{
    struct world_terminal *t = w->terminal[p->terminal];
    if (!world_terminal_runs(t)) {
        go_elsewhere(w, p);
        return;
    }
    struct applicant_view v;
    core_applicant_view(app_core(t->app), &v);
    if (v.screen == SCREEN_A02) {
        wait_for(w, p, 1000, 3000);
        return;
    }
    w->report.visits += v.screen != SCREEN_A00;
    if (v.screen == SCREEN_A11 && !p->has_papers && world_chance(&p->rng, 30)) {
        app_action(t->app, ACTOR_APPLICANT, ACTION_NO_PAPER_NOW, 0);
        t->due_ms = w->now_ms;
        p->has_papers = true;
        come_back_later(w, p, 240000);
    } else if (v.call_no[0] != '\0') {
        take_number(w, p, &v);
    } else if (v.screen != SCREEN_A00 && world_chance(&p->rng, 60)) {
        leave(p); /* was told why, and what to do */
    } else {
        come_back_later(w, p, 90000);
    }
}

static void lose_patience(struct world *w, struct world_person *p)
{
    uint32_t draw = rng_below(&p->rng, 10);
    if (draw < 4) {
        come_back_later(w, p, 8000); /* once more, at the same terminal */
    } else if (draw < 7) {
        go_elsewhere(w, p);
    } else if (draw < 9) {
        leave(p);
    } else {
        wait_for(w, p, 60000, 240000);
    }
}

static void stand_at_counter(struct world *w, struct world_person *p)
{
    if (p->shown_at_counter) { /* waited long enough */
        p->shown_at_counter = false;
        if (world_chance(&p->rng, 50)) {
            go_elsewhere(w, p);
        } else {
            come_back_later(w, p, 30000);
        }
        return;
    }
    p->shown_at_counter = true;
    if (world_chance(&p->rng, 70)) {
        (void)show_code(w, p); /* staff look at the person when there is no terminal */
    }
    wait_for(w, p, 240000, 600000);
}

static void act(struct world *w, int no)
{
    struct world_person *p = &w->person[no];
    switch (p->state) {
    case PERSON_AWAY:
        arrive(w, p);
        break;
    case PERSON_AT_MACHINE:
        look_at_screen(w, p);
        break;
    case PERSON_WAITING:
        lose_patience(w, p);
        break;
    case PERSON_AT_COUNTER:
        stand_at_counter(w, p);
        break;
    case PERSON_SERVED:
    case PERSON_GONE:
        p->due_ms = WORLD_NEVER_MS;
        break;
    }
}

void world_people_act(struct world *w)
{
    if (w->now_ms < w->people_due_ms) {
        return;
    }
    for (int i = 0; i < w->person_count; i++) {
        if (w->now_ms >= w->person[i].due_ms) {
            act(w, i);
        }
    }
    w->people_due_ms = WORLD_NEVER_MS;
    for (int i = 0; i < w->person_count; i++) {
        uint64_t due_ms = w->person[i].due_ms;
        w->people_due_ms = due_ms < w->people_due_ms ? due_ms : w->people_due_ms;
    }
}

static void come_to_counter(struct world *w, struct world_person *p)
{
    p->state = PERSON_AT_COUNTER;
    p->shown_at_counter = false;
    wait_for(w, p, 2000, 12000);
}

void world_person_called(struct world *w, int terminal, const char *call_no)
{
    for (int i = 0; i < w->person_count; i++) {
        struct world_person *p = &w->person[i];
        bool waits = p->state == PERSON_WAITING && p->terminal == terminal;
        bool hears = waits && strcmp(p->call_no, call_no) == 0;
        bool mishears =
            waits && !hears && !w->setup.quiet && world_chance(&p->rng, WRONG_PERSON_PERCENT);
        if ((hears && (w->setup.quiet || !world_chance(&p->rng, NO_SHOW_PERCENT))) || mishears) {
            come_to_counter(w, p);
        }
    }
}

int world_person_at_counter(const struct world *w, int terminal, int group)
{
    for (int i = 0; i < w->person_count; i++) {
        const struct world_person *p = &w->person[i];
        if (p->state == PERSON_AT_COUNTER && p->terminal == terminal && p->group == group) {
            return i;
        }
    }
    return -1;
}

void world_people_see_it_dark(struct world *w, int terminal)
{
    for (int i = 0; i < w->person_count; i++) {
        struct world_person *p = &w->person[i];
        if (p->state == PERSON_AT_COUNTER && p->terminal == terminal && world_chance(&p->rng, 60)) {
            p->shown_at_counter = true;
            wait_for(w, p, 8000, 60000);
        }
    }
}

void world_people_try_elsewhere(struct world *w, int terminal)
{
    for (int i = 0; w->setup.terminals > 1 && i < w->person_count; i++) {
        struct world_person *p = &w->person[i];
        if (p->state == PERSON_AWAY && world_person_at_counter(w, terminal, p->group) >= 0) {
            uint32_t on = 1 + rng_below(&p->rng, (uint32_t)w->setup.terminals - 1);
            p->terminal = (terminal + (int)on) % w->setup.terminals;
            wait_for(w, p, 3000, 12000);
        }
    }
}

void world_person_sent_away(struct world *w, int no, bool for_good)
{
    struct world_person *p = &w->person[no];
    if (for_good) {
        p->state = PERSON_SERVED;
        p->due_ms = WORLD_NEVER_MS;
    } else {
        come_back_later(w, p, 120000);
    }
}
