#include "ui/build.h"
#include "ui/widgets.h"

void screen_withdrawn(const struct applicant_view *v, struct node_tree *t)
{
    ui_verdict(t, v,
               &(struct verdict){.band = {.tone = TONE_STOP,
                                          .icon = ICON_STOP_OCTAGON,
                                          .title = say(t, TEXT_WITHDRAWN_TITLE),
                                          .lead = say(t, TEXT_WITHDRAWN_LEAD)},
                                 .step = {say(t, TEXT_STEP_ASK_STAFF)},
                                 .picture = PICTURE_ASK});
}
