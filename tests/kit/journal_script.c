#include "tests/kit/journal_script.h"

#include <stdio.h>
#include "journal/store.h"

enum { START_MS_STEP = 700 };

struct id script_id(uint64_t visit, uint8_t what)
{
    uint64_t mixed = (visit + 1) * 0x9e3779b97f4a7c15u;
    struct id id = {{what}};
    for (int i = 1; i < 9; i++, mixed >>= 8) {
        id.byte[i] = (uint8_t)mixed;
    }
    return id;
}

struct line {
    enum journal_kind kind[SCRIPT_STEP_ROWS_MAX];
    int count;
    uint8_t request; /* what, 0 none */
    uint8_t job;
    bool item;
    bool token;
    const char *detail;
};

static const struct line lines[SCRIPT_STEPS_A_VISIT] = {
    {.kind = {JOURNAL_VISIT_OPENED}, .count = 1},
    {.kind = {JOURNAL_LOOKUP}, .count = 1, .request = 2},
    {.kind = {JOURNAL_LOOKUP_ANSWERED}, .count = 1, .request = 2, .detail = "result=OK items=1"},
    {.kind = {JOURNAL_VERDICT, JOURNAL_NUMBER}, .count = 2, .detail = "readiness=READY"},
    {.kind = {JOURNAL_SLIP}, .count = 1, .job = 3},
    {.kind = {JOURNAL_SLIP_OUTCOME}, .count = 1, .job = 3, .detail = "print=PRINTED"},
    {.kind = {JOURNAL_CALLED}, .count = 1},
    {.kind = {JOURNAL_CHECKED}, .count = 1, .item = true, .detail = "papers=TAX_PAID"},
    {.kind = {JOURNAL_RESERVE}, .count = 1, .request = 4, .item = true},
    {.kind = {JOURNAL_RESERVE_ANSWERED}, .count = 1, .request = 4, .item = true, .token = true},
    {.kind = {JOURNAL_BEGIN}, .count = 1, .request = 5, .item = true, .token = true},
    {.kind = {JOURNAL_BEGIN_ANSWERED}, .count = 1, .request = 5, .item = true, .token = true},
    {.kind = {JOURNAL_PRINT}, .count = 1, .job = 6, .item = true, .token = true},
    {.kind = {JOURNAL_PRINT_OUTCOME},
     .count = 1,
     .job = 6,
     .item = true,
     .token = true,
     .detail = "print=PRINTED job-state=completed"},
    {.kind = {JOURNAL_MATCHED, JOURNAL_HAND_OVER}, .count = 2, .item = true, .token = true},
    {.kind = {JOURNAL_HANDED_OVER, JOURNAL_REPORT},
     .count = 2,
     .request = 7,
     .item = true,
     .token = true,
     .detail = "print=PRINTED"},
    {.kind = {JOURNAL_REPORTED},
     .count = 1,
     .request = 7,
     .item = true,
     .token = true,
     .detail = "result=OK"},
    {.kind = {JOURNAL_VISIT_CLOSED}, .count = 1, .detail = "end=DONE"},
};

static void fill_row(struct journal_row *row, const struct line *line, uint64_t step)
{
    uint64_t visit = step / SCRIPT_STEPS_A_VISIT;
    row->wall_ms = INT64_C(1780000000000) + (int64_t)(step * START_MS_STEP);
    row->at_ms = step * START_MS_STEP;
    row->visit_id = script_id(visit, 1);
    row->request_id = line->request ? script_id(visit, line->request) : (struct id){0};
    row->job_id = line->job ? script_id(visit, line->job) : (struct id){0};
    row->token = line->token ? visit + 5 : 0;
    row->call_no = row->kind == JOURNAL_NUMBER ? (int)(visit % 999) + 1 : 0;
    if (row->kind == JOURNAL_VISIT_OPENED) {
        row->code.byte[0] = 0xc0;
        row->code.byte[1] = (uint8_t)visit;
    }
    if (line->item) {
        snprintf(row->application_id, sizeof row->application_id, "AP-%07llu",
                 (unsigned long long)visit);
        snprintf(row->staff_id, sizeof row->staff_id, "S-12");
    }
    snprintf(row->detail, sizeof row->detail, "%s", line->detail ? line->detail : "");
}

static void fill_outbox(struct script_step *out, uint64_t step)
{
    const struct journal_row *row = &out->row[0];
    uint64_t visit = step / SCRIPT_STEPS_A_VISIT;
    bool refused = visit % 3 == 2;
    out->has_put = row->kind == JOURNAL_HANDED_OVER;
    out->has_settle = row->kind == JOURNAL_REPORTED || row->kind == JOURNAL_REPORT_REFUSED;
    if (out->has_put) {
        out->put.op = EXCHANGE_DONE;
        out->put.request_id = script_id(visit, 7);
        out->put.idempotency_key = script_id(visit, 7);
        out->put.visit_id = row->visit_id;
        out->put.token = row->token;
        out->put.happened_at_ms = row->wall_ms;
        snprintf(out->put.application_id, sizeof out->put.application_id, "%s",
                 row->application_id);
        snprintf(out->put.evidence, sizeof out->put.evidence, "print=PRINTED match=TAG");
        snprintf(out->put.staff_id, sizeof out->put.staff_id, "S-12");
    }
    if (out->has_settle) {
        out->settle.idempotency_key = script_id(visit, 7);
        out->settle.state = refused ? OUTBOX_ASIDE : OUTBOX_ACKED;
        out->settle.result = refused ? EXCHANGE_RESULT_CONFLICT : EXCHANGE_RESULT_OK;
    }
}

void script_make(uint64_t step, struct script_step *out)
{
    const struct line *line = &lines[step % SCRIPT_STEPS_A_VISIT];
    *out = (struct script_step){.row_count = line->count};
    for (int i = 0; i < line->count; i++) {
        bool refused = line->kind[i] == JOURNAL_REPORTED && step / SCRIPT_STEPS_A_VISIT % 3 == 2;
        out->row[i].kind = refused ? JOURNAL_REPORT_REFUSED : line->kind[i];
        fill_row(&out->row[i], line, step);
    }
    fill_outbox(out, step);
}

struct err script_append(struct journal *j, uint64_t step)
{
    struct script_step s;
    script_make(step, &s);
    struct journal_batch batch = {
        .rows = s.row,
        .count = s.row_count,
        .puts = &s.put,
        .put_count = s.has_put,
        .settles = &s.settle,
        .settle_count = s.has_settle,
    };
    return journal_append(j, &batch);
}

struct err script_append_rows(struct journal *j, const struct journal_row *rows, int count)
{
    return journal_append(j, &(struct journal_batch){.rows = rows, .count = count});
}

struct err script_tidy(struct journal *j)
{
    return store_err(j->db,
                     sqlite3_exec(j->db, "PRAGMA wal_checkpoint(PASSIVE)", NULL, NULL, NULL));
}
