#include "ui/build.h"
#include "ui/staff.h"

enum { STEP_COUNT = 6, STEP_NONE = -1, SHOWN_SUBSTITUTIONS = 2 };

/* How far the application has come, for the states that lie on the way; the others are words. */
static int step_of(enum app_status status)
{
    switch (status) {
    case APP_RECEIVED:
        return 0;
    case APP_UNDER_REVIEW:
    case APP_CORRECTION_REQUESTED:
        return 1;
    case APP_AWAITING_PAYMENT:
        return 2;
    case APP_REVIEW_COMPLETE:
        return 3;
    case APP_READY:
        return 4;
    case APP_ISSUED:
        return 5;
    default:
        return STEP_NONE;
    }
}

static void timeline(struct node_tree *t, enum app_status status)
{
    static const enum text steps[STEP_COUNT] = {TEXT_TIMELINE_RECEIVED, TEXT_TIMELINE_REVIEW,
                                                TEXT_TIMELINE_PAYMENT,  TEXT_TIMELINE_COMPLETE,
                                                TEXT_TIMELINE_READY,    TEXT_TIMELINE_ISSUED};
    int now = step_of(status);
    if (now == STEP_NONE || t->fit >= FIT_TIGHT) {
        return;
    }
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_1});
    for (int i = 0; i < STEP_COUNT; i++) {
        bool here = i == now;
        node_open(t, (struct node){.grow = 1, .gap = 4});
        node_add(t, (struct node){.height = 12,
                                  .radius = 6,
                                  .fill = i <= now ? COLOUR_ACTION : COLOUR_LINE_SOFT});
        int word = node_text(t, TYPE_STAFF_SMALL, here ? COLOUR_ACTION : COLOUR_TEXT_SUB,
                             say(t, steps[i]));
        t->node[word].across = PLACE_CENTRE;
        node_close(t);
    }
    node_close(t);
}

/* What was applied for and what is printed, large enough to see one stroke. */
static void substitutions(struct node_tree *t, const struct application *a)
{
    enum type glyph = t->fit < FIT_COMPACT    ? TYPE_STAFF_GLYPH
                      : t->fit < FIT_SMALLEST ? TYPE_STAFF_NAME
                                              : TYPE_STAFF_BODY;
    if (a->substitution_count == 0) {
        return;
    }
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_2, .across = PLACE_CENTRE});
    for (int i = 0; i < a->substitution_count && i < SHOWN_SUBSTITUTIONS; i++) {
        node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_LABEL_APPLIED));
        node_data(t, glyph, COLOUR_TEXT, a->substitution[i].applied);
        node_icon(t, ICON_ARROW_RIGHT, 32, COLOUR_TEXT_SUB, COLOUR_NONE);
        node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_LABEL_PRINTED));
        node_data(t, glyph, COLOUR_TEXT, a->substitution[i].printed);
        node_space(t, SPACE_3);
    }
    node_close(t);
}

static void facts(struct node_tree *t, const struct staff_view *v, bool roomy)
{
    const struct application *a = &v->item.application;
    bool open = v->unmasked;
    ui_card_open(t, roomy ? 10 : 2);
    timeline(t, a->status);
    ui_state_pairs(t, a);
    ui_pair(t, say(t, TEXT_LABEL_CHASSIS), open ? a->chassis_no : "●●●●");
    ui_pair(t, say(t, TEXT_LABEL_OWNER), open ? a->owner_party : "●●");
    ui_pair(t, say(t, TEXT_LABEL_ADDRESS), open ? a->user_address : "●●●●");
    substitutions(t, a);
    node_close(t);
}

void screen_application(const struct staff_view *v, struct node_tree *t)
{
    bool unsaid = v->message[0] == '\0' && ui_is_over(v);
    const char *said = unsaid ? v->item.state : v->message;
    ui_staff_begin(t, v, STAFF_LEFT_QUEUE);
    if (v->has_ticket) {
        ui_staff_title(t, v);
        ui_person_card(t, v);
    } else {
        ui_staff_heading(t, say(t, TEXT_DETAILS_TITLE), NULL);
        ui_message(t, DEVICE_ATTENTION, say(t, TEXT_STAFF_CHOOSE));
    }
    if (v->item.known) {
        bool roomy = said[0] == '\0' && t->fit < FIT_COMPACT;
        facts(t, v, roomy);
        if (roomy) { /* else nothing is given out now */
            ui_deliverable_chips(t, &v->item.application);
        }
    }
    ui_message(t, v->message_level, said);
    node_spring(t);
    ui_staff_end(t, v);
}
