/* Rounded rectangles and colours for Cairo. */
#ifndef UI_SHAPE_H
#define UI_SHAPE_H

#include <cairo.h>
#include "ui/node.h"

/* Path of `rect` shrunk by `inset` on every side; the radius shrinks with it. */
void shape_box(cairo_t *cr, struct rect rect, double inset, double radius);
void shape_source(cairo_t *cr, uint32_t rgb);
struct rect shape_grown(struct rect rect, int by);

#endif
