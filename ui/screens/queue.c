#include "ui/build.h"
#include "ui/staff.h"

static void prompt(struct node_tree *t, const struct staff_view *v)
{
    bool empty = v->queue_count == 0;
    node_open(
        t, (struct node){.grow = 1, .across = PLACE_CENTRE, .along = PLACE_CENTRE, .gap = SPACE_3});
    node_icon(t, empty ? ICON_CHECK_CIRCLE : ICON_PERSON, 96, COLOUR_LINE, COLOUR_BAR);
    node_text(t, TYPE_STAFF_TITLE, COLOUR_TEXT_SUB,
              say(t, empty ? TEXT_STAFF_EMPTY : TEXT_STAFF_CHOOSE));
    node_close(t);
}

/* What this person will be asked for: known before they are called. */
static void papers(struct node_tree *t, const struct staff_view *v)
{
    if (v->check_count < 2 || t->fit >= FIT_COMPACT) {
        return; /* the code alone */
    }
    ui_card_open(t, 0);
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_STAFF_PAPERS));
    for (int i = 0; i < v->check_count; i++) {
        const struct check_line *line = &v->check[i];
        if (!line->is_receiver) {
            node_data(t, TYPE_STAFF_BODY, COLOUR_TEXT,
                      line->label[0] != '\0' ? line->label : paper_label(line->kind));
        }
    }
    node_close(t);
}

/* What became of the visit, where nothing is left to check. */
static void handed(struct node_tree *t, const struct staff_view *v)
{
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .gap = SPACE_3,
                               .pad_x = 28,
                               .pad_y = SPACE_2,
                               .across = PLACE_CENTRE,
                               .fill = COLOUR_SHEET,
                               .stroke = COLOUR_ACTION,
                               .stroke_px = 4,
                               .radius = 16});
    node_icon(t, ICON_CHECK_CIRCLE, 88, COLOUR_ACTION, COLOUR_ON_ACTION);
    node_open(t, (struct node){.grow = 1, .gap = 4});
    int said = node_text(t, TYPE_STAFF_TITLE, COLOUR_TEXT, say(t, TEXT_STAFF_HANDED));
    t->node[said].role = ROLE_STATUS;
    node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, v->item.state);
    node_close(t);
    node_close(t);
}

static void chosen(struct node_tree *t, const struct staff_view *v)
{
    bool over = ui_is_over(v);
    ui_staff_title(t, v);
    if (v->item_count > 0) {
        ui_person_card(t, v);
    }
    if (over) {
        handed(t, v);
    }
    if (v->item.known && over) {
        ui_deliverable_chips(t, &v->item.application);
    } else if (v->item.known) {
        ui_card_open(t, 10);
        ui_state_pairs(t, &v->item.application);
        node_close(t);
        ui_deliverable_chips(t, &v->item.application);
        papers(t, v);
    }
    ui_message(t, v->message_level, v->message);
    node_spring(t);
}

void screen_queue(const struct staff_view *v, struct node_tree *t)
{
    ui_staff_begin(t, v, STAFF_LEFT_QUEUE);
    if (v->has_ticket) {
        chosen(t, v);
    } else {
        prompt(t, v);
    }
    ui_staff_end(t, v);
}
