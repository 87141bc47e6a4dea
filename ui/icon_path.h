/* Strokes and shapes that pictograms are made of, and the pictograms of things (icons_items.c).
 *
 * Promises: units are those of the caller's cairo_t; each shape leaves or consumes the current path
 * as its name says and touches no other state. Only ui/icon*.c and ui/picture*.c use it.
 */
#ifndef UI_ICON_PATH_H
#define UI_ICON_PATH_H

#include "ui/icons.h"

void icon_source(cairo_t *cr, uint32_t rgb);
void icon_stroke(cairo_t *cr, uint32_t rgb, double width); /* consumes the path */

/* Added to the path. */
void icon_line(cairo_t *cr, double x0, double y0, double x1, double y1);
void icon_box(cairo_t *cr, double x, double y, double w, double h, double r);
void icon_circle(cairo_t *cr, double x, double y, double r);

/* Painted: says "two-dimensional code" at a glance; nothing can read it. `cell`: one of nine. */
void icon_code(cairo_t *cr, uint32_t rgb, double x, double y, double cell);

/* In a square of 24 units. */
void icon_phone(cairo_t *cr, struct icon_colours c);
void icon_paper(cairo_t *cr, struct icon_colours c);
void icon_card(cairo_t *cr, struct icon_colours c);
void icon_certificate(cairo_t *cr, struct icon_colours c);
void icon_sticker(cairo_t *cr, struct icon_colours c);
void icon_plate(cairo_t *cr, struct icon_colours c);
void icon_record(cairo_t *cr, struct icon_colours c);
void icon_parcel(cairo_t *cr, struct icon_colours c);

#endif
