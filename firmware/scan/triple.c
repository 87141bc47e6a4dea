#include "scan/triple.h"

#include <math.h>

/* Beyond these no symbol is readable anyway: steeper than about 65 degrees, or mixed sizes. */
#define COSINE_MAX     0.72F
#define SIDE_RATIO_MAX 3.2F
#define SIZE_RATIO_MAX 2.6F
#define SIDE_MIN       8.5F /* modules between two centres; 14 at version 1, less when turned */
#define SIDE_LONGEST   240.0F

static float larger_ratio(float a, float b)
{
    return a > b ? a / b : b / a;
}

/* Cost of `corner` being the top left pattern of the three; negative when it cannot be. */
static float cost_of(const struct finder *corner, const struct finder *a, const struct finder *b)
{
    float ax = a->x - corner->x;
    float ay = a->y - corner->y;
    float bx = b->x - corner->x;
    float by = b->y - corner->y;
    float la = sqrtf(ax * ax + ay * ay);
    float lb = sqrtf(bx * bx + by * by);
    float module = (corner->module_px + a->module_px + b->module_px) / 3.0F;
    float shorter = la < lb ? la : lb;
    float longer = la < lb ? lb : la;
    if (shorter < SIDE_MIN * module || longer > SIDE_LONGEST * module ||
        longer > SIDE_RATIO_MAX * shorter) {
        return -1;
    }
    float cosine = fabsf(ax * bx + ay * by) / (la * lb);
    float sizes = larger_ratio(a->module_px, b->module_px);
    float to_a = larger_ratio(corner->module_px, a->module_px);
    float to_b = larger_ratio(corner->module_px, b->module_px);
    sizes = to_a > sizes ? to_a : sizes;
    sizes = to_b > sizes ? to_b : sizes;
    if (cosine > COSINE_MAX || sizes > SIZE_RATIO_MAX) {
        return -1;
    }
    /* Small symbols of large modules before large ones: a triple across two symbols is long. */
    int flaws = 3 * FINDER_QUALITY_MAX - corner->quality - a->quality - b->quality;
    return cosine * 1.5F + logf(longer / shorter) + logf(sizes) * 1.5F + longer / module * 0.004F +
           (float)flaws * 0.04F;
}

static void insert(struct triple *out, int *count, const struct triple *t)
{
    int at = *count;
    if (at == TRIPLES_MAX) {
        at--;
        if (out[at].cost <= t->cost) {
            return;
        }
    } else {
        (*count)++;
    }
    while (at > 0 && out[at - 1].cost > t->cost) {
        out[at] = out[at - 1];
        at--;
    }
    out[at] = *t;
}

static void offer(const struct finder_list *list, const int index[3], struct triple *out,
                  int *count)
{
    const struct finder *corner = &list->item[index[0]];
    const struct finder *a = &list->item[index[1]];
    const struct finder *b = &list->item[index[2]];
    float cost = cost_of(corner, a, b);
    if (cost < 0) {
        return;
    }
    /* Turning from top right to bottom left goes clockwise on a picture with y downwards. */
    float turn = (a->x - corner->x) * (b->y - corner->y) - (a->y - corner->y) * (b->x - corner->x);
    struct triple t = {index[0], turn > 0 ? index[1] : index[2], turn > 0 ? index[2] : index[1],
                       cost};
    insert(out, count, &t);
}

/* Each of the three may be the corner. Marks of one code are all inverted, or none is. */
static void offer_each(const struct finder_list *list, int i, int j, int k, struct triple *out,
                       int *count)
{
    if (list->item[i].inverted == list->item[k].inverted) {
        offer(list, (const int[3]){i, j, k}, out, count);
        offer(list, (const int[3]){j, i, k}, out, count);
        offer(list, (const int[3]){k, i, j}, out, count);
    }
}

int triple_rank(const struct finder_list *list, int consider, struct triple out[TRIPLES_MAX])
{
    int n = list->count < consider ? list->count : consider;
    int count = 0;
    for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
            bool same = list->item[i].inverted == list->item[j].inverted;
            for (int k = j + 1; same && k < n; k++) {
                offer_each(list, i, j, k, out, &count);
            }
        }
    }
    return count;
}
