#include "ui/build.h"
#include "ui/staff.h"

void screen_match(const struct staff_view *v, struct node_tree *t)
{
    ui_staff_begin(t, v, STAFF_LEFT_QUEUE);
    ui_staff_title(t, v);
    ui_person_card(t, v);
    if (t->fit < FIT_COMPACT) {
        ui_deliverable_chips(t, &v->item.application);
    }
    ui_sheet_chips(t, &v->desk.stock);
    ui_match_card(t, v, t->upright ? 360 : t->fit < FIT_COMPACT ? 220 : 140);
    if (!ui_match_is_about_sheet(v)) {
        ui_message(t, v->message_level, v->message);
    }
    ui_staff_end_missing(t, v, ui_match_missing(t, v));
}
