#include "ui/build.h"
#include "ui/staff.h"

void screen_reprint(const struct staff_view *v, struct node_tree *t)
{
    const char *label = say(t, TEXT_REPRINT_TITLE);
    ui_staff_begin(t, v, STAFF_LEFT_MENU);
    ui_staff_heading(t, label, say(t, TEXT_REPRINT_HOW));
    node_open(
        t, (struct node){.grow = 1, .along = PLACE_CENTRE, .across = PLACE_CENTRE, .gap = SPACE_3});
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_REPRINT_WHICH));
    node_data(t, TYPE_STAFF_CALL, COLOUR_TEXT, v->has_ticket ? v->call_no : "－");
    if (v->has_ticket && v->desk.slip_count > 0) {
        node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT,
                  say_with(t, TEXT_REPRINT_COUNT, tree_format(t, "%d", v->desk.slip_count),
                           tree_format(t, "%d", v->desk.slip_count)));
    }
    node_open(t, (struct node){.flow = FLOW_STACK,
                               .width = 480,
                               .height = STAFF_BUTTON_HEIGHT,
                               .across = PLACE_CENTRE,
                               .along = PLACE_CENTRE,
                               .fill = v->has_ticket ? COLOUR_ACTION : COLOUR_DISABLED,
                               .radius = 14,
                               .role = ROLE_BUTTON,
                               .name = tree_keep(t, label),
                               .action = ACTION_STAFF_REPRINT_SLIP,
                               .primary = true,
                               .enabled = v->has_ticket});
    node_text(t, TYPE_STAFF_BOLD, v->has_ticket ? COLOUR_ON_ACTION : COLOUR_ON_DISABLED,
              say(t, v->has_ticket ? TEXT_REPRINT_TITLE : TEXT_STAFF_CHOOSE_FIRST));
    node_close(t);
    node_close(t);
    node_close(t);
    node_close(t);
}
