#include "app/refused_link.h"

#include "app/state.h"

#define LOG_MODULE "refused"
#include "base/log.h"

void refused_link_step(struct app *app)
{
    struct refused_link *l = &app->refused;
    bool any = app->journal != NULL &&
               (journal_outbox_depth(app->journal).aside > 0 || app->core.refused.count > 0);
    if (!l->is_stale || !any) {
        l->is_stale = false;
        return;
    }
    int count = 0;
    struct err e = journal_outbox_aside(app->journal, l->row, REFUSED_REPORTS_MAX, &count);
    l->is_stale = false;
    if (failed(e)) {
        LOG_WARN("refused reports not read err=%s", err_name(e));
        return;
    }
    app->event = (struct event){.kind = EV_REFUSED_REPORTS};
    app->event.refused.row = l->row;
    app->event.refused.count = count;
    app_post(app, &app->event);
}
