#include "ui/build.h"

#include <assert.h>
#include "ui/layout.h"

typedef void applicant_fn(const struct applicant_view *v, struct node_tree *t);
typedef void staff_fn(const struct staff_view *v, struct node_tree *t);

static applicant_fn *const applicant_screens[SCREEN_COUNT] = {
#define X(code, function, name) [SCREEN_##code] = screen_##function,
    APPLICANT_SCREEN_LIST(X)
#undef X
};

static staff_fn *const staff_screens[SCREEN_COUNT] = {
#define X(code, function, name) [SCREEN_##code] = screen_##function,
    STAFF_SCREEN_LIST(X)
#undef X
};

void ui_build_applicant(const struct applicant_view *view, struct node_tree *tree)
{
    assert(view->screen < SCREEN_COUNT && applicant_screens[view->screen] != NULL);
    tree->side = SIDE_APPLICANT;
    tree->upright = false;
    tree->modes = view->modes;
    for (int fit = FIT_DESIGNED; fit < FIT_COUNT; fit++) {
        tree->fit = (enum fit)fit;
        tree_begin(tree, view->screen);
        tree->seconds_left = view->seconds_left;
        applicant_screens[view->screen](view, tree);
        assert(tree->depth == 0);
        layout_run(tree);
        if (!tree->overflow) {
            return;
        }
    }
}

void ui_build_staff(const struct staff_view *view, struct node_tree *tree)
{
    assert(view->screen < SCREEN_COUNT && staff_screens[view->screen] != NULL);
    tree->side = SIDE_STAFF;
    tree->upright = view->one_screen;
    tree->modes = (struct display_modes){0};
    for (int fit = FIT_WORDS; fit < FIT_COUNT; fit++) { /* no pictures on this side */
        tree->fit = (enum fit)fit;
        tree_begin(tree, view->screen);
        staff_screens[view->screen](view, tree);
        assert(tree->depth == 0);
        layout_run(tree);
        if (!tree->overflow) {
            return;
        }
    }
}
