#include "ui/build.h"
#include "ui/staff.h"

static void answer(struct node_tree *t, const struct staff_view *v, bool about_sheet)
{
    bool wrong = v->match_refused;
    bool right = !wrong && ui_is_matched(v);
    int px = t->upright ? 360 : t->fit < FIT_COMPACT ? 220 : 140;
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .grow = 1,
                               .gap = SPACE_6,
                               .pad_x = SPACE_4,
                               .across = PLACE_CENTRE,
                               .fill = COLOUR_SHEET,
                               .stroke = wrong   ? COLOUR_STOP
                                         : right ? COLOUR_ACTION
                                                 : COLOUR_LINE_SOFT,
                               .stroke_px = wrong || right ? 6 : 2,
                               .radius = 16});
    node_icon(t,
              wrong   ? ICON_CROSS
              : right ? ICON_RING
                      : ICON_PAPER,
              px,
              wrong   ? COLOUR_STOP
              : right ? COLOUR_ACTION
                      : COLOUR_TEXT_SUB,
              COLOUR_SHEET);
    node_open(t, (struct node){.grow = 1, .gap = SPACE_1});
    const char *title = wrong && about_sheet ? say(t, TEXT_STOCK_WRONG)
                        : wrong              ? say(t, TEXT_MATCH_WRONG)
                        : right              ? say(t, TEXT_MATCH_OK)
                        : about_sheet        ? v->message
                                             : say(t, TEXT_MATCH_TITLE);
    const char *how = wrong && about_sheet ? v->message
                      : wrong              ? say(t, TEXT_MATCH_WRONG_HOW)
                      : right              ? say(t, TEXT_MATCH_OK_HOW)
                      : about_sheet        ? say(t, TEXT_STOCK_SHOW_HOW)
                                           : say(t, TEXT_MATCH_HOW);
    int said = node_text(t, TYPE_STAFF_TITLE, wrong ? COLOUR_STOP : COLOUR_TEXT, title);
    t->node[said].role = ROLE_STATUS;
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, how);
    node_close(t);
    node_close(t);
}

/* The message of a state in which nothing is wrong but a sheet, or its number, is the card's own.
 */
static bool is_about_sheet(const struct staff_view *v)
{
    bool wants = false;
    for (int k = 0; k < STOCK_KIND_COUNT; k++) {
        wants |= v->desk.stock.wanted[k];
    }
    return wants && v->message[0] != '\0' && (v->match_refused || !ui_is_matched(v));
}

void screen_match(const struct staff_view *v, struct node_tree *t)
{
    ui_staff_begin(t, v, STAFF_LEFT_QUEUE);
    ui_staff_title(t, v);
    ui_person_card(t, v);
    if (t->fit < FIT_COMPACT) {
        ui_deliverable_chips(t, &v->item.application);
    }
    ui_sheet_chips(t, &v->desk.stock);
    bool about_sheet = is_about_sheet(v);
    answer(t, v, about_sheet);
    if (!about_sheet) {
        ui_message(t, v->message_level, v->message);
    }
    ui_staff_end(t, v);
}
