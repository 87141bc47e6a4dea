#include "ui/build.h"
#include "ui/staff.h"

static void reasons(const struct staff_view *v, struct node_tree *t)
{
    node_open(t, (struct node){.gap = t->fit < FIT_COMPACT ? 12 : 6});
    for (int i = 0; i < v->desk.reason_count; i++) {
        const struct desk_reason *r = &v->desk.reason[i];
        ui_staff_key(t, &(struct staff_key){.label = exception_label(r->kind),
                                            .action = ACTION_STAFF_REASON,
                                            .argument = (int)r->kind,
                                            .height = 56,
                                            .disabled = !r->allowed});
    }
    node_close(t);
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_EXCEPTION_NEVER));
}

static void sign(const struct staff_view *v, struct node_tree *t)
{
    for (int i = 0; i < v->desk.reason_count; i++) {
        if (v->desk.reason[i].chosen) {
            ui_card_open(t, SPACE_2);
            ui_pair(t, say(t, TEXT_EXCEPTION_REASON), exception_label(v->desk.reason[i].kind));
            node_close(t);
        }
    }
    if (t->fit < FIT_COMPACT) {
        node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT, say(t, TEXT_EXCEPTION_SIGN));
    }
    ui_sign_pad(t, v);
}

void screen_exception(const struct staff_view *v, struct node_tree *t)
{
    bool signing = v->desk.wants_person;
    ui_staff_begin(t, v, STAFF_LEFT_QUEUE);
    ui_staff_heading(t, say(t, TEXT_EXCEPTION_TITLE), NULL);
    if (!v->desk.has_list) {
        ui_message(t, DEVICE_ATTENTION, say(t, TEXT_EXCEPTION_NO_LIST));
    } else if (!v->has_ticket) {
        ui_message(t, DEVICE_ATTENTION, say(t, TEXT_EXCEPTION_NO_TICKET));
    } else if (signing) {
        sign(v, t);
    } else {
        ui_staff_title(t, v);
        reasons(v, t);
    }
    node_spring(t);
    ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_STAFF_TO_QUEUE),
                                        .action = ACTION_STAFF_BACK,
                                        .height = t->fit < FIT_COMPACT ? 0 : 56});
    node_close(t);
    node_close(t);
}
