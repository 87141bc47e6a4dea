#include "ui/build.h"
#include "ui/widgets.h"

void screen_looking_up(const struct applicant_view *v, struct node_tree *t)
{
    ui_page_begin(t, v);
    ui_column_open(t, 0, true);
    node_open(t, (struct node){.grow = 1,
                               .across = PLACE_CENTRE,
                               .along = PLACE_CENTRE,
                               .gap = t->fit < FIT_COMPACT ? SPACE_6 : SPACE_3});
    node_icon(t, ICON_HOURGLASS, t->fit < FIT_COMPACT ? 168 : 96, COLOUR_ACTION, COLOUR_ON_ACTION);
    int title = node_text(t, TYPE_TITLE, COLOUR_TEXT, say(t, TEXT_LOOKING_TITLE));
    t->node[title].role = ROLE_STATUS;
    node_add(
        t, (struct node){.live = LIVE_PROGRESS, .width = 560, .height = 16, .ink = COLOUR_ACTION});
    node_text(t, TYPE_LEAD, COLOUR_TEXT, say(t, v->slow ? TEXT_LOOKING_SLOW : TEXT_LOOKING_BODY));
    node_close(t);
    node_close(t);
    ui_page_end(t, v);
}
