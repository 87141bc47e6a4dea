#include "scan/grid.h"

#include <math.h>
#include "scan/pixel.h"

enum { CLIMB_ROUNDS = 5 };

#define ALIGN_GOOD       0.45F /* score above which an alignment pattern counts as found */
#define SCORE_FLAT       0.75F /* below it a large symbol may be bent, or the far corner missed */
#define CORNERS_HOPELESS 0.35F
#define CORNERS_GOOD     0.6F
#define SCALE_SPREAD     1.5F /* the perspective a pair of patterns may claim */

/* The area of a module goes with the cube of its distance, and the fourth corner follows from the
 * other three in homogeneous coordinates. */
static struct point_f fourth_corner(const struct grid_frame *f)
{
    float w[3];
    for (int i = 0; i < 3; i++) {
        float area = f->corner[i].along_px * f->corner[i].across_px;
        w[i] = cbrtf(1.0F / area);
    }
    for (int i = 1; i < 3; i++) {
        float ratio = w[i] / w[0];
        ratio = ratio > SCALE_SPREAD ? SCALE_SPREAD : ratio;
        ratio = ratio < 1.0F / SCALE_SPREAD ? 1.0F / SCALE_SPREAD : ratio;
        w[i] = ratio;
    }
    w[0] = 1;
    float w4 = w[1] + w[2] - 1.0F;
    w4 = w4 < 0.3F ? 0.3F : w4;
    const struct finder *a = &f->corner[0].at;
    const struct finder *b = &f->corner[1].at;
    const struct finder *c = &f->corner[2].at;
    return (struct point_f){(b->x * w[1] + c->x * w[2] - a->x) / w4,
                            (b->y * w[1] + c->y * w[2] - a->y) / w4};
}

static bool project(struct grid *g, const struct point_f pixel[4], float fourth, int side)
{
    float far = (float)side - 3.5F;
    const struct point_f module[4] = {{3.5F, 3.5F}, {far, 3.5F}, {3.5F, far}, {fourth, fourth}};
    return warp_from_points(module, pixel, &g->warp);
}

/* The grid through the last alignment pattern, when it is where three corners say. */
static void lay_anchored(const struct scene *s, const struct qr_layout *l, struct point_f pixel[4],
                         struct grid *g)
{
    if (l->align_count == 0) {
        return;
    }
    int last = l->align[l->align_count - 1];
    struct point_f found;
    float radius = 2.0F + (float)l->side * 0.07F;
    float score = align_find(s, g, last, last, radius, &found);
    struct grid anchored = *g;
    pixel[3] = found;
    if (score > ALIGN_GOOD && project(&anchored, pixel, (float)last + 0.5F, l->side)) {
        anchored.score = align_score(s, &anchored, l);
        /* Nearer corners cannot win against it when the pattern was a chance likeness. */
        *g = anchored.score > g->score ? anchored : *g;
    }
}

bool grid_lay(const struct scene *s, const struct grid_frame *f, const struct qr_layout *l,
              struct grid *out)
{
    struct grid g = {.version = l->version, .inverted = f->corner[0].at.inverted};
    struct point_f pixel[4];
    for (int i = 0; i < 3; i++) {
        pixel[i] = (struct point_f){f->corner[i].at.x, f->corner[i].at.y};
    }
    pixel[3] = fourth_corner(f);
    if (!project(&g, pixel, (float)l->side - 3.5F, l->side)) {
        return false;
    }
    float corners = align_corner_score(s, &g, l);
    if (corners < CORNERS_HOPELESS) {
        return false;
    }
    g.score = align_score(s, &g, l);
    struct grid plain = g;
    lay_anchored(s, l, pixel, &g);
    if (g.score < SCORE_FLAT && l->align_count >= 3 && corners > CORNERS_GOOD) {
        grid_bend(s, l, &plain);
        struct grid bent = g;
        grid_bend(s, l, &bent);
        g = bent.score > plain.score ? bent : plain;
    }
    *out = g;
    return true;
}

void grid_corners(const struct grid *g, float scale, struct point_f origin, struct point_f out[4])
{
    float side = (float)qr_side(g->version);
    const struct point_f module[4] = {{0, 0}, {side, 0}, {side, side}, {0, side}};
    for (int i = 0; i < 4; i++) {
        struct point_f p = warp_at(&g->warp, module[i].x, module[i].y);
        out[i] = (struct point_f){p.x * scale + origin.x, p.y * scale + origin.y};
    }
}

void grid_climb(const struct scene *s, const struct qr_layout *l, struct grid *g)
{
    float far = (float)l->side - 3.5F;
    float fourth = (float)l->side - (l->version == 1 ? 3.5F : 6.5F);
    const struct point_f module[4] = {{3.5F, 3.5F}, {far, 3.5F}, {3.5F, far}, {fourth, fourth}};
    struct point_f pixel[4];
    for (int i = 0; i < 4; i++) {
        pixel[i] = warp_at(&g->warp, module[i].x, module[i].y);
    }
    struct point_f step_u;
    struct point_f step_v;
    warp_steps(&g->warp, (float)l->side * 0.5F, (float)l->side * 0.5F, &step_u, &step_v);
    float reach = sqrtf(step_u.x * step_u.x + step_u.y * step_u.y) * 0.6F;
    for (int round = 0; round < CLIMB_ROUNDS; round++) {
        bool moved = false;
        for (int k = 0; k < 16; k++) {
            static const float dx[4] = {1, -1, 0, 0};
            static const float dy[4] = {0, 0, 1, -1};
            int i = 3 - k / 4;
            float far_reach = i == 3 ? reach * 1.6F : reach;
            struct point_f before = pixel[i];
            pixel[i].x += dx[k % 4] * far_reach;
            pixel[i].y += dy[k % 4] * far_reach;
            struct grid next = *g;
            bool fits = warp_from_points(module, pixel, &next.warp);
            next.score = fits ? align_score(s, &next, l) : -1;
            if (next.score > g->score) {
                *g = next;
                moved = true;
            } else {
                pixel[i] = before;
            }
        }
        reach *= moved ? 0.7F : 0.5F;
    }
}

/* Predicts a shift from nodes above and to the left: first along the bend, then the mean. */
static struct point_f guess_shift(const struct warp *w,
                                  const bool known[QR_ALIGN_MAX][QR_ALIGN_MAX], int r, int c)
{
    const struct point_f(*s)[QR_ALIGN_MAX] = w->shift;
    if (r > 0 && c > 0 && known[r - 1][c] && known[r][c - 1] && known[r - 1][c - 1]) {
        return (struct point_f){s[r - 1][c].x + s[r][c - 1].x - s[r - 1][c - 1].x,
                                s[r - 1][c].y + s[r][c - 1].y - s[r - 1][c - 1].y};
    }
    if (r > 1 && known[r - 1][c] && known[r - 2][c]) {
        return (struct point_f){2 * s[r - 1][c].x - s[r - 2][c].x,
                                2 * s[r - 1][c].y - s[r - 2][c].y};
    }
    if (c > 1 && known[r][c - 1] && known[r][c - 2]) {
        return (struct point_f){2 * s[r][c - 1].x - s[r][c - 2].x,
                                2 * s[r][c - 1].y - s[r][c - 2].y};
    }
    struct point_f sum = {0, 0};
    int n = 0;
    for (int k = 0; k < 3; k++) {
        static const int dr[3] = {-1, 0, -1};
        static const int dc[3] = {0, -1, -1};
        int y = r + dr[k];
        int x = c + dc[k];
        if (x >= 0 && y >= 0 && known[y][x]) {
            sum.x += s[y][x].x;
            sum.y += s[y][x].y;
            n++;
        }
    }
    return n == 0 ? sum : (struct point_f){sum.x / (float)n, sum.y / (float)n};
}

/* Searches one node of the mesh; true when the pattern is there. Writes its shift, or the guess. */
static bool measure_node(const struct scene *s, const struct grid *g, const struct qr_layout *l,
                         const int node[2], struct point_f *shift)
{
    struct grid local = *g;
    local.warp.nodes = 0;
    int column = l->align[node[1]];
    int row = l->align[node[0]];
    struct point_f plain = warp_at(&local.warp, (float)column + 0.5F, (float)row + 0.5F);
    struct point_f guess = *shift;
    /* The projection divides by w, so a shift in pixels is added to both rows times the last. */
    for (int i = 0; i < 3; i++) {
        local.warp.h[i] += guess.x * local.warp.h[6 + i];
        local.warp.h[3 + i] += guess.y * local.warp.h[6 + i];
    }
    struct point_f found;
    if (align_find(s, &local, column, row, 1.5F, &found) <= ALIGN_GOOD) {
        return false;
    }
    *shift = (struct point_f){found.x - plain.x, found.y - plain.y};
    return true;
}

void grid_bend(const struct scene *s, const struct qr_layout *l, struct grid *g)
{
    if (l->align_count < 3) {
        return;
    }
    bool known[QR_ALIGN_MAX][QR_ALIGN_MAX] = {{false}};
    struct grid bent = *g;
    bent.warp.nodes = l->align_count;
    for (int r = 0; r < l->align_count; r++) {
        bent.warp.node_at[r] = (float)l->align[r] + 0.5F;
        for (int c = 0; c < l->align_count; c++) {
            bent.warp.shift[r][c] = (struct point_f){0, 0};
            known[r][c] = !qr_layout_has_align(l, c, r);
        }
    }
    /* Diagonal by diagonal from the top left, so that neighbours are known first. */
    for (int sum = 1; sum <= 2 * (l->align_count - 1); sum++) {
        for (int r = 0; r < l->align_count; r++) {
            int c = sum - r;
            if (c < 0 || c >= l->align_count || known[r][c]) {
                continue;
            }
            struct point_f *shift = &bent.warp.shift[r][c];
            *shift = guess_shift(&bent.warp, known, r, c);
            known[r][c] = measure_node(s, g, l, (const int[2]){r, c}, shift);
        }
    }
    bent.score = align_score(s, &bent, l);
    if (bent.score > g->score) {
        *g = bent;
    }
}
