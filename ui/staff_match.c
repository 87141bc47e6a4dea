/* Whether what lies on the counter belongs to the application: one card on S04 and S07. */
#include "ui/staff.h"

enum match { MATCH_WRONG, MATCH_RIGHT, MATCH_BY_EYE, MATCH_AWAITED };

static enum match match_of(const struct staff_view *v)
{
    if (v->match_refused) {
        return MATCH_WRONG;
    }
    if (ui_offers(v, ACTION_STAFF_HAND_OVER) || ui_offers(v, ACTION_STAFF_HANDED)) {
        return MATCH_RIGHT;
    }
    return ui_offers(v, ACTION_STAFF_MATCH_BY_EYE) ? MATCH_BY_EYE : MATCH_AWAITED;
}

bool ui_match_is_about_sheet(const struct staff_view *v)
{
    bool wants = false;
    for (int k = 0; k < STOCK_KIND_COUNT; k++) {
        wants |= v->desk.stock.wanted[k];
    }
    return wants && v->message[0] != '\0' && match_of(v) != MATCH_RIGHT;
}

const char *ui_match_missing(struct node_tree *t, const struct staff_view *v)
{
    enum match match = match_of(v);
    if (match == MATCH_RIGHT || match == MATCH_BY_EYE) {
        return NULL;
    }
    return say(t, ui_match_is_about_sheet(v) ? TEXT_MATCH_SHEET_FIRST : TEXT_MATCH_TAG_FIRST);
}

struct match_look {
    enum icon icon;
    enum colour mark, edge, ink;
    int edge_px;
    enum text title, how;
};

static const struct match_look looks[] = {
    [MATCH_WRONG] = {ICON_CROSS, COLOUR_STOP, COLOUR_STOP, COLOUR_STOP, 6, TEXT_MATCH_WRONG,
                     TEXT_MATCH_WRONG_HOW},
    [MATCH_RIGHT] = {ICON_RING, COLOUR_ACTION, COLOUR_ACTION, COLOUR_TEXT, 6, TEXT_MATCH_OK,
                     TEXT_MATCH_OK_HOW},
    [MATCH_BY_EYE] = {ICON_RECORD, COLOUR_TEXT_SUB, COLOUR_LINE_SOFT, COLOUR_TEXT, 2,
                      TEXT_MATCH_EYE, TEXT_MATCH_EYE_HOW},
    [MATCH_AWAITED] = {ICON_PAPER, COLOUR_TEXT_SUB, COLOUR_LINE_SOFT, COLOUR_TEXT, 2,
                       TEXT_MATCH_TITLE, TEXT_MATCH_HOW},
};

/* The core's own words stand where they say more: the state of what was matched, or a sentence
 * about a numbered sheet. */
static const char *own_title(const struct staff_view *v)
{
    if (match_of(v) == MATCH_RIGHT) {
        return v->item.state;
    }
    return ui_match_is_about_sheet(v) && !v->match_refused ? v->message : NULL;
}

static void words(struct node_tree *t, const struct staff_view *v, const struct match_look *look)
{
    const char *own = own_title(v);
    bool about_sheet = ui_match_is_about_sheet(v);
    node_open(t, (struct node){.grow = 1, .gap = SPACE_1});
    int said = own != NULL ? node_data(t, TYPE_STAFF_TITLE, look->ink, own)
                           : node_text(t, TYPE_STAFF_TITLE, look->ink,
                                       say(t, about_sheet ? TEXT_STOCK_WRONG : look->title));
    t->node[said].role = ROLE_STATUS;
    if (about_sheet && v->match_refused) {
        node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, v->message);
    } else {
        node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB,
                  say(t, about_sheet ? TEXT_STOCK_SHOW_HOW : look->how));
    }
    node_close(t);
}

void ui_match_card(struct node_tree *t, const struct staff_view *v, int icon_px)
{
    const struct match_look *look = &looks[match_of(v)];
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .grow = 1,
                               .gap = SPACE_6,
                               .pad_x = SPACE_4,
                               .across = PLACE_CENTRE,
                               .fill = COLOUR_SHEET,
                               .stroke = look->edge,
                               .stroke_px = look->edge_px,
                               .radius = 16});
    node_icon(t, look->icon, icon_px, look->mark, COLOUR_SHEET);
    words(t, v, look);
    node_close(t);
}
