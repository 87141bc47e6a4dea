/* How the ui sets a text: a token style and a marked text become lines of typeset.
 *
 * Promises: lines of our own texts break at their 文節 marks; only where one phrase is wider than
 * the line do the plain rules of Japanese line breaking hold. Data is never read for marks.
 */
#ifndef UI_LETTERING_H
#define UI_LETTERING_H

#include "base/err.h"
#include "typeset/typeset.h"
#include "ui/node.h"

enum { RUBY_LEADING_PERCENT = 170 }; /* line box where there is ruby, of the type size */

struct lettering {
    struct typeset *typeset;
};

struct err lettering_open(struct lettering *out); /* NOT_FOUND: a font file is missing */
void lettering_close(struct lettering *l);

/* The text of node `i` in `width` px (0: no limit). Valid for this frame (typeset_layout). */
const struct text_layout *lettering_set(const struct node_tree *t, int i, int width_px);

/* Whether every line but the last ends at a mark, a space or a line feed. */
bool lettering_breaks_at_marks(const struct text_layout *layout);

/* Room that a text with ruby needs beyond its widest line: wide kana spread their word. */
int lettering_slack(const struct node_tree *t, int i);

#endif
