/* Which of the machine's displays belongs to which side, and how a picture lies on a display.
 *
 * Pure. Promises: the two sides never get the same display; a picture keeps its shape, scaled to
 * fit, centred, turned by quarters; a point of the display finds the point of the picture that it
 * shows.
 */
#ifndef UI_DISPLAY_H
#define UI_DISPLAY_H

#include <stdbool.h>
#include <cairo.h>
#include "ui/node.h"

enum { DISPLAYS_MAX = 16, DISPLAY_NONE = -1 };

struct display_list {
    int count; /* 0 .. DISPLAYS_MAX */
    bool upright[DISPLAYS_MAX];
};

/* Index of the side's display, in the order of the list. applicant_display: the setting, counted
 * from 1; 0 (or one that is not there): the first upright one, else the first. Staff have the first
 * other one; DISPLAY_NONE when there is none. */
int display_of_side(const struct display_list *list, enum side side, int applicant_display);

/* A picture of picture_w x picture_h, turned clockwise by quarters (0 .. 3), on display_w x
 * display_h. All in pixels, above 0. */
struct display_place {
    cairo_matrix_t to_display; /* picture to display */
    double scale;              /* display pixels a picture pixel */
};
struct display_place display_place_of(int picture_w, int picture_h, int quarters, int display_w,
                                      int display_h);

/* The whole display pixels that a rectangle of the picture touches, and one around it. May reach
 * beyond the display. */
struct rect display_rect(const struct display_place *place, struct rect picture);

/* Where a point of the display lies on the picture; may be outside of it. */
void display_point(const struct display_place *place, double x, double y, int *out_x, int *out_y);

/* Whose touch panel it is: that of staff when staff_name is part of its name, else the
 * applicant's. NULL and "": none is the staff's. A panel without a name (NULL) is the applicant's.
 */
enum side display_touched_side(const char *panel_name, const char *staff_name);

#endif
