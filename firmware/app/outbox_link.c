#include "app/outbox_link.h"

#include <assert.h>
#include <string.h>
#include "app/state.h"
#include "backend/client_room.h"

#define LOG_MODULE "outbox"
#include "base/log.h"

enum { PAGE_ROWS = 8 };

static bool submit(struct app *app, struct outbox_row *row)
{
    row->request.request_id = row->request.idempotency_key;
    return !failed(client_submit_report(&app->backend.client, &row->request, row->useless,
                                        (int64_t)app->now_ms));
}

static bool has_room(const struct app *app)
{
    return client_has_room(&app->backend.client, CLIENT_REPORT, (int64_t)app->now_ms);
}

/* False: no room is left for what comes after these rows. */
static bool take_page(struct app *app, struct outbox_row *rows, int count)
{
    struct outbox_link *o = &app->backend.outbox;
    for (int i = 0; i < count; i++) {
        bool known = client_knows(&app->backend.client, rows[i].request.idempotency_key);
        if (!known && !(has_room(app) && submit(app, &rows[i]))) {
            return false;
        }
        o->after_no = rows[i].no;
    }
    return true;
}

/* Once round the outbox at most, and only when it changed and while there is room. */
static void take_new_rows(struct app *app)
{
    struct outbox_link *o = &app->backend.outbox;
    struct outbox_row rows[PAGE_ROWS];
    uint64_t start_no = o->after_no;
    bool went_round = start_no == 0;
    while (o->is_behind && has_room(app)) {
        int count = 0;
        if (failed(journal_outbox_next(app->journal, o->after_no, rows, PAGE_ROWS, &count)) ||
            !take_page(app, rows, count)) {
            return;
        }
        bool at_end = count < PAGE_ROWS;
        bool was_here = start_no > 0 && o->after_no >= start_no;
        o->is_behind = !(went_round && (at_end || was_here));
        went_round |= at_end;
        o->after_no = at_end ? 0 : o->after_no;
    }
}

static void take_rested_rows(struct app *app)
{
    struct client *client = &app->backend.client;
    struct id key;
    while (client_rested(client, (int64_t)app->now_ms, &key)) {
        struct outbox_row row;
        bool is_owed = !failed(journal_outbox_find(app->journal, key, &row)) &&
                       row.state == OUTBOX_QUEUED && submit(app, &row);
        if (!is_owed) {
            client_forget(client, key);
            app->backend.outbox.is_behind = true; /* the walk finds it again if it is */
        }
    }
}

void outbox_link_pump(struct app *app)
{
    if (app->journal != NULL) {
        take_new_rows(app);
        take_rested_rows(app);
    }
}

void outbox_link_note(struct app *app)
{
    struct outbox_link *o = &app->backend.outbox;
    struct id report = app->backend.client.useless.request_id;
    if (id_is_none(report)) {
        return;
    }
    int i = 0;
    while (i < o->noted_count && !id_equal(o->noted[i].idempotency_key, report)) {
        i++;
    }
    assert(i < CLIENT_SLOTS);
    o->noted[i] = (struct outbox_useless){report, app->backend.client.useless.count};
    o->noted_count += i == o->noted_count;
}

struct err outbox_link_keep(struct app *app)
{
    struct outbox_link *o = &app->backend.outbox;
    int count = o->noted_count;
    o->noted_count = 0;
    if (count == 0 || app->journal == NULL) {
        return OK;
    }
    struct err e = journal_outbox_note_useless(app->journal, o->noted, count);
    if (failed(e)) {
        LOG_WARN("tries of reports not noted err=%s", err_name(e));
    }
    return e;
}

void outbox_link_settle(struct app *app, const struct backend_reply *reply)
{
    struct outbox_row row;
    app->backend.outbox.is_behind = true;
    if (failed(journal_outbox_find(app->journal, reply->request_id, &row))) {
        return;
    }
    struct event *ev = &app->event;
    *ev = (struct event){.kind = EV_REPORT_SETTLED};
    ev->report.idempotency_key = reply->request_id;
    ev->report.op = reply->op;
    ev->report.result = reply->result;
    ev->report.visit_id = row.request.visit_id;
    ev->report.token = row.request.token;
    ev->report.aside = reply->result != EXCHANGE_RESULT_OK;
    memcpy(ev->report.application_id, row.request.application_id, sizeof ev->report.application_id);
    app_post(app, ev);
}

uint64_t outbox_link_next_ms(const struct app *app)
{
    int64_t next = client_rested_ms(&app->backend.client, (int64_t)app->now_ms);
    return next == CLIENT_NEVER_MS ? UINT64_MAX : (uint64_t)next;
}
