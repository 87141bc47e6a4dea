#include <string.h>
#include "ui/build.h"
#include "ui/staff.h"

/* The terminal's own "why=…" behind an outcome is a word for logs; staff read these. What a printer
 * itself said stays as it is.
 */
static const char *evidence(struct node_tree *t, const char *said)
{
    static const struct {
        const char *why;
        enum text words;
    } rows[] = {{"why=glyph-not-exact", TEXT_WHY_GLYPH},   {"why=page-not-made", TEXT_WHY_PAGE},
                {"why=renderer-out", TEXT_WHY_RENDERER},   {"why=renderer-died", TEXT_WHY_RENDERER},
                {"why=printer-refused", TEXT_WHY_PRINTER}, {"why=too-many-orders", TEXT_WHY_ORDERS},
                {"why=visit-gone", TEXT_WHY_VISIT}};
    if (said[0] == '\0') {
        return say(t, TEXT_DECISION_NONE);
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *at = strstr(said, rows[i].why);
        if (at != NULL) {
            return tree_format(t, "%.*s\n%s", (int)(at - said), said, say(t, rows[i].words));
        }
    }
    return said;
}

void screen_decision(const struct staff_view *v, struct node_tree *t)
{
    const char *state = v->item.state == NULL ? say(t, TEXT_DECISION_TITLE) : v->item.state;
    ui_staff_begin(t, v, STAFF_LEFT_QUEUE);
    ui_staff_title(t, v);
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .gap = SPACE_3,
                               .pad_x = 28,
                               .pad_y = t->fit < FIT_COMPACT ? SPACE_2 : SPACE_1,
                               .across = PLACE_CENTRE,
                               .fill = COLOUR_STOP_TINT,
                               .stroke = COLOUR_STOP,
                               .stroke_px = 4,
                               .radius = 16});
    node_icon(t, ICON_WARN_TRIANGLE, 88, COLOUR_STOP, COLOUR_STOP_SIGN);
    node_open(t, (struct node){.grow = 1, .gap = 4});
    int said = node_data(t, TYPE_STAFF_TITLE, COLOUR_TEXT, state);
    t->node[said].role = ROLE_STATUS;
    node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT, v->message);
    node_close(t);
    node_close(t);
    if (t->fit < FIT_TIGHT) {
        ui_person_card(t, v);
    }
    ui_card_open(t, 0);
    ui_pair(t, say(t, TEXT_DECISION_LAST), journal_kind_label(v->item.last));
    ui_pair(t, say(t, TEXT_DECISION_EVIDENCE), evidence(t, v->item.evidence));
    node_close(t);
    bool asks = v->button_count > 1;
    if (t->fit < FIT_PLAIN && v->item.known && asks) { /* what was kept takes the room */
        node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_DECISION_HOW));
    }
    node_spring(t);
    ui_staff_end(t, v);
}
