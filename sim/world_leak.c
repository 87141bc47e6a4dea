/* Promise 6 in the world: names are looked for in everything that leaves memory. Where one is
 * found goes into the history, and a rule calls it a violation. */
#include <stdio.h>
#include <string.h>
#include "base/log.h"
#include "sim/world_parts.h"

/* The log is the process's: it belongs to the world that runs. */
static struct world *running;

const char *world_mark_in(const void *bytes, size_t n)
{
    static const char *const marks[] = {"世界", "WORLDCAR", "world-0", "見本町", "例示町", "架空"};
    for (size_t i = 0; n > 0 && i < sizeof marks / sizeof marks[0]; i++) {
        if (memmem(bytes, n, marks[i], strlen(marks[i])) != NULL) {
            return marks[i];
        }
    }
    return NULL;
}

void world_look_for_names(struct world *w, const void *bytes, size_t n, const char *place, int no)
{
    const char *mark = world_mark_in(bytes, n);
    if (mark != NULL) {
        char text[48];
        snprintf(text, sizeof text, "%s %d", place, no);
        HISTORY(w->history, leak, w->now_ms, T(text), T(mark));
    }
}

static void read_line(const char *line, size_t n)
{
    world_look_for_names(running, line, n, "log, virtual second", (int)(running->now_ms / 1000));
}

void world_watch_log(struct world *w)
{
    running = w;
    log_set_level(w == NULL ? LOG_LEVEL_SILENT : LOG_LEVEL_DEBUG);
    log_set_reader(w == NULL ? NULL : read_line);
}

struct err world_look_at_backend(struct world *w)
{
    static const char sql[] = "SELECT 'conflict', body FROM conflict"
                              " UNION ALL SELECT 'heartbeat', coalesce(body, '') FROM heartbeat"
                              " UNION ALL SELECT 'hand-over', evidence FROM handover"
                              " UNION ALL SELECT 'reservation',"
                              " coalesce(evidence, '') || coalesce(reason, '') FROM reservation";
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(backend_logic_db(w->backend), sql, -1, &s, NULL) != SQLITE_OK) {
        return FAIL(IO);
    }
    for (int no = 0; sqlite3_step(s) == SQLITE_ROW; no++) {
        world_look_for_names(w, sqlite3_column_text(s, 1), (size_t)sqlite3_column_bytes(s, 1),
                             (const char *)sqlite3_column_text(s, 0), no);
    }
    return sqlite3_finalize(s) == SQLITE_OK ? OK : FAIL(IO);
}
