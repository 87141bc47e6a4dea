/* The core's fixture with a tree to lay its screens out in, for tests of what people then see.
 *
 * As setup and teardown of a group: *state is the scene, freshly started.
 */
#ifndef TESTS_KIT_CORE_SCENE_H
#define TESTS_KIT_CORE_SCENE_H

#include "tests/kit/core_fixture.h"
#include "ui/lettering.h"
#include "ui/node.h"

struct core_scene {
    struct core_fixture *f;
    struct lettering lettering;
    struct node_tree tree;
};

int core_scene_open(void **state);
int core_scene_close(void **state);

#endif
