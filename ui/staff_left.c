/* The left panel: the queue, or the menu of everything that is not the queue. */
#include "ui/staff.h"

enum {
    ROW_HEIGHT = 84,
    ROWS_SHOWN = 7,
    ROWS_AT_WORK = 4,
    CALL_WIDTH = 128,
    HOURS_MOST = 9,
    MINUTES_SHOWN = 100, /* from then on hours */
    PANEL_PAD = 20,
    MENU_ROW_HEIGHT = 64,
    MORE_HEIGHT = 48,
};

static int panel_width(const struct node_tree *t)
{
    return t->upright ? 0 : STAFF_QUEUE_WIDTH - 2;
}

static void way_on(struct node_tree *t, enum text label, enum action action, int argument)
{
    ui_staff_key(t, &(struct staff_key){
                        .label = say(t, label), .action = action, .argument = argument, .grow = 1});
}

/* The way back to the applicant's screen, where both share one. */
static void way_to_applicant(struct node_tree *t)
{
    if (t->upright) {
        way_on(t, TEXT_STAFF_TO_APPLICANT, ACTION_STAFF_TO_APPLICANT, 0);
    }
}

static void mark_chip(struct node_tree *t, const struct queue_row *row)
{
    if (row->help_flag) {
        ui_chip(t, CHIP_ATTENTION, say(t, TEXT_MARK_HELP));
        return;
    }
    bool ordinary = row->mark == MARK_READY || row->mark == MARK_PAPERS;
    if (row->substitution_flag && ordinary) {
        ui_chip(t, CHIP_ATTENTION, say(t, TEXT_FLAG_SUBSTITUTION));
        return;
    }
    switch (row->mark) {
    case MARK_READY:
        ui_chip(t, CHIP_READY,
                row->item_count > 1 ? say_int(t, TEXT_MARK_READY_COUNT, row->ready_count)
                                    : say(t, TEXT_MARK_READY));
        break;
    case MARK_PAPERS:
        ui_chip(t, CHIP_ATTENTION, say(t, TEXT_MARK_PAPERS));
        break;
    case MARK_EXPLAIN:
        ui_chip(t, CHIP_PLAIN, say(t, TEXT_MARK_EXPLAIN));
        break;
    case MARK_OFFLINE:
        ui_chip(t, CHIP_ATTENTION, say(t, TEXT_MARK_OFFLINE));
        break;
    case MARK_DECISION:
        ui_chip(t, CHIP_STOP, say(t, TEXT_MARK_DECISION));
        break;
    case MARK_SERVING:
        ui_chip(t, CHIP_READY, say(t, TEXT_MARK_SERVING));
        break;
    case MARK_HELD:
        ui_chip(t, CHIP_PLAIN, say(t, TEXT_MARK_HELD));
        break;
    }
}

/* An office day has seven hours: more is a number left over from another day. */
static const char *waited(struct node_tree *t, int minutes)
{
    return minutes < MINUTES_SHOWN
               ? say_int(t, TEXT_STAFF_MINUTES, minutes)
               : say_int(t, TEXT_STAFF_HOURS, minutes < 600 ? minutes / 60 : HOURS_MOST);
}

static void queue_row(struct node_tree *t, const struct queue_row *row, bool selected)
{
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .height = ROW_HEIGHT,
                               .pad_x = PANEL_PAD,
                               .gap = SPACE_1,
                               .across = PLACE_CENTRE,
                               .fill = selected ? COLOUR_ACTION_TINT : COLOUR_NONE,
                               .role = ROLE_ROW,
                               .name = tree_keep(t, row->call_no),
                               .action = ACTION_STAFF_SELECT,
                               .argument = row->argument,
                               .checked = selected,
                               .enabled = true});
    node_open(t, (struct node){.flow = FLOW_STACK, .width = CALL_WIDTH, .along = PLACE_CENTRE});
    node_data(t, TYPE_STAFF_ROW_CALL, COLOUR_TEXT, row->call_no);
    node_close(t);
    node_open(t, (struct node){.grow = 1, .gap = 2});
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT,
              row->item_count > 1            ? say_int(t, TEXT_STAFF_BULK, row->item_count)
              : row->procedure == PROC_OTHER ? say(t, TEXT_STAFF_OTHER)
                                             : say_procedure(t, row->procedure));
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_1});
    mark_chip(t, row);
    node_close(t);
    node_close(t);
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, waited(t, row->waited_minutes));
    node_close(t);
    node_add(t, (struct node){.height = 2, .fill = COLOUR_LINE_SOFT});
}

/* Choosing the first row that is out of sight moves the list on. */
static void more_rows(struct node_tree *t, int hidden, const struct queue_row *next)
{
    const char *text = say_int(t, TEXT_STAFF_MORE_ROWS, hidden);
    ui_word_button(t, TYPE_STAFF_SMALL, COLOUR_ACTION, text,
                   (struct node){.height = MORE_HEIGHT,
                                 .pad_x = PANEL_PAD,
                                 .action = ACTION_STAFF_SELECT,
                                 .argument = next->argument,
                                 .enabled = true});
}

static void rows(struct node_tree *t, const struct staff_view *v)
{
    /* upright the work stands under the queue: it needs the room more */
    int most = t->upright && v->screen != SCREEN_S01 ? ROWS_AT_WORK : ROWS_SHOWN;
    bool all = v->queue_count <= most;
    int room = all ? most : most - 1;
    int first = v->selected >= room ? v->selected - room + 1 : 0;
    room = first > 0 && first + room < v->queue_count ? room - 1 : room;
    first = v->selected >= first + room ? v->selected - room + 1 : first;
    if (first > 0) {
        more_rows(t, first, &v->queue[first - 1]);
    }
    for (int i = first; i < v->queue_count && i < first + room; i++) {
        queue_row(t, &v->queue[i], i == v->selected);
    }
    if (first + room < v->queue_count) {
        more_rows(t, v->queue_count - first - room, &v->queue[first + room]);
    }
}

static void nobody(struct node_tree *t)
{
    node_open(t, (struct node){
                     .pad_x = PANEL_PAD, .pad_y = SPACE_6, .across = PLACE_CENTRE, .gap = SPACE_1});
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_STAFF_EMPTY_HOW));
    node_close(t);
}

void ui_staff_queue(struct node_tree *t, const struct staff_view *v)
{
    node_open(t, (struct node){.width = panel_width(t), .fill = COLOUR_SHEET});
    if (v->queue_count == 0) {
        nobody(t);
    }
    rows(t, v);
    if (!t->upright) {
        node_spring(t);
    }
    node_open(
        t, (struct node){.flow = FLOW_ROW, .pad_x = PANEL_PAD, .pad_y = SPACE_2, .gap = SPACE_2});
    if (!v->desk.forbidden[SCREEN_S15 - SCREEN_S00]) {
        way_on(t, TEXT_SEARCH_TITLE, ACTION_STAFF_SCREEN, SCREEN_S15);
    }
    way_on(t, TEXT_STAFF_MENU, ACTION_STAFF_SCREEN, SCREEN_S09);
    way_to_applicant(t);
    node_close(t);
    node_close(t);
}

static void menu_row(struct node_tree *t, enum text label, enum screen screen, bool here)
{
    const char *text = say(t, label);
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .grow = t->upright ? 1 : 0,
                               .height = MENU_ROW_HEIGHT,
                               .pad_x = SPACE_3,
                               .across = PLACE_CENTRE,
                               .fill = here ? COLOUR_ACTION_TINT : COLOUR_NONE,
                               .role = ROLE_ROW,
                               .name = tree_keep(t, text),
                               .action = ACTION_STAFF_SCREEN,
                               .argument = (int)screen,
                               .checked = here,
                               .enabled = true});
    node_text(t, here ? TYPE_STAFF_BOLD : TYPE_STAFF_BODY, here ? COLOUR_ACTION : COLOUR_TEXT,
              text);
    node_close(t);
}

static void end_menu_row(struct node_tree *t)
{
    node_close(t);
    node_add(t, (struct node){.height = 2, .fill = COLOUR_LINE_SOFT});
}

void ui_staff_menu(struct node_tree *t, const struct staff_view *v)
{
    static const struct {
        enum text label;
        enum screen screen;
    } entries[] = {
        {TEXT_SEARCH_TITLE, SCREEN_S15},    {TEXT_DEVICES_TITLE, SCREEN_S09},
        {TEXT_STOCK_TITLE, SCREEN_S16},     {TEXT_LOG_TITLE, SCREEN_S13},
        {TEXT_REPORT_TITLE, SCREEN_S10},    {TEXT_REPRINT_TITLE, SCREEN_S06},
        {TEXT_EXCEPTION_TITLE, SCREEN_S05}, {TEXT_SERVICE_TITLE, SCREEN_S11},
        {TEXT_SETTINGS_TITLE, SCREEN_S12},
    };
    int columns = t->upright ? 2 : 1, shown = 0;
    node_open(t, (struct node){.width = panel_width(t), .fill = COLOUR_SHEET});
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++) {
        if (v->desk.forbidden[entries[i].screen - SCREEN_S00]) {
            continue; /* not for this person */
        }
        if (shown % columns == 0) {
            node_open(t, (struct node){.flow = t->upright ? FLOW_ROW : FLOW_COLUMN});
        }
        menu_row(t, entries[i].label, entries[i].screen, v->screen == entries[i].screen);
        if (++shown % columns == 0) {
            end_menu_row(t);
        }
    }
    if (shown % columns != 0) {
        node_spring(t);
        end_menu_row(t);
    }
    if (!t->upright) {
        node_spring(t);
    }
    node_open(
        t, (struct node){.flow = FLOW_ROW, .pad_x = PANEL_PAD, .pad_y = SPACE_2, .gap = SPACE_2});
    way_on(t, TEXT_STAFF_TO_QUEUE, ACTION_STAFF_BACK, 0);
    way_to_applicant(t);
    node_close(t);
    node_close(t);
}
