/* Answers to RESERVE and BEGIN. An answer counts only when request, visit, application and token
 * are the ones now open; a token that does not grow is a foreign one. */
#include "core/machine.h"

#include <string.h>

static struct item *find_open(struct step *s, struct ticket **out_ticket)
{
    const struct backend_reply *reply = s->ev->reply;
    int index = ticket_by_visit(s->c, reply->visit_id);
    if (index == NO_INDEX) {
        return NULL;
    }
    struct ticket *t = &s->c->ticket[index];
    enum item_state want = reply->op == EXCHANGE_RESERVE ? ITEM_RESERVING : ITEM_BEGINNING;
    for (int i = 0; i < t->item_count; i++) {
        struct item *item = &t->item[i];
        if (item->state == want && !item->stalled &&
            id_equal(item->request_id, reply->request_id)) {
            *out_ticket = t;
            return item;
        }
    }
    return NULL;
}

/* No answer worth the name: the same request waits for the clerk's もう一度. */
static bool is_no_answer(enum exchange_result result)
{
    switch (result) {
    case EXCHANGE_RESULT_UNREACHABLE:
    case EXCHANGE_RESULT_SERVER_ERROR:
    case EXCHANGE_RESULT_MALFORMED:
    case EXCHANGE_RESULT_TOO_MANY:
    case EXCHANGE_RESULT_MAINTENANCE:
        return true;
    default:
        return false;
    }
}

static void note_answer(struct step *s, struct ticket *t, struct item *item)
{
    const struct backend_reply *reply = s->ev->reply;
    enum journal_kind kind =
        reply->op == EXCHANGE_RESERVE ? JOURNAL_RESERVE_ANSWERED : JOURNAL_BEGIN_ANSWERED;
    struct journal_row *row = emit_item_row(s, kind, t, item);
    row->request_id = item->request_id;
    emit_detail(row, "result=%s", exchange_result_name(reply->result));
}

static void refused(struct step *s, struct ticket *t, struct item *item)
{
    item->conflict = s->ev->reply->result;
    item->conflict_at_ms = s->ev->reply->server_at_ms;
    note_answer(s, t, item);
    item->state = ITEM_CONFLICT;
    emit_tone(s, TONE_CANNOT);
}

static void reserved(struct step *s, struct ticket *t, struct item *item)
{
    item->token = s->ev->reply->token;
    item->token_open = true;
    note_answer(s, t, item);
    item_send_begin(s, t, item, false);
}

static bool is_bound(const struct backend_reply *reply, const struct item *item)
{
    if (strcmp(reply->application_id, item->application_id) != 0) {
        return false;
    }
    if (reply->result != EXCHANGE_RESULT_OK) {
        return true;
    }
    return reply->op == EXCHANGE_RESERVE ? reply->token > item->token : reply->token == item->token;
}

bool item_reply(struct step *s)
{
    const struct backend_reply *reply = s->ev->reply;
    if (reply->op != EXCHANGE_RESERVE && reply->op != EXCHANGE_BEGIN) {
        return false;
    }
    struct ticket *t = NULL;
    struct item *item = find_open(s, &t);
    if (item == NULL) {
        return false;
    }
    if (is_no_answer(reply->result)) {
        item->stalled = true;
        return true;
    }
    if (reply->result == EXCHANGE_RESULT_FOREIGN || !is_bound(reply, item)) {
        return false;
    }
    if (reply->result != EXCHANGE_RESULT_OK) {
        refused(s, t, item);
    } else if (reply->op == EXCHANGE_RESERVE) {
        reserved(s, t, item);
    } else {
        note_answer(s, t, item);
        item_begun(s, t, item);
    }
    return true;
}
