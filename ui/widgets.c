#include "ui/widgets.h"

#include <assert.h>
#include <string.h>
#include "ui/lettering.h"

enum {
    BAND_ICON_PX = 136,
    BAND_ICON_COMPACT_PX = 96,
    BAND_RULE_PX = 4,
    BAND_EDGE_CONTRAST_PX = 6,
    PICTURE_LEAST_PX = 140,
    STEP_DOT_PX = 72,
    STEP_DOT_LARGE_PX = 88,
    BUTTON_RADIUS = 24,
    CAMERA_RADIUS = 36,
};

struct tone_row {
    enum colour fill, ink, mark, sign, dot, dot_ink;
};

static const struct tone_row tones[] = {
    [TONE_READY] = {COLOUR_READY, COLOUR_ON_READY, COLOUR_READY_MARK, COLOUR_READY_SIGN,
                    COLOUR_ACTION_TINT, COLOUR_ACTION},
    [TONE_ATTENTION] = {COLOUR_ATTENTION, COLOUR_ON_ATTENTION, COLOUR_ATTENTION_MARK,
                        COLOUR_ATTENTION_SIGN, COLOUR_ATTENTION, COLOUR_ON_ATTENTION},
    [TONE_STOP] = {COLOUR_NEUTRAL, COLOUR_TEXT, COLOUR_STOP, COLOUR_STOP_SIGN, COLOUR_STOP_TINT,
                   COLOUR_STOP},
    [TONE_NEUTRAL] = {COLOUR_NEUTRAL, COLOUR_TEXT, COLOUR_NEUTRAL_MARK, COLOUR_NEUTRAL_SIGN,
                      COLOUR_NEUTRAL, COLOUR_TEXT},
};

static void band_head(struct node_tree *t, const struct band *b, const struct tone_row *tone)
{
    bool beside = t->fit >= FIT_TIGHT;
    int icon_px = t->fit >= FIT_COMPACT ? BAND_ICON_COMPACT_PX : BAND_ICON_PX;
    node_open(t, (struct node){.flow = beside ? FLOW_ROW : FLOW_COLUMN,
                               .across = PLACE_CENTRE,
                               .along = PLACE_CENTRE,
                               .gap = beside                  ? SPACE_3
                                      : t->fit >= FIT_COMPACT ? SPACE_2
                                                              : SPACE_6});
    node_icon(t, b->icon, icon_px, tone->mark, tone->sign);
    bool plain = b->title_type == 0 || t->fit >= FIT_COMPACT || t->modes.low || t->modes.easy;
    int title = node_text(t, plain ? TYPE_TITLE : b->title_type, tone->ink, b->title);
    t->node[title].role = ROLE_STATUS;
    t->node[title].across = beside ? PLACE_START : PLACE_CENTRE;
    node_close(t);
}

/* Above and below a light band: nobody takes it for a blue one. */
static void band_rule(struct node_tree *t, const struct tone_row *tone)
{
    if (tone->fill == COLOUR_NEUTRAL && !t->modes.contrast) {
        node_add(t, (struct node){.height = BAND_RULE_PX, .fill = COLOUR_NEUTRAL_MARK});
    }
}

void ui_band(struct node_tree *t, const struct band *b)
{
    const struct tone_row *tone = &tones[b->tone];
    bool kana = t->modes.easy && t->fit > FIT_WORDS; /* furigana need the room more */
    bool designed = t->fit <= FIT_PLAIN && !t->modes.low && !t->modes.large && !kana;
    bool numbered = b->number != NULL && b->number[0] != '\0';
    bool tight = t->fit >= FIT_COMPACT || t->modes.low;
    band_rule(t, tone);
    node_open(t, (struct node){.fill = tone->fill,
                               .stroke = t->modes.contrast ? tone->mark : COLOUR_NONE,
                               .stroke_px = BAND_EDGE_CONTRAST_PX,
                               .min_height = b->height > 0 ? b->height
                                             : designed    ? BAND_HEIGHT
                                                           : 0,
                               .grow = numbered && tight && !t->modes.low, /* never a hole below */
                               .pad_x = APPLICANT_MARGIN,
                               .pad_y = tight ? SPACE_3 : SPACE_6,
                               .gap = tight ? SPACE_1 : SPACE_3,
                               .across = PLACE_CENTRE,
                               .along = PLACE_CENTRE});
    band_head(t, b, tone);
    if (numbered) {
        node_open(t, (struct node){.across = PLACE_CENTRE});
        if (t->fit < FIT_TIGHT) {
            node_text(t, TYPE_BODY, tone->ink, say(t, TEXT_YOUR_NUMBER));
        }
        int number = node_data(t, TYPE_NUMBER, tone->ink, b->number);
        t->node[number].role = ROLE_HEADING;
        node_close(t);
    }
    if (b->lead != NULL && !(numbered && t->fit >= FIT_TIGHT)) {
        node_text(t, TYPE_LEAD, tone->ink, b->lead);
    }
    node_close(t);
    band_rule(t, tone);
}

/* Kana above the first line push it down; its number goes with it. */
static int ruby_shift(const struct node_tree *t, const char *text, struct type_style body, int dot)
{
    if (!t->modes.easy || strchr(text, '{') == NULL) {
        return 0;
    }
    int middle = body.px * RUBY_LEADING_PERCENT / 100 - body.px * 55 / 100;
    return middle > dot / 2 ? middle - dot / 2 : 0;
}

static void one_step(struct node_tree *t, const struct tone_row *tone, int number, const char *text)
{
    int dot = t->modes.large ? STEP_DOT_LARGE_PX : STEP_DOT_PX;
    bool tight = t->fit >= FIT_COMPACT;
    struct type_style body = type_style(TYPE_BODY, t->modes.large, t->fit);
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .gap = SPACE_4,
                               .pad_y = tight ? SPACE_1 : SPACE_3,
                               .across = PLACE_START});
    int shift = ruby_shift(t, text, body, dot);
    node_open(t, (struct node){0});
    if (shift > 0) {
        node_space(t, shift);
    }
    node_open(t, (struct node){.flow = FLOW_STACK,
                               .width = dot,
                               .height = dot,
                               .fill = tone->dot,
                               .stroke = t->modes.contrast ? tone->mark : COLOUR_NONE,
                               .stroke_px = 3,
                               .radius = dot / 2,
                               .across = PLACE_CENTRE,
                               .along = PLACE_CENTRE});
    node_data(t, TYPE_STEP, t->modes.contrast ? COLOUR_TEXT : tone->dot_ink,
              tree_format(t, "%d", number));
    node_close(t);
    node_close(t);
    /* the first line stands in the middle of its number */
    int drop = shift > 0 ? 0 : dot > body.leading_px ? (dot - body.leading_px) / 2 : 0;
    node_open(t, (struct node){.grow = 1, .pad_y = drop});
    node_text(t, TYPE_BODY, COLOUR_TEXT, text);
    node_close(t);
    node_close(t);
    node_add(t, (struct node){.height = 2, .fill = COLOUR_LINE_SOFT});
}

void ui_steps(struct node_tree *t, enum tone tone, const char *const step[STEPS_MAX])
{
    int number = 0;
    node_open(t, (struct node){0});
    for (int i = 0; i < STEPS_MAX; i++) {
        if (step[i] != NULL) {
            one_step(t, &tones[tone], ++number, step[i]);
        }
    }
    node_close(t);
}

void ui_note(struct node_tree *t, const char *text)
{
    if (text != NULL && text[0] != '\0' && t->fit < FIT_PLAIN) {
        node_text(t, TYPE_NOTE, COLOUR_TEXT_SUB, text);
    }
}

void ui_note_data(struct node_tree *t, const char *data)
{
    if (data != NULL && data[0] != '\0' && t->fit < FIT_COMPACT) {
        node_data(t, TYPE_NOTE, COLOUR_TEXT_SUB, data);
    }
}

void ui_picture(struct node_tree *t, enum picture picture, int share)
{
    if (picture != PICTURE_NONE && t->fit == FIT_DESIGNED) {
        node_add(t,
                 (struct node){.picture = picture, .min_height = PICTURE_LEAST_PX, .grow = share});
    }
}

static int button_height(const struct node_tree *t, const struct button *b)
{
    int height = b->height > 0 ? b->height : MAIN_BUTTON_HEIGHT;
    int most = t->fit >= FIT_SMALLER ? TARGET_MIN : t->fit >= FIT_TIGHT ? 112 : height;
    return height < most ? height : most;
}

void ui_button(struct node_tree *t, const struct button *b)
{
    bool filled = b->look == BUTTON_FILLED;
    enum colour ink = b->disabled                 ? COLOUR_ON_DISABLED
                      : filled                    ? COLOUR_ON_ACTION
                      : b->look == BUTTON_OUTLINE ? COLOUR_ACTION
                                                  : COLOUR_TEXT;
    enum colour fill = b->disabled ? COLOUR_DISABLED : filled ? COLOUR_ACTION : COLOUR_SHEET;
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .width = b->width,
                               .grow = b->grow,
                               .min_height = button_height(t, b),
                               .pad_x = SPACE_2,
                               .pad_y = SPACE_1,
                               .gap = SPACE_2,
                               .across = PLACE_CENTRE,
                               .along = PLACE_CENTRE,
                               .fill = fill,
                               .stroke = filled || b->disabled ? COLOUR_NONE : ink,
                               .stroke_px = 4,
                               .radius = BUTTON_RADIUS,
                               .role = ROLE_BUTTON,
                               .name = tree_keep(t, b->label),
                               .action = b->action,
                               .argument = b->argument,
                               .primary = filled,
                               .enabled = !b->disabled});
    if (b->icon != ICON_NONE) {
        node_icon(t, b->icon, SPACE_6, ink, fill);
    }
    int label = node_text(t, b->type != 0 ? b->type : TYPE_BUTTON, ink, b->label);
    t->node[label].across = PLACE_CENTRE;
    node_close(t);
}

void ui_camera_slot(struct node_tree *t, int height, int least)
{
    bool designed = t->fit <= FIT_WORDS && !t->modes.low;
    node_add(t, (struct node){.live = LIVE_CAMERA,
                              .name = tree_keep(t, say(t, TEXT_CAMERA)),
                              .height = designed ? height : 0,
                              .min_height = least,
                              .grow = designed ? 0 : 1,
                              .fill = COLOUR_CAMERA,
                              .ink = COLOUR_CAMERA_MARK,
                              .radius = CAMERA_RADIUS,
                              .role = ROLE_IMAGE});
}
