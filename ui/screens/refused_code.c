#include "ui/build.h"
#include "ui/widgets.h"

void screen_refused_code(const struct applicant_view *v, struct node_tree *t)
{
    ui_verdict(t, v,
               &(struct verdict){.band = {.tone = TONE_NEUTRAL,
                                          .icon = ICON_INFO_SQUARE,
                                          .title = say(t, TEXT_REFUSED_TITLE),
                                          .lead = say(t, TEXT_REFUSED_LEAD)},
                                 .step = {say(t, TEXT_REFUSED_STEP)},
                                 .picture = PICTURE_ASK});
}
