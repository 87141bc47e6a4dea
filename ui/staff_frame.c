/* Head line, left panel and button row of every staff screen. */
#include <assert.h>
#include <stdio.h>
#include "ui/staff.h"

enum {
    HEAD_PAD = 28,
    DOT_PX = 18,
    RIGHT_PAD = 32,
    DEVICES_SHOWN = 3,
    BUTTON_RADIUS = 14,
    PERSON_HEIGHT = 52,
};

static enum colour dot_colour(enum device_level level)
{
    static const enum colour colours[] = {COLOUR_DOT_OK, COLOUR_DOT_ATTENTION, COLOUR_DOT_DOWN};
    return colours[level];
}

static void device(struct node_tree *t, const struct device_row *row)
{
    bool trouble = row->level != DEVICE_OK && row->state[0] != '\0' && t->fit < FIT_COMPACT;
    const char *text =
        trouble ? tree_format(t, "%s %s", row->name, row->state) : tree_format(t, "%s", row->name);
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .gap = 10,
                               .height = STAFF_HEAD_HEIGHT,
                               .across = PLACE_CENTRE,
                               .role = ROLE_BUTTON,
                               .name = tree_keep(t, text),
                               .action = ACTION_STAFF_SCREEN,
                               .argument = SCREEN_S09,
                               .enabled = true});
    node_icon(t, row->level == DEVICE_DOWN ? ICON_WARN_TRIANGLE : ICON_DOT,
              row->level == DEVICE_DOWN ? 26 : DOT_PX, dot_colour(row->level), COLOUR_DARK);
    node_data(t, TYPE_STAFF_SMALL, COLOUR_ON_DARK, text);
    node_close(t);
}

/* Trouble first, then the others in their order, as many as there is room for. */
static void devices(struct node_tree *t, const struct staff_view *v)
{
    int shown = 0;
    int most = t->fit <= FIT_WORDS   ? DEVICES_SHOWN - (t->upright ? 1 : 0)
               : t->fit == FIT_PLAIN ? 2
                                     : 1;
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_3, .across = PLACE_CENTRE});
    for (int level = DEVICE_DOWN; level >= DEVICE_OK; level--) {
        for (int i = 0; i < v->device_count && shown < most; i++) {
            if (v->device[i].level == (enum device_level)level) {
                device(t, &v->device[i]);
                shown++;
            }
        }
    }
    node_close(t);
}

/* Pressed, it locks. Shortly before the screen locks by itself, it puts the lock off instead: any
 * act on this side does. */
static void person(struct node_tree *t, const struct staff_view *v)
{
    int left = v->desk.lock_seconds;
    if (left > 0) {
        ui_staff_key(t, &(struct staff_key){.label = say_int(t, TEXT_LOCK_SOON, left),
                                            .action = ACTION_STAFF_WHO,
                                            .argument = -1,
                                            .height = PERSON_HEIGHT,
                                            .chosen = true});
        return;
    }
    const char *label = say_with(t, TEXT_LOCK_NOW, v->staff_name, NULL);
    ui_word_button(t, TYPE_STAFF_SMALL, COLOUR_ON_DARK, label,
                   (struct node){.height = PERSON_HEIGHT,
                                 .pad_x = SPACE_2,
                                 .stroke = COLOUR_ON_DARK_SUB,
                                 .stroke_px = 2,
                                 .radius = BUTTON_RADIUS,
                                 .action = ACTION_STAFF_LOGOUT,
                                 .enabled = true});
}

static void head(struct node_tree *t, const struct staff_view *v)
{
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .height = STAFF_HEAD_HEIGHT,
                               .pad_x = HEAD_PAD,
                               .gap = SPACE_3,
                               .across = PLACE_CENTRE,
                               .fill = COLOUR_DARK});
    node_text(t, TYPE_STAFF_BOLD, COLOUR_ON_DARK,
              say_int(t, TEXT_STAFF_WINDOW, v->config->window_no));
    node_text(t, TYPE_STAFF_SMALL, COLOUR_ON_DARK, say_int(t, TEXT_STAFF_QUEUE, v->queue_count));
    if (v->wait_minutes >= 0 && v->queue_count > 0 && t->fit < FIT_PLAIN && !t->upright) {
        node_text(t, TYPE_STAFF_SMALL, COLOUR_ON_DARK_SUB,
                  say_int(t, TEXT_STAFF_WAIT, v->wait_minutes));
    }
    node_spring(t);
    devices(t, v);
    node_add(t, (struct node){.width = 2, .height = 28, .fill = COLOUR_ON_DARK_SUB});
    if (v->desk.has_list && v->staff_name[0] != '\0') {
        person(t, v);
    } else if (v->staff_name[0] != '\0') {
        node_data(t, TYPE_STAFF_SMALL, COLOUR_ON_DARK, v->staff_name);
    }
    node_data(t, TYPE_STAFF_SMALL, COLOUR_ON_DARK, ui_clock(t, v->wall_ms));
    node_close(t);
}

void ui_staff_alert(struct node_tree *t, const struct staff_view *v)
{
    if (v->alert_count == 0 || v->screen == SCREEN_S08) {
        return;
    }
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .pad_x = SPACE_3,
                               .pad_y = SPACE_1,
                               .gap = SPACE_2,
                               .across = PLACE_CENTRE,
                               .fill = COLOUR_ATTENTION,
                               .radius = BUTTON_RADIUS});
    node_icon(t, ICON_BELL, 40, COLOUR_ON_ATTENTION, COLOUR_ATTENTION);
    int text = node_data(t, t->fit < FIT_COMPACT ? TYPE_STAFF_BODY : TYPE_STAFF_SMALL,
                         COLOUR_ON_ATTENTION, v->alert);
    t->node[text].grow = 1;
    t->node[text].across = PLACE_START;
    if (v->alert_count > 1) {
        node_text(t, TYPE_STAFF_SMALL, COLOUR_ON_ATTENTION,
                  say_int(t, TEXT_ALERT_MORE, v->alert_count - 1));
    }
    const char *label = say(t, v->alert_person ? TEXT_ALERT_ACKNOWLEDGE : TEXT_ALERT_NOTED);
    ui_word_button(t, TYPE_STAFF_BOLD, COLOUR_ON_DARK, label,
                   (struct node){.height = t->fit < FIT_SMALLER ? 64 : STAFF_TARGET_MIN,
                                 .pad_x = SPACE_3,
                                 .fill = COLOUR_DARK,
                                 .radius = BUTTON_RADIUS,
                                 .action = ACTION_STAFF_ACKNOWLEDGE,
                                 .enabled = true});
    node_close(t);
}

void ui_staff_begin(struct node_tree *t, const struct staff_view *v, enum staff_left left)
{
    assert(t->side == SIDE_STAFF);
    head(t, v);
    node_open(t, (struct node){.flow = t->upright ? FLOW_COLUMN : FLOW_ROW, .grow = 1});
    if (left == STAFF_LEFT_QUEUE) {
        ui_staff_queue(t, v);
    } else {
        ui_staff_menu(t, v);
    }
    node_add(t, (struct node){.width = t->upright ? 0 : 2,
                              .height = t->upright ? 2 : 0,
                              .fill = COLOUR_LINE_SOFT});
    node_open(t, (struct node){.grow = 1,
                               .pad_x = RIGHT_PAD,
                               .pad_y = t->fit < FIT_COMPACT ? SPACE_2 : SPACE_1,
                               .gap = t->fit < FIT_COMPACT   ? SPACE_2
                                      : t->fit < FIT_SMALLER ? SPACE_1
                                                             : 4,
                               .fill = COLOUR_BAR});
    ui_staff_alert(t, v);
}

static void view_button(struct node_tree *t, const struct staff_button *b)
{
    enum colour fill = !b->enabled ? COLOUR_DISABLED : b->primary ? COLOUR_ACTION : COLOUR_SHEET;
    enum colour ink = !b->enabled  ? COLOUR_ON_DISABLED
                      : b->primary ? COLOUR_ON_ACTION
                                   : COLOUR_TEXT;
    enum type type = t->fit < FIT_SMALLER ? TYPE_STAFF_BOLD : TYPE_STAFF_SMALL;
    ui_word_button(t, type, ink, b->label,
                   (struct node){.height = STAFF_BUTTON_HEIGHT,
                                 .grow = b->primary ? 1 : 0,
                                 .pad_x = t->fit < FIT_COMPACT ? 28 : 12,
                                 .fill = fill,
                                 .stroke = b->primary || !b->enabled ? COLOUR_NONE : COLOUR_LINE,
                                 .stroke_px = 3,
                                 .radius = BUTTON_RADIUS,
                                 .action = b->action,
                                 .argument = b->argument,
                                 .primary = b->primary,
                                 .enabled = b->enabled});
}

bool ui_offers(const struct staff_view *v, enum action action)
{
    for (int i = 0; i < v->button_count; i++) {
        if (v->button[i].action == action) {
            return true;
        }
    }
    return false;
}

bool ui_is_over(const struct staff_view *v)
{
    return v->item_count > 0 && v->item.state != NULL && ui_offers(v, ACTION_STAFF_CLOSE_VISIT) &&
           !ui_offers(v, ACTION_STAFF_CALL);
}

/* From the left: the place at the right is the way on's, so that nobody presses another there. */
static void buttons(struct node_tree *t, const struct staff_view *v, const char *missing)
{
    int gap = t->fit < FIT_COMPACT ? SPACE_2 : SPACE_1;
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = gap, .along = PLACE_START});
    for (int i = 0; i < v->button_count; i++) {
        view_button(t, &v->button[i]);
    }
    if (missing != NULL) {
        struct staff_button way_on = {.action = ACTION_STAFF_HAND_OVER, .primary = true};
        (void)snprintf(way_on.label, sizeof way_on.label, "%s", missing);
        view_button(t, &way_on);
    }
    node_close(t);
}

void ui_staff_end_missing(struct node_tree *t, const struct staff_view *v, const char *missing)
{
    if (v->button_count > 0 || missing != NULL) {
        buttons(t, v, missing);
    }
    node_close(t);
    node_close(t);
}

void ui_staff_end(struct node_tree *t, const struct staff_view *v)
{
    ui_staff_end_missing(t, v, NULL);
}
