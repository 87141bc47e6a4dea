#include "ui/build.h"
#include "ui/widgets.h"

static void carrier(struct node_tree *t, enum icon icon, enum text what, enum text how)
{
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .grow = 1,
                               .fill = COLOUR_CARD,
                               .stroke = t->modes.contrast ? COLOUR_LINE : COLOUR_NONE,
                               .stroke_px = 3,
                               .radius = 24,
                               .pad_x = SPACE_3,
                               .pad_y = SPACE_4,
                               .gap = SPACE_2,
                               .across = PLACE_CENTRE});
    node_icon(t, icon, 128, COLOUR_TEXT, COLOUR_SHEET);
    node_open(t, (struct node){.grow = 1, .gap = SPACE_1});
    node_text(t, TYPE_BODY, COLOUR_TEXT, say(t, what));
    node_text(t, TYPE_NOTE, COLOUR_TEXT_SUB, say(t, how));
    node_close(t);
    node_close(t);
}

static void carriers(struct node_tree *t)
{
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_4});
    carrier(t, ICON_PHONE, TEXT_WAITING_PHONE, TEXT_WAITING_PHONE_HOW);
    carrier(t, ICON_PAPER, TEXT_WAITING_PAPER, TEXT_WAITING_PAPER_HOW);
    node_close(t);
}

static void other_ways(struct node_tree *t)
{
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_4});
    ui_button(t, &(struct button){.label = say(t, TEXT_WAITING_NO_CODE),
                                  .action = ACTION_NO_CODE,
                                  .look = BUTTON_QUIET,
                                  .height = 104,
                                  .grow = 1,
                                  .type = TYPE_STEP});
    ui_button(t, &(struct button){.label = say(t, TEXT_WAITING_EASY),
                                  .action = ACTION_EASY,
                                  .look = BUTTON_QUIET,
                                  .icon = ICON_EASY,
                                  .height = 104,
                                  .grow = 1,
                                  .type = TYPE_STEP});
    node_close(t);
}

void screen_waiting(const struct applicant_view *v, struct node_tree *t)
{
    bool roomy = !t->modes.large && !t->modes.low && t->fit == FIT_DESIGNED;
    ui_page_begin(t, v);
    node_space(t, t->fit < FIT_COMPACT ? SPACE_2 : 1);
    bool airy = roomy && v->notice[0] == '\0';
    ui_column_open(t, airy ? SPACE_6 : t->fit < FIT_COMPACT ? SPACE_4 : SPACE_2, true);
    ui_camera_slot(t, WAITING_CAMERA_HEIGHT, 280);
    node_open(t, (struct node){.gap = airy ? SPACE_3 : t->fit < FIT_COMPACT ? SPACE_2 : 0});
    int title = node_text(t, TYPE_TITLE, COLOUR_TEXT, say(t, TEXT_WAITING_TITLE));
    t->node[title].role = ROLE_STATUS;
    if (t->fit < FIT_TIGHT) {
        node_text(t, TYPE_BODY, COLOUR_TEXT, say(t, TEXT_WAITING_BODY));
    }
    node_close(t);
    ui_note_data(t, v->notice);
    if (roomy) {
        carriers(t);
    }
    node_close(t);
    node_space(t, SPACE_2);
    ui_column_open(t, 0, false);
    other_ways(t);
    node_space(t, SPACE_3);
    node_close(t);
    ui_page_end(t, v);
}
