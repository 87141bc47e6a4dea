#include <string.h>
#include "ui/build.h"
#include "ui/staff.h"

static void figure(struct node_tree *t, enum text label, const char *value, enum text unit,
                   const char *spread)
{
    node_open(t, (struct node){.grow = 1,
                               .pad_x = SPACE_2,
                               .pad_y = SPACE_1,
                               .fill = COLOUR_SHEET,
                               .stroke = COLOUR_LINE_SOFT,
                               .stroke_px = 2,
                               .radius = 16});
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, label));
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_1, .across = PLACE_END});
    node_data(t, t->fit < FIT_PLAIN ? TYPE_STAFF_CALL : TYPE_STAFF_NAME, COLOUR_TEXT, value);
    node_text(t, TYPE_STAFF_BODY, COLOUR_TEXT_SUB, say(t, unit));
    node_close(t);
    node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, spread);
    node_close(t);
}

static const char *number(struct node_tree *t, int value)
{
    return value < 0 ? "－" : tree_format(t, "%d", value);
}

static const char *tenths(struct node_tree *t, int ms)
{
    return ms < 0 ? "－" : tree_format(t, "%d.%d", ms / 1000, ms % 1000 / 100);
}

static void figures(struct node_tree *t, const struct staff_view *v)
{
    const struct day_tally *d = &v->day;
    const char *slip_95 = tree_format(t, "%s秒", tenths(t, day_slip_ms(d, 95)));
    const char *wait_95 = tree_format(t, "%s分", number(t, day_wait_minutes(d, 95)));
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_2});
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

static void pair(struct node_tree *t, enum text label, enum text unit, int value)
{
    ui_pair(t, say(t, label), say_int(t, unit, value));
}

static void counts(struct node_tree *t, const struct staff_view *v)
{
    const struct day_tally *d = &v->day;
    ui_card_open(t, 0);
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_3});
    node_open(t, (struct node){.grow = 1, .gap = 4});
    pair(t, TEXT_REPORT_HELP, TEXT_REPORT_CASES, d->help_calls + d->slow_scans);
    pair(t, TEXT_REPORT_EXCEPTIONS, TEXT_REPORT_CASES, d->exceptions);
    pair(t, TEXT_REPORT_SEARCHED, TEXT_REPORT_CASES, d->searches);
    pair(t, TEXT_REPORT_UNSENT, TEXT_REPORT_CASES, (int)v->outbox_depth);
    node_close(t);
    node_open(t, (struct node){.grow = 1, .gap = 4});
    pair(t, TEXT_REPORT_NO_SHOWS, TEXT_REPORT_CASES, d->no_shows);
    pair(t, TEXT_REPORT_HELD, TEXT_REPORT_CASES, v->held_count);
    pair(t, TEXT_REPORT_REPRINTS, TEXT_REPORT_SHEETS, d->reprints + d->sheet_reprints);
    pair(t, TEXT_REPORT_OFFLINE, TEXT_REPORT_MINUTES, day_offline_minutes(d, v->wall_ms));
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

static void last_exceptions(struct node_tree *t, const struct day_tally *d)
{
    int all = d->exceptions < DAY_EXCEPTIONS_MAX ? d->exceptions : DAY_EXCEPTIONS_MAX;
    int first = all > 2 ? all - 2 : 0;
    for (int i = first; i < all; i++) {
        const char *words = d->exception[i].reason;
        for (int k = 0; k < EXCEPTION_KIND_COUNT; k++) {
            if (strcmp(words, exception_word((enum exception_kind)k)) == 0) {
                words = exception_label((enum exception_kind)k);
            }
        }
        ui_pair(t, ui_clock(t, d->exception[i].wall_ms),
                tree_format(t, "%s %s", d->exception[i].names, words));
    }
}

static void acts(struct node_tree *t, const struct staff_view *v)
{
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_2, .across = PLACE_CENTRE});
    const char *closed = v->day.closed_wall_ms == 0
                             ? say(t, TEXT_REPORT_NOT_CLOSED)
                             : say_with(t, TEXT_REPORT_CLOSED, ui_clock(t, v->day.closed_wall_ms),
                                        v->day.closed_names);
    int text = node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT, closed);
    t->node[text].grow = 1;
    t->node[text].across = PLACE_START;
    ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_REPORT_PRINT),
                                        .action = ACTION_STAFF_PRINT_REPORT});
    ui_staff_key(t, &(struct staff_key){.label = say(t, v->desk.has_list ? TEXT_REPORT_CLOSE
                                                                         : TEXT_REPORT_CLOSE_ONE),
                                        .action = ACTION_STAFF_CLOSE_DAY,
                                        .primary = true});
    node_close(t);
}

void screen_daily_report(const struct staff_view *v, struct node_tree *t)
{
    struct civil today = civil_of(v->wall_ms);
    ui_staff_begin(t, v, STAFF_LEFT_MENU);
    ui_staff_heading(t, say(t, TEXT_REPORT_TITLE),
                     say_with(t, TEXT_REPORT_DATE, tree_format(t, "%d", today.month),
                              tree_format(t, "%d", today.day)));
    if (v->desk.wants_person) {
        node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT, say(t, TEXT_REPORT_SIGN));
        ui_sign_pad(t, v);
        node_spring(t);
    } else {
        figures(t, v);
        counts(t, v);
        if (t->fit < FIT_COMPACT) {
            last_exceptions(t, &v->day);
        }
        sheets(t, v);
        node_spring(t);
        acts(t, v);
    }
    node_close(t);
    node_close(t);
}
