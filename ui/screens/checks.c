#include "ui/build.h"
#include "ui/staff.h"

enum { CHECK_BOX_PX = 44 };

static int row_height(const struct node_tree *t)
{
    return t->fit < FIT_COMPACT ? 68 : t->fit < FIT_SMALLER ? 56 : STAFF_TARGET_MIN;
}

static int chip_height(const struct node_tree *t)
{
    return t->fit < FIT_COMPACT ? 56 : STAFF_TARGET_MIN;
}

static void check_box(struct node_tree *t, bool done)
{
    node_open(t, (struct node){.flow = FLOW_STACK,
                               .width = CHECK_BOX_PX,
                               .height = CHECK_BOX_PX,
                               .across = PLACE_CENTRE,
                               .along = PLACE_CENTRE,
                               .fill = done ? COLOUR_ACTION : COLOUR_SHEET,
                               .stroke = done ? COLOUR_ACTION : COLOUR_LINE,
                               .stroke_px = 4,
                               .radius = 10});
    if (done) {
        node_icon(t, ICON_CHECK, 32, COLOUR_ON_ACTION, COLOUR_ACTION);
    }
    node_close(t);
}

static void paper_kind(struct node_tree *t, const struct check_line *line, enum action action,
                       enum text label)
{
    const char *text = say(t, label);
    bool chosen = line->chosen == action;
    ui_word_button(t, TYPE_STAFF_SMALL, chosen ? COLOUR_ON_ACTION : COLOUR_TEXT, text,
                   (struct node){.height = chip_height(t),
                                 .pad_x = 12,
                                 .fill = chosen ? COLOUR_ACTION : COLOUR_NEUTRAL,
                                 .radius = 14,
                                 .action = action,
                                 .argument = line->argument,
                                 .checked = chosen,
                                 .enabled = true});
}

static void state(struct node_tree *t, const struct check_line *line)
{
    if (line->state == CHECK_OPEN) {
        node_text(t, TYPE_STAFF_SMALL, COLOUR_STOP, say(t, TEXT_CHECK_OPEN));
        return;
    }
    const char *at = ui_clock(t, line->at_ms);
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB,
              line->state == CHECK_DONE_AUTO ? say_with(t, TEXT_CHECK_AUTO, at, NULL) : at);
}

/* Lays a page before the applicant: A61, A62. */
static void on_their_screen(struct node_tree *t, enum action action, int height)
{
    const char *label = say(t, TEXT_ON_THEIR_SCREEN);
    ui_word_button(t, TYPE_STAFF_SMALL, COLOUR_TEXT, label,
                   (struct node){.height = height,
                                 .pad_x = SPACE_3,
                                 .fill = COLOUR_SHEET,
                                 .stroke = COLOUR_LINE,
                                 .stroke_px = 3,
                                 .radius = 14,
                                 .action = action,
                                 .enabled = true});
}

static void check_row(struct node_tree *t, const struct check_line *line)
{
    const char *label = line->is_receiver        ? say(t, TEXT_CHECK_RECEIVER)
                        : line->label[0] != '\0' ? tree_format(t, "%s", line->label)
                                                 : tree_format(t, "%s", paper_label(line->kind));
    node_open(t, (struct node){
                     .flow = FLOW_ROW, .height = row_height(t), .gap = 12, .across = PLACE_CENTRE});
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .grow = line->offers_paper_kinds ? 0 : 1,
                               .height = row_height(t),
                               .gap = 20,
                               .across = PLACE_CENTRE,
                               .role = ROLE_CHECKBOX,
                               .name = tree_keep(t, label),
                               .action = ACTION_STAFF_CHECK,
                               .argument = line->argument,
                               .checked = line->state != CHECK_OPEN,
                               .enabled = line->state != CHECK_DONE_AUTO});
    check_box(t, line->state != CHECK_OPEN);
    node_data(t, t->fit < FIT_COMPACT ? TYPE_STAFF_BODY : TYPE_STAFF_SMALL, COLOUR_TEXT, label);
    node_close(t);
    if (line->offers_paper_kinds) {
        node_open(
            t, (struct node){.flow = FLOW_ROW, .grow = 1, .gap = SPACE_1, .across = PLACE_CENTRE});
        paper_kind(t, line, ACTION_STAFF_PAPER_TAX, TEXT_PAPER_CERTIFICATE);
        paper_kind(t, line, ACTION_STAFF_PAPER_RECEIPT, TEXT_PAPER_RECEIPT);
        paper_kind(t, line, ACTION_STAFF_PAPER_OTHER, TEXT_PAPER_OTHER);
        node_close(t);
    }
    if (line->kind == PAPER_IDENTITY && !line->is_receiver && line->state == CHECK_OPEN) {
        on_their_screen(t, ACTION_STAFF_ASK_IDENTITY, chip_height(t));
        node_add(t, (struct node){.width = SPACE_1});
    }
    state(t, line);
    node_close(t);
}

static void lines(struct node_tree *t, const struct staff_view *v)
{
    ui_card_open(t, 0);
    for (int i = 0; i < v->check_count; i++) {
        if (i > 0) {
            node_add(t, (struct node){.height = 2, .fill = COLOUR_LINE_SOFT});
        }
        check_row(t, &v->check[i]);
    }
    node_close(t);
}

/* For a person who does not hear: what is asked most, large enough to point at. */
static void phrase_sheet(struct node_tree *t)
{
    static const enum text phrases[] = {
        TEXT_PHRASE_PAPERS, TEXT_PHRASE_IDENTITY, TEXT_PHRASE_OLD_CERT, TEXT_PHRASE_NAME,
        TEXT_PHRASE_WAIT,   TEXT_PHRASE_TAKE,     TEXT_PHRASE_PRESS,    TEXT_PHRASE_WRITE};
    int title = node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_PHRASES_TITLE));
    t->node[title].role = ROLE_HEADING;
    ui_card_open(t, 0);
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        if (i > 0) {
            ui_rule(t);
        }
        node_open(t, (struct node){.min_height = t->upright             ? 96
                                                 : t->fit < FIT_COMPACT ? 56
                                                                        : 44,
                                   .along = PLACE_CENTRE});
        int text = node_text(t, t->fit < FIT_TIGHT ? TYPE_STAFF_TITLE : TYPE_STAFF_BODY,
                             COLOUR_TEXT, say(t, phrases[i]));
        t->node[text].across = PLACE_START;
        node_close(t);
    }
    node_close(t);
    node_spring(t);
    ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_PHRASES_CLOSE),
                                        .action = ACTION_STAFF_PHRASE_SHEET});
}

static void substitutions(struct node_tree *t, const struct application *a)
{
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_3, .across = PLACE_CENTRE});
    enum type glyph = t->fit < FIT_SMALLER ? TYPE_STAFF_GLYPH : TYPE_STAFF_NAME;
    ui_chip(t, CHIP_ATTENTION, say(t, TEXT_FLAG_SUBSTITUTION));
    for (int i = 0; i < a->substitution_count && i < 2; i++) {
        node_data(t, glyph, COLOUR_TEXT, a->substitution[i].applied);
        node_icon(t, ICON_ARROW_RIGHT, 32, COLOUR_TEXT_SUB, COLOUR_NONE);
        node_data(t, glyph, COLOUR_TEXT, a->substitution[i].printed);
    }
    node_spring(t);
    on_their_screen(t, ACTION_STAFF_SHOW_SUBSTITUTION,
                    t->fit < FIT_SMALLER ? 64 : STAFF_TARGET_MIN);
    node_close(t);
}

/* A tax paper of another year, or of another car, proves nothing. */
static const char *message(struct node_tree *t, const struct staff_view *v)
{
    bool compares = false;
    for (int i = 0; i < v->check_count; i++) {
        compares |= v->check[i].offers_paper_kinds && v->check[i].state == CHECK_OPEN;
    }
    return compares && v->message[0] != '\0'
               ? tree_format(t, "%s%s", v->message, say(t, TEXT_CHECK_COMPARE))
               : v->message;
}

void screen_checks(const struct staff_view *v, struct node_tree *t)
{
    ui_staff_begin(t, v, STAFF_LEFT_QUEUE);
    if (v->phrase_sheet) {
        phrase_sheet(t);
        node_close(t);
        node_close(t);
        return;
    }
    ui_staff_title(t, v);
    if (t->fit < FIT_TIGHT) {
        ui_person_card(t, v);
    }
    if (v->item.application.substitution_count > 0) {
        substitutions(t, &v->item.application);
    }
    lines(t, v);
    /* the button says what is missing, when there is no room to say why */
    if (t->fit < FIT_SMALLEST) {
        ui_message(t, v->message_level, message(t, v));
    }
    node_spring(t);
    ui_staff_end(t, v);
}
