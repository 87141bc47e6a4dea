/* The journal for people: the day's figures at start, the pages of 操作記録. */
#include <string.h>
#include "app/state.h"
#include "domain/stock_row.h"
#include "journal/read.h"

enum { FOLD_ROWS = LOG_ROWS_MAX, FOLD_ROWS_MAX = 20000 };

/* First row that may be of today: pages back from the end until one lies before midnight. */
static struct err first_row(struct app *app, uint64_t row_count, uint64_t *out)
{
    int32_t today = civil_day(app->wall_ms);
    uint64_t from = row_count + 1;
    while (from > 1 && row_count + 1 - from < FOLD_ROWS_MAX) {
        int count = 0;
        from = from > FOLD_ROWS ? from - FOLD_ROWS : 1;
        TRY(journal_read(app->journal, from, app->log.row, 1, &count));
        if (count == 0 || civil_day(app->log.row[0].wall_ms) < today) {
            break;
        }
    }
    *out = from;
    return OK;
}

/* Rows of earlier days are folded too, as far as the page has them: a later day begins anew. */
struct err day_log_fold_today(struct app *app)
{
    uint64_t from = 1, row_count = journal_head(app->journal).row_count;
    memset(&app->today, 0, sizeof app->today);
    if (row_count == 0) {
        return OK;
    }
    TRY(first_row(app, row_count, &from));
    for (int count = FOLD_ROWS; count == FOLD_ROWS; from += FOLD_ROWS) {
        TRY(journal_read(app->journal, from, app->log.row, FOLD_ROWS, &count));
        for (int i = 0; i < count; i++) {
            day_fold(&app->today, &app->log.row[i]);
        }
    }
    app->log = (struct log_page){.page = -1};
    return OK;
}

/* From the last closing on, which carried the stock forward; a row that does not fit ends it. */
struct err day_log_fold_stock(struct app *app)
{
    uint64_t first = 0, carried = 0, last = 0, unused = 0;
    stock_init(&app->stock.stock);
    app->stock.is_doubtful = false;
    TRY(journal_kind_rows(app->journal, JOURNAL_STOCK_CARRIED, &unused, &carried));
    TRY(journal_kind_rows(app->journal, JOURNAL_STOCK, &first, &last));
    uint64_t from = carried != 0 ? carried : first;
    for (int count = FOLD_ROWS; from != 0 && from <= last && count == FOLD_ROWS;
         from += FOLD_ROWS) {
        TRY(journal_read(app->journal, from, app->log.row, FOLD_ROWS, &count));
        for (int i = 0; i < count; i++) {
            app->stock.is_doubtful |= failed(stock_row_fold(&app->stock.stock, &app->log.row[i]));
        }
    }
    app->log = (struct log_page){.page = -1};
    return OK;
}

static void read_page(struct app *app, uint64_t row_count, int page)
{
    struct log_page *log = &app->log;
    uint64_t behind = (uint64_t)page * LOG_ROWS_MAX;
    log->row_count = row_count;
    log->page = page;
    log->count = 0;
    if (behind >= row_count) {
        return;
    }
    uint64_t last = row_count - behind;
    int want = last < LOG_ROWS_MAX ? (int)last : LOG_ROWS_MAX;
    if (failed(
            journal_read(app->journal, last - (uint64_t)want + 1, log->row, want, &log->count))) {
        log->count = 0;
    }
    for (int i = 0; i < log->count / 2; i++) { /* newest first */
        struct journal_row row = log->row[i];
        log->row[i] = log->row[log->count - 1 - i];
        log->row[log->count - 1 - i] = row;
    }
}

void day_log_show(struct app *app, struct staff_view *view)
{
    if (app->journal == NULL || view->screen != SCREEN_S13) {
        return;
    }
    uint64_t row_count = journal_head(app->journal).row_count;
    int page_count = (int)((row_count + LOG_ROWS_MAX - 1) / LOG_ROWS_MAX);
    int page = view->desk.log_page < page_count ? view->desk.log_page : page_count - 1;
    page = page < 0 ? 0 : page;
    if (app->log.row_count != row_count || app->log.page != page) {
        read_page(app, row_count, page);
    }
    view->desk.log_page = page;
    view->desk.log_page_count = page_count;
    view->log_count = app->log.count;
    memcpy(view->log, app->log.row, (size_t)app->log.count * sizeof app->log.row[0]);
    for (int i = 0; i < view->log_count; i++) {
        staff_names(app->setup.staff, view->log[i].staff_id, view->log_names[i],
                    sizeof view->log_names[i]);
        const struct ticket *t = core_ticket(&app->core, view->log[i].visit_id);
        view->log[i].call_no =
            view->log[i].call_no == 0 && t != NULL ? t->call_no : view->log[i].call_no;
    }
}
