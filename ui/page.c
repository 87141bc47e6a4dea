/* The frame of every applicant screen: header, time strip, bottom bar. */
#include <assert.h>
#include "ui/widgets.h"

enum {
    HEADER_HEIGHT_LOW = 96,
    HEADER_HEIGHT_TIGHT = 112,
    BAR_BUTTON_WIDTH = 168,
    BAR_BUTTON_HEIGHT = 144,
    BAR_ICON_PX = 36,
    BAR_RADIUS = 16,
    STRIP_RADIUS = 24,
};

int ui_header_height(const struct node_tree *t)
{
    if (t->modes.low && t->fit >= FIT_TIGHT) {
        return 0;
    }
    if (t->modes.low) {
        return t->fit >= FIT_COMPACT ? 80 : HEADER_HEIGHT_LOW;
    }
    return t->fit >= FIT_COMPACT ? HEADER_HEIGHT_TIGHT : HEADER_HEIGHT;
}

/* Where both sides share this screen, staff come in by the clock: it looks like nothing to press,
 * the office knows, and who presses it by chance is asked for a PIN. */
static void clock_of_day(struct node_tree *t, const struct applicant_view *v)
{
    struct civil now = civil_of(v->wall_ms);
    node_open(
        t, (struct node){.flow = FLOW_STACK,
                         .height = ui_header_height(t),
                         .along = PLACE_CENTRE,
                         .name = v->staff_entrance ? tree_keep(t, say(t, TEXT_STAFF_ENTRANCE)) : 0,
                         .action = v->staff_entrance ? ACTION_STAFF_ENTRANCE : ACTION_NONE,
                         .enabled = v->staff_entrance});
    node_data(t, TYPE_CLOCK, COLOUR_TEXT, tree_format(t, "%d:%02d", now.hour, now.minute));
    node_close(t);
}

static void header(struct node_tree *t, const struct applicant_view *v)
{
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .height = ui_header_height(t),
                               .pad_x = APPLICANT_MARGIN,
                               .gap = SPACE_3,
                               .across = PLACE_CENTRE});
    node_text(t, TYPE_OFFICE, COLOUR_TEXT_SUB, say(t, TEXT_ORGANISATION));
    node_data(t, TYPE_OFFICE, COLOUR_TEXT, v->config->office_name);
    node_spring(t);
    clock_of_day(t, v);
    node_close(t);
}

void ui_page_begin(struct node_tree *t, const struct applicant_view *v)
{
    assert(t->side == SIDE_APPLICANT);
    if (v->modes.low) {
        node_add(t, (struct node){.height = LOW_REACH_TOP, .fill = COLOUR_BAR});
    }
    if (ui_header_height(t) > 0) {
        header(t, v);
    }
    node_open(t, (struct node){.grow = 1});
}

static void time_strip(struct node_tree *t, const struct applicant_view *v)
{
    node_open(t,
              (struct node){.pad_x = APPLICANT_MARGIN, .pad_y = t->fit < FIT_TIGHT ? SPACE_2 : 4});
    node_open(t, (struct node){.fill = COLOUR_ACTION_TINT,
                               .stroke = COLOUR_ACTION,
                               .stroke_px = 3,
                               .radius = STRIP_RADIUS,
                               .pad_x = SPACE_3,
                               .pad_y = t->fit < FIT_TIGHT ? SPACE_2 : SPACE_1,
                               .gap = SPACE_1});
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_3, .across = PLACE_CENTRE});
    node_open(t, (struct node){.grow = 1});
    if (t->fit < FIT_COMPACT) {
        node_text(t, TYPE_BUTTON_SMALL, COLOUR_TEXT, say(t, TEXT_TIME_TITLE));
    }
    int left = node_text(t, TYPE_NOTE, COLOUR_TEXT, say_int(t, TEXT_TIME_LEFT, v->seconds_left));
    t->node[left].role = ROLE_TIMER;
    node_close(t);
    ui_button(t, &(struct button){.label = say(t, TEXT_TIME_MORE),
                                  .action = ACTION_MORE_TIME,
                                  .look = BUTTON_FILLED,
                                  .width = t->modes.large ? 304 : 248,
                                  .height = t->fit < FIT_TIGHT ? 112 : TARGET_MIN,
                                  .type = TYPE_STEP});
    ui_button(t, &(struct button){.label = say(t, TEXT_TIME_FINISH),
                                  .action = ACTION_FINISH,
                                  .look = BUTTON_OUTLINE,
                                  .width = 176,
                                  .height = t->fit < FIT_TIGHT ? 112 : TARGET_MIN,
                                  .type = TYPE_STEP});
    node_close(t);
    node_add(t, (struct node){.live = LIVE_TIME, .height = 8, .ink = COLOUR_ACTION});
    node_close(t);
    node_close(t);
}

struct helper {
    enum icon icon;
    enum text off, on; /* labels */
    enum action action;
};

static void bar_button(struct node_tree *t, const struct helper *h, bool is_on)
{
    bool call = h->action == ACTION_CALL_STAFF;
    enum colour ink = call ? COLOUR_ON_DARK : is_on ? COLOUR_ACTION : COLOUR_TEXT;
    const char *label = say(t, is_on ? h->on : h->off);
    node_open(t, (struct node){.width = BAR_BUTTON_WIDTH,
                               .height = BAR_BUTTON_HEIGHT,
                               .across = PLACE_CENTRE,
                               .along = PLACE_CENTRE,
                               .gap = 4,
                               .fill = call    ? COLOUR_DARK
                                       : is_on ? COLOUR_ACTION_TINT
                                               : COLOUR_SHEET,
                               .stroke = call    ? COLOUR_NONE
                                         : is_on ? COLOUR_ACTION
                                                 : COLOUR_LINE,
                               .stroke_px = is_on ? 5 : 3,
                               .radius = BAR_RADIUS,
                               .role = ROLE_BUTTON,
                               .name = tree_keep(t, label),
                               .action = h->action,
                               .checked = is_on,
                               .enabled = true});
    node_icon(t, h->icon, BAR_ICON_PX, ink, COLOUR_NONE);
    node_text(t, TYPE_BAR, ink, label);
    node_close(t);
}

static const struct helper help = {ICON_PERSON, TEXT_BAR_STAFF, TEXT_BAR_STAFF, ACTION_CALL_STAFF};

void ui_help_key(struct node_tree *t)
{
    bar_button(t, &help, false);
}

static void bottom_bar(struct node_tree *t, const struct applicant_view *v)
{
    const struct helper helpers[] = {
        {ICON_LETTERS, TEXT_BAR_LARGE, TEXT_BAR_LARGE_OFF, ACTION_TEXT_LARGE},
        {ICON_CONTRAST, TEXT_BAR_CONTRAST, TEXT_BAR_CONTRAST_OFF, ACTION_CONTRAST},
        {ICON_DOWN, TEXT_BAR_LOW, TEXT_BAR_LOW_OFF, ACTION_REACH_LOW},
        {ICON_SPEAKER, TEXT_BAR_VOICE, TEXT_BAR_VOICE_OFF, ACTION_VOICE},
        help,
    };
    const bool on[] = {v->modes.large, v->modes.contrast, v->modes.low, v->modes.voice, false};
    node_open(t, (struct node){.flow = FLOW_STACK, .height = BAR_HEIGHT, .fill = COLOUR_BAR});
    if (v->modes.contrast) {
        node_open(t, (struct node){.fill = COLOUR_NONE});
        node_add(t, (struct node){.height = 3, .fill = COLOUR_LINE});
        node_close(t);
    }
    node_open(t, (struct node){.pad_x = APPLICANT_MARGIN});
    node_space(t, SPACE_4);
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = 28});
    for (size_t i = 0; i < sizeof helpers / sizeof helpers[0]; i++) {
        bool pulsing = helpers[i].action == ACTION_CALL_STAFF && v->help_pulse;
        node_open(t, (struct node){.flow = FLOW_STACK});
        bar_button(t, &helpers[i], on[i]);
        if (pulsing) {
            node_add(t,
                     (struct node){.live = LIVE_PULSE, .ink = COLOUR_ACTION, .radius = BAR_RADIUS});
        }
        node_close(t);
    }
    node_close(t);
    node_close(t);
    node_close(t);
}

void ui_page_end(struct node_tree *t, const struct applicant_view *v)
{
    node_close(t);
    if (v->seconds_left > 0) {
        time_strip(t, v);
    }
    bottom_bar(t, v);
}

void ui_column_open(struct node_tree *t, int gap, bool grow)
{
    node_open(t, (struct node){.pad_x = APPLICANT_MARGIN, .gap = gap, .grow = grow ? 1 : 0});
}
