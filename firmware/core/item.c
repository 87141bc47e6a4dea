/* One application over the counter: reserve, begin, print, match, hand over, report.
 *
 * The order is the protocol (DESIGN §5–6): nothing is printed or handed over before a positive
 * begin; every intent stands in the journal before the act. Here events find their item and its
 * state says what they mean; what is then done stands in item_ask.c, item_match.c and item_end.c.
 */
#include "core/machine.h"

static_assert((int)CONFIG_LOOKUP_MS_MAX < (int)ANSWER_GIVE_UP_MS,
              "what is given up is no longer under way");

static void retry(struct step *s, struct ticket *t, struct item *item)
{
    if (item->state == ITEM_RESERVING && item->stalled) {
        item_send_reserve(s, t, item, true);
    } else if (item->state == ITEM_BEGINNING && item->stalled) {
        item_send_begin(s, t, item, true);
    } else if (item->state == ITEM_ABORTED ||
               (item->state == ITEM_CONFLICT && item->relief == RELIEF_NONE)) {
        item_leave(s, t, item, "from-start");
        item_start_over(s, item);
    }
}

static void handle_action(struct step *s, struct ticket *t, struct item *item)
{
    switch (s->ev->action.action) {
    case ACTION_STAFF_ISSUE:
        item_issue(s, t, item);
        break;
    case ACTION_STAFF_RETRY:
        retry(s, t, item);
        break;
    case ACTION_STAFF_MATCH_BY_EYE:
        if (item->state == ITEM_MATCHING && item_is_sure(s->c, item) && !item_has_tag(s->c, item)) {
            item_tag_seen(s, t, item, "eye");
        }
        break;
    case ACTION_STAFF_HAND_OVER:
        item_hand_over(s, t);
        break;
    case ACTION_RECEIVED:
    case ACTION_STAFF_HANDED:
        item_handed(s, t, s->ev->action.actor == ACTOR_APPLICANT ? "applicant" : "staff");
        break;
    case ACTION_STAFF_NOT_HANDED:
        item_take_back(s, t);
        break;
    case ACTION_STAFF_ABORT:
        item_abort(s, t, item);
        break;
    case ACTION_STAFF_NEXT_ITEM:
        if (!ticket_is_moving(t) && t->item_count > 0) {
            t->current = (t->current + 1) % t->item_count;
        }
        break;
    default:
        break;
    }
}

static void handle_print(struct step *s, struct ticket *t, struct item *item)
{
    item->evidence = s->ev->print.evidence;
    struct journal_row *row = emit_item_row(s, JOURNAL_PRINT_OUTCOME, t, item);
    row->job_id = item->job_id;
    emit_detail(row, "outcome=%s evidence=%s %s", print_outcome_name(s->ev->print.outcome),
                print_evidence_name(s->ev->print.evidence), s->ev->print.text);
    struct strbuf note = strbuf_on(item->note, sizeof item->note);
    strbuf_text(&note, row->detail);
    item->is_glyph_refused = str_equal(journal_detail(row, "why"), str_of(PRINT_WHY_GLYPH));
    item->may_lie = !item->is_glyph_refused || item->print_no > 1;
    switch (s->ev->print.outcome) {
    case PRINT_OUTCOME_PRINTED:
        item->state = ITEM_MATCHING;
        break;
    case PRINT_OUTCOME_NOT_PRINTED:
        item->state = ITEM_PRINT_FAILED;
        emit_tone(s, TONE_NEEDS);
        break;
    default: /* what is not certain is unknown */
        item->state = ITEM_PRINT_UNKNOWN;
        emit_tone(s, TONE_NEEDS);
        break;
    }
}

static void find_print(struct step *s)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        struct ticket *t = &s->c->ticket[i];
        for (int k = 0; k < t->item_count; k++) {
            struct item *item = &t->item[k];
            if (item->state == ITEM_PRINTING && id_equal(item->job_id, s->ev->print.job_id)) {
                handle_print(s, t, item);
                return;
            }
        }
    }
}

static bool waits_for_answer(const struct item *item)
{
    return (item->state == ITEM_RESERVING || item->state == ITEM_BEGINNING) && !item->stalled;
}

/* Whatever became of the answer, the clerk is not kept waiting for it. */
static void handle_tick(struct step *s)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        struct ticket *t = &s->c->ticket[i];
        for (int k = 0; k < t->item_count; k++) {
            struct item *item = &t->item[k];
            if (waits_for_answer(item) && s->c->now_ms >= item->asked_ms + ANSWER_GIVE_UP_MS) {
                item->stalled = true;
            }
        }
    }
}

uint64_t item_deadline(const struct core *c)
{
    uint64_t due = UINT64_MAX;
    for (int i = 0; i < TICKETS_MAX; i++) {
        const struct ticket *t = &c->ticket[i];
        for (int k = 0; k < t->item_count; k++) {
            uint64_t give_up = t->item[k].asked_ms + ANSWER_GIVE_UP_MS;
            due = waits_for_answer(&t->item[k]) && give_up < due ? give_up : due;
        }
    }
    return due;
}

void item_step(struct step *s)
{
    if (s->ev->kind == EV_PRINT_OUTCOME) {
        find_print(s);
        return;
    }
    if (s->ev->kind == EV_TICK) {
        handle_tick(s);
        return;
    }
    struct ticket *t = counter_ticket(s->c);
    if (t == NULL || t->item_count == 0) {
        return;
    }
    struct item *item = &t->item[t->current];
    if (s->ev->kind == EV_TAG_READ) {
        item_take_code(s, t, item);
    } else if (s->ev->kind == EV_ACTION) {
        if (item->state == ITEM_DECISION || item->state == ITEM_PRINT_UNKNOWN ||
            item->state == ITEM_PRINT_FAILED) {
            decide_step(s, t, item);
        } else {
            handle_action(s, t, item);
        }
    }
}
