/* The slip printer: one page in, one outcome out.
 *
 * Promises: at most one job is under way; each accepted job ends with exactly one OUTCOME event,
 * also when the printer is unplugged, silent or reset, within a bounded time; nothing is ever
 * printed twice by itself. A job submitted while a stopping condition stands is not started and
 * ends NOT_PRINTED. PRINTED needs evidence of at least STATUS_CLEAN from a printer that answers;
 * bytes accepted alone give UNKNOWN (except printers whose paper is a file). Never assumes.
 */
#ifndef HAL_PRINTER_H
#define HAL_PRINTER_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/id.h"
#include "base/image.h"
#include "hal/device.h"
#include "hal/printer_event.h"

enum {
    PRINTER_WIDTH_MAX_DOTS = 640,
    PRINTER_HEIGHT_MAX_DOTS = 8192, /* about a metre at 203 dpi */
    PRINTER_PAGE_BYTES_MAX = PRINTER_WIDTH_MAX_DOTS / 8 * PRINTER_HEIGHT_MAX_DOTS,
    PRINTER_MODEL_SIZE = 32,
    PRINTER_INFO_TEXT_SIZE = 64,
};

struct printer_job {
    struct id job_id;
    struct bitmap page; /* copied by submit */
    bool feed_to_tear;  /* white paper of at least 30 mm behind the last dot */
    bool cut;
};

struct printer_info {
    char model[PRINTER_MODEL_SIZE];
    int width_dots;
    int dpi;
    bool has_process_id; /* can prove that a page was printed */
    bool has_near_end;
    uint64_t normal_ms; /* learned: usual time of a slip from submit to outcome; 0: none yet */
    uint64_t limit_ms;  /* after this without an answer a job is UNKNOWN */
};

struct printer;
struct printer_ops {
    struct device_ops device;
    struct err (*submit)(struct printer *p, const struct printer_job *job);
    unsigned (*conditions)(const struct printer *p);
    bool (*take)(struct printer *p, struct printer_event *out);
    void (*describe)(const struct printer *p, struct printer_info *out);
};

struct printer { /* first member of each implementation */
    const struct printer_ops *ops;
};

struct device printer_device(struct printer *p);

/* Starts a job. BUSY: one is under way, or its outcome was not taken yet. TOO_LARGE: the page is
 * wider than the printer or longer than PRINTER_HEIGHT_MAX_DOTS. INVALID: an empty page or no job
 * id. */
[[nodiscard]] struct err printer_submit(struct printer *p, const struct printer_job *job);

/* Bits of enum printer_condition as last heard; OFFLINE for NULL. */
unsigned printer_conditions(const struct printer *p);

[[nodiscard]] bool printer_take(struct printer *p, struct printer_event *out);
void printer_describe(const struct printer *p, struct printer_info *out);

/* What was learned of this printer's times, for the staff; empty while nothing was. */
void printer_info_text(const struct printer_info *info, char out[PRINTER_INFO_TEXT_SIZE]);

void printer_close(struct printer *p);

#endif
