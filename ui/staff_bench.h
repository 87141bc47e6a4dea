/* The test pages of S11, each into the open column.
 *
 * Promises: no behaviour of their own; what was touched and how sharp the camera sees comes with
 * the view.
 */
#ifndef UI_STAFF_BENCH_H
#define UI_STAFF_BENCH_H

#include "ui/node.h"

void ui_bench_signals(struct node_tree *t); /* lamp, tones, voice, slip */
void ui_bench_camera(struct node_tree *t,
                     const struct staff_view *v);                     /* live, with its sharpness */
void ui_bench_touch(struct node_tree *t, const struct staff_view *v); /* a grid to touch through */
void ui_bench_colours(struct node_tree *t);
void ui_bench_versions(struct node_tree *t, const struct staff_view *v);

#endif
