#include "ui/build.h"
#include "ui/widgets.h"

void screen_correction(const struct applicant_view *v, struct node_tree *t)
{
    ui_verdict(t, v,
               &(struct verdict){
                   .band = {.tone = TONE_STOP,
                            .icon = ICON_STOP_OCTAGON,
                            .title = say(t, TEXT_CORRECTION_TITLE),
                            .lead = say(t, TEXT_CORRECTION_LEAD)},
                   .step = {say(t, TEXT_CORRECTION_STEP_WEB), say(t, TEXT_CORRECTION_STEP_AFTER)},
                   .note = say(t, TEXT_CORRECTION_NOTE),
                   .picture = PICTURE_CORRECTION});
}
