#include "scan/pair.h"

#include <math.h>

#define ANCHOR_MODULES 4.0F

enum { SLIDE_MODULES = 5, CORNERS = 4, ROUNDS = 3 };

#define SIZE_RATIO_MAX 1.7F
#define SIDE_MIN       10.0F /* modules between two centres; 14 at version 1 */
#define SIDE_MAX       90.0F /* larger versions need all three */

bool pair_fits(const struct finder *a, const struct finder *b)
{
    float larger = fmaxf(a->module_px, b->module_px);
    float smaller = fminf(a->module_px, b->module_px);
    float modules = hypotf(a->x - b->x, a->y - b->y) * 2.0F / (larger + smaller);
    return a->inverted == b->inverted && larger < smaller * SIZE_RATIO_MAX && modules > SIDE_MIN &&
           modules < SIDE_MAX;
}

static struct finder at(const struct finder *like, float x, float y)
{
    struct finder f = *like;
    f.x = x;
    f.y = y;
    return f;
}

/* The three guesses in which `a` comes before `b` clockwise. */
static void guess_one_way(const struct finder *a, const struct finder *b, struct pair_guess out[3])
{
    float dx = b->x - a->x;
    float dy = b->y - a->y;
    out[0].corner[0] = *a;
    out[0].corner[1] = *b;
    out[0].corner[2] = at(a, a->x - dy, a->y + dx);
    out[0].hidden = PAIR_HIDES_BOTTOM_LEFT;
    out[1].corner[0] = *b;
    out[1].corner[1] = at(b, b->x - dy, b->y + dx);
    out[1].corner[2] = *a;
    out[1].hidden = PAIR_HIDES_TOP_RIGHT;
    out[2].corner[0] = at(a, (a->x + b->x - dy) * 0.5F, (a->y + b->y + dx) * 0.5F);
    out[2].corner[1] = *a;
    out[2].corner[2] = *b;
    out[2].hidden = PAIR_HIDES_TOP_LEFT;
}

void pair_guess(const struct finder *a, const struct finder *b, struct pair_guess out[PAIR_GUESSES])
{
    guess_one_way(a, b, out);
    guess_one_way(b, a, out + 3);
}

/* The grid under way, with its corners held by the centres of the position patterns. */
struct slide {
    const struct scene *scene;
    const struct qr_layout *layout;
    enum pair_hidden hidden;
    int apart[2]; /* module in the middle of the hidden pattern */
    struct point_f module[CORNERS];
    struct point_f step_u; /* one module */
    struct point_f step_v;
    struct grid best;
};

static void try_place(struct slide *sl, const struct point_f pixel[CORNERS])
{
    struct grid next = sl->best;
    next.warp.nodes = 0;
    if (!warp_from_points(sl->module, pixel, &next.warp)) {
        return;
    }
    next.score = align_score_apart(sl->scene, &next, sl->layout, sl->apart);
    if (next.score > sl->best.score) {
        sl->best = next;
    }
}

static void corners_now(const struct slide *sl, struct point_f pixel[CORNERS])
{
    for (int i = 0; i < CORNERS; i++) {
        pixel[i] = warp_at(&sl->best.warp, sl->module[i].x, sl->module[i].y);
    }
}

static void move(const struct slide *sl, float a, float b, struct point_f *p)
{
    p->x += a * sl->step_u.x + b * sl->step_v.x;
    p->y += a * sl->step_u.y + b * sl->step_v.y;
}

/* A square that is not one leans: the far corner goes with a hidden one beside it, and against the
 * one opposite. */
static void slide_far(struct slide *sl)
{
    enum { WIDE = 2 * SLIDE_MODULES + 1, PLACES = WIDE * WIDE };
    float sign = sl->hidden == PAIR_HIDES_TOP_LEFT ? -1.0F : 1.0F;
    struct point_f start[CORNERS];
    corners_now(sl, start);
    for (int k = 0; k < PLACES; k++) {
        float a = (float)(k % WIDE - SLIDE_MODULES);
        float b = (float)(k / WIDE - SLIDE_MODULES);
        struct point_f pixel[CORNERS] = {start[0], start[1], start[2], start[3]};
        move(sl, a, b, &pixel[sl->hidden]);
        try_place(sl, pixel);
        move(sl, sign * a, sign * b, &pixel[3]);
        try_place(sl, pixel);
    }
}

/* The last alignment pattern holds the far corner, where the slide brought it into reach. */
static void anchor(struct slide *sl)
{
    const struct qr_layout *l = sl->layout;
    if (l->align_count == 0) {
        return;
    }
    int last = l->align[l->align_count - 1];
    struct point_f pixel[CORNERS];
    corners_now(sl, pixel);
    (void)align_find(sl->scene, &sl->best, last, last, ANCHOR_MODULES, &pixel[3]);
    try_place(sl, pixel);
}

static void slide_near(struct slide *sl, float step)
{
    const int corner[2] = {(int)sl->hidden, 3};
    for (int i = 0; i < 2 * ROUNDS; i++) {
        struct point_f start[CORNERS];
        corners_now(sl, start);
        for (int k = 0; k < 9; k++) {
            struct point_f pixel[CORNERS] = {start[0], start[1], start[2], start[3]};
            move(sl, (float)(k % 3 - 1) * step, (float)(k / 3 - 1) * step, &pixel[corner[i % 2]]);
            try_place(sl, pixel);
        }
    }
}

void pair_slide(const struct scene *s, const struct qr_layout *l, enum pair_hidden hidden,
                struct grid *g)
{
    float far = (float)l->side - 3.5F;
    float fourth = (float)l->side - (l->version == 1 ? 3.5F : 6.5F);
    int last = l->side - 4;
    struct slide sl = {.scene = s,
                       .layout = l,
                       .hidden = hidden,
                       .apart = {hidden == PAIR_HIDES_TOP_RIGHT ? last : 3,
                                 hidden == PAIR_HIDES_BOTTOM_LEFT ? last : 3},
                       .module = {{3.5F, 3.5F}, {far, 3.5F}, {3.5F, far}, {fourth, fourth}},
                       .best = *g};
    sl.best.score = align_score_apart(s, g, l, sl.apart);
    float middle = (float)l->side * 0.5F;
    warp_steps(&g->warp, middle, middle, &sl.step_u, &sl.step_v);
    slide_far(&sl);
    anchor(&sl);
    slide_near(&sl, 1.0F);
    anchor(&sl);
    slide_near(&sl, 0.5F);
    slide_near(&sl, 0.25F);
    *g = sl.best;
}
