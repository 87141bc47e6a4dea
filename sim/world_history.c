#include "sim/world_history.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "base/str.h"

enum { RULES_MAX = 32, COLUMNS_MAX = 12 };

struct history {
    sqlite3 *db;
    sqlite3_stmt *put[HISTORY_COUNT];
    sqlite3_stmt *clear[HISTORY_COUNT];
    sqlite3_stmt *place, *back;
    sqlite3_stmt *rule[RULES_MAX];
    int columns[HISTORY_COUNT];
    int64_t last;
};

static const char *const names[HISTORY_COUNT] = {
#define X(name, columns) #name,
    HISTORY_LIST(X)
#undef X
};
static const char *const lists[HISTORY_COUNT] = {
#define X(name, columns) columns,
    HISTORY_LIST(X)
#undef X
};

static int count_columns(const char *list)
{
    int count = 1;
    for (const char *p = list; *p != '\0'; p++) {
        count += *p == ',';
    }
    return count;
}

static bool prepare(struct history *h, const char *sql, sqlite3_stmt **out)
{
    int code = sqlite3_prepare_v3(h->db, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
    if (code != SQLITE_OK) {
        fprintf(stderr, "history: %s\n", sqlite3_errmsg(h->db));
    }
    return code == SQLITE_OK;
}

static bool make_table(struct history *h, int table)
{
    char sql[512];
    struct strbuf b = strbuf_on(sql, sizeof sql);
    h->columns[table] = count_columns(lists[table]);
    strbuf_format(&b, "CREATE TABLE %s(n INTEGER PRIMARY KEY, at_ms, %s)", names[table],
                  lists[table]);
    bool made = !b.cut && sqlite3_exec(h->db, sql, NULL, NULL, NULL) == SQLITE_OK;
    b = strbuf_on(sql, sizeof sql);
    strbuf_format(&b, "INSERT INTO %s(n, at_ms, %s) VALUES(?, ?", names[table], lists[table]);
    for (int i = 0; i < h->columns[table]; i++) {
        strbuf_text(&b, ", ?");
    }
    strbuf_char(&b, ')');
    made = made && prepare(h, sql, &h->put[table]);
    b = strbuf_on(sql, sizeof sql);
    strbuf_format(&b, "DELETE FROM %s", names[table]);
    return made && prepare(h, sql, &h->clear[table]);
}

struct err history_open(struct history **out_history)
{
    struct history *h = calloc(1, sizeof *h);
    if (h == NULL) {
        return FAIL(NO_MEMORY);
    }
    bool good = sqlite3_open_v2(":memory:", &h->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                                NULL) == SQLITE_OK;
    for (int i = 0; good && i < HISTORY_COUNT; i++) {
        good = make_table(h, i);
    }
    good =
        good && prepare(h, "UPDATE sheet SET place = ?, person = ? WHERE n = ?", &h->place) &&
        prepare(h, "UPDATE handed SET back = 1 WHERE application = ? AND terminal = ?", &h->back);
    static const char indices[] = "PRAGMA journal_mode = OFF;"
                                  "CREATE INDEX by_item ON journal(terminal, application);"
                                  "CREATE INDEX by_request ON journal(request);"
                                  "CREATE INDEX by_job ON journal(job);"
                                  "CREATE INDEX by_key ON exchange(key, op);"
                                  "CREATE INDEX by_application ON exchange(application, op);"
                                  "CREATE INDEX sheet_job ON sheet(job);"
                                  "CREATE INDEX slip_job ON slip(job);"
                                  "CREATE INDEX given ON delivered(application);";
    good = good && sqlite3_exec(h->db, indices, NULL, NULL, NULL) == SQLITE_OK;
    assert(world_rules_count() <= RULES_MAX);
    for (int i = 0; good && i < world_rules_count(); i++) {
        good = prepare(h, world_rules_sql(i), &h->rule[i]);
    }
    if (!good) {
        history_close(h);
        return FAIL(INVALID);
    }
    *out_history = h;
    return OK;
}

void history_close(struct history *h)
{
    if (h == NULL) {
        return;
    }
    for (int i = 0; i < HISTORY_COUNT; i++) {
        sqlite3_finalize(h->put[i]);
        sqlite3_finalize(h->clear[i]);
    }
    for (int i = 0; i < RULES_MAX; i++) {
        sqlite3_finalize(h->rule[i]);
    }
    sqlite3_finalize(h->place);
    sqlite3_finalize(h->back);
    sqlite3_close(h->db);
    free(h);
}

void history_clear(struct history *h)
{
    if (!sqlite3_get_autocommit(h->db)) { /* a seed is one transaction */
        sqlite3_exec(h->db, "COMMIT", NULL, NULL, NULL);
    }
    sqlite3_exec(h->db, "BEGIN", NULL, NULL, NULL);
    for (int i = 0; i < HISTORY_COUNT; i++) {
        sqlite3_step(h->clear[i]);
        sqlite3_reset(h->clear[i]);
    }
    h->last = 0;
}

int64_t history_add(struct history *h, enum history_table table, uint64_t at_ms, int count,
                    const struct cell *cells)
{
    sqlite3_stmt *s = h->put[table];
    assert(count == h->columns[table] && count <= COLUMNS_MAX);
    sqlite3_bind_int64(s, 1, ++h->last);
    sqlite3_bind_int64(s, 2, (int64_t)at_ms);
    for (int i = 0; i < count; i++) {
        if (cells[i].text != NULL) {
            sqlite3_bind_text(s, i + 3, cells[i].text, -1, SQLITE_STATIC); /* until the step */
        } else {
            sqlite3_bind_int64(s, i + 3, cells[i].number);
        }
    }
    int code = sqlite3_step(s);
    assert(code == SQLITE_DONE);
    (void)code;
    sqlite3_reset(s);
    return h->last;
}

void history_place_sheet(struct history *h, int64_t n, const char *place, int person)
{
    sqlite3_bind_text(h->place, 1, place, -1, SQLITE_STATIC);
    sqlite3_bind_int(h->place, 2, person);
    sqlite3_bind_int64(h->place, 3, n);
    sqlite3_step(h->place);
    sqlite3_reset(h->place);
}

void history_take_back(struct history *h, const char *application, int terminal)
{
    sqlite3_bind_text(h->back, 1, application, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(h->back, 2, terminal);
    sqlite3_step(h->back);
    sqlite3_reset(h->back);
}

static void tell(char *out, size_t cap, const char *text)
{
    struct strbuf b = strbuf_on(out, cap);
    strbuf_text(&b, text);
}

void history_judge(struct history *h, FILE *log, struct world_report *report)
{
    for (int i = 0; i < world_rules_count(); i++) {
        sqlite3_stmt *s = h->rule[i];
        int code;
        while ((code = sqlite3_step(s)) == SQLITE_ROW) {
            const char *text = (const char *)sqlite3_column_text(s, 0);
            text = text == NULL ? "(null)" : text;
            report->rules |= UINT64_C(1) << i;
            if (report->violations++ == 0) {
                tell(report->rule, sizeof report->rule, world_rules_name(i));
                tell(report->detail, sizeof report->detail, text);
            }
            if (log != NULL) {
                fprintf(log, "VIOLATION %s: %s\n", world_rules_name(i), text);
            }
        }
        assert(code == SQLITE_DONE);
        sqlite3_reset(s);
    }
}
