#include "tests/kit/offline_days.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "app/app.h"
#include "base/rng.h"
#include "journal/outbox.h"
#include "sim/simple_devices_sim.h"
#include "tests/kit/blind_parts.h"
#include "sim/crash_vfs.h"
#include "tests/kit/journal_script.h"
#include "tests/kit/near_http.h"

enum {
    STEPS_OF_A_VISIT = SCRIPT_STEPS_A_VISIT - 2, /* up to the report that nobody answers */
    ROWS_MAX = 2 * SCRIPT_STEPS_A_VISIT,
    POISON_MAX = 64,
    CHANGES_A_VISIT = 12, /* of the disk, about: where a cut may fall */
    OFFLINE_MS = 60000,
    GIVE_UP_MS = 2 * 3600000,
    RESTARTS_MAX = 200, /* by restart_ms: one more and draining is given up */
};

#define MORNING_MS INT64_C(1795483440000) /* Tuesday 2026-11-24 10:24 in Japan */

static const char *const VFS = "offline-days";
static const char *const PATH = "journal.db";

struct site {
    const struct offline_days *plan;
    const char *folder;
    struct offline_result *out;
    struct rng rng;
    struct crash_disk disk;
    struct crash_vfs *vfs;
    struct backend_logic *backend;
    struct config config;
    struct clock_sim clock;
    struct near_http http;
    struct hal hal;
    struct app *app;
    uint64_t starts;
    int64_t started_ms;
    bool second_seen[POISON_MAX]; /* the second report of this visit's application was tried */
    int tries[POISON_MAX];        /* of this visit's poison reports, after the line's return */
};

static void must(struct err e)
{
    assert(!failed(e));
    (void)e;
}

static void run_sql(struct site *s, const char *sql)
{
    int rc = sqlite3_exec(backend_logic_db(s->backend), sql, NULL, NULL, NULL);
    assert(rc == SQLITE_OK);
    (void)rc;
}

static int64_t number(struct site *s, const char *sql)
{
    sqlite3_stmt *q = NULL;
    int rc = sqlite3_prepare_v2(backend_logic_db(s->backend), sql, -1, &q, NULL);
    rc = rc == SQLITE_OK ? sqlite3_step(q) : rc;
    assert(rc == SQLITE_ROW);
    int64_t value = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return rc == SQLITE_ROW ? value : -1;
}

/* What the backend knows of a visit's application: begun, by this terminal, with this token. */
static void put_begun(struct site *s, const struct backend_request *done)
{
    char visit[ID_TEXT_SIZE];
    char sql[600];
    id_text(done->visit_id, visit);
    snprintf(sql, sizeof sql,
             "INSERT INTO application(application_id, json, status, tax, tax_at_ms, version, phase,"
             " token, terminal_id, visit_id) VALUES('%s', '{}', 'READY', 'CONFIRMED', 0, 1, %d,"
             " %llu, '%s', '%s'); INSERT INTO reservation(application_id, token, terminal_id,"
             " visit_id, reserved_at_ms, begun_at_ms) VALUES('%s', %llu, '%s', '%s', 0, 0)",
             done->application_id, (int)HANDOVER_ISSUING, (unsigned long long)done->token,
             s->config.terminal_id, visit, done->application_id, (unsigned long long)done->token,
             s->config.terminal_id, visit);
    run_sql(s, sql);
}

/* One visit in one commit, its report owed. */
static struct err add_visit(struct site *s, struct journal *j, uint64_t visit, bool tell_backend)
{
    struct journal_row rows[ROWS_MAX];
    struct backend_request put[2] = {0};
    struct journal_batch batch = {.rows = rows, .puts = put};
    for (int i = 0; i < STEPS_OF_A_VISIT; i++) {
        struct script_step step;
        script_make(visit * SCRIPT_STEPS_A_VISIT + (uint64_t)i, &step);
        memcpy(rows + batch.count, step.row, (size_t)step.row_count * sizeof *rows);
        batch.count += step.row_count;
        if (step.has_put) {
            put[0] = step.put;
            batch.put_count = 1;
        }
    }
    struct script_step closing;
    script_make(visit * SCRIPT_STEPS_A_VISIT + SCRIPT_STEPS_A_VISIT - 1, &closing);
    rows[batch.count++] = closing.row[0];
    if (s->plan->twice && visit < (uint64_t)s->plan->poison) {
        put[1] = put[0];
        put[1].op = EXCHANGE_ABORT;
        put[1].idempotency_key.byte[0] ^= 0xff;
        snprintf(put[1].reason, sizeof put[1].reason, "staff");
        batch.put_count = 2;
    }
    if (tell_backend) {
        put_begun(s, &put[0]);
    }
    return journal_append(j, &batch);
}

static struct journal *open_journal(struct site *s)
{
    struct journal *j = NULL;
    must(journal_open(PATH, s->folder, VFS, &j));
    return j;
}

/* After a cut: what was acknowledged is there, and at most the visit under way besides. */
static struct journal *recover(struct site *s, uint64_t acknowledged, bool *out_there)
{
    crash_disk_power_on(&s->disk);
    struct journal *j = open_journal(s);
    uint64_t rows = journal_head(j).row_count;
    assert(rows >= acknowledged);
    *out_there = rows > acknowledged;
    s->out->cuts++;
    return j;
}

static void live_through_days(struct site *s)
{
    const struct offline_days *plan = s->plan;
    uint64_t visits = (uint64_t)plan->days * (uint64_t)plan->visits_a_day;
    struct journal *j = open_journal(s);
    for (uint64_t v = 0; v < visits; v++) {
        bool cut = plan->cuts_a_day > 0 &&
                   rng_below(&s->rng, (uint32_t)(plan->visits_a_day / plan->cuts_a_day)) == 0;
        uint64_t acknowledged = journal_head(j).row_count;
        crash_disk_cut_at(&s->disk, cut ? 1 + rng_below(&s->rng, CHANGES_A_VISIT) : 0);
        struct err e = add_visit(s, j, v, true);
        if (!failed(e)) {
            acknowledged = journal_head(j).row_count;
        }
        if (cut) {
            bool there = false;
            journal_close(j);
            j = recover(s, acknowledged, &there);
            if (failed(e) && !there) {
                must(add_visit(s, j, v, false));
            }
        }
    }
    s->out->owed = journal_outbox_depth(j).queued;
    journal_close(j);
}

static void note_try(struct site *s, int visit, bool second)
{
    assert(visit < POISON_MAX);
    s->tries[visit] += !s->http.cut;
    if (s->tries[visit] > s->out->most_tries) {
        s->out->most_tries = s->tries[visit];
    }
    s->out->overtaken += !second && s->second_seen[visit];
    s->second_seen[visit] |= second;
}

static int fate_of(const char *body, void *at)
{
    struct site *s = at;
    const char *id = strstr(body, "\"AP-");
    bool poison = id != NULL && atoi(id + 4) < s->plan->poison;
    if (poison) {
        note_try(s, atoi(id + 4), strstr(body, "\"reason\"") != NULL);
    }
    bool broken = (int64_t)s->clock.now_ms < OFFLINE_MS + s->plan->broken_ms;
    return poison || broken ? s->plan->poisons : NEAR_HONEST;
}

static void start(struct site *s)
{
    near_http_init(&s->http, s->backend, s->plan->round_trip_ms, MORNING_MS);
    s->http.fate = fate_of;
    s->http.fate_at = s;
    s->hal = (struct hal){.clock = &s->clock.clock, .http = &s->http.http};
    struct app_setup setup = {.config = &s->config,
                              .hal = &s->hal,
                              .seed = s->plan->seed + 1000 * ++s->starts,
                              .build = "test",
                              .vfs_name = VFS,
                              .worker_mode = WORKER_INLINE,
                              .repeatable = true,
                              .parts = blind_parts()};
    must(app_open(&setup, &s->app));
    s->started_ms = (int64_t)s->clock.now_ms;
}

static void stop(struct site *s)
{
    s->out->repeated += (int64_t)s->http.requests;
    app_close(s->app);
    s->app = NULL;
    http_close(s->hal.http);
}

static const struct staff_view *look(struct site *s)
{
    static struct applicant_view applicant;
    static struct staff_view staff;
    app_views(s->app, &applicant, &staff);
    return &staff;
}

static uint32_t owed(struct site *s)
{
    const struct staff_view *staff = look(s);
    return staff->outbox_depth - staff->outbox_aside;
}

/* Nothing can go any more: what gets no answer at all is owed for ever. */
static bool is_drained(struct site *s)
{
    bool silent = s->plan->poison > 0 && s->plan->poisons == NEAR_SILENT;
    return silent ? s->out->good_ms > 0 : owed(s) == 0;
}

/* When nothing is left to wait for, time stands: the power is gone, or all is delivered. */
static void advance(struct site *s)
{
    uint64_t now = s->clock.now_ms;
    uint64_t next = app_turn(s->app, now);
    if (!s->disk.off && !is_drained(s)) {
        clock_sim_advance_to(&s->clock, next > now ? next : now + 1);
    }
}

/* What the people at the terminal notice, from one turn to the next. */
static void note_draining(struct site *s, uint64_t back_ms, uint64_t turn_ms)
{
    if (s->plan->poison == 0) {
        return;
    }
    int64_t good = s->out->owed - s->plan->poison * (s->plan->twice ? 2 : 1);
    s->out->away_ms += look(s)->backend_away ? (int64_t)(s->clock.now_ms - turn_ms) : 0;
    if (s->out->good_ms == 0 && number(s, "SELECT count(*) FROM handover") == good) {
        s->out->good_ms = (int64_t)(s->clock.now_ms - back_ms);
    }
}

static void go_on_after_a_cut(struct site *s)
{
    stop(s);
    crash_disk_power_on(&s->disk);
    start(s);
    s->out->cuts++;
}

static void restart_if_due(struct site *s)
{
    int64_t every_ms = s->plan->restart_ms;
    if (every_ms > 0 && (int64_t)s->clock.now_ms >= s->started_ms + every_ms) {
        stop(s);
        start(s);
        s->out->restarts++;
    }
}

static bool goes_on(struct site *s, uint64_t back_ms)
{
    bool given_up = s->clock.now_ms >= back_ms + GIVE_UP_MS || s->out->restarts == RESTARTS_MAX;
    return !given_up && !is_drained(s);
}

static void drain(struct site *s)
{
    start(s);
    s->http.cut = true;
    while (s->clock.now_ms < OFFLINE_MS) {
        advance(s);
    }
    s->http.cut = false;
    uint64_t back_ms = s->clock.now_ms;
    int cuts = s->plan->cuts_while_draining;
    uint32_t piece = owed(s) / (uint32_t)(cuts + 1);
    for (int i = 1; goes_on(s, back_ms);) {
        if (i <= cuts && owed(s) + (uint32_t)i * piece <= (uint32_t)s->out->owed) {
            crash_disk_cut_at(&s->disk, 1 + rng_below(&s->rng, CHANGES_A_VISIT));
            i++;
        }
        uint64_t turn_ms = s->clock.now_ms;
        advance(s);
        note_draining(s, back_ms, turn_ms);
        if (s->disk.off) {
            go_on_after_a_cut(s);
        }
        restart_if_due(s);
    }
    s->out->drain_ms = (int64_t)(s->clock.now_ms - back_ms);
    s->out->probes = (int64_t)s->http.probes;
    stop(s);
}

static void count(struct site *s)
{
    s->out->delivered = number(s, "SELECT count(*) FROM handover");
    s->out->conflicts = number(s, "SELECT count(*) FROM conflict");
    s->out->repeated -= number(s, "SELECT count(*) FROM idempotency");
    struct journal *j = open_journal(s);
    s->out->aside = journal_outbox_depth(j).aside;
    journal_close(j);
}

void offline_days_run(const struct offline_days *plan, const char *folder,
                      struct offline_result *out)
{
    struct site *s = calloc(1, sizeof *s);
    assert(s);
    *out = (struct offline_result){0};
    s->plan = plan;
    s->folder = folder;
    s->out = out;
    rng_init(&s->rng, plan->seed);
    config_default(&s->config);
    snprintf(s->config.journal_file, sizeof s->config.journal_file, "%s", PATH);
    snprintf(s->config.key_folder, sizeof s->config.key_folder, "%s", folder);
    clock_sim_init(&s->clock, MORNING_MS);
    crash_disk_init(&s->disk, plan->seed);
    s->vfs = crash_vfs_open(&s->disk, VFS);
    must(backend_logic_open(
        &(struct backend_logic_settings){.path = ":memory:", .keeps_no_exchange = true},
        &s->backend));
    live_through_days(s);
    drain(s);
    count(s);
    backend_logic_close(s->backend);
    crash_vfs_close(s->vfs);
    crash_disk_deinit(&s->disk);
    free(s);
}
