#include "ui/build.h"
#include "ui/staff.h"

enum { REASON_WIDTH = 480 };

void screen_reprint(const struct staff_view *v, struct node_tree *t)
{
    ui_staff_begin(t, v, STAFF_LEFT_MENU);
    ui_staff_heading(t, say(t, TEXT_REPRINT_TITLE), say(t, TEXT_REPRINT_HOW));
    node_open(
        t, (struct node){.grow = 1, .along = PLACE_CENTRE, .across = PLACE_CENTRE, .gap = SPACE_3});
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_REPRINT_WHICH));
    node_data(t, TYPE_STAFF_CALL, COLOUR_TEXT, v->has_ticket ? v->call_no : "－");
    if (v->has_ticket && v->desk.slip_count > 0) {
        node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT,
                  say_with(t, TEXT_REPRINT_COUNT, tree_format(t, "%d", v->desk.slip_count),
                           tree_format(t, "%d", v->desk.slip_count)));
    }
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB,
              say(t, v->has_ticket ? TEXT_REPRINT_WHY : TEXT_STAFF_CHOOSE_FIRST));
    node_open(t, (struct node){.width = REASON_WIDTH, .gap = SPACE_2});
    for (int i = 0; i < REPRINT_REASON_COUNT; i++) {
        ui_staff_key(t, &(struct staff_key){
                            .label = reprint_reason_label((enum reprint_reason)i),
                            .action = ACTION_STAFF_REPRINT_SLIP,
                            .argument = i,
                            .disabled = !v->has_ticket,
                        });
    }
    node_close(t);
    node_close(t);
    node_close(t);
    node_close(t);
}
