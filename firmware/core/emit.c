#include "core/machine.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct effect *effects_add(struct effects *fx, enum effect_kind kind)
{
    assert(fx->count < EFFECTS_MAX);
    struct effect *e = &fx->effect[fx->count++];
    memset(e, 0, sizeof *e);
    e->kind = kind;
    return e;
}

struct journal_row *emit_row(struct step *s, enum journal_kind kind, struct id visit_id)
{
    struct journal_row *row = &effects_add(s->fx, FX_JOURNAL)->row;
    row->kind = kind;
    row->at_ms = s->c->now_ms;
    row->wall_ms = s->c->wall_ms;
    row->visit_id = visit_id;
    bool by_staff = (s->ev->kind == EV_ACTION && s->ev->action.actor == ACTOR_STAFF) ||
                    s->ev->kind == EV_TAG_READ || s->ev->kind == EV_PIN_VERIFIED;
    if (by_staff) {
        desk_sign(s->c, row->staff_id);
    }
    return row;
}

struct journal_row *emit_item_row(struct step *s, enum journal_kind kind, const struct ticket *t,
                                  const struct item *item)
{
    struct journal_row *row = emit_row(s, kind, t->visit_id);
    memcpy(row->application_id, item->application_id, sizeof row->application_id);
    row->token = item->token;
    return row;
}

void emit_detail(struct journal_row *row, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(row->detail, sizeof row->detail, format, args);
    va_end(args);
    assert(n >= 0 && (size_t)n < sizeof row->detail);
}

void emit_tone(struct step *s, enum tone tone)
{
    effects_add(s->fx, FX_TONE)->tone = tone;
}

void emit_signal(struct step *s, enum signal signal)
{
    s->c->lamp = signal;
    effects_add(s->fx, FX_SIGNAL)->signal = signal;
}

struct print_order *emit_print(struct step *s, enum print_kind kind, const struct ticket *t)
{
    struct print_order *order = &effects_add(s->fx, FX_PRINT)->print;
    order->kind = kind;
    order->job_id = id_make(&s->c->rng);
    order->wait_minutes = -1;
    if (t != NULL) {
        order->visit_id = t->visit_id;
        order->call_no = t->call_no;
    }
    return order;
}

struct backend_request *emit_request(struct step *s, enum effect_kind kind, enum exchange_op op,
                                     struct id request_id)
{
    struct backend_request *request = &effects_add(s->fx, kind)->request;
    request->op = op;
    request->request_id = request_id;
    request->idempotency_key = request_id;
    return request;
}
