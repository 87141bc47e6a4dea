/* What this terminal has in hand itself, or knows that it handed over: the backend says "elsewhere"
 * of the one and may call the other ready again, but nothing is begun beside it, and no two people
 * give it back for a dead terminal's. */
#include "core/machine.h"

#include <string.h>

static bool is_under_way(const struct item *item)
{
    bool asked = item->state == ITEM_DECISION && item->token_open;
    return asked || (item->state >= ITEM_RESERVING && item->state <= ITEM_REPORTED);
}

static bool is_held_by_another(const struct core *c, const struct ticket *but,
                               const char *application_id)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        const struct ticket *t = &c->ticket[i];
        for (int k = 0; t->state != TICKET_FREE && t != but && k < t->item_count; k++) {
            const struct item *item = &t->item[k];
            if (is_under_way(item) && strcmp(item->application_id, application_id) == 0) {
                return true;
            }
        }
    }
    return false;
}

const char *ticket_bar(const struct core *c, const struct ticket *t, const char *application_id)
{
    if (is_held_by_another(c, t, application_id)) {
        return "この端末の別の番号が先です";
    }
    return refused_hand_over(c, application_id) ? "交付済みの報告が先です" : NULL;
}
