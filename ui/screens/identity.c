#include "ui/build.h"
#include "ui/widgets.h"

void screen_identity(const struct applicant_view *v, struct node_tree *t)
{
    ui_verdict(t, v,
               &(struct verdict){.band = {.tone = TONE_NEUTRAL,
                                          .icon = ICON_CARD,
                                          .title = say(t, TEXT_IDENTITY_TITLE),
                                          .lead = say(t, TEXT_IDENTITY_LEAD)},
                                 .step = {say(t, TEXT_IDENTITY_STEP)},
                                 .note = say(t, TEXT_IDENTITY_NOTE),
                                 .picture = PICTURE_LICENCE});
}
