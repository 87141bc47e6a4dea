/* What pictures are made of: sheets, telephones, screens, people, arrows.
 *
 * Promises: units are those of the picture (PICTURE_WIDTH × PICTURE_HEIGHT); every outline has the
 * pen's weight. Only ui/picture*.c uses it.
 */
#ifndef UI_PICTURE_PEN_H
#define UI_PICTURE_PEN_H

#include "ui/picture.h"

enum { PICTURE_WIDTH = 480, PICTURE_HEIGHT = 200 };

struct picture_pen {
    cairo_t *cr;
    struct picture_colours c;
    double weight; /* of outlines */
};

void picture_fill(struct picture_pen *p, uint32_t rgb);
void picture_stroke(struct picture_pen *p, uint32_t rgb, double width);
void picture_path_box(struct picture_pen *p, double x, double y, double w, double h, double r);

/* Outlined in ink. */
void picture_box(struct picture_pen *p, double x, double y, double w, double h, double r,
                 uint32_t fill);
/* Stands for a line of text. */
void picture_bar(struct picture_pen *p, double x, double y, double w, uint32_t rgb);
void picture_dot(struct picture_pen *p, double x, double y, double r, uint32_t rgb);
/* Reminds of a two-dimensional code; nothing can read it. Dark on light in every palette, as the
 * one in the hand is. */
void picture_code(struct picture_pen *p, double x, double y, double side, uint32_t rgb);
void picture_arrow(struct picture_pen *p, double x0, double y0, double x1, double y1);
void picture_plus(struct picture_pen *p, double x, double y);
void picture_person(struct picture_pen *p, double x, double base, double high, uint32_t rgb);
void picture_screen(struct picture_pen *p, double x, double y, double w,
                    double h); /* on its foot */
void picture_phone(struct picture_pen *p, double x, double y, double w, double h);
void picture_sheet(struct picture_pen *p, double x, double y, double w, double h);
void picture_yen(struct picture_pen *p, double x, double y, double high, uint32_t rgb);
void picture_clock(struct picture_pen *p, double x, double y, double r);
void picture_house(struct picture_pen *p, double x, double base, double w); /* a public office */

/* The pairs of PICTURE_HINT_*. */
void picture_hint(struct picture_pen *p, enum picture picture);

#endif
