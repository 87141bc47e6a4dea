#include "scan/warp.h"

#include <math.h>

enum { UNKNOWNS = 8 };

static void fill_equations(const struct point_f module[4], const struct point_f pixel[4],
                           double a[UNKNOWNS][UNKNOWNS + 1])
{
    for (int i = 0; i < 4; i++) {
        double u = (double)module[i].x;
        double v = (double)module[i].y;
        double xy[2] = {(double)pixel[i].x, (double)pixel[i].y};
        for (int k = 0; k < 2; k++) {
            double *row = a[i * 2 + k];
            for (int c = 0; c <= UNKNOWNS; c++) {
                row[c] = 0;
            }
            row[k * 3] = u;
            row[k * 3 + 1] = v;
            row[k * 3 + 2] = 1;
            row[6] = -u * xy[k];
            row[7] = -v * xy[k];
            row[UNKNOWNS] = xy[k];
        }
    }
}

static bool eliminate(double a[UNKNOWNS][UNKNOWNS + 1], int column)
{
    int best = column;
    for (int r = column + 1; r < UNKNOWNS; r++) {
        best = fabs(a[r][column]) > fabs(a[best][column]) ? r : best;
    }
    if (fabs(a[best][column]) < 1e-9) {
        return false;
    }
    for (int c = column; c <= UNKNOWNS; c++) {
        double keep = a[best][c];
        a[best][c] = a[column][c];
        a[column][c] = keep;
    }
    for (int r = 0; r < UNKNOWNS; r++) {
        if (r == column || a[r][column] == 0) {
            continue;
        }
        double factor = a[r][column] / a[column][column];
        for (int c = column; c <= UNKNOWNS; c++) {
            a[r][c] -= factor * a[column][c];
        }
    }
    return true;
}

bool warp_from_points(const struct point_f module[4], const struct point_f pixel[4],
                      struct warp *out)
{
    double a[UNKNOWNS][UNKNOWNS + 1];
    fill_equations(module, pixel, a);
    for (int c = 0; c < UNKNOWNS; c++) {
        if (!eliminate(a, c)) {
            return false;
        }
    }
    for (int i = 0; i < UNKNOWNS; i++) {
        out->h[i] = (float)(a[i][UNKNOWNS] / a[i][i]);
    }
    out->h[8] = 1;
    out->nodes = 0;
    return true;
}

/* Which mesh cell, and how far into it; beyond the outer nodes the last shift goes on. */
static int cell_of(const struct warp *w, float at, float *out_part)
{
    int i = 0;
    while (i < w->nodes - 2 && at >= w->node_at[i + 1]) {
        i++;
    }
    float part = (at - w->node_at[i]) / (w->node_at[i + 1] - w->node_at[i]);
    *out_part = part < 0 ? 0 : part > 1.15F ? 1.15F : part;
    return i;
}

static struct point_f mesh_shift(const struct warp *w, float u, float v)
{
    float fu;
    float fv;
    int c = cell_of(w, u, &fu);
    int r = cell_of(w, v, &fv);
    const struct point_f *a = &w->shift[r][c];
    const struct point_f *b = &w->shift[r + 1][c];
    float aw = (1 - fu) * (1 - fv);
    float bw = fu * (1 - fv);
    float cw = (1 - fu) * fv;
    float dw = fu * fv;
    return (struct point_f){aw * a[0].x + bw * a[1].x + cw * b[0].x + dw * b[1].x,
                            aw * a[0].y + bw * a[1].y + cw * b[0].y + dw * b[1].y};
}

struct point_f warp_at(const struct warp *w, float u, float v)
{
    const float *h = w->h;
    float z = h[6] * u + h[7] * v + h[8];
    /* Beyond the horizon there is no picture; a large finite number keeps conversions defined. */
    z = z < 0.02F ? 0.02F : z;
    struct point_f p = {(h[0] * u + h[1] * v + h[2]) / z, (h[3] * u + h[4] * v + h[5]) / z};
    if (w->nodes >= 2) {
        struct point_f s = mesh_shift(w, u, v);
        p.x += s.x;
        p.y += s.y;
    }
    p.x = p.x < -16000.0F ? -16000.0F : p.x > 16000.0F ? 16000.0F : p.x;
    p.y = p.y < -16000.0F ? -16000.0F : p.y > 16000.0F ? 16000.0F : p.y;
    return p;
}

void warp_steps(const struct warp *w, float u, float v, struct point_f *out_u,
                struct point_f *out_v)
{
    struct point_f left = warp_at(w, u - 0.5F, v);
    struct point_f right = warp_at(w, u + 0.5F, v);
    struct point_f up = warp_at(w, u, v - 0.5F);
    struct point_f down = warp_at(w, u, v + 0.5F);
    *out_u = (struct point_f){right.x - left.x, right.y - left.y};
    *out_v = (struct point_f){down.x - up.x, down.y - up.y};
}
