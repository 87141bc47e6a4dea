#include "ui/build.h"
#include "ui/widgets.h"

void screen_kept(const struct applicant_view *v, struct node_tree *t)
{
    ui_verdict(t, v,
               &(struct verdict){.band = {.tone = TONE_NEUTRAL,
                                          .icon = ICON_HOURGLASS,
                                          .title = say(t, TEXT_KEPT_TITLE),
                                          .lead = say(t, TEXT_KEPT_LEAD)},
                                 .step = {say(t, TEXT_KEPT_STEP_GET), say(t, TEXT_KEPT_STEP_BACK)},
                                 .note = ui_note_paper(t, v),
                                 .picture = PICTURE_PAPERS});
}
