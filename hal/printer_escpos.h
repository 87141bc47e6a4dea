/* The slip printer on ESC/POS over any byte pipe.
 *
 * Promises: those of hal/printer.h; the proof is described in hal/escpos_job.h. A lost connection
 * is tried again with growing pauses (0.5 s to 8 s); what comes from before a reconnect is not
 * evidence. A printer that does not answer when it is asked (every 5 s) is UNKNOWN_STATE. The time
 * limit of a silent printer is learned: four times this printer's usual wait for an echo, at least
 * 3 s.
 */
#ifndef HAL_PRINTER_ESCPOS_H
#define HAL_PRINTER_ESCPOS_H

#include <stdint.h>
#include "base/err.h"
#include "hal/byte_pipe.h"
#include "hal/escpos_model.h"
#include "hal/printer.h"

/* Owns the pipe from here on, also on failure. id_seed: where process ids start, another one at
 * each start of the terminal. NO_MEMORY. */
struct err printer_escpos_open(struct byte_pipe *pipe, const struct escpos_model *model,
                               uint32_t id_seed, struct printer **out);

#endif
