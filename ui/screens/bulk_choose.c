#include "ui/build.h"
#include "ui/widgets.h"

enum { ROWS_A_PAGE = 5, ROW_HEIGHT = 128, ROW_HEIGHT_TIGHT = TARGET_MIN };

static bool can_choose(const struct bulk_line *line)
{
    return readiness_can_hand_over(line->readiness);
}

/* Not today, but without anything to do for it: as A30 counts. */
static bool is_waiting(const struct bulk_line *line)
{
    return line->readiness == READINESS_UNDER_REVIEW ||
           line->readiness == READINESS_BEING_PREPARED ||
           line->readiness == READINESS_PAYMENT_CHECKING;
}

/* Where it stands, when it is not simply ready: no shape goes without its word. */
static const char *state_text(struct node_tree *t, const struct bulk_line *line)
{
    switch (line->readiness) {
    case READINESS_READY:
        return t->modes.easy ? "" : say_procedure(t, line->procedure);
    case READINESS_READY_WITH_PAPERS:
        return say(t, TEXT_CHOOSE_PAPERS);
    case READINESS_UNDER_REVIEW:
        return say(t, TEXT_CHOOSE_REVIEW);
    default:
        return say(t, is_waiting(line) ? TEXT_CHOOSE_WAITING : TEXT_CHOOSE_REFUSED);
    }
}

static void mark(struct node_tree *t, const struct bulk_line *line)
{
    if (is_waiting(line)) {
        node_icon(t, ICON_HOURGLASS, 56, COLOUR_NEUTRAL_MARK, COLOUR_NEUTRAL_SIGN);
        return;
    }
    if (!can_choose(line)) {
        node_icon(t, ICON_STOP_OCTAGON, 56, COLOUR_STOP, COLOUR_STOP_SIGN);
        return;
    }
    node_open(t, (struct node){.flow = FLOW_STACK,
                               .width = 56,
                               .height = 56,
                               .radius = 12,
                               .fill = line->selected ? COLOUR_ACTION : COLOUR_SHEET,
                               .stroke = line->selected ? COLOUR_ACTION : COLOUR_LINE,
                               .stroke_px = 4,
                               .across = PLACE_CENTRE,
                               .along = PLACE_CENTRE});
    if (line->selected) {
        node_icon(t, ICON_CHECK, 40, COLOUR_ON_ACTION, COLOUR_ACTION);
    }
    node_close(t);
}

static void line_row(struct node_tree *t, const struct bulk_line *line, int index)
{
    bool enabled = can_choose(line);
    const char *receipt = say_with(t, TEXT_CHOOSE_RECEIPT, line->receipt_tail, NULL);
    enum colour ink = enabled ? COLOUR_TEXT : COLOUR_TEXT_SUB;
    node_open(t,
              (struct node){.flow = FLOW_ROW,
                            .height = t->fit < FIT_COMPACT ? ROW_HEIGHT : ROW_HEIGHT_TIGHT,
                            .pad_x = t->modes.large ? SPACE_2 : SPACE_3,
                            .gap = t->modes.large ? SPACE_2 : SPACE_3,
                            .across = PLACE_CENTRE,
                            .fill = line->selected && enabled ? COLOUR_ACTION_TINT : COLOUR_SHEET,
                            .stroke = COLOUR_LINE_SOFT,
                            .stroke_px = 2,
                            .radius = 20,
                            .role = ROLE_ROW,
                            .name = tree_keep(t, receipt),
                            .action = enabled ? ACTION_TOGGLE_ITEM : ACTION_NONE,
                            .argument = index,
                            .checked = line->selected,
                            .enabled = enabled});
    mark(t, line);
    node_text(t, TYPE_STEP, ink, receipt);
    node_text(t, TYPE_NOTE, ink, say_with(t, TEXT_CHOOSE_PLATE, line->plate_tail, NULL));
    node_spring(t);
    if (enabled && line->readiness == READINESS_READY_WITH_PAPERS) {
        node_icon(t, ICON_WARN_TRIANGLE, 44,
                  t->modes.contrast ? COLOUR_ATTENTION_MARK : COLOUR_TEXT, COLOUR_ATTENTION_SIGN);
    }
    const char *state = state_text(t, line);
    if (state[0] != '\0') {
        node_text(t, TYPE_NOTE, ink, state);
    }
    node_close(t);
}

static void pager(struct node_tree *t, const struct applicant_view *v, int pages)
{
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_2});
    if (pages > 1) {
        ui_button(t, &(struct button){.label = say(t, TEXT_CHOOSE_PREVIOUS),
                                      .action = ACTION_LIST_PAGE,
                                      .argument = v->bulk_page - 1,
                                      .look = BUTTON_QUIET,
                                      .width = 152,
                                      .type = TYPE_STEP,
                                      .disabled = v->bulk_page <= 0});
        ui_button(t, &(struct button){.label = say(t, TEXT_CHOOSE_NEXT),
                                      .action = ACTION_LIST_PAGE,
                                      .argument = v->bulk_page + 1,
                                      .look = BUTTON_QUIET,
                                      .width = 152,
                                      .type = TYPE_STEP,
                                      .disabled = v->bulk_page + 1 >= pages});
    }
    bool any = v->selected_count > 0;
    ui_button(t, &(struct button){.label = any ? say_int(t, TEXT_CHOOSE_DONE, v->selected_count)
                                               : say(t, TEXT_CHOOSE_NONE),
                                  .action = ACTION_CHOSEN,
                                  .look = BUTTON_FILLED,
                                  .grow = 1,
                                  .disabled = !any});
    node_close(t);
}

void screen_bulk_choose(const struct applicant_view *v, struct node_tree *t)
{
    int pages = (v->bulk_line_count + ROWS_A_PAGE - 1) / ROWS_A_PAGE;
    int first = v->bulk_page * ROWS_A_PAGE;
    bool tight = t->fit >= FIT_COMPACT;
    ui_page_begin(t, v);
    ui_column_open(t, tight ? SPACE_1 : SPACE_2, true);
    node_open(t, (struct node){.min_height = t->modes.low ? 0 : REACH_TOP - ui_header_height(t),
                               .gap = SPACE_1,
                               .along = PLACE_END});
    int title = node_text(t, TYPE_TITLE, COLOUR_TEXT, say(t, TEXT_CHOOSE_TITLE));
    t->node[title].role = ROLE_STATUS;
    if (!tight) {
        node_text(t, TYPE_LEAD, COLOUR_TEXT, say_int(t, TEXT_CHOOSE_COUNT, v->selected_count));
    }
    ui_note(t, say(t, TEXT_CHOOSE_BODY));
    if (pages > 1 && t->fit < FIT_TIGHT) {
        node_text(t, TYPE_NOTE, COLOUR_TEXT_SUB,
                  say_with(t, TEXT_CHOOSE_PAGE, tree_format(t, "%d", v->bulk_page + 1),
                           tree_format(t, "%d", pages)));
    }
    node_close(t);
    node_space(t, 1);
    for (int i = first; i < first + ROWS_A_PAGE && i < v->bulk_line_count; i++) {
        line_row(t, &v->bulk_line[i], i);
    }
    if (t->modes.low) {
        node_spring(t);
    }
    node_space(t, 1);
    pager(t, v, pages);
    node_space(t, SPACE_2);
    node_close(t);
    ui_page_end(t, v);
}
