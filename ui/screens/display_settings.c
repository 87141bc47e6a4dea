#include "ui/build.h"
#include "ui/widgets.h"

static void toggle(struct node_tree *t, enum text label, enum icon icon, enum action action,
                   bool on)
{
    bool tight = t->fit >= FIT_COMPACT;
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .min_height = tight ? TARGET_MIN : 120,
                               .pad_x = SPACE_3,
                               .gap = SPACE_3,
                               .across = PLACE_CENTRE,
                               .fill = on ? COLOUR_ACTION_TINT : COLOUR_SHEET,
                               .stroke = on ? COLOUR_ACTION : COLOUR_LINE,
                               .stroke_px = on ? 5 : 3,
                               .radius = 24,
                               .role = ROLE_CHECKBOX,
                               .name = tree_keep(t, say(t, label)),
                               .action = action,
                               .checked = on,
                               .enabled = true});
    node_icon(t, icon, 56, on ? COLOUR_ACTION : COLOUR_TEXT, COLOUR_SHEET);
    int text = node_text(t, TYPE_BODY, COLOUR_TEXT, say(t, label));
    t->node[text].grow = 1;
    t->node[text].across = PLACE_START;
    if (on) {
        node_icon(t, ICON_CHECK, 56, COLOUR_ACTION, COLOUR_SHEET);
    }
    node_close(t);
}

void screen_display_settings(const struct applicant_view *v, struct node_tree *t)
{
    ui_page_begin(t, v);
    ui_column_open(t, t->fit < FIT_TIGHT ? SPACE_2 : 4, true);
    node_open(t, (struct node){.min_height = t->modes.low ? 0 : REACH_TOP - ui_header_height(t),
                               .gap = SPACE_1,
                               .along = PLACE_END});
    int title = node_text(t, TYPE_TITLE, COLOUR_TEXT, say(t, TEXT_DISPLAY_TITLE));
    t->node[title].role = ROLE_STATUS;
    ui_note(t, say(t, TEXT_DISPLAY_BODY));
    node_space(t, SPACE_2);
    node_close(t);
    node_spring(t);
    toggle(t, TEXT_DISPLAY_LARGE, ICON_LETTERS, ACTION_TEXT_LARGE, v->modes.large);
    toggle(t, TEXT_DISPLAY_CONTRAST, ICON_CONTRAST, ACTION_CONTRAST, v->modes.contrast);
    toggle(t, TEXT_DISPLAY_LOW, ICON_DOWN, ACTION_REACH_LOW, v->modes.low);
    toggle(t, TEXT_DISPLAY_VOICE, ICON_SPEAKER, ACTION_VOICE, v->modes.voice);
    toggle(t, TEXT_DISPLAY_EASY, ICON_EASY, ACTION_EASY, v->modes.easy);
    node_space(t, t->fit < FIT_COMPACT ? SPACE_2 : 0);
    ui_button(t, &(struct button){.label = say(t, TEXT_DISPLAY_DONE),
                                  .action = ACTION_FINISH,
                                  .look = BUTTON_FILLED,
                                  .height = t->fit < FIT_COMPACT ? 0 : 112});
    node_space(t, t->fit < FIT_COMPACT ? SPACE_2 : SPACE_1);
    node_close(t);
    ui_page_end(t, v);
}
