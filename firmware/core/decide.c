/* What a clerk answers when the machine cannot know: a print without an outcome, and everything
 * that hung open when the terminal stopped. Each answer is journaled; none is given by the machine.
 */
#include "core/machine.h"
#include "core/offline.h"

static void note(struct step *s, struct ticket *t, struct item *item, const char *decision)
{
    emit_detail(emit_item_row(s, JOURNAL_DECISION, t, item), "decision=%s about=%s", decision,
                item->state == ITEM_DECISION ? journal_kind_name(item->bare)
                                             : item_state_name(item->state));
}

static bool about_print(const struct item *item)
{
    return item->state == ITEM_PRINT_UNKNOWN ||
           (item->state == ITEM_DECISION &&
            (item->bare == JOURNAL_PRINT || item->bare == JOURNAL_PRINT_OUTCOME));
}

/* The bare intent of an earlier run gets its outcome from the person, so it is not asked again. */
static void settle_print(struct step *s, struct ticket *t, struct item *item, const char *outcome)
{
    if (item->state == ITEM_DECISION && item->bare == JOURNAL_PRINT) {
        struct journal_row *row = emit_item_row(s, JOURNAL_PRINT_OUTCOME, t, item);
        row->job_id = item->job_id;
        emit_detail(row, "outcome=%s evidence=person", outcome);
    }
    item->evidence = PRINT_EVIDENCE_PERSON;
}

static void resume(struct step *s, struct ticket *t, struct item *item)
{
    if (!item_is_sure(s->c, item)) {
        return; /* the facts are still being asked for */
    }
    note(s, t, item, "resume");
    switch (item->bare) {
    case JOURNAL_RESERVE:
        item_send_reserve(s, t, item, true);
        break;
    case JOURNAL_RESERVE_ANSWERED:
        item_send_begin(s, t, item, false);
        break;
    case JOURNAL_BEGIN:
        item_send_begin(s, t, item, true);
        break;
    case JOURNAL_BEGIN_ANSWERED:
        item_begun(s, t, item);
        break;
    default:
        item->state = ITEM_MATCHING; /* the sheet was seen before: it is compared once more */
        break;
    }
}

static void decide_restored(struct step *s, struct ticket *t, struct item *item)
{
    bool hand_over = item->bare == JOURNAL_HAND_OVER;
    switch (s->ev->action.action) {
    case ACTION_STAFF_RETRY:
        if (!hand_over && !about_print(item)) {
            resume(s, t, item);
        }
        break;
    case ACTION_STAFF_HANDED:
        if (hand_over) {
            note(s, t, item, "handed");
            item->state = ITEM_HANDING;
            item_handed(s, t, "staff");
        }
        break;
    case ACTION_STAFF_NOT_HANDED:
        if (hand_over) {
            note(s, t, item, "not-handed");
            emit_detail(emit_item_row(s, JOURNAL_NOT_HANDED_OVER, t, item), "by=staff");
            bool superseded = item->conflict != EXCHANGE_RESULT_OK; /* while we were away */
            item->state = superseded ? ITEM_CONFLICT : ITEM_MATCHING;
        }
        break;
    case ACTION_STAFF_ABORT:
        if (!hand_over) { /* whether it was handed over must be answered first */
            item_abort(s, t, item);
        }
        break;
    default:
        break;
    }
}

static void decide_print(struct step *s, struct ticket *t, struct item *item)
{
    switch (s->ev->action.action) {
    case ACTION_STAFF_CAME_OUT:
        note(s, t, item, "came-out");
        settle_print(s, t, item, "PRINTED");
        item->state = ITEM_MATCHING;
        break;
    case ACTION_STAFF_DID_NOT:
        note(s, t, item, "did-not");
        settle_print(s, t, item, "NOT_PRINTED");
        item->state = ITEM_PRINT_FAILED;
        break;
    case ACTION_STAFF_SPOILED:
        note(s, t, item, "spoiled");
        settle_print(s, t, item, "NOT_PRINTED");
        item->state = ITEM_PRINT_FAILED;
        break;
    default:
        break;
    }
}

/* Of everything that is pressed while a question stands open, these answer it. */
static bool is_answer(enum action action)
{
    return action == ACTION_STAFF_CAME_OUT || action == ACTION_STAFF_DID_NOT ||
           action == ACTION_STAFF_SPOILED || action == ACTION_STAFF_RETRY ||
           action == ACTION_STAFF_HANDED || action == ACTION_STAFF_NOT_HANDED ||
           action == ACTION_STAFF_PRINT_AGAIN || action == ACTION_STAFF_ABORT;
}

void decide_step(struct step *s, struct ticket *t, struct item *item)
{
    if (!is_answer(s->ev->action.action) || offline_refuses(s, OFFLINE_DECIDE)) {
        return;
    }
    if (about_print(item)) {
        decide_print(s, t, item);
    } else if (item->state == ITEM_DECISION) {
        decide_restored(s, t, item);
    } else if (s->ev->action.action == ACTION_STAFF_PRINT_AGAIN &&
               s->c->device[DEVICE_CERTIFICATE_PRINTER].health != HEALTH_DOWN &&
               item_is_sure(s->c, item)) {
        note(s, t, item, "print-again");
        item_print(s, t, item);
    } else if (s->ev->action.action == ACTION_STAFF_ABORT) {
        item_abort(s, t, item);
    }
}
