/* S11: what a person tries by hand and judges by eye and ear. */
#include "ui/staff_bench.h"
#include "ui/staff.h"

enum {
    CAMERA_HEIGHT = 344,
    CAMERA_HEIGHT_UPRIGHT = 576,
    GRAY_STEPS = 8,
};

static void row_open(struct node_tree *t, enum text label)
{
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_1, .across = PLACE_CENTRE});
    node_open(t, (struct node){.width = 104});
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, label));
    node_close(t);
}

static void try_key(struct node_tree *t, enum text label, enum action action, int argument)
{
    ui_staff_key(t, &(struct staff_key){
                        .label = say(t, label), .action = action, .argument = argument, .grow = 1});
}

void ui_bench_signals(struct node_tree *t)
{
    static const enum text lamps[SERVICE_LAMPS] = {TEXT_SERVICE_LAMP_READY,
                                                   TEXT_SERVICE_LAMP_ATTENTION,
                                                   TEXT_SERVICE_LAMP_FAULT, TEXT_SERVICE_LAMP_CALL};
    static const enum text tones[SERVICE_TONES] = {TEXT_SERVICE_TONE_READ, TEXT_SERVICE_TONE_NEEDS,
                                                   TEXT_SERVICE_TONE_CANNOT, TEXT_SERVICE_TONE_CALL,
                                                   TEXT_SERVICE_TONE_TIMEOUT};
    ui_card_open(t, SPACE_2);
    row_open(t, TEXT_SERVICE_LAMP);
    for (int i = 0; i < SERVICE_LAMPS; i++) {
        try_key(t, lamps[i], ACTION_STAFF_TEST_LAMP, i);
    }
    node_close(t);
    row_open(t, TEXT_SERVICE_TONES);
    for (int i = 0; i < SERVICE_TONES; i++) {
        try_key(t, tones[i], ACTION_STAFF_TEST_TONE, i);
    }
    node_close(t);
    row_open(t, TEXT_SERVICE_VOICE);
    try_key(t, TEXT_SERVICE_VOICE_SAY, ACTION_STAFF_TEST_VOICE, 0);
    node_close(t);
    row_open(t, TEXT_SERVICE_SLIP);
    try_key(t, TEXT_SERVICE_SLIP_PRINT, ACTION_STAFF_TEST_SLIP, 0);
    node_close(t);
    node_close(t);
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_SERVICE_LAMP_HOW));
    node_spring(t);
}

void ui_bench_camera(struct node_tree *t, const struct staff_view *v)
{
    bool seen = v->desk.focus_percent >= 0;
    node_add(t, (struct node){.height = t->upright ? CAMERA_HEIGHT_UPRIGHT : CAMERA_HEIGHT,
                              .fill = COLOUR_CAMERA,
                              .ink = COLOUR_CAMERA_MARK,
                              .live = LIVE_CAMERA,
                              .radius = 16});
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_2, .across = PLACE_CENTRE});
    node_text(t, TYPE_STAFF_BODY, COLOUR_TEXT_SUB, say(t, TEXT_SERVICE_FOCUS));
    node_data(t, TYPE_STAFF_CALL, seen ? COLOUR_ACTION : COLOUR_TEXT_SUB,
              seen ? tree_format(t, "%d", v->desk.focus_percent) : "－");
    int best = node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB,
                         v->desk.focus_best_percent >= 0
                             ? say_int(t, TEXT_SERVICE_FOCUS_BEST, v->desk.focus_best_percent)
                             : say(t, TEXT_SERVICE_FOCUS_NONE));
    t->node[best].grow = 1;
    t->node[best].across = PLACE_END;
    node_close(t);
    if (t->fit < FIT_COMPACT) {
        node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_SERVICE_CAMERA_HOW));
    }
    node_spring(t);
}

/* A colour of the theme with what is written on it. */
static void patch(struct node_tree *t, enum colour fill, enum colour ink, const char *word)
{
    node_open(t, (struct node){.flow = FLOW_STACK,
                               .grow = 1,
                               .min_height = 112,
                               .across = PLACE_CENTRE,
                               .along = PLACE_CENTRE,
                               .fill = fill,
                               .stroke = COLOUR_LINE,
                               .stroke_px = 2,
                               .radius = 8});
    node_data(t, TYPE_STAFF_SMALL, ink, word);
    node_close(t);
}

void ui_bench_colours(struct node_tree *t)
{
    static const enum colour grays[GRAY_STEPS] = {COLOUR_DARK,     COLOUR_TEXT_SUB,  COLOUR_LINE,
                                                  COLOUR_DISABLED, COLOUR_LINE_SOFT, COLOUR_NEUTRAL,
                                                  COLOUR_BAR,      COLOUR_SHEET};
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_1});
    patch(t, COLOUR_ACTION, COLOUR_ON_ACTION, "青");
    patch(t, COLOUR_ATTENTION, COLOUR_ON_ATTENTION, "黄");
    patch(t, COLOUR_STOP, COLOUR_STOP_SIGN, "赤");
    node_close(t);
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_1});
    patch(t, COLOUR_ACTION_TINT, COLOUR_TEXT, "うす青");
    patch(t, COLOUR_ATTENTION_TINT, COLOUR_TEXT, "うす黄");
    patch(t, COLOUR_STOP_TINT, COLOUR_TEXT, "うす赤");
    node_close(t);
    node_open(t,
              (struct node){
                  .flow = FLOW_ROW, .pad_x = 2, .pad_y = 2, .stroke = COLOUR_LINE, .stroke_px = 2});
    for (int i = 0; i < GRAY_STEPS; i++) {
        node_add(t, (struct node){.grow = 1, .height = 112, .fill = grays[i]});
    }
    node_close(t);
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_SERVICE_COLOURS_HOW));
    node_spring(t);
}

static void font_line(struct node_tree *t, const struct font_row *row)
{
    node_open(t, (struct node){.flow = FLOW_ROW, .min_height = 40, .across = PLACE_CENTRE});
    int name = node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, row->name);
    t->node[name].grow = 1;
    t->node[name].across = PLACE_START;
    node_data(t, TYPE_STAFF_SMALL, row->hash[0] == '\0' ? COLOUR_STOP : COLOUR_TEXT,
              row->hash[0] == '\0' ? say(t, TEXT_SERVICE_UNREADABLE) : row->hash);
    node_close(t);
}

void ui_bench_versions(struct node_tree *t, const struct staff_view *v)
{
    ui_card_open(t, 0);
    ui_pair(t, say(t, TEXT_SERVICE_TERMINAL), v->config->terminal_id);
    ui_pair(t, say(t, TEXT_SERVICE_BUILD), v->desk.version);
    ui_pair(t, say(t, TEXT_SETTINGS_DIGEST), ui_digest(t, v->desk.config_digest));
    node_close(t);
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_SERVICE_FONTS));
    ui_card_open(t, 0);
    for (int i = 0; i < v->desk.font_count; i++) {
        font_line(t, &v->desk.font[i]);
    }
    node_close(t);
    node_spring(t);
}
