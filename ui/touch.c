#include "ui/touch.h"

void touch_init(struct touch *touch)
{
    *touch = (struct touch){.held = -1, .focus = -1};
}

static bool is_inside(struct rect r, int x, int y)
{
    return x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h;
}

static struct touch_result act(struct touch *touch, const struct node_tree *t, int node,
                               uint64_t now_ms)
{
    struct touch_result result = {.changed = true};
    /* Digits come fast, and one too many does no harm. */
    bool digit = node >= 0 && touch->digit && t->node[node].action == ACTION_STAFF_DIGIT;
    uint64_t deaf_ms = digit ? TOUCH_DIGIT_DEAF_MS : TOUCH_DEAF_MS;
    bool deaf = touch->acted && now_ms < touch->acted_ms + deaf_ms;
    if (node >= 0 && !deaf) {
        result.action = t->node[node].action;
        result.argument = t->node[node].argument;
        touch->acted = true;
        touch->acted_ms = now_ms;
        touch->digit = result.action == ACTION_STAFF_DIGIT;
        touch->screen = t->screen;
    }
    return result;
}

/* A cell answers to the finger itself, however fast it goes from one to the next. */
static struct touch_result feel(struct touch *touch, const struct node_tree *t)
{
    const struct node *n = &t->node[touch->held];
    touch->screen = t->screen;
    return (struct touch_result){.action = n->action, .argument = n->argument, .changed = true};
}

static bool holds_cell(const struct touch *touch, const struct node_tree *t)
{
    return touch->held >= 0 && tree_is_cell(&t->node[touch->held]);
}

struct touch_result touch_down(struct touch *touch, const struct node_tree *t, int x, int y)
{
    bool focused = touch->focus >= 0;
    touch->focus = -1; /* fingers need no focus frame */
    touch->held = tree_control_at(t, x, y);
    touch->slid_off = false;
    if (holds_cell(touch, t)) {
        return feel(touch, t);
    }
    return (struct touch_result){.changed = focused || touch->held >= 0};
}

struct touch_result touch_move(struct touch *touch, const struct node_tree *t, int x, int y)
{
    bool off = touch->held >= 0 && !is_inside(t->node[touch->held].rect, x, y);
    if (off && holds_cell(touch, t)) {
        int next = tree_control_at(t, x, y);
        touch->held = next >= 0 && tree_is_cell(&t->node[next]) ? next : touch->held;
        return next == touch->held ? feel(touch, t) : (struct touch_result){0};
    }
    bool changed = off && !touch->slid_off;
    touch->slid_off = touch->slid_off || off;
    return (struct touch_result){.changed = changed};
}

struct touch_result touch_up(struct touch *touch, const struct node_tree *t, uint64_t now_ms)
{
    int node = touch->slid_off || holds_cell(touch, t) ? -1 : touch->held;
    bool held = touch->held >= 0;
    touch->held = -1;
    touch->slid_off = false;
    struct touch_result result = act(touch, t, node, now_ms);
    result.changed = held;
    return result;
}

static int staff_control(const struct node_tree *t)
{
    for (int i = 0; i < t->count; i++) {
        if (t->node[i].action == ACTION_CALL_STAFF && t->node[i].enabled) {
            return i;
        }
    }
    return -1;
}

struct touch_result touch_key(struct touch *touch, const struct node_tree *t, enum touch_key key,
                              uint64_t now_ms)
{
    switch (key) {
    case TOUCH_KEY_BACK:
    case TOUCH_KEY_FORWARD:
        touch->focus = tree_next_control(t, touch->focus, key == TOUCH_KEY_BACK);
        return (struct touch_result){.changed = true};
    case TOUCH_KEY_ENTER:
        return act(touch, t, touch->focus, now_ms);
    case TOUCH_KEY_STAFF:
        return act(touch, t, staff_control(t), now_ms);
    }
    return (struct touch_result){0};
}

static int found_again(const struct node_tree *before, int node, const struct node_tree *after)
{
    if (node < 0 || before->screen != after->screen) {
        return -1;
    }
    const struct node *was = &before->node[node];
    for (int i = 0; i < after->count; i++) {
        const struct node *n = &after->node[i];
        if (n->action == was->action && n->argument == was->argument && n->enabled) {
            return i;
        }
    }
    return -1;
}

void touch_follow(struct touch *touch, const struct node_tree *before,
                  const struct node_tree *after)
{
    touch->held = found_again(before, touch->held, after);
    touch->focus = found_again(before, touch->focus, after);
}
