#include "ui/build.h"
#include "ui/staff.h"

void screen_login(const struct staff_view *v, struct node_tree *t)
{
    node_open(t, (struct node){.grow = 1,
                               .pad_x = 96,
                               .pad_y = SPACE_4,
                               .gap = SPACE_3,
                               .along = PLACE_CENTRE,
                               .fill = COLOUR_BAR});
    ui_staff_alert(t, v);
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_3, .across = PLACE_END});
    node_text(t, TYPE_STAFF_CALL, COLOUR_TEXT, say_int(t, TEXT_STAFF_WINDOW, v->config->window_no));
    node_data(t, TYPE_STAFF_TITLE, COLOUR_TEXT_SUB, v->config->office_name);
    node_spring(t);
    node_data(t, TYPE_STAFF_TITLE, COLOUR_TEXT, ui_clock(t, v->wall_ms));
    node_close(t);
    int locked = node_text(t, TYPE_STAFF_TITLE, COLOUR_TEXT, say(t, TEXT_LOGIN_LOCKED));
    t->node[locked].role = ROLE_HEADING;
    t->node[locked].across = PLACE_START;
    if (v->desk.no_record) {
        ui_message(t, DEVICE_DOWN, say(t, TEXT_LOGIN_NO_RECORD));
    }
    ui_sign_pad(t, v, say(t, TEXT_LOGIN_TITLE));
    if (t->upright) {
        node_space(t, SPACE_6);
        ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_STAFF_TO_APPLICANT),
                                            .action = ACTION_STAFF_TO_APPLICANT,
                                            .height = TARGET_MIN});
    }
    node_close(t);
}
