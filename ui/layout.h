/* Places every node of a tree: rows, columns and stacks, sizes from texts and tokens.
 *
 * Promises: integer pixels, the same tree gives the same places. What does not fit sets
 * tree->overflow; nothing is moved off its parent silently.
 */
#ifndef UI_LAYOUT_H
#define UI_LAYOUT_H

#include "ui/node.h"

void layout_run(struct node_tree *t);

#endif
