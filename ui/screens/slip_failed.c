#include "ui/build.h"
#include "ui/widgets.h"

/* The one thing that the slip would have said as well. */
static const char *what_to_bring(struct node_tree *t, const struct applicant_view *v)
{
    const char *more = ui_step_more_papers(t, v);
    return v->wants.tax   ? say(t, TEXT_SLIP_STEP_TAX)
           : more != NULL ? more
                          : say(t, TEXT_STEP_SHOW_AGAIN);
}

void screen_slip_failed(const struct applicant_view *v, struct node_tree *t)
{
    ui_verdict(t, v,
               &(struct verdict){
                   .band = {.tone = TONE_ATTENTION,
                            .icon = ICON_WARN_TRIANGLE,
                            .title = say(t, TEXT_SLIP_TITLE),
                            .number = v->call_no},
                   .step = {say(t, TEXT_SLIP_STEP), ui_step_called(t, v), what_to_bring(t, v)},
                   .note = say(t, TEXT_SLIP_NOTE)});
}
