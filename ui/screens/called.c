#include "ui/build.h"
#include "ui/widgets.h"

void screen_called(const struct applicant_view *v, struct node_tree *t)
{
    ui_verdict(
        t, v,
        &(struct verdict){.band = {.tone = TONE_READY,
                                   .icon = ICON_BELL,
                                   .title = say_int(t, TEXT_CALLED_TITLE, v->config->window_no),
                                   .title_type = TYPE_TALLY, /* where to go, from across the room */
                                   .number = v->call_no},
                          .step = {say(t, TEXT_CALLED_STEP_SLIP), say(t, TEXT_CALLED_STEP_CODE)},
                          .picture = PICTURE_COUNTER});
}
