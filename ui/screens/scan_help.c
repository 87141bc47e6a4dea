#include "ui/build.h"
#include "ui/widgets.h"

static const enum text hints[SCAN_HINT_COUNT] = {
    [SCAN_HINT_NONE] = TEXT_HINT_NONE,
    [SCAN_HINT_SEVERAL_CODES] = TEXT_HINT_SEVERAL,
    [SCAN_HINT_CUT_OFF] = TEXT_HINT_CUT_OFF,
    [SCAN_HINT_TOO_SMALL] = TEXT_HINT_SMALL,
    [SCAN_HINT_TOO_LARGE] = TEXT_HINT_CLOSE,
    [SCAN_HINT_BLURRED_STILL] = TEXT_HINT_BLURRED,
    [SCAN_HINT_BLURRED_MOVING] = TEXT_HINT_MOVING,
    [SCAN_HINT_GLARE] = TEXT_HINT_GLARE,
    [SCAN_HINT_DIM] = TEXT_HINT_DIM,
    [SCAN_HINT_COVERED] = TEXT_HINT_COVERED,
    [SCAN_HINT_NOTHING] = TEXT_HINT_NOTHING,
};

static const enum picture pairs[SCAN_HINT_COUNT] = {
    [SCAN_HINT_NONE] = PICTURE_HINT_ENTER,
    [SCAN_HINT_SEVERAL_CODES] = PICTURE_HINT_ONE,
    [SCAN_HINT_CUT_OFF] = PICTURE_HINT_WHOLE,
    [SCAN_HINT_TOO_SMALL] = PICTURE_HINT_NEARER,
    [SCAN_HINT_TOO_LARGE] = PICTURE_HINT_FARTHER,
    [SCAN_HINT_BLURRED_STILL] = PICTURE_HINT_FARTHER,
    [SCAN_HINT_BLURRED_MOVING] = PICTURE_HINT_STILL,
    [SCAN_HINT_GLARE] = PICTURE_HINT_TILT,
    [SCAN_HINT_DIM] = PICTURE_HINT_BRIGHT,
    [SCAN_HINT_COVERED] = PICTURE_HINT_UNCOVER,
    [SCAN_HINT_NOTHING] = PICTURE_HINT_ENTER,
};

/* Paper has no brightness to turn up. */
static enum text hint_text(const struct applicant_view *v)
{
    bool paper = v->carrier == SCAN_CARRIER_PAPER;
    return v->hint == SCAN_HINT_DIM && paper ? TEXT_HINT_DIM_PAPER : hints[v->hint];
}

void screen_scan_help(const struct applicant_view *v, struct node_tree *t)
{
    ui_page_begin(t, v);
    node_space(t, t->fit < FIT_COMPACT ? SPACE_2 : 1);
    ui_column_open(t, t->fit < FIT_COMPACT ? SPACE_3 : SPACE_2, true);
    ui_camera_slot(t, WAITING_CAMERA_HEIGHT, 280);
    int title = node_text(t, TYPE_TITLE, COLOUR_TEXT, say(t, hint_text(v)));
    t->node[title].role = ROLE_STATUS;
    if (t->fit < FIT_TIGHT) {
        node_text(t, TYPE_BODY, COLOUR_TEXT, say(t, TEXT_SCAN_HELP_BODY));
    }
    ui_picture(t, pairs[v->hint], 1);
    node_close(t);
    node_space(t, SPACE_2);
    ui_column_open(t, 0, false);
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_4});
    ui_button(t, &(struct button){.label = say(t, TEXT_WAITING_NO_CODE),
                                  .action = ACTION_NO_CODE,
                                  .look = BUTTON_QUIET,
                                  .height = 104,
                                  .grow = 1,
                                  .type = TYPE_STEP});
    ui_button(t, &(struct button){.label = say(t, TEXT_WAITING_DISPLAY),
                                  .action = ACTION_DISPLAY,
                                  .look = BUTTON_QUIET,
                                  .icon = ICON_LETTERS,
                                  .height = 104,
                                  .grow = 1,
                                  .type = TYPE_STEP});
    node_close(t);
    node_space(t, SPACE_3);
    node_close(t);
    ui_page_end(t, v);
}
