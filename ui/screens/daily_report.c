#include "ui/build.h"
#include "ui/staff.h"

static void figure(struct node_tree *t, enum text label, const char *value, enum text unit)
{
    node_open(t, (struct node){.grow = 1,
                               .pad_x = SPACE_2,
                               .pad_y = SPACE_2,
                               .fill = COLOUR_SHEET,
                               .stroke = COLOUR_LINE_SOFT,
                               .stroke_px = 2,
                               .radius = 16});
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, label));
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_1, .across = PLACE_END});
    node_data(t, t->fit < FIT_PLAIN ? TYPE_STAFF_CALL : TYPE_STAFF_NAME, COLOUR_TEXT, value);
    node_text(t, TYPE_STAFF_BODY, COLOUR_TEXT_SUB, say(t, unit));
    node_close(t);
    node_close(t);
}

static int handed_in_log(const struct staff_view *v)
{
    int handed = 0;
    for (int i = 0; i < v->log_count; i++) {
        handed += v->log[i].kind == JOURNAL_HANDED_OVER;
    }
    return handed;
}

static void events(struct node_tree *t, const struct staff_view *v)
{
    int most = v->log_count < 7 ? v->log_count : 7;
    if (most == 0) {
        return;
    }
    node_text(t, TYPE_STAFF_BOLD, COLOUR_TEXT, say(t, TEXT_REPORT_EVENTS));
    ui_card_open(t, 4);
    for (int i = 0; i < most; i++) {
        ui_pair(t, ui_clock(t, v->log[i].wall_ms), journal_kind_label(v->log[i].kind));
    }
    node_close(t);
}

void screen_daily_report(const struct staff_view *v, struct node_tree *t)
{
    struct civil today = civil_of(v->wall_ms);
    ui_staff_begin(t, v, STAFF_LEFT_MENU);
    ui_staff_heading(t, say(t, TEXT_REPORT_TITLE),
                     say_with(t, TEXT_REPORT_DATE, tree_format(t, "%d", today.month),
                              tree_format(t, "%d", today.day)));
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_2});
    figure(t, TEXT_REPORT_HANDED, tree_format(t, "%d", handed_in_log(v)), TEXT_REPORT_UNIT_CASES);
    figure(t, TEXT_REPORT_WAITING, tree_format(t, "%d", v->queue_count), TEXT_REPORT_UNIT_PEOPLE);
    figure(t, TEXT_REPORT_MEAN,
           v->mean_wait_minutes < 0 ? "－" : tree_format(t, "%d", v->mean_wait_minutes),
           TEXT_REPORT_UNIT_MINUTES);
    figure(t, TEXT_REPORT_UNSENT, tree_format(t, "%u", v->outbox_depth), TEXT_REPORT_UNIT_CASES);
    node_close(t);
    events(t, v);
    node_spring(t);
    ui_staff_end(t, v);
}
