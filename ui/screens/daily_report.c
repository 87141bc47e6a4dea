#include <string.h>
#include "ui/build.h"
#include "ui/staff.h"

static void figure(struct node_tree *t, enum text label, const char *value, enum text unit,
                   const char *spread)
{
    node_open(t, (struct node){.grow = 1,
                               .pad_x = 10,
                               .pad_y = SPACE_1,
                               .fill = COLOUR_SHEET,
                               .stroke = COLOUR_LINE_SOFT,
                               .stroke_px = 2,
                               .radius = 16});
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, label));
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = 4, .across = PLACE_END});
    node_data(t, t->fit < FIT_PLAIN ? TYPE_STAFF_CALL : TYPE_STAFF_TITLE, COLOUR_TEXT, value);
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, unit));
    node_close(t);
    node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, spread);
    node_close(t);
}

static const char *number(struct node_tree *t, int value)
{
    return value < 0 ? "－" : tree_format(t, "%d", value);
}

/* Seconds, with tenths while they count: what stands there has three digits at most. */
static const char *tenths(struct node_tree *t, int ms)
{
    return ms < 0        ? "－"
           : ms >= 10000 ? tree_format(t, "%d", (ms + 500) / 1000)
                         : tree_format(t, "%d.%d", ms / 1000, ms % 1000 / 100);
}

static void figures(struct node_tree *t, const struct staff_view *v)
{
    const struct day_tally *d = &v->day;
    const char *slip_95 = tree_format(t, "%s秒", tenths(t, day_slip_ms(d, 95)));
    const char *wait_95 = tree_format(t, "%s分", number(t, day_wait_minutes(d, 95)));
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_1});
    figure(t, TEXT_REPORT_HANDED, number(t, d->handed), TEXT_REPORT_UNIT_CASES,
           say_int(t, TEXT_REPORT_QUEUE, v->queue_count));
    figure(t, TEXT_REPORT_FIRST_TRY, number(t, day_first_try_percent(d)), TEXT_REPORT_UNIT_PERCENT,
           tree_format(t, "%d件", d->visits));
    figure(t, TEXT_REPORT_SLIP_TIME, tenths(t, day_slip_ms(d, 50)), TEXT_REPORT_UNIT_SECONDS,
           say_with(t, TEXT_REPORT_SPREAD, slip_95, NULL));
    figure(t, TEXT_REPORT_WAIT, number(t, day_wait_minutes(d, 50)), TEXT_REPORT_UNIT_MINUTES,
           say_with(t, TEXT_REPORT_SPREAD, wait_95, NULL));
    node_close(t);
}

static void count(struct node_tree *t, enum text label, enum text unit, int value)
{
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .min_height = t->upright             ? 56
                                             : t->fit < FIT_COMPACT ? 38
                                                                    : 34,
                               .gap = SPACE_2,
                               .across = PLACE_CENTRE});
    int name = node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, label));
    t->node[name].grow = 1;
    t->node[name].across = PLACE_START;
    node_text(t, t->fit < FIT_COMPACT ? TYPE_STAFF_BOLD : TYPE_STAFF_SMALL, COLOUR_TEXT,
              say_int(t, unit, value));
    node_close(t);
}

static void counts(struct node_tree *t, const struct staff_view *v)
{
    const struct day_tally *d = &v->day;
    ui_card_open(t, 0);
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = 56});
    node_open(t, (struct node){.grow = 1});
    count(t, TEXT_REPORT_HELP, TEXT_REPORT_CASES, d->help_calls + d->slow_scans);
    count(t, TEXT_REPORT_EXCEPTIONS, TEXT_REPORT_CASES, d->exceptions);
    count(t, TEXT_REPORT_SEARCHED, TEXT_REPORT_CASES, d->searches);
    count(t, TEXT_REPORT_UNSENT, TEXT_REPORT_CASES, (int)v->outbox_depth);
    count(t, TEXT_REPORT_CORRECTIONS, TEXT_REPORT_CASES, d->corrections);
    node_close(t);
    node_open(t, (struct node){.grow = 1});
    count(t, TEXT_REPORT_NO_SHOWS, TEXT_REPORT_CASES, d->no_shows);
    count(t, TEXT_REPORT_HELD, TEXT_REPORT_CASES, v->held_count);
    count(t, TEXT_REPORT_REPRINTS, TEXT_REPORT_SHEETS, d->reprints + d->sheet_reprints);
    count(t, TEXT_REPORT_OFFLINE, TEXT_REPORT_MINUTES, day_offline_minutes(d, v->wall_ms));
    count(t, TEXT_REPORT_UNMASKED, TEXT_REPORT_TIMES, d->unmasked);
    node_close(t);
    node_close(t);
    node_close(t);
}

/* Blank sheets by the book and by the count; what does not agree is marked. */
static void sheets(struct node_tree *t, const struct staff_view *v)
{
    const struct stock_view *s = &v->desk.stock;
    for (int k = 0; k < STOCK_KIND_COUNT; k++) {
        const struct day_stock *d = &v->day.stock[k];
        if (!s->kept[k]) {
            continue;
        }
        const char *left = tree_format(t, "%d", s->figures[k].in[STOCK_LEFT]);
        bool agrees = d->is_counted && d->counted == d->left && d->held == 0;
        const char *value = d->is_counted ? say_with(t, TEXT_REPORT_STOCK_LEFT, left,
                                                     tree_format(t, "%d", d->counted))
                                          : say_with(t, TEXT_REPORT_STOCK_TO_COUNT, left, NULL);
        node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_2, .across = PLACE_CENTRE});
        node_icon(t, agrees ? ICON_CHECK_CIRCLE : ICON_WARN_TRIANGLE, 32,
                  agrees ? COLOUR_ACTION : COLOUR_TEXT,
                  agrees ? COLOUR_ON_ACTION : COLOUR_ATTENTION);
        node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT,
                  tree_format(t, "%sの用紙　残り %s", stock_kind_label((enum stock_kind)k), value));
        node_close(t);
    }
}

/* In two columns, as they came: a day has a handful. */
static void verdicts(struct node_tree *t, const struct day_tally *d)
{
    int half = (d->verdict_count + 1) / 2;
    if (d->verdict_count == 0) {
        ui_message(t, DEVICE_OK, say(t, TEXT_REPORT_NO_VERDICTS));
        return;
    }
    ui_card_open(t, 0);
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = 56});
    for (int column = 0; column < 2; column++) {
        node_open(t, (struct node){.grow = 1});
        for (int i = column * half; i < d->verdict_count && i < (column + 1) * half; i++) {
            node_open(t, (struct node){.flow = FLOW_ROW,
                                       .min_height = t->upright             ? 56
                                                     : t->fit < FIT_COMPACT ? 38
                                                                            : 34,
                                       .across = PLACE_CENTRE});
            int name = node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB,
                                 day_verdict_label(d->verdict[i].word));
            t->node[name].grow = 1;
            t->node[name].across = PLACE_START;
            node_text(t, TYPE_STAFF_BOLD, COLOUR_TEXT,
                      say_int(t, TEXT_REPORT_CASES, d->verdict[i].count));
            node_close(t);
        }
        node_close(t);
    }
    node_close(t);
    node_close(t);
}

static const char *reason_label(const char *word)
{
    for (int k = 0; k < EXCEPTION_KIND_COUNT; k++) {
        if (strcmp(word, exception_word((enum exception_kind)k)) == 0) {
            return exception_label((enum exception_kind)k);
        }
    }
    return word;
}

static void exceptions(struct node_tree *t, const struct staff_view *v, int most)
{
    const struct day_tally *d = &v->day;
    int all = d->exceptions < DAY_EXCEPTIONS_MAX ? d->exceptions : DAY_EXCEPTIONS_MAX;
    for (int i = all > most ? all - most : 0; i < all; i++) {
        ui_card_open(t, 0);
        node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT,
                  tree_format(t, "%s %s", ui_clock(t, d->exception[i].wall_ms),
                              reason_label(d->exception[i].reason)));
        node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB,
                  tree_format(t, "%s　%s", v->exception_names[i], v->exception_note[i]));
        node_close(t);
    }
}

static void kept(struct node_tree *t, const struct staff_view *v)
{
    char numbers[LABEL_SIZE];
    struct strbuf b = strbuf_on(numbers, sizeof numbers);
    for (int i = 0; i < v->queue_count; i++) {
        if (v->queue[i].mark == MARK_HELD) {
            strbuf_format(&b, "%s%s", b.n == 0 ? "" : "　", v->queue[i].call_no);
        }
    }
    if (b.n > 0) {
        ui_card_open(t, 0);
        ui_pair(t, say(t, TEXT_REPORT_KEPT), numbers);
        node_close(t);
    }
}

static void notes(struct node_tree *t, const struct staff_view *v)
{
    kept(t, v);
    exceptions(t, v, t->upright ? 8 : t->fit < FIT_COMPACT ? 3 : 2);
    if (v->day.exceptions == 0 && v->held_count == 0) {
        ui_message(t, DEVICE_OK, say(t, TEXT_REPORT_NO_NOTES));
    }
    sheets(t, v);
}

static void acts(struct node_tree *t, const struct staff_view *v)
{
    bool is_unfiled = v->day.closed_wall_ms != 0 && !v->day.is_filed;
    const char *at = ui_clock(t, v->day.closed_wall_ms);
    const char *closed = v->day.closed_wall_ms == 0 ? say(t, TEXT_REPORT_NOT_CLOSED)
                         : is_unfiled /* beside three keys the names have no room */
                             ? say_with(t, TEXT_REPORT_CLOSED_AT, at, NULL)
                             : say_with(t, TEXT_REPORT_CLOSED, at, v->closed_names);
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_2, .across = PLACE_CENTRE});
    int text = node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT, closed);
    t->node[text].grow = 1;
    t->node[text].across = PLACE_START;
    if (is_unfiled) {
        ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_REPORT_WRITE_FILE),
                                            .action = ACTION_STAFF_EXPORT_REPORT});
    }
    ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_REPORT_PRINT),
                                        .action = ACTION_STAFF_PRINT_REPORT});
    ui_staff_key(t, &(struct staff_key){.label = say(t, v->desk.has_list ? TEXT_REPORT_CLOSE
                                                                         : TEXT_REPORT_CLOSE_ONE),
                                        .action = ACTION_STAFF_CLOSE_DAY,
                                        .primary = true});
    node_close(t);
}

static void page(struct node_tree *t, const struct staff_view *v)
{
    enum report_page here = v->desk.report_page;
    const struct staff_tab tabs[] = {
        [REPORT_FIGURES] = {TEXT_REPORT_TAB_FIGURES, here == REPORT_FIGURES},
        [REPORT_VERDICTS] = {TEXT_REPORT_TAB_VERDICTS, here == REPORT_VERDICTS},
        [REPORT_NOTES] = {TEXT_REPORT_TAB_NOTES, here == REPORT_NOTES},
    };
    ui_tabs(t, tabs, REPORT_PAGE_COUNT);
    switch (here) {
    case REPORT_VERDICTS:
        verdicts(t, &v->day);
        break;
    case REPORT_NOTES:
        notes(t, v);
        break;
    default:
        figures(t, v);
        counts(t, v);
        break;
    }
}

void screen_daily_report(const struct staff_view *v, struct node_tree *t)
{
    struct civil today = civil_of(v->wall_ms);
    ui_staff_begin(t, v, STAFF_LEFT_MENU);
    const char *date = say_with(t, TEXT_REPORT_DATE, tree_format(t, "%d", today.month),
                                tree_format(t, "%d", today.day));
    ui_staff_heading(t, tree_format(t, "%s　%s", say(t, TEXT_REPORT_TITLE), date), NULL);
    if (v->desk.wants_person) {
        ui_sign_pad(t, v, say(t, TEXT_REPORT_SIGN));
        node_spring(t);
    } else {
        page(t, v);
        node_spring(t);
        acts(t, v);
    }
    node_close(t);
    node_close(t);
}
