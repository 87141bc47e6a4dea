/* A view becomes a laid-out tree: the pure part of the ui, usable with no window.
 *
 * Promises: the same view and fonts give the same tree. The screen function of view->screen builds,
 * layout places; when something does not fit the tree is built again one fit level tighter.
 */
#ifndef UI_BUILD_H
#define UI_BUILD_H

#include "core/view.h"
#include "ui/node.h"

/* tree->lettering must be set; everything else is overwritten. */
void ui_build_applicant(const struct applicant_view *view, struct node_tree *tree);
void ui_build_staff(const struct staff_view *view, struct node_tree *tree);

/* One function per screen of core/screen.h, in ui/screens/. */
#define X(code, function, name)                                                                    \
    void screen_##function(const struct applicant_view *v, struct node_tree *t);
APPLICANT_SCREEN_LIST(X)
#undef X
#define X(code, function, name)                                                                    \
    void screen_##function(const struct staff_view *v, struct node_tree *t);
STAFF_SCREEN_LIST(X)
#undef X

#endif
