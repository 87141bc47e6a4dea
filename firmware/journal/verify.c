#include "journal/verify.h"
#include "journal/replay.h"
#include "journal/verify_column.h"
#include "journal/verify_file.h"
#include "journal/verify_row.h"
#include "journal/verify_state.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum cursor { CURSOR_EVENT, CURSOR_PUT, CURSOR_STEP, CURSOR_COUNT };

/* Where an outbox row stands after its steps. */
struct settled {
    enum outbox_state state;
    bool has_result;
    enum exchange_result result;
};

struct walk {
    sqlite3 *db;
    struct chain_key key;
    const struct journal_head *expected;
    sqlite3_stmt *cursor[CURSOR_COUNT];
    int rc[CURSOR_COUNT];
    struct replay *replay;
    struct settled *outbox; /* by number - 1 */
    size_t outbox_cap;
    int64_t steps;
    struct verify_report report;
};

const char *verify_problem_name(enum verify_problem p)
{
    static const char *const names[VERIFY_PROBLEM_COUNT] = {
#define X(name, text) [VERIFY_##name] = #name,
        VERIFY_PROBLEM_LIST(X)
#undef X
    };
    assert((unsigned)p < VERIFY_PROBLEM_COUNT);
    return names[p];
}

const char *verify_problem_text(enum verify_problem p)
{
    static const char *const texts[VERIFY_PROBLEM_COUNT] = {
#define X(name, text) [VERIFY_##name] = text,
        VERIFY_PROBLEM_LIST(X)
#undef X
    };
    assert((unsigned)p < VERIFY_PROBLEM_COUNT);
    return texts[p];
}

static void found(struct walk *w, enum verify_problem problem, uint64_t row_no)
{
    if (w->report.problem == VERIFY_NONE) {
        w->report.problem = problem;
        w->report.row_no = row_no;
    }
}

static bool clean(const struct walk *w)
{
    return w->report.problem == VERIFY_NONE;
}

static bool next(struct walk *w, enum cursor c)
{
    w->rc[c] = sqlite3_step(w->cursor[c]);
    return w->rc[c] == SQLITE_ROW;
}

static struct err cursor_end(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_DONE:
        return OK;
    case SQLITE_NOMEM:
        return FAIL(NO_MEMORY);
    case SQLITE_IOERR:
        return FAIL(IO);
    default:
        return FAIL(CORRUPT);
    }
}

/* A cursor that could not go on is no sign that its rows are over. */
static struct err still_reading(const struct walk *w, enum cursor c)
{
    return w->rc[c] == SQLITE_ROW ? OK : cursor_end(w->rc[c]);
}

static struct err start(struct walk *w)
{
    static const char *const sql[CURSOR_COUNT] = {
        [CURSOR_EVENT] = "SELECT row_no, kind, wall_ms, at_ms, visit_id, request_id, job_id,"
                         " application_id, token, call_no, code, staff_id, detail, effects, hash"
                         " FROM event ORDER BY row_no",
        [CURSOR_PUT] = "SELECT put_row, no, op, idempotency_key, request_id, visit_id,"
                       " application_id, token, evidence, staff_id, reason, happened_at_ms,"
                       " state, attempts, last_result FROM outbox ORDER BY no",
        [CURSOR_STEP] = "SELECT s.row_no, s.no, o.idempotency_key, s.state, s.result, o.no"
                        " FROM outbox_step AS s LEFT JOIN outbox AS o ON o.no = s.outbox_no"
                        " ORDER BY s.no",
    };
    for (int c = 0; c < CURSOR_COUNT; c++) {
        int rc = sqlite3_prepare_v2(w->db, sql[c], -1, &w->cursor[c], NULL);
        if (rc != SQLITE_OK) {
            return cursor_end(rc);
        }
        next(w, (enum cursor)c);
        TRY(still_reading(w, (enum cursor)c));
    }
    return OK;
}

static struct err remember_put(struct walk *w)
{
    size_t n = (size_t)w->report.outbox_rows;
    if (n == w->outbox_cap) {
        size_t cap = n ? n * 2 : 256;
        struct settled *list = realloc(w->outbox, cap * sizeof *list);
        if (!list) {
            return FAIL(NO_MEMORY);
        }
        w->outbox = list;
        w->outbox_cap = cap;
    }
    w->outbox[n] = (struct settled){.state = OUTBOX_QUEUED};
    w->report.outbox_rows++;
    return OK;
}

static struct err fold_puts(struct walk *w, uint64_t row_no, struct chain_hash *effects)
{
    sqlite3_stmt *s = w->cursor[CURSOR_PUT];
    while (w->rc[CURSOR_PUT] == SQLITE_ROW && (uint64_t)sqlite3_column_int64(s, 0) <= row_no) {
        struct backend_request put;
        uint64_t no = (uint64_t)sqlite3_column_int64(s, 1);
        if ((uint64_t)sqlite3_column_int64(s, 0) != row_no || no != w->report.outbox_rows + 1 ||
            !verify_read_put(s, &put)) {
            found(w, VERIFY_OUTBOX_CHANGED, row_no);
            return OK;
        }
        *effects = chain_fold_put(&w->key, *effects, &put);
        TRY(remember_put(w));
        next(w, CURSOR_PUT);
    }
    return OK;
}

static void fold_steps(struct walk *w, uint64_t row_no, struct chain_hash *effects)
{
    sqlite3_stmt *s = w->cursor[CURSOR_STEP];
    while (w->rc[CURSOR_STEP] == SQLITE_ROW && (uint64_t)sqlite3_column_int64(s, 0) <= row_no) {
        struct outbox_settle step = {0};
        uint64_t no = (uint64_t)sqlite3_column_int64(s, 5);
        if ((uint64_t)sqlite3_column_int64(s, 0) != row_no ||
            sqlite3_column_int64(s, 1) != ++w->steps || no == 0 || no > w->report.outbox_rows ||
            !column_bytes(s, 2, step.idempotency_key.byte, ID_BYTES) ||
            !verify_read_state(s, 3, &step.state) || !verify_read_result(s, 4, &step.result)) {
            found(w, VERIFY_OUTBOX_CHANGED, row_no);
            return;
        }
        *effects = chain_fold_step(&w->key, *effects, &step);
        w->outbox[no - 1] = (struct settled){step.state, true, step.result};
        next(w, CURSOR_STEP);
    }
}

static struct err judge_event(struct walk *w)
{
    sqlite3_stmt *s = w->cursor[CURSOR_EVENT];
    struct journal_row row;
    struct chain_hash stored;
    struct chain_hash covered;
    struct chain_hash effects = {0};
    uint64_t row_no = w->report.head.row_count + 1;
    if ((uint64_t)sqlite3_column_int64(s, 0) != row_no) {
        found(w, VERIFY_ROW_MISSING, row_no);
        return OK;
    }
    if (!verify_read_event(s, &row) || !column_bytes_or_none(s, 13, covered.byte, CHAIN_BYTES) ||
        !column_bytes(s, 14, stored.byte, CHAIN_BYTES)) {
        found(w, VERIFY_ROW_UNREADABLE, row_no);
        return OK;
    }
    struct chain_hash want = chain_next(&w->key, w->report.head, &row, covered);
    if (!chain_hash_equal(want, stored)) {
        found(w, VERIFY_ROW_CHANGED, row_no);
        return OK;
    }
    TRY(fold_puts(w, row_no, &effects));
    fold_steps(w, row_no, &effects);
    TRY(still_reading(w, CURSOR_PUT));
    TRY(still_reading(w, CURSOR_STEP));
    if (!chain_hash_equal(effects, covered)) {
        found(w, VERIFY_OUTBOX_CHANGED, row_no);
    }
    if (w->expected && w->expected->row_count == row_no &&
        !chain_hash_equal(w->expected->hash, stored)) {
        found(w, VERIFY_HEAD_DIFFERS, row_no);
    }
    w->report.head = (struct journal_head){row_no, stored};
    return replay_row(w->replay, row_no, &row);
}

static struct err walk_rows(struct walk *w)
{
    while (w->rc[CURSOR_EVENT] == SQLITE_ROW && clean(w)) {
        TRY(judge_event(w));
        next(w, CURSOR_EVENT);
    }
    if (!clean(w)) {
        return OK;
    }
    for (int c = 0; c < CURSOR_COUNT; c++) {
        if (w->rc[c] == SQLITE_ROW) {
            found(w, VERIFY_OUTBOX_CHANGED, w->report.head.row_count);
            return OK;
        }
        TRY(cursor_end(w->rc[c]));
    }
    return OK;
}

/* The state columns of the outbox must be what the steps made of them. */
static struct err judge_outbox(struct walk *w)
{
    sqlite3_stmt *s = w->cursor[CURSOR_PUT];
    sqlite3_reset(s);
    for (uint64_t n = 0; next(w, CURSOR_PUT); n++) {
        enum outbox_state state;
        enum exchange_result result;
        int64_t attempts = 0;
        const struct settled *want = &w->outbox[n];
        bool settled = want->has_result && want->state != OUTBOX_QUEUED;
        bool tried = sqlite3_column_type(s, 14) != SQLITE_NULL;
        if (!verify_read_state(s, 12, &state) || state != want->state ||
            !column_number(s, 13, &attempts) || attempts < 0 ||
            (tried && !verify_read_result(s, 14, &result)) ||
            (settled && (!tried || result != want->result))) {
            found(w, VERIFY_OUTBOX_CHANGED, w->report.head.row_count);
            return OK;
        }
    }
    return cursor_end(w->rc[CURSOR_PUT]);
}

static struct err judge(struct walk *w)
{
    enum verify_problem form = VERIFY_NONE;
    TRY(verify_file_form(w->db, &form));
    found(w, form, 0);
    if (!clean(w)) {
        return OK;
    }
    TRY(start(w));
    TRY(walk_rows(w));
    if (clean(w)) {
        TRY(judge_outbox(w));
    }
    bool same = true;
    if (clean(w)) {
        TRY(verify_state(w->db, w->replay, &same));
    }
    uint64_t rows = w->report.head.row_count;
    if (!same) {
        found(w, VERIFY_STATE_DIFFERS, rows);
    }
    if (w->expected && w->expected->row_count > rows) {
        found(w, VERIFY_TAIL_MISSING, rows);
    }
    return OK;
}

struct err journal_verify(const struct verify_request *request, struct verify_report *out_report)
{
    struct walk w = {.expected = request->expected};
    if (sodium_init() < 0) {
        return FAIL(IO);
    }
    TRY(verify_file_key(request->key_folder, &w.key));
    struct err e = verify_file_open(request->path, request->vfs_name, &w.db);
    if (!failed(e)) {
        w.replay = replay_open();
        e = w.replay ? judge(&w) : FAIL(NO_MEMORY);
        for (int c = 0; c < CURSOR_COUNT; c++) {
            sqlite3_finalize(w.cursor[c]);
        }
        replay_close(w.replay);
        free(w.outbox);
        sqlite3_close(w.db);
    }
    if (e.code == ERR_CORRUPT) {
        found(&w, VERIFY_DAMAGED, w.report.head.row_count);
        e = OK;
    }
    sodium_memzero(&w.key, sizeof w.key);
    TRY(e);
    *out_report = w.report;
    return OK;
}
