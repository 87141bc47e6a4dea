#include "ui/build.h"
#include "ui/widgets.h"

void screen_maintenance(const struct applicant_view *v, struct node_tree *t)
{
    const char *lead =
        v->resumes_at_ms == 0
            ? say(t, TEXT_RESUMES_UNKNOWN)
            : say_with(t, TEXT_RESUMES_AT, ui_time_text(t, civil_of(v->resumes_at_ms)), NULL);
    ui_verdict(t, v,
               &(struct verdict){.band = {.tone = TONE_NEUTRAL,
                                          .icon = ICON_INFO_SQUARE,
                                          .title = say(t, TEXT_MAINTENANCE_TITLE),
                                          .lead = lead},
                                 .step = {say_int(t, TEXT_URGENT_STEP, v->config->window_no)},
                                 .picture = PICTURE_COUNTER,
                                 .note_data = v->notice});
}
