/* What the slip engine (hal/escpos_job.h, hal/printer_escpos.h) needs of a printer language: one
 * constant table a language, hal/escpos_language.c and hal/star.c.
 *
 * Promises: pure functions, bytes out and messages in; none writes more than ESCPOS_CHUNK_SIZE at
 * once. A fence is a number that comes back when everything before it is on paper.
 */
#ifndef HAL_SLIP_LANGUAGE_H
#define HAL_SLIP_LANGUAGE_H

#include <stdbool.h>
#include <stdint.h>
#include "hal/escpos.h"
#include "hal/escpos_status.h"

struct slip_language {
    bool is_counter; /* fences are a small counter of the printer's own, not ids of ours */
    void (*status_back_on)(struct escpos_writer *w);
    void (*begin)(struct escpos_writer *w); /* a job: initialise, status back on */
    void (*raster_on)(struct escpos_writer *w);
    int (*band)(struct escpos_writer *w, const struct bitmap *page, int from, int to);
    void (*raster_off)(struct escpos_writer *w);
    void (*feed)(struct escpos_writer *w, int rows); /* outside raster */
    void (*cut)(struct escpos_writer *w);
    void (*fence)(struct escpos_writer *w, uint32_t id);
    void (*ask_paper)(struct escpos_writer *w); /* models without fences: answered in line */
    void (*ask_status)(struct escpos_writer *w, int n);
    void (*clear)(struct escpos_writer *w, uint32_t first_id); /* before a job with these ids */
    void (*recover)(struct escpos_writer *w);                  /* after a job that broke off */
    struct escpos_message (*parse)(struct escpos_parser *p, uint8_t byte);
    unsigned (*conditions)(const uint8_t status[ESCPOS_STATUS_SIZE], bool has_near_end);
    bool (*is_fence)(const struct escpos_message *m, uint32_t id);
    bool (*is_cleared)(const struct escpos_message *m, uint32_t first_id);
};

extern const struct slip_language escpos_language;
extern const struct slip_language star_language;

#endif
