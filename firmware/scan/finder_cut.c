#include <math.h>
#include "scan/finder.h"
#include "scan/pixel.h"

enum { EDGES = 3 };

#define STEP_PX 0.5F

/* Distances at which the ray changes colour for the first three times. */
static bool ray_edges(const struct scene *s, const struct finder *f, float dx, float dy,
                      float edge[EDGES])
{
    float reach = f->module_px * 8.0F + 2.0F;
    float level = (float)threshold_near(s, f->x, f->y);
    float before = pixel_at(s->picture, f->x, f->y) - level;
    bool dark = !f->inverted;
    int n = 0;
    for (float r = STEP_PX; r < reach; r += STEP_PX) {
        float x = f->x + dx * r;
        float y = f->y + dy * r;
        level = (float)threshold_near(s, x, y);
        float now = pixel_at(s->picture, x, y) - level;
        bool crossed = dark ? now >= 0 : now < 0;
        if (crossed) {
            float span = before - now;
            float part = fabsf(span) < 1e-3F ? 0.5F : before / span;
            part = part < 0 ? 0 : part > 1 ? 1 : part;
            edge[n++] = r - STEP_PX + part * STEP_PX;
            dark = !dark;
            if (n == EDGES) {
                return true;
            }
        }
        before = now;
    }
    return false;
}

bool finder_cut(const struct scene *s, const struct finder *f, float dx, float dy,
                struct finder_cut *out)
{
    float plus[EDGES];
    float minus[EDGES];
    if (!ray_edges(s, f, dx, dy, plus) || !ray_edges(s, f, -dx, -dy, minus)) {
        return false;
    }
    float total = plus[2] + minus[2];
    float stone = plus[0] + minus[0];
    if (stone < total * 0.22F || stone > total * 0.64F) {
        return false;
    }
    *out = (struct finder_cut){minus[2], plus[2]};
    return true;
}
