/* The screens that must appear when nothing else works: A50, A51, A53, A54, and one for staff, from
 * glyphs and rows that are part of the program.
 *
 * Promises: reads no file, no settings, no network, no font: letters are masks drawn beforehand
 * (down_glyphs.def), places are numbers (down_screens.def). Both are made from the real screens by
 * tests/tools/down.c; a test holds that they are fresh. The tree is an ordinary one: touch, keys
 * and the access tree work as always. Only the standard look; no furigana.
 */
#ifndef UI_DOWN_H
#define UI_DOWN_H

#include <cairo.h>
#include "core/view.h"
#include "ui/node.h"

#define DOWN_SUPPORT_CODE "K-81" /* fonts missing: fault catalogue */

/* Fills the tree, laid out; tree->lettering is not used. */
void down_build_applicant(const struct applicant_view *view, struct node_tree *tree);
void down_build_staff(const struct staff_view *view, struct node_tree *tree);

/* Paints the text of node `i` of such a tree: baseline at the lower edge of its rectangle. */
void down_paint_text(const struct node_tree *t, int i, cairo_t *cr);

/* Width in px of a line of the type; false: some character is not in the atlas. */
bool down_measure(enum type type, const char *line, int *out_width_px);

#endif
