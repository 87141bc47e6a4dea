#include "scan/finder.h"

#include <limits.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include "scan/row_edges.h"

enum {
    HITS_A_ROW_MAX = 256,
    CANDIDATES_MAX = 192,
    QUALITY_MIN = 14,
    CHECKS_MAX = 6000 /* hits looked at more closely: bounds the time on noise */
};

#define SAME_REACH 2.0F /* modules: nearer hits belong to the same pattern */

struct search {
    const struct scene *scene;
    int checks_left;
    int count;
    struct finder item[CANDIDATES_MAX];
    uint8_t levels[ROW_WIDTH_MAX + THRESHOLD_BLOCK_PX];
    struct row_edges edges;
};

static void expand_levels(struct search *s, int y)
{
    const struct threshold *t = s->scene->threshold;
    const uint8_t *from = t->level + (y / THRESHOLD_BLOCK_PX) * t->columns;
    for (int c = 0; c < t->columns; c++) {
        uint64_t eight = from[c] * 0x0101010101010101ULL;
        memcpy(s->levels + c * THRESHOLD_BLOCK_PX, &eight, sizeof(eight));
    }
}

static bool is_dark(const struct scene *s, int x, int y)
{
    return s->picture->px[y * s->picture->width + x] < threshold_at(s->threshold, x, y);
}

/* A walker over whole pixels in one of eight directions; `left` steps stay inside the picture. */
struct walker {
    const uint8_t *px;
    ptrdiff_t stride;
    unsigned x;
    unsigned y;
    int dx;
    int dy;
    int left;
};

static struct walker walker_at(const struct scene *s, int x, int y, const int step[2])
{
    int room_x = step[0] == 0 ? INT_MAX : step[0] > 0 ? s->picture->width - x : x + 1;
    int room_y = step[1] == 0 ? INT_MAX : step[1] > 0 ? s->picture->height - y : y + 1;
    return (struct walker){.px = s->picture->px + (ptrdiff_t)y * s->picture->width + x,
                           .stride = (ptrdiff_t)step[1] * s->picture->width + step[0],
                           .x = (unsigned)x,
                           .y = (unsigned)y,
                           .dx = step[0],
                           .dy = step[1],
                           .left = room_x < room_y ? room_x : room_y};
}

/* Pixels of this colour from here on; 0 when there are more than `limit`. */
static int walk_run(const struct threshold *t, struct walker *w, bool dark, int limit)
{
    int n = 0;
    while (w->left > 0) {
        uint8_t level =
            t->level[w->y / THRESHOLD_BLOCK_PX * (unsigned)t->columns + w->x / THRESHOLD_BLOCK_PX];
        if ((*w->px < level) != dark) {
            return n;
        }
        if (++n > limit) {
            return 0;
        }
        w->px += w->stride;
        w->x += (unsigned)w->dx;
        w->y += (unsigned)w->dy;
        w->left--;
    }
    return n;
}

struct line_check {
    int total;    /* steps over the whole pattern */
    float offset; /* from the start to the middle of the stone, in steps */
};

/* Cuts through whole pixels in one of four directions; stone first, which fails most often. */
static bool check_line(const struct scene *s, int x, int y, const int step[2], float module_px,
                       struct line_check *out)
{
    const int back[2] = {-step[0], -step[1]};
    int limit = (int)(module_px * 3.0F) + 3;
    bool dark = is_dark(s, x, y);
    struct walker plus = walker_at(s, x, y, step);
    struct walker minus = walker_at(s, x, y, back);
    int stone_plus = walk_run(s->threshold, &plus, dark, limit);
    int stone_minus = walk_run(s->threshold, &minus, dark, limit);
    int stone = stone_plus + stone_minus - 1;
    if (stone_plus == 0 || stone_minus == 0 || stone > limit) {
        return false;
    }
    int run[4];
    limit = stone;
    run[0] = walk_run(s->threshold, &plus, !dark, limit);
    run[1] = walk_run(s->threshold, &minus, !dark, limit);
    if (run[0] == 0 || run[1] == 0) {
        return false;
    }
    run[2] = walk_run(s->threshold, &plus, dark, limit);
    run[3] = walk_run(s->threshold, &minus, dark, limit);
    if (run[2] == 0 || run[3] == 0) {
        return false;
    }
    int total = stone + run[0] + run[1] + run[2] + run[3];
    int slack = total / 2 + total / 8 + 7;
    out->total = total;
    out->offset = (float)(stone_plus - stone_minus) * 0.5F;
    return abs(stone * 7 - total * 3) <= slack + total / 2 && abs(run[0] * 7 - total) <= slack &&
           abs(run[1] * 7 - total) <= slack && abs(run[2] * 7 - total) <= slack + total / 4 &&
           abs(run[3] * 7 - total) <= slack + total / 4;
}

static bool is_known(struct search *s, float x, float y, bool inverted)
{
    for (int i = 0; i < s->count; i++) {
        struct finder *f = &s->item[i];
        float reach = f->module_px * SAME_REACH;
        if (f->inverted == inverted && fabsf(f->x - x) < reach && fabsf(f->y - y) < reach) {
            f->hits++;
            return true;
        }
    }
    return false;
}

static void add(struct search *s, const struct finder *f)
{
    if (is_known(s, f->x, f->y, f->inverted)) {
        return;
    }
    if (s->count < CANDIDATES_MAX) {
        s->item[s->count++] = *f;
        return;
    }
    int weakest = 0;
    for (int i = 1; i < s->count; i++) {
        weakest = s->item[i].hits < s->item[weakest].hits ? i : weakest;
    }
    s->item[weakest] = *f;
}

/* However the pattern is turned, a circle of radius 1.1 modules lies in its stone and one of 2.3 in
 * the light ring; tilt makes them ellipses, known from the two cuts. */
static int ring_quality(const struct scene *s, float x, float y, const float module_px[2],
                        bool inverted)
{
    static const float cosine[8] = {1, 0.7071F, 0, -0.7071F, -1, -0.7071F, 0, 0.7071F};
    static const float skew[8] = {0.9239F,  0.3827F,  -0.3827F, -0.9239F,
                                  -0.9239F, -0.3827F, 0.3827F,  0.9239F};
    int right = 0;
    for (int i = 0; i < FINDER_QUALITY_MAX; i++) {
        bool stone = i < 8;
        bool between = i >= 16;
        float radius = stone ? 1.1F : 2.3F;
        float c = between ? skew[i % 8] : cosine[i % 8];
        float d = between ? skew[(i + 6) % 8] : cosine[(i + 6) % 8];
        int px = (int)floorf(x + c * radius * module_px[0]);
        int py = (int)floorf(y + d * radius * module_px[1]);
        if (px >= 0 && py >= 0 && px < s->picture->width && py < s->picture->height) {
            right += is_dark(s, px, py) == (stone != inverted);
        }
    }
    return right;
}

/* A hit of the row search at the middle of the stone. */
static void consider(struct search *s, float x, int y, float module_px, bool inverted)
{
    static const int down[2] = {0, 1};
    static const int right[2] = {1, 0};
    static const int falling[2] = {1, 1};
    static const int rising[2] = {1, -1};
    if (is_known(s, x, (float)y + 0.5F, inverted)) {
        return;
    }
    struct line_check vertical;
    struct line_check horizontal = {(int)(module_px * 7.0F), 0};
    struct line_check diagonal;
    int column = (int)x;
    s->checks_left--;
    if (!check_line(s->scene, column, y, down, module_px * 2.5F, &vertical)) {
        return;
    }
    float centre_y = (float)y + 0.5F + vertical.offset;
    int row = (int)centre_y;
    float centre_x = x;
    if (check_line(s->scene, column, row, right, module_px * 2.0F, &horizontal)) {
        centre_x = (float)column + 0.5F + horizontal.offset;
    }
    column = (int)centre_x;
    if (!check_line(s->scene, column, row, falling, module_px * 2.5F, &diagonal) &&
        !check_line(s->scene, column, row, rising, module_px * 2.5F, &diagonal)) {
        return;
    }
    /* A turned pattern is cut longer: at 45 degrees the diagonal is its true side. */
    float straight = (float)(horizontal.total + vertical.total) * 0.5F;
    float turned = (float)diagonal.total * 1.4142F / straight;
    turned = turned > 1 ? 1 : turned < 0.7F ? 0.7F : turned;
    const float module[2] = {(float)horizontal.total * turned / 7.0F,
                             (float)vertical.total * turned / 7.0F};
    int quality = ring_quality(s->scene, centre_x, centre_y, module, inverted);
    struct finder f = {centre_x, centre_y, (module[0] + module[1]) * 0.5F, 1, quality, inverted};
    if (quality >= QUALITY_MIN) {
        add(s, &f);
    }
}

static void search_row(struct search *s, int y)
{
    uint16_t hit[HITS_A_ROW_MAX];
    const uint8_t *row = s->scene->picture->px + y * s->scene->picture->width;
    row_edges_find(row, s->levels, s->scene->picture->width, &s->edges);
    int n = row_edges_match(&s->edges, hit, HITS_A_ROW_MAX);
    for (int i = 0; i < n; i++) {
        const uint16_t *at = s->edges.at + hit[i];
        bool dark = s->edges.first_dark == (hit[i] % 2 == 0); /* NOLINT: set with the edges */
        consider(s, (float)(at[2] + at[3]) * 0.5F, y, (float)(at[5] - at[0]) / 7.0F, !dark);
    }
}

static int by_worth(const void *a, const void *b)
{
    const struct finder *x = a;
    const struct finder *y = b;
    int worth_x = x->quality * 2 + (x->hits < 8 ? x->hits : 8);
    int worth_y = y->quality * 2 + (y->hits < 8 ? y->hits : 8);
    if (worth_x != worth_y) {
        return worth_y - worth_x;
    }
    /* A total order, so that the result does not depend on the sorting method. */
    return x->y != y->y ? (x->y > y->y) - (x->y < y->y) : (x->x > y->x) - (x->x < y->x);
}

/* Rows in four interleaved sets: where texture uses up the checks, the whole height has been seen.
 */
void finder_search(const struct scene *s, int row_step, struct finder_list *out)
{
    enum { SETS = 4 };
    struct search search;
    search.scene = s;
    search.count = 0;
    search.checks_left = CHECKS_MAX;
    for (int set = 0; set < SETS; set++) {
        int level_row = -1;
        int y = row_step / 2 + (set * 2 % SETS + set / 2) * row_step;
        for (; y < s->picture->height && search.checks_left > 0; y += row_step * SETS) {
            if (y / THRESHOLD_BLOCK_PX != level_row) {
                level_row = y / THRESHOLD_BLOCK_PX;
                expand_levels(&search, y);
            }
            search_row(&search, y);
        }
    }
    qsort(search.item, (size_t)search.count, sizeof(search.item[0]), by_worth);
    out->count = search.count < FINDERS_MAX ? search.count : FINDERS_MAX;
    memcpy(out->item, search.item, (size_t)out->count * sizeof(out->item[0]));
}
