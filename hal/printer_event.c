#include "hal/printer_event.h"

#include <assert.h>
#include <string.h>

void printer_events_conditions(struct printer_events *q, uint64_t now_ms, unsigned conditions)
{
    if (conditions == q->conditions) {
        return;
    }
    q->conditions = conditions;
    struct printer_event e = {
        .kind = PRINTER_CONDITIONS_CHANGED, .at_ms = now_ms, .conditions = conditions};
    bool is_last_the_same_kind =
        q->count > 0 && q->waiting[q->count - 1].kind == PRINTER_CONDITIONS_CHANGED;
    if (is_last_the_same_kind) {
        q->waiting[q->count - 1] = e;
        return;
    }
    printer_events_add(q, &e);
}

void printer_events_add(struct printer_events *q, const struct printer_event *e)
{
    assert(q->count < PRINTER_EVENTS_MAX);
    q->waiting[q->count] = *e;
    q->count++;
}

bool printer_events_has_outcome(const struct printer_events *q)
{
    for (int i = 0; i < q->count; i++) {
        if (q->waiting[i].kind == PRINTER_OUTCOME) {
            return true;
        }
    }
    return false;
}

bool printer_events_take(struct printer_events *q, struct printer_event *out)
{
    if (q->count == 0) {
        return false;
    }
    *out = q->waiting[0];
    q->count--;
    memmove(&q->waiting[0], &q->waiting[1], (size_t)q->count * sizeof q->waiting[0]);
    return true;
}
