#include "ui/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/str.h"

enum { READING_SIZE = 1024 };

static uint64_t mix(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++) {
        hash = (hash ^ p[i]) * 0x100000001B3ULL; /* NOLINT: whole texts and plain members */
    }
    return hash;
}

uint64_t tree_hash(const struct node_tree *t)
{
    uint64_t hash = 0xCBF29CE484222325ULL;
    const int head[] = {(int)t->side,   (int)t->screen,    (int)t->fit,
                        t->modes.large, t->modes.contrast, t->modes.easy};
    hash = mix(hash, head, sizeof head);
    for (int i = 0; i < t->count; i++) {
        const struct node *n = &t->node[i];
        const int drawn[] = {(int)n->fill,   (int)n->stroke, (int)n->ink,  (int)n->sign,
                             n->stroke_px,   n->radius,      (int)n->icon, (int)n->picture,
                             n->icon_px,     (int)n->live,   (int)n->type, n->literal,
                             (int)n->across, n->rect.x,      n->rect.y,    n->rect.w,
                             n->rect.h,      (int)n->action, n->argument,  n->enabled,
                             n->checked};
        hash = mix(hash, drawn, sizeof drawn);
        const char *text = tree_text(t, n->text);
        hash = mix(hash, text, strlen(text) + 1);
    }
    return hash;
}

static bool is_control(const struct node *n)
{
    return n->action != ACTION_NONE && n->enabled;
}

bool tree_is_cell(const struct node *n)
{
    return n->action == ACTION_TOUCH_CELL || n->action == ACTION_STAFF_TEST_CELL;
}

int tree_control_at(const struct node_tree *t, int x, int y)
{
    for (int i = t->count - 1; i >= 0; i--) {
        const struct rect *r = &t->node[i].rect;
        if (is_control(&t->node[i]) && x >= r->x && x < r->x + r->w && y >= r->y &&
            y < r->y + r->h) {
            return i;
        }
    }
    return -1;
}

/* The staff's entrance, and cells that ask whether a finger is felt: a key has no business there.
 */
static bool is_for_fingers(const struct node *n)
{
    return n->action == ACTION_STAFF_ENTRANCE || tree_is_cell(n);
}

int tree_next_control(const struct node_tree *t, int node, bool backwards)
{
    int step = backwards ? -1 : 1;
    int at = node < 0 ? (backwards ? t->count : -1) : node;
    for (int tried = 0; tried <= t->count; tried++) {
        at = (at + step + t->count + 1) % (t->count + 1);
        if (at < t->count && !is_for_fingers(&t->node[at]) && is_control(&t->node[at])) {
            return at;
        }
    }
    return -1;
}

static bool name_is(const struct node_tree *t, const struct node *n, const char *name)
{
    char array[READING_SIZE];
    struct strbuf reading = strbuf_on(array, sizeof array);
    text_reading(&reading, tree_text(t, n->name));
    return strcmp(array, name) == 0;
}

static bool action_is(const struct node *n, struct str name)
{
    struct str rest = name;
    struct str word = str_token(&rest, ':');
    if (!str_equal(word, str_of(action_name(n->action)))) {
        return false;
    }
    int64_t argument = 0;
    return rest.n == 0 || (str_to_int64(rest, &argument) && argument == n->argument);
}

int ui_tap_node(const struct node_tree *t, const char *name)
{
    for (int i = 0; i < t->count; i++) {
        const struct node *n = &t->node[i];
        if (is_control(n) && (action_is(n, str_of(name)) || name_is(t, n, name))) {
            return i;
        }
    }
    return -1;
}
