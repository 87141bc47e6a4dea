#include "ui/build.h"
#include "ui/widgets.h"

void screen_finished(const struct applicant_view *v, struct node_tree *t)
{
    ui_verdict(t, v,
               &(struct verdict){.band = {.tone = TONE_READY,
                                          .icon = ICON_CHECK_CIRCLE,
                                          .title = say(t, TEXT_FINISHED_TITLE),
                                          .lead = say(t, TEXT_FINISHED_LEAD)},
                                 .picture = PICTURE_BELONGINGS});
}
