/* Cards, chips and fields of the staff side. */
#include "ui/staff.h"

#include <string.h>
#include "base/utf8.h"

enum { CARD_RADIUS = 16, CHIP_RADIUS = 14, MASKED_SIZE = NAME_SIZE + 16 };

const char *ui_clock(struct node_tree *t, int64_t wall_ms)
{
    struct civil at = civil_of(wall_ms);
    return tree_format(t, "%d:%02d", at.hour, at.minute);
}

void ui_chip(struct node_tree *t, enum chip_look look, const char *text)
{
    static const struct {
        enum colour fill, ink;
    } looks[] = {
        [CHIP_PLAIN] = {COLOUR_NEUTRAL, COLOUR_TEXT},
        [CHIP_READY] = {COLOUR_ACTION, COLOUR_ON_ACTION},
        [CHIP_ATTENTION] = {COLOUR_ATTENTION, COLOUR_ON_ATTENTION},
        [CHIP_STOP] = {COLOUR_STOP, COLOUR_STOP_SIGN},
    };
    node_open(t, (struct node){.flow = FLOW_STACK,
                               .height = 34,
                               .pad_x = 10,
                               .across = PLACE_CENTRE,
                               .along = PLACE_CENTRE,
                               .fill = looks[look].fill,
                               .radius = CHIP_RADIUS});
    node_text(t, TYPE_STAFF_SMALL, looks[look].ink, text);
    node_close(t);
}

static const char *tail(const char *text, size_t bytes)
{
    size_t n = strlen(text);
    return n > bytes ? text + n - bytes : text;
}

/* What else can be seen of this person, at the right end of the title. */
static bool has_title_key(const struct staff_view *v)
{
    bool details = v->screen == SCREEN_S01 || (v->screen == SCREEN_S02 && v->details_open);
    return v->screen == SCREEN_S03 || (details && v->item_count > 0);
}

static void title_keys(struct node_tree *t, const struct staff_view *v)
{
    int height = t->fit < FIT_COMPACT ? 64 : STAFF_TARGET_MIN;
    if (!has_title_key(v)) {
        return;
    }
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_1});
    if (v->screen == SCREEN_S03) {
        ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_PHRASES_OPEN),
                                            .action = ACTION_STAFF_PHRASE_SHEET,
                                            .height = height});
    }
    if (v->screen == SCREEN_S02) { /* where it was opened, it is closed */
        ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_STAFF_DETAILS_CLOSE),
                                            .action = ACTION_STAFF_BACK,
                                            .height = height});
    } else if (v->screen == SCREEN_S01 || t->fit < FIT_PLAIN) {
        ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_STAFF_DETAILS),
                                            .action = ACTION_STAFF_SCREEN,
                                            .argument = SCREEN_S02,
                                            .height = height});
    }
    node_close(t);
}

void ui_staff_title(struct node_tree *t, const struct staff_view *v)
{
    const struct application *a = &v->item.application;
    bool small = t->fit >= FIT_SMALLER;
    bool crowded = has_title_key(v) && v->screen != SCREEN_S02;
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_1, .across = PLACE_CENTRE});
    node_open(t, (struct node){.flow = FLOW_ROW, .grow = 1, .gap = 20, .across = PLACE_END});
    node_data(t, small ? TYPE_STAFF_TITLE : TYPE_STAFF_CALL, COLOUR_TEXT, v->call_no);
    node_open(t, (struct node){
                     .flow = FLOW_ROW, .gap = 14, .pad_y = small ? 0 : 10, .across = PLACE_CENTRE});
    if (v->item.known) {
        if (v->item_count == 1 || !crowded) { /* of a firm's items the number counts */
            node_text(t, TYPE_STAFF_TITLE, COLOUR_TEXT, say_procedure(t, a->procedure));
        }
        if (a->receipt_no[0] != '\0') {
            ui_chip(t, CHIP_PLAIN, say_with(t, TEXT_CHIP_RECEIPT, tail(a->receipt_no, 4), NULL));
        }
        bool roomy = !crowded && (v->screen != SCREEN_S02 || t->fit <= FIT_WORDS);
        if (v->item_count == 1 && (t->upright || roomy)) {
            ui_chip(t, CHIP_PLAIN,
                    say(t, a->filing == FILING_BULK ? TEXT_CHIP_BULK : TEXT_CHIP_SCREEN));
        }
    }
    if (v->item_count > 1) {
        ui_chip(t, CHIP_READY,
                say_with(t, TEXT_CHIP_ITEM, tree_format(t, "%d", v->item_no + 1),
                         tree_format(t, "%d", v->item_count)));
    }
    node_close(t);
    node_close(t);
    title_keys(t, v);
    node_close(t);
}

void ui_staff_heading(struct node_tree *t, const char *title, const char *how)
{
    node_open(t, (struct node){.gap = 4});
    int heading = node_text(t, TYPE_STAFF_TITLE, COLOUR_TEXT, title);
    t->node[heading].role = ROLE_HEADING;
    if (how != NULL && t->fit < FIT_PLAIN) {
        node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, how);
    }
    node_close(t);
}

void ui_card_open(struct node_tree *t, int gap)
{
    node_open(t, (struct node){.pad_x = 28,
                               .pad_y = t->fit < FIT_COMPACT   ? 18
                                        : t->fit < FIT_SMALLER ? SPACE_1
                                                               : 2,
                               .gap = gap,
                               .fill = COLOUR_SHEET,
                               .stroke = COLOUR_LINE_SOFT,
                               .stroke_px = 2,
                               .radius = CARD_RADIUS});
}

/* Label above, value below. */
static void field(struct node_tree *t, enum text label, const char *value)
{
    node_open(t, (struct node){0});
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, label));
    bool small = t->fit >= FIT_COMPACT;
    int text = node_data(t, small ? TYPE_STAFF_BODY : TYPE_STAFF_NAME, COLOUR_TEXT,
                         value[0] == '\0' ? "－" : value);
    t->node[text].across = PLACE_START;
    node_close(t);
}

void ui_line(struct node_tree *t, const char *label, const char *value)
{
    int height = t->fit < FIT_COMPACT ? STAFF_LINE_HEIGHT : t->fit < FIT_SMALLER ? 48 : 36;
    node_open(t,
              (struct node){
                  .flow = FLOW_ROW, .min_height = height, .gap = SPACE_3, .across = PLACE_CENTRE});
    node_open(t, (struct node){.width = 232});
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, label);
    node_close(t);
    int text = node_data(t, t->fit < FIT_COMPACT ? TYPE_STAFF_BODY : TYPE_STAFF_SMALL, COLOUR_TEXT,
                         value[0] == '\0' ? "－" : value);
    t->node[text].grow = 1;
    t->node[text].across = PLACE_START;
    node_close(t);
}

const char *ui_digest(struct node_tree *t, const char *digest)
{
    return tree_format(t, "%.4s %.4s %.4s %.4s", digest, digest + 4, digest + 8, digest + 12);
}

void ui_rule(struct node_tree *t)
{
    node_add(t, (struct node){.height = 2, .fill = COLOUR_LINE_SOFT});
}

void ui_tabs(struct node_tree *t, const struct staff_tab *tab, int count)
{
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_1});
    for (int i = 0; i < count; i++) {
        ui_staff_key(t, &(struct staff_key){.label = say(t, tab[i].label),
                                            .action = ACTION_STAFF_PAGE,
                                            .argument = i,
                                            .height = t->fit < FIT_COMPACT ? 64 : STAFF_TARGET_MIN,
                                            .grow = 1,
                                            .chosen = tab[i].here});
    }
    node_close(t);
}

void ui_pair(struct node_tree *t, const char *label, const char *value)
{
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_3, .across = PLACE_START});
    node_open(t, (struct node){.width = 200});
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, label);
    node_close(t);
    int text = node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT, value[0] == '\0' ? "－" : value);
    t->node[text].grow = 1;
    t->node[text].across = PLACE_START;
    node_close(t);
}

/* Name with everything after its first character hidden. */
static void masked_name(const char *name, struct strbuf *out)
{
    struct str rest = str_of(name);
    struct str first = rest;
    uint32_t c = 0;
    if (!utf8_next(&rest, &c)) {
        return;
    }
    /* a variation selector belongs to its character */
    struct str ahead = rest;
    while (utf8_next(&ahead, &c) &&
           ((c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF))) {
        rest = ahead;
    }
    strbuf_add(out, (struct str){first.p, first.n - rest.n});
    strbuf_text(out, " ●●");
}

static void unmask_button(struct node_tree *t)
{
    const char *label = say(t, TEXT_LABEL_UNMASK);
    ui_word_button(t, TYPE_STAFF_SMALL, COLOUR_ACTION, label,
                   (struct node){.height = 56,
                                 .pad_x = SPACE_2,
                                 .radius = 12,
                                 .fill = COLOUR_ACTION_TINT,
                                 .action = ACTION_STAFF_UNMASK,
                                 .enabled = true});
}

void ui_person_card(struct node_tree *t, const struct staff_view *v)
{
    const struct application *a = &v->item.application;
    ui_card_open(t, 0);
    if (!v->item.known) {
        node_text(t, TYPE_STAFF_BODY, COLOUR_TEXT_SUB,
                  say(t, v->item.kept ? TEXT_LABEL_KEPT : TEXT_LABEL_LOOKING));
    }
    if (!v->item.known && !v->item.kept) {
        node_close(t);
        return;
    }
    char name[MASKED_SIZE];
    struct strbuf masked = strbuf_on(name, sizeof name);
    char plate[PLATE_TEXT_SIZE];
    if (v->unmasked) {
        strbuf_text(&masked, a->user_party);
        plate_no_text(&a->plate_no, plate);
    } else {
        masked_name(a->user_party, &masked);
        plate_no_masked(&a->plate_no, plate);
    }
    if (v->unmasked) {
        field(t, TEXT_LABEL_USER, name);
    }
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_3, .across = PLACE_END});
    if (!v->unmasked) {
        field(t, TEXT_LABEL_USER, name);
        unmask_button(t);
        node_spring(t);
    }
    field(t, TEXT_LABEL_PLATE, plate);
    field(t, TEXT_LABEL_SHELF, a->shelf);
    node_close(t);
    ui_letter_flags(t, v);
    node_close(t);
}

void ui_message(struct node_tree *t, enum device_level level, const char *data)
{
    static const struct {
        enum colour fill, edge;
    } looks[] = {
        [DEVICE_OK] = {COLOUR_ACTION_TINT, COLOUR_ACTION},
        [DEVICE_ATTENTION] = {COLOUR_ATTENTION_TINT, COLOUR_ATTENTION},
        [DEVICE_DOWN] = {COLOUR_STOP_TINT, COLOUR_STOP},
    };
    if (data[0] == '\0') {
        return;
    }
    node_open(t, (struct node){.pad_x = 28,
                               .pad_y = t->fit < FIT_COMPACT ? SPACE_2 : SPACE_1,
                               .fill = looks[level].fill,
                               .stroke = looks[level].edge,
                               .stroke_px = 2,
                               .radius = CARD_RADIUS});
    node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT, data);
    node_close(t);
}

static const enum text tax_words[TAX_COUNT] = {
    [TAX_CONFIRMED] = TEXT_TAX_CONFIRMED,
    [TAX_UNCONFIRMED] = TEXT_TAX_UNCONFIRMED,
    [TAX_NOT_APPLICABLE] = TEXT_TAX_NOT_APPLICABLE,
    [TAX_UNAVAILABLE] = TEXT_TAX_UNAVAILABLE,
};

void ui_state_pairs(struct node_tree *t, const struct application *a)
{
    bool verbatim = a->status == APP_UNKNOWN && a->status_text[0] != '\0';
    ui_pair(t, say(t, TEXT_LABEL_STATUS), verbatim ? a->status_text : app_status_label(a->status));
    ui_pair(t, say(t, TEXT_LABEL_TAX), say(t, tax_words[a->tax]));
}

void ui_deliverable_chips(struct node_tree *t, const struct application *a)
{
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_1, .across = PLACE_CENTRE});
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_LABEL_DELIVERABLES));
    for (int i = 0; i < a->deliverable_count; i++) {
        if (a->deliverable[i].handed_here) {
            ui_chip(t, CHIP_PLAIN, deliverable_label(a->deliverable[i].kind));
        }
    }
    node_close(t);
}

void ui_sheet_chips(struct node_tree *t, const struct stock_view *s)
{
    bool is_any = false;
    for (int k = 0; k < STOCK_KIND_COUNT; k++) {
        is_any |= s->wanted[k];
    }
    if (!is_any) {
        return;
    }
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_1});
    for (int k = 0; k < STOCK_KIND_COUNT; k++) {
        bool is_read = s->read[k][0] != '\0';
        if (s->wanted[k]) {
            ui_chip(t, is_read ? CHIP_READY : CHIP_ATTENTION,
                    tree_format(t, "%s %s", stock_kind_label((enum stock_kind)k),
                                is_read ? s->read[k] : say(t, TEXT_STOCK_TO_READ)));
        }
    }
    node_close(t);
}
