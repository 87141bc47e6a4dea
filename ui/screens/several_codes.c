#include "ui/build.h"
#include "ui/widgets.h"

void screen_several_codes(const struct applicant_view *v, struct node_tree *t)
{
    ui_code_answer(t, v,
                   &(struct verdict){.band = {.tone = TONE_NEUTRAL,
                                              .icon = ICON_INFO_SQUARE,
                                              .title = say(t, TEXT_SEVERAL_TITLE),
                                              .lead = say(t, TEXT_SEVERAL_LEAD)},
                                     .step = {say(t, TEXT_SEVERAL_STEP)},
                                     .picture = PICTURE_HINT_ONE});
}
