#include "sim/frame_synth_face.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static int code_rows_drawn(const struct scene_carrier *c)
{
    /* A bar code is drawn 0.6 times as tall as wide. */
    return c->code.rows == 1 ? c->code.columns * 3 / 5 : c->code.rows;
}

double face_code_height_mm(const struct scene_carrier *c)
{
    if (c->code.columns == 0) {
        return (double)c->code_mm;
    }
    return (double)c->code_mm * code_rows_drawn(c) / c->code.columns;
}

static int texels_per_module(const struct scene_carrier *c)
{
    double finest_mm = c->kind == SCENE_PHONE ? 0.09 : 0.13;
    int n = (int)((double)c->code_mm / c->code.columns / finest_mm);
    return n > 1 ? n : 1;
}

void face_begin(struct face *f, struct face_rect area, const struct scene_carrier *c)
{
    double code_left = -(double)c->code_mm / 2;
    double code_top = -face_code_height_mm(c) / 2;
    f->texel_mm = c->kind == SCENE_PHONE ? 0.1 : 0.15;
    if (c->code.columns > 0) {
        f->texel_mm = (double)c->code_mm / c->code.columns / texels_per_module(c);
    }
    int before_x = (int)((code_left - area.x_mm) / f->texel_mm) + 1;
    int before_y = (int)((code_top - area.y_mm) / f->texel_mm) + 1;
    f->left_mm = code_left - before_x * f->texel_mm;
    f->top_mm = code_top - before_y * f->texel_mm;
    f->columns = (int)((area.x_mm + area.w_mm - f->left_mm) / f->texel_mm) + 1;
    f->rows = (int)((area.y_mm + area.h_mm - f->top_mm) / f->texel_mm) + 1;
    assert(before_x >= 0 && before_y >= 0);
    assert((int64_t)f->columns * f->rows <= FACE_TEXELS_MAX);
    memset(f->texel, FACE_NOTHING, (size_t)f->columns * (size_t)f->rows);
}

static int clip(double texels, int limit)
{
    return texels <= 0 ? 0 : texels >= limit ? limit : (int)(texels + 0.5);
}

static int column_of(const struct face *f, double x_mm)
{
    return clip((x_mm - f->left_mm) / f->texel_mm, f->columns);
}

static int row_of(const struct face *f, double y_mm)
{
    return clip((y_mm - f->top_mm) / f->texel_mm, f->rows);
}

static void span(struct face *f, int row, int from, int to, uint8_t tone)
{
    if (to > from) {
        memset(f->texel + (size_t)row * (size_t)f->columns + from, tone, (size_t)(to - from));
    }
}

void face_fill(struct face *f, struct face_rect r, uint8_t tone)
{
    int from = column_of(f, r.x_mm);
    int to = column_of(f, r.x_mm + r.w_mm);
    int bottom = row_of(f, r.y_mm + r.h_mm);
    for (int row = row_of(f, r.y_mm); row < bottom; row++) {
        span(f, row, from, to, tone);
    }
}

void face_fill_round(struct face *f, struct face_rect r, double radius_mm, uint8_t tone)
{
    int bottom = row_of(f, r.y_mm + r.h_mm);
    for (int row = row_of(f, r.y_mm); row < bottom; row++) {
        double y = f->top_mm + (row + 0.5) * f->texel_mm;
        double into = fmax(r.y_mm + radius_mm - y, y - (r.y_mm + r.h_mm - radius_mm));
        double inset = 0;
        if (into > 0) {
            inset = radius_mm - sqrt(fmax(0, radius_mm * radius_mm - into * into));
        }
        span(f, row, column_of(f, r.x_mm + inset), column_of(f, r.x_mm + r.w_mm - inset), tone);
    }
}

/* Squared distance from a point to a segment. */
static double distance2(double x, double y, const double from[2], const double to[2])
{
    double dx = to[0] - from[0];
    double dy = to[1] - from[1];
    double length2 = dx * dx + dy * dy;
    double t = length2 > 0 ? ((x - from[0]) * dx + (y - from[1]) * dy) / length2 : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    double ex = x - from[0] - t * dx;
    double ey = y - from[1] - t * dy;
    return ex * ex + ey * ey;
}

static uint8_t finger_tone(double share)
{
    return face_lit(0.68 - 0.34 * share * share);
}

/* Fingers grow together: where two meet, the lighter one shows. */
static void paint_texel(uint8_t *texel, int tone, double share)
{
    if (tone >= 0) {
        *texel = (uint8_t)tone;
        return;
    }
    uint8_t skin = finger_tone(share);
    if (*texel < finger_tone(1) || *texel < skin) {
        *texel = skin;
    }
}

/* The columns that a thick line can touch in a row. */
static void row_reach(const struct face *f, double y, const double ends[2][2], double half,
                      int out[2])
{
    double x0 = fmin(ends[0][0], ends[1][0]);
    double x1 = fmax(ends[0][0], ends[1][0]);
    double dy = ends[1][1] - ends[0][1];
    if (fabs(dy) > half) {
        double dx = ends[1][0] - ends[0][0];
        double middle = ends[0][0] + (y - ends[0][1]) / dy * dx;
        double reach = half * (1 + fabs(dx / dy)) + half;
        x0 = fmax(x0, middle - reach);
        x1 = fmin(x1, middle + reach);
    }
    out[0] = column_of(f, x0 - half);
    out[1] = column_of(f, x1 + half);
}

static void stroke(struct face *f, const double ends[2][2], double width_mm, int tone)
{
    double half = width_mm / 2;
    int bottom = row_of(f, fmax(ends[0][1], ends[1][1]) + half);
    for (int row = row_of(f, fmin(ends[0][1], ends[1][1]) - half); row < bottom; row++) {
        double y = f->top_mm + (row + 0.5) * f->texel_mm;
        int reach[2];
        row_reach(f, y, ends, half, reach);
        uint8_t *texel = f->texel + (size_t)row * (size_t)f->columns;
        for (int column = reach[0]; column < reach[1]; column++) {
            double x = f->left_mm + (column + 0.5) * f->texel_mm;
            double d2 = distance2(x, y, ends[0], ends[1]);
            if (d2 < half * half) {
                paint_texel(&texel[column], tone, sqrt(d2) / half);
            }
        }
    }
}

void face_line(struct face *f, const double from[2], const double to[2], double width_mm,
               uint8_t tone)
{
    const double ends[2][2] = {{from[0], from[1]}, {to[0], to[1]}};
    stroke(f, ends, width_mm, tone);
}

void face_finger(struct face *f, const double from[2], const double to[2], double width_mm)
{
    const double ends[2][2] = {{from[0], from[1]}, {to[0], to[1]}};
    stroke(f, ends, width_mm, -1);
}

/* Strokes of one made-up character: a few level and upright ones, as kanji look from afar. */
static void glyph(struct face *f, struct rng *rng, struct face_rect box, uint8_t tone)
{
    double pen = box.w_mm * 0.1;
    int level = 2 + (int)rng_below(rng, 3);
    int upright = 1 + (int)rng_below(rng, 3);
    for (int i = 0; i < level; i++) {
        double from = rng_unit(rng) * 0.35 * box.w_mm;
        double length = (0.5 + rng_unit(rng) * 0.15) * box.w_mm;
        double y = box.y_mm + box.h_mm * (i + 0.3) / level;
        face_fill(f, (struct face_rect){box.x_mm + from, y, length, pen}, tone);
    }
    for (int i = 0; i < upright; i++) {
        double from = rng_unit(rng) * 0.3 * box.h_mm;
        double length = (0.5 + rng_unit(rng) * 0.2) * box.h_mm;
        double x = box.x_mm + box.w_mm * (i + 0.4) / upright;
        face_fill(f, (struct face_rect){x, box.y_mm + from, pen, length}, tone);
    }
}

void face_text(struct face *f, struct rng *rng, struct face_rect line, uint8_t tone)
{
    double em = line.h_mm;
    for (double x = 0; x + em <= line.w_mm; x += em) {
        struct face_rect box = {line.x_mm + x + em * 0.06, line.y_mm + em * 0.06, em * 0.85,
                                em * 0.85};
        if (rng_below(rng, 12) > 0) {
            glyph(f, rng, box, tone);
        }
    }
}

void face_code(struct face *f, const struct scene_carrier *c, uint8_t dark, uint8_t light)
{
    if (c->code.columns == 0) {
        return;
    }
    int scale = texels_per_module(c);
    int rows = code_rows_drawn(c);
    int left = (int)((-(double)c->code_mm / 2 - f->left_mm) / f->texel_mm + 0.5);
    int top = (int)((-face_code_height_mm(c) / 2 - f->top_mm) / f->texel_mm + 0.5);
    assert(left + scale * c->code.columns <= f->columns && top + scale * rows <= f->rows);
    for (int row = 0; row < rows; row++) {
        int from_row = c->code.rows == 1 ? 0 : row;
        uint8_t *first = f->texel + (size_t)(top + row * scale) * (size_t)f->columns + (size_t)left;
        for (int column = 0; column < c->code.columns; column++) {
            uint8_t tone = qr_is_dark(&c->code, column, from_row) ? dark : light;
            memset(first + (size_t)(column * scale), tone, (size_t)scale);
        }
        for (int copy = 1; copy < scale; copy++) {
            memcpy(first + (size_t)copy * (size_t)f->columns, first,
                   (size_t)scale * c->code.columns);
        }
    }
}
