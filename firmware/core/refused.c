/* Reports that the backend refused for good: staff send one again, or two people take note of it.
 * Until then its day's key stays and the outbox is not empty (reference: reliability §2). */
#include "core/machine.h"
#include "core/work_words.h"

#include <string.h>

void refused_step(struct step *s)
{
    struct refused *r = &s->c->refused;
    assert(s->ev->refused.count >= 0 && s->ev->refused.count <= REFUSED_REPORTS_MAX);
    r->count = s->ev->refused.count;
    for (int i = 0; i < r->count; i++) {
        r->row[i] = s->ev->refused.row[i];
    }
}

static const struct refused_report *find(const struct core *c, int64_t no)
{
    for (int i = 0; i < c->refused.count; i++) {
        if ((int64_t)c->refused.row[i].no == no) {
            return &c->refused.row[i];
        }
    }
    return NULL;
}

/* While its visit is at the counter, the item's own question comes first. */
static bool is_open(const struct core *c, const struct refused_report *r)
{
    return ticket_by_visit(c, r->visit_id) == NO_INDEX;
}

/* Decided: nobody decides it once more before the list is read anew. */
static void strike_off(struct core *c, uint64_t no)
{
    struct refused *r = &c->refused;
    int kept = 0;
    for (int i = 0; i < r->count; i++) {
        if (r->row[i].no != no) {
            r->row[kept++] = r->row[i];
        }
    }
    r->count = kept;
}

static void settle(struct step *s, const struct refused_report *r, enum settle_to to,
                   const char *decision)
{
    struct journal_row *row = emit_row(s, JOURNAL_DECISION, r->visit_id);
    memcpy(row->application_id, r->application_id, sizeof row->application_id);
    row->token = r->token;
    emit_detail(row, "decision=%s op=%s result=%s", decision, exchange_op_name(r->op),
                exchange_result_name(r->result));
    struct effect *e = effects_add(s->fx, FX_OUTBOX_SETTLE);
    e->settle.idempotency_key = r->idempotency_key;
    e->settle.result = r->result;
    e->settle.to = to;
    s->c->refused.chosen_no = 0;
    strike_off(s->c, r->no);
}

void refused_action(struct step *s)
{
    struct core *c = s->c;
    enum action action = s->ev->action.action;
    const struct refused_report *r = find(c, s->ev->action.argument);
    if (r == NULL || !is_open(c, r) || c->desk.wants_second) {
        return;
    }
    if (action == ACTION_STAFF_REPORT_AGAIN) {
        settle(s, r, SETTLE_AGAIN, "report-again");
    } else if (c->desk.list == NULL) {
        settle(s, r, SETTLE_OVER, "report-noted"); /* one clerk: there is no second name */
    } else {
        desk_ask_second(c, PIN_REPORT);
        c->refused.chosen_no = r->no;
        c->counter.screen = SCREEN_S17;
    }
}

void refused_noted(struct step *s)
{
    struct core *c = s->c;
    const struct refused_report *r = find(c, (int64_t)c->refused.chosen_no);
    if (r == NULL || !is_open(c, r)) {
        service_alert(s, "状況が変わったため、報告はそのままです");
        return;
    }
    settle(s, r, SETTLE_OVER, "report-noted");
}

bool refused_hand_over(const struct core *c, const char *application_id)
{
    for (int i = 0; i < c->refused.count; i++) {
        const struct refused_report *r = &c->refused.row[i];
        if (r->op == EXCHANGE_DONE && strcmp(r->application_id, application_id) == 0) {
            return true;
        }
    }
    return false;
}

void refused_show(const struct core *c, struct desk_view *v)
{
    bool signing = c->desk.wants_second && c->desk.purpose == PIN_REPORT;
    v->refused_count = c->refused.count;
    for (int i = 0; i < c->refused.count; i++) {
        struct refused_view *row = &v->refused_report[i];
        row->report = c->refused.row[i];
        row->is_open = is_open(c, &row->report);
        row->chosen = signing && row->report.no == c->refused.chosen_no;
        row->answer = refused_words(row->report.result);
    }
}
