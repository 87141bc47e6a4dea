#include "ui/build.h"
#include "ui/widgets.h"

void screen_under_review(const struct applicant_view *v, struct node_tree *t)
{
    ui_verdict(
        t, v,
        &(struct verdict){.band = {.tone = TONE_STOP,
                                   .icon = ICON_STOP_OCTAGON,
                                   .title = say(t, TEXT_REVIEW_TITLE),
                                   .lead = say(t, TEXT_NOT_TODAY)},
                          .step = {say(t, TEXT_REVIEW_STEP_DAYS), say(t, TEXT_REVIEW_STEP_STATUS)},
                          .note = ui_note_paper(t, v),
                          .picture = PICTURE_STATUS_PROGRESS});
}
