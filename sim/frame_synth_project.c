#include "sim/frame_synth_project.h"

#include "sim/frame_synth_math.h"
#include "sim/frame_synth_sheet.h"

enum {
    STEP_PX = 8,          /* exact perspective at every eighth corner, straight lines between */
    SAMPLES = 4,          /* 4 x 4 a pixel */
    TEXELS_FAR = 15000,   /* positions far outside stay within 16.16, their differences too */
    SHEET_MARGIN_MM = 40, /* how far curl and fold carry a sheet's edge over its flat place */
};
static const double nearest_per_mm = 1.0 / 2000; /* 1 / depth below this is beyond the horizon */
static const double screen_cell_mm = 0.06;

struct span {
    int first;
    int last;
};

/* One face on its way into the picture, line by line. */
struct sweep {
    const struct projection *p;
    const struct face *f;
    const struct project_look *look;
    struct canvas *c;
    double margin_mm; /* 0: flat */
    bool is_fine;     /* a thin feature could hide between corners */
    uint16_t wave[256];
};

/* Keeps the part of [lo, hi] where a + b x >= 0. */
static void keep(double a, double b, double *lo, double *hi)
{
    if (b > 0) {
        *lo = *lo > -a / b ? *lo : -a / b;
    } else if (b < 0) {
        *hi = *hi < -a / b ? *hi : -a / b;
    } else if (a < 0) {
        *hi = *lo - 1;
    }
}

/* Corners of line y that can see the face: each side of its rectangle is a half plane. */
static struct span reach(const struct sweep *w, int y)
{
    const struct projection *p = w->p;
    double a[3];
    double b[3];
    for (int i = 0; i < 3; i++) {
        a[i] = p->inverse[i][1] * y + p->inverse[i][2];
        b[i] = p->inverse[i][0];
    }
    double left = w->f->left_mm - w->margin_mm;
    double top = w->f->top_mm - w->margin_mm;
    double right = w->f->left_mm + w->f->columns * w->f->texel_mm + w->margin_mm;
    double bottom = w->f->top_mm + w->f->rows * w->f->texel_mm + w->margin_mm;
    double lo = 0;
    double hi = w->c->width_px;
    keep(a[2] - nearest_per_mm, b[2], &lo, &hi);
    keep(a[0] - left * a[2], b[0] - left * b[2], &lo, &hi);
    keep(right * a[2] - a[0], right * b[2] - b[0], &lo, &hi);
    keep(a[1] - top * a[2], b[1] - top * b[2], &lo, &hi);
    keep(bottom * a[2] - a[1], bottom * b[2] - b[1], &lo, &hi);
    if (lo > hi) {
        return (struct span){1, 0};
    }
    int first = (int)lo - 1;
    int last = (int)hi + 2;
    return (struct span){first < 0 ? 0 : first, last > w->c->width_px ? w->c->width_px : last};
}

static struct span join(struct span a, struct span b)
{
    if (a.first > a.last) {
        return b;
    }
    if (b.first > b.last) {
        return a;
    }
    return (struct span){a.first < b.first ? a.first : b.first, a.last > b.last ? a.last : b.last};
}

struct exact {
    int32_t column;
    int32_t row;
    int shade;
};

static int32_t fixed_of(double texels)
{
    texels = texels > -TEXELS_FAR ? texels : -TEXELS_FAR;
    texels = texels < TEXELS_FAR ? texels : TEXELS_FAR;
    return (int32_t)(texels * 65536);
}

static struct exact exact_at(const struct sweep *w, int x, int y)
{
    const struct projection *p = w->p;
    double h[3];
    for (int i = 0; i < 3; i++) {
        h[i] = p->inverse[i][0] * x + p->inverse[i][1] * y + p->inverse[i][2];
    }
    double s = 1 / (h[2] > nearest_per_mm / 4 ? h[2] : nearest_per_mm / 4);
    double at[2] = {h[0] * s, h[1] * s};
    struct exact e = {.shade = SYNTH_FULL_LIGHT};
    if (w->margin_mm > 0) {
        struct sheet_shape shape = {w->look->bend_per_mm, w->look->crease_mm};
        e.shade = (int)(sheet_hit(&shape, p->camera, at) * SYNTH_FULL_LIGHT);
    }
    e.column = fixed_of((at[0] - w->f->left_mm) / w->f->texel_mm);
    e.row = fixed_of((at[1] - w->f->top_mm) / w->f->texel_mm);
    return e;
}

static uint8_t tone_at(const struct face *f, int32_t column, int32_t row)
{
    uint32_t c = (uint32_t)(column >> 16);
    uint32_t r = (uint32_t)(row >> 16);
    if (c >= (uint32_t)f->columns || r >= (uint32_t)f->rows) {
        return FACE_NOTHING;
    }
    return f->texel[(size_t)r * (size_t)f->columns + c];
}

/* Corner samples of line y over s. */
static void fill_corners(const struct sweep *w, int y, struct span s, struct corner_row *out)
{
    out->first = s.first;
    out->last = s.last;
    if (s.first > s.last) {
        return;
    }
    struct exact from = exact_at(w, s.first, y);
    for (int x = s.first; x <= s.last; x += STEP_PX) {
        struct exact to = exact_at(w, x + STEP_PX, y);
        int32_t dc = (to.column - from.column) / STEP_PX;
        int32_t dr = (to.row - from.row) / STEP_PX;
        int ds = (to.shade - from.shade) / STEP_PX;
        int count = s.last - x + 1 < STEP_PX ? s.last - x + 1 : STEP_PX;
        for (int i = 0; i < count; i++) {
            int32_t column = from.column + i * dc;
            int32_t row = from.row + i * dr;
            out->column[x + i] = column;
            out->row[x + i] = row;
            out->shade[x + i] = (uint16_t)(from.shade + i * ds);
            out->tone[x + i] = tone_at(w->f, column, row);
        }
        from = to;
    }
}

/* Mean of 4 x 4 samples; what is not covered lets what lies under show through. */
static uint16_t supersample(const struct sweep *w, int x, uint16_t under)
{
    const struct corner_row *top = &w->c->corner[0];
    const struct corner_row *bottom = &w->c->corner[1];
    int32_t cx = (top->column[x + 1] - top->column[x]) / SAMPLES;
    int32_t rx = (top->row[x + 1] - top->row[x]) / SAMPLES;
    int32_t cy = (bottom->column[x] - top->column[x]) / SAMPLES;
    int32_t ry = (bottom->row[x] - top->row[x]) / SAMPLES;
    int32_t c0 = top->column[x] + (cx + cy) / 2;
    int32_t r0 = top->row[x] + (rx + ry) / 2;
    uint32_t sum = SAMPLES * SAMPLES / 2;
    for (int j = 0; j < SAMPLES; j++) {
        for (int i = 0; i < SAMPLES; i++) {
            uint8_t tone = tone_at(w->f, c0 + j * cy + i * cx, r0 + j * ry + i * rx);
            sum += tone ? w->look->light_of[tone] : under;
        }
    }
    return (uint16_t)(sum / (SAMPLES * SAMPLES));
}

static void draw_row(const struct sweep *w, int y)
{
    const struct corner_row *top = &w->c->corner[0];
    const struct corner_row *bottom = &w->c->corner[1];
    size_t start = (size_t)y * (size_t)w->c->width_px;
    uint16_t *light = w->c->light + start;
    uint8_t *mask = w->c->mask ? w->c->mask + start : NULL;
    int first = top->first > bottom->first ? top->first : bottom->first;
    int last = top->last < bottom->last ? top->last : bottom->last;
    if (first < last) {
        canvas_touch(w->c, first, last, y);
    }
    for (int x = first; x < last; x++) {
        uint8_t tone = top->tone[x];
        bool is_flat =
            tone == top->tone[x + 1] && tone == bottom->tone[x] && tone == bottom->tone[x + 1];
        if (is_flat && tone == FACE_NOTHING) {
            continue;
        }
        if (is_flat && !w->is_fine) {
            light[x] = w->look->light_of[tone];
        } else {
            light[x] = supersample(w, x, light[x]);
        }
        if (mask && tone != FACE_NOTHING) {
            mask[x] = tone < FACE_LIT_FIRST ? w->look->mask : SYNTH_MASK_SHEET;
        }
    }
}

static void shade_row(const struct sweep *w, int y)
{
    const struct corner_row *top = &w->c->corner[0];
    uint16_t *light = w->c->light + (size_t)y * (size_t)w->c->width_px;
    for (int x = top->first; x < top->last; x++) {
        if (top->tone[x] != FACE_NOTHING) {
            uint32_t v = (uint32_t)light[x] * top->shade[x] / SYNTH_FULL_LIGHT;
            light[x] = v > UINT16_MAX ? UINT16_MAX : (uint16_t)v;
        }
    }
}

/* The screen's cells are finer than the sensor's pixels: sampled at points, not over the pixel's
 * area, they fold into the visible bands. */
static void moire_row(const struct sweep *w, int y)
{
    const struct corner_row *top = &w->c->corner[0];
    uint16_t *light = w->c->light + (size_t)y * (size_t)w->c->width_px;
    int64_t scale = (int64_t)(w->f->texel_mm / screen_cell_mm * 65536);
    for (int x = top->first; x < top->last; x++) {
        if (top->tone[x] != FACE_NOTHING && top->tone[x] < FACE_LIT_FIRST) {
            uint32_t across = w->wave[(top->column[x] * scale >> 24) & 255];
            uint32_t down = w->wave[(top->row[x] * scale >> 24) & 255];
            uint32_t v = light[x] * (across * down >> 14) >> 14;
            light[x] = v > UINT16_MAX ? UINT16_MAX : (uint16_t)v;
        }
    }
}

static void prepare(struct sweep *w)
{
    const struct project_look *look = w->look;
    if (look->bend_per_mm != 0 || look->crease_mm != 0) {
        w->margin_mm = SHEET_MARGIN_MM;
    }
    for (int i = 0; look->moire > 0 && i < 256; i++) {
        double cosine = synth_cos_deg(i * 360.0 / 256);
        w->wave[i] = (uint16_t)(16384 * (1 + look->moire * 0.5 * cosine));
    }
    /* Fewer than 3.5 px a millimetre across: strokes of text are a third of that. */
    const double(*m)[3] = w->p->forward;
    double depth = m[2][2];
    w->is_fine = m[0][0] * m[0][0] + m[1][0] * m[1][0] < 3.5 * 3.5 * depth * depth;
}

void project_face(const struct projection *p, const struct face *f, const struct project_look *look,
                  struct canvas *c)
{
    struct sweep w = {.p = p, .f = f, .look = look, .c = c};
    prepare(&w);
    struct span before = {1, 0};
    struct span here = reach(&w, 0);
    for (int y = 0; y <= c->height_px; y++) {
        struct span after = reach(&w, y + 1);
        struct corner_row reused = c->corner[0];
        c->corner[0] = c->corner[1];
        c->corner[1] = reused;
        fill_corners(&w, y, join(join(before, here), after), &c->corner[1]);
        if (y > 0) {
            draw_row(&w, y - 1);
            if (w.margin_mm > 0) {
                shade_row(&w, y - 1);
            }
            if (look->moire > 0) {
                moire_row(&w, y - 1);
            }
        }
        before = here;
        here = after;
    }
}
