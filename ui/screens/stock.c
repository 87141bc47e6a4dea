#include "ui/build.h"
#include "ui/staff.h"

static void figure(struct node_tree *t, enum text label, int sheets)
{
    node_open(t, (struct node){.grow = 1});
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, label));
    node_data(t, TYPE_STAFF_BOLD, COLOUR_TEXT, tree_format(t, "%d", sheets));
    node_close(t);
}

/* One kind: chosen by a touch, its places as figures, the serial that goes next. */
static void kind_card(struct node_tree *t, const struct staff_view *v, enum stock_kind kind)
{
    const struct stock_view *s = &v->desk.stock;
    const struct stock_figures *f = &s->figures[kind];
    bool here = s->kind == (int)kind;
    const char *next = s->next[kind][0] == '\0' ? say(t, TEXT_STOCK_NONE)
                                                : say_with(t, TEXT_STOCK_NEXT, s->next[kind], NULL);
    node_open(t, (struct node){.grow = 1,
                               .pad_x = SPACE_2,
                               .pad_y = t->fit < FIT_COMPACT ? SPACE_1 : 4,
                               .gap = 2,
                               .fill = here ? COLOUR_ACTION_TINT : COLOUR_SHEET,
                               .stroke = here ? COLOUR_ACTION : COLOUR_LINE,
                               .stroke_px = here ? 4 : 2,
                               .radius = 14,
                               .role = ROLE_ROW,
                               .name = tree_keep(t, stock_kind_label(kind)),
                               .action = ACTION_STAFF_STOCK_KIND,
                               .argument = (int)kind,
                               .checked = here,
                               .enabled = true});
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_2, .across = PLACE_END});
    node_data(t, TYPE_STAFF_BOLD, COLOUR_TEXT, stock_kind_label(kind));
    if (t->fit < FIT_COMPACT) {
        node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, next);
    }
    node_close(t);
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_1});
    figure(t, TEXT_STOCK_LEFT, f->in[STOCK_LEFT]);
    figure(t, TEXT_STOCK_HELD, f->in[STOCK_HELD]);
    figure(t, TEXT_STOCK_ISSUED, f->in[STOCK_ISSUED]);
    figure(t, TEXT_STOCK_SPOILED, f->in[STOCK_SPOILED]);
    node_close(t);
    node_close(t);
}

static void tasks(struct node_tree *t, const struct stock_view *s)
{
    static const enum text labels[STOCK_TASKS] = {
        [STOCK_TASK_LOAD] = TEXT_STOCK_LOAD,       [STOCK_TASK_SPOIL] = TEXT_STOCK_SPOIL,
        [STOCK_TASK_RELEASE] = TEXT_STOCK_RELEASE, [STOCK_TASK_READ] = TEXT_STOCK_READ,
        [STOCK_TASK_COUNT] = TEXT_STOCK_COUNT,
    };
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = 10});
    for (int i = 0; i < STOCK_TASKS; i++) {
        ui_staff_key(t, &(struct staff_key){.label = say(t, labels[i]),
                                            .action = ACTION_STAFF_STOCK_TASK,
                                            .argument = i,
                                            .grow = 1,
                                            .height = STAFF_TARGET_MIN + 8,
                                            .chosen = s->task == i});
    }
    node_close(t);
}

static void field(struct node_tree *t, enum text label, const char *value)
{
    node_open(t, (struct node){.pad_x = SPACE_2,
                               .pad_y = t->fit < FIT_COMPACT ? SPACE_1 : 4,
                               .fill = COLOUR_SHEET,
                               .stroke = COLOUR_LINE,
                               .stroke_px = 2,
                               .radius = 14});
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, label));
    int text = node_data(t, TYPE_STAFF_TITLE, COLOUR_TEXT, value[0] == '\0' ? "－" : value);
    t->node[text].across = PLACE_START;
    node_close(t);
}

static void entry(struct node_tree *t, const struct stock_view *s)
{
    static const struct {
        enum text how, field;
    } words[STOCK_TASKS] = {
        [STOCK_TASK_LOAD] = {TEXT_STOCK_LOAD_HOW, TEXT_STOCK_SHEETS},
        [STOCK_TASK_SPOIL] = {TEXT_STOCK_SPOIL_HOW, TEXT_STOCK_DIGITS},
        [STOCK_TASK_RELEASE] = {TEXT_STOCK_RELEASE_HOW, TEXT_STOCK_DIGITS},
        [STOCK_TASK_READ] = {TEXT_STOCK_READ_HOW, TEXT_STOCK_DIGITS},
        [STOCK_TASK_COUNT] = {TEXT_STOCK_COUNT_HOW, TEXT_STOCK_SHEETS},
    };
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_4});
    node_open(t, (struct node){.grow = 1, .gap = t->fit < FIT_COMPACT ? 12 : 6});
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT, say(t, words[s->task].how));
    if (s->task == STOCK_TASK_LOAD) {
        field(t, TEXT_STOCK_FIRST, s->first);
    }
    field(t, words[s->task].field, s->typed);
    ui_message(t, s->is_bad ? DEVICE_ATTENTION : DEVICE_OK, s->message);
    node_close(t);
    ui_keypad(t, &(struct staff_key){.label = say(t, TEXT_STOCK_ENTER),
                                     .action = ACTION_STAFF_STOCK_ENTER,
                                     .primary = true});
    node_close(t);
}

void screen_stock(const struct staff_view *v, struct node_tree *t)
{
    ui_staff_begin(t, v, STAFF_LEFT_MENU);
    ui_staff_heading(t, say(t, TEXT_STOCK_TITLE), NULL);
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_2});
    for (int k = 0; k < STOCK_KIND_COUNT; k++) {
        if (v->desk.stock.kept[k]) {
            kind_card(t, v, (enum stock_kind)k);
        }
    }
    node_close(t);
    tasks(t, &v->desk.stock);
    entry(t, &v->desk.stock);
    node_spring(t);
    node_close(t);
    node_close(t);
}
