#include "ui/build.h"
#include "ui/widgets.h"

/* Staff are called by the same press that led here: nothing is left to do but to wait. */
void screen_no_code(const struct applicant_view *v, struct node_tree *t)
{
    struct verdict page = {
        .band = {.tone = TONE_NEUTRAL,
                 .icon = ICON_HOURGLASS,
                 .title = say(t, TEXT_NO_CODE_TITLE),
                 .lead = say(t, TEXT_NO_CODE_LEAD)},
        .step = {say(t, TEXT_NO_CODE_STEP_NUMBER), say(t, TEXT_NO_CODE_STEP_STATUS)},
    };
    if (v->seconds_left == 0) { /* the time strip says the same */
        page.action = (struct button){.label = say(t, TEXT_NO_CODE_BACK),
                                      .action = ACTION_FINISH,
                                      .look = BUTTON_QUIET,
                                      .height = 112,
                                      .type = TYPE_BUTTON_SMALL};
    }
    ui_verdict(t, v, &page);
}
