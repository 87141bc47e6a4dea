#include "ui/build.h"
#include "ui/widgets.h"

void screen_ready_with_papers(const struct applicant_view *v, struct node_tree *t)
{
    ui_verdict(t, v,
               &(struct verdict){
                   .band = {.tone = TONE_ATTENTION,
                            .icon = ICON_WARN_TRIANGLE,
                            .title = say(t, TEXT_PAPERS_TITLE),
                            .number = v->call_no},
                   .step = {ui_step_slip(t, v), say_int(t, TEXT_PAPERS_STEP, v->config->window_no)},
                   .note = say(t, TEXT_PAPERS_NOTE),
                   .action = {.label = say(t, TEXT_PAPERS_NOT_NOW),
                              .action = ACTION_NO_PAPER_NOW,
                              .look = BUTTON_QUIET}});
}
