#include "ui/build.h"
#include "ui/widgets.h"

void screen_rejected(const struct applicant_view *v, struct node_tree *t)
{
    ui_verdict(t, v,
               &(struct verdict){.band = {.tone = TONE_STOP,
                                          .icon = ICON_STOP_OCTAGON,
                                          .title = say(t, TEXT_REJECTED_TITLE),
                                          .lead = say(t, TEXT_REJECTED_LEAD)},
                                 .step = {say(t, TEXT_REJECTED_STEP), say(t, TEXT_STEP_QUESTIONS)},
                                 .picture = PICTURE_STATUS_PROGRESS});
}
