#include "ui/build.h"
#include "ui/widgets.h"

void screen_no_code(const struct applicant_view *v, struct node_tree *t)
{
    ui_page_begin(t, v);
    ui_band(t, &(struct band){.tone = TONE_NEUTRAL,
                              .icon = ICON_INFO_SQUARE,
                              .title = say(t, TEXT_NO_CODE_TITLE),
                              .lead = say(t, TEXT_NO_CODE_LEAD),
                              .height = t->fit <= FIT_WORDS && !t->modes.low ? 560 : 0});
    node_space(t, t->fit >= FIT_COMPACT ? SPACE_1 : SPACE_6);
    ui_column_open(t, t->fit >= FIT_COMPACT ? SPACE_2 : SPACE_3, true);
    const char *const step[STEPS_MAX] = {say(t, TEXT_NO_CODE_STEP_STATUS),
                                         say(t, TEXT_NO_CODE_STEP_NUMBER)};
    ui_steps(t, TONE_NEUTRAL, step);
    ui_picture(t, PICTURE_STATUS_CODE, 4);
    node_spring(t);
    ui_button(t, &(struct button){.label = say(t, TEXT_CALL_STAFF),
                                  .action = ACTION_CALL_STAFF,
                                  .look = BUTTON_FILLED,
                                  .icon = ICON_PERSON});
    if (v->seconds_left == 0) { /* the time strip says the same */
        ui_button(t, &(struct button){.label = say(t, TEXT_NO_CODE_BACK),
                                      .action = ACTION_FINISH,
                                      .look = BUTTON_QUIET,
                                      .height = 112,
                                      .type = TYPE_BUTTON_SMALL});
    }
    node_space(t, SPACE_1);
    node_close(t);
    ui_page_end(t, v);
}
