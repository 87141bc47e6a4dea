/* The figures of one day (日報), folded from journal rows one by one.
 *
 * Promises: pure; the same rows in the same order give the same figures, whether they are folded as
 * they are written or read back from the journal after a restart. A row of a later day begins a new
 * one. Times come from the rows: at_ms within a run, wall_ms for what may last over a restart.
 * Percentiles come from histograms: DAY_SLIP_STEP_MS and one minute fine.
 *
 * First-try read: the code was read within DAY_FIRST_TRY_MS of coming into view.
 */
#ifndef CORE_DAY_H
#define CORE_DAY_H

#include "core/day_setting.h"
#include "core/limits.h"
#include "core/note.h"
#include "domain/journal_row.h"
#include "domain/staff.h"
#include "domain/stock.h"

enum {
    DAY_FIRST_TRY_MS = 3000,
    DAY_SLIP_STEP_MS = 250,
    DAY_SLIP_STEPS = 80,  /* the last one: 20 s and longer */
    DAY_WAIT_STEPS = 121, /* minutes; the last one: two hours and longer */
    DAY_VISITS_MAX = 128, /* visits on their way to a slip or to the counter */
    DAY_EXCEPTIONS_MAX = 16,
    DAY_VERDICTS_MAX = 24,
    DAY_VERDICT_SIZE = 24,
    DAY_NAMES_SIZE = STAFF_ID_SIZE,
};

enum supply { SUPPLY_SLIP_ROLL, SUPPLY_SHEETS, SUPPLY_TONER, SUPPLY_COUNT };

/* A visit whose times are being taken. */
struct day_visit {
    struct id visit_id;
    uint64_t opened_ms, numbered_ms;
    bool slipped, called;
};

/* Attempts of one person since the last login: they survive restarts with the rows. */
struct day_tries {
    char staff_id[STAFF_ID_SIZE];
    int count;
};

struct day_exception {
    int64_t wall_ms;
    char reason[32]; /* word of core/exception.h */
    char names[DAY_NAMES_SIZE];
    char note[NOTE_SIZE]; /* phrases */
    struct id visit_id;
    char words[APPLICATION_ID_SIZE]; /* where the clerk's own words are kept; "" there are none */
};

/* Numbered stock of one kind: what moved today, and the count of the blank sheets. */
struct day_stock {
    int loaded, issued, spoiled;
    bool is_counted;         /* and nothing has moved since */
    int counted, left, held; /* as counted; by the book at that moment */
};

struct day_tally {
    int32_t day; /* days since 1970-01-01 in Japan; 0: no row yet */
    int visits, first_try, handed, help_calls, slow_scans;
    int slips, slip_failures, reprints, sheets, sheet_reprints;
    int no_shows, holds, exceptions, searches, unmasked;
    int corrections; /* a check taken back, a hand-over that was not one, a number let go */
    int verdict_count;
    struct {
        char word[DAY_VERDICT_SIZE];
        int count;
    } verdict[DAY_VERDICTS_MAX];                        /* in the order of first mention */
    struct day_exception exception[DAY_EXCEPTIONS_MAX]; /* the first ones */
    int slip_time[DAY_SLIP_STEPS], wait_time[DAY_WAIT_STEPS];
    int64_t offline_since_ms; /* wall; 0: not offline */
    int64_t offline_ms;
    int supply_used[SUPPLY_COUNT]; /* printed since the last change, or today */
    int64_t supply_wall_ms[SUPPLY_COUNT];
    char supply_names[SUPPLY_COUNT][DAY_NAMES_SIZE];
    int64_t closed_wall_ms, checked_wall_ms; /* 締め, 開始前点検; 0: not yet */
    char closed_names[DAY_NAMES_SIZE];
    bool is_filed; /* closed, and its file is on the disk */
    struct day_stock stock[STOCK_KIND_COUNT];
    struct {
        bool is_set;
        int value;
    } setting[DAY_SETTING_COUNT];         /* in place of the office's own, today */
    int64_t search_wall_ms[SEARCHES_MAX]; /* the last ones, newest first; 0 none */
    int tries_count;
    struct day_tries tries[STAFF_MAX];
    int next_visit;
    struct day_visit visit[DAY_VISITS_MAX];
};

void day_fold(struct day_tally *d, const struct journal_row *row);

/* The value that `percent` of the times do not exceed, minutes begun counted whole; -1: no time
 * taken yet. day_wait_minutes(…, 50) is the 待ち時間 of every screen, slip and report. */
int day_slip_ms(const struct day_tally *d, int percent);
int day_wait_minutes(const struct day_tally *d, int percent);
int day_first_try_percent(const struct day_tally *d); /* -1: nothing read yet */
int day_offline_minutes(const struct day_tally *d, int64_t wall_ms);
int day_tries_of(const struct day_tally *d, const char *staff_id);

/* What people read: a verdict's word of the tally; a row, an act of staff by what was done. */
const char *day_verdict_label(const char *word);
const char *day_row_label(const struct journal_row *row);

#endif
