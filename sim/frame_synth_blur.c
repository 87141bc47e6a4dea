/* Movement during the exposure, and a lens that is not in focus. */
#include "sim/frame_synth_effect.h"

#include <math.h>

static int clamp_to(int value, int lo, int hi)
{
    return value < lo ? lo : value > hi ? hi : value;
}

static struct canvas_rect grown(const struct canvas *c, double by_x, double by_y)
{
    struct canvas_rect r = c->touched;
    if (r.x0 >= r.x1) {
        return r;
    }
    int dx = (int)fabs(by_x) + 1;
    int dy = (int)fabs(by_y) + 1;
    return (struct canvas_rect){
        clamp_to(r.x0 - dx, 0, c->width_px), clamp_to(r.y0 - dy, 0, c->height_px),
        clamp_to(r.x1 + dx, 0, c->width_px), clamp_to(r.y1 + dy, 0, c->height_px)};
}

/* Adds the row from_y, moved by dx, to sum; beyond the frame its edge goes on. */
static void add_moved(const struct canvas *c, const struct canvas_rect *r, int from_y, int dx,
                      uint32_t *sum)
{
    int y = clamp_to(from_y, 0, c->height_px - 1);
    const uint16_t *row = c->light + (size_t)y * (size_t)c->width_px;
    int x = r->x0;
    for (; x < r->x1 && x + dx < 0; x++) {
        sum[x] += row[0];
    }
    int whole = c->width_px - dx < r->x1 ? c->width_px - dx : r->x1;
    for (; x < whole; x++) {
        sum[x] += row[x + dx];
    }
    for (; x < r->x1; x++) {
        sum[x] += row[c->width_px - 1];
    }
}

void effect_motion(struct canvas *c, double x_px, double y_px, uint32_t *work)
{
    struct canvas_rect r = grown(c, x_px / 2, y_px / 2);
    int taps = (int)(sqrt(x_px * x_px + y_px * y_px) + 0.999) + 1;
    for (int y = r.y0; y < r.y1; y++) {
        uint32_t *sum = work + (size_t)y * (size_t)c->width_px;
        for (int x = r.x0; x < r.x1; x++) {
            sum[x] = 0;
        }
        for (int i = 0; i < taps; i++) {
            double t = taps > 1 ? (double)i / (taps - 1) - 0.5 : 0;
            int dx = (int)(t * x_px + 1000.5) - 1000;
            int dy = (int)(t * y_px + 1000.5) - 1000;
            add_moved(c, &r, y + dy, dx, sum);
        }
    }
    for (int y = r.y0; y < r.y1; y++) {
        const uint32_t *sum = work + (size_t)y * (size_t)c->width_px;
        uint16_t *row = c->light + (size_t)y * (size_t)c->width_px;
        for (int x = r.x0; x < r.x1; x++) {
            row[x] = (uint16_t)(sum[x] / (uint32_t)taps);
        }
    }
}

/* One line of the blur disc: 2 whole - 1 pixels and a share of one more at both ends (in 1/256). */
struct chord {
    int whole;
    uint32_t share;
};

static struct chord chord_at(double radius, int dy)
{
    double half = 0;
    for (int i = 0; i < 8; i++) {
        double t = dy + (i - 3.5) / 8;
        half += sqrt(fmax(0, radius * radius - t * t)) / 8;
    }
    int whole = (int)(half + 0.5);
    double share = whole > 0 ? half + 0.5 - whole : 2 * half;
    return (struct chord){whole, (uint32_t)(share * 256)};
}

/* Running sums of every row that the disc can touch, edges continued by BLUR_PAD. */
static void running_sums(const struct canvas *c, int y0, int y1, uint32_t *work)
{
    size_t stride = (size_t)c->width_px + 2 * BLUR_PAD + 1;
    for (int y = y0; y < y1; y++) {
        const uint16_t *row = c->light + (size_t)y * (size_t)c->width_px;
        uint32_t *sum = work + (size_t)y * stride;
        sum[0] = 0;
        for (int i = 0; i < c->width_px + 2 * BLUR_PAD; i++) {
            sum[i + 1] = sum[i] + row[clamp_to(i - BLUR_PAD, 0, c->width_px - 1)];
        }
    }
}

static void add_chord(const uint32_t *sum, const struct canvas_rect *r, struct chord ch,
                      uint32_t out[])
{
    /* sum + BLUR_PAD + x is what lies left of pixel x. */
    const uint32_t *here = sum + BLUR_PAD;
    if (ch.whole == 0) {
        for (int x = r->x0; x < r->x1; x++) {
            out[x] += (here[x + 1] - here[x]) * ch.share >> 8;
        }
        return;
    }
    const uint32_t *right = here + ch.whole;
    const uint32_t *left = here - ch.whole;
    for (int x = r->x0; x < r->x1; x++) {
        uint32_t ends = right[x + 1] - right[x] + left[x + 1] - left[x];
        out[x] += right[x] - left[x + 1] + (ends * ch.share >> 8);
    }
}

void effect_defocus(struct canvas *c, double radius_px, uint32_t *work)
{
    size_t stride = (size_t)c->width_px + 2 * BLUR_PAD + 1;
    struct canvas_rect r = grown(c, radius_px, radius_px);
    int reach = (int)(radius_px + 0.5);
    struct chord disc[2 * BLUR_PAD + 1];
    double area = 0;
    for (int dy = -reach; dy <= reach; dy++) {
        struct chord ch = chord_at(radius_px, dy);
        disc[dy + reach] = ch;
        area += (ch.whole > 0 ? 2 * ch.whole - 1 : 0) + ch.share / 256.0 * (ch.whole > 0 ? 2 : 1);
    }
    if (r.x0 >= r.x1 || area < 1) {
        return;
    }
    uint64_t scale = (uint64_t)(4294967296.0 / area);
    running_sums(c, clamp_to(r.y0 - reach, 0, c->height_px),
                 clamp_to(r.y1 + reach, 0, c->height_px), work);
    uint32_t out[FRAME_LINE_MAX];
    for (int y = r.y0; y < r.y1; y++) {
        for (int x = r.x0; x < r.x1; x++) {
            out[x] = 0;
        }
        for (int dy = -reach; dy <= reach; dy++) {
            int from = clamp_to(y + dy, 0, c->height_px - 1);
            add_chord(work + (size_t)from * stride, &r, disc[dy + reach], out);
        }
        uint16_t *row = c->light + (size_t)y * (size_t)c->width_px;
        for (int x = r.x0; x < r.x1; x++) {
            row[x] = (uint16_t)(out[x] * scale >> 32);
        }
    }
}
