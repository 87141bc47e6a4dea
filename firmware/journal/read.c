#include "journal/read.h"
#include "journal/store.h"

#include <assert.h>

static struct err read_page(struct journal *j, sqlite3_stmt *s, struct journal_row *out_rows,
                            int max, int *out_count)
{
    struct err end = OK;
    int n = 0;
    while (n < max && store_row(j, s, &end)) {
        if (!store_event(s, &out_rows[n])) {
            end = FAIL(CORRUPT);
            break;
        }
        n++;
    }
    sqlite3_reset(s);
    TRY(end);
    *out_count = n;
    return OK;
}

struct err journal_read(struct journal *j, uint64_t from_row, struct journal_row *out_rows, int max,
                        int *out_count)
{
    assert(from_row >= 1 && max >= 1);
    sqlite3_stmt *s = j->statement[STATEMENT_EVENTS];
    sqlite3_bind_int64(s, 1, (int64_t)from_row);
    sqlite3_bind_int(s, 2, max);
    return read_page(j, s, out_rows, max, out_count);
}

struct err journal_read_visit(struct journal *j, struct id visit_id, struct journal_row *out_rows,
                              int max, int *out_count)
{
    assert(max >= 1 && !id_is_none(visit_id));
    sqlite3_stmt *s = j->statement[STATEMENT_VISIT_EVENTS];
    store_bind_id(s, 1, &visit_id);
    sqlite3_bind_int(s, 2, max);
    return read_page(j, s, out_rows, max, out_count);
}

struct err journal_count(struct journal *j, enum journal_kind kind, int64_t from_wall_ms,
                         int64_t to_wall_ms, uint64_t *out_count)
{
    sqlite3_stmt *s = j->statement[STATEMENT_EVENT_COUNT];
    store_bind_text(s, 1, journal_kind_name(kind));
    sqlite3_bind_int64(s, 2, from_wall_ms);
    sqlite3_bind_int64(s, 3, to_wall_ms);
    TRY(store_one_row(j, s));
    *out_count = (uint64_t)sqlite3_column_int64(s, 0);
    sqlite3_reset(s);
    return OK;
}

struct err journal_kind_rows(struct journal *j, enum journal_kind kind, uint64_t *out_first,
                             uint64_t *out_last)
{
    sqlite3_stmt *s = j->statement[STATEMENT_KIND_ROWS];
    store_bind_text(s, 1, journal_kind_name(kind));
    TRY(store_one_row(j, s));
    *out_first = (uint64_t)sqlite3_column_int64(s, 0);
    *out_last = (uint64_t)sqlite3_column_int64(s, 1);
    sqlite3_reset(s);
    return OK;
}
