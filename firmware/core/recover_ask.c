/* The facts of what a restart found open, or a standstill made doubtful, are asked for again
 * (STATE), one item at a time; until then staff see who it is from what app/kept_link.c kept under
 * the day's key. The answer also says whether a token still counts. */
#include "core/machine.h"

#include <string.h>

static bool is_unknown(const struct item *item)
{
    bool over = item->state == ITEM_REPORTING || item->state == ITEM_REPORTED ||
                item->state == ITEM_ABORTED;
    return (item->pool == NO_INDEX || item->unsure) && !over;
}

static struct item *unknown_of(struct ticket *t, int from, int to)
{
    for (int k = from; k < to && k < t->item_count; k++) {
        if (is_unknown(&t->item[k])) {
            return &t->item[k];
        }
    }
    return NULL;
}

/* In turns: one that the backend gives no answer about holds up no other. */
static struct item *next_unknown(struct core *c, struct ticket **out_ticket)
{
    const int turn = c->recovery.item;
    for (int n = 0; n <= TICKETS_MAX; n++) { /* the ticket of the turn from there, and up to it */
        struct ticket *t = &c->ticket[(c->recovery.ticket + n) % TICKETS_MAX];
        struct item *item =
            unknown_of(t, n == 0 ? turn : 0, n == TICKETS_MAX ? turn : LOOKUP_APPLICATIONS_MAX);
        if (item != NULL) {
            *out_ticket = t;
            return item;
        }
    }
    return NULL;
}

/* No use of its answer now: the next one's turn. */
static void pass_over(struct core *c, const struct ticket *t, const struct item *item)
{
    c->recovery.again_ms = c->now_ms + RECOVERY_AGAIN_MS;
    if (item != NULL) {
        c->recovery.ticket = (int)(t - c->ticket);
        c->recovery.item = (int)(item - t->item) + 1;
    }
}

void recover_ask_next(struct step *s)
{
    struct core *c = s->c;
    struct ticket *t = NULL;
    if (!c->link_up || c->journal_failed || !id_is_none(c->recovery.request_id) ||
        c->now_ms < c->recovery.again_ms) {
        return;
    }
    struct item *item = next_unknown(c, &t);
    if (item == NULL) {
        return;
    }
    c->recovery.request_id = id_make(&c->rng);
    struct backend_request *r = emit_request(s, FX_SEND, EXCHANGE_STATE, c->recovery.request_id);
    r->idempotency_key = (struct id){0}; /* a read */
    r->visit_id = t->visit_id;
    memcpy(r->application_id, item->application_id, sizeof r->application_id);
}

/* While this terminal was dead, or stood still (standstill.c), two people may have given its
 * reservation back and another terminal gone on: then nothing more is printed or handed over here.
 * What was handed over before is still to be said, so that question stays. */
static void judge_token(struct step *s, struct ticket *t, struct item *item)
{
    const struct backend_reply *reply = s->ev->reply;
    bool begun = item->bare != JOURNAL_RESERVE && item->bare != JOURNAL_RESERVE_ANSWERED &&
                 item->bare != JOURNAL_BEGIN;
    bool stands = reply->phase == HANDOVER_ISSUING ||
                  (item->bare == JOURNAL_BEGIN && reply->phase == HANDOVER_RESERVED);
    bool gone = reply->token != item->token || ((begun || item->bare == JOURNAL_BEGIN) && !stands);
    if (!item->unsure) {
        return;
    }
    item->unsure = false;
    if (!gone || !item->token_open) {
        return;
    }
    item->conflict = reply->phase == HANDOVER_ISSUED ? EXCHANGE_RESULT_ALREADY_ISSUED
                                                     : EXCHANGE_RESULT_TOKEN_SUPERSEDED;
    if (item->bare == JOURNAL_HAND_OVER && item->state == ITEM_DECISION) {
        return; /* when the answer is "not handed", it is a conflict (decide.c) */
    }
    /* What lies in the tray is the person's to find, and to tear. */
    if (item->bare == JOURNAL_PRINT &&
        (item->state == ITEM_DECISION || item->state == ITEM_PRINTING)) {
        struct journal_row *row = emit_item_row(s, JOURNAL_PRINT_OUTCOME, t, item);
        row->job_id = item->job_id;
        emit_detail(row, "outcome=UNKNOWN evidence=none superseded=1");
    }
    emit_detail(emit_item_row(s, JOURNAL_EXCEPTION, t, item), "why=%s latest=%llu",
                exchange_result_name(item->conflict), (unsigned long long)reply->token);
    item->state = ITEM_CONFLICT;
    service_alert(s, "停止の間に、別の端末で手続が進みました。手渡さないでください");
}

bool recover_reply(struct step *s)
{
    struct core *c = s->c;
    const struct backend_reply *reply = s->ev->reply;
    if (reply->op != EXCHANGE_STATE || id_is_none(c->recovery.request_id) ||
        !id_equal(reply->request_id, c->recovery.request_id)) {
        return false;
    }
    c->recovery.request_id = (struct id){0};
    struct ticket *t = NULL;
    struct item *item = next_unknown(c, &t);
    bool bound = item != NULL && reply->result == EXCHANGE_RESULT_OK &&
                 reply->application_count == 1 && id_equal(reply->visit_id, t->visit_id) &&
                 strcmp(reply->application[0].application_id, item->application_id) == 0;
    int index = bound ? ticket_by_visit(c, t->visit_id) : NO_INDEX;
    if (index == NO_INDEX || !ticket_take_applications(s, index, reply)) {
        pass_over(c, t, item);
        return true;
    }
    judge_token(s, t, item);
    recover_ask_next(s);
    return true;
}
