/* A terminal is dead while it holds an application. Two people go there, see that the documents are
 * all there, tear what was printed and pull the plug, or forget to; then its reservation is given
 * back under both names: on S05 of another terminal where people log in, by the office where nobody
 * does. They are in a hurry: the backend makes them wait.
 *
 * The plug stays out for a while, until the other terminal is done with it and has nothing left to
 * send: a terminal that woke before would be told that it still holds the application. */
#include <assert.h>
#include <string.h>
#include "sim/world_work.h"

enum {
    HASTE_MS = 5000,
    PLUG_OUT_MS = 120000,
    START_AGAIN_MS = 60000,
    FORGET_PERCENT = 20,
    PHRASES = 3,
};

struct holder {
    int terminal;
    int64_t token;
    bool issuing;
};

static struct holder holder_of(struct world *w, const char *application_id)
{
    struct holder h = {.terminal = -1};
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(backend_logic_db(w->backend),
                                  "SELECT terminal_id, token, phase FROM application"
                                  " WHERE application_id = ?",
                                  -1, &s, NULL);
    assert(code == SQLITE_OK);
    (void)code;
    sqlite3_bind_text(s, 1, application_id, -1, SQLITE_STATIC);
    if (sqlite3_step(s) == SQLITE_ROW && sqlite3_column_bytes(s, 0) > 6) {
        h.terminal = ((const char *)sqlite3_column_text(s, 0))[6] - '0';
        h.token = sqlite3_column_int64(s, 1);
        h.issuing = sqlite3_column_int(s, 2) == HANDOVER_ISSUING;
    }
    sqlite3_finalize(s);
    return h;
}

static void destroy_sheets_at(struct world *w, int terminal, int case_no)
{
    world_terminal_look_at_tray(w->terminal[terminal]);
    for (int i = 0; i < w->sheet_count; i++) {
        struct world_sheet *s = &w->sheet[i];
        bool lies = s->place == SHEET_TRAY || s->place == SHEET_COUNTER;
        if (lies && s->terminal == terminal && s->case_no == case_no) {
            s->place = SHEET_DESTROYED;
            history_place_sheet(w->history, s->row, "DESTROYED", -1);
        }
    }
}

/* The office has the backend's books before it: too early is no relief. */
static bool is_silent(struct world *w, const char *application_id)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(backend_logic_db(w->backend),
                                  "SELECT max(h.at_ms) FROM heard AS h, application AS a"
                                  " WHERE a.application_id = ? AND h.terminal_id = a.terminal_id",
                                  -1, &s, NULL);
    assert(code == SQLITE_OK); /* else nobody is ever relieved, and nothing says so */
    (void)code;
    sqlite3_bind_text(s, 1, application_id, -1, SQLITE_STATIC);
    bool silent = sqlite3_step(s) == SQLITE_ROW &&
                  sqlite3_column_int64(s, 0) <= world_wall_ms(w) - BACKEND_RELIEF_SILENCE_MS;
    sqlite3_finalize(s);
    return silent;
}

static void send_abort(struct world *w, const char *application_id, int64_t token)
{
    char body[512], path[64], ids[2][ID_TEXT_SIZE];
    for (int i = 0; i < 2; i++) {
        id_text(id_make(&w->rng), ids[i]);
    }
    snprintf(path, sizeof path, "/v1/reservations/%lld/abort", (long long)token);
    int n = snprintf(body, sizeof body,
                     "{\"application_id\":\"%s\",\"evidence\":\"terminal dead, tray seen\","
                     "\"staff_id\":\"s1+s2\",\"reason\":\"relief\",\"happened_at_ms\":%lld}",
                     application_id, (long long)world_wall_ms(w));
    struct backend_call call = {.method = "POST",
                                .path = path,
                                .request_id = ids[0],
                                .visit_id = ids[1],
                                .terminal_id = "relief",
                                .build = "world",
                                .config_digest = "world",
                                .idempotency_key = ids[0],
                                .body = body,
                                .body_length = (size_t)n,
                                .now_ms = world_wall_ms(w)};
    struct backend_answer a;
    enum exchange_result kept = EXCHANGE_RESULT_REJECTED;
    char content[512];
    bool good = world_backend_answer(w, &call, &a)
                    ? strstr(a.body, "\"result\":\"OK\"") != NULL
                    : world_backend_finds(w, ids[0], &kept, content, sizeof content) &&
                          kept == EXCHANGE_RESULT_OK;
    HISTORY(w->history, exchange, w->now_ms, N(-1), T("ABORT"), T(ids[0]), T(application_id),
            N(token), T(good ? "OK" : "REFUSED"));
}

/* Frozen, and two people call it dead; nothing tells them that it will wake. */
static bool stands_still(const struct world_terminal *t)
{
    uint64_t now_ms = t->world->now_ms;
    return t->paused_until_ms > now_ms && now_ms - t->paused_since_ms >= HASTE_MS;
}

static bool is_dead(const struct world *w, int terminal)
{
    return terminal >= 0 && terminal < w->setup.terminals &&
           (w->terminal[terminal]->app == NULL || stands_still(w->terminal[terminal]));
}

bool world_relieve(struct world *w, int case_no)
{
    const struct world_case *c = &w->cases[case_no];
    struct holder h = holder_of(w, c->application.application_id);
    if (!is_dead(w, h.terminal) || !h.issuing || c->given_at >= 0 ||
        w->net.down_until_ms > w->now_ms || !is_silent(w, c->application.application_id)) {
        return false;
    }
    destroy_sheets_at(w, h.terminal, case_no);
    send_abort(w, c->application.application_id, h.token);
    w->report.reliefs_by_office++;
    world_note(w, h.terminal, "staff", "relieve the dead terminal", case_no);
    return true;
}

static void pull_the_plug(struct world *w, int terminal, int for_terminal)
{
    struct world_terminal *dead = w->terminal[terminal];
    if (dead->held_by < 0) { /* a second try finds it out already */
        world_terminal_off(dead, 0, "two people pull the plug");
        dead->held_until_ms = w->now_ms + PLUG_OUT_MS;
    }
    dead->held_by = for_terminal;
    dead->off_until_ms = WORLD_NEVER_MS;
}

bool world_relief_begin(const struct work *k)
{
    struct world *w = k->w;
    const struct staff_button *reason = world_button(k, ACTION_STAFF_REASON);
    const struct world_case *c = &w->cases[k->case_no];
    struct holder h = holder_of(w, c->application.application_id);
    if (reason == NULL || !is_dead(w, h.terminal) || c->given_at >= 0) {
        return false;
    }
    w->report.reliefs++;
    /* What is pulled is in again, and up, before anybody judges whether all terminals serve. */
    bool too_late = w->now_ms + PLUG_OUT_MS + START_AGAIN_MS > w->end_ms;
    if (!world_chance(&k->t->rng, FORGET_PERCENT) && !too_late) {
        pull_the_plug(w, h.terminal, k->t->no);
    }
    destroy_sheets_at(w, h.terminal, k->case_no);
    world_note(w, h.terminal, "two of staff", "look at the dead terminal", k->case_no);
    world_press(k->t, ACTOR_STAFF, ACTION_STAFF_REASON, reason->argument);
    world_press(k->t, ACTOR_STAFF, ACTION_STAFF_PHRASE, (int)rng_below(&k->t->rng, PHRASES));
    world_press(k->t, ACTOR_STAFF, ACTION_STAFF_REASON_GIVEN, 0);
    return true;
}

/* Whether the terminal has begun a relief that is not through yet, or may still send one. */
static bool is_at_it(struct world_terminal *t)
{
    if (!world_terminal_runs(t)) {
        return true; /* what it was doing is seen when it is back */
    }
    const struct core *c = app_core(t->app);
    for (int i = 0; i < TICKETS_MAX; i++) {
        for (int n = 0; n < c->ticket[i].item_count; n++) {
            if (c->ticket[i].state != TICKET_FREE && c->ticket[i].item[n].relief != RELIEF_NONE) {
                return true;
            }
        }
    }
    struct applicant_view applicant;
    struct staff_view staff;
    app_views(t->app, &applicant, &staff); /* 未送信 n件 */
    return c->desk.wants_second || staff.outbox_depth > staff.outbox_aside;
}

void world_relief_step(struct world *w)
{
    for (int i = 0; i < w->setup.terminals; i++) {
        struct world_terminal *t = w->terminal[i];
        if (t->held_by >= 0 && t->held_until_ms <= w->now_ms &&
            !is_at_it(w->terminal[t->held_by])) {
            t->held_by = -1;
            t->off_until_ms = w->now_ms + world_between(&t->rng, 3000, 20000);
            world_note(w, t->no, "staff", "plug it in again", -1);
        }
    }
}
