#include "ui/build.h"
#include "ui/widgets.h"

static enum text lead_of(enum code_kind kind)
{
    switch (kind) {
    case CODE_KEI_CERT:
    case CODE_REGISTERED_CERT:
        return TEXT_FOREIGN_CERT;
    case CODE_EL_QR:
        return TEXT_FOREIGN_TAX;
    case CODE_URL:
        return TEXT_FOREIGN_URL;
    case CODE_PAYMENT:
        return TEXT_FOREIGN_PAYMENT;
    case CODE_BARCODE:
        return TEXT_FOREIGN_BARCODE;
    case CODE_PICKUP_SINGLE:
    case CODE_PICKUP_FIRM:
    case CODE_PICKUP_OPAQUE:
    case CODE_ITEM_TAG:
    case CODE_UNKNOWN:
    case CODE_KIND_COUNT:
        break;
    }
    return TEXT_FOREIGN_OTHER;
}

void screen_foreign_code(const struct applicant_view *v, struct node_tree *t)
{
    ui_code_answer(
        t, v,
        &(struct verdict){.band = {.tone = TONE_NEUTRAL,
                                   .icon = ICON_INFO_SQUARE,
                                   .title = say(t, TEXT_FOREIGN_TITLE),
                                   .lead = say(t, lead_of(v->code_kind))},
                          .step = {say(t, TEXT_FOREIGN_STEP), say(t, TEXT_STEP_QUESTIONS)},
                          .picture = PICTURE_STATUS_CODE});
}
