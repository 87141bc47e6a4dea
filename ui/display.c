#include "ui/display.h"

#include <math.h>
#include <string.h>

static int of_applicant(const struct display_list *list, int wanted)
{
    if (wanted >= 1 && wanted <= list->count) {
        return wanted - 1;
    }
    for (int i = 0; i < list->count; i++) {
        if (list->upright[i]) {
            return i;
        }
    }
    return list->count > 0 ? 0 : DISPLAY_NONE;
}

int display_of_side(const struct display_list *list, enum side side, int applicant_display)
{
    int applicant = of_applicant(list, applicant_display);
    if (side == SIDE_APPLICANT) {
        return applicant;
    }
    for (int i = 0; i < list->count; i++) {
        if (i != applicant) {
            return i;
        }
    }
    return DISPLAY_NONE;
}

/* Cairo's own rotation goes by sine and cosine, which are not exact at a quarter. */
static void turn(cairo_matrix_t *m, int quarters, double w, double h)
{
    switch (quarters) {
    case 1:
        cairo_matrix_init(m, 0, 1, -1, 0, h, 0);
        break;
    case 2:
        cairo_matrix_init(m, -1, 0, 0, -1, w, h);
        break;
    case 3:
        cairo_matrix_init(m, 0, -1, 1, 0, 0, w);
        break;
    default:
        cairo_matrix_init_identity(m);
        break;
    }
}

struct display_place display_place_of(int picture_w, int picture_h, int quarters, int display_w,
                                      int display_h)
{
    bool lies = quarters % 2 != 0;
    int turned_w = lies ? picture_h : picture_w;
    int turned_h = lies ? picture_w : picture_h;
    double scale = fmin((double)display_w / turned_w, (double)display_h / turned_h);
    struct display_place place = {.scale = scale};
    cairo_matrix_t to_display;
    turn(&place.to_display, quarters, picture_w, picture_h);
    cairo_matrix_init(&to_display, scale, 0, 0, scale, (int)((display_w - turned_w * scale) / 2),
                      (int)((display_h - turned_h * scale) / 2));
    cairo_matrix_multiply(&place.to_display, &place.to_display, &to_display);
    return place;
}

struct rect display_rect(const struct display_place *place, struct rect picture)
{
    double x = picture.x;
    double y = picture.y;
    double opposite_x = picture.x + picture.w;
    double opposite_y = picture.y + picture.h;
    cairo_matrix_transform_point(&place->to_display, &x, &y);
    cairo_matrix_transform_point(&place->to_display, &opposite_x, &opposite_y);
    int left = (int)floor(fmin(x, opposite_x)) - 1;
    int top = (int)floor(fmin(y, opposite_y)) - 1;
    return (struct rect){.x = left,
                         .y = top,
                         .w = (int)ceil(fmax(x, opposite_x)) + 1 - left,
                         .h = (int)ceil(fmax(y, opposite_y)) + 1 - top};
}

void display_point(const struct display_place *place, double x, double y, int *out_x, int *out_y)
{
    cairo_matrix_t to_picture = place->to_display;
    (void)cairo_matrix_invert(&to_picture); /* a scale above 0 can always be undone */
    cairo_matrix_transform_point(&to_picture, &x, &y);
    *out_x = (int)floor(x);
    *out_y = (int)floor(y);
}

enum side display_touched_side(const char *panel_name, const char *staff_name)
{
    bool is_told = panel_name != NULL && staff_name != NULL && staff_name[0] != '\0';
    return is_told && strstr(panel_name, staff_name) != NULL ? SIDE_STAFF : SIDE_APPLICANT;
}
