#include <stdlib.h>
#include <string.h>
#include "scan/hints.h"

enum { SAMPLES = 6, WHITE = 250, CONTRAST_MIN = 40 };

struct cell {
    int mean;
    int low;
    int high;
    int step; /* largest difference of neighbouring pixels */
};

static int step_of(const struct plane *p, int x, int y)
{
    const uint8_t *px = p->px + y * p->width + x;
    int across = x + 1 < p->width ? abs(px[1] - px[0]) : 0;
    int down = y + 1 < p->height ? abs(px[p->width] - px[0]) : 0;
    return across > down ? across : down;
}

/* Full resolution along a few lines of the cell: a step is seen only between real neighbours. */
static struct cell measure_cell(const struct plane *p, int left, int top, int width, int height)
{
    struct cell c = {0, 255, 0, 0};
    long sum = 0;
    int n = 0;
    for (int i = 0; i < SAMPLES; i++) {
        int y = top + (height - 1) * i / (SAMPLES - 1);
        for (int x = left; x < left + width; x++) {
            int value = p->px[y * p->width + x];
            sum += value;
            n++;
            c.low = value < c.low ? value : c.low;
            c.high = value > c.high ? value : c.high;
            int step = step_of(p, x, y);
            c.step = step > c.step ? step : c.step;
        }
    }
    c.mean = (int)(sum / n);
    return c;
}

/* The value below which `share` of the counted ones lie. */
static int percentile(const int *histogram, int total, float share)
{
    int below = 0;
    for (int i = 0; i < 256; i++) {
        below += histogram[i];
        if ((float)below >= share * (float)total) {
            return i;
        }
    }
    return 255;
}

void picture_stats_make(const struct plane *picture, struct picture_stats *out)
{
    int brightest[256] = {0};
    int sharpness[256] = {0};
    int sharp_cells = 0;
    int white = 0;
    int darkest = 255;
    int lightest = 0;
    long sum = 0;
    for (int i = 0; i < HINT_THUMB_CELLS; i++) {
        int cx = i % HINT_THUMB_WIDTH;
        int cy = i / HINT_THUMB_WIDTH;
        int left = cx * picture->width / HINT_THUMB_WIDTH;
        int top = cy * picture->height / HINT_THUMB_HEIGHT;
        int width = (cx + 1) * picture->width / HINT_THUMB_WIDTH - left;
        int height = (cy + 1) * picture->height / HINT_THUMB_HEIGHT - top;
        struct cell c =
            measure_cell(picture, left, top, width < 1 ? 1 : width, height < 1 ? 1 : height);
        out->mean[i] = (uint8_t)c.mean;
        sum += c.mean;
        brightest[c.high]++;
        white += c.low >= WHITE;
        darkest = c.mean < darkest ? c.mean : darkest;
        lightest = c.mean > lightest ? c.mean : lightest;
        if (c.high - c.low >= CONTRAST_MIN) {
            /* A step may lead out of the cell and be larger than what is in it. */
            int share = c.step * 255 / (c.high - c.low);
            sharpness[share > 255 ? 255 : share]++;
            sharp_cells++;
        }
    }
    out->level = (int)(sum / HINT_THUMB_CELLS);
    out->spread = lightest - darkest;
    out->bright = percentile(brightest, HINT_THUMB_CELLS, 0.95F);
    out->saturated = (float)white / HINT_THUMB_CELLS;
    out->contrast_cells = (float)sharp_cells / HINT_THUMB_CELLS;
    out->sharpness =
        sharp_cells == 0 ? 0 : (float)percentile(sharpness, sharp_cells, 0.75F) / 255.0F;
}
