#include "ui/build.h"
#include "ui/widgets.h"

void screen_slip_failed(const struct applicant_view *v, struct node_tree *t)
{
    ui_verdict(t, v,
               &(struct verdict){.band = {.tone = TONE_ATTENTION,
                                          .icon = ICON_WARN_TRIANGLE,
                                          .title = say(t, TEXT_SLIP_TITLE),
                                          .number = v->call_no},
                                 .step = {say(t, TEXT_SLIP_STEP), ui_step_called(t, v),
                                          say(t, TEXT_STEP_SHOW_AGAIN)},
                                 .note = say(t, TEXT_SLIP_NOTE)});
}
