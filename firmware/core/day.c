#include "core/day.h"

#include <string.h>
#include "domain/office_hours.h"

static bool says(const struct journal_row *row, const char *key, const char *value)
{
    return str_equal(journal_detail(row, key), str_of(value));
}

static int64_t number_of(const struct journal_row *row, const char *key)
{
    int64_t n = 0;
    return str_to_int64(journal_detail(row, key), &n) ? n : 0;
}

static void put(char *out, size_t cap, struct str s)
{
    struct strbuf b = strbuf_on(out, cap); /* what is too long is cut: a figure for people */
    strbuf_add(&b, s);
}

static struct day_visit *visit_of(struct day_tally *d, struct id visit_id)
{
    for (int i = 0; i < DAY_VISITS_MAX; i++) {
        if (id_equal(d->visit[i].visit_id, visit_id) && !id_is_none(visit_id)) {
            return &d->visit[i];
        }
    }
    return NULL;
}

static void add_time(int *steps, int count, int64_t step)
{
    steps[step < 0 ? 0 : step >= count ? count - 1 : step]++;
}

static void fold_opened(struct day_tally *d, const struct journal_row *row)
{
    struct day_visit *v = &d->visit[d->next_visit];
    d->next_visit = (d->next_visit + 1) % DAY_VISITS_MAX;
    *v = (struct day_visit){.visit_id = row->visit_id, .opened_ms = row->at_ms};
    if (says(row, "kind", "SEARCH")) {
        d->searches++;
        memmove(d->search_wall_ms + 1, d->search_wall_ms,
                sizeof d->search_wall_ms - sizeof d->search_wall_ms[0]);
        d->search_wall_ms[0] = row->wall_ms;
        v->slipped = true; /* found by a clerk: no slip to wait for */
        return;
    }
    d->visits++;
    d->first_try += number_of(row, "sought_ms") <= DAY_FIRST_TRY_MS;
}

static void fold_slip(struct day_tally *d, const struct journal_row *row)
{
    struct day_visit *v = visit_of(d, row->visit_id);
    if (!says(row, "outcome", "PRINTED")) {
        d->slip_failures++;
        return;
    }
    d->slips++;
    d->supply_used[SUPPLY_SLIP_ROLL]++;
    if (v != NULL && !v->slipped) {
        v->slipped = true;
        add_time(d->slip_time, DAY_SLIP_STEPS,
                 (int64_t)(row->at_ms - v->opened_ms) / DAY_SLIP_STEP_MS);
    }
}

static void fold_called(struct day_tally *d, const struct journal_row *row)
{
    struct day_visit *v = visit_of(d, row->visit_id);
    if (v != NULL && !v->called && v->numbered_ms != 0) {
        v->called = true;
        int64_t wait_ms = (int64_t)(row->at_ms - v->numbered_ms);
        add_time(d->wait_time, DAY_WAIT_STEPS, (wait_ms + 59999) / 60000); /* begun minutes */
    }
}

static void fold_verdict(struct day_tally *d, const struct journal_row *row)
{
    struct str word = journal_detail(row, "verdict");
    word = word.n == 0 ? journal_detail(row, "screen") : word;
    int i = 0;
    while (i < d->verdict_count && !str_equal(word, str_of(d->verdict[i].word))) {
        i++;
    }
    if (i == DAY_VERDICTS_MAX || word.n == 0 || word.n >= DAY_VERDICT_SIZE) {
        return;
    }
    if (i == d->verdict_count) {
        d->verdict_count++;
        put(d->verdict[i].word, DAY_VERDICT_SIZE, word);
    }
    d->verdict[i].count++;
}

static void fold_exception(struct day_tally *d, const struct journal_row *row)
{
    struct str reason = journal_detail(row, "reason");
    if (reason.n == 0) {
        return; /* the machine's own finding, not an exception that two people made */
    }
    if (d->exceptions < DAY_EXCEPTIONS_MAX) {
        struct day_exception *e = &d->exception[d->exceptions];
        e->wall_ms = row->wall_ms;
        put(e->reason, sizeof e->reason, reason);
        put(e->names, sizeof e->names, str_of(row->staff_id));
        put(e->note, sizeof e->note, journal_detail(row, "note"));
        put(e->words, sizeof e->words, journal_detail(row, "words"));
        e->visit_id = row->visit_id;
    }
    d->exceptions++;
}

static struct day_tries *tries_of(struct day_tally *d, const char *staff_id)
{
    for (int i = 0; i < d->tries_count; i++) {
        if (strcmp(d->tries[i].staff_id, staff_id) == 0) {
            return &d->tries[i];
        }
    }
    if (d->tries_count == STAFF_MAX) {
        return NULL; /* more names than the list can have: it was changed during the day */
    }
    struct day_tries *t = &d->tries[d->tries_count++];
    *t = (struct day_tries){.count = 0};
    put(t->staff_id, sizeof t->staff_id, str_of(staff_id));
    return t;
}

static void fold_supply(struct day_tally *d, const struct journal_row *row)
{
    static const char *const words[SUPPLY_COUNT] = {"slip-roll", "sheets", "toner"};
    for (int i = 0; i < SUPPLY_COUNT; i++) {
        if (says(row, "what", words[i])) {
            d->supply_used[i] = 0;
            d->supply_wall_ms[i] = row->wall_ms;
            put(d->supply_names[i], DAY_NAMES_SIZE, str_of(row->staff_id));
        }
    }
}

const char *day_setting_word(enum day_setting setting)
{
    static const char *const words[DAY_SETTING_COUNT] = {
#define X(name, word) word,
        DAY_SETTING_LIST(X)
#undef X
    };
    return words[setting];
}

static void fold_setting(struct day_tally *d, const struct journal_row *row)
{
    int64_t value = number_of(row, "value");
    for (int i = 0; i < DAY_SETTING_COUNT; i++) {
        if (says(row, "what", day_setting_word((enum day_setting)i)) && value >= 0 &&
            value < DAY_SETTING_VALUES) {
            d->setting[i].is_set = true;
            d->setting[i].value = (int)value;
        }
    }
}

static void fold_staff(struct day_tally *d, const struct journal_row *row)
{
    struct day_tries *tries = says(row, "act", "pin-try") || says(row, "act", "pin-good")
                                  ? tries_of(d, row->staff_id)
                                  : NULL;
    if (tries != NULL) {
        tries->count = says(row, "act", "pin-good") ? 0 : tries->count + 1;
    } else if (says(row, "act", "supply")) {
        fold_supply(d, row);
    } else if (says(row, "act", "setting")) {
        fold_setting(d, row);
    } else if (says(row, "act", "close-day")) {
        d->closed_wall_ms = row->wall_ms;
        d->is_filed = false;
        put(d->closed_names, DAY_NAMES_SIZE, str_of(row->staff_id));
    } else if (says(row, "act", "exported")) {
        d->is_filed = says(row, "outcome", "WRITTEN");
    } else if (says(row, "act", "opening-check")) {
        d->checked_wall_ms = row->wall_ms;
    }
}

static void fold_stock(struct day_tally *d, const struct journal_row *row)
{
    for (int k = 0; k < STOCK_KIND_COUNT; k++) {
        struct day_stock *stock = &d->stock[k];
        if (!says(row, "kind", stock_kind_word((enum stock_kind)k))) {
            continue;
        }
        bool is_count = says(row, "act", "count"), is_load = says(row, "act", "load");
        bool moves = is_load || says(row, "act", "hold") || says(row, "act", "issue") ||
                     says(row, "act", "spoil") || says(row, "act", "release");
        stock->is_counted = is_count || (stock->is_counted && !moves);
        stock->loaded += is_load ? (int)number_of(row, "sheets") : 0;
        stock->issued += says(row, "act", "issue");
        stock->spoiled += says(row, "act", "spoil");
        if (is_count) {
            stock->counted = (int)number_of(row, "counted");
            stock->left = (int)number_of(row, "left");
            stock->held = (int)number_of(row, "held");
        }
    }
}

static void fold_link(struct day_tally *d, const struct journal_row *row)
{
    if (says(row, "link", "down")) {
        d->offline_since_ms = row->wall_ms;
    } else if (says(row, "link", "up") && d->offline_since_ms != 0) {
        int64_t away_ms = row->wall_ms - d->offline_since_ms;
        d->offline_ms += away_ms > 0 ? away_ms : 0;
        d->offline_since_ms = 0;
    }
}

static void begin_run(struct day_tally *d)
{
    memset(d->visit, 0, sizeof d->visit); /* at_ms of another run */
    d->next_visit = 0;
}

static void begin_day(struct day_tally *d, int32_t day)
{
    struct day_tally fresh = {.day = day, .tries_count = d->tries_count};
    memcpy(fresh.tries, d->tries, sizeof fresh.tries); /* midnight forgives nobody */
    memcpy(fresh.search_wall_ms, d->search_wall_ms, sizeof fresh.search_wall_ms);
    memcpy(fresh.visit, d->visit, sizeof fresh.visit);
    fresh.next_visit = d->next_visit;
    fresh.offline_since_ms = d->offline_since_ms;
    *d = fresh;
}

static void fold_sheet(struct day_tally *d, const struct journal_row *row)
{
    if (row->kind == JOURNAL_PRINT) {
        d->sheet_reprints += number_of(row, "sheet") > 1;
    } else if (says(row, "outcome", "PRINTED")) {
        d->sheets++;
        d->supply_used[SUPPLY_SHEETS]++;
        d->supply_used[SUPPLY_TONER]++;
    }
}

static void fold_number(struct day_tally *d, const struct journal_row *row)
{
    struct day_visit *v = visit_of(d, row->visit_id);
    if (v != NULL && v->numbered_ms == 0) {
        v->numbered_ms = row->at_ms;
    }
}

/* What the machine and the applicant did; false: the row tells of the counter. */
static bool fold_visit(struct day_tally *d, const struct journal_row *row)
{
    switch (row->kind) {
    case JOURNAL_STARTED:
        begin_run(d);
        return true;
    case JOURNAL_SERVICE:
        fold_link(d, row);
        return true;
    case JOURNAL_VISIT_OPENED:
        fold_opened(d, row);
        return true;
    case JOURNAL_VERDICT:
        fold_verdict(d, row);
        return true;
    case JOURNAL_NUMBER:
        fold_number(d, row);
        return true;
    case JOURNAL_SLIP:
        d->reprints += number_of(row, "reprint") > 0;
        return true;
    case JOURNAL_SLIP_OUTCOME:
        fold_slip(d, row);
        return true;
    case JOURNAL_HELP:
        d->slow_scans += says(row, "why", "slow-scan");
        d->help_calls += !says(row, "why", "slow-scan");
        return true;
    default:
        return false;
    }
}

static void fold_counter(struct day_tally *d, const struct journal_row *row)
{
    switch (row->kind) {
    case JOURNAL_CALLED:
        fold_called(d, row);
        break;
    case JOURNAL_NO_ANSWER:
        d->no_shows++;
        break;
    case JOURNAL_HELD:
        d->holds++;
        break;
    case JOURNAL_PRINT:
    case JOURNAL_PRINT_OUTCOME:
        fold_sheet(d, row);
        break;
    case JOURNAL_HANDED_OVER:
        d->handed++;
        break;
    case JOURNAL_EXCEPTION:
        fold_exception(d, row);
        break;
    case JOURNAL_CHECKED:
        d->corrections += says(row, "done", "0");
        break;
    case JOURNAL_NOT_HANDED_OVER:
        d->corrections++;
        break;
    case JOURNAL_UNMASKED:
        d->unmasked++;
        break;
    case JOURNAL_STAFF:
        fold_staff(d, row);
        break;
    case JOURNAL_STOCK:
        fold_stock(d, row);
        break;
    default:
        break;
    }
}

void day_fold(struct day_tally *d, const struct journal_row *row)
{
    int32_t day = civil_day(row->wall_ms);
    if (day > d->day) {
        begin_day(d, day);
    }
    if (!fold_visit(d, row)) {
        fold_counter(d, row);
    }
}

static int percentile(const int *steps, int count, int percent)
{
    int64_t total = 0, seen = 0;
    for (int i = 0; i < count; i++) {
        total += steps[i];
    }
    if (total == 0) {
        return -1;
    }
    for (int i = 0; i < count; i++) {
        seen += steps[i];
        if (seen * 100 >= total * percent) {
            return i;
        }
    }
    return count - 1;
}

int day_slip_ms(const struct day_tally *d, int percent)
{
    int step = percentile(d->slip_time, DAY_SLIP_STEPS, percent);
    return step < 0 ? -1 : (step + 1) * DAY_SLIP_STEP_MS;
}

int day_wait_minutes(const struct day_tally *d, int percent)
{
    return percentile(d->wait_time, DAY_WAIT_STEPS, percent);
}

int day_first_try_percent(const struct day_tally *d)
{
    return d->visits == 0 ? -1 : d->first_try * 100 / d->visits;
}

int day_offline_minutes(const struct day_tally *d, int64_t wall_ms)
{
    int64_t open_ms = d->offline_since_ms == 0 ? 0 : wall_ms - d->offline_since_ms;
    return (int)((d->offline_ms + (open_ms > 0 ? open_ms : 0)) / 60000);
}

int day_tries_of(const struct day_tally *d, const char *staff_id)
{
    for (int i = 0; i < d->tries_count; i++) {
        if (strcmp(d->tries[i].staff_id, staff_id) == 0) {
            return d->tries[i].count;
        }
    }
    return 0;
}
