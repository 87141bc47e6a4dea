#include "ui/build.h"
#include "ui/widgets.h"

void screen_expired_code(const struct applicant_view *v, struct node_tree *t)
{
    ui_code_answer(
        t, v,
        &(struct verdict){.band = {.tone = TONE_NEUTRAL,
                                   .icon = ICON_INFO_SQUARE,
                                   .title = say(t, TEXT_EXPIRED_TITLE),
                                   .lead = say(t, TEXT_EXPIRED_LEAD)},
                          .step = {say(t, TEXT_EXPIRED_STEP_NEW), say(t, TEXT_EXPIRED_STEP_SHOW)},
                          .picture = PICTURE_STATUS_CODE});
}
