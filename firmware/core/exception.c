/* An exception: a reason of the list, a clerk, a second person. What nobody may override is decided
 * here and looked at again when the second person has signed. */
#include "core/exception.h"

#include <string.h>
#include "core/machine.h"
#include "core/offline.h"

struct row {
    const char *word, *label;
    enum item_state state;
};

static const struct row rows[EXCEPTION_KIND_COUNT] = {
#define X(kind, word_, state_, label_) [EXCEPTION_##kind] = {word_, label_, state_},
    EXCEPTION_LIST(X)
#undef X
};

const char *exception_word(enum exception_kind kind)
{
    assert((unsigned)kind < EXCEPTION_KIND_COUNT);
    return rows[kind].word;
}

const char *exception_label(enum exception_kind kind)
{
    assert((unsigned)kind < EXCEPTION_KIND_COUNT);
    return rows[kind].label;
}

bool exception_can_concern(enum readiness readiness)
{
    static const bool may[READINESS_COUNT] = {
        [READINESS_READY] = true, [READINESS_READY_WITH_PAPERS] = true, /* the papers themselves are
                                                                           never skipped */
    };
    return (unsigned)readiness < READINESS_COUNT && may[readiness];
}

static struct check *open_check(struct item *item, enum paper_kind kind)
{
    for (int i = 0; i < item->check_count; i++) {
        if (item->check[i].kind == kind && item->check[i].state == CHECK_OPEN) {
            return &item->check[i];
        }
    }
    return NULL;
}

static bool is_open(const struct item *item, enum paper_kind kind)
{
    for (int i = 0; i < item->check_count; i++) {
        if (item->check[i].kind == kind && item->check[i].state == CHECK_OPEN) {
            return true;
        }
    }
    return false;
}

static bool fits(const struct core *c, const struct ticket *t, const struct item *item,
                 enum exception_kind kind)
{
    switch (kind) {
    case EXCEPTION_BROKEN_TAG:
        return item_has_tag(c, item) && item->tag_by == NULL && item_is_sure(c, item);
    case EXCEPTION_NO_CODE:
        return t->receiver == CHECK_OPEN;
    case EXCEPTION_PROXY:
        return is_open(item, PAPER_PROXY);
    case EXCEPTION_PRINTED_ELSEWHERE:
        return item_is_sure(c, item);
    case EXCEPTION_TAKE_OVER:
        return item->conflict == EXCHANGE_RESULT_RESERVED_ELSEWHERE &&
               item->relief == RELIEF_NONE && offline_allows(c, OFFLINE_TAKE_OVER);
    default:
        return false;
    }
}

bool exception_allowed(const struct core *c, const struct ticket *t, const struct item *item,
                       enum exception_kind kind)
{
    bool two_people = c->desk.list != NULL && desk_may(c, RIGHT_EXCEPTION);
    bool known = item_application(c, item) != NULL;
    bool in_state = t->state == TICKET_CALLED && item->state == rows[kind].state;
    bool tax_unseen = rows[kind].state != ITEM_PENDING && is_open(item, PAPER_TAX_PAID);
    return two_people && known && in_state && !tax_unseen && !service_is_out(c) &&
           exception_can_concern(item->readiness) && fits(c, t, item, kind);
}

void exception_choose(struct step *s)
{
    struct core *c = s->c;
    struct ticket *t = counter_ticket(c);
    int kind = s->ev->action.argument;
    if (t == NULL || t->item_count == 0 || kind < 0 || kind >= EXCEPTION_KIND_COUNT ||
        !exception_allowed(c, t, &t->item[t->current], (enum exception_kind)kind)) {
        return;
    }
    desk_ask_second(c, PIN_EXCEPTION);
    c->desk.reason = (enum exception_kind)kind;
    c->desk.reason_visit = t->visit_id;
    c->desk.reason_item = t->current;
    c->counter.screen = SCREEN_S05;
}

static void see_proxy(struct step *s, struct ticket *t, struct item *item)
{
    struct check *check = open_check(item, PAPER_PROXY);
    assert(check != NULL); /* exception_allowed asked for it */
    check->state = CHECK_DONE;
    check->at_ms = s->c->wall_ms;
    emit_detail(emit_item_row(s, JOURNAL_CHECKED, t, item), "check=%s by=exception done=1",
                paper_name(PAPER_PROXY));
}

static void carry_out(struct step *s, struct ticket *t, struct item *item)
{
    switch (s->c->desk.reason) {
    case EXCEPTION_BROKEN_TAG:
        item_tag_seen(s, t, item, "exception");
        break;
    case EXCEPTION_NO_CODE:
        t->receiver = CHECK_DONE;
        t->receiver_at_ms = s->c->wall_ms;
        emit_detail(emit_row(s, JOURNAL_CHECKED, t->visit_id),
                    "check=receiver by=exception done=1");
        break;
    case EXCEPTION_PROXY:
        see_proxy(s, t, item);
        break;
    case EXCEPTION_PRINTED_ELSEWHERE:
        item->evidence = PRINT_EVIDENCE_PERSON;
        item->state = ITEM_MATCHING;
        break;
    default:
        relief_begin(s, t, item);
        break;
    }
}

void exception_confirmed(struct step *s)
{
    struct core *c = s->c;
    struct ticket *t = counter_ticket(c);
    c->counter.screen = SCREEN_S01;
    bool same = t != NULL && id_equal(t->visit_id, c->desk.reason_visit) &&
                t->current == c->desk.reason_item;
    if (!same || !exception_allowed(c, t, &t->item[t->current], c->desk.reason)) {
        service_alert(s, "状況が変わったため、例外の取扱いはしていません");
        return;
    }
    struct item *item = &t->item[t->current];
    emit_detail(emit_item_row(s, JOURNAL_EXCEPTION, t, item), "reason=%s",
                exception_word(c->desk.reason));
    carry_out(s, t, item);
}
