/* What pictures are made of: sheets, telephones, screens, people, arrows.
 *
 * Promises: units are those of the picture (PICTURE_WIDTH × PICTURE_HEIGHT); every outline has the
 * pen's weight. Only ui/picture*.c uses it.
 */
#ifndef UI_PICTURE_PEN_H
#define UI_PICTURE_PEN_H

#include "ui/picture.h"

enum { PICTURE_WIDTH = 480, PICTURE_HEIGHT = 200 };

struct pen {
    cairo_t *cr;
    struct picture_colours c;
    double weight; /* of outlines */
};

void pen_fill(struct pen *p, uint32_t rgb);
void pen_stroke(struct pen *p, uint32_t rgb, double width);
void pen_path_box(struct pen *p, double x, double y, double w, double h, double r);

/* Outlined in ink. */
void pen_box(struct pen *p, double x, double y, double w, double h, double r, uint32_t fill);
/* Stands for a line of text. */
void pen_bar(struct pen *p, double x, double y, double w, uint32_t rgb);
void pen_dot(struct pen *p, double x, double y, double r, uint32_t rgb);
/* Reminds of a two-dimensional code; nothing can read it. */
void pen_code(struct pen *p, double x, double y, double side, uint32_t rgb);
void pen_arrow(struct pen *p, double x0, double y0, double x1, double y1);
void pen_plus(struct pen *p, double x, double y);
void pen_person(struct pen *p, double x, double base, double high, uint32_t rgb);
void pen_screen(struct pen *p, double x, double y, double w, double h); /* on its foot */
void pen_phone(struct pen *p, double x, double y, double w, double h);
void pen_sheet(struct pen *p, double x, double y, double w, double h);
void pen_yen(struct pen *p, double x, double y, double high, uint32_t rgb);
void pen_clock(struct pen *p, double x, double y, double r);
void pen_house(struct pen *p, double x, double base, double w); /* a public office */

/* The pairs of PICTURE_HINT_*. */
void picture_hint(struct pen *p, enum picture picture);

#endif
