#include "ui/build.h"
#include "ui/widgets.h"

void screen_record_agent(const struct applicant_view *v, struct node_tree *t)
{
    ui_verdict(t, v,
               &(struct verdict){.band = {.tone = TONE_STOP,
                                          .icon = ICON_STOP_OCTAGON,
                                          .title = say(t, TEXT_AGENT_TITLE),
                                          .lead = say(t, TEXT_AGENT_LEAD)},
                                 .step = {say(t, TEXT_AGENT_STEP), say(t, TEXT_STEP_ASK_STAFF)},
                                 .picture = PICTURE_AGENT});
}
