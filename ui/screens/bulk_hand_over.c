#include "ui/build.h"
#include "ui/staff.h"

static void progress(struct node_tree *t, const struct staff_view *v)
{
    int left = v->item_count - v->handed_count;
    ui_card_open(t, SPACE_1);
    node_text(t, TYPE_STAFF_BODY, COLOUR_TEXT,
              say_with(t, TEXT_BULK_PROGRESS, tree_format(t, "%d", v->handed_count),
                       tree_format(t, "%d", left)));
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = 4});
    for (int i = 0; i < v->item_count; i++) {
        enum colour fill = i < v->handed_count ? COLOUR_ACTION : COLOUR_LINE_SOFT;
        node_add(t, (struct node){.grow = 1, .height = 16, .radius = 6, .fill = fill});
    }
    node_close(t);
    node_close(t);
}

static void item_card(struct node_tree *t, const struct staff_view *v)
{
    bool wrong = v->match_refused;
    bool right = !wrong && ui_is_matched(v);
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .grow = 1,
                               .pad_x = 28,
                               .gap = SPACE_4,
                               .across = PLACE_CENTRE,
                               .fill = COLOUR_SHEET,
                               .stroke = wrong   ? COLOUR_STOP
                                         : right ? COLOUR_ACTION
                                                 : COLOUR_LINE_SOFT,
                               .stroke_px = wrong || right ? 6 : 2,
                               .radius = 16});
    node_icon(t,
              wrong   ? ICON_CROSS
              : right ? ICON_RING
                      : ICON_PAPER,
              120,
              wrong   ? COLOUR_STOP
              : right ? COLOUR_ACTION
                      : COLOUR_TEXT_SUB,
              COLOUR_SHEET);
    node_open(t, (struct node){.grow = 1, .gap = SPACE_1});
    int said =
        node_data(t, TYPE_STAFF_TITLE, COLOUR_TEXT, v->item.state == NULL ? "" : v->item.state);
    t->node[said].role = ROLE_STATUS;
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB,
              say(t, wrong   ? TEXT_MATCH_WRONG_HOW
                     : right ? TEXT_MATCH_OK_HOW
                             : TEXT_MATCH_HOW));
    node_close(t);
    node_close(t);
}

void screen_bulk_hand_over(const struct staff_view *v, struct node_tree *t)
{
    ui_staff_begin(t, v, STAFF_LEFT_QUEUE);
    ui_staff_title(t, v);
    progress(t, v);
    if (t->fit < FIT_TIGHT) {
        ui_person_card(t, v);
    }
    ui_sheet_chips(t, &v->desk.stock);
    item_card(t, v);
    ui_message(t, v->message_level, v->message);
    ui_staff_end(t, v);
}
