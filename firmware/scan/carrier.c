#include <stdlib.h>
#include "scan/hints.h"
#include "scan/pixel.h"

enum { RING_SAMPLES = 48, SCREEN_LEAD = 35, PAPER_LEAD = 25, PAPER_SHARE = 70 };

/* A point on the outline of the symbol, moved away from its centre by `factor`. */
static struct point_f outline(const struct sighting *s, int i, float factor)
{
    float t = (float)i / RING_SAMPLES * 4.0F;
    int edge = (int)t;
    float part = t - (float)edge;
    const struct point_f *a = &s->corner[edge];
    const struct point_f *b = &s->corner[(edge + 1) % 4];
    float cx = (s->corner[0].x + s->corner[1].x + s->corner[2].x + s->corner[3].x) * 0.25F;
    float cy = (s->corner[0].y + s->corner[1].y + s->corner[2].y + s->corner[3].y) * 0.25F;
    float x = a->x + (b->x - a->x) * part;
    float y = a->y + (b->y - a->y) * part;
    return (struct point_f){cx + (x - cx) * factor, cy + (y - cy) * factor};
}

static int level_of(const struct plane *p, struct point_f at)
{
    return p->px[pixel_clamp((int)at.y, p->height) * p->width + pixel_clamp((int)at.x, p->width)];
}

static int by_level(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* Sorted levels on a ring around the symbol. */
static void ring_levels(const struct plane *p, const struct sighting *s, float factor, int *out)
{
    for (int i = 0; i < RING_SAMPLES; i++) {
        out[i] = level_of(p, outline(s, i, factor));
    }
    qsort(out, RING_SAMPLES, sizeof(out[0]), by_level);
}

/* Paper goes on around the quiet zone as bright as in it; a phone ends in a darker frame, shines
 * brighter than its surroundings, and alone shows light on dark. */
enum scan_carrier carrier_guess(const struct plane *picture, const struct sighting *sighting)
{
    if (!sighting->seen || sighting->score == 0) {
        return SCAN_CARRIER_UNKNOWN;
    }
    if (sighting->inverted) {
        return SCAN_CARRIER_PHONE;
    }
    int quiet[RING_SAMPLES];
    int far[RING_SAMPLES];
    ring_levels(picture, sighting, 1.06F, quiet);
    ring_levels(picture, sighting, 1.8F, far);
    int light = quiet[RING_SAMPLES * 3 / 4];
    int as_light = 0;
    for (int i = 0; i < RING_SAMPLES; i++) {
        as_light += far[i] > light - PAPER_LEAD;
    }
    if (as_light * 100 >= PAPER_SHARE * RING_SAMPLES) {
        return SCAN_CARRIER_PAPER;
    }
    return light - far[RING_SAMPLES * 9 / 10] > SCREEN_LEAD ? SCAN_CARRIER_PHONE
                                                            : SCAN_CARRIER_UNKNOWN;
}
