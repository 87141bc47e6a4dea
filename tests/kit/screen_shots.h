/* Pictures of screens in memory: every fixture view in every mode, one by one or as a sheet.
 *
 * Promises: no window, no SDL; the same pixels on every call. The camera slot shows a drawn phone
 * with a code that means nothing.
 */
#ifndef TESTS_KIT_SCREEN_SHOTS_H
#define TESTS_KIT_SCREEN_SHOTS_H

#include <cairo.h>
#include "tests/kit/views.h"
#include "ui/lettering.h"
#include "ui/query.h"

enum shot_mode { SHOT_STANDARD, SHOT_LARGE, SHOT_CONTRAST, SHOT_LOW, SHOT_MODE_COUNT };

const char *shot_mode_name(enum shot_mode mode);
struct display_modes shot_modes(enum shot_mode mode, bool easy);

struct shots {
    struct lettering lettering;
    struct view_fixture fixture;
    struct node_tree tree;
    cairo_surface_t *camera; /* what the drawn camera sees */
};

struct err shots_open(struct shots *s);
void shots_close(struct shots *s);

/* Builds the tree of the screen; longest: with view_fixture_fill_long. Staff screens ignore modes.
 */
void shots_build(struct shots *s, enum screen screen, struct display_modes modes, bool longest);

void shots_build_variant(struct shots *s, enum view_variant variant, struct display_modes modes);

/* Paints the built tree with its live parts. The caller destroys the surface. */
/* … and one of the variants of tests/kit/staff_variants.h. */
void shots_build_staff_variant(struct shots *s, int variant, bool longest);

cairo_surface_t *shots_paint(struct shots *s);

/* The down screen (ui/down.h) that stands for this one, as the program draws it without fonts. */
cairo_surface_t *shots_down(struct shots *s, enum screen screen);

/* All screens of one side, scaled, with their codes. The caller destroys the surface. */
cairo_surface_t *shots_sheet(struct shots *s, enum side side);

#endif
