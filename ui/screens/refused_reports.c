/* S17: reports that the backend refused for good, the oldest first. Each is sent again, or two
 * people take note of it. */
#include <string.h>
#include "ui/build.h"
#include "ui/staff.h"

enum { TAIL_SHOWN = 4, KEY_WIDTH = 236 };

static const char *tail(const char *text)
{
    size_t n = strlen(text);
    return n > TAIL_SHOWN ? text + n - TAIL_SHOWN : text;
}

static const char *title(struct node_tree *t, const struct staff_view *v,
                         const struct refused_report *r)
{
    const char *number =
        r->call_no > 0 ? tree_format(t, "%c-%03d　", v->config->terminal_letter, r->call_no) : "";
    return tree_format(t, "%s%s　%s", number,
                       say(t, r->op == EXCHANGE_DONE ? TEXT_UNTAKEN_DONE : TEXT_UNTAKEN_ABORT),
                       say_with(t, TEXT_UNTAKEN_APPLICATION, tail(r->application_id), NULL));
}

static void facts(struct node_tree *t, const struct staff_view *v, const struct refused_view *row)
{
    const struct refused_report *r = &row->report;
    struct civil at = civil_of(r->refused_at_ms);
    node_open(t, (struct node){.grow = 1, .gap = 2});
    node_data(t, TYPE_STAFF_BOLD, COLOUR_TEXT, title(t, v, r));
    node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT,
              say_with(t, TEXT_UNTAKEN_ANSWER, row->answer, NULL));
    if (r->times > 0 && t->fit < FIT_SMALLER) {
        const char *when = tree_format(t, "%s %s",
                                       say_with(t, TEXT_REPORT_DATE, tree_format(t, "%d", at.month),
                                                tree_format(t, "%d", at.day)),
                                       ui_clock(t, r->refused_at_ms));
        node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB,
                  say_with(t, TEXT_UNTAKEN_WHEN, when, tree_format(t, "%d", r->times)));
    }
    node_close(t);
}

static void keys(struct node_tree *t, const struct refused_view *row)
{
    node_open(t, (struct node){.width = KEY_WIDTH, .gap = SPACE_1, .along = PLACE_CENTRE});
    if (row->is_open) {
        ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_UNTAKEN_AGAIN),
                                            .action = ACTION_STAFF_REPORT_AGAIN,
                                            .argument = (int)row->report.no,
                                            .height = STAFF_TARGET_MIN,
                                            .width = KEY_WIDTH});
        ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_UNTAKEN_NOTED),
                                            .action = ACTION_STAFF_REPORT_NOTED,
                                            .argument = (int)row->report.no,
                                            .height = STAFF_TARGET_MIN,
                                            .width = KEY_WIDTH});
    } else {
        node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_UNTAKEN_AT_COUNTER));
    }
    node_close(t);
}

static void reports(struct node_tree *t, const struct staff_view *v)
{
    int more = (int)v->outbox_aside - v->desk.refused_count;
    ui_card_open(t, t->fit < FIT_COMPACT ? SPACE_1 : 4);
    for (int i = 0; i < v->desk.refused_count; i++) {
        if (i > 0) {
            ui_rule(t);
        }
        node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_2, .across = PLACE_CENTRE});
        facts(t, v, &v->desk.refused_report[i]);
        keys(t, &v->desk.refused_report[i]);
        node_close(t);
    }
    node_close(t);
    if (more > 0) {
        node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say_int(t, TEXT_UNTAKEN_MORE, more));
    }
}

static void sign(struct node_tree *t, const struct staff_view *v)
{
    for (int i = 0; i < v->desk.refused_count; i++) {
        if (v->desk.refused_report[i].chosen) {
            ui_card_open(t, SPACE_1);
            facts(t, v, &v->desk.refused_report[i]);
            node_close(t);
        }
    }
    ui_sign_pad(t, v, say(t, TEXT_UNTAKEN_SIGN));
}

void screen_refused_reports(const struct staff_view *v, struct node_tree *t)
{
    bool none = v->desk.refused_count == 0;
    ui_staff_begin(t, v, STAFF_LEFT_MENU);
    ui_staff_heading(t, say(t, TEXT_UNTAKEN_TITLE),
                     none || v->desk.wants_person ? NULL : say(t, TEXT_UNTAKEN_HOW));
    if (v->desk.wants_person) {
        sign(t, v);
    } else if (none) {
        ui_message(t, DEVICE_OK, say(t, TEXT_UNTAKEN_NONE));
    } else {
        reports(t, v);
    }
    node_spring(t);
    node_close(t);
    node_close(t);
}
