/* ESC/POS for the slip engine. */
#include <string.h>

#include "hal/slip_language.h"

static void begin(struct escpos_writer *w)
{
    escpos_initialize(w);
    escpos_status_back_on(w);
}

static void nothing(struct escpos_writer *w)
{
    (void)w; /* GS v 0 stands alone */
}

static void fence(struct escpos_writer *w, uint32_t id)
{
    uint8_t bytes[ESCPOS_ID_SIZE];
    escpos_id(id, bytes);
    escpos_fence(w, bytes);
}

static void clear(struct escpos_writer *w, uint32_t first_id)
{
    (void)first_id;
    escpos_clear(w);
}

static bool is_fence(const struct escpos_message *m, uint32_t id)
{
    uint8_t bytes[ESCPOS_ID_SIZE];
    escpos_id(id, bytes);
    return m->kind == ESCPOS_PROCESS_ID && memcmp(bytes, m->bytes, sizeof bytes) == 0;
}

static bool is_cleared(const struct escpos_message *m, uint32_t first_id)
{
    (void)first_id;
    return m->kind == ESCPOS_CLEARED;
}

const struct slip_language escpos_language = {
    .status_back_on = escpos_status_back_on,
    .begin = begin,
    .raster_on = nothing,
    .band = escpos_band,
    .raster_off = nothing,
    .feed = escpos_feed,
    .cut = escpos_cut,
    .fence = fence,
    .ask_paper = escpos_ask_paper,
    .ask_status = escpos_ask_status,
    .clear = clear,
    .recover = escpos_recover,
    .parse = escpos_parse,
    .conditions = escpos_status_conditions,
    .is_fence = is_fence,
    .is_cleared = is_cleared,
};
