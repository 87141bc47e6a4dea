#include "ui/build.h"
#include "ui/widgets.h"

void screen_offline(const struct applicant_view *v, struct node_tree *t)
{
    bool numbered = v->call_no[0] != '\0';
    struct verdict page = {
        .band = {.tone = TONE_NEUTRAL,
                 .icon = ICON_INFO_SQUARE,
                 .title = say(t, TEXT_OFFLINE_TITLE),
                 .number = v->call_no},
    };
    if (numbered) {
        page.step[0] = ui_step_slip(t, v);
        page.step[1] = say_int(t, TEXT_OFFLINE_STEP, v->config->window_no);
        page.note = say(t, TEXT_OFFLINE_NOTE);
        page.picture = PICTURE_SLIP;
    } else {
        page.band.lead = say(t, TEXT_OFFLINE_LEAD);
        page.step[0] = say_int(t, TEXT_URGENT_STEP, v->config->window_no);
        page.picture = PICTURE_COUNTER;
    }
    ui_verdict(t, v, &page);
}
