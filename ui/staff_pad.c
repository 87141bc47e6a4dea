/* Keys of the staff side: single buttons, the number pad, the pad where a person signs. */
#include "ui/staff.h"

enum { KEY_RADIUS = 14, DIGIT_WIDTH = 112, DIGIT_HEIGHT = 76, DIGIT_LOW = 60, DOT = 24 };

static int digit_height(const struct node_tree *t)
{
    return t->fit < FIT_COMPACT ? DIGIT_HEIGHT : DIGIT_LOW;
}

static int pad_gap(const struct node_tree *t)
{
    return t->fit < FIT_COMPACT ? 12 : 6;
}

void ui_word_button(struct node_tree *t, enum type type, enum colour ink, const char *label,
                    struct node look)
{
    look.flow = FLOW_STACK;
    look.across = PLACE_CENTRE;
    look.along = PLACE_CENTRE;
    look.role = ROLE_BUTTON;
    look.name = tree_keep(t, label);
    node_open(t, look);
    int text = node_data(t, type, ink, label);
    t->node[text].across = PLACE_CENTRE;
    node_close(t);
}

void ui_staff_key(struct node_tree *t, const struct staff_key *key)
{
    bool filled = key->primary && !key->disabled;
    enum colour fill = key->disabled ? COLOUR_DISABLED
                       : filled      ? COLOUR_ACTION
                       : key->chosen ? COLOUR_ACTION_TINT
                                     : COLOUR_SHEET;
    enum colour ink = key->disabled ? COLOUR_ON_DISABLED
                      : filled      ? COLOUR_ON_ACTION
                      : key->chosen ? COLOUR_ACTION
                                    : COLOUR_TEXT;
    ui_word_button(t, TYPE_STAFF_BOLD, ink, key->label,
                   (struct node){.width = key->width,
                                 .height = key->height == 0 ? STAFF_BUTTON_HEIGHT : key->height,
                                 .grow = key->grow,
                                 .pad_x = key->width != 0  ? 4
                                          : key->grow != 0 ? SPACE_1
                                                           : 20,
                                 .fill = fill,
                                 .stroke = filled || key->disabled ? COLOUR_NONE
                                           : key->chosen           ? COLOUR_ACTION
                                                                   : COLOUR_LINE,
                                 .stroke_px = 3,
                                 .radius = KEY_RADIUS,
                                 .action = key->action,
                                 .argument = key->argument,
                                 .primary = key->primary,
                                 .checked = key->chosen,
                                 .enabled = !key->disabled});
}

static void digit(struct node_tree *t, int value)
{
    ui_staff_key(t, &(struct staff_key){.label = tree_format(t, "%d", value),
                                        .action = ACTION_STAFF_DIGIT,
                                        .argument = value,
                                        .width = DIGIT_WIDTH,
                                        .height = digit_height(t)});
}

void ui_keypad(struct node_tree *t, const struct staff_key *enter)
{
    struct staff_key key = *enter;
    key.width = DIGIT_WIDTH;
    key.height = digit_height(t);
    node_open(t, (struct node){.gap = pad_gap(t)});
    for (int row = 0; row < 3; row++) {
        node_open(t, (struct node){.flow = FLOW_ROW, .gap = 12});
        for (int column = 1; column <= 3; column++) {
            digit(t, row * 3 + column);
        }
        node_close(t);
    }
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = 12});
    ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_LOGIN_CLEAR),
                                        .action = ACTION_STAFF_CLEAR,
                                        .width = DIGIT_WIDTH,
                                        .height = digit_height(t)});
    digit(t, 0);
    ui_staff_key(t, &key);
    node_close(t);
    node_close(t);
}

static void names(struct node_tree *t, const struct desk_view *d, const char *how)
{
    node_open(t, (struct node){.gap = pad_gap(t), .grow = 1});
    if (how != NULL && t->fit < FIT_COMPACT) {
        node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT, how);
    }
    for (int i = 0; i < d->name_count; i += 2) {
        node_open(t, (struct node){.flow = FLOW_ROW, .gap = 12});
        for (int k = i; k < i + 2 && k < d->name_count; k++) {
            ui_staff_key(t, &(struct staff_key){.label = d->name[k].name,
                                                .action = ACTION_STAFF_WHO,
                                                .argument = d->name[k].argument,
                                                .width = 200,
                                                .height = t->fit < FIT_COMPACT ? 72 : 56,
                                                .chosen = d->name[k].chosen});
        }
        node_close(t);
    }
    if (d->page_count > 1) {
        ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_LOGIN_MORE),
                                            .action = ACTION_STAFF_PAGE,
                                            .argument = (d->page + 1) % d->page_count,
                                            .height = 56});
    }
    node_close(t);
}

/* As many dots as digits stand: never the digits. */
static void dots(struct node_tree *t, int count)
{
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .gap = 12,
                               .height = t->fit < FIT_COMPACT ? 40 : 28,
                               .along = PLACE_CENTRE,
                               .across = PLACE_CENTRE});
    for (int i = 0; i < PIN_DIGITS_MAX; i++) {
        node_add(t, (struct node){.width = DOT,
                                  .height = DOT,
                                  .radius = DOT / 2,
                                  .fill = i < count ? COLOUR_TEXT : COLOUR_NONE,
                                  .stroke = COLOUR_LINE,
                                  .stroke_px = 2});
    }
    node_close(t);
}

static const char *state_words(struct node_tree *t, const struct desk_view *d)
{
    bool chosen = false;
    for (int i = 0; i < d->name_count; i++) {
        chosen |= d->name[i].chosen;
    }
    if (d->verifying) {
        return say(t, TEXT_LOGIN_CHECKING);
    }
    if (d->wait_seconds > 0) {
        return say_int(t, TEXT_LOGIN_WAIT, d->wait_seconds);
    }
    if (d->refused || d->pin_lost) {
        return say(t, d->refused ? TEXT_LOGIN_WRONG : TEXT_LOGIN_LOST);
    }
    return say(t, chosen ? TEXT_LOGIN_HOW : TEXT_LOGIN_CHOOSE);
}

void ui_sign_pad(struct node_tree *t, const struct staff_view *v, const char *how)
{
    const struct desk_view *d = &v->desk;
    bool ready = d->digit_count >= PIN_DIGITS_MIN && !d->verifying && d->wait_seconds == 0;
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_3});
    names(t, d, how);
    node_open(t, (struct node){.gap = pad_gap(t), .width = 3 * DIGIT_WIDTH + 24});
    int words = node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT, state_words(t, d));
    t->node[words].role = ROLE_STATUS;
    t->node[words].across = PLACE_CENTRE;
    dots(t, d->digit_count);
    ui_keypad(t, &(struct staff_key){.label = say(t, TEXT_LOGIN_ENTER),
                                     .action = ACTION_STAFF_LOGIN,
                                     .primary = true,
                                     .disabled = !ready});
    node_close(t);
    node_close(t);
}
