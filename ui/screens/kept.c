#include "ui/build.h"
#include "ui/widgets.h"

void screen_kept(const struct applicant_view *v, struct node_tree *t)
{
    const char *get = v->wants.tax                        ? say(t, TEXT_KEPT_STEP_GET)
                      : v->wants.proxy && !v->wants.other ? say(t, TEXT_KEPT_STEP_PROXY)
                                                          : say(t, TEXT_KEPT_STEP_OTHER);
    ui_verdict(t, v,
               &(struct verdict){.band = {.tone = TONE_NEUTRAL,
                                          .icon = ICON_HOURGLASS,
                                          .title = say(t, TEXT_KEPT_TITLE),
                                          .lead = say(t, TEXT_KEPT_LEAD)},
                                 .step = {get, say(t, TEXT_KEPT_STEP_BACK)},
                                 .note = ui_note_paper(t, v),
                                 .picture = v->wants.tax ? PICTURE_PAPERS : PICTURE_NONE});
}
