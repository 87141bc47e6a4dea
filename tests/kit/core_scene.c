#include "tests/kit/core_scene.h"

#include <stdlib.h>

int core_scene_open(void **state)
{
    struct core_scene *s = calloc(1, sizeof *s);
    void *f = NULL;
    if (s == NULL || cf_setup(&f) != 0 || failed(lettering_open(&s->lettering))) {
        return -1;
    }
    s->f = f;
    s->tree.lettering = &s->lettering;
    *state = s;
    return 0;
}

int core_scene_close(void **state)
{
    struct core_scene *s = *state;
    void *f = s->f;
    lettering_close(&s->lettering);
    cf_teardown(&f);
    free(s);
    return 0;
}
