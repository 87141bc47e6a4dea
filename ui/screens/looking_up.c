#include "ui/build.h"
#include "ui/widgets.h"

/* As A00: the picture stays where it was, now with the mark of a code that was read. */
void screen_looking_up(const struct applicant_view *v, struct node_tree *t)
{
    bool tight = t->fit >= FIT_COMPACT;
    ui_page_begin(t, v);
    node_space(t, tight ? 1 : SPACE_2);
    ui_column_open(t, tight ? SPACE_2 : SPACE_6, true);
    ui_camera_slot(t, WAITING_CAMERA_HEIGHT, 280);
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_4, .across = PLACE_CENTRE});
    node_icon(t, ICON_HOURGLASS, tight ? 72 : 112, COLOUR_ACTION, COLOUR_ON_ACTION);
    int title = node_text(t, TYPE_TITLE, COLOUR_TEXT, say(t, TEXT_LOOKING_TITLE));
    t->node[title].role = ROLE_STATUS;
    t->node[title].grow = 1;
    t->node[title].across = PLACE_START;
    node_close(t);
    node_add(t, (struct node){.live = LIVE_PROGRESS, .height = 20, .ink = COLOUR_ACTION});
    node_text(t, TYPE_LEAD, COLOUR_TEXT, say(t, v->slow ? TEXT_LOOKING_SLOW : TEXT_LOOKING_BODY));
    node_close(t);
    node_space(t, SPACE_2);
    ui_page_end(t, v);
}
