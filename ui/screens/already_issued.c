#include "ui/build.h"
#include "ui/widgets.h"

void screen_already_issued(const struct applicant_view *v, struct node_tree *t)
{
    const char *lead = v->issued.year == 0
                           ? say(t, TEXT_ISSUED_LEAD)
                           : say_with(t, TEXT_ISSUED_LEAD_DATE, ui_day_text(t, v->issued), NULL);
    ui_verdict(t, v,
               &(struct verdict){.band = {.tone = TONE_NEUTRAL,
                                          .icon = ICON_INFO_SQUARE,
                                          .title = say(t, TEXT_ISSUED_TITLE),
                                          .lead = lead},
                                 .step = {say(t, TEXT_STEP_ASK_STAFF)},
                                 .picture = PICTURE_ASK});
}
