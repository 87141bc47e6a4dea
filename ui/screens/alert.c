#include "ui/build.h"
#include "ui/staff.h"

void screen_alert(const struct staff_view *v, struct node_tree *t)
{
    const char *label = say(t, TEXT_ALERT_ACKNOWLEDGE);
    ui_staff_begin(t, v, STAFF_LEFT_QUEUE);
    node_open(t, (struct node){.grow = 1,
                               .across = PLACE_CENTRE,
                               .along = PLACE_CENTRE,
                               .gap = SPACE_3,
                               .fill = COLOUR_ATTENTION,
                               .radius = 24,
                               .pad_x = SPACE_6});
    node_icon(t, ICON_BELL, 128, COLOUR_ON_ATTENTION, COLOUR_ATTENTION);
    node_text(t, TYPE_STAFF_TITLE, COLOUR_ON_ATTENTION, say(t, TEXT_ALERT_TITLE));
    int text = node_data(t, TYPE_STAFF_BODY, COLOUR_ON_ATTENTION, v->alert);
    t->node[text].role = ROLE_STATUS;
    ui_word_button(t, TYPE_STAFF_TITLE, COLOUR_ON_DARK, label,
                   (struct node){.width = 480,
                                 .height = 96,
                                 .fill = COLOUR_DARK,
                                 .radius = 16,
                                 .action = ACTION_STAFF_ACKNOWLEDGE,
                                 .enabled = true});
    if (v->alert_count > 1) {
        node_text(t, TYPE_STAFF_SMALL, COLOUR_ON_ATTENTION,
                  say_int(t, TEXT_ALERT_MORE, v->alert_count - 1));
    }
    node_close(t);
    ui_staff_end(t, v);
}
