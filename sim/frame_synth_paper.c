/* Printed sheets: A4 and a thermal slip. */
#include "sim/frame_synth_face.h"

#include <math.h>

static const double white = 0.96;
static const double black = 0.1;

/* Text lines of a paragraph, the last one short. */
static void paragraph(struct face *f, struct rng *rng, struct face_rect r, double em_mm)
{
    for (double y = 0; y + em_mm <= r.h_mm; y += em_mm * 1.7) {
        bool is_last = y + em_mm * 2.7 > r.h_mm;
        double w = r.w_mm * (is_last ? 0.3 + 0.6 * rng_unit(rng) : 1);
        face_text(f, rng, (struct face_rect){r.x_mm, r.y_mm + y, w, em_mm}, face_tone(black));
    }
}

/* A ruled form: names at the left, values at the right. */
static void table(struct face *f, struct rng *rng, struct face_rect r, int lines)
{
    double step = r.h_mm / lines;
    uint8_t ink = face_tone(0.25);
    for (int i = 0; i <= lines; i++) {
        face_fill(f, (struct face_rect){r.x_mm, r.y_mm + i * step, r.w_mm, 0.3}, ink);
        if (i < lines) {
            double y = r.y_mm + i * step + step / 2 - 1.9;
            double value = r.w_mm * (0.25 + 0.4 * rng_unit(rng));
            struct face_rect name = {r.x_mm + 3, y, 24, 3.8};
            struct face_rect text = {r.x_mm + 42, y, value, 3.8};
            face_fill(f, (struct face_rect){r.x_mm, r.y_mm + i * step + 0.3, 38, step - 0.3},
                      face_tone(0.88));
            face_text(f, rng, name, face_tone(black));
            face_text(f, rng, text, face_tone(black));
        }
    }
    for (int i = 0; i < 3; i++) {
        double x = r.x_mm + (i == 0 ? 0 : i == 1 ? 38 : r.w_mm);
        face_fill(f, (struct face_rect){x, r.y_mm, 0.3, r.h_mm + 0.3}, ink);
    }
}

static struct face_rect body_of(const struct scene_carrier *c)
{
    double half = face_code_height_mm(c) / 2;
    if (c->kind == SCENE_SLIP) {
        return (struct face_rect){-40, -half - 52, 80, 170};
    }
    return (struct face_rect){(double)c->code_mm / 2 + 18 - 210, -half - 24, 210, 297};
}

static void paint_a4(struct face *f, const struct scene_carrier *c, struct face_rect b)
{
    struct rng rng;
    rng_init(&rng, c->look_seed);
    double half_w = (double)c->code_mm / 2;
    double half_h = face_code_height_mm(c) / 2;
    double x = b.x_mm + 20;
    double left_w = -half_w - 10 - x;
    double y = half_h + 18;
    uint8_t ink = face_tone(black);
    face_text(f, &rng, (struct face_rect){x, b.y_mm + 18, fmin(left_w, 84), 7}, ink);
    face_fill(f, (struct face_rect){x, b.y_mm + 28, left_w, 0.5}, ink);
    paragraph(f, &rng, (struct face_rect){x, b.y_mm + 33, left_w, half_h * 2 - 6}, 4.2);
    face_text(f, &rng, (struct face_rect){-half_w, half_h + 6, 2 * half_w, 2.8}, ink);
    table(f, &rng, (struct face_rect){x, y, 170, 80}, 8);
    paragraph(f, &rng, (struct face_rect){x, y + 92, 170, 60}, 3.8);
    face_text(f, &rng, (struct face_rect){x + 120, b.y_mm + 282, 50, 3.2}, ink);
}

/* Heating elements that died leave white lines along the slip. */
static void dead_dots(struct face *f, struct rng *rng, struct face_rect b)
{
    for (int i = 0; i < 4; i++) {
        double x = b.x_mm + rng_unit(rng) * b.w_mm;
        face_fill(f, (struct face_rect){x, b.y_mm, 0.125, b.h_mm}, face_tone(white));
    }
}

static void paint_slip(struct face *f, const struct scene_carrier *c, struct face_rect b)
{
    struct rng rng;
    rng_init(&rng, c->look_seed);
    double half_h = face_code_height_mm(c) / 2;
    uint8_t ink = face_tone(black);
    face_text(f, &rng, (struct face_rect){-24, b.y_mm + 6, 48, 4}, ink);
    for (int i = 0; i < 3; i++) { /* the big call number */
        struct face_rect digit = {-24 + 17.0 * i, b.y_mm + 15, 14, 22};
        face_fill_round(f, digit, 6, ink);
        face_fill_round(f, (struct face_rect){digit.x_mm + 3.4, digit.y_mm + 3.4, 7.2, 15.2}, 3.5,
                        face_tone(white));
    }
    face_fill(f, (struct face_rect){-36, -half_h - 9, 72, 0.4}, ink);
    face_text(f, &rng, (struct face_rect){-18, half_h + 6, 36, 3}, ink);
    paragraph(f, &rng, (struct face_rect){-34, half_h + 16, 68, 44}, 3.4);
    if (c->faded > 0.3F) {
        dead_dots(f, &rng, b);
    }
}

void face_paint_paper(struct face *f, const struct scene_carrier *c)
{
    struct face_rect body = body_of(c);
    struct face_rect beside = face_beside_area(c, body);
    face_begin(f, face_area(c, body, 0), c);
    if (c->beside != SCENE_ALONE) {
        face_paint_beside(f, c, beside);
    }
    face_fill(f, body, face_tone(white));
    if (c->kind == SCENE_SLIP) {
        paint_slip(f, c, body);
    } else {
        paint_a4(f, c, body);
    }
    face_code(f, c, face_tone(black), face_tone(white));
    if (c->finger > 0) {
        face_paint_finger(f, c, body);
    }
}
