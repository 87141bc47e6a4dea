#include "scan/hints.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    DIM_LEVEL = 45,      /* mean gray */
    DIM_BRIGHT = 95,     /* and nothing in the picture is brighter */
    COVERED_SPREAD = 14, /* gray between the cells: something lies on the lens */
    MOVING_LEVELS = 9,   /* mean change of a cell from one frame to the next */
};

/* Figures of this file come from the labelled pictures named in README.md. */
#define SMALL_MODULE_PX  2.2F
#define LARGE_SHARE      0.9F  /* of the shorter side of the picture */
#define BORDER_SHARE     0.01F /* of it: nearer to the edge is cut off */
#define LONELY_REACH     24.0F /* modules to the edge of the picture */
#define BLURRED_BELOW    0.30F
#define TEXTURE_NEEDED   0.02F /* share of cells with contrast, to judge sharpness at all */
#define GLARE_SHARE      0.004F
#define GLARE_SHARE_MOST 0.30F /* more white than that is paper or sky */

const char *scan_hint_name(enum scan_hint hint)
{
    static const char *const names[SCAN_HINT_COUNT] = {
#define X(name) #name,
        SCAN_HINT_LIST(X)
#undef X
    };
    return (unsigned)hint < SCAN_HINT_COUNT ? names[hint] : "?";
}

static float shorter_side(const struct plane *p)
{
    return (float)(p->width < p->height ? p->width : p->height);
}

/* How far the sighting reaches beyond the picture, and how large it is. */
static float reach_of(const struct plane *p, const struct sighting *s, float *out_beyond)
{
    float low_x = s->corner[0].x;
    float high_x = low_x;
    float low_y = s->corner[0].y;
    float high_y = low_y;
    for (int i = 1; i < 4; i++) {
        low_x = fminf(low_x, s->corner[i].x);
        high_x = fmaxf(high_x, s->corner[i].x);
        low_y = fminf(low_y, s->corner[i].y);
        high_y = fmaxf(high_y, s->corner[i].y);
    }
    float beyond = fmaxf(-low_x, -low_y);
    beyond = fmaxf(beyond, high_x - (float)p->width);
    *out_beyond = fmaxf(beyond, high_y - (float)p->height);
    return fmaxf(high_x - low_x, high_y - low_y);
}

/* A pattern alone, near the edge: the rest of the symbol is outside. */
static bool lonely_at_edge(const struct plane *p, const struct sighting *s)
{
    float x = (s->corner[0].x + s->corner[2].x) * 0.5F;
    float y = (s->corner[0].y + s->corner[2].y) * 0.5F;
    float reach = s->module_px * LONELY_REACH;
    return s->score == 0 &&
           (x < reach || y < reach || x > (float)p->width - reach || y > (float)p->height - reach);
}

static bool is_moving(const struct picture_stats *stats, struct hint_memory *memory)
{
    long sum = 0;
    for (int i = 0; i < HINT_THUMB_CELLS; i++) {
        sum += abs(stats->mean[i] - memory->mean[i]);
    }
    bool moving = memory->known && sum > (long)MOVING_LEVELS * HINT_THUMB_CELLS;
    memcpy(memory->mean, stats->mean, sizeof(memory->mean));
    memory->known = true;
    return moving;
}

static enum scan_hint hint_of_sighting(const struct plane *picture, const struct sighting *s)
{
    float shorter = shorter_side(picture);
    float beyond;
    float size = reach_of(picture, s, &beyond);
    if (beyond > -BORDER_SHARE * shorter || lonely_at_edge(picture, s)) {
        return size > shorter ? SCAN_HINT_TOO_LARGE : SCAN_HINT_CUT_OFF;
    }
    if (s->module_px < SMALL_MODULE_PX) {
        return SCAN_HINT_TOO_SMALL;
    }
    if (size > LARGE_SHARE * shorter) {
        return SCAN_HINT_TOO_LARGE;
    }
    return SCAN_HINT_NONE;
}

static enum scan_hint hint_of_picture(const struct picture_stats *stats, bool moving, bool seen)
{
    bool covered = stats->spread <= COVERED_SPREAD;
    bool dim = stats->level < DIM_LEVEL && stats->bright < DIM_BRIGHT;
    if (!covered && !dim && stats->contrast_cells >= TEXTURE_NEEDED &&
        stats->sharpness < BLURRED_BELOW) {
        return moving ? SCAN_HINT_BLURRED_MOVING : SCAN_HINT_BLURRED_STILL;
    }
    if (!covered && stats->saturated > GLARE_SHARE && stats->saturated < GLARE_SHARE_MOST) {
        return SCAN_HINT_GLARE;
    }
    if (!covered && dim) {
        return SCAN_HINT_DIM;
    }
    if (covered) {
        return SCAN_HINT_COVERED;
    }
    /* Seen, sharp and large enough, but not read: holding still is the best advice. */
    return seen && moving ? SCAN_HINT_BLURRED_MOVING : SCAN_HINT_NOTHING;
}

enum scan_hint hint_for(const struct plane *picture, const struct sighting *sighting,
                        int code_count, struct hint_memory *memory)
{
    if (code_count > 0) {
        memory->known = false;
        return code_count > 1 ? SCAN_HINT_SEVERAL_CODES : SCAN_HINT_NONE;
    }
    struct picture_stats stats;
    picture_stats_make(picture, &stats);
    bool moving = is_moving(&stats, memory);
    enum scan_hint hint = sighting->seen ? hint_of_sighting(picture, sighting) : SCAN_HINT_NONE;
    return hint != SCAN_HINT_NONE ? hint : hint_of_picture(&stats, moving, sighting->seen);
}
