/* What differs between slip printers: one row a model, in hal/escpos_model.c.
 *
 * Promises: plain data. A capability that is not sure for a model is off: evidence then is weaker,
 * never wrong.
 */
#ifndef HAL_ESCPOS_MODEL_H
#define HAL_ESCPOS_MODEL_H

#include <stdbool.h>
#include "base/str.h"
#include "hal/slip_language.h"

struct escpos_model {
    const char *name; /* as in the settings */
    int width_dots;
    int dpi;
    bool has_process_id; /* GS ( H fn 48; Star: ETB counter */
    bool has_clear;      /* DLE DC4 fn 8, answered; Star: in line */
    bool has_near_end;   /* the sensor, not the bit */
    bool has_cutter;
    const struct slip_language *language;
};

int escpos_model_count(void);
const struct escpos_model *escpos_model_at(int index);

/* NULL: no such row. */
const struct escpos_model *escpos_model_find(struct str name);

#endif
