#include "ui/build.h"
#include "ui/widgets.h"

void screen_ready(const struct applicant_view *v, struct node_tree *t)
{
    ui_verdict(t, v,
               &(struct verdict){
                   .band = {.tone = TONE_READY,
                            .icon = ICON_CHECK_CIRCLE,
                            .title = say(t, TEXT_READY_TITLE),
                            .number = v->call_no},
                   .step = {ui_step_slip(t, v), ui_step_called(t, v), say(t, TEXT_STEP_SHOW_AGAIN)},
                   .note = ui_note_wait(t, v)});
}
