#include "ui/build.h"
#include "ui/staff.h"

static void field(struct node_tree *t, const struct staff_view *v, enum search_field which,
                  enum text label)
{
    bool here = v->desk.search_field == (int)which;
    const char *text = v->desk.search_text[which];
    node_open(t, (struct node){.pad_x = SPACE_2,
                               .pad_y = SPACE_1,
                               .min_height = 96,
                               .fill = here ? COLOUR_ACTION_TINT : COLOUR_SHEET,
                               .stroke = here ? COLOUR_ACTION : COLOUR_LINE,
                               .stroke_px = here ? 4 : 2,
                               .radius = 14,
                               .role = ROLE_ROW,
                               .name = tree_keep(t, say(t, label)),
                               .action = ACTION_STAFF_SEARCH_BY,
                               .argument = (int)which,
                               .checked = here,
                               .enabled = true});
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, label));
    int value = node_data(t, TYPE_STAFF_TITLE, COLOUR_TEXT, text[0] == '\0' ? "－" : text);
    t->node[value].across = PLACE_START;
    node_close(t);
}

void screen_search(const struct staff_view *v, struct node_tree *t)
{
    ui_staff_begin(t, v, STAFF_LEFT_MENU);
    ui_staff_heading(t, say(t, TEXT_SEARCH_TITLE), say(t, TEXT_SEARCH_HOW));
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_4});
    node_open(t, (struct node){.grow = 1, .gap = 12});
    field(t, v, SEARCH_RECEIPT_NO, TEXT_SEARCH_RECEIPT);
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_SEARCH_OR));
    field(t, v, SEARCH_PLATE_SERIAL, TEXT_SEARCH_PLATE);
    field(t, v, SEARCH_CHASSIS_TAIL, TEXT_SEARCH_CHASSIS);
    node_close(t);
    ui_keypad(t, &(struct staff_key){.label = say(t, TEXT_SEARCH_GO),
                                     .action = ACTION_STAFF_SEARCH,
                                     .primary = true,
                                     .disabled = v->desk.searching});
    node_close(t);
    ui_message(t, v->desk.searching ? DEVICE_OK : DEVICE_ATTENTION,
               v->desk.searching ? say(t, TEXT_SEARCH_BUSY) : v->desk.search_message);
    node_spring(t);
    node_close(t);
    node_close(t);
}
