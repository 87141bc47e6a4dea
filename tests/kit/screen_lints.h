/* What no screen may do, each as a function over a laid-out tree.
 *
 * Promises: a lint changes nothing and gives the first node that breaks its rule, -1 for none; a
 * rule of one side is silent on the other. The rules: targets and reach (reference: ux §1.3, §6.7),
 * contrast, line breaking, coverage, help and actions, nothing personal.
 */
#ifndef TESTS_KIT_SCREEN_LINTS_H
#define TESTS_KIT_SCREEN_LINTS_H

#include "tests/kit/views.h"
#include "ui/lettering.h"
#include "ui/node.h"

typedef int lint_fn(const struct node_tree *t, const struct view_fixture *f);

struct screen_lint {
    const char *name;
    lint_fn *run;
};

extern const struct screen_lint screen_lints[];
extern const int screen_lint_count;

#endif
