#include "ui/build.h"
#include "ui/widgets.h"

void screen_being_prepared(const struct applicant_view *v, struct node_tree *t)
{
    ui_verdict(
        t, v,
        &(struct verdict){.band = {.tone = TONE_NEUTRAL,
                                   .icon = ICON_HOURGLASS,
                                   .title = say(t, TEXT_PREPARED_TITLE),
                                   .lead = say(t, TEXT_PREPARED_LEAD)},
                          .step = {say(t, TEXT_STEP_COME_AGAIN), say(t, TEXT_STEP_QUESTIONS)},
                          .note = ui_note_paper(t, v),
                          .picture = PICTURE_AGAIN});
}
