/* The app's part for the people at the counter: PINs to the verifier, the journal's pages, reports.
 * The second half of app/state.h, which includes it.
 */
#ifndef APP_PEOPLE_H
#define APP_PEOPLE_H

#include "app/worker.h"
#include "core/core.h"

struct app;

/* Who says to be who. */
struct pin_link {
    struct worker *verifier; /* NULL: nobody logs in here */
    struct id verify_id;
    bool lost; /* could not be handed on */
};

/* What became of the day's file: told by the next turn, an effect never posts. */
struct report_link {
    bool is_due, is_written;
};

/* Numbered stock as its rows tell it. */
struct stock_found {
    struct stock stock;
    bool is_doubtful; /* a row did not fit */
};

/* The page of 操作記録 that is shown, read when it changes. */
struct log_page {
    uint64_t row_count;
    int page, count;
    struct journal_row row[LOG_ROWS_MAX]; /* newest first */
};

/* How the devices do just now; measured while S09 is open, noted as events pass. */
struct device_figures {
    uint64_t frames, rate_at_ms; /* of the last measurement */
    int frames_a_second;
    int64_t last_code_wall_ms; /* 0: none yet */
    bool clock_is_known;
    int64_t clock_ahead_ms; /* before the backend's, with half the way of the reply in it */
    uint64_t disk_at_ms;    /* 0: not measured */
    int64_t disk_free_mb;
};

/* What S09 and S11 have found out about this machine so far. */
struct bench_link {
    struct device_figures figures;
    int focus_best; /* percent, since its page was opened */
    int font_count; /* files read; one a look */
    struct font_row font[FONT_ROWS_MAX];
};

/* bench_link.c: the camera picture's sharpness, build, font files; only while S11 shows them. */
void bench_link_show(struct app *app, struct staff_view *view);

/* device_figures.c */
void device_figures_note(struct app *app, const struct event *ev);
void device_figures_show(struct app *app, struct staff_view *view);

/* pin_link.c */
struct err pin_link_open(struct app *app);
void pin_link_close(struct app *app);
void pin_link_step(struct app *app);
void pin_link_verify(struct app *app, int member, struct id verify_id, const char *pin);
uint64_t pin_link_next_ms(const struct app *app);

/* day_log.c: the journal for people. */
struct err day_log_fold_today(struct app *app);
struct err day_log_fold_stock(struct app *app);
void day_log_show(struct app *app, struct staff_view *view);

/* day_report.c */
struct report;
void report_of_day(const struct app *app, struct report *out);
void report_of_readiness(const struct app *app, struct report *out);
void report_link_export(struct app *app); /* the day's file; what became of it: the next turn */
void report_link_step(struct app *app);
uint64_t report_link_next_ms(const struct app *app);

#endif
