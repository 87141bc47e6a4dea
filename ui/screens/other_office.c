#include "ui/build.h"
#include "ui/widgets.h"

void screen_other_office(const struct applicant_view *v, struct node_tree *t)
{
    ui_verdict(
        t, v,
        &(struct verdict){.band = {.tone = TONE_STOP,
                                   .icon = ICON_STOP_OCTAGON,
                                   .title = say(t, TEXT_OFFICE_TITLE),
                                   .lead = say_with(t, TEXT_OFFICE_LEAD, v->office_name, NULL)},
                          .step = {say_with(t, TEXT_OFFICE_STEP, v->office_name, NULL),
                                   say(t, TEXT_STEP_QUESTIONS)},
                          .note = ui_note_paper(t, v),
                          .picture = PICTURE_OFFICE});
}
