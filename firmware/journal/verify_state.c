#include "journal/verify_state.h"
#include "journal/verify_column.h"

#include <string.h>

struct state_table {
    const char *sql;
    bool (*fits)(sqlite3_stmt *s, const struct replay *r);
};

static bool same_id(struct id a, struct id b)
{
    return memcmp(a.byte, b.byte, ID_BYTES) == 0;
}

static bool outcome_fits(sqlite3_stmt *s, int at, const struct replay_state *want)
{
    char detail[JOURNAL_DETAIL_SIZE];
    uint8_t digest[16];
    enum journal_kind kind;
    if (!want->has_outcome) {
        return sqlite3_column_type(s, at) == SQLITE_NULL &&
               sqlite3_column_type(s, at + 1) == SQLITE_NULL;
    }
    if (!column_kind(s, at, &kind) || !column_text(s, at + 1, detail, sizeof detail)) {
        return false;
    }
    replay_digest(detail, digest);
    return kind == want->outcome_kind && memcmp(digest, want->outcome_digest, sizeof digest) == 0;
}

static bool closing_fits(sqlite3_stmt *s, const struct replay_state *want)
{
    char state[8];
    int64_t closed_wall_ms = 0;
    if (!column_plain_text(s, 1, state, sizeof state)) {
        return false;
    }
    if (!want->closed) {
        return strcmp(state, "OPEN") == 0 && sqlite3_column_type(s, 3) == SQLITE_NULL;
    }
    return strcmp(state, "CLOSED") == 0 && column_number(s, 3, &closed_wall_ms) &&
           closed_wall_ms == want->closed_wall_ms;
}

static bool visit_fits(sqlite3_stmt *s, const struct replay *r)
{
    struct replay_key key = {.table = REPLAY_VISIT};
    struct code_hash code;
    enum journal_kind last_kind;
    int64_t opened = 0;
    int64_t call_no = 0;
    int64_t call_day = 0;
    int64_t first_row = 0;
    int64_t last_row = 0;
    int64_t last_wall = 0;
    if (!column_bytes(s, 0, key.visit_id.byte, ID_BYTES) || !column_number(s, 2, &opened) ||
        !column_bytes_or_none(s, 4, code.byte, CODE_HASH_BYTES) ||
        !column_number_or_none(s, 5, &call_no) || !column_number_or_none(s, 6, &call_day) ||
        !column_number(s, 7, &first_row) || !column_number(s, 8, &last_row) ||
        !column_kind(s, 9, &last_kind) || !column_number(s, 10, &last_wall)) {
        return false;
    }
    const struct replay_state *want = replay_find(r, &key);
    return want && closing_fits(s, want) && opened == want->opened_wall_ms &&
           memcmp(code.byte, want->code.byte, CODE_HASH_BYTES) == 0 && call_no == want->call_no &&
           call_day == want->call_day && (uint64_t)first_row == want->first_row &&
           (uint64_t)last_row == want->last_row && last_kind == want->last_kind &&
           last_wall == want->last_wall_ms;
}

static bool item_fits(sqlite3_stmt *s, const struct replay *r)
{
    struct replay_key key = {.table = REPLAY_ITEM};
    struct id request_id;
    struct id job_id;
    enum journal_kind last_kind;
    int64_t first_row = 0;
    int64_t last_row = 0;
    int64_t token = 0;
    if (!column_bytes(s, 0, key.visit_id.byte, ID_BYTES) ||
        !column_plain_text(s, 1, key.application_id, sizeof key.application_id) ||
        !column_number(s, 2, &first_row) || !column_number(s, 3, &last_row) ||
        !column_kind(s, 4, &last_kind) || !column_number_or_none(s, 5, &token) ||
        !column_bytes_or_none(s, 6, request_id.byte, ID_BYTES) ||
        !column_bytes_or_none(s, 7, job_id.byte, ID_BYTES)) {
        return false;
    }
    const struct replay_state *want = replay_find(r, &key);
    return want && (uint64_t)first_row == want->first_row && (uint64_t)last_row == want->last_row &&
           last_kind == want->last_kind && (uint64_t)token == want->token &&
           same_id(request_id, want->request_id) && same_id(job_id, want->job_id) &&
           outcome_fits(s, 8, want);
}

/* The group of a job is named by the kind that opens it; a group without one by NOTE. */
static bool job_group_fits(sqlite3_stmt *s, int at, enum journal_group want)
{
    char name[16];
    enum journal_group group;
    if (column_group(s, at, &group)) {
        return group == want;
    }
    return column_plain_text(s, at, name, sizeof name) && strcmp(name, "NOTE") == 0 &&
           (want == JOURNAL_GROUP_TERMINAL || want == JOURNAL_GROUP_ITEM);
}

static bool job_fits(sqlite3_stmt *s, const struct replay *r)
{
    struct replay_key key = {.table = REPLAY_JOB};
    struct id visit_id;
    char application_id[APPLICATION_ID_SIZE];
    int64_t last_row = 0;
    if (!column_bytes(s, 0, key.job_id.byte, ID_BYTES) ||
        !column_bytes_or_none(s, 1, visit_id.byte, ID_BYTES) ||
        !column_text(s, 2, application_id, sizeof application_id) ||
        !column_number(s, 4, &last_row)) {
        return false;
    }
    const struct replay_state *want = replay_find(r, &key);
    return want && same_id(visit_id, want->visit_id) &&
           strcmp(application_id, want->application_id) == 0 && job_group_fits(s, 3, want->group) &&
           (uint64_t)last_row == want->last_row && outcome_fits(s, 5, want);
}

static bool intent_fits(sqlite3_stmt *s, const struct replay *r)
{
    struct replay_key key = {.table = REPLAY_INTENT};
    struct id request_id;
    int64_t row_no = 0;
    int64_t wall_ms = 0;
    bool has_job = sqlite3_column_bytes(s, 3) > 0;
    if (!column_bytes(s, 0, key.visit_id.byte, ID_BYTES) ||
        !column_plain_text(s, 1, key.application_id, sizeof key.application_id) ||
        !column_group(s, 2, &key.group) ||
        !(has_job ? column_bytes_or_none(s, 3, key.job_id.byte, ID_BYTES)
                  : sqlite3_column_type(s, 3) == SQLITE_BLOB) ||
        !column_number(s, 4, &row_no) || !column_bytes_or_none(s, 5, request_id.byte, ID_BYTES) ||
        !column_number(s, 6, &wall_ms)) {
        return false;
    }
    const struct replay_state *want = replay_find(r, &key);
    return want && (uint64_t)row_no == want->last_row && same_id(request_id, want->request_id) &&
           wall_ms == want->opened_wall_ms;
}

static struct err end_of(int rc)
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

/* Keys are unique, so equal counts and every row found mean the same set. */
static struct err compare(sqlite3 *db, const struct state_table *table, const struct replay *r,
                          uint64_t *out_count, bool *out_same)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(db, table->sql, -1, &s, NULL);
    if (rc != SQLITE_OK) {
        return end_of(rc);
    }
    uint64_t count = 0;
    bool same = true;
    rc = sqlite3_step(s);
    while (rc == SQLITE_ROW && same) {
        same = table->fits(s, r);
        count++;
        rc = same ? sqlite3_step(s) : SQLITE_DONE;
    }
    sqlite3_finalize(s);
    *out_count = count;
    *out_same = same;
    return end_of(rc);
}

struct err verify_state(sqlite3 *db, const struct replay *r, bool *out_same)
{
    static const struct state_table tables[REPLAY_TABLES] = {
        [REPLAY_VISIT] = {"SELECT visit_id, state, opened_wall_ms, closed_wall_ms, code, call_no,"
                          " call_day, first_row, last_row, last_kind, last_wall_ms FROM visit",
                          visit_fits},
        [REPLAY_ITEM] = {"SELECT visit_id, application_id, first_row, last_row, last_kind, token,"
                         " request_id, job_id, outcome_kind, outcome_detail FROM item",
                         item_fits},
        [REPLAY_JOB] = {"SELECT job_id, visit_id, application_id, grp, last_row, outcome_kind,"
                        " outcome_detail FROM job",
                        job_fits},
        [REPLAY_INTENT] = {"SELECT visit_id, application_id, grp, job_id, row_no, request_id,"
                           " wall_ms FROM intent",
                           intent_fits},
    };
    bool same = true;
    for (int t = 0; t < REPLAY_TABLES && same; t++) {
        uint64_t count = 0;
        TRY(compare(db, &tables[t], r, &count, &same));
        same = same && count == replay_count(r, (enum replay_table)t);
    }
    *out_same = same;
    return OK;
}
