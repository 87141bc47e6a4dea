/* The touch page of S11: the grid of the staff's own screen, and what the applicant's screen felt
 * on A80. */
#include "ui/staff.h"
#include "ui/staff_bench.h"

enum {
    GRID_COLUMNS = 8,
    GRID_COLUMNS_UPRIGHT = 5,
    SMALL_CELL_WIDTH = 48,
    SMALL_CELL_HEIGHT = 44,
    SMALLEST_CELL_HEIGHT = 34, /* below an alert */
    SMALL_GAP = 4,
};

static int count_touched(uint64_t cells, int of)
{
    int touched = 0;
    for (int i = 0; i < of; i++) {
        touched += (cells >> i & 1) != 0;
    }
    return touched;
}

/* What is left to touch is lit; a touched cell is out. */
static struct node lit_or_out(bool touched)
{
    return (struct node){.fill = touched ? COLOUR_SHEET : COLOUR_ACTION,
                         .stroke = touched ? COLOUR_LINE : COLOUR_NONE,
                         .stroke_px = 2,
                         .radius = 8};
}

static void cell(struct node_tree *t, const struct staff_view *v, int i)
{
    struct node n = lit_or_out((v->desk.touched_cells >> i & 1) != 0);
    n.grow = 1;
    n.role = ROLE_BUTTON;
    n.name = tree_keep(t, tree_format(t, "%d", i + 1));
    n.action = ACTION_STAFF_TEST_CELL;
    n.argument = i;
    n.checked = (v->desk.touched_cells >> i & 1) != 0;
    n.enabled = true;
    node_add(t, n);
}

static void own_screen(struct node_tree *t, const struct staff_view *v)
{
    int columns = t->upright ? GRID_COLUMNS_UPRIGHT : GRID_COLUMNS;
    int left = TOUCH_CELLS - count_touched(v->desk.touched_cells, TOUCH_CELLS);
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT,
              left > 0 ? say_int(t, TEXT_SERVICE_TOUCH_HOW, left)
                       : say(t, TEXT_SERVICE_TOUCH_DONE));
    node_open(t, (struct node){.grow = 1, .gap = 6});
    for (int i = 0; i < TOUCH_CELLS; i += columns) {
        node_open(t, (struct node){.flow = FLOW_ROW, .grow = 1, .gap = 6, .min_height = 48});
        for (int k = i; k < i + columns; k++) {
            cell(t, v, k);
        }
        node_close(t);
    }
    node_close(t);
    ui_staff_key(t, &(struct staff_key){.label = say(t, v->desk.face_busy ? TEXT_SERVICE_FACE_BUSY
                                                                          : TEXT_SERVICE_FACE_TRY),
                                        .action = ACTION_STAFF_TEST_FACE,
                                        .disabled = v->desk.face_busy});
}

/* The applicant's screen in small, as it stands there. */
static void small_face(struct node_tree *t, const struct staff_view *v)
{
    int height = t->fit < FIT_SMALLER ? SMALL_CELL_HEIGHT : SMALLEST_CELL_HEIGHT;
    node_open(t, (struct node){.gap = SMALL_GAP,
                               .pad_x = 12,
                               .pad_y = 12,
                               .fill = COLOUR_SHEET,
                               .stroke = COLOUR_LINE,
                               .stroke_px = 3,
                               .radius = 16});
    for (int i = 0; i < FACE_CELLS; i += FACE_COLUMNS) {
        if (i == FACE_CELLS / 2) {
            node_space(t, height / 2);
        }
        node_open(t, (struct node){.flow = FLOW_ROW, .gap = SMALL_GAP});
        for (int k = i; k < i + FACE_COLUMNS; k++) {
            struct node n = lit_or_out((v->desk.face_cells >> k & 1) != 0);
            n.width = SMALL_CELL_WIDTH;
            n.height = height;
            node_add(t, n);
        }
        node_close(t);
    }
    node_close(t);
}

static const char *what_became(struct node_tree *t, const struct staff_view *v, int touched)
{
    if (v->desk.face_test == FACE_TEST_RUNS) {
        return say(t, TEXT_SERVICE_FACE_RUNS);
    }
    return say(t, touched == FACE_CELLS ? TEXT_SERVICE_FACE_DONE : TEXT_SERVICE_FACE_MISSED);
}

static void applicant_screen(struct node_tree *t, const struct staff_view *v)
{
    bool runs = v->desk.face_test == FACE_TEST_RUNS;
    int touched = count_touched(v->desk.face_cells, FACE_CELLS);
    node_open(t, (struct node){.flow = FLOW_ROW, .grow = 1, .gap = SPACE_4});
    node_open(t, (struct node){.along = PLACE_CENTRE});
    small_face(t, v);
    node_close(t);
    node_open(t, (struct node){.grow = 1, .gap = SPACE_2});
    node_spring(t);
    node_data(t, TYPE_STAFF_CALL, COLOUR_TEXT, tree_format(t, "%d / %d", touched, FACE_CELLS));
    node_text(t, TYPE_STAFF_BODY, COLOUR_TEXT, what_became(t, v, touched));
    node_spring(t);
    if (!runs) {
        ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_SERVICE_FACE_OWN),
                                            .action = ACTION_STAFF_PAGE,
                                            .argument = SERVICE_TOUCH});
    }
    ui_staff_key(t,
                 &(struct staff_key){.label = say(t, runs                ? TEXT_SERVICE_FACE_STOP
                                                     : v->desk.face_busy ? TEXT_SERVICE_FACE_BUSY
                                                                         : TEXT_SERVICE_FACE_AGAIN),
                                     .action = ACTION_STAFF_TEST_FACE,
                                     .primary = !runs,
                                     .disabled = !runs && v->desk.face_busy});
    node_close(t);
    node_close(t);
}

void ui_bench_touch(struct node_tree *t, const struct staff_view *v)
{
    if (v->desk.face_test == FACE_TEST_NONE) {
        own_screen(t, v);
    } else {
        applicant_screen(t, v);
    }
}
