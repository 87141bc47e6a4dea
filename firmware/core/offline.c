/* The written policy, asked by the machines of the core. */
#include "core/offline.h"

#include "core/machine.h"

bool offline_allows(const struct core *c, enum offline_clause clause)
{
    return c->link_up || offline_may(clause);
}

bool offline_refuses(struct step *s, enum offline_clause clause)
{
    if (offline_allows(s->c, clause)) {
        return false;
    }
    service_alert(s, "照会できないあいだは、できません");
    return true;
}
