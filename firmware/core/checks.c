/* What staff must see or take before a hand-over, made from the application and the office's
 * policy. */
#include "core/machine.h"
#include "core/offline.h"

static void add_check(struct item *item, enum paper_kind kind)
{
    for (int i = 0; i < item->check_count; i++) {
        if (item->check[i].kind == kind) {
            return;
        }
    }
    if (item->check_count < ITEM_CHECKS_MAX) {
        item->check[item->check_count++] = (struct check){.kind = kind};
    }
}

/* The office's policy for today: of everybody, of whoever comes for somebody else, of nobody. */
bool checks_want_identity(const struct core *c, const struct application *a)
{
    int policy = shift_setting(c, DAY_SETTING_IDENTITY);
    bool proxy = false;
    for (int i = 0; i < a->required_paper_count; i++) {
        proxy |= a->required_paper[i].kind == PAPER_PROXY;
    }
    return policy == IDENTITY_ALWAYS || (policy == IDENTITY_FOR_PROXY && proxy);
}

void checks_make(const struct core *c, struct item *item)
{
    const struct application *a = item_application(c, item);
    item->check_count = 0;
    if (a == NULL) {
        return;
    }
    if (a->tax == TAX_UNCONFIRMED || a->tax == TAX_UNAVAILABLE) {
        add_check(item, PAPER_TAX_PAID);
    }
    for (int i = 0; i < a->required_paper_count; i++) {
        add_check(item, a->required_paper[i].kind);
    }
    if (checks_want_identity(c, a)) {
        add_check(item, PAPER_IDENTITY);
    }
}

/* At most the kinds of paper there are, plus the policy: the array always has room. */
static_assert((int)PAPER_KIND_COUNT <= (int)ITEM_CHECKS_MAX,
              "every kind of paper fits the list of checks");

bool checks_done(const struct ticket *t, const struct item *item)
{
    if (t->receiver == CHECK_OPEN) {
        return false;
    }
    for (int i = 0; i < item->check_count; i++) {
        if (item->check[i].state == CHECK_OPEN) {
            return false;
        }
    }
    return true;
}

static void toggle_receiver(struct step *s, struct ticket *t)
{
    t->receiver = t->receiver == CHECK_OPEN ? CHECK_DONE : CHECK_OPEN;
    t->receiver_at_ms = t->receiver == CHECK_OPEN ? 0 : s->c->wall_ms;
    emit_detail(emit_row(s, JOURNAL_CHECKED, t->visit_id), "check=receiver by=staff done=%d",
                t->receiver != CHECK_OPEN);
}

/* The argument names item and line, so a tick can never land on another application's paper. */
void checks_action(struct step *s)
{
    struct ticket *t = counter_ticket(s->c);
    int line = s->ev->action.argument % LINES_PER_ITEM;
    int index = s->ev->action.argument / LINES_PER_ITEM;
    if (t == NULL || s->ev->action.argument < 0 || index >= t->item_count ||
        offline_refuses(s, OFFLINE_CALL_AND_CHECK)) {
        return;
    }
    struct item *item = &t->item[index];
    if (item->state != ITEM_PENDING) {
        return; /* on its way: what was seen before is not unseen afterwards */
    }
    if (line == RECEIVER_LINE) {
        bool two_people = t->searched && s->c->desk.list != NULL;
        if (!ticket_in_flight(t) && !two_people) {
            toggle_receiver(s, t);
        }
        return;
    }
    if (line >= item->check_count) {
        return;
    }
    struct check *check = &item->check[line];
    bool plain = s->ev->action.action == ACTION_STAFF_CHECK;
    bool open = plain && check->state != CHECK_OPEN;
    check->state = open ? CHECK_OPEN : CHECK_DONE;
    check->chosen = plain ? ACTION_NONE : s->ev->action.action;
    check->at_ms = open ? 0 : s->c->wall_ms;
    emit_detail(emit_item_row(s, JOURNAL_CHECKED, t, item), "check=%s kind=%s done=%d",
                paper_name(check->kind), action_name(check->chosen), !open);
}
