#include "ui/build.h"
#include "ui/widgets.h"

struct look {
    enum icon icon;
    enum text name; /* as people call it; the staff side has the name of the rules */
};

static struct look look_of(enum deliverable_kind kind)
{
    switch (kind) {
    case DELIVERABLE_INSPECTION_CERT:
        return (struct look){ICON_CERTIFICATE, TEXT_ITEM_CERT};
    case DELIVERABLE_INSPECTION_STICKER:
        return (struct look){ICON_STICKER, TEXT_ITEM_STICKER};
    case DELIVERABLE_NUMBER_PLATE:
        return (struct look){ICON_PLATE, TEXT_ITEM_PLATE};
    case DELIVERABLE_CERT_RECORD_SHEET:
        return (struct look){ICON_RECORD, TEXT_ITEM_RECORD};
    case DELIVERABLE_OTHER:
    case DELIVERABLE_KIND_COUNT:
        break;
    }
    return (struct look){ICON_PARCEL, TEXT_ITEM_OTHER};
}

static void item(struct node_tree *t, enum deliverable_kind kind, int count)
{
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .gap = t->fit == FIT_DESIGNED ? SPACE_4 : SPACE_3,
                               .pad_y = t->fit < FIT_COMPACT ? SPACE_3 : SPACE_1,
                               .across = PLACE_CENTRE});
    int px = t->fit == FIT_DESIGNED && !t->modes.large ? 128
             : t->fit < FIT_COMPACT                    ? 96
             : t->fit < FIT_TIGHT                      ? 64
                                                       : 48;
    struct look look = look_of(kind);
    node_icon(t, look.icon, px, COLOUR_TEXT, COLOUR_SHEET);
    int label = node_text(t, TYPE_BUTTON, COLOUR_TEXT, say(t, look.name));
    t->node[label].grow = 1;
    t->node[label].across = PLACE_START;
    node_text(t, TYPE_BODY, COLOUR_TEXT, say_int(t, TEXT_RECEIVE_COUNT, count));
    node_close(t);
    node_add(t, (struct node){.height = 2, .fill = COLOUR_LINE_SOFT});
}

void screen_receive(const struct applicant_view *v, struct node_tree *t)
{
    int total = 0;
    for (int i = 0; i < v->deliverable_count; i++) {
        total += v->deliverable[i].count;
    }
    ui_page_begin(t, v);
    ui_column_open(t, t->fit < FIT_COMPACT ? SPACE_4 : SPACE_2, true);
    node_space(t, t->fit < FIT_COMPACT ? SPACE_3 : 1);
    int title = node_text(t, TYPE_TITLE, COLOUR_TEXT, say_int(t, TEXT_RECEIVE_TITLE, total));
    t->node[title].role = ROLE_STATUS;
    node_open(t, (struct node){0});
    for (int i = 0; i < v->deliverable_count; i++) {
        item(t, v->deliverable[i].kind, v->deliverable[i].count);
    }
    node_close(t);
    node_spring(t);
    if (t->fit < FIT_SMALLER) {
        node_text(t, TYPE_BODY, COLOUR_TEXT, say(t, TEXT_RECEIVE_BODY));
    }
    ui_button(t, &(struct button){.label = say(t, TEXT_RECEIVED),
                                  .action = ACTION_RECEIVED,
                                  .look = BUTTON_FILLED,
                                  .icon = ICON_CHECK,
                                  .height = t->fit < FIT_COMPACT ? 168 : 0});
    node_space(t, t->fit < FIT_COMPACT ? SPACE_4 : SPACE_1);
    node_close(t);
    ui_page_end(t, v);
}
