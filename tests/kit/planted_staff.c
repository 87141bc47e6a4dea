/* Bugs of what the terminal says to its staff and believes of them. */
#include "core/machine.h"
#include "tests/kit/planted.h"

/* Nobody is told that a sheet may still lie there, so nobody tears it. */
static void sheets_left_unsaid(struct core *c, const struct event *ev, struct effects *out)
{
    core_step(c, ev, out);
    for (int i = 0; i < TICKETS_MAX; i++) {
        for (int k = 0; k < c->ticket[i].item_count; k++) {
            c->ticket[i].item[k].may_lie = false;
        }
    }
}

/* Who is logged in stands for both. */
static void relief_by_one(struct core *c, const struct event *ev, struct effects *out)
{
    struct step s = {.c = c, .ev = ev, .fx = out};
    core_step(c, ev, out);
    bool given = ev->kind == EV_ACTION && ev->action.action == ACTION_STAFF_REASON_GIVEN;
    if (given && c->desk.wants_second && c->desk.clerk != NO_INDEX) {
        const char *id = c->desk.list->member[c->desk.clerk].id;
        struct strbuf names = strbuf_on(c->desk.names, sizeof c->desk.names);
        strbuf_format(&names, "%s+%s", id, id);
        desk_forget_person(c);
        exception_confirmed(&s);
        c->desk.names[0] = '\0';
    }
}

/* What another terminal holds is taken from it at once, in two people's names. */
static void relief_by_nobody(struct core *c, const struct event *ev, struct effects *out)
{
    struct step s = {.c = c, .ev = ev, .fx = out};
    core_step(c, ev, out);
    struct ticket *t = counter_ticket(c);
    struct item *item = t == NULL || t->item_count == 0 ? NULL : &t->item[t->current];
    if (ev->kind == EV_REPLY && item != NULL && item->state == ITEM_CONFLICT &&
        item->relief == RELIEF_NONE && item->conflict == EXCHANGE_RESULT_RESERVED_ELSEWHERE) {
        struct strbuf names = strbuf_on(c->desk.names, sizeof c->desk.names);
        strbuf_text(&names, "s1+s2");
        relief_begin(&s, t, item);
        c->desk.names[0] = '\0';
    }
}

static void relief_without_reason(struct core *c, const struct event *ev, struct effects *out)
{
    core_step(c, ev, out);
    for (int i = 0; i < out->count; i++) {
        struct effect *e = &out->effect[i];
        if (e->kind == FX_JOURNAL && e->row.kind == JOURNAL_EXCEPTION) {
            struct strbuf b = strbuf_on(e->row.detail, sizeof e->row.detail);
            strbuf_text(&b, "reason=take-over note=");
        }
    }
}

const struct planted_bug planted_staff[] = {
    {"sheets left unsaid", 100, .step = sheets_left_unsaid},
    {"relief by one person", 400, .step = relief_by_one},
    {"relief by nobody", 400, .step = relief_by_nobody},
    {"relief without a reason", 400, .step = relief_without_reason},
};
const int planted_staff_count = sizeof planted_staff / sizeof planted_staff[0];
