/* Questions about a laid-out tree: its hash, what a touch or a key reaches, a control by name.
 *
 * Promises: reads only. A control is a node with an action that is enabled.
 */
#ifndef UI_QUERY_H
#define UI_QUERY_H

#include "ui/node.h"

/* Over everything that is drawn; the live state (seconds, pulse phase, camera) is not part. */
uint64_t tree_hash(const struct node_tree *t);

/* The enabled control at a point, topmost first; -1: none. */
int tree_control_at(const struct node_tree *t, int x, int y);

/* A cell of a touch test: it asks whether a finger is felt there. */
bool tree_is_cell(const struct node *n);

/* The next enabled control that a person is led to (the staff's entrance and cells of a touch test
 * are none), in reading order after `node` (-1: the first), or before it. -1: none.
 */
int tree_next_control(const struct node_tree *t, int node, bool backwards);

/* By access name, or by action name ("CALL_STAFF", "STAFF_CHECK:2"); -1: none enabled. */
int ui_tap_node(const struct node_tree *t, const char *name);

#endif
