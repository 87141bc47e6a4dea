#include "ui/build.h"
#include "ui/staff.h"

void screen_exception(const struct staff_view *v, struct node_tree *t)
{
    ui_staff_begin(t, v, STAFF_LEFT_MENU);
    ui_staff_heading(t, say(t, TEXT_EXCEPTION_TITLE), say(t, TEXT_EXCEPTION_HOW));
    if (v->has_ticket) {
        ui_staff_title(t, v);
    }
    ui_card_open(t, SPACE_2);
    ui_pair(t, say(t, TEXT_EXCEPTION_REASON), say(t, TEXT_EXCEPTION_NONE));
    ui_pair(t, say(t, TEXT_EXCEPTION_SECOND), say(t, TEXT_EXCEPTION_NONE));
    node_close(t);
    ui_message(t, v->message_level, v->message);
    node_spring(t);
    ui_staff_end(t, v);
}
