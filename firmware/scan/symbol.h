/* Reading the symbol that three position patterns promise.
 *
 * Promises: a code comes out only when ZBar read the redrawn symbol. Bounded work: versions, and a
 * fixed ladder of refinements for each. Holds the working memory of one read.
 */
#ifndef SCAN_SYMBOL_H
#define SCAN_SYMBOL_H

#include "scan/engine.h"
#include "scan/grid.h"
#include "scan/merge.h"
#include "scan/redraw.h"
#include "scan/sample.h"
#include "scan/zbar_reader.h"

enum { SYMBOL_PROPOSALS = 2 };

struct symbol_room {
    struct zbar_reader *zbar;
    struct qr_layout *layouts; /* [QR_VERSION_MAX], version 1 first */
    struct samples samples;
    struct qr_modules modules;
    struct qr_check_room check;
    struct plane drawn;
    int refusals; /* of ZBar, in this frame: bounds the time spent on drawings it cannot read */
};

/* How hard to try. */
enum symbol_effort { SYMBOL_QUICK, SYMBOL_PATIENT };

[[nodiscard]] struct err symbol_room_open(struct symbol_room *out, struct zbar_reader *zbar);
void symbol_room_close(struct symbol_room *room);

/* The best grids for three patterns (top left, top right, bottom left) by how well the known
 * modules fit; at most SYMBOL_PROPOSALS, best first. Returns how many. */
int symbol_propose(struct symbol_room *room, const struct scene *s, const struct finder *const f[3],
                   enum symbol_effort effort, struct grid out[SYMBOL_PROPOSALS]);

/* One grid to read. */
struct symbol_job {
    const struct scene *scene;
    const struct grid *grid;
    enum symbol_effort effort;
    float scale;           /* from the scene to work coordinates, for what is merged over frames */
    struct point_f origin; /* of the scene, in work coordinates */
    struct merge *merge;
};

/* Samples, corrects, redraws and asks ZBar; what does not decode is added to job->merge, and the
 * sum tried as well. Writes the code with corners in pixels of the scene. */
[[nodiscard]] bool symbol_read(struct symbol_room *room, const struct symbol_job *job,
                               struct scan_code *out);

/* For a code that ZBar found and read by itself, which tells its bytes and four corners only:
 * version, level, quality and place in a series, from a grid laid over those corners. Bytes stay
 * as they are; nothing is changed when the modules do not decode under any grid. */
void symbol_describe(struct symbol_room *room, const struct scene *s, struct scan_code *code);

#endif
