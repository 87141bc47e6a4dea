/* The flat surface of a carrier as a picture of tones, and the brushes that paint it.
 *
 * Promises: positions are millimetres from the centre of the code, x to the right, y down; brushes
 * clip; modules of the code fall on whole texels. A tone says what the light does, not how bright
 * it is: print and screen tones (face_tone), surfaces lit by the room (face_lit), nothing at all.
 * Part of the synthesiser; nobody else needs it.
 */
#ifndef SIM_FRAME_SYNTH_FACE_H
#define SIM_FRAME_SYNTH_FACE_H

#include <stdint.h>
#include "base/rng.h"
#include "sim/scene.h"

enum {
    FACE_TEXELS_MAX = 13 * 512 * 1024,
    FACE_NOTHING = 0,
    FACE_TONE_FIRST = 1, /* .. 127: ink on paper, or what a screen emits */
    FACE_LIT_FIRST = 128,
};

struct face {
    uint8_t *texel; /* FACE_TEXELS_MAX bytes, borrowed */
    int columns;
    int rows;
    double texel_mm;
    double left_mm; /* of texel 0, 0 */
    double top_mm;
};

struct face_rect {
    double x_mm, y_mm, w_mm, h_mm;
};

/* sRGB level 0..1 of print or screen / of a surface in the room's light. */
static inline uint8_t face_tone(double level)
{
    return (uint8_t)(FACE_TONE_FIRST + (int)(level * 126 + 0.5));
}

static inline uint8_t face_lit(double level)
{
    return (uint8_t)(FACE_LIT_FIRST + (int)(level * 127 + 0.5));
}

/* Empty face over area, its grid laid on the code's modules. */
void face_begin(struct face *f, struct face_rect area, const struct scene_carrier *c);

void face_fill(struct face *f, struct face_rect r, uint8_t tone);
void face_fill_round(struct face *f, struct face_rect r, double radius_mm, uint8_t tone);

/* Thick line with round ends. */
void face_line(struct face *f, const double from[2], const double to[2], double width_mm,
               uint8_t tone);

/* The same, shaded like a finger: lighter along its middle. */
void face_finger(struct face *f, const double from[2], const double to[2], double width_mm);

/* count made-up characters in a row, each em_mm wide. */
void face_text(struct face *f, struct rng *rng, struct face_rect line, uint8_t tone);

/* The code's modules; dark and light. A code of one row becomes bars. */
void face_code(struct face *f, const struct scene_carrier *c, uint8_t dark, uint8_t light);

/* Height of the code as drawn. */
double face_code_height_mm(const struct scene_carrier *c);

/* The whole carrier, ready to project. */
void face_paint_phone(struct face *f, const struct scene_carrier *c);
void face_paint_paper(struct face *f, const struct scene_carrier *c);

/* What lies on top of or next to either: the finger over an edge of the body; the sheet beside it.
 */
void face_paint_finger(struct face *f, const struct scene_carrier *c, struct face_rect body);
/* The body with margin and everything that reaches over it or lies beside it. */
struct face_rect face_area(const struct scene_carrier *c, struct face_rect body, double margin_mm);
struct face_rect face_beside_area(const struct scene_carrier *c, struct face_rect body);
void face_paint_beside(struct face *f, const struct scene_carrier *c, struct face_rect area);

#endif
