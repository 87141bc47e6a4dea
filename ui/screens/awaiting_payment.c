#include "ui/build.h"
#include "ui/widgets.h"

void screen_awaiting_payment(const struct applicant_view *v, struct node_tree *t)
{
    ui_verdict(t, v,
               &(struct verdict){
                   .band = {.tone = TONE_STOP,
                            .icon = ICON_STOP_OCTAGON,
                            .title = say(t, TEXT_PAYMENT_TITLE),
                            .lead = say(t, TEXT_PAYMENT_LEAD)},
                   .step = {say(t, TEXT_PAYMENT_STEP_BANK), say(t, TEXT_PAYMENT_STEP_NUMBER)},
                   .note = ui_note_paper(t, v),
                   .picture = PICTURE_BANK});
}
