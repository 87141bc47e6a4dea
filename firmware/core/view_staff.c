/* What the staff screen shows around the work in hand: the queue, devices, alerts. */
#include "core/machine.h"

#include <string.h>

static enum queue_mark mark_of(const struct ticket *t)
{
    for (int i = 0; i < t->item_count; i++) {
        enum item_state state = t->item[i].state;
        if (state == ITEM_DECISION || state == ITEM_PRINT_UNKNOWN || state == ITEM_CONFLICT) {
            return MARK_DECISION;
        }
    }
    if (t->state == TICKET_CALLED) {
        return MARK_SERVING;
    }
    if (t->state == TICKET_HELD) {
        return MARK_HELD;
    }
    if (t->offline) {
        return MARK_OFFLINE;
    }
    if (t->explain) {
        return MARK_EXPLAIN;
    }
    for (int i = 0; i < t->item_count; i++) {
        if (t->item[i].readiness == READINESS_READY_WITH_PAPERS) {
            return MARK_PAPERS;
        }
    }
    return MARK_READY;
}

static void show_row(const struct core *c, const struct ticket *t, struct queue_row *row)
{
    row->argument = t->call_no;
    call_no_text(c->config, t->call_no, row->call_no);
    row->item_count = t->item_count;
    row->mark = mark_of(t);
    row->waited_minutes = (int)((c->now_ms - t->queued_ms) / 60000);
    row->call_count = t->call_count;
    row->help_flag = t->asks_help;
    for (int i = 0; i < t->item_count; i++) {
        const struct application *a = item_application(c, &t->item[i]);
        row->ready_count += t->item[i].readiness == READINESS_READY;
        if (a != NULL) {
            row->procedure = i == 0 ? a->procedure : row->procedure;
            row->substitution_flag |= a->substitution_count > 0;
            row->new_flag |= a->procedure == PROC_NEW_CAR;
        }
    }
}

static void show_queue(const struct core *c, struct staff_view *v)
{
    int order[TICKETS_MAX];
    v->queue_count = ticket_order(c, order);
    v->selected = -1;
    for (int i = 0; i < v->queue_count; i++) {
        show_row(c, &c->ticket[order[i]], &v->queue[i]);
        if (order[i] == c->counter.selected) {
            v->selected = i;
        }
    }
    int people;
    v->wait_minutes = ticket_wait_minutes(c, &people);
}

static void show_devices(const struct core *c, struct staff_view *v)
{
    static const char *const names[CORE_DEVICE_COUNT] = {
        [DEVICE_CAMERA] = "カメラ",
        [DEVICE_SLIP_PRINTER] = "番号札",
        [DEVICE_CERTIFICATE_PRINTER] = "証書",
        [DEVICE_BACKEND] = "照会",
        [DEVICE_JOURNAL] = "記録",
        [DEVICE_DECODER] = "読み取り",
    };
    for (int i = 0; i < CORE_DEVICE_COUNT; i++) {
        struct device_row *row = &v->device[v->device_count++];
        enum fault fault = service_fault(c, (enum core_device)i);
        row->name = names[i];
        if (fault == FAULT_NONE) {
            continue;
        }
        row->level = fault_row(fault)->health == HEALTH_ATTENTION ? DEVICE_ATTENTION : DEVICE_DOWN;
        struct strbuf state = strbuf_on(row->state, sizeof row->state);
        strbuf_text(&state, fault_row(fault)->staff);
        struct strbuf cure = strbuf_on(row->cure, sizeof row->cure);
        strbuf_text(&cure, fault_row(fault)->cure);
    }
}

static void show_alerts(const struct core *c, struct staff_view *v)
{
    for (int i = 0; i < ALERTS_MAX; i++) {
        if (!c->counter.alert[i].open) {
            continue;
        }
        if (v->alert_count++ == 0) {
            memcpy(v->alert, c->counter.alert[i].text, sizeof v->alert);
            v->alert_person = c->counter.alert[i].person;
        }
    }
}

void core_staff_view(const struct core *c, struct staff_view *out)
{
    memset(out, 0, sizeof *out);
    out->screen = c->counter.screen;
    out->details_open = c->counter.screen == SCREEN_S02;
    out->config = c->config;
    out->wall_ms = c->wall_ms;
    out->dropped_replies = c->dropped_replies;
    out->backend_away = !c->link_up;
    out->unmasked = c->counter.unmask_until_ms > c->now_ms;
    out->match_refused = c->counter.match_refused;
    out->phrase_sheet = c->counter.phrase_sheet;
    out->one_screen = c->config->staff_on_same_screen;
    show_queue(c, out);
    if (c->counter.selected != NO_INDEX) {
        view_ticket(c, &c->ticket[c->counter.selected], out);
    } else if (out->queue_count > 0) {
        view_add_button(out, ACTION_STAFF_CALL, "次の方を呼び出す", true);
    }
    show_devices(c, out);
    show_alerts(c, out);
    bool free = out->screen == SCREEN_S01 && !out->has_ticket;
    if (free && c->counter.alert[0].person) { /* open ones lie at the front */
        out->screen = SCREEN_S08;
    }
    view_desk(c, out);
}
