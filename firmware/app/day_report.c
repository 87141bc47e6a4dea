/* 日報 and the readiness report: from the day's figures to lines, on paper and in a file. */
#include <string.h>
#include "app/report_file.h"
#include "app/state.h"
#include "core/exception.h"
#include "paper/document.h"

#define LOG_MODULE "report"
#include "base/log.h"

enum { REPORT_PATH_SIZE = CONFIG_PATH_SIZE + 32 };

static struct report_line *add(struct report *r, enum report_mark mark, const char *label)
{
    static struct report_line nowhere;
    struct report_line *line =
        r->line_count < REPORT_LINES_MAX ? &r->line[r->line_count++] : &nowhere;
    *line = (struct report_line){.mark = mark};
    struct strbuf b = strbuf_on(line->label, sizeof line->label);
    strbuf_text(&b, label);
    return line;
}

static void figure(struct report *r, const char *label, int value, const char *unit)
{
    struct report_line *line = add(r, REPORT_FIGURE, label);
    struct strbuf b = strbuf_on(line->value, sizeof line->value);
    if (value < 0) {
        strbuf_text(&b, "－");
    } else {
        strbuf_format(&b, "%d%s", value, unit);
    }
}

static void text(struct report *r, const char *label, const char *value)
{
    struct report_line *line = add(r, REPORT_FIGURE, label);
    struct strbuf b = strbuf_on(line->value, sizeof line->value);
    strbuf_text(&b, value[0] == '\0' ? "－" : value);
}

static void seconds(struct report *r, const char *label, int ms)
{
    struct report_line *line = add(r, REPORT_FIGURE, label);
    struct strbuf b = strbuf_on(line->value, sizeof line->value);
    if (ms < 0) {
        strbuf_text(&b, "－");
    } else {
        strbuf_format(&b, "%d.%02d秒", ms / 1000, ms % 1000 / 10);
    }
}

static void clock_of(int64_t wall_ms, char out[16])
{
    struct civil at = civil_of(wall_ms);
    struct strbuf b = strbuf_on(out, 16);
    strbuf_format(&b, "%d:%02d", at.hour, at.minute);
}

/* The clerk's own words stay on the screen: paper and files do not forget. */
static void add_note(struct report *r, const struct day_exception *e)
{
    char note[NOTE_SHOWN_SIZE];
    struct strbuf b = strbuf_on(note, sizeof note);
    bool has_words = e->words[0] != '\0' && strcmp(e->note, EXCEPTION_OWN_WORDS) != 0;
    strbuf_text(&b, e->note);
    strbuf_text(&b, has_words ? EXCEPTION_OWN_WORDS : "");
    if (b.n > 0) {
        text(r, "　ことば", note);
    }
}

static void add_exceptions(const struct app *app, struct report *r)
{
    const struct day_tally *d = &app->core.day;
    int shown = d->exceptions < DAY_EXCEPTIONS_MAX ? d->exceptions : DAY_EXCEPTIONS_MAX;
    for (int i = 0; i < shown; i++) {
        char at[16], label[LABEL_SIZE], names[LABEL_SIZE];
        const char *reason = d->exception[i].reason;
        for (int k = 0; k < EXCEPTION_KIND_COUNT; k++) {
            if (strcmp(exception_word((enum exception_kind)k), reason) == 0) {
                reason = exception_label((enum exception_kind)k);
            }
        }
        clock_of(d->exception[i].wall_ms, at);
        struct strbuf b = strbuf_on(label, sizeof label);
        strbuf_format(&b, "%s %s", at, reason);
        staff_names(app->setup.staff, d->exception[i].names, names, sizeof names);
        text(r, label, names);
        add_note(r, &d->exception[i]);
    }
}

/* What lies in the shelf for people who went away: by number and place, never by name. */
static void add_kept(const struct app *app, struct report *r)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        const struct ticket *t = &app->core.ticket[i];
        char number[CALL_NO_TEXT_SIZE];
        const struct application *a =
            t->state != TICKET_HELD || t->item_count == 0
                ? NULL
                : core_application(&app->core, t->visit_id, t->item[t->current].application_id);
        if (t->state == TICKET_HELD) {
            call_no_text(app->setup.config, t->call_no, number);
            struct report_line *line = add(r, REPORT_FIGURE, "　番号と棚");
            struct strbuf b = strbuf_on(line->value, sizeof line->value);
            strbuf_format(&b, "%s %s", number, a == NULL || a->shelf[0] == '\0' ? "－" : a->shelf);
        }
    }
}

/* One line a kind: what moved today, what is left by the book and by the count. */
static void add_stock(const struct app *app, struct report *r)
{
    const struct config *config = app->setup.config;
    bool is_any_kept = false;
    for (int k = 0; k < STOCK_KIND_COUNT; k++) {
        const struct day_stock *d = &app->core.day.stock[k];
        if (!config->stock_kept[k]) {
            continue;
        }
        if (!is_any_kept) {
            add(r, REPORT_HEADING, "用紙の在庫");
        }
        is_any_kept = true;
        char label[LABEL_SIZE];
        struct stock_figures f;
        struct strbuf b = strbuf_on(label, sizeof label);
        stock_count(&app->core.stock, (enum stock_kind)k, &f);
        strbuf_format(&b, "%s（入庫・交付・破損）", stock_kind_label((enum stock_kind)k));
        struct report_line *line = add(r, REPORT_FIGURE, label);
        b = strbuf_on(line->value, sizeof line->value);
        strbuf_format(&b, "%d・%d・%d枚", d->loaded, d->issued, d->spoiled);
        bool agrees = d->is_counted && d->left == d->counted && d->held == 0;
        b = strbuf_on(label, sizeof label);
        strbuf_format(&b, "%s（残り・数えた枚数）", stock_kind_label((enum stock_kind)k));
        line = add(r, agrees ? REPORT_GOOD : d->is_counted ? REPORT_BAD : REPORT_WATCH, label);
        b = strbuf_on(line->value, sizeof line->value);
        if (d->is_counted) {
            strbuf_format(&b, "%d・%d枚", f.in[STOCK_LEFT], d->counted);
        } else {
            strbuf_format(&b, "%d枚・まだ数えていない", f.in[STOCK_LEFT]);
        }
        if (f.in[STOCK_HELD] > 0) {
            strbuf_format(&b, "（未交付 %d枚）", f.in[STOCK_HELD]);
        }
    }
}

static void add_closing(const struct app *app, struct report *r)
{
    const struct day_tally *d = &app->core.day;
    char names[LABEL_SIZE];
    staff_names(app->setup.staff, d->closed_names, names, sizeof names);
    add(r, REPORT_HEADING, "締め");
    char at[16] = "";
    if (d->closed_wall_ms != 0) {
        clock_of(d->closed_wall_ms, at);
    }
    text(r, "時刻", at);
    text(r, "担当者", names);
    if (strchr(d->closed_names, '+') == NULL) { /* one clerk, or not closed: signed by hand */
        text(r, "署名", "　　　　　　　　　　　　");
    }
}

void report_of_day(const struct app *app, struct report *r)
{
    const struct day_tally *d = &app->core.day;
    int held = 0;
    for (int i = 0; i < TICKETS_MAX; i++) {
        held += app->core.ticket[i].state == TICKET_HELD;
    }
    add(r, REPORT_HEADING, "受付");
    figure(r, "読み取り", d->visits, "件");
    figure(r, "1回で読めた割合", day_first_try_percent(d), "%");
    for (int i = 0; i < d->verdict_count; i++) {
        figure(r, day_verdict_label(d->verdict[i].word), d->verdict[i].count, "件");
    }
    figure(r, "番号で探した", d->searches, "件");
    figure(r, "係員の呼び出し", d->help_calls, "件");
    figure(r, "読み取りに30秒以上", d->slow_scans, "件");
    add(r, REPORT_HEADING, "時間");
    seconds(r, "コードから番号札（中央値）", day_slip_ms(d, 50));
    seconds(r, "コードから番号札（95%）", day_slip_ms(d, 95));
    figure(r, "待ち時間（中央値）", day_wait_minutes(d, 50), "分");
    figure(r, "待ち時間（95%）", day_wait_minutes(d, 95), "分");
    figure(r, "照会できなかった時間", day_offline_minutes(d, app->wall_ms), "分");
    add(r, REPORT_HEADING, "交付");
    figure(r, "交付", d->handed, "件");
    figure(r, "不在", d->no_shows, "件");
    figure(r, "取り置き（残り）", held, "件");
    add_kept(app, r);
    figure(r, "番号札の再印刷", d->reprints, "枚");
    figure(r, "印刷できなかった番号札", d->slip_failures, "枚");
    figure(r, "記録事項の印刷", d->sheets, "枚");
    figure(r, "記録事項の再印刷", d->sheet_reprints, "枚");
    figure(r, "訂正（確認・手渡しの取り消し）", d->corrections, "件");
    figure(r, "個人情報の表示", d->unmasked, "回");
    add(r, REPORT_HEADING, "例外");
    figure(r, "例外の取扱い", d->exceptions, "件");
    add_exceptions(app, r);
    add_stock(app, r);
    add_closing(app, r);
}

void report_of_readiness(const struct app *app, struct report *r)
{
    static const enum report_mark marks[] = {
        [FINDING_GOOD] = REPORT_GOOD, [FINDING_WATCH] = REPORT_WATCH, [FINDING_BAD] = REPORT_BAD};
    struct finding findings[FINDINGS_MAX];
    int n = core_findings(&app->core, findings);
    add(r, REPORT_HEADING, "開始前の点検");
    for (int i = 0; i < n; i++) {
        struct report_line *line = add(r, marks[findings[i].mark], findings[i].label);
        memcpy(line->value, findings[i].value, sizeof line->value);
    }
    add(r, REPORT_HEADING, "確かめた人");
    text(r, "署名", "　　　　　　　　　　　　");
}

/* reports/2026-11-24.csv beside the journal: the figures' own day, also when midnight is past. */
static struct err write_day(const struct app *app)
{
    struct report r = {.line_count = 0};
    char folder[REPORT_PATH_SIZE];
    const char *journal = app->setup.config->journal_file;
    const char *slash = strrchr(journal, '/');
    struct strbuf b = strbuf_on(folder, sizeof folder);
    strbuf_add(&b, (struct str){journal, slash == NULL ? 0 : (size_t)(slash - journal) + 1});
    strbuf_text(&b, "reports");
    report_of_day(app, &r);
    return report_file_write(folder, civil_date_of_day(app->core.day.day), &r);
}

void report_link_export(struct app *app)
{
    struct err e = write_day(app);
    if (failed(e)) {
        LOG_ERR("daily report not written err=%s", err_name(e));
    }
    app->report = (struct report_link){.is_due = true, .is_written = !failed(e)};
}

void report_link_step(struct app *app)
{
    if (app->report.is_due) {
        app->report.is_due = false;
        app->event = (struct event){.kind = EV_DAY_EXPORTED};
        app->event.day_is_written = app->report.is_written;
        app_post(app, &app->event);
    }
}

uint64_t report_link_next_ms(const struct app *app)
{
    return app->report.is_due ? app->now_ms : UINT64_MAX;
}
