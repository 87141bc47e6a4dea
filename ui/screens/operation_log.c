#include "ui/build.h"
#include "ui/staff.h"

enum { NOTE_LINE_HEIGHT = 34 };

/* Who, when and what, in one line. */
static void line(struct node_tree *t, const struct staff_view *v, int i, int height)
{
    const struct journal_row *r = &v->log[i];
    struct civil at = civil_of(r->wall_ms);
    node_open(t,
              (struct node){.flow = FLOW_ROW, .height = height, .gap = 20, .across = PLACE_CENTRE});
    node_open(t, (struct node){.width = 132});
    node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB,
              tree_format(t, "%d:%02d:%02d", at.hour, at.minute, at.second));
    node_close(t);
    node_open(t, (struct node){.width = 92});
    node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT,
              r->call_no > 0 ? tree_format(t, "%c-%03d", v->config->terminal_letter, r->call_no)
                             : "");
    node_close(t);
    bool has_note = v->log_note[i][0] != '\0';
    int label =
        node_data(t, has_note ? TYPE_STAFF_SMALL : TYPE_STAFF_BODY, COLOUR_TEXT, day_row_label(r));
    t->node[label].grow = 1;
    t->node[label].across = PLACE_START;
    node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT, v->log_names[i]);
    node_close(t);
}

static int line_height(const struct node_tree *t, const struct staff_view *v)
{
    if (t->fit >= FIT_COMPACT) {
        return 44;
    }
    for (int i = 0; i < v->log_count; i++) {
        if (v->log_note[i][0] != '\0') {
            return 50; /* second lines take their room */
        }
    }
    return STAFF_LINE_HEIGHT;
}

/* An exception has a second line: what the clerk wrote. */
static void row(struct node_tree *t, const struct staff_view *v, int i)
{
    if (v->log_note[i][0] == '\0') {
        line(t, v, i, line_height(t, v));
        return;
    }
    node_open(t, (struct node){.along = PLACE_CENTRE});
    line(t, v, i, NOTE_LINE_HEIGHT);
    node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT, v->log_note[i]);
    node_close(t);
}

static void pages(struct node_tree *t, const struct desk_view *d)
{
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_3, .across = PLACE_CENTRE});
    ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_LOG_NEWER),
                                        .action = ACTION_STAFF_PAGE,
                                        .argument = d->log_page - 1,
                                        .disabled = d->log_page == 0});
    int text = node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT,
                         say_with(t, TEXT_LOG_PAGE, tree_format(t, "%d", d->log_page + 1),
                                  tree_format(t, "%d", d->log_page_count)));
    t->node[text].grow = 1;
    t->node[text].across = PLACE_CENTRE;
    ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_LOG_OLDER),
                                        .action = ACTION_STAFF_PAGE,
                                        .argument = d->log_page + 1,
                                        .disabled = d->log_page + 1 >= d->log_page_count});
    node_close(t);
}

void screen_operation_log(const struct staff_view *v, struct node_tree *t)
{
    ui_staff_begin(t, v, STAFF_LEFT_MENU);
    if (t->fit < FIT_SMALLEST) { /* seven exceptions below an alert: the menu names the page too */
        ui_staff_heading(t, say(t, TEXT_LOG_TITLE),
                         v->log_count == 0 ? say(t, TEXT_LOG_EMPTY) : NULL);
    }
    if (v->log_count > 0) {
        ui_card_open(t, 0);
        for (int i = 0; i < v->log_count; i++) {
            if (i > 0) {
                ui_rule(t);
            }
            row(t, v, i);
        }
        node_close(t);
    }
    node_spring(t);
    if (v->desk.log_page_count > 1) {
        pages(t, &v->desk);
    }
    node_close(t);
    node_close(t);
}
