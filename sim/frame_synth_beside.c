/* What reaches over a carrier or lies beside it: a finger, another sheet. */
#include "sim/frame_synth_face.h"

#include <math.h>

static const double ink = 0.1;
static const double hand_behind_mm = 70; /* how far the hand behind the finger stands out */

static const struct {
    double x, y;
} outward[SCENE_EDGE_COUNT] = {
    [SCENE_LEFT] = {-1, 0},
    [SCENE_RIGHT] = {1, 0},
    [SCENE_TOP] = {0, -1},
    [SCENE_BOTTOM] = {0, 1},
};

struct face_rect face_area(const struct scene_carrier *c, struct face_rect body, double margin_mm)
{
    struct face_rect a = {body.x_mm - margin_mm, body.y_mm - margin_mm, body.w_mm + 2 * margin_mm,
                          body.h_mm + 2 * margin_mm};
    if (c->finger > 0) {
        double out_x = outward[c->finger_edge].x;
        double out_y = outward[c->finger_edge].y;
        a.x_mm += out_x < 0 ? -hand_behind_mm : 0;
        a.y_mm += out_y < 0 ? -hand_behind_mm : 0;
        a.w_mm += out_x != 0 ? hand_behind_mm : 0;
        a.h_mm += out_y != 0 ? hand_behind_mm : 0;
    }
    struct face_rect beside = face_beside_area(c, body);
    if (c->beside != SCENE_ALONE && beside.x_mm < a.x_mm) {
        a.w_mm += a.x_mm - beside.x_mm;
        a.x_mm = beside.x_mm;
    }
    return a;
}

void face_paint_finger(struct face *f, const struct scene_carrier *c, struct face_rect body)
{
    double half_w = (double)c->code_mm / 2;
    double half_h = face_code_height_mm(c) / 2;
    double out_x = outward[c->finger_edge].x;
    double out_y = outward[c->finger_edge].y;
    double half = out_x != 0 ? half_w : half_h;
    double slip = ((double)(c->look_seed % 97U) / 96 - 0.5) * 0.6;
    double at = half + 12 - (double)c->finger * (half + 4);
    /* Where the finger becomes the hand: off the body, but a finger is no longer than 75 mm. */
    double side = out_x < 0   ? -body.x_mm
                  : out_x > 0 ? body.x_mm + body.w_mm
                  : out_y < 0 ? -body.y_mm
                              : body.y_mm + body.h_mm;
    double end = fmin(side + 32, at + 75);
    double tip[2] = {out_x * at + (out_y != 0 ? slip * half_w : 0),
                     out_y * at + (out_x != 0 ? slip * half_h : 0)};
    double root[2] = {out_x * end + (out_y != 0 ? tip[0] + 8 : 0),
                      out_y * end + (out_x != 0 ? tip[1] + 8 : 0)};
    double nail[2] = {tip[0] + out_x * 1, tip[1] + out_y * 1};
    double nail_root[2] = {tip[0] + out_x * 4, tip[1] + out_y * 4};
    double fist[2] = {root[0] + (out_y != 0 ? 22 : 0), root[1] + (out_x != 0 ? 22 : 0)};
    face_finger(f, root, tip, 16.5);
    face_finger(f, fist, root, 44);
    face_line(f, nail_root, nail, 8.5, face_lit(0.74));
}

struct face_rect face_beside_area(const struct scene_carrier *c, struct face_rect body)
{
    double w = c->beside == SCENE_BOARDING_PASS ? 82 : 70;
    double gap = c->is_in_hand && c->kind == SCENE_PHONE ? 18 : 5;
    return (struct face_rect){body.x_mm - gap - w, body.y_mm + 12, w,
                              fmin(body.h_mm - 12, c->beside == SCENE_BOARDING_PASS ? 200 : 100)};
}

/* Stacked rows of bars as on a boarding pass: nothing that decodes. */
static void stacked_bars(struct face *f, struct rng *rng, struct face_rect r)
{
    for (int row = 0; row < 9; row++) {
        double h = r.h_mm / 9;
        double x = r.x_mm;
        while (x < r.x_mm + r.w_mm - 2) {
            double bar = 0.3 * (1 + (double)rng_below(rng, 4));
            face_fill(f, (struct face_rect){x, r.y_mm + row * h, bar, h}, face_lit(ink));
            x += bar + 0.3 * (1 + (double)rng_below(rng, 4));
        }
    }
}

void face_paint_beside(struct face *f, const struct scene_carrier *c, struct face_rect area)
{
    struct rng rng;
    rng_init(&rng, c->look_seed + 4211U);
    double x = area.x_mm + 6;
    double w = area.w_mm - 12;
    face_fill(f, area, face_lit(0.93));
    if (c->beside == SCENE_BOARDING_PASS) {
        face_fill(f, (struct face_rect){area.x_mm, area.y_mm, area.w_mm, 12}, face_lit(0.4));
        stacked_bars(f, &rng, (struct face_rect){x, area.y_mm + 62, w, 24});
    }
    for (double y = 18; y < 56; y += 8) {
        double length = w * (0.5 + 0.4 * rng_unit(&rng));
        face_text(f, &rng, (struct face_rect){x, area.y_mm + y, length, 4}, face_lit(ink));
    }
}
