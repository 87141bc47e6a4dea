#include "scan/merge.h"

#include <math.h>
#include <string.h>

enum { FRAMES_DEFENDED = 3, VIEW_LIMIT = 100, KEEP_NUMERATOR = 3, KEEP_DENOMINATOR = 4 };

#define SAME_REACH 0.25F /* of the side: what a hand moves in a few frames */

void merge_forget(struct merge *m)
{
    m->version = 0;
    m->views = 0;
    m->added = false;
    m->frames_unseen = 0;
}

void merge_next_frame(struct merge *m)
{
    m->frames_unseen = m->added ? 0 : m->frames_unseen + 1;
    m->added = false;
    if (m->frames_unseen > MERGE_FRAMES_KEPT) {
        merge_forget(m);
    }
}

/* The same corner of the symbol must be near where it was: a turned grid would add up nonsense. */
static bool agrees(const struct merge *m, const struct grid *g, const struct point_f corner[4])
{
    if (m->version != g->version || m->inverted != g->inverted) {
        return false;
    }
    float side = hypotf(corner[1].x - corner[0].x, corner[1].y - corner[0].y);
    for (int i = 0; i < 4; i++) {
        if (hypotf(corner[i].x - m->corner[i].x, corner[i].y - m->corner[i].y) >
            side * SAME_REACH) {
            return false;
        }
    }
    return true;
}

bool merge_add(struct merge *m, const struct grid *g, const struct point_f corner[4],
               const struct qr_modules *modules)
{
    bool same = agrees(m, g, corner);
    if (m->added) {
        return same && m->views >= 2;
    }
    if (!same) {
        /* A chance candidate must not wipe out a good one that is only hidden in this frame. */
        if (m->version != 0 && m->frames_unseen < FRAMES_DEFENDED && g->score < m->score) {
            return false;
        }
        m->views = 0;
        m->version = g->version;
        m->inverted = g->inverted;
        memset(m->sum, 0, sizeof(m->sum));
    }
    m->score = g->score;
    memcpy(m->corner, corner, sizeof(m->corner));
    for (int i = 0; i < modules->side * modules->side; i++) {
        int level = modules->level[i] - QR_LEVEL_MIDDLE;
        level = level > VIEW_LIMIT ? VIEW_LIMIT : level < -VIEW_LIMIT ? -VIEW_LIMIT : level;
        m->sum[i] = (int16_t)(m->sum[i] * KEEP_NUMERATOR / KEEP_DENOMINATOR + level);
    }
    m->views++;
    m->added = true;
    m->frames_unseen = 0;
    return m->views >= 2;
}

void merge_take(const struct merge *m, struct qr_modules *out)
{
    out->version = m->version;
    out->side = qr_side(m->version);
    int share = m->views < KEEP_DENOMINATOR ? m->views : KEEP_DENOMINATOR;
    for (int i = 0; i < out->side * out->side; i++) {
        int level = QR_LEVEL_MIDDLE + m->sum[i] / share;
        out->level[i] = (uint8_t)(level < 0 ? 0 : level > 255 ? 255 : level);
    }
}
