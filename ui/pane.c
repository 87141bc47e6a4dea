#include "ui/pane.h"

#include <assert.h>
#include <string.h>
#include "ui/build.h"
#include "ui/down.h"
#include "ui/paint.h"
#include "ui/shape.h"

enum { MINUTE_MS = 60000 };

struct err pane_init(struct pane *p, const struct pane_setup *setup)
{
    memset(p, 0, sizeof *p);
    bool portrait = setup->side == SIDE_APPLICANT || setup->upright;
    p->side = setup->side;
    p->width = portrait ? APPLICANT_WIDTH : STAFF_WIDTH;
    p->height = portrait ? APPLICANT_HEIGHT : STAFF_HEIGHT;
    p->tree[0].lettering = p->tree[1].lettering = setup->lettering;
    p->trees_only = setup->trees_only;
    touch_init(&p->touch);
    if (setup->trees_only) {
        return OK;
    }
    p->layer = cairo_image_surface_create(CAIRO_FORMAT_RGB24, p->width, p->height);
    p->shown = cairo_image_surface_create(CAIRO_FORMAT_RGB24, p->width, p->height);
    if (cairo_surface_status(p->layer) != CAIRO_STATUS_SUCCESS ||
        cairo_surface_status(p->shown) != CAIRO_STATUS_SUCCESS) {
        pane_deinit(p);
        return FAIL(NO_MEMORY);
    }
    return OK;
}

void pane_deinit(struct pane *p)
{
    cairo_surface_destroy(p->layer);
    cairo_surface_destroy(p->shown);
    p->layer = p->shown = NULL;
}

const struct node_tree *pane_tree(const struct pane *p)
{
    return &p->tree[p->current];
}

static void all_dirty(struct pane *p)
{
    p->dirty_count = 1;
    p->dirty[0] = (struct rect){0, 0, p->width, p->height};
}

static void add_dirty(struct pane *p, struct rect r)
{
    int right = r.x + r.w < p->width ? r.x + r.w : p->width;
    int bottom = r.y + r.h < p->height ? r.y + r.h : p->height;
    r.x = r.x > 0 ? r.x : 0;
    r.y = r.y > 0 ? r.y : 0;
    r.w = right - r.x;
    r.h = bottom - r.y;
    if (p->dirty_count == PANE_DIRTY_MAX) {
        all_dirty(p);
    } else if (r.w > 0 && r.h > 0) {
        p->dirty[p->dirty_count++] = r;
    }
}

/* What moves without changing the tree is made equal before views are compared. */
static bool view_changed(struct pane *p, const struct pane_input *in)
{
    if (p->side == SIDE_APPLICANT) {
        struct applicant_view *v = &p->normal.applicant;
        memcpy(v, in->applicant, sizeof *v);
        v->wall_ms -= v->wall_ms % MINUTE_MS;
        v->finder_seen = false;
        v->camera = VIEW_CAMERA_RUNNING;
        bool changed = !p->built || memcmp(v, &p->seen.applicant, sizeof *v) != 0;
        memcpy(&p->seen.applicant, v, sizeof *v);
        return changed;
    }
    struct staff_view *v = &p->normal.staff;
    memcpy(v, in->staff, sizeof *v);
    v->wall_ms -= v->wall_ms % MINUTE_MS;
    bool changed = !p->built || memcmp(v, &p->seen.staff, sizeof *v) != 0;
    memcpy(&p->seen.staff, v, sizeof *v);
    return changed;
}

/* Screens that belong to one person: a verdict, or their number. */
static bool is_personal(enum screen screen)
{
    return (screen >= SCREEN_A10 && screen <= SCREEN_A31) || screen == SCREEN_A51 ||
           screen == SCREEN_A53 || (screen >= SCREEN_A60 && screen <= SCREEN_A64);
}

/* … and those that the next one finds. A60 and A70 may be the same person's. */
static bool is_for_anybody(enum screen screen)
{
    return screen <= SCREEN_A02 || (screen >= SCREEN_A40 && screen <= SCREEN_A43) ||
           screen == SCREEN_A52 || screen == SCREEN_A54;
}

static void follow_person(struct pane *p, enum screen before, enum screen after, uint64_t now_ms)
{
    if (p->curtains && p->built && is_personal(before) && is_for_anybody(after)) {
        p->curtain_until_ms = now_ms + PANE_CURTAIN_MS;
    }
}

static void draw_curtain(struct pane *p)
{
    cairo_t *cr = cairo_create(p->shown);
    shape_source(cr, colour_rgb(COLOUR_GROUND, pane_tree(p)->modes.contrast));
    cairo_paint(cr);
    cairo_destroy(cr);
    cairo_surface_flush(p->shown);
    p->camera_drawn = false;
    p->look_changed = true;
    all_dirty(p);
}

static void follow_time(struct pane *p, const struct node_tree *t)
{
    if (t->seconds_left == 0) {
        p->seconds_full = 0;
    } else if (t->seconds_left > p->seconds_full) {
        p->seconds_full = t->seconds_left;
    }
}

static void build(const struct pane *p, const struct pane_input *in, struct node_tree *tree)
{
    bool applicant = p->side == SIDE_APPLICANT;
    if (tree->lettering->typeset == NULL && applicant) {
        down_build_applicant(in->applicant, tree);
    } else if (tree->lettering->typeset == NULL) {
        down_build_staff(in->staff, tree);
    } else if (applicant) {
        ui_build_applicant(in->applicant, tree);
    } else {
        ui_build_staff(in->staff, tree);
    }
}

/* True: the static layer was painted anew. */
static bool rebuild(struct pane *p, const struct pane_input *in)
{
    if (!view_changed(p, in)) {
        return false;
    }
    struct node_tree *next = &p->tree[1 - p->current];
    build(p, in, next);
    p->counts.trees_built++;
    uint64_t hash = tree_hash(next);
    bool same = p->built && hash == p->hash;
    if (p->built && !same) {
        touch_follow(&p->touch, pane_tree(p), next);
    }
    follow_person(p, pane_tree(p)->screen, next->screen, in->now_ms);
    p->current = 1 - p->current;
    p->built = true;
    p->hash = hash;
    follow_time(p, next);
    if (same || p->trees_only) {
        return !same;
    }
    paint_static(next, p->layer);
    p->counts.static_paints++;
    return true;
}

static void copy_rows(struct pane *p, struct rect r)
{
    int stride = cairo_image_surface_get_stride(p->layer);
    const unsigned char *from = cairo_image_surface_get_data(p->layer);
    unsigned char *to = cairo_image_surface_get_data(p->shown);
    for (int y = r.y; y < r.y + r.h; y++) {
        size_t at = (size_t)y * (size_t)stride + (size_t)r.x * 4;
        memcpy(to + at, from + at, (size_t)r.w * 4);
    }
}

static void restore(struct pane *p, struct rect r)
{
    int right = r.x + r.w < p->width ? r.x + r.w : p->width;
    int bottom = r.y + r.h < p->height ? r.y + r.h : p->height;
    r.x = r.x > 0 ? r.x : 0;
    r.y = r.y > 0 ? r.y : 0;
    r.w = right - r.x;
    r.h = bottom - r.y;
    cairo_surface_flush(p->shown);
    copy_rows(p, r);
    cairo_surface_mark_dirty_rectangle(p->shown, r.x, r.y, r.w, r.h);
}

/* Everything but the camera picture, which stays until the next frame. */
static void restore_all(struct pane *p, const struct rect *keep)
{
    if (keep == NULL) {
        restore(p, (struct rect){0, 0, p->width, p->height});
        return;
    }
    restore(p, (struct rect){0, 0, p->width, keep->y});
    restore(p, (struct rect){0, keep->y, keep->x, keep->h});
    int right = keep->x + keep->w;
    restore(p, (struct rect){right, keep->y, p->width - right, keep->h});
    int below = keep->y + keep->h;
    restore(p, (struct rect){0, below, p->width, p->height - below});
}

static bool rect_equal(struct rect a, struct rect b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static int live_node(const struct node_tree *t, enum live live)
{
    for (int i = 0; i < t->count; i++) {
        if (t->node[i].live == live) {
            return i;
        }
    }
    return -1;
}

static enum camera_mark mark_of(const struct pane_input *in)
{
    if (in->applicant == NULL) {
        return CAMERA_MARK_IDLE;
    }
    return in->applicant->camera == VIEW_CAMERA_READ_OK ? CAMERA_MARK_READ
           : in->applicant->finder_seen                 ? CAMERA_MARK_FINDER
                                                        : CAMERA_MARK_IDLE;
}

static void show_camera(struct pane *p, int node, const struct live_state *state, bool all)
{
    const struct node_tree *t = pane_tree(p);
    bool mark_changed = (int)state->mark != p->camera_mark;
    if (state->camera == NULL && !all && !mark_changed) {
        return;
    }
    paint_live(t, node, state, p->shown);
    p->camera_mark = (int)state->mark;
    p->camera_drawn = p->camera_drawn || state->camera != NULL;
    p->camera_rect = t->node[node].rect;
    p->counts.live_paints++;
    add_dirty(p, t->node[node].rect);
}

static void show_overlay(struct pane *p)
{
    const struct node_tree *t = pane_tree(p);
    if (p->touch.held >= 0 && !p->touch.slid_off) {
        paint_pressed(t, p->touch.held, p->shown);
    }
    if (p->touch.focus >= 0) {
        paint_focus(t, p->touch.focus, p->shown);
    }
}

static void show_moving(struct pane *p, const struct live_state *state, bool all)
{
    const struct node_tree *t = pane_tree(p);
    for (int i = 0; i < t->count; i++) {
        enum live live = t->node[i].live;
        bool moves = live == LIVE_PROGRESS || live == LIVE_PULSE;
        if (!moves && !(live == LIVE_TIME && all)) {
            continue;
        }
        struct rect r = paint_live_rect(t, i);
        restore(p, r);
        paint_live(t, i, state, p->shown);
        p->counts.live_paints++;
        add_dirty(p, r);
        if (live == LIVE_PULSE) {
            show_overlay(p);
        }
    }
}

bool pane_show(struct pane *p, const struct pane_input *in)
{
    assert(p->side == SIDE_APPLICANT ? in->applicant != NULL : in->staff != NULL);
    bool all = rebuild(p, in) || p->look_changed;
    if (p->trees_only) {
        p->look_changed = false;
        return all;
    }
    if (in->now_ms < p->curtain_until_ms) {
        draw_curtain(p);
        return true;
    }
    p->curtain_until_ms = 0;
    const struct node_tree *t = pane_tree(p);
    int camera = live_node(t, LIVE_CAMERA);
    p->look_changed = false;
    if (all) {
        bool keep = camera >= 0 && p->camera_drawn && in->camera == NULL &&
                    rect_equal(t->node[camera].rect, p->camera_rect);
        restore_all(p, keep ? &p->camera_rect : NULL);
        p->camera_drawn = keep;
        all_dirty(p);
    }
    struct live_state state = {.now_ms = in->now_ms,
                               .camera = in->camera,
                               .mark = mark_of(in),
                               .seconds_left = t->seconds_left,
                               .seconds_full = p->seconds_full};
    if (camera >= 0) {
        show_camera(p, camera, &state, all);
    }
    show_moving(p, &state, all);
    if (all) {
        show_overlay(p);
        all_dirty(p);
    }
    return p->dirty_count > 0;
}

bool pane_is_moving(const struct pane *p)
{
    const struct node_tree *t = pane_tree(p);
    return live_node(t, LIVE_PROGRESS) > 0 || live_node(t, LIVE_PULSE) > 0 ||
           p->curtain_until_ms != 0;
}
