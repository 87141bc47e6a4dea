/* The whole glass as a grid of lit cells that go out when touched. Between its halves stand the
 * words, the way back and help, so that nobody who happens to come is left alone with it. */
#include "ui/build.h"
#include "ui/widgets.h"

enum { MIDDLE_HEIGHT = 200, CELL_GAP = 6, KEY_HEIGHT = 144 };

static void cells(struct node_tree *t, const struct applicant_view *v, int from, int to)
{
    node_open(t, (struct node){.grow = 1, .gap = CELL_GAP, .pad_x = CELL_GAP, .pad_y = CELL_GAP});
    for (int row = from; row < to; row += FACE_COLUMNS) {
        node_open(t, (struct node){.flow = FLOW_ROW, .grow = 1, .gap = CELL_GAP});
        for (int i = row; i < row + FACE_COLUMNS; i++) {
            bool touched = (v->touched_cells >> i & 1) != 0;
            node_add(t, (struct node){.grow = 1,
                                      .fill = touched ? COLOUR_GROUND : COLOUR_ACTION,
                                      .stroke = touched ? COLOUR_LINE : COLOUR_NONE,
                                      .stroke_px = 3,
                                      .radius = 8,
                                      .role = ROLE_BUTTON,
                                      .name = tree_keep(t, tree_format(t, "%d", i + 1)),
                                      .action = ACTION_TOUCH_CELL,
                                      .argument = i,
                                      .checked = touched,
                                      .enabled = true});
        }
        node_close(t);
    }
    node_close(t);
}

static void middle(struct node_tree *t, const struct applicant_view *v)
{
    int left = 0;
    for (int i = 0; i < FACE_CELLS; i++) {
        left += (v->touched_cells >> i & 1) == 0;
    }
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .height = MIDDLE_HEIGHT,
                               .pad_x = APPLICANT_MARGIN,
                               .gap = SPACE_3,
                               .across = PLACE_CENTRE});
    node_open(t, (struct node){.grow = 1});
    int title = node_text(t, TYPE_BUTTON_SMALL, COLOUR_TEXT,
                          say(t, left > 0 ? TEXT_TOUCH_TITLE : TEXT_TOUCH_DONE));
    t->node[title].role = ROLE_STATUS;
    if (left > 0) {
        node_text(t, TYPE_NOTE, COLOUR_TEXT_SUB, say_int(t, TEXT_TOUCH_LEFT, left));
    }
    node_close(t);
    ui_button(t, &(struct button){.label = say(t, TEXT_TIME_FINISH),
                                  .action = ACTION_FINISH,
                                  .look = BUTTON_OUTLINE,
                                  .width = 200,
                                  .height = KEY_HEIGHT,
                                  .type = TYPE_STEP});
    ui_help_key(t);
    node_close(t);
}

void screen_touch_test(const struct applicant_view *v, struct node_tree *t)
{
    cells(t, v, 0, FACE_CELLS / 2);
    middle(t, v);
    cells(t, v, FACE_CELLS / 2, FACE_CELLS);
}
