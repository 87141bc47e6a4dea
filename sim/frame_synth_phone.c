/* A phone in a hand: body, screen with a pickup page, banner, cracks. */
#include "sim/frame_synth_face.h"
#include "sim/frame_synth_math.h"

/* A common phone of 6.1 inch. */
static const double body_w_mm = 72;
static const double body_h_mm = 150;
static const double bezel_mm = 3.2;
static const double code_top_mm = 40; /* upper side of the code below the body's upper side */
static const double hand_mm = 16;     /* how far fingers stand out on both sides */

struct look {
    struct face_rect body;
    struct face_rect screen;
    double ink; /* screen levels */
    double ground;
    double bar;
};

static struct look look_of(const struct scene_carrier *c)
{
    double top = -face_code_height_mm(c) / 2 - code_top_mm;
    struct look l = {.body = {-body_w_mm / 2, top, body_w_mm, body_h_mm}};
    l.screen = (struct face_rect){l.body.x_mm + bezel_mm, top + bezel_mm, body_w_mm - 2 * bezel_mm,
                                  body_h_mm - 2 * bezel_mm};
    l.ink = c->is_dark_mode ? 0.93 : 0.06;
    l.ground = c->is_dark_mode ? 0.08 : 0.98;
    l.bar = c->is_dark_mode ? 0.26 : 0.84;
    return l;
}

static void paint_body(struct face *f, const struct look *l)
{
    struct face_rect b = l->body;
    struct face_rect glass = {b.x_mm + 0.7, b.y_mm + 0.7, b.w_mm - 1.4, b.h_mm - 1.4};
    double right = b.x_mm + b.w_mm;
    face_fill(f, (struct face_rect){right - 0.2, b.y_mm + 36, 0.8, 16}, face_lit(0.3));
    face_fill_round(f, b, 10.5, face_lit(0.33));
    face_fill_round(f, glass, 9.8, face_lit(0.09));
    face_fill_round(f, l->screen, 7.6, face_tone(l->ground));
}

static void paint_status(struct face *f, const struct look *l)
{
    double x = l->screen.x_mm;
    double y = l->screen.y_mm + 2.6;
    double right = x + l->screen.w_mm;
    uint8_t ink = face_tone(l->ink);
    double camera[2] = {0, y + 1.3};
    for (int i = 0; i < 4; i++) { /* four digits of a clock */
        face_fill(f, (struct face_rect){x + 6 + 1.5 * i + (i > 1 ? 0.8 : 0), y, 1, 2.2}, ink);
    }
    for (int i = 0; i < 4; i++) { /* signal */
        double h = 0.7 + 0.5 * i;
        face_fill(f, (struct face_rect){right - 15 + 1.1 * i, y + 2.2 - h, 0.7, h}, ink);
    }
    face_fill_round(f, (struct face_rect){right - 9.6, y, 4.6, 2.2}, 0.6, ink);
    face_line(f, camera, camera, 3.4, face_lit(0.03));
}

static void paint_page(struct face *f, const struct look *l, const struct scene_carrier *c)
{
    double half = face_code_height_mm(c) / 2;
    double x = l->screen.x_mm + 8;
    double bottom = l->screen.y_mm + l->screen.h_mm;
    double quiet = c->code.columns > 0 ? (double)c->code_mm / c->code.columns * 4 : 4;
    double top = -half - quiet;
    uint8_t strong = face_tone(l->ground + (l->bar - l->ground) * 1.25);
    uint8_t weak = face_tone(l->ground + (l->bar - l->ground) * 0.7);
    if (top - 14 > l->screen.y_mm + 6) {
        face_fill_round(f, (struct face_rect){x, top - 14, 38, 4.2}, 2.1, strong);
        face_fill_round(f, (struct face_rect){x, top - 7, 26, 2.8}, 1.4, weak);
    }
    double y = half + quiet + 3;
    face_fill_round(f, (struct face_rect){x + 6, y, 37, 2.8}, 1.4, weak);
    face_fill_round(f, (struct face_rect){x + 13, y + 5, 23, 2.8}, 1.4, weak);
    if (y + 11 < bottom - 26) {
        uint8_t button = face_tone(c->is_dark_mode ? 0.5 : 0.36);
        face_fill_round(f, (struct face_rect){x, bottom - 25, 49.6, 11}, 3, button);
        face_fill_round(f, (struct face_rect){x + 14, bottom - 21, 21, 3}, 1.5, face_tone(0.97));
    }
    face_fill_round(f, (struct face_rect){-11, bottom - 3.6, 22, 1.2}, 0.6, face_tone(l->ink));
    face_code(f, c, face_tone(l->ink), face_tone(l->ground));
}

static void paint_banner(struct face *f, const struct look *l, const struct scene_carrier *c)
{
    double half = face_code_height_mm(c) / 2;
    double bottom = -half - 5 + (double)c->notification * (5 + half * 2 / 3);
    struct face_rect r = {l->screen.x_mm + 2, l->screen.y_mm + 2, l->screen.w_mm - 4, 0};
    r.h_mm = bottom - r.y_mm;
    struct face_rect shadow = {r.x_mm - 0.4, r.y_mm, r.w_mm + 0.8, r.h_mm + 0.8};
    struct rng rng;
    rng_init(&rng, c->look_seed + 77U);
    uint8_t ink = face_tone(c->is_dark_mode ? 0.9 : 0.15);
    face_fill_round(f, shadow, 4.5, face_tone(c->is_dark_mode ? 0.03 : 0.7));
    face_fill_round(f, r, 4.2, face_tone(c->is_dark_mode ? 0.22 : 0.91));
    double y = bottom - 12;
    face_fill_round(f, (struct face_rect){r.x_mm + 3, y, 8, 8}, 2, face_tone(0.45));
    face_text(f, &rng, (struct face_rect){r.x_mm + 14, y, 30, 3}, ink);
    face_text(f, &rng, (struct face_rect){r.x_mm + 14, y + 4.6, 44, 2.8}, ink);
}

/* One crack: short straight pieces that wander from where the glass was hit. */
static void paint_crack(struct face *f, const struct look *l, struct rng *rng, double at[2])
{
    double heading = rng_unit(rng) * 360;
    double from[2] = {at[0], at[1]};
    for (int i = 0; i < 14; i++) {
        heading += (rng_unit(rng) - 0.5) * 50;
        double step = 3 + rng_unit(rng) * 8;
        double to[2] = {from[0] + step * synth_cos_deg(heading),
                        from[1] + step * synth_sin_deg(heading)};
        if (to[0] < l->body.x_mm + 1 || to[0] > l->body.x_mm + l->body.w_mm - 1 ||
            to[1] < l->body.y_mm + 1 || to[1] > l->body.y_mm + l->body.h_mm - 1) {
            return;
        }
        double width = 0.12 + 0.3 * rng_unit(rng) * rng_unit(rng);
        double side[2] = {from[0] + width, from[1] + width};
        double side_to[2] = {to[0] + width, to[1] + width};
        face_line(f, side, side_to, width, face_lit(0.95));
        face_line(f, from, to, width, face_lit(0.12));
        from[0] = to[0];
        from[1] = to[1];
    }
}

static void paint_cracks(struct face *f, const struct look *l, const struct scene_carrier *c)
{
    struct rng rng;
    rng_init(&rng, c->look_seed + 1301U);
    double hit[2] = {(rng_unit(&rng) - 0.5) * 50, (rng_unit(&rng) - 0.5) * 50};
    int count = 2 + (int)((double)c->cracked * 24);
    for (int i = 0; i < count; i++) {
        paint_crack(f, l, &rng, hit);
    }
}

/* The palm behind the phone, fingertips over its left side below the code, the thumb at the right.
 */
static void paint_hand(struct face *f, const struct look *l, const struct scene_carrier *c,
                       bool in_front)
{
    double left = l->body.x_mm;
    double right = left + l->body.w_mm;
    double y = face_code_height_mm(c) / 2 + 10;
    double ball[2] = {right + 1, y + 48};
    double wrist[2] = {right - 4, y + 90};
    double joint[2] = {right + 6, y + 22};
    double tip[2] = {right - 0.5, y - 1};
    double nail[2] = {right - 1.2, y - 3};
    double nail_root[2] = {right + 0.4, y + 1.5};
    for (int i = 0; i < 4; i++) {
        double from[2] = {left - 4.5 + 0.6 * i, y + 15 * i + 3};
        double to[2] = {in_front ? left + 1.2 - (i == 3) : left - 4, y + 15 * i};
        face_finger(f, from, to, 15.5 - (i == 3 ? 2 : 0));
    }
    if (in_front) {
        face_finger(f, joint, tip, 16);
        face_line(f, nail_root, nail, 8, face_lit(0.74));
    } else {
        face_finger(f, ball, joint, 17);
        face_finger(f, wrist, ball, 30);
    }
}

void face_paint_phone(struct face *f, const struct scene_carrier *c)
{
    struct look l = look_of(c);
    struct face_rect beside = face_beside_area(c, l.body);
    double margin = c->is_in_hand ? hand_mm : 1;
    face_begin(f, face_area(c, l.body, margin), c);
    if (c->beside != SCENE_ALONE) {
        face_paint_beside(f, c, beside);
    }
    if (c->is_in_hand) {
        paint_hand(f, &l, c, false);
    }
    paint_body(f, &l);
    paint_page(f, &l, c);
    paint_status(f, &l);
    if (c->notification > 0) {
        paint_banner(f, &l, c);
    }
    if (c->cracked > 0) {
        paint_cracks(f, &l, c);
    }
    if (c->is_in_hand) {
        paint_hand(f, &l, c, true);
    }
    if (c->finger > 0) {
        face_paint_finger(f, c, l.body);
    }
}
