#include "ui/build.h"
#include "ui/widgets.h"

void screen_help(const struct applicant_view *v, struct node_tree *t)
{
    bool coming = v->help_acknowledged;
    struct verdict page = {
        .band = {.tone = coming ? TONE_READY : TONE_NEUTRAL,
                 .icon = coming ? ICON_CHECK_CIRCLE : ICON_HOURGLASS,
                 .title = say(t, coming ? TEXT_HELP_TITLE_COMING : TEXT_HELP_TITLE),
                 .lead = say(t, TEXT_HELP_LEAD)},
        .note = say(t, TEXT_HELP_NOTE),
        .picture = PICTURE_ASK,
    };
    ui_verdict(t, v, &page);
}
