/* Another terminal died while it held an application: two people have looked at it, and its
 * reservation is given back under both names. Then the item may be reserved anew here.
 *
 * The backend says whose turn it is: only a hand-over that stands at ISSUING is given back, and
 * only when its terminal has been silent for 90 s (openapi.yaml, ABORT): longer than one can stand
 * still without knowing it (standstill.c). One that is ISSUED was handed over, a mere reservation
 * lapses by itself. The abort may be long on its way, and the dead may wake: it carries the
 * server's time from before anybody went to look, and is refused when the other terminal was heard
 * since.
 */
#include "core/machine.h"

#include <string.h>

void relief_begin(struct step *s, struct ticket *t, struct item *item)
{
    item->relief = RELIEF_ASKING;
    item->relief_id = id_make(&s->c->rng);
    memcpy(item->relief_names, s->c->desk.names, sizeof item->relief_names);
    struct backend_request *r = emit_request(s, FX_SEND, EXCHANGE_STATE, item->relief_id);
    r->idempotency_key = (struct id){0}; /* a read */
    r->visit_id = t->visit_id;
    memcpy(r->application_id, item->application_id, sizeof r->application_id);
}

static struct item *item_asking(struct core *c, struct id request_id, struct ticket **out_ticket)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        struct ticket *t = &c->ticket[i];
        for (int k = 0; k < t->item_count; k++) {
            if (t->item[k].relief == RELIEF_ASKING && id_equal(t->item[k].relief_id, request_id)) {
                *out_ticket = t;
                return &t->item[k];
            }
        }
    }
    return NULL;
}

static void give_back(struct step *s, struct ticket *t, struct item *item, uint64_t token)
{
    item->relief = RELIEF_GIVING_BACK;
    item->relief_id = id_make(&s->c->rng);
    /* Theirs stands in words only: a restart must never take it for a token of this terminal. */
    struct journal_row *row = emit_item_row(s, JOURNAL_REPORT, t, item);
    row->request_id = item->relief_id;
    memcpy(row->staff_id, item->relief_names, sizeof row->staff_id);
    emit_detail(row, "op=ABORT why=take-over theirs=%llu", (unsigned long long)token);
    struct backend_request *r = emit_request(s, FX_OUTBOX, EXCHANGE_ABORT, item->relief_id);
    r->visit_id = t->visit_id;
    r->token = token;
    r->happened_at_ms = item->conflict_at_ms;
    memcpy(r->application_id, item->application_id, sizeof r->application_id);
    memcpy(r->staff_id, item->relief_names, sizeof r->staff_id);
    struct strbuf evidence = strbuf_on(r->evidence, sizeof r->evidence);
    strbuf_text(&evidence, "relief=1 terminal=stopped handed=0 seen-by=two");
    struct strbuf why = strbuf_on(r->reason, sizeof r->reason);
    strbuf_text(&why, "take-over");
}

bool relief_reply(struct step *s)
{
    const struct backend_reply *reply = s->ev->reply;
    struct ticket *t = NULL;
    struct item *item = item_asking(s->c, reply->request_id, &t);
    bool ours = item != NULL && id_equal(reply->visit_id, t->visit_id);
    if (!ours) {
        return false;
    }
    item->relief = RELIEF_NONE;
    bool good = reply->result == EXCHANGE_RESULT_OK && reply->application_count == 1 &&
                strcmp(reply->application[0].application_id, item->application_id) == 0;
    const char *bar = ticket_bar(s->c, t, item->application_id);
    if (!good) {
        service_alert(s, "引き継ぎの照会に返事がありません。もう一度お試しください");
    } else if (bar != NULL) {
        service_alert(s, bar); /* came up meanwhile */
    } else if (reply->phase == HANDOVER_ISSUING && reply->token != 0) {
        give_back(s, t, item, reply->token);
    } else if (reply->phase == HANDOVER_ISSUED) {
        item->conflict = EXCHANGE_RESULT_ALREADY_ISSUED;
    } else if (reply->phase == HANDOVER_FREE) {
        item_start_over(s, item);
    } else {
        service_alert(s, "まだ予約だけです。5分ほどで自動で解けます");
    }
    return true;
}

void relief_settled(struct step *s, struct item *item)
{
    enum exchange_result result = s->ev->report.result;
    item->relief = RELIEF_NONE;
    if (result == EXCHANGE_RESULT_OK && !s->ev->report.aside) {
        item_start_over(s, item);
        return;
    }
    item->conflict = result;
    if (result == EXCHANGE_RESULT_CONFLICT) {
        service_alert(s, "引き継げません。別の端末が動いています。電源を切ってください");
    } else if (result == EXCHANGE_RESULT_RESERVED_ELSEWHERE) {
        service_alert(s, "その端末が動いています。電源を切って2分後にもう一度");
    }
}
