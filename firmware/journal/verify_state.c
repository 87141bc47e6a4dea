#include "journal/verify_state.h"
#include "journal/verify_record.h"
#include "journal/verify_tree.h"

#include <stdlib.h>
#include <string.h>

struct state_table {
    enum replay_table replayed; /* REPLAY_TABLES: not judged by its rows */
    int columns;
    int key_columns; /* the first ones; they are in order */
    bool (*fits)(const struct record *row, const struct replay *r);
};

static bool same_id(struct id a, struct id b)
{
    return memcmp(a.byte, b.byte, ID_BYTES) == 0;
}

/* Kind and detail of the last outcome in columns `at` and `at` + 1. */
static bool outcome_fits(const struct record *row, int at, const struct replay *r,
                         const struct replay_outcome *want)
{
    char detail[JOURNAL_DETAIL_SIZE];
    uint8_t digest[REPLAY_DIGEST_BYTES];
    enum journal_kind kind;
    if (!want->any) {
        return record_is_null(row, at) && record_is_null(row, at + 1);
    }
    if (!column_kind(row, at, &kind) || !column_text(row, at + 1, detail, sizeof detail)) {
        return false;
    }
    replay_digest(r, detail, digest);
    return kind == want->kind && memcmp(digest, want->digest, sizeof digest) == 0;
}

static bool closing_fits(const struct record *row, const struct replay_visit *want)
{
    int64_t closed_wall_ms = 0;
    if (!want->closed) {
        return column_is(row, 1, "OPEN") && record_is_null(row, 3);
    }
    return column_is(row, 1, "CLOSED") && column_number(row, 3, &closed_wall_ms) &&
           closed_wall_ms == want->closed_wall_ms;
}

/* visit_id, state, opened_wall_ms, closed_wall_ms, code, call_no, call_day, first_row, last_row,
 * last_kind, last_wall_ms */
static bool visit_fits(const struct record *row, const struct replay *r)
{
    struct id visit_id;
    struct code_hash code;
    enum journal_kind last_kind;
    int64_t opened = 0;
    int64_t call_no = 0;
    int64_t call_day = 0;
    int64_t first_row = 0;
    int64_t last_row = 0;
    int64_t last_wall = 0;
    if (!column_bytes(row, 0, visit_id.byte, ID_BYTES) || !column_number(row, 2, &opened) ||
        !column_bytes_or_none(row, 4, code.byte, CODE_HASH_BYTES) ||
        !column_number_or_none(row, 5, &call_no) || !column_number_or_none(row, 6, &call_day) ||
        !column_number(row, 7, &first_row) || !column_number(row, 8, &last_row) ||
        !column_kind(row, 9, &last_kind) || !column_number(row, 10, &last_wall)) {
        return false;
    }
    const struct replay_visit *want = replay_visit(r, &visit_id);
    return want && closing_fits(row, want) && opened == want->opened_wall_ms &&
           memcmp(code.byte, want->code.byte, CODE_HASH_BYTES) == 0 && call_no == want->call_no &&
           call_day == want->call_day && (uint64_t)first_row == want->first_row &&
           (uint64_t)last_row == want->last_row && last_kind == want->last_kind &&
           last_wall == want->last_wall_ms;
}

/* visit_id, application_id, first_row, last_row, last_kind, token, request_id, job_id,
 * outcome_kind, outcome_detail */
static bool item_fits(const struct record *row, const struct replay *r)
{
    struct replay_item_key key;
    struct id request_id;
    struct id job_id;
    enum journal_kind last_kind;
    int64_t first_row = 0;
    int64_t last_row = 0;
    int64_t token = 0;
    if (!column_bytes(row, 0, key.visit_id.byte, ID_BYTES) ||
        !column_plain_text(row, 1, key.application_id, sizeof key.application_id) ||
        !column_number(row, 2, &first_row) || !column_number(row, 3, &last_row) ||
        !column_kind(row, 4, &last_kind) || !column_number_or_none(row, 5, &token) ||
        !column_bytes_or_none(row, 6, request_id.byte, ID_BYTES) ||
        !column_bytes_or_none(row, 7, job_id.byte, ID_BYTES)) {
        return false;
    }
    const struct replay_item *want = replay_item(r, &key);
    return want && (uint64_t)first_row == want->first_row && (uint64_t)last_row == want->last_row &&
           last_kind == want->last_kind && (uint64_t)token == want->token &&
           same_id(request_id, want->request_id) && same_id(job_id, want->job_id) &&
           outcome_fits(row, 8, r, &want->outcome);
}

/* The group of a job is named by the kind that opens it; a group without one by NOTE. */
static bool job_group_fits(const struct record *row, int at, enum journal_group want)
{
    enum journal_group group;
    if (column_group(row, at, &group)) {
        return group == want;
    }
    return column_is(row, at, "NOTE") &&
           (want == JOURNAL_GROUP_TERMINAL || want == JOURNAL_GROUP_ITEM);
}

/* job_id, visit_id, application_id, grp, last_row, outcome_kind, outcome_detail */
static bool job_fits(const struct record *row, const struct replay *r)
{
    struct id job_id;
    struct id visit_id;
    char application_id[APPLICATION_ID_SIZE];
    int64_t last_row = 0;
    if (!column_bytes(row, 0, job_id.byte, ID_BYTES) ||
        !column_bytes_or_none(row, 1, visit_id.byte, ID_BYTES) ||
        !column_text(row, 2, application_id, sizeof application_id) ||
        !column_number(row, 4, &last_row)) {
        return false;
    }
    const struct replay_job *want = replay_job(r, &job_id);
    return want && same_id(visit_id, want->visit_id) &&
           strcmp(application_id, want->application_id) == 0 &&
           job_group_fits(row, 3, want->group) && (uint64_t)last_row == want->last_row &&
           outcome_fits(row, 5, r, &want->outcome);
}

/* visit_id, application_id, grp, job_id, row_no, request_id, wall_ms */
static bool intent_fits(const struct record *row, const struct replay *r)
{
    struct replay_intent_key key = {0};
    struct id request_id;
    int64_t row_no = 0;
    int64_t wall_ms = 0;
    bool no_job = column_bytes(row, 3, key.job_id.byte, 0);
    if (!column_bytes(row, 0, key.visit_id.byte, ID_BYTES) ||
        !column_plain_text(row, 1, key.application_id, sizeof key.application_id) ||
        !column_group(row, 2, &key.group) ||
        (!no_job && (!column_bytes(row, 3, key.job_id.byte, ID_BYTES) || id_is_none(key.job_id))) ||
        !column_number(row, 4, &row_no) ||
        !column_bytes_or_none(row, 5, request_id.byte, ID_BYTES) ||
        !column_number(row, 6, &wall_ms)) {
        return false;
    }
    const struct replay_intent *want = replay_intent(r, &key);
    return want && (uint64_t)row_no == want->row_no && same_id(request_id, want->request_id) &&
           wall_ms == want->wall_ms;
}

/* Its values carry their own tags; only its form and its index are judged. */
static bool personal_fits(const struct record *row, const struct replay *r)
{
    (void)row;
    (void)r;
    return true;
}

static struct state_table table_of(enum schema_object table)
{
    switch (table) {
    case SCHEMA_VISIT:
        return (struct state_table){REPLAY_VISIT, 11, 1, visit_fits};
    case SCHEMA_ITEM:
        return (struct state_table){REPLAY_ITEM, 10, 2, item_fits};
    case SCHEMA_JOB:
        return (struct state_table){REPLAY_JOB, 7, 1, job_fits};
    case SCHEMA_INTENT:
        return (struct state_table){REPLAY_INTENT, 7, 4, intent_fits};
    default:
        return (struct state_table){REPLAY_TABLES, 5, 2, personal_fits};
    }
}

/* Rows come by key and lie anywhere in the replay: what a row needs is asked for while others
 * before it are judged. */
enum { AHEAD = 16 };

struct walk {
    const struct state_task *task;
    struct state_table table;
    uint8_t bytes[AHEAD][TREE_PAYLOAD_MAX]; /* the last rows read */
    struct record record[AHEAD];
    uint64_t count;  /* rows read */
    uint64_t judged; /* of them */
};

/* Keeps a row; it must come after the one before. */
static bool keep(struct walk *w, const struct tree_cell *cell)
{
    size_t at = w->count % AHEAD;
    memcpy(w->bytes[at], cell->payload, cell->n);
    return record_parse(w->bytes[at], cell->n, w->table.columns, &w->record[at]) &&
           (w->count == 0 || record_compare(&w->record[(w->count - 1) % AHEAD], &w->record[at],
                                            w->table.key_columns) < 0);
}

static void expect(const struct walk *w, uint64_t row, bool second)
{
    const struct record *r = &w->record[row % AHEAD];
    struct replay_item_key key;
    if (w->table.replayed == REPLAY_INTENT || w->table.replayed == REPLAY_TABLES ||
        !column_bytes(r, 0, key.visit_id.byte, ID_BYTES)) {
        return;
    }
    if (w->table.replayed != REPLAY_ITEM ||
        column_plain_text(r, 1, key.application_id, sizeof key.application_id)) {
        replay_expect_key(w->task->replay, w->table.replayed, &key, second);
    }
}

static bool judge_next(struct walk *w)
{
    return w->table.fits(&w->record[w->judged++ % AHEAD], w->task->replay);
}

/* Keys are in order and so unique; equal counts and every row found mean the same set. */
static struct err walk(struct walk *w, struct tree_cursor *c, struct state_result *out)
{
    const struct state_task *task = w->task;
    struct tree_cell cell;
    bool any = false;
    TRY(tree_next(c, &cell, &any));
    while (any && out->same) {
        if (!keep(w, &cell)) {
            return FAIL(CORRUPT);
        }
        index_add_row(&out->sums, task->key, task->table, 0, &w->record[w->count % AHEAD]);
        expect(w, w->count, false);
        if (w->count >= AHEAD / 2) {
            expect(w, w->count - AHEAD / 2, true);
        }
        w->count++;
        out->same = w->count < AHEAD || judge_next(w);
        TRY(tree_next(c, &cell, &any));
    }
    while (out->same && w->judged < w->count) {
        out->same = judge_next(w);
    }
    if (w->table.replayed != REPLAY_TABLES) {
        out->same = out->same && w->count == replay_count(task->replay, w->table.replayed);
    }
    return OK;
}

struct err state_walk(struct verify_reader *r, const struct state_task *task,
                      struct state_result *out)
{
    struct tree_cursor *c = NULL;
    struct walk *w = malloc(sizeof *w);
    *out = (struct state_result){.same = true};
    if (!w) {
        return FAIL(NO_MEMORY);
    }
    w->task = task;
    w->table = table_of(task->table);
    w->count = 0;
    w->judged = 0;
    struct err e = tree_open(r, TREE_INDEX, task->root, &c);
    if (!failed(e)) {
        e = walk(w, c, out);
        out->rows = w->count;
        tree_close(c);
    }
    free(w);
    return e;
}
