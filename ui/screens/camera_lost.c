#include "ui/build.h"
#include "ui/widgets.h"

void screen_camera_lost(const struct applicant_view *v, struct node_tree *t)
{
    ui_verdict(
        t, v,
        &(struct verdict){.band = {.tone = TONE_NEUTRAL,
                                   .icon = ICON_INFO_SQUARE,
                                   .title = say(t, TEXT_CAMERA_TITLE),
                                   .lead = say(t, TEXT_CAMERA_LEAD)},
                          .step = {say(t, TEXT_CAMERA_STEP_CALL), say(t, TEXT_CAMERA_STEP_CODE)},
                          .action = {.label = say(t, TEXT_CALL_STAFF),
                                     .action = ACTION_CALL_STAFF,
                                     .look = BUTTON_FILLED,
                                     .icon = ICON_PERSON}});
}
