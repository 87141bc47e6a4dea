#include "scan/align.h"

#include <math.h>
#include <stdlib.h>
#include "scan/pixel.h"

enum {
    PATTERN_SIDE = 5,
    STEPS_A_MODULE = 2,
    RASTER_SIDE = 2 * (ALIGN_RADIUS_MAX + 2) * STEPS_A_MODULE + 1,
};

struct search_frame {
    const struct scene *scene;
    struct point_f step_u;
    struct point_f step_v;
    float sign; /* 1: dark modules are dark */
};

/* Signed contrast at a point: positive where dark is expected and found. */
static float contrast_at(const struct scene *s, float x, float y)
{
    return (float)threshold_near(s, x, y) - pixel_at(s->picture, x, y);
}

static float pattern_score(const struct search_frame *f, struct point_f at)
{
    float sum = 0;
    float all = 1e-3F;
    for (int v = -2; v <= 2; v++) {
        for (int u = -2; u <= 2; u++) {
            float x = at.x + (float)u * f->step_u.x + (float)v * f->step_v.x;
            float y = at.y + (float)u * f->step_u.y + (float)v * f->step_v.y;
            float c = contrast_at(f->scene, x, y) * f->sign;
            int ring = u * u > v * v ? u * u : v * v;
            sum += ring == 1 ? -c : c;
            all += fabsf(c);
        }
    }
    return sum / all;
}

static struct point_f moved(const struct search_frame *f, struct point_f p, float u, float v)
{
    return (struct point_f){p.x + u * f->step_u.x + v * f->step_v.x,
                            p.y + u * f->step_u.y + v * f->step_v.y};
}

static float climb(const struct search_frame *f, struct point_f *at, float score)
{
    for (float reach = 0.25F; reach > 0.05F; reach *= 0.5F) {
        for (int k = 0; k < 4; k++) {
            static const float du[4] = {1, -1, 0, 0};
            static const float dv[4] = {0, 0, 1, -1};
            struct point_f p = moved(f, *at, du[k] * reach, dv[k] * reach);
            float there = pattern_score(f, p);
            if (there > score) {
                score = there;
                *at = p;
            }
        }
    }
    return score;
}

/* Contrast on a raster of half modules around the prediction, so that each point of the picture is
 * read once and not for every place the pattern might be. */
struct raster {
    int side;
    float value[RASTER_SIDE * RASTER_SIDE];
};

static void fill_raster(const struct search_frame *f, struct point_f start, int reach,
                        struct raster *r)
{
    int half = reach + 2 * STEPS_A_MODULE;
    r->side = 2 * half + 1;
    const float part = 1.0F / STEPS_A_MODULE;
    for (int j = -half; j <= half; j++) {
        for (int i = -half; i <= half; i++) {
            struct point_f p = moved(f, start, (float)i * part, (float)j * part);
            r->value[(j + half) * r->side + i + half] = contrast_at(f->scene, p.x, p.y) * f->sign;
        }
    }
}

/* Score of the pattern whose top left module is at `at` of the raster. */
static float raster_score(const struct raster *r, const float *at)
{
    float sum = 0;
    float all = 1e-3F;
    for (int v = 0; v < PATTERN_SIDE; v++) {
        const float *row = at + v * STEPS_A_MODULE * r->side;
        for (int u = 0; u < PATTERN_SIDE; u++) {
            float c = row[u * STEPS_A_MODULE];
            bool light = u >= 1 && u <= 3 && v >= 1 && v <= 3 && !(u == 2 && v == 2);
            sum += light ? -c : c;
            all += fabsf(c);
        }
    }
    return sum / all;
}

float align_find(const struct scene *s, const struct grid *g, int column, int row,
                 float radius_modules, struct point_f *out)
{
    struct search_frame f = {.scene = s, .sign = g->inverted ? -1.0F : 1.0F};
    float u = (float)column + 0.5F;
    float v = (float)row + 0.5F;
    warp_steps(&g->warp, u, v, &f.step_u, &f.step_v);
    struct point_f start = warp_at(&g->warp, u, v);
    radius_modules = radius_modules > ALIGN_RADIUS_MAX ? (float)ALIGN_RADIUS_MAX : radius_modules;
    int reach = (int)(radius_modules * STEPS_A_MODULE + 0.5F);
    struct raster r;
    fill_raster(&f, start, reach, &r);
    float best_rank = -2;
    struct point_f found = start;
    for (int j = -reach; j <= reach; j++) {
        for (int i = -reach; i <= reach; i++) {
            float score = raster_score(&r, r.value + (j + reach) * r.side + i + reach);
            /* Equal patterns: the nearer to the prediction, the likelier. */
            float rank = score - 0.0002F * (float)(i * i + j * j);
            if (rank > best_rank) {
                best_rank = rank;
                found = moved(&f, start, (float)i / STEPS_A_MODULE, (float)j / STEPS_A_MODULE);
            }
        }
    }
    float best = climb(&f, &found, pattern_score(&f, found));
    *out = found;
    return best;
}

static float known_score(const struct scene *s, const struct grid *g, const struct qr_layout *l,
                         int count)
{
    float sum = 0;
    float all = 1e-3F;
    for (int i = 0; i < count; i++) {
        int at = l->known[i];
        struct point_f p =
            warp_at(&g->warp, (float)(at % l->side) + 0.5F, (float)(at / l->side) + 0.5F);
        float c = contrast_at(s, p.x, p.y);
        sum += l->module[at] == QR_DARK ? c : -c;
        all += fabsf(c);
    }
    return (g->inverted ? -sum : sum) / all;
}

float align_score(const struct scene *s, const struct grid *g, const struct qr_layout *l)
{
    return known_score(s, g, l, l->known_count);
}

float align_score_apart(const struct scene *s, const struct grid *g, const struct qr_layout *l,
                        const int apart[2])
{
    enum { REACH = 4 };
    float sum = 0;
    float all = 1e-3F;
    for (int i = 0; i < l->known_count; i++) {
        int x = l->known[i] % l->side;
        int y = l->known[i] / l->side;
        if (abs(x - apart[0]) <= REACH && abs(y - apart[1]) <= REACH) {
            continue;
        }
        struct point_f p = warp_at(&g->warp, (float)x + 0.5F, (float)y + 0.5F);
        float c = contrast_at(s, p.x, p.y);
        sum += l->module[l->known[i]] == QR_DARK ? c : -c;
        all += fabsf(c);
    }
    return (g->inverted ? -sum : sum) / all;
}

float align_corner_score(const struct scene *s, const struct grid *g, const struct qr_layout *l)
{
    return known_score(s, g, l, l->corner_count);
}
