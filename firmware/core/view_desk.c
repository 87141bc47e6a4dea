/* What the staff screen shows of the people at the counter. */
#include "core/machine.h"

#include <string.h>

static int seconds_until(const struct core *c, uint64_t at_ms)
{
    return at_ms > c->now_ms ? (int)((at_ms - c->now_ms + 999) / 1000) : 0;
}

static void show_names(const struct core *c, struct desk_view *v)
{
    const struct desk *d = &c->desk;
    int fitting = 0;
    for (int i = 0; i < d->list->count; i++) {
        if (!pin_person_fits(c, i)) {
            continue;
        }
        bool here = fitting / DESK_NAMES_SHOWN == d->page;
        fitting++;
        if (here) {
            struct desk_name *name = &v->name[v->name_count++];
            name->argument = i;
            name->chosen = i == d->chosen;
            memcpy(name->name, d->list->member[i].name, sizeof name->name);
        }
    }
    v->page = d->page;
    v->page_count = (fitting + DESK_NAMES_SHOWN - 1) / DESK_NAMES_SHOWN;
}

static void show_person(const struct core *c, struct staff_view *out)
{
    const struct desk *d = &c->desk;
    struct desk_view *v = &out->desk;
    v->has_list = true;
    v->no_record = c->journal_failed;
    v->wants_person = desk_is_locked(c) || d->wants_second;
    if (v->wants_person) {
        show_names(c, v);
        v->digit_count = d->digit_count;
        v->verifying = !id_is_none(d->verify_id);
        v->wait_seconds = d->chosen == NO_INDEX ? 0 : seconds_until(c, d->wait_until_ms[d->chosen]);
        v->refused = d->refused;
        v->pin_lost = d->pin_lost;
    }
    if (d->clerk != NO_INDEX) {
        memcpy(out->staff_name, d->list->member[d->clerk].name, sizeof out->staff_name);
        int left = seconds_until(c, d->touched_ms + LOCK_AFTER_MS);
        v->lock_seconds = left <= LOCK_WARN_MS / 1000 ? left : 0;
    }
}

static void show_reasons(const struct core *c, struct desk_view *v)
{
    const struct ticket *t =
        c->counter.selected == NO_INDEX ? NULL : &c->ticket[c->counter.selected];
    for (int k = 0; k < EXCEPTION_KIND_COUNT; k++) {
        struct desk_reason *r = &v->reason[v->reason_count++];
        r->kind = (enum exception_kind)k;
        bool work = t != NULL && t->item_count > 0;
        r->why_not = work ? exception_why_not(c, t, &t->item[t->current], r->kind)
                          : "申請のある番号を選んでください";
        r->allowed = r->why_not[0] == '\0';
        bool signing = c->desk.wants_second && c->desk.purpose == PIN_EXCEPTION;
        r->chosen = (signing || c->desk.writes_note) && c->desk.reason == r->kind;
    }
    v->writes_note = c->desk.writes_note;
    memcpy(v->note, c->desk.note, sizeof v->note);
}

static void show_search(const struct core *c, struct desk_view *v)
{
    v->search_field = (int)c->search.field;
    memcpy(v->search_text, c->search.text, sizeof v->search_text);
    v->searching = !id_is_none(c->search.request_id);
    struct strbuf b = strbuf_on(v->search_message, sizeof v->search_message);
    strbuf_text(&b, c->search.message == NULL ? "" : c->search.message);
}

static void show_stock(const struct core *c, struct stock_view *v)
{
    const struct stock_desk *d = &c->stock_desk;
    const struct ticket *t =
        c->counter.selected == NO_INDEX ? NULL : &c->ticket[c->counter.selected];
    const struct item *item = t == NULL || t->item_count == 0 ? NULL : &t->item[t->current];
    for (int k = 0; k < STOCK_KIND_COUNT; k++) {
        enum stock_kind kind = (enum stock_kind)k;
        v->kept[k] = stock_is_kept(c, kind);
        if (!v->kept[k]) {
            continue;
        }
        stock_count(&c->stock, kind, &v->figures[k]);
        IGNORE_ERR(stock_next(&c->stock, kind, v->next[k])); /* "": none is left */
        v->wanted[k] = item != NULL && item_wants_sheet(c, item, kind);
        if (v->wanted[k]) {
            IGNORE_ERR(stock_held(&c->stock, kind, item->application_id, v->read[k]));
        }
    }
    v->kind = (int)d->kind;
    v->task = (int)d->task;
    v->is_bad = d->is_bad;
    memcpy(v->first, d->first, sizeof v->first);
    memcpy(v->typed, d->typed, sizeof v->typed);
    memcpy(v->message, d->message, sizeof v->message);
}

void view_desk(const struct core *c, struct staff_view *out)
{
    struct desk_view *v = &out->desk;
    if (c->desk.list != NULL) {
        show_person(c, out);
    }
    static_assert(SCREEN_COUNT - SCREEN_S00 <= DESK_SCREENS_MAX, "every staff screen has its line");
    for (int s = SCREEN_S00; s < SCREEN_COUNT; s++) {
        v->forbidden[s - SCREEN_S00] = !desk_may_open(c, s);
    }
    show_reasons(c, v);
    show_search(c, v);
    show_stock(c, &v->stock);
    refused_show(c, v);
    v->slip_count = c->counter.selected == NO_INDEX ? 0 : c->ticket[c->counter.selected].slip_no;
    v->finding_count = core_findings(c, v->finding);
    v->may_change = desk_may(c, RIGHT_CHANGE) && !c->journal_failed;
    for (int i = 0; i < DAY_SETTING_COUNT; i++) {
        v->setting[i].value = shift_setting(c, (enum day_setting)i);
        v->setting[i].is_set = c->day.setting[i].is_set && c->day.day == civil_day(c->wall_ms);
    }
    v->report_page = (enum report_page)c->desk.report_page;
    v->service_page = (enum service_page)c->desk.service_page;
    v->touched_cells = c->desk.touched_cells;
    v->face_test = face_test_runs(c)   ? FACE_TEST_RUNS
                   : c->desk.face_over ? FACE_TEST_OVER
                                       : FACE_TEST_NONE;
    v->face_busy = !face_test_is_possible(c);
    v->face_cells = c->desk.face_cells;
    v->focus_percent = v->focus_best_percent = -1;
    v->log_page = c->desk.log_page;
    out->day = c->day;
    staff_names(c->desk.list, c->day.closed_names, out->closed_names, sizeof out->closed_names);
    for (int i = 0; i < DAY_EXCEPTIONS_MAX; i++) {
        staff_names(c->desk.list, c->day.exception[i].names, out->exception_names[i],
                    sizeof out->exception_names[i]);
        memcpy(out->exception_note[i], c->day.exception[i].note, NOTE_SIZE);
    }
    for (int i = 0; i < TICKETS_MAX; i++) {
        out->held_count += c->ticket[i].state == TICKET_HELD;
    }
    if (desk_is_locked(c)) {
        out->screen = SCREEN_S00;
        out->has_ticket = false;
        out->unmasked = false;
        out->button_count = 0;
        out->queue_count = 0;
        memset(&out->item, 0, sizeof out->item);
        memset(out->check, 0, sizeof out->check);
        out->check_count = 0;
    }
}
