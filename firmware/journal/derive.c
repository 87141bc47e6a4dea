/* Current state as tables, updated in the transaction of the row that changes it. */
#include "journal/load.h"
#include "journal/store.h"

#include <assert.h>

/* The kind that opens a group names it in the file. */
static const char *group_name(enum journal_group group)
{
    for (int k = 0; k < JOURNAL_KIND_COUNT; k++) {
        enum journal_kind kind = (enum journal_kind)k;
        if (journal_kind_group(kind) == group && journal_kind_phase(kind) == JOURNAL_INTENT) {
            return journal_kind_name(kind);
        }
    }
    return "NOTE";
}

static struct err derive_visit(struct journal *j, uint64_t row_no, const struct journal_row *row)
{
    bool closes = row->kind == JOURNAL_VISIT_CLOSED;
    bool plain = !closes && row->kind != JOURNAL_VISIT_OPENED && row->kind != JOURNAL_NUMBER;
    enum journal_statement which = plain ? STATEMENT_VISIT_NOTE : STATEMENT_VISIT_CHANGE;
    sqlite3_stmt *s = j->statement[which];
    const char *kind = journal_kind_name(row->kind);
    bool numbered = row->kind == JOURNAL_NUMBER && row->call_no > 0;
    uint64_t call_no = numbered ? (uint64_t)row->call_no : 0;
    uint64_t call_day = numbered ? (uint64_t)journal_day_of(row->wall_ms) : 0;
    store_bind_id(s, 1, &row->visit_id);
    sqlite3_bind_int64(s, 2, (int64_t)row_no);
    store_bind_text(s, 3, kind);
    sqlite3_bind_int64(s, 4, row->wall_ms);
    if (!plain) {
        sqlite3_bind_int(s, 5, closes);
        store_bind_blob(s, 6, row->code.byte, CODE_HASH_BYTES);
        store_bind_u64(s, 7, call_no);
        store_bind_u64(s, 8, call_day);
    }
    TRY(store_run(j, which));
    if (sqlite3_changes(j->db) == 1) {
        return OK;
    }
    s = j->statement[STATEMENT_VISIT_PUT];
    store_bind_id(s, 1, &row->visit_id);
    sqlite3_bind_int(s, 2, closes);
    sqlite3_bind_int64(s, 3, row->wall_ms);
    store_bind_blob(s, 4, row->code.byte, CODE_HASH_BYTES);
    store_bind_u64(s, 5, call_no);
    store_bind_u64(s, 6, call_day);
    sqlite3_bind_int64(s, 7, (int64_t)row_no);
    store_bind_text(s, 8, kind);
    return store_run(j, STATEMENT_VISIT_PUT);
}

static void bind_outcome(sqlite3_stmt *s, int at, const struct journal_row *row)
{
    if (journal_kind_phase(row->kind) == JOURNAL_OUTCOME) {
        store_bind_text(s, at, journal_kind_name(row->kind));
        store_bind_text(s, at + 1, row->detail);
    } else {
        sqlite3_bind_null(s, at);
        sqlite3_bind_null(s, at + 1);
    }
}

static struct err derive_item(struct journal *j, uint64_t row_no, const struct journal_row *row)
{
    sqlite3_stmt *s = j->statement[STATEMENT_ITEM_PUT];
    store_bind_id(s, 1, &row->visit_id);
    store_bind_text(s, 2, row->application_id);
    sqlite3_bind_int64(s, 3, (int64_t)row_no);
    store_bind_text(s, 4, journal_kind_name(row->kind));
    store_bind_u64(s, 5, row->token);
    store_bind_id(s, 6, &row->request_id);
    store_bind_id(s, 7, &row->job_id);
    bind_outcome(s, 8, row);
    return store_run(j, STATEMENT_ITEM_PUT);
}

static struct err derive_job(struct journal *j, uint64_t row_no, const struct journal_row *row)
{
    sqlite3_stmt *s = j->statement[STATEMENT_JOB_PUT];
    store_bind_id(s, 1, &row->job_id);
    store_bind_id(s, 2, &row->visit_id);
    store_bind_text(s, 3, row->application_id);
    store_bind_text(s, 4, group_name(journal_kind_group(row->kind)));
    sqlite3_bind_int64(s, 5, (int64_t)row_no);
    bind_outcome(s, 6, row);
    return store_run(j, STATEMENT_JOB_PUT);
}

/* A newer intent of the same key takes the older one's place: an outcome closes the latest. */
static struct err derive_intent(struct journal *j, uint64_t row_no, const struct journal_row *row)
{
    bool opens = journal_kind_phase(row->kind) == JOURNAL_INTENT;
    enum journal_statement which = opens ? STATEMENT_INTENT_PUT : STATEMENT_INTENT_DROP;
    sqlite3_stmt *s = j->statement[which];
    store_bind_id(s, 1, &row->visit_id);
    sqlite3_bind_text(s, 2, row->application_id, -1, SQLITE_STATIC);
    store_bind_text(s, 3, group_name(journal_kind_group(row->kind)));
    sqlite3_bind_blob(s, 4, row->job_id.byte, id_is_none(row->job_id) ? 0 : ID_BYTES,
                      SQLITE_STATIC);
    if (opens) {
        sqlite3_bind_int64(s, 5, (int64_t)row_no);
        store_bind_id(s, 6, &row->request_id);
        sqlite3_bind_int64(s, 7, row->wall_ms);
    }
    return store_run(j, which);
}

struct err derive_row(struct journal *j, uint64_t row_no, const struct journal_row *row)
{
    if (!id_is_none(row->job_id)) {
        TRY(derive_job(j, row_no, row));
    }
    if (id_is_none(row->visit_id)) {
        return OK;
    }
    TRY(derive_visit(j, row_no, row));
    if (row->application_id[0] != '\0') {
        TRY(derive_item(j, row_no, row));
    }
    if (journal_kind_phase(row->kind) == JOURNAL_NOTE ||
        journal_kind_group(row->kind) == JOURNAL_GROUP_VISIT) {
        return OK;
    }
    return derive_intent(j, row_no, row);
}
