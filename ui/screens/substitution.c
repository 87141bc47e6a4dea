#include "ui/build.h"
#include "ui/widgets.h"

static void glyph(struct node_tree *t, enum text label, const char *character, bool strong)
{
    int side = t->fit < FIT_COMPACT ? 428 : 300;
    node_open(t, (struct node){.width = side, .across = PLACE_CENTRE, .gap = SPACE_2});
    node_text(t, TYPE_BODY, COLOUR_TEXT, say(t, label));
    node_open(t, (struct node){.flow = FLOW_STACK,
                               .width = side,
                               .pad_y = t->fit < FIT_COMPACT ? SPACE_4 : 0,
                               .fill = COLOUR_SHEET,
                               .stroke = strong ? COLOUR_ACTION : COLOUR_LINE,
                               .stroke_px = strong ? 8 : 3,
                               .radius = 24,
                               .across = PLACE_CENTRE,
                               .along = PLACE_CENTRE});
    node_data(t, TYPE_GLYPH, COLOUR_TEXT, character);
    node_close(t);
    node_close(t);
}

void screen_substitution(const struct applicant_view *v, struct node_tree *t)
{
    ui_page_begin(t, v);
    ui_column_open(t, t->fit < FIT_COMPACT ? SPACE_4 : SPACE_2, true);
    node_space(t, SPACE_2);
    int title = node_text(t, TYPE_TITLE, COLOUR_TEXT, say(t, TEXT_SUBSTITUTION_TITLE));
    t->node[title].role = ROLE_STATUS;
    if (v->substitution_count > 1) {
        node_text(t, TYPE_LEAD, COLOUR_TEXT_SUB,
                  say_with(t, TEXT_SUBSTITUTION_PAGE, tree_format(t, "%d", v->substitution_no),
                           tree_format(t, "%d", v->substitution_count)));
    }
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .across = PLACE_CENTRE,
                               .along = PLACE_CENTRE,
                               .gap = SPACE_3,
                               .pad_y = t->fit < FIT_COMPACT ? SPACE_4 : 0});
    glyph(t, TEXT_SUBSTITUTION_APPLIED, v->substitution.applied, false);
    node_icon(t, ICON_ARROW_RIGHT, 48, COLOUR_TEXT_SUB, COLOUR_NONE);
    glyph(t, TEXT_SUBSTITUTION_PRINTED, v->substitution.printed, true);
    node_close(t);
    const char *const step[STEPS_MAX] = {say(t, TEXT_SUBSTITUTION_STEP),
                                         say(t, TEXT_SUBSTITUTION_STEP_WRONG)};
    ui_steps(t, TONE_NEUTRAL, step);
    node_close(t);
    ui_page_end(t, v);
}
