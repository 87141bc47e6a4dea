#include "core/machine.h"

#include <stdio.h>
#include <string.h>

enum { CALL_NO_MAX = 999 };

/* Numbers start at 1 every day and are never used twice in a day. 0: the day's numbers are used up.
 */
static int next_call_no(struct core *c)
{
    int32_t day = civil_day(c->wall_ms);
    bool used_up = c->last_call_no >= CALL_NO_MAX;
    /* A clock set back must not hand out the same numbers again, unless it had been far ahead: then
     * that day would never end. */
    if (day > c->call_day || (day < c->call_day && used_up)) {
        c->call_day = day;
        c->last_call_no = 0;
    }
    do { /* a ticket kept since yesterday still has its number */
        if (c->last_call_no >= CALL_NO_MAX) {
            return 0;
        }
        c->last_call_no++;
    } while (ticket_by_call_no(c, c->last_call_no) != NO_INDEX);
    return c->last_call_no;
}

static int free_ticket(const struct core *c)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        if (c->ticket[i].state == TICKET_FREE) {
            return i;
        }
    }
    return NO_INDEX;
}

int ticket_add(struct step *s, const struct visit *visit)
{
    struct core *c = s->c;
    int index = free_ticket(c);
    int call_no = index == NO_INDEX ? 0 : next_call_no(c);
    if (call_no == 0) {
        return NO_INDEX;
    }
    c->ticket[index] = (struct ticket){
        .state = TICKET_WAITING,
        .visit_id = visit->visit_id,
        .call_no = call_no,
        .code = visit->code,
        .code_kind = visit->code_kind,
        .queued_ms = c->now_ms,
    };
    struct journal_row *row = emit_row(s, JOURNAL_NUMBER, visit->visit_id);
    row->call_no = call_no;
    row->code = visit->code;
    if (shift_setting(c, DAY_SETTING_DIRECT) != 0) {
        c->ticket[index].receiver = CHECK_DONE_AUTO;
        c->ticket[index].receiver_at_ms = c->wall_ms;
        c->ticket[index].state = TICKET_CALLED;
    }
    return index;
}

static int pool_take(struct core *c, const struct application *a)
{
    for (int i = 0; i < APPLICATION_POOL_MAX; i++) {
        if (!c->pool_used[i]) {
            c->pool_used[i] = true;
            c->pool[i] = *a;
            return i;
        }
    }
    return NO_INDEX;
}

static struct item *item_of(struct ticket *t, const char *application_id)
{
    for (int i = 0; i < t->item_count; i++) {
        if (strcmp(t->item[i].application_id, application_id) == 0) {
            return &t->item[i];
        }
    }
    return NULL;
}

static struct item *item_add(struct ticket *t, const char *application_id)
{
    if (t->item_count >= LOOKUP_APPLICATIONS_MAX) {
        return NULL;
    }
    struct item *item = &t->item[t->item_count++];
    *item = (struct item){.pool = NO_INDEX, .state = ITEM_PENDING};
    memcpy(item->application_id, application_id, sizeof item->application_id);
    return item;
}

static bool is_on_its_way(const struct item *item)
{
    return item->state >= ITEM_RESERVING && item->state <= ITEM_REPORTED;
}

/* New facts about an item that has not left the shelf yet; one on its way keeps what it began with.
 */
static bool item_take(struct core *c, struct item *item, const struct application *a)
{
    if (item->pool == NO_INDEX) {
        item->pool = pool_take(c, a);
    } else if (!is_on_its_way(item)) {
        c->pool[item->pool] = *a;
    } else {
        return true;
    }
    if (item->pool == NO_INDEX) {
        return false;
    }
    item->readiness = readiness_of(a, c->config->office_id);
    if (item->state == ITEM_PENDING || item->state == ITEM_NOT_READY) {
        bool ready = readiness_can_hand_over(item->readiness);
        item->state = ready ? ITEM_PENDING : ITEM_NOT_READY;
        item->selected = ready;
        checks_make(c, item);
    }
    return true;
}

/* The first item that can be handed over stands first on the counter, unless the clerk has one in
 * hand or owes an answer about one. */
static void choose_current(struct ticket *t)
{
    enum item_state now = t->item[t->current].state;
    if (ticket_in_flight(t) || now == ITEM_DECISION || now == ITEM_CONFLICT) {
        return;
    }
    for (int i = 0; i < t->item_count; i++) {
        if (t->item[i].state == ITEM_PENDING) {
            t->current = i;
            return;
        }
    }
}

bool ticket_take_applications(struct step *s, int index, const struct backend_reply *reply)
{
    struct ticket *t = &s->c->ticket[index];
    t->code_kind = reply->code_kind;
    for (int i = 0; i < reply->application_count; i++) {
        const struct application *a = &reply->application[i];
        struct item *item = item_of(t, a->application_id);
        item = item != NULL ? item : item_add(t, a->application_id);
        if (item == NULL || !item_take(s->c, item, a)) {
            return false;
        }
    }
    t->offline = false;
    choose_current(t);
    return true;
}

void ticket_close(struct step *s, int index, const char *why)
{
    struct core *c = s->c;
    struct ticket *t = &c->ticket[index];
    int handed = 0;
    for (int i = 0; i < t->item_count; i++) {
        struct item *item = &t->item[i];
        handed += item->state == ITEM_REPORTING || item->state == ITEM_REPORTED;
        if (item->pool != NO_INDEX) { /* names stay in memory no longer than the visit */
            memset(&c->pool[item->pool], 0, sizeof c->pool[item->pool]);
            c->pool_used[item->pool] = false;
        }
    }
    emit_detail(emit_row(s, JOURNAL_VISIT_CLOSED, t->visit_id), "why=%s handed=%d of=%d", why,
                handed, t->item_count);
    memset(t, 0, sizeof *t);
    if (c->counter.selected == index) {
        counter_select(s, NO_INDEX);
    }
    if (c->visit.ticket == index) {
        visit_end(s, "served");
    }
}

int ticket_by_visit(const struct core *c, struct id visit_id)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        if (c->ticket[i].state != TICKET_FREE && id_equal(c->ticket[i].visit_id, visit_id)) {
            return i;
        }
    }
    return NO_INDEX;
}

int ticket_by_code(const struct core *c, struct code_hash code)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        if (c->ticket[i].state != TICKET_FREE && code_hash_equal(c->ticket[i].code, code)) {
            return i;
        }
    }
    return NO_INDEX;
}

int ticket_by_application(const struct core *c, const char *application_id)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        for (int k = 0; c->ticket[i].state != TICKET_FREE && k < c->ticket[i].item_count; k++) {
            if (strcmp(c->ticket[i].item[k].application_id, application_id) == 0) {
                return i;
            }
        }
    }
    return NO_INDEX;
}

int ticket_by_call_no(const struct core *c, int call_no)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        if (c->ticket[i].state != TICKET_FREE && c->ticket[i].call_no == call_no) {
            return i;
        }
    }
    return NO_INDEX;
}

/* Called first, then by number, held ones last. */
static int order_key(const struct ticket *t)
{
    int group = t->state == TICKET_CALLED ? 0 : t->state == TICKET_WAITING ? 1 : 2;
    return group * (CALL_NO_MAX + 1) + t->call_no;
}

int ticket_order(const struct core *c, int order[TICKETS_MAX])
{
    int count = 0;
    for (int i = 0; i < TICKETS_MAX; i++) {
        if (c->ticket[i].state == TICKET_FREE) {
            continue;
        }
        int at = count++;
        while (at > 0 && order_key(&c->ticket[order[at - 1]]) > order_key(&c->ticket[i])) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = i;
    }
    return count;
}

bool ticket_is_moving(const struct ticket *t)
{
    for (int i = 0; i < t->item_count; i++) {
        enum item_state state = t->item[i].state;
        if ((state >= ITEM_RESERVING && state < ITEM_MATCHED) || state == ITEM_HANDING) {
            return true;
        }
    }
    return false;
}

bool ticket_in_flight(const struct ticket *t)
{
    for (int i = 0; i < t->item_count; i++) {
        enum item_state state = t->item[i].state;
        if (state >= ITEM_RESERVING && state <= ITEM_HANDING) {
            return true;
        }
    }
    return false;
}

bool ticket_is_awaited(const struct ticket *t)
{
    bool begun = t->receiver != CHECK_OPEN;
    for (int i = 0; i < t->item_count; i++) {
        const struct item *item = &t->item[i];
        begun |= item->state != ITEM_PENDING && item->state != ITEM_NOT_READY;
        for (int k = 0; k < item->check_count; k++) {
            begun |= item->check[k].state != CHECK_OPEN;
        }
    }
    return t->state == TICKET_CALLED && !begun;
}

bool ticket_can_close(const struct ticket *t)
{
    for (int i = 0; i < t->item_count; i++) {
        enum item_state state = t->item[i].state;
        if (state == ITEM_DECISION || state == ITEM_CONFLICT) {
            return false;
        }
    }
    return !ticket_in_flight(t);
}

int ticket_wait_minutes(const struct core *c, int *out_people)
{
    int people = 0;
    for (int i = 0; i < TICKETS_MAX; i++) {
        people += c->ticket[i].state == TICKET_WAITING;
    }
    *out_people = people;
    return day_wait_minutes(&c->day, 50);
}

struct papers_wanted ticket_wants(const struct core *c, const struct ticket *t)
{
    struct papers_wanted wants = {.tax = false};
    for (int i = 0; i < t->item_count; i++) {
        const struct application *a = item_application(c, &t->item[i]);
        if (a != NULL && t->item[i].readiness == READINESS_READY_WITH_PAPERS) {
            wants = papers_wanted_both(wants, papers_wanted_of(a));
        }
    }
    return wants;
}

void ticket_print_slip(struct step *s, int index, enum print_kind kind, enum hold_reason reason)
{
    struct core *c = s->c;
    struct ticket *t = &c->ticket[index];
    if (c->device[DEVICE_SLIP_PRINTER].health == HEALTH_DOWN) {
        c->visit.slip = c->visit.ticket == index ? SLIP_FAILED : c->visit.slip;
        return; /* the job is not started: the screen shows the number (A53) */
    }
    struct print_order *order = emit_print(s, kind, t);
    int people;
    order->reason = reason;
    order->reprint_no = kind == PRINT_NUMBER_SLIP ? t->slip_no++ : 0;
    order->wait_minutes = ticket_wait_minutes(c, &people);
    for (int i = 0; i < t->item_count; i++) {
        const struct item *item = &t->item[i];
        order->ready_count += item->readiness == READINESS_READY;
        order->papers_count += item->readiness == READINESS_READY_WITH_PAPERS;
        const struct application *a = item_application(c, item);
        order->needs_identity |= a != NULL && checks_want_identity(c, a);
    }
    order->wants = ticket_wants(c, t);
    order->needs_identity |= shift_setting(c, DAY_SETTING_IDENTITY) == IDENTITY_ALWAYS;
    struct journal_row *row = emit_row(s, JOURNAL_SLIP, t->visit_id);
    row->job_id = order->job_id;
    row->call_no = t->call_no;
    emit_detail(row, "print=%s reprint=%d", kind == PRINT_NUMBER_SLIP ? "number" : "hold-slip",
                order->reprint_no);
    if (c->visit.ticket == index) {
        c->visit.slip_job = order->job_id;
        c->visit.slip = SLIP_PRINTING;
    }
}
