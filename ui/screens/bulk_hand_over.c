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

void screen_bulk_hand_over(const struct staff_view *v, struct node_tree *t)
{
    ui_staff_begin(t, v, STAFF_LEFT_QUEUE);
    ui_staff_title(t, v);
    progress(t, v);
    if (t->fit < FIT_TIGHT) {
        ui_person_card(t, v);
    }
    ui_sheet_chips(t, &v->desk.stock);
    ui_match_card(t, v, t->upright ? 240 : t->fit < FIT_COMPACT ? 140 : 96);
    if (!ui_match_is_about_sheet(v)) {
        ui_message(t, v->message_level, v->message);
    }
    ui_staff_end_missing(t, v, ui_match_missing(t, v));
}
