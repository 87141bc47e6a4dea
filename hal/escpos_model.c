#include "hal/escpos_model.h"

#include <assert.h>
#include <stddef.h>

/* Epson's pages for GS ( H and DLE DC4 list the models; TM-T88III and older lack the process id. */
static const struct escpos_model models[] = {
    {"tm-t88", 576, 203, 150, true, true, true, true}, /* TM-T88V and newer with 203 dpi heads */
    {"tm-t88-180", 512, 180, 150, true, true, true, true},
    {"tm-t88iii", 512, 180, 150, false, false, true, true},
    {"tm-m30", 576, 203, 150, true, true, false, true},
    {"tm-t20", 576, 203, 100, true, true, true, true},
    {"generic", 576, 203, 80, false, false, false, true},
    {"generic-58", 384, 203, 50, false, false, false, false},
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
