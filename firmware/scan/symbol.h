/* Reading the symbol that three position patterns promise.
 *
 * Promises: a code comes out only when ZBar read the redrawn symbol. Bounded work: versions, and a
 * fixed ladder of refinements for each. Holds the working memory of one read.
 */
#ifndef SCAN_SYMBOL_H
#define SCAN_SYMBOL_H

#include "scan/engine.h"
#include "scan/grid.h"
#include "scan/redraw.h"
#include "scan/sample.h"
#include "scan/zbar_reader.h"

struct symbol_room {
    struct zbar_reader *zbar;
    struct qr_layout layout;
    struct samples samples;
    struct qr_modules modules;
    struct qr_modules last; /* soft modules of the best symbol that did not decode */
    struct grid last_grid;  /* version 0: none */
    struct qr_check_room check;
    struct plane drawn;
    uint8_t drawn_px[REDRAW_BYTES_MAX];
};

enum symbol_effort { SYMBOL_QUICK, SYMBOL_PATIENT };

/* f: top left, top right, bottom left. Writes the code with corners in pixels of the scene. */
[[nodiscard]] bool symbol_read(struct symbol_room *room, const struct scene *s,
                               const struct finder *const f[3], enum symbol_effort effort,
                               struct scan_code *out);

#endif
