#include "app/kept_link.h"

#include <sodium.h>
#include <string.h>
#include "app/state.h"
#include "domain/office_hours.h"
#include "journal/personal.h"

#define LOG_MODULE "kept"
#include "base/log.h"

enum { KEPT_LINES = 6, KEPT_SIZE = 512 };
static const char FORM[] = "1"; /* of the lines below; another one is not read */

/* One line a field: form, 使用者, the plate's four parts, 棚. */
static bool write_kept(const struct application *a, struct strbuf *out)
{
    const char *const lines[KEPT_LINES] = {a->user_party,        a->plate_no.region,
                                           a->plate_no.class_no, a->plate_no.kana,
                                           a->plate_no.serial,   a->shelf};
    strbuf_text(out, FORM);
    for (int i = 0; i < KEPT_LINES; i++) {
        strbuf_char(out, '\n');
        strbuf_text(out, lines[i]);
    }
    return !out->cut;
}

static bool read_kept(struct str text, struct application *out)
{
    struct {
        char *to;
        size_t cap;
    } fields[KEPT_LINES] = {
        {out->user_party, sizeof out->user_party},
        {out->plate_no.region, sizeof out->plate_no.region},
        {out->plate_no.class_no, sizeof out->plate_no.class_no},
        {out->plate_no.kana, sizeof out->plate_no.kana},
        {out->plate_no.serial, sizeof out->plate_no.serial},
        {out->shelf, sizeof out->shelf},
    };
    bool fits = str_equal(str_token(&text, '\n'), STR("1"));
    for (int i = 0; fits && i < KEPT_LINES; i++) {
        fits = str_copy(fields[i].to, fields[i].cap, str_token(&text, '\n'));
    }
    return fits;
}

static void keep(struct app *app, struct id visit_id, const struct application *a)
{
    char text[KEPT_SIZE];
    struct strbuf b = strbuf_on(text, sizeof text);
    struct personal_name name = {.visit_id = visit_id};
    memcpy(name.application_id, a->application_id, sizeof name.application_id);
    struct err e = write_kept(a, &b)
                       ? journal_personal_put(app->journal, &name, app->wall_ms, b.p, b.n)
                       : FAIL(TOO_LARGE);
    sodium_memzero(text, sizeof text);
    if (failed(e)) {
        LOG_WARN("not kept err=%s", err_name(e));
    }
}

bool kept_link_wants(const struct app *app, const struct backend_reply *reply)
{
    return app->journal != NULL && reply->op == EXCHANGE_LOOKUP &&
           reply->result == EXCHANGE_RESULT_OK;
}

/* Only what may be handed over, and only once the core has made a ticket of it. */
void kept_link_note(struct app *app, const struct backend_reply *reply)
{
    const struct visit *v = &app->core.visit;
    for (int i = 0; i < TICKETS_MAX; i++) {
        const struct ticket *t = &app->core.ticket[i];
        bool asked_again = v->ticket == i && id_equal(v->visit_id, reply->visit_id);
        bool its_own = id_equal(t->visit_id, reply->visit_id);
        if (t->state == TICKET_FREE || (!its_own && !asked_again)) {
            continue;
        }
        for (int k = 0; k < t->item_count; k++) {
            const struct item *item = &t->item[k];
            if (item->pool != NO_INDEX && readiness_can_hand_over(item->readiness)) {
                keep(app, t->visit_id, &app->core.pool[item->pool]);
            }
        }
    }
}

/* The item before the clerk whose facts the core still lacks; NULL: none. */
static const struct item *unknown_item(const struct app *app, struct id *out_visit_id)
{
    int selected = app->core.counter.selected;
    const struct ticket *t = selected == NO_INDEX ? NULL : &app->core.ticket[selected];
    if (t == NULL || t->item_count == 0 || t->item[t->current].pool != NO_INDEX) {
        return NULL;
    }
    *out_visit_id = t->visit_id;
    return &t->item[t->current];
}

static void look_up(struct app *app)
{
    struct kept_link *l = &app->kept;
    struct personal_name name = {{{0}}, ""};
    const struct item *item = unknown_item(app, &name.visit_id);
    if (item == NULL) {
        if (l->application_id[0] != '\0') {
            sodium_memzero(l, offsetof(struct kept_link, day));
        }
        return;
    }
    if (strcmp(l->application_id, item->application_id) == 0) {
        return;
    }
    char text[KEPT_SIZE];
    size_t n = 0;
    memcpy(name.application_id, item->application_id, sizeof name.application_id);
    memcpy(l->application_id, item->application_id, sizeof l->application_id);
    l->found = !failed(journal_personal_get(app->journal, &name, text, sizeof text, &n)) &&
               read_kept((struct str){text, n}, &l->facts);
    sodium_memzero(text, sizeof text);
    app->view_version += l->found;
}

static void forget(struct app *app)
{
    int days = 0;
    int32_t today = civil_day(app->wall_ms);
    if (app->kept.day == today) {
        return;
    }
    app->kept.day = today;
    struct err e =
        journal_forget(app->journal, app->wall_ms, app->setup.config->retention_days, &days);
    if (failed(e) || days > 0) {
        LOG_INFO("keys of days forgotten days=%d err=%s", days, err_name(e));
    }
}

void kept_link_step(struct app *app)
{
    if (app->journal != NULL) {
        forget(app);
        look_up(app);
    }
}

void kept_link_show(const struct app *app, struct staff_view *view)
{
    const struct kept_link *l = &app->kept;
    struct application *a = &view->item.application;
    if (!view->has_ticket || view->item.known || !l->found ||
        strcmp(a->application_id, l->application_id) != 0) {
        return;
    }
    view->item.kept = true;
    memcpy(a->user_party, l->facts.user_party, sizeof a->user_party);
    memcpy(a->shelf, l->facts.shelf, sizeof a->shelf);
    a->plate_no = l->facts.plate_no;
}
