/* The tree as assistive technology, scenarios and lints read it.
 *
 * One JSON object: screen, side, fit, seconds_left, and nodes in reading order; each with role,
 * name, reading text for a voice, rectangle in px and in mm on the 21.5 inch panel (4.03 px/mm) or
 * the 10.1 inch staff panel (5.88 px/mm), and for controls action, argument, focus order, checked,
 * enabled.
 */
#ifndef UI_ACCESS_H
#define UI_ACCESS_H

#include "base/str.h"
#include "ui/node.h"

void ui_access_json(const struct node_tree *t, struct strbuf *out);

/* What a node is called: its access name, else the texts inside it, in reading order. */
void ui_access_name(const struct node_tree *t, int node, struct strbuf *out);

#endif
