#include "tests/kit/journal_site.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "journal/load.h"
#include "journal/outbox.h"
#include "journal/read.h"
#include "journal/store.h"
#include "tests/kit/journal_script.h"

enum {
    STEPS_WHEN_OPEN = 13,
    VISITS_A_BATCH = 5, /* of at most 22 rows */
    VISITS_A_COMMIT = 50000,
};

/* A batch that fills up, with room for one more visit. */
struct filling {
    struct journal_row rows[JOURNAL_BATCH_MAX];
    struct backend_request put[VISITS_A_BATCH];
    struct outbox_settle settle[VISITS_A_BATCH];
    struct journal_batch batch;
    int visits;
};

/* Refused reports are rare and staff see to them: only those of the last visits still stand aside.
 */
static void settle_it(struct script_step *step)
{
    for (int i = 0; i < step->row_count; i++) {
        bool refused = step->row[i].kind == JOURNAL_REPORT_REFUSED;
        step->row[i].kind = refused ? JOURNAL_REPORTED : step->row[i].kind;
    }
    step->settle.state = OUTBOX_ACKED;
    step->settle.result = EXCHANGE_RESULT_OK;
}

static void add_visit(struct filling *f, uint64_t visit, int steps, bool recent)
{
    for (int i = 0; i < steps; i++) {
        struct script_step step;
        script_make(visit * SCRIPT_STEPS_A_VISIT + (uint64_t)i, &step);
        if (!recent) {
            settle_it(&step);
        }
        memcpy(f->rows + f->batch.count, step.row, (size_t)step.row_count * sizeof *f->rows);
        f->batch.count += step.row_count;
        if (step.has_put) {
            f->put[f->batch.put_count++] = step.put;
        }
        if (step.has_settle) {
            f->settle[f->batch.settle_count++] = step.settle;
        }
    }
    f->visits++;
}

static struct err flush(struct journal_site *s, struct filling *f)
{
    if (f->visits == 0) {
        return OK;
    }
    f->batch.rows = f->rows;
    f->batch.puts = f->put;
    f->batch.settles = f->settle;
    struct err e = journal_append(s->j, &f->batch);
    f->batch = (struct journal_batch){0};
    f->visits = 0;
    return e;
}

static struct err run(struct journal *j, const char *sql)
{
    return sqlite3_exec(j->db, sql, NULL, NULL, NULL) == SQLITE_OK ? OK : FAIL(IO);
}

/* The writer's own BEGIN and COMMIT do nothing while ours span many of its appends. */
static struct err hold_commits(struct journal *j)
{
    static const enum journal_statement held[] = {STATEMENT_BEGIN, STATEMENT_COMMIT};
    for (size_t i = 0; i < sizeof held / sizeof held[0]; i++) {
        sqlite3_finalize(j->statement[held[i]]);
        j->statement[held[i]] = NULL;
        const char *nothing = "SELECT 1 WHERE 0";
        if (sqlite3_prepare_v2(j->db, nothing, -1, &j->statement[held[i]], NULL) != SQLITE_OK) {
            return FAIL(IO);
        }
    }
    return run(j, "PRAGMA cache_size = -2000000; PRAGMA synchronous = OFF; BEGIN");
}

static struct err fill(struct journal_site *s, uint64_t visits)
{
    static struct filling f;
    TRY(hold_commits(s->j));
    for (uint64_t v = 0; v < visits; v++) {
        bool open = v + JOURNAL_SITE_OPEN >= visits;
        bool recent = v + JOURNAL_SITE_RECENT >= visits;
        add_visit(&f, v, open ? STEPS_WHEN_OPEN : SCRIPT_STEPS_A_VISIT, recent);
        if (f.visits == VISITS_A_BATCH) {
            TRY(flush(s, &f));
        }
        if ((v + 1) % VISITS_A_COMMIT == 0) {
            TRY(run(s->j, "COMMIT; BEGIN"));
        }
    }
    TRY(flush(s, &f));
    return run(s->j, "COMMIT");
}

struct err journal_site_build(struct journal_site *s, const char *folder, uint64_t visits)
{
    *s = (struct journal_site){.folder = folder};
    snprintf(s->path, sizeof s->path, "%s/journal.db", folder);
    TRY(journal_open(s->path, folder, NULL, &s->j));
    struct err e = fill(s, visits);
    journal_close(s->j);
    TRY(e);
    return journal_open(s->path, folder, NULL, &s->j);
}

struct err journal_site_ask(struct journal_site *s, uint64_t visit, int *out_rows)
{
    struct journal_row rows[JOURNAL_SITE_ROWS_MAX];
    struct outbox_row report;
    TRY(journal_read_visit(s->j, script_id(visit, 1), rows, JOURNAL_SITE_ROWS_MAX, out_rows));
    return journal_outbox_find(s->j, script_id(visit, 7), &report);
}

struct err journal_site_load(struct journal_site *s, int *out_open)
{
    int total = 0;
    int highest = 0;
    struct restored_visit *visits = calloc(RESTORED_VISITS_MAX, sizeof *visits);
    if (!visits) {
        return FAIL(NO_MEMORY);
    }
    struct err e = journal_load_open(s->j, visits, RESTORED_VISITS_MAX, out_open, &total);
    e = failed(e) ? e : journal_highest_call_no(s->j, visits[0].call_day, &highest);
    free(visits);
    return e;
}
