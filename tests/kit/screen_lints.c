#include "tests/kit/screen_lints.h"

#include <string.h>
#include "base/utf8.h"
#include "typeset/kinsoku.h"
#include "ui/query.h"

enum { ACTIONS_MAX = 3, STAFF_TEXT_MIN_PX = 24 };

static bool is_control(const struct node *n)
{
    return n->action != ACTION_NONE && n->enabled;
}

static bool is_inside(struct rect in, struct rect out)
{
    return in.x >= out.x && in.y >= out.y && in.x + in.w <= out.x + out.w &&
           in.y + in.h <= out.y + out.h;
}

static bool overlap(struct rect a, struct rect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static bool is_above(const struct node_tree *t, int upper, int node)
{
    for (int at = node; at != 0; at = t->node[at].parent) {
        if (at == upper) {
            return true;
        }
    }
    return upper == 0;
}

static int nothing_overflows(const struct node_tree *t, const struct view_fixture *f)
{
    (void)f;
    return t->overflow ? 0 : -1;
}

static int every_node_is_inside_its_parent(const struct node_tree *t, const struct view_fixture *f)
{
    (void)f;
    for (int i = 1; i < t->count; i++) {
        if (!is_inside(t->node[i].rect, t->node[t->node[i].parent].rect)) {
            return i;
        }
    }
    return -1;
}

static int texts_do_not_overlap(const struct node_tree *t, const struct view_fixture *f)
{
    (void)f;
    for (int a = 1; a < t->count; a++) {
        for (int b = a + 1; t->node[a].text != 0 && b < t->count; b++) {
            if (t->node[b].text != 0 && overlap(t->node[a].rect, t->node[b].rect)) {
                return b;
            }
        }
    }
    return -1;
}

static int controls_do_not_overlap(const struct node_tree *t, const struct view_fixture *f)
{
    (void)f;
    for (int a = 1; a < t->count; a++) {
        for (int b = a + 1; is_control(&t->node[a]) && b < t->count; b++) {
            if (is_control(&t->node[b]) && !is_above(t, a, b) &&
                overlap(t->node[a].rect, t->node[b].rect)) {
                return b;
            }
        }
    }
    return -1;
}

static int targets_are_large(const struct node_tree *t, const struct view_fixture *f)
{
    (void)f;
    int least = t->side == SIDE_APPLICANT ? TARGET_MIN : STAFF_TARGET_MIN;
    for (int i = 1; i < t->count; i++) {
        const struct node *n = &t->node[i];
        if (is_control(n) && (n->rect.w < least || n->rect.h < least)) {
            return i;
        }
    }
    return -1;
}

static int controls_are_in_reach(const struct node_tree *t, const struct view_fixture *f)
{
    (void)f;
    int top = t->modes.low ? LOW_REACH_TOP : REACH_TOP;
    for (int i = 1; t->side == SIDE_APPLICANT && i < t->count; i++) {
        const struct node *n = &t->node[i];
        bool seen = n->text != 0 || n->icon != ICON_NONE || n->live != LIVE_NONE;
        bool reached = is_control(n) && !tree_is_cell(n); /* cells try the whole glass */
        if ((reached || (t->modes.low && seen)) && n->rect.y < top) {
            return i;
        }
    }
    return -1;
}

static bool is_helper(enum action a)
{
    return a == ACTION_TEXT_LARGE || a == ACTION_CONTRAST || a == ACTION_REACH_LOW ||
           a == ACTION_VOICE || a == ACTION_EASY || a == ACTION_CALL_STAFF || a == ACTION_DISPLAY ||
           a == ACTION_TOGGLE_ITEM || a == ACTION_LIST_PAGE;
}

static int actions_are_few(const struct node_tree *t, const struct view_fixture *f)
{
    (void)f;
    int actions = 0;
    for (int i = 1; t->side == SIDE_APPLICANT && i < t->count; i++) {
        const struct node *n = &t->node[i];
        actions += is_control(n) && !is_helper(n->action) && !tree_is_cell(n);
        if (actions > ACTIONS_MAX) {
            return i;
        }
    }
    return -1;
}

static int help_is_there(const struct node_tree *t, const struct view_fixture *f)
{
    (void)f;
    return t->side == SIDE_STAFF || ui_tap_node(t, "CALL_STAFF") >= 0 ? -1 : 0;
}

static int controls_belong_to_the_side(const struct node_tree *t, const struct view_fixture *f)
{
    (void)f;
    for (int i = 1; t->side == SIDE_APPLICANT && i < t->count; i++) {
        if (!action_is_for_applicant(t->node[i].action)) {
            return i;
        }
    }
    return -1;
}

static int controls_have_names(const struct node_tree *t, const struct view_fixture *f)
{
    (void)f;
    for (int i = 1; i < t->count; i++) {
        if (is_control(&t->node[i]) && (t->node[i].name == 0 || t->node[i].role == ROLE_NONE)) {
            return i;
        }
    }
    return -1;
}

static int pictures_have_names(const struct node_tree *t, const struct view_fixture *f)
{
    (void)f;
    for (int i = 1; i < t->count; i++) {
        if (t->node[i].role == ROLE_IMAGE && t->node[i].name == 0) {
            return i;
        }
    }
    return -1;
}

static int verdicts_are_said(const struct node_tree *t, const struct view_fixture *f)
{
    (void)f;
    int said = 0;
    for (int i = 1; i < t->count; i++) {
        said += t->node[i].role == ROLE_STATUS;
    }
    return t->side == SIDE_STAFF || said == 1 ? -1 : 0;
}

static int lines_break_well(const struct node_tree *t, const struct view_fixture *f)
{
    (void)f;
    for (int i = 1; i < t->count; i++) {
        const struct node *n = &t->node[i];
        if (n->text == 0 || utf8_count(str_of(tree_text(t, n->text))) == 1) {
            continue; /* a key with one character begins no line */
        }
        const struct text_layout *set = lettering_set(t, i, n->rect.w - 2 * n->pad_x);
        if (kinsoku_fault(set) >= 0 || set->cut || set->height_px > n->rect.h ||
            set->widest_px > n->rect.w) {
            return i;
        }
    }
    return -1;
}

/* Words of ours are never cut in the middle; a name, an address or a clerk's own words may be. */
static int phrases_stay_whole(const struct node_tree *t, const struct view_fixture *f)
{
    (void)f;
    for (int i = 1; i < t->count; i++) {
        const struct node *n = &t->node[i];
        bool foreign = (n->literal && n->type == TYPE_NOTE) || t->screen == SCREEN_A27;
        if (n->text != 0 && !foreign &&
            !lettering_breaks_at_marks(lettering_set(t, i, n->rect.w - 2 * n->pad_x))) {
            return i;
        }
    }
    return -1;
}

static int characters_are_covered(const struct node_tree *t, const struct view_fixture *f)
{
    (void)f;
    for (int i = 1; i < t->count; i++) {
        const struct node *n = &t->node[i];
        if (n->text != 0 &&
            lettering_set(t, i, n->rect.w - 2 * n->pad_x)->coverage != COVERAGE_EXACT) {
            return i;
        }
    }
    return -1;
}

/* The colour that lies under a node: its own, or the nearest one above it. */
static enum colour ground_of(const struct node_tree *t, int node)
{
    for (int at = node;; at = t->node[at].parent) {
        if (t->node[at].fill != COLOUR_NONE || at == 0) {
            return t->node[at].fill;
        }
    }
}

static int texts_have_contrast(const struct node_tree *t, const struct view_fixture *f)
{
    (void)f;
    for (int i = 1; i < t->count; i++) {
        const struct node *n = &t->node[i];
        if (n->text == 0) {
            continue;
        }
        double contrast = colour_contrast(colour_rgb(n->ink, t->modes.contrast),
                                          colour_rgb(ground_of(t, i), t->modes.contrast));
        if (contrast < 7.0) {
            return i;
        }
    }
    return -1;
}

static int icons_have_contrast(const struct node_tree *t, const struct view_fixture *f)
{
    (void)f;
    for (int i = 1; i < t->count; i++) {
        const struct node *n = &t->node[i];
        if (n->icon != ICON_NONE &&
            colour_contrast(colour_rgb(n->ink, t->modes.contrast),
                            colour_rgb(ground_of(t, i), t->modes.contrast)) < 3.0) {
            return i;
        }
    }
    return -1;
}

static int nothing_personal(const struct node_tree *t, const struct view_fixture *f)
{
    bool hidden = t->side == SIDE_APPLICANT || !f->staff.unmasked;
    for (int i = 1; hidden && i < t->count; i++) {
        for (int k = 0; k < VIEW_PERSONAL_COUNT; k++) {
            bool plate_class = strcmp(view_personal[k], "580") == 0 && t->side == SIDE_STAFF;
            if (!plate_class && (strstr(tree_text(t, t->node[i].text), view_personal[k]) != NULL ||
                                 strstr(tree_text(t, t->node[i].name), view_personal[k]) != NULL)) {
                return i;
            }
        }
    }
    return -1;
}

static int staff_texts_are_readable(const struct node_tree *t, const struct view_fixture *f)
{
    (void)f;
    for (int i = 1; t->side == SIDE_STAFF && i < t->count; i++) {
        const struct node *n = &t->node[i];
        if (n->text != 0 && type_style(n->type, false, t->fit).px < STAFF_TEXT_MIN_PX) {
            return i;
        }
    }
    return -1;
}

const struct screen_lint screen_lints[] = {
#define LINT(f)                                                                                    \
    {                                                                                              \
#f, f                                                                                      \
    }
    LINT(nothing_overflows),
    LINT(every_node_is_inside_its_parent),
    LINT(texts_do_not_overlap),
    LINT(controls_do_not_overlap),
    LINT(targets_are_large),
    LINT(controls_are_in_reach),
    LINT(actions_are_few),
    LINT(help_is_there),
    LINT(controls_belong_to_the_side),
    LINT(controls_have_names),
    LINT(pictures_have_names),
    LINT(verdicts_are_said),
    LINT(lines_break_well),
    LINT(phrases_stay_whole),
    LINT(characters_are_covered),
    LINT(texts_have_contrast),
    LINT(icons_have_contrast),
    LINT(nothing_personal),
    LINT(staff_texts_are_readable),
#undef LINT
};

const int screen_lint_count = sizeof screen_lints / sizeof screen_lints[0];
