#include "hal/escpos_model.h"

#include <assert.h>
#include <stddef.h>

/* Epson's pages for GS ( H and DLE DC4 list the models; TM-T88III and older lack the process id. */
static const struct escpos_model models[] = {
    {"tm-t88", 576, 203, true, true, true, true,
     &escpos_language}, /* TM-T88V and newer with 203 dpi heads */
    {"tm-t88-180", 512, 180, true, true, true, true, &escpos_language},
    {"tm-t88iii", 512, 180, false, false, true, true, &escpos_language},
    {"tm-m30", 576, 203, true, true, false, true, &escpos_language},
    {"tm-t20", 576, 203, true, true, true, true, &escpos_language},
    {"generic", 576, 203, false, false, false, true, &escpos_language},
    {"generic-58", 384, 203, false, false, false, false, &escpos_language},
    {"star", 576, 203, true, true, true, true, &star_language}, /* TSP650II, TSP700II */
    {"star-58", 384, 203, true, true, false, false, &star_language},
};

int escpos_model_count(void)
{
    return (int)(sizeof models / sizeof models[0]);
}

const struct escpos_model *escpos_model_at(int index)
{
    assert(index >= 0 && index < escpos_model_count());
    return &models[index];
}

const struct escpos_model *escpos_model_find(struct str name)
{
    for (int i = 0; i < escpos_model_count(); i++) {
        if (str_equal(name, str_of(models[i].name))) {
            return &models[i];
        }
    }
    return NULL;
}
