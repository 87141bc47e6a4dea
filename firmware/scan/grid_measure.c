#include <math.h>
#include <stdlib.h>
#include "scan/grid.h"
#include "scan/pixel.h"

enum { SAMPLES_A_MODULE = 6, TIMING_SAMPLES_MAX = 2048, FINDER_MODULES = 7 };

static struct point_f unit(float x, float y)
{
    float length = sqrtf(x * x + y * y);
    length = length < 1e-3F ? 1e-3F : length;
    return (struct point_f){x / length, y / length};
}

static void set_directions(struct grid_frame *f)
{
    const struct finder *a = &f->corner[0].at;
    const struct finder *b = &f->corner[1].at;
    const struct finder *c = &f->corner[2].at;
    f->along = unit(b->x - a->x, b->y - a->y);
    f->across = unit(c->x - a->x, c->y - a->y);
}

/* Cuts the pattern along both directions: its centre moves to the middle, its scale is measured. */
static void measure_corner(const struct scene *s, const struct grid_frame *f, struct grid_corner *c)
{
    struct finder_cut along;
    struct finder_cut across;
    bool has_along = finder_cut(s, &c->at, f->along.x, f->along.y, &along);
    bool has_across = finder_cut(s, &c->at, f->across.x, f->across.y, &across);
    c->measured = has_along && has_across;
    if (has_along) {
        float shift = (along.plus_px - along.minus_px) * 0.5F;
        c->along_px = (along.plus_px + along.minus_px) / FINDER_MODULES;
        c->at.x += f->along.x * shift;
        c->at.y += f->along.y * shift;
    }
    if (has_across) {
        float shift = (across.plus_px - across.minus_px) * 0.5F;
        c->across_px = (across.plus_px + across.minus_px) / FINDER_MODULES;
        c->at.x += f->across.x * shift;
        c->at.y += f->across.y * shift;
    }
}

/* A pattern that could not be cut takes the scale of the others. */
static void share_scales(struct grid_frame *f)
{
    float along = 0;
    float across = 0;
    int n_along = 0;
    int n_across = 0;
    float any = 0;
    for (int i = 0; i < 3; i++) {
        along += f->corner[i].along_px;
        across += f->corner[i].across_px;
        n_along += f->corner[i].along_px > 0;
        n_across += f->corner[i].across_px > 0;
        any += f->corner[i].at.module_px / 3.0F;
    }
    along = n_along > 0 ? along / (float)n_along : any;
    across = n_across > 0 ? across / (float)n_across : any;
    for (int i = 0; i < 3; i++) {
        struct grid_corner *c = &f->corner[i];
        c->along_px = c->along_px > 0 ? c->along_px : along;
        c->across_px = c->across_px > 0 ? c->across_px : across;
    }
}

/* Changes of colour between two points, small ones ignored; -1 when the line is too long. */
static int count_changes(const struct scene *s, struct point_f from, struct point_f to,
                         float module_px)
{
    float value[TIMING_SAMPLES_MAX];
    float dx = to.x - from.x;
    float dy = to.y - from.y;
    int n = (int)(sqrtf(dx * dx + dy * dy) / module_px * SAMPLES_A_MODULE);
    if (n < 2 || n > TIMING_SAMPLES_MAX) {
        return -1;
    }
    float all = 0;
    for (int i = 0; i < n; i++) {
        float t = (float)i / (float)(n - 1);
        float x = from.x + dx * t;
        float y = from.y + dy * t;
        value[i] = (float)threshold_near(s, x, y) - pixel_at(s->picture, x, y);
        all += fabsf(value[i]);
    }
    float least = all / (float)n * 0.3F;
    int changes = 0;
    bool dark = value[0] > 0;
    for (int i = 0; i < n; i++) {
        bool turns = dark ? value[i] < -least : value[i] > least;
        changes += turns ? 1 : 0;
        dark = turns ? !dark : dark;
    }
    return changes;
}

static struct point_f off(const struct grid_frame *f, int corner, float along, float across)
{
    const struct grid_corner *c = &f->corner[corner];
    return (struct point_f){
        c->at.x + f->along.x * along * c->along_px + f->across.x * across * c->across_px,
        c->at.y + f->along.y * along * c->along_px + f->across.y * across * c->across_px};
}

static void offer_version(struct grid_frame *f, int version)
{
    if (version < 1 || version > QR_VERSION_MAX || f->version_count == GRID_VERSIONS) {
        return;
    }
    for (int i = 0; i < f->version_count; i++) {
        if (f->version[i] == version) {
            return;
        }
    }
    f->version[f->version_count++] = version;
}

/* Changes along a timing pattern from corner module to corner module are side - 13. */
static int version_of_changes(int changes)
{
    return changes < 4 || changes > 164 ? -1 : (changes - 4 + 2) / 4;
}

static float distance(const struct finder *a, const struct finder *b)
{
    return sqrtf((a->x - b->x) * (a->x - b->x) + (a->y - b->y) * (a->y - b->y));
}

static bool list_versions(const struct scene *s, struct grid_frame *f)
{
    const struct grid_corner *c = f->corner;
    float along = (c[0].along_px + c[1].along_px) * 0.5F;
    float across = (c[0].across_px + c[2].across_px) * 0.5F;
    float wide = distance(&c[0].at, &c[1].at) / along + FINDER_MODULES;
    float high = distance(&c[0].at, &c[2].at) / across + FINDER_MODULES;
    int by_size = (int)lroundf(((wide + high) * 0.5F - 17.0F) / 4.0F);
    if (by_size < -1 || by_size > QR_VERSION_MAX + 8) {
        return false;
    }
    int top = count_changes(s, off(f, 0, 3, 3), off(f, 1, -3, 3), along);
    int left = count_changes(s, off(f, 0, 3, 3), off(f, 2, 3, -3), across);
    int by_top = version_of_changes(top);
    int by_left = version_of_changes(left);
    int reach = 1 + by_size / 6;
    f->version_count = 0;
    f->sure = by_top == by_left && by_top > 0 && top == left && abs(by_top - by_size) <= reach;
    if (by_top > 0 && by_top == by_left && abs(by_top - by_size) <= reach) {
        offer_version(f, by_top);
    }
    if (by_top > 0 && abs(by_top - by_size) <= reach) {
        offer_version(f, by_top);
    }
    if (by_left > 0 && abs(by_left - by_size) <= reach) {
        offer_version(f, by_left);
    }
    offer_version(f, by_size);
    offer_version(f, by_size + 1);
    offer_version(f, by_size - 1);
    offer_version(f, by_size + 2);
    offer_version(f, by_size - 2);
    return f->version_count > 0;
}

bool grid_measure(const struct scene *s, const struct finder *const f[3], struct grid_frame *out)
{
    struct grid_frame g = {.version_count = 0};
    for (int i = 0; i < 3; i++) {
        g.corner[i].at = *f[i];
    }
    /* Twice: better centres give better directions, and those better centres. */
    for (int round = 0; round < 2; round++) {
        set_directions(&g);
        for (int i = 0; i < 3; i++) {
            measure_corner(s, &g, &g.corner[i]);
        }
    }
    set_directions(&g);
    share_scales(&g);
    if (!list_versions(s, &g)) {
        return false;
    }
    *out = g;
    return true;
}
