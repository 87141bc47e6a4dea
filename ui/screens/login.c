#include "ui/build.h"
#include "ui/staff.h"

enum { KEY_WIDTH = 152, KEY_HEIGHT = 96 };

/* No action exists for the pad yet: a drawing, not a control. */
static void key(struct node_tree *t, const char *label)
{
    node_open(t, (struct node){.flow = FLOW_STACK,
                               .width = KEY_WIDTH,
                               .height = KEY_HEIGHT,
                               .across = PLACE_CENTRE,
                               .along = PLACE_CENTRE,
                               .fill = COLOUR_SHEET,
                               .stroke = COLOUR_LINE,
                               .stroke_px = 3,
                               .radius = 16});
    node_data(t, TYPE_STAFF_NAME, COLOUR_TEXT, label);
    node_close(t);
}

static void pad(struct node_tree *t)
{
    node_open(t, (struct node){.gap = SPACE_2});
    for (int row = 0; row < 3; row++) {
        node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_2});
        for (int column = 0; column < 3; column++) {
            key(t, tree_format(t, "%d", row * 3 + column + 1));
        }
        node_close(t);
    }
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_2});
    key(t, say(t, TEXT_LOGIN_CLEAR));
    key(t, "0");
    key(t, say(t, TEXT_LOGIN_ENTER));
    node_close(t);
    node_close(t);
}

void screen_login(const struct staff_view *v, struct node_tree *t)
{
    node_open(
        t,
        (struct node){
            .flow = FLOW_ROW, .grow = 1, .across = PLACE_CENTRE, .along = PLACE_CENTRE, .gap = 96});
    node_open(t, (struct node){.width = 440, .gap = SPACE_3});
    node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, v->config->office_name);
    node_text(t, TYPE_STAFF_CALL, COLOUR_TEXT, say_int(t, TEXT_STAFF_WINDOW, v->config->window_no));
    node_text(t, TYPE_STAFF_NAME, COLOUR_TEXT, say(t, TEXT_LOGIN_LOCKED));
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_LOGIN_HOW));
    node_close(t);
    pad(t);
    node_close(t);
}
