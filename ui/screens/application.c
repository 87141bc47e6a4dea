#include "ui/build.h"
#include "ui/staff.h"

static void facts(struct node_tree *t, const struct staff_view *v)
{
    const struct application *a = &v->item.application;
    bool open = v->unmasked;
    ui_card_open(t, t->fit < FIT_COMPACT ? 10 : 2);
    ui_state_pairs(t, a);
    ui_pair(t, say(t, TEXT_LABEL_CHASSIS), open ? a->chassis_no : "●●●●");
    ui_pair(t, say(t, TEXT_LABEL_OWNER), open ? a->owner_party : "●●");
    ui_pair(t, say(t, TEXT_LABEL_ADDRESS), open ? a->user_address : "●●●●");
    node_close(t);
}

void screen_application(const struct staff_view *v, struct node_tree *t)
{
    ui_staff_begin(t, v, STAFF_LEFT_QUEUE);
    ui_staff_title(t, v);
    ui_person_card(t, v);
    if (v->item.known) {
        facts(t, v);
    }
    ui_message(t, v->message_level, v->message);
    node_spring(t);
    ui_staff_end(t, v);
}
