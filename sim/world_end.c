/* What stands when a seed is over: journals, outboxes, screens, books, and where names are found.
 */
#include <string.h>
#include "journal/verify.h"
#include "sim/world_parts.h"

static void tell_core(struct world_terminal *t)
{
    struct world *w = t->world;
    const struct core *c = app_core(t->app);
    char visit[ID_TEXT_SIZE];
    HISTORY(w->history, open_visit, w->now_ms, N(t->no), T(visit_state_name(c->visit.state)),
            N(w->now_ms - t->shown_ms), N(c->journal_failed), N(c->link_up));
    for (int i = 0; i < TICKETS_MAX; i++) {
        const struct ticket *k = &c->ticket[i];
        id_text(k->visit_id, visit);
        for (int n = 0; k->state != TICKET_FREE && n < k->item_count; n++) {
            HISTORY(w->history, open_item, w->now_ms, N(t->no), T(visit),
                    T(k->item[n].application_id), T(item_state_name(k->item[n].state)),
                    N(k->item[n].stalled), T(ticket_state_name(k->state)), N(k->item[n].token));
        }
    }
}

/* Copies rows of a query into a table of the history, column by column. */
static struct err copy(struct world *w, sqlite3 *from, const char *sql, enum history_table table,
                       int terminal)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(from, sql, -1, &s, NULL) != SQLITE_OK) {
        fprintf(stderr, "world: %s\n", sqlite3_errmsg(from));
        return FAIL(IO);
    }
    int code;
    while ((code = sqlite3_step(s)) == SQLITE_ROW) {
        struct cell cells[12];
        int count = 0;
        if (terminal >= 0) {
            cells[count++] = N(terminal);
        }
        int columns = sqlite3_column_count(s) - 1; /* the last is the time */
        for (int i = 0; i < columns; i++) {
            bool number = sqlite3_column_type(s, i) == SQLITE_INTEGER;
            const char *text = (const char *)sqlite3_column_text(s, i);
            cells[count++] = number         ? N(sqlite3_column_int64(s, i))
                             : text == NULL ? T("")
                                            : T(text);
        }
        history_add(w->history, table, (uint64_t)sqlite3_column_int64(s, columns), count, cells);
    }
    sqlite3_finalize(s);
    return code == SQLITE_DONE ? OK : FAIL(CORRUPT);
}

static struct err read_journal(struct world_terminal *t)
{
    struct world *w = t->world;
    sqlite3 *db = NULL;
    int code = sqlite3_open_v2("journal.db", &db, SQLITE_OPEN_READWRITE, t->vfs_name);
    struct err e = code == SQLITE_OK ? OK : FAIL(IO);
    sqlite3_exec(db, "PRAGMA locking_mode = EXCLUSIVE", NULL, NULL, NULL);
    e = failed(e)
            ? e
            : copy(
                  w, db,
                  "SELECT row_no, kind, lower(hex(visit_id)), lower(hex(request_id)),"
                  " lower(hex(job_id)), application_id, token, detail,"
                  " (SELECT count(*) FROM event AS s WHERE s.kind = 'STARTED' AND"
                  " s.row_no <= event.row_no), call_no, staff_id, at_ms FROM event ORDER BY row_no",
                  HISTORY_journal, t->no);
    e = failed(e) ? e
                  : copy(w, db,
                         "SELECT no, op, lower(hex(idempotency_key)), application_id, token,"
                         " state, last_result, happened_at_ms FROM outbox ORDER BY no",
                         HISTORY_outbox, t->no);
    sqlite3_close(db);
    return e;
}

static void verify(struct world_terminal *t)
{
    struct verify_request request = {
        .path = "journal.db", .key_folder = t->config.key_folder, .vfs_name = t->vfs_name};
    struct verify_report report = {0};
    struct err e = journal_verify(&request, &report);
    const char *problem = failed(e) ? err_name(e) : verify_problem_name(report.problem);
    HISTORY(t->world->history, verified, t->world->now_ms, N(t->no), T(problem), N(report.row_no));
}

static struct err end_terminal(struct world_terminal *t)
{
    struct world *w = t->world;
    world_terminal_look_at_tray(t);
    if (t->app != NULL) {
        tell_core(t);
        world_terminal_off(t, 0, "end");
        w->report.restarts--;
    }
    crash_disk_power_on(&t->disk);
    verify(t);
    TRY(read_journal(t));
    for (int i = 0; i < CRASH_FILES_MAX; i++) {
        const struct crash_file *f = &t->disk.file[i];
        world_look_for_names(w, f->live.p, f->live.n, "disk of terminal", t->no);
    }
    return OK;
}

static void tell_people(struct world *w)
{
    static const char *const states[] = {"AWAY",       "AT_MACHINE", "WAITING",
                                         "AT_COUNTER", "SERVED",     "GONE"};
    for (int i = 0; i < w->person_count; i++) {
        const struct world_person *p = &w->person[i];
        HISTORY(w->history, person, w->now_ms, N(i), N(p->group), T(states[p->state]),
                N(p->terminal));
    }
}

struct err world_end(struct world *w)
{
    tell_people(w);
    for (int i = 0; i < w->setup.terminals; i++) {
        TRY(end_terminal(w->terminal[i]));
    }
    world_backend_power_cut(w); /* its books are what its disk kept */
    TRY(world_look_at_backend(w));
    sqlite3 *backend = backend_logic_db(w->backend);
    TRY(copy(w, backend,
             "SELECT application_id, status, phase, token, terminal_id, 0"
             " FROM application ORDER BY application_id",
             HISTORY_backend, -1));
    TRY(copy(w, backend,
             "SELECT application_id, token, terminal_id, visit_id, recorded_at_ms"
             " FROM handover ORDER BY application_id",
             HISTORY_recorded, -1));
    TRY(copy(w, backend,
             "SELECT application_id, token, terminal_id, begun_at_ms IS NOT NULL, outcome,"
             " reserved_at_ms FROM reservation ORDER BY application_id, token",
             HISTORY_reserved, -1));
    return copy(w, backend,
                "SELECT application_id, token, terminal_id, call, result, at_ms"
                " FROM conflict ORDER BY n",
                HISTORY_conflict, -1);
}
