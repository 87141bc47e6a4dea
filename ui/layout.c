#include "ui/layout.h"

#include "ui/lettering.h"

/* Depth is bounded by NODE_DEPTH_MAX, so the two recursions below are too. */
static void measure(struct node_tree *t, int i, int room);

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static void measure_row(struct node_tree *t, const struct node *n, int inner, int want[2])
{
    int used = 0;
    int shares = 0;
    int high = 0;
    for (int c = n->first; c != 0; c = t->node[c].next) {
        used += c != n->first ? n->gap : 0;
        shares += t->node[c].grow;
    }
    for (int c = n->first; c != 0; c = t->node[c].next) {
        if (t->node[c].grow == 0) {
            measure(t, c, larger(inner - used, 1));
            used += t->node[c].want_w;
            high = larger(high, t->node[c].want_h);
        }
    }
    int spare = larger(inner - used, 0);
    for (int c = n->first; c != 0; c = t->node[c].next) {
        if (t->node[c].grow != 0 && shares != 0) {
            measure(t, c, larger(spare * t->node[c].grow / shares, 1));
            used += t->node[c].want_w;
            high = larger(high, t->node[c].want_h);
        }
    }
    want[0] = used;
    want[1] = high;
}

static void measure_column(struct node_tree *t, const struct node *n, int inner, int want[2])
{
    int wide = 0;
    int high = 0;
    for (int c = n->first; c != 0; c = t->node[c].next) {
        measure(t, c, inner);
        wide = larger(wide, t->node[c].want_w);
        high = n->flow == FLOW_STACK ? larger(high, t->node[c].want_h)
                                     : high + t->node[c].want_h + (c != n->first ? n->gap : 0);
    }
    want[0] = wide;
    want[1] = high;
}

static void measure(struct node_tree *t, int i, int room)
{
    struct node *n = &t->node[i];
    int inner = (n->width > 0 ? n->width : room) - 2 * n->pad_x;
    int want[2] = {0, 0};
    if (n->text != 0) {
        const struct text_layout *set = lettering_set(t, i, larger(inner, 1));
        want[0] = smaller(set->widest_px + lettering_slack(t, i), larger(inner, 1));
        want[1] = set->height_px;
        if (set->widest_px > larger(inner, 1) || set->cut) {
            t->overflow = true;
        }
    } else if (n->icon != ICON_NONE) {
        want[0] = want[1] = n->icon_px;
    } else if (n->flow == FLOW_ROW) {
        measure_row(t, n, inner, want);
    } else {
        measure_column(t, n, inner, want);
    }
    n->want_w = n->width > 0 ? n->width : want[0] + 2 * n->pad_x;
    n->want_h = n->height > 0 ? n->height : larger(n->min_height, want[1] + 2 * n->pad_y);
}

static void arrange(struct node_tree *t, int i, struct rect rect);

/* Start of a child of `want` in `room`, along or across. */
static int placed(enum place place, int room, int want)
{
    return place == PLACE_CENTRE ? (room - want) / 2 : place == PLACE_END ? room - want : 0;
}

static void arrange_stack(struct node_tree *t, const struct node *n, struct rect in)
{
    for (int c = n->first; c != 0; c = t->node[c].next) {
        struct node *child = &t->node[c];
        int w = n->across == PLACE_STRETCH ? in.w : smaller(child->want_w, in.w);
        int h = n->along == PLACE_STRETCH ? in.h : child->want_h;
        t->overflow = t->overflow || child->want_w > in.w || child->want_h > in.h;
        arrange(t, c,
                (struct rect){in.x + placed(n->across, in.w, w), in.y + placed(n->along, in.h, h),
                              w, h});
    }
}

static void arrange_flow(struct node_tree *t, const struct node *n, struct rect in)
{
    bool row = n->flow == FLOW_ROW;
    int room = row ? in.w : in.h;
    int used = 0;
    int shares = 0;
    for (int c = n->first; c != 0; c = t->node[c].next) {
        const struct node *child = &t->node[c];
        used += (c != n->first ? n->gap : 0) + (child->grow != 0 && row ? 0
                                                : row                   ? child->want_w
                                                                        : child->want_h);
        shares += child->grow;
    }
    int spare = room - used;
    t->overflow = t->overflow || spare < 0;
    int at = shares == 0 ? placed(n->along, room, smaller(used, room)) : 0;
    for (int c = n->first; c != 0; c = t->node[c].next) {
        struct node *child = &t->node[c];
        int want = row ? child->want_w : child->want_h;
        int length = child->grow == 0 || shares == 0 ? want
                     : row                           ? larger(spare, 0) * child->grow / shares
                           : want + larger(spare, 0) * child->grow / shares;
        int cross_room = row ? in.h : in.w;
        int cross_want = row ? child->want_h : child->want_w;
        t->overflow = t->overflow || cross_want > cross_room || (row && want > length);
        int cross = n->across == PLACE_STRETCH ? cross_room : smaller(cross_want, cross_room);
        int offset = placed(n->across, cross_room, cross);
        arrange(t, c,
                row ? (struct rect){in.x + at, in.y + offset, length, cross}
                    : (struct rect){in.x + offset, in.y + at, cross, length});
        at += length + n->gap;
    }
}

static void arrange(struct node_tree *t, int i, struct rect rect)
{
    struct node *n = &t->node[i];
    n->rect = rect;
    struct rect in = {rect.x + n->pad_x, rect.y + n->pad_y, rect.w - 2 * n->pad_x,
                      rect.h - 2 * n->pad_y};
    if (n->flow == FLOW_STACK) {
        arrange_stack(t, n, in);
    } else {
        arrange_flow(t, n, in);
    }
}

void layout_run(struct node_tree *t)
{
    measure(t, 0, t->node[0].width);
    arrange(t, 0, (struct rect){0, 0, t->node[0].width, t->node[0].height});
}
