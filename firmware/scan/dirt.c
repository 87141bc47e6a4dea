#include "scan/dirt.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum {
    STEP_PX = 2,         /* every other pixel will do */
    CHANGE_MIN = 50,     /* gray levels: a hand or a phone passed */
    USED_MIN = 100,      /* cells, or the round says nothing */
    DETAIL_PERCENT = 35, /* of the median: less is blurred */
    BRIGHT_PERCENT = 50, /* of the median: less is dark */
};

static void start_round(struct dirt *d)
{
    d->looks = 0;
    memset(d->low, 255, sizeof d->low);
    memset(d->high, 0, sizeof d->high);
    memset(d->detail, 0, sizeof d->detail);
}

void dirt_init(struct dirt *d)
{
    start_round(d);
    d->score = DIRT_UNKNOWN;
}

static void look_at_cell(struct dirt *d, const struct image_gray *f, int cell)
{
    int column = cell % DIRT_COLUMNS;
    int row = cell / DIRT_COLUMNS;
    int right = (column + 1) * f->width_px / DIRT_COLUMNS - STEP_PX;
    int bottom = (row + 1) * f->height_px / DIRT_ROWS;
    int sum = 0;
    int count = 0;
    int detail = d->detail[cell];
    for (int y = row * f->height_px / DIRT_ROWS; y < bottom; y += STEP_PX) {
        const uint8_t *line = f->pixels + (ptrdiff_t)y * f->stride;
        for (int x = column * f->width_px / DIRT_COLUMNS; x < right; x += STEP_PX) {
            int step = abs(line[x + STEP_PX] - line[x]);
            detail = step > detail ? step : detail;
            sum += line[x];
            count++;
        }
    }
    if (count > 0) {
        uint8_t mean = (uint8_t)(sum / count);
        d->low[cell] = mean < d->low[cell] ? mean : d->low[cell];
        d->high[cell] = mean > d->high[cell] ? mean : d->high[cell];
        d->detail[cell] = (uint8_t)detail;
    }
}

/* Dirt itself changes little: enough that a third of the surroundings did. */
static bool is_used(const struct dirt *d, int cell)
{
    enum { REACH = 5 };
    int around = 0;
    int moved = 0;
    for (int dy = -REACH; dy <= REACH; dy++) {
        int row = cell / DIRT_COLUMNS + dy;
        for (int dx = -REACH; row >= 0 && row < DIRT_ROWS && dx <= REACH; dx++) {
            int column = cell % DIRT_COLUMNS + dx;
            if (column >= 0 && column < DIRT_COLUMNS) {
                int at = row * DIRT_COLUMNS + column;
                around++;
                moved += d->high[at] - d->low[at] >= CHANGE_MIN ? 1 : 0;
            }
        }
    }
    return moved * 3 >= around;
}

/* Middle value of the cells that are used. */
static int median_of(const uint8_t *value, const bool *used, int count)
{
    int histogram[256] = {0};
    for (int i = 0; i < DIRT_CELLS; i++) {
        histogram[value[i]] += used[i] ? 1 : 0;
    }
    int below = 0;
    int level = 0;
    while (level < 255 && below + histogram[level] <= count / 2) {
        below += histogram[level++];
    }
    return level;
}

static int score_of(const struct dirt *d)
{
    bool used[DIRT_CELLS];
    int count = 0;
    for (int i = 0; i < DIRT_CELLS; i++) {
        used[i] = is_used(d, i);
        count += used[i] ? 1 : 0;
    }
    if (count < USED_MIN) {
        return DIRT_UNKNOWN;
    }
    int detail = median_of(d->detail, used, count);
    int bright = median_of(d->high, used, count);
    int dirty = 0;
    for (int i = 0; i < DIRT_CELLS; i++) {
        bool blurred = d->detail[i] * 100 < detail * DETAIL_PERCENT;
        bool dark = d->high[i] * 100 < bright * BRIGHT_PERCENT;
        dirty += used[i] && (blurred || dark) ? 1 : 0;
    }
    return dirty * 100 / count;
}

bool dirt_look(struct dirt *d, const struct image_gray *frame)
{
    if (frame->width_px < 2 * DIRT_COLUMNS || frame->height_px < 2 * DIRT_ROWS) {
        return false;
    }
    for (int i = 0; i < DIRT_CELLS; i++) {
        look_at_cell(d, frame, i);
    }
    if (++d->looks < DIRT_LOOKS) {
        return false;
    }
    d->score = score_of(d);
    start_round(d);
    return true;
}
