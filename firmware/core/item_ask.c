/* What is known of an item, and what is asked for it before it lies on the counter: reserve, begin,
 * print. Every intent stands in the journal before its request goes out. */
#include "core/machine.h"
#include "core/offline.h"

#include <string.h>

const struct application *item_application(const struct core *c, const struct item *item)
{
    return item->pool == NO_INDEX ? NULL : &c->pool[item->pool];
}

/* Its facts are here, and after a restart the backend has said that its token still counts. */
bool item_is_sure(const struct core *c, const struct item *item)
{
    return item_application(c, item) != NULL && !item->unsure;
}

bool item_printed_here(const struct core *c, const struct item *item)
{
    const struct application *a = item_application(c, item);
    for (int i = 0; a != NULL && i < a->deliverable_count; i++) {
        if (a->deliverable[i].printed_here) {
            return true;
        }
    }
    return false;
}

static void send_item(struct step *s, struct ticket *t, struct item *item, enum exchange_op op)
{
    struct backend_request *r = emit_request(s, FX_SEND, op, item->request_id);
    r->visit_id = t->visit_id;
    r->token = item->token;
    memcpy(r->application_id, item->application_id, sizeof r->application_id);
}

void item_send_reserve(struct step *s, struct ticket *t, struct item *item, bool again)
{
    item->stalled = false;
    item->state = ITEM_RESERVING;
    item->asked_ms = s->c->now_ms;
    if (!again) {
        item->request_id = id_make(&s->c->rng);
        emit_item_row(s, JOURNAL_RESERVE, t, item)->request_id = item->request_id;
    }
    send_item(s, t, item, EXCHANGE_RESERVE);
}

void item_send_begin(struct step *s, struct ticket *t, struct item *item, bool again)
{
    item->stalled = false;
    item->state = ITEM_BEGINNING;
    item->asked_ms = s->c->now_ms;
    if (!again) {
        item->request_id = id_make(&s->c->rng);
        emit_item_row(s, JOURNAL_BEGIN, t, item)->request_id = item->request_id;
    }
    send_item(s, t, item, EXCHANGE_BEGIN);
}

void item_print(struct step *s, struct ticket *t, struct item *item)
{
    struct print_order *order = emit_print(s, PRINT_CERT_RECORD_SHEET, t);
    memcpy(order->application_id, item->application_id, sizeof order->application_id);
    order->reprint_no = item->print_no++;
    item->job_id = order->job_id;
    item->may_lie = true;
    item->tag_by = NULL;
    item->is_glyph_refused = false;
    item->state = ITEM_PRINTING;
    struct journal_row *row = emit_item_row(s, JOURNAL_PRINT, t, item);
    row->job_id = order->job_id;
    emit_detail(row, "sheet=%d", item->print_no);
}

void item_begun(struct step *s, struct ticket *t, struct item *item)
{
    item->stalled = false;
    item->tag_by = NULL;
    item->request_id = (struct id){0};
    if (item_printed_here(s->c, item)) {
        item_print(s, t, item);
    } else {
        item->state = ITEM_MATCHING;
    }
}

void item_issue(struct step *s, struct ticket *t, struct item *item)
{
    bool printer_down = s->c->device[DEVICE_CERTIFICATE_PRINTER].health == HEALTH_DOWN;
    bool known = item_application(s->c, item) != NULL; /* else its papers are not known either */
    bool may = t->state == TICKET_CALLED && item->state == ITEM_PENDING && known &&
               checks_done(t, item) && readiness_can_hand_over(item->readiness) &&
               !service_is_out(s->c) && !(printer_down && item_printed_here(s->c, item));
    const char *bar = may ? ticket_bar(s->c, t, item->application_id) : NULL;
    if (bar != NULL) {
        service_alert(s, bar);
        return;
    }
    if (may && !offline_refuses(s, OFFLINE_BEGIN)) {
        t->close_ms = 0; /* not over yet, after all */
        item_send_reserve(s, t, item, false);
    }
}

void item_advance(struct step *s, struct ticket *t)
{
    for (int i = 0; i < t->item_count; i++) {
        struct item *item = &t->item[i];
        if (item->state == ITEM_PENDING && item->selected) {
            t->current = i;
            item_issue(s, t, item);
            return;
        }
    }
}
