#include "ui/build.h"
#include "ui/widgets.h"

void screen_closed(const struct applicant_view *v, struct node_tree *t)
{
    static const char *const weekday[] = {"日", "月", "火", "水", "木", "金", "土"};
    const char *lead = NULL;
    if (v->resumes_at_ms != 0) {
        struct civil at = civil_of(v->resumes_at_ms);
        const char *day = tree_format(t, "%s（%s）", ui_day_text(t, at), weekday[at.weekday % 7]);
        lead = say_with(t, TEXT_CLOSED_LEAD, day, ui_time_text(t, at));
    }
    ui_verdict(t, v,
               &(struct verdict){.band = {.tone = TONE_NEUTRAL,
                                          .icon = ICON_INFO_SQUARE,
                                          .title = say(t, TEXT_CLOSED_TITLE),
                                          .lead = lead},
                                 .step = {say(t, TEXT_CLOSED_STEP)},
                                 .note_data = v->notice,
                                 .picture = PICTURE_AGAIN});
}
