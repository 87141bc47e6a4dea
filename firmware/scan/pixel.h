/* Reading a picture between its pixels; outside it, the nearest edge pixel. */
#ifndef SCAN_PIXEL_H
#define SCAN_PIXEL_H

#include "scan/finder.h"

static inline int pixel_clamp(int v, int limit)
{
    return v < 0 ? 0 : v >= limit ? limit - 1 : v;
}

/* Bilinear; the centre of the first pixel is (0.5, 0.5). Any finite coordinates of moderate size.
 */
static inline float pixel_at(const struct plane *p, float x, float y)
{
    x -= 0.5F;
    y -= 0.5F;
    float lowest_x = x < 0 ? 0 : x;
    float lowest_y = y < 0 ? 0 : y;
    int x0 = (int)lowest_x;
    int y0 = (int)lowest_y;
    if (x0 >= p->width - 1 || y0 >= p->height - 1) {
        return (float)p->px[pixel_clamp(y0, p->height) * p->width + pixel_clamp(x0, p->width)];
    }
    float fx = lowest_x - (float)x0;
    float fy = lowest_y - (float)y0;
    const uint8_t *a = p->px + y0 * p->width + x0;
    const uint8_t *b = a + p->width;
    float top = (float)a[0] + fx * (float)(a[1] - a[0]);
    float bottom = (float)b[0] + fx * (float)(b[1] - b[0]);
    return top + fy * (bottom - top);
}

static inline int threshold_near(const struct scene *s, float x, float y)
{
    return threshold_at(s->threshold, pixel_clamp((int)x, s->picture->width),
                        pixel_clamp((int)y, s->picture->height));
}

#endif
