/* S05 in three steps: the reason, what happened in a few words, the second person. */
#include "ui/build.h"
#include "ui/staff.h"

enum { PHRASES_SHOWN = 3 };

/* What may not be chosen says when it may. */
static void reason(struct node_tree *t, const struct desk_reason *r)
{
    node_open(t, (struct node){.pad_x = SPACE_3,
                               .min_height = t->fit < FIT_COMPACT ? 72 : 64,
                               .along = PLACE_CENTRE,
                               .fill = r->allowed ? COLOUR_SHEET : COLOUR_NEUTRAL,
                               .stroke = r->allowed ? COLOUR_LINE : COLOUR_NONE,
                               .stroke_px = 3,
                               .radius = 14,
                               .role = ROLE_BUTTON,
                               .name = tree_keep(t, exception_label(r->kind)),
                               .action = ACTION_STAFF_REASON,
                               .argument = (int)r->kind,
                               .enabled = r->allowed});
    node_data(t, r->allowed ? TYPE_STAFF_BOLD : TYPE_STAFF_SMALL,
              r->allowed ? COLOUR_TEXT : COLOUR_TEXT_SUB, exception_label(r->kind));
    if (!r->allowed && r->why_not != NULL) {
        node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, r->why_not);
    }
    node_close(t);
}

static void reasons(struct node_tree *t, const struct staff_view *v)
{
    node_open(t, (struct node){.gap = t->fit < FIT_COMPACT ? SPACE_1 : 4});
    for (int i = 0; i < v->desk.reason_count; i++) {
        reason(t, &v->desk.reason[i]);
    }
    node_close(t);
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_EXCEPTION_NEVER));
}

static const struct desk_reason *chosen_reason(const struct staff_view *v)
{
    for (int i = 0; i < v->desk.reason_count; i++) {
        if (v->desk.reason[i].chosen) {
            return &v->desk.reason[i];
        }
    }
    return NULL;
}

static void note_box(struct node_tree *t, const struct desk_view *d)
{
    int count = note_characters(d->note);
    int missing = NOTE_CHARACTERS_MIN - count;
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = 12, .across = PLACE_CENTRE});
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .grow = 1,
                               .min_height = 72,
                               .pad_x = SPACE_2,
                               .gap = SPACE_2,
                               .across = PLACE_CENTRE,
                               .fill = COLOUR_SHEET,
                               .stroke = COLOUR_ACTION,
                               .stroke_px = 3,
                               .radius = 14});
    int text = node_data(t, t->fit < FIT_COMPACT ? TYPE_STAFF_BODY : TYPE_STAFF_SMALL, COLOUR_TEXT,
                         d->note);
    t->node[text].grow = 1;
    t->node[text].across = PLACE_START;
    node_text(t, TYPE_STAFF_SMALL, missing > 0 ? COLOUR_STOP : COLOUR_TEXT_SUB,
              missing > 0 ? say_int(t, TEXT_EXCEPTION_MISSING, missing)
                          : say_int(t, TEXT_EXCEPTION_ENOUGH, count));
    node_close(t);
    ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_NOTE_SMALL),
                                        .action = ACTION_STAFF_TEXT,
                                        .argument = NOTE_KEY_SMALL,
                                        .height = 72});
    ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_NOTE_ERASE),
                                        .action = ACTION_STAFF_TEXT,
                                        .argument = NOTE_KEY_ERASE,
                                        .height = 72});
    node_close(t);
}

static void phrases(struct node_tree *t, enum exception_kind kind)
{
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_1});
    for (int i = 0; i < PHRASES_SHOWN && exception_phrase(kind, i) != NULL; i++) {
        const char *phrase = exception_phrase(kind, i);
        ui_word_button(t, TYPE_STAFF_SMALL, COLOUR_ACTION, phrase,
                       (struct node){.height = t->fit < FIT_COMPACT ? 58 : STAFF_TARGET_MIN,
                                     .grow = 1,
                                     .fill = COLOUR_ACTION_TINT,
                                     .radius = 14,
                                     .action = ACTION_STAFF_PHRASE,
                                     .argument = i,
                                     .enabled = true});
    }
    node_close(t);
}

static void write_words(struct node_tree *t, const struct staff_view *v)
{
    const struct desk_reason *r = chosen_reason(v);
    int heading =
        node_data(t, TYPE_STAFF_BOLD, COLOUR_TEXT, r == NULL ? "" : exception_label(r->kind));
    t->node[heading].role = ROLE_HEADING;
    if (t->fit < FIT_COMPACT) {
        node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_EXCEPTION_WRITE));
    }
    note_box(t, &v->desk);
    if (r != NULL) {
        phrases(t, r->kind);
    }
    ui_kana_pad(t);
}

static void sign(struct node_tree *t, const struct staff_view *v)
{
    const struct desk_reason *r = chosen_reason(v);
    ui_card_open(t, SPACE_1);
    if (r != NULL && t->fit < FIT_SMALLER) {
        node_data(t, TYPE_STAFF_BOLD, COLOUR_TEXT, exception_label(r->kind));
    }
    node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT, v->desk.note);
    node_close(t);
    ui_sign_pad(t, v, say(t, TEXT_EXCEPTION_SIGN));
}

static void ways_on(struct node_tree *t, const struct staff_view *v)
{
    bool enough = note_characters(v->desk.note) >= NOTE_CHARACTERS_MIN;
    int height = t->fit < FIT_COMPACT ? 0 : 56;
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_2});
    ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_STAFF_TO_QUEUE),
                                        .action = ACTION_STAFF_BACK,
                                        .height = height,
                                        .grow = v->desk.writes_note ? 0 : 1});
    if (v->desk.writes_note) {
        ui_staff_key(t, &(struct staff_key){.label = say(t, enough ? TEXT_EXCEPTION_NEXT
                                                                   : TEXT_EXCEPTION_NEXT_MISSING),
                                            .action = ACTION_STAFF_REASON_GIVEN,
                                            .height = height,
                                            .grow = 1,
                                            .primary = true,
                                            .disabled = !enough});
    }
    node_close(t);
}

void screen_exception(const struct staff_view *v, struct node_tree *t)
{
    ui_staff_begin(t, v, STAFF_LEFT_QUEUE);
    if (!v->desk.has_list) {
        ui_staff_heading(t, say(t, TEXT_EXCEPTION_TITLE), NULL);
        ui_message(t, DEVICE_ATTENTION, say(t, TEXT_EXCEPTION_NO_LIST));
    } else if (!v->has_ticket) {
        ui_staff_heading(t, say(t, TEXT_EXCEPTION_TITLE), NULL);
        ui_message(t, DEVICE_ATTENTION, say(t, TEXT_EXCEPTION_NO_TICKET));
    } else if (v->desk.wants_person) {
        sign(t, v);
    } else if (v->desk.writes_note) {
        write_words(t, v);
    } else {
        ui_staff_title(t, v);
        reasons(t, v);
    }
    node_spring(t);
    ways_on(t, v);
    node_close(t);
    node_close(t);
}
