/* The scan engine: one gray frame in, codes and one hint out.
 *
 * Promises: nothing is reported that ZBar's error correction did not accept; bytes are exactly the
 * bytes of the symbol (ZBAR_CFG_BINARY), never re-encoded; memory is fixed after scan_open; time is
 * bounded by the pass plan. Never looks at a clock, never does I/O, never keeps a frame.
 * State between frames is only what helps the next one: where the symbol was, which pass worked,
 * module values of a symbol that did not decode yet, parts of a series (structured append). With
 * its last part a series is one code, SCAN_QR, until then each part is typed SCAN_QR_PART.
 */
#ifndef SCAN_ENGINE_H
#define SCAN_ENGINE_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/image.h"
#include "domain/scan_hint.h"

enum {
    SCAN_CODES_MAX = 8,
    SCAN_VERSION_MAX = 40,
    SCAN_PAYLOAD_MAX = 2953, /* bytes: version 40, level L, byte mode (ISO/IEC 18004 table 7) */
    SCAN_SIDE_MAX_PX = 8192, /* larger pictures are refused by size, before anything is read */
    SCAN_WORK_SIDE_MAX_PX = 1920, /* larger pictures are reduced by area averaging */
};

const char *scan_hint_name(enum scan_hint hint); /* "TOO_SMALL" */

enum scan_symbology { SCAN_QR, SCAN_QR_PART /* one part of a structured append */, SCAN_BARCODE };

struct scan_code {
    enum scan_symbology symbology;
    uint16_t length;                 /* bytes in use */
    uint8_t bytes[SCAN_PAYLOAD_MAX]; /* may hold NUL */
    uint8_t version;                 /* 1..40, 0 when the pass that read it cannot tell */
    char ecc_level;                  /* 'L' 'M' 'Q' 'H', 0 when unknown */
    uint8_t part_index;              /* SCAN_QR_PART: 0-based, of part_count */
    uint8_t part_count;              /* SCAN_QR: of a series that is whole, its parts; else 0 */
    uint8_t part_parity;             /* SCAN_QR_PART: names the series, over all its bytes */
    uint8_t quality;                 /* 0..100 from the contrast of the modules */
    struct point_f corner[4]; /* top left, top right, bottom right, bottom left of the symbol */
};

struct scan_result {
    int code_count;
    struct scan_code code[SCAN_CODES_MAX];
    enum scan_hint hint;
    enum scan_carrier carrier;
    bool finder_seen;         /* at least one position pattern: the frame corners thicken */
    struct point_f corner[4]; /* of the best candidate, when finder_seen */
    uint32_t passes;          /* bit set of the passes that ran, for the benchmark */
};

struct scan_engine; /* 27 MB, allocated by scan_open; ZBar takes up to 4 MB more while it scans */

/* How much of the pass plan one call may run. */
enum scan_effort {
    SCAN_EFFORT_FRAME, /* live: the cheap pass and one further pass in turn, <= 33 ms on the target
                        */
    SCAN_EFFORT_STILL, /* one picture: every pass until something is read */
    SCAN_EFFORT_FIRST, /* the cheap pass alone, for measuring it */
};

[[nodiscard]] struct err scan_open(struct scan_engine **out_engine); /* NO_MEMORY */
void scan_close(struct scan_engine *engine);                         /* NULL is allowed */
void scan_forget(struct scan_engine *engine); /* drops everything remembered from earlier frames */

/* Reads one frame. INVALID for a picture without pixels or with stride < width, TOO_LARGE beyond
 * SCAN_SIDE_MAX_PX; *out is untouched then. Does not block; the frame is not kept. */
[[nodiscard]] struct err scan_frame(struct scan_engine *engine, const struct image_gray *frame,
                                    enum scan_effort effort, struct scan_result *out);

#endif
