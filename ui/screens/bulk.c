#include "ui/build.h"
#include "ui/widgets.h"

static void count_row(struct node_tree *t, enum tone tone, int count, const char *what,
                      const char *how)
{
    bool ready = tone == TONE_READY;
    bool contrast = t->modes.contrast;
    enum colour ink = contrast ? COLOUR_TEXT : ready ? COLOUR_ON_READY : COLOUR_TEXT;
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .min_height = t->fit < FIT_COMPACT   ? 156
                                             : t->fit < FIT_SMALLER ? 112
                                                                    : 72,
                               .pad_x = SPACE_4,
                               .pad_y = SPACE_1,
                               .gap = SPACE_4,
                               .across = PLACE_CENTRE,
                               .fill = ready                    ? COLOUR_READY
                                       : tone == TONE_ATTENTION ? COLOUR_ATTENTION
                                                                : COLOUR_NEUTRAL,
                               .stroke = contrast ? ready                    ? COLOUR_READY_MARK
                                                    : tone == TONE_ATTENTION ? COLOUR_ATTENTION_MARK
                                                                             : COLOUR_LINE
                                                  : COLOUR_NONE,
                               .stroke_px = 4,
                               .radius = 28});
    enum icon icon = ready                    ? ICON_CHECK_CIRCLE
                     : tone == TONE_ATTENTION ? ICON_WARN_TRIANGLE
                     : tone == TONE_STOP      ? ICON_STOP_OCTAGON
                                              : ICON_HOURGLASS;
    enum colour mark = ready                    ? COLOUR_READY_MARK
                       : tone == TONE_ATTENTION ? COLOUR_ATTENTION_MARK
                       : tone == TONE_STOP      ? COLOUR_STOP
                                                : COLOUR_NEUTRAL_MARK;
    enum colour sign = ready                    ? COLOUR_READY_SIGN
                       : tone == TONE_ATTENTION ? COLOUR_ATTENTION_SIGN
                       : tone == TONE_STOP      ? COLOUR_STOP_SIGN
                                                : COLOUR_NEUTRAL_SIGN;
    node_icon(t, icon, 56, mark, sign);
    node_open(t, (struct node){
                     .flow = FLOW_STACK, .width = 136, .across = PLACE_END, .along = PLACE_CENTRE});
    node_data(t, TYPE_TALLY, ink, tree_format(t, "%d", count));
    node_close(t);
    node_open(t, (struct node){.grow = 1});
    node_text(t, TYPE_STEP, ink, what);
    if (t->fit < FIT_PLAIN) {
        node_text(t, TYPE_NOTE, ink, how);
    }
    node_close(t);
    node_close(t);
}

static void counts(struct node_tree *t, const struct applicant_view *v)
{
    node_open(t, (struct node){.gap = t->fit >= FIT_COMPACT ? SPACE_1
                                      : v->seconds_left > 0 ? SPACE_2
                                                            : SPACE_3});
    if (v->ready > 0) {
        count_row(t, TONE_READY, v->ready, say(t, TEXT_BULK_READY), say(t, TEXT_BULK_READY_HOW));
    }
    if (v->papers > 0) {
        count_row(t, TONE_ATTENTION, v->papers, say(t, TEXT_BULK_PAPERS),
                  say(t, v->wants.tax ? TEXT_BULK_PAPERS_HOW : TEXT_BULK_PAPERS_HOW_OTHER));
    }
    if (v->waiting > 0) {
        count_row(t, TONE_NEUTRAL, v->waiting, say(t, TEXT_BULK_WAITING),
                  say(t, TEXT_BULK_NOT_TODAY));
    }
    if (v->refused > 0) {
        count_row(t, TONE_STOP, v->refused, say(t, TEXT_BULK_REFUSED),
                  say(t, TEXT_BULK_REFUSED_HOW));
    }
    node_close(t);
}

void screen_bulk(const struct applicant_view *v, struct node_tree *t)
{
    bool tight = t->fit >= FIT_COMPACT;
    bool strip = v->seconds_left > 0;
    ui_page_begin(t, v);
    /* the strip takes its room from the gaps: nothing else moves */
    ui_column_open(t, tight ? SPACE_1 : strip ? SPACE_2 : SPACE_4, true);
    node_space(t, 1);
    int title = node_text(t, TYPE_TITLE, COLOUR_TEXT, say_int(t, TEXT_BULK_TITLE, v->total));
    t->node[title].role = ROLE_STATUS;
    counts(t, v);
    node_spring(t);
    if (v->call_no[0] != '\0') {
        node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_3, .across = PLACE_END});
        int label = node_text(t, TYPE_BODY, COLOUR_TEXT, say(t, TEXT_YOUR_NUMBER));
        t->node[label].grow = 1;
        t->node[label].across = PLACE_START;
        int number = node_data(t, TYPE_NUMBER_SMALL, COLOUR_TEXT, v->call_no);
        t->node[number].role = ROLE_HEADING;
        node_close(t);
    }
    node_space(t, 1);
    if (t->fit < FIT_SMALLEST) {
        enum text body = t->fit < FIT_SMALLER ? TEXT_BULK_BODY : TEXT_STEP_CALLED;
        node_text(t, TYPE_BODY, COLOUR_TEXT, say_int(t, body, v->config->window_no));
    }
    ui_button(t, &(struct button){.label = say(t, TEXT_BULK_CHOOSE),
                                  .action = ACTION_CHOOSE_ITEMS,
                                  .look = BUTTON_OUTLINE});
    node_space(t, tight || strip ? 1 : SPACE_4);
    node_close(t);
    ui_page_end(t, v);
}
