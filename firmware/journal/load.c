#include "journal/load.h"
#include "journal/store.h"

#include <assert.h>
#include <string.h>

static const int64_t DAY_MS = 86400000;
static const int64_t JAPAN_MS = 9 * 3600000;

int64_t journal_day_of(int64_t wall_ms)
{
    int64_t ms = wall_ms + JAPAN_MS;
    return ms / DAY_MS - (ms % DAY_MS < 0);
}

static bool read_visit(sqlite3_stmt *s, struct restored_visit *v)
{
    char state[16];
    memset(v, 0, sizeof *v);
    v->opened_wall_ms = sqlite3_column_int64(s, 2);
    v->day = journal_day_of(v->opened_wall_ms);
    v->call_no = sqlite3_column_int(s, 4);
    v->call_day = sqlite3_column_int64(s, 5);
    if (!store_id(s, 0, &v->visit_id) || !store_text(s, 1, state, sizeof state) ||
        !store_blob(s, 3, v->code.byte, CODE_HASH_BYTES) || !store_kind(s, 6, &v->last_kind)) {
        return false;
    }
    v->closed = strcmp(state, "CLOSED") == 0;
    return v->closed || strcmp(state, "OPEN") == 0;
}

static bool read_item(sqlite3_stmt *s, struct restored_item *item)
{
    item->token = (uint64_t)sqlite3_column_int64(s, 2);
    item->has_outcome = sqlite3_column_type(s, 5) != SQLITE_NULL;
    return store_text(s, 0, item->application_id, sizeof item->application_id) &&
           store_kind(s, 1, &item->last_kind) && store_id(s, 3, &item->request_id) &&
           store_id(s, 4, &item->job_id) &&
           (!item->has_outcome || store_kind(s, 5, &item->outcome_kind)) &&
           store_text(s, 6, item->outcome_detail, sizeof item->outcome_detail);
}

static struct err load_items(struct journal *j, struct restored_visit *v)
{
    sqlite3_stmt *s = j->statement[STATEMENT_VISIT_ITEMS];
    struct err end = OK;
    store_bind_id(s, 1, &v->visit_id);
    sqlite3_bind_int(s, 2, LOOKUP_APPLICATIONS_MAX + 1);
    while (store_row(j, s, &end)) {
        if (v->item_count == LOOKUP_APPLICATIONS_MAX) {
            v->item_cut = true;
            break;
        }
        if (!read_item(s, &v->item[v->item_count])) {
            end = FAIL(CORRUPT);
            break;
        }
        v->item_count++;
    }
    sqlite3_reset(s);
    return end;
}

static bool answers_report(enum journal_kind kind)
{
    return kind == JOURNAL_REPORTED || kind == JOURNAL_REPORT_REFUSED;
}

/* The item's last row and last outcome without the answers to reports of earlier tokens. */
static struct err load_own_rows(struct journal *j, struct id visit_id, struct restored_item *item)
{
    sqlite3_stmt *s = j->statement[STATEMENT_ITEM_OWN];
    struct err end = OK;
    store_bind_id(s, 1, &visit_id);
    store_bind_text(s, 2, item->application_id);
    sqlite3_bind_int64(s, 3, (int64_t)item->token);
    item->has_outcome = false;
    for (int n = 0; !item->has_outcome && store_row(j, s, &end); n++) {
        enum journal_kind kind;
        if (!store_kind(s, 0, &kind)) {
            end = FAIL(CORRUPT);
            break;
        }
        item->last_kind = n == 0 ? kind : item->last_kind;
        if (journal_kind_phase(kind) == JOURNAL_OUTCOME) {
            item->has_outcome = true;
            item->outcome_kind = kind;
            end = store_text(s, 1, item->outcome_detail, sizeof item->outcome_detail)
                      ? OK
                      : FAIL(CORRUPT);
        }
    }
    sqlite3_reset(s);
    return end;
}

/* A report is answered when it can be: by then the item may long be begun anew, and what it says
 * about the token before says nothing about how far this one came. */
static struct err pass_over_late_answers(struct journal *j, struct restored_visit *v)
{
    for (int i = 0; i < v->item_count; i++) {
        struct restored_item *item = &v->item[i];
        bool answered = item->has_outcome && answers_report(item->outcome_kind);
        if (item->token != 0 && (answered || answers_report(item->last_kind))) {
            TRY(load_own_rows(j, v->visit_id, item));
        }
    }
    return OK;
}

/* Column 0 says whose intent it is: an application's, or with no name the visit's. */
static bool read_intent(sqlite3_stmt *s, struct restored_intent *out, char *application_id)
{
    out->wall_ms = sqlite3_column_int64(s, 4);
    out->row_no = (uint64_t)sqlite3_column_int64(s, 5);
    if (!store_text(s, 0, application_id, APPLICATION_ID_SIZE) || !store_kind(s, 1, &out->kind) ||
        !store_id(s, 2, &out->request_id)) {
        return false;
    }
    return sqlite3_column_bytes(s, 3) == 0 || store_id(s, 3, &out->job_id);
}

static void keep_intent(struct restored_intent *list, int *count, bool *cut,
                        const struct restored_intent *intent)
{
    if (*count == RESTORED_BARE_MAX) {
        *cut = true;
        return;
    }
    list[(*count)++] = *intent;
}

static void file_intent(struct restored_visit *v, const char *application_id,
                        const struct restored_intent *intent)
{
    if (application_id[0] == '\0') {
        keep_intent(v->bare, &v->bare_count, &v->bare_cut, intent);
        return;
    }
    for (int i = 0; i < v->item_count; i++) {
        struct restored_item *item = &v->item[i];
        if (strcmp(item->application_id, application_id) == 0) {
            keep_intent(item->bare, &item->bare_count, &item->bare_cut, intent);
            return;
        }
    }
    v->item_cut = true;
}

static struct err load_intents(struct journal *j, struct restored_visit *v)
{
    sqlite3_stmt *s = j->statement[STATEMENT_VISIT_INTENTS];
    struct err end = OK;
    store_bind_id(s, 1, &v->visit_id);
    while (store_row(j, s, &end)) {
        struct restored_intent intent = {0};
        char application_id[APPLICATION_ID_SIZE];
        if (!read_intent(s, &intent, application_id)) {
            end = FAIL(CORRUPT);
            break;
        }
        file_intent(v, application_id, &intent);
    }
    sqlite3_reset(s);
    return end;
}

static void file_prints(struct restored_visit *v, enum journal_kind kind,
                        const char *application_id, int count)
{
    if (kind == JOURNAL_SLIP) {
        v->slip_count += count;
        return;
    }
    for (int i = 0; i < v->item_count; i++) {
        struct restored_item *item = &v->item[i];
        if (strcmp(item->application_id, application_id) == 0) {
            item->print_count += kind == JOURNAL_PRINT ? count : 0;
            /* Rows come in the order of the last of each kind. */
            item->reported = kind == JOURNAL_REPORT || (kind == JOURNAL_PRINT && item->reported);
        }
    }
}

/* How often each paper was ordered: a restart must not number a reprint like an earlier print. */
static struct err load_prints(struct journal *j, struct restored_visit *v)
{
    sqlite3_stmt *s = j->statement[STATEMENT_VISIT_PRINTS];
    struct err end = OK;
    store_bind_id(s, 1, &v->visit_id);
    while (store_row(j, s, &end)) {
        enum journal_kind kind;
        char application_id[APPLICATION_ID_SIZE];
        if (!store_kind(s, 0, &kind) || !store_text(s, 1, application_id, sizeof application_id)) {
            end = FAIL(CORRUPT);
            break;
        }
        file_prints(v, kind, application_id, sqlite3_column_int(s, 2));
    }
    sqlite3_reset(s);
    return end;
}

static struct err count_open(struct journal *j, int *out_total)
{
    sqlite3_stmt *s = j->statement[STATEMENT_OPEN_COUNT];
    TRY(store_one_row(j, s));
    *out_total = sqlite3_column_int(s, 0);
    sqlite3_reset(s);
    return OK;
}

struct err journal_load_open(struct journal *j, struct restored_visit *out_visits, int max,
                             int *out_count, int *out_total)
{
    assert(max >= 1);
    sqlite3_stmt *s = j->statement[STATEMENT_OPEN_VISITS];
    struct err end = OK;
    int total = 0;
    int n = 0;
    TRY(count_open(j, &total));
    sqlite3_bind_int(s, 1, max);
    while (n < max && store_row(j, s, &end)) {
        if (!read_visit(s, &out_visits[n])) {
            end = FAIL(CORRUPT);
            break;
        }
        n++;
    }
    sqlite3_reset(s);
    TRY(end);
    for (int i = 0; i < n; i++) {
        TRY(load_items(j, &out_visits[i]));
        TRY(pass_over_late_answers(j, &out_visits[i]));
        TRY(load_intents(j, &out_visits[i]));
        TRY(load_prints(j, &out_visits[i]));
    }
    *out_count = n;
    *out_total = total;
    return OK;
}

struct err journal_highest_call_no(struct journal *j, int64_t day, int *out_call_no)
{
    sqlite3_stmt *s = j->statement[STATEMENT_CALL_NO];
    sqlite3_bind_int64(s, 1, day);
    TRY(store_one_row(j, s));
    *out_call_no = sqlite3_column_int(s, 0);
    sqlite3_reset(s);
    return OK;
}
