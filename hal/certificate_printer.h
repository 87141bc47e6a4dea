/* The certificate printer: one document in, one outcome out, and the job can be found again.
 *
 * Promises: at most one job is under way; each accepted job ends with exactly one OUTCOME event in
 * bounded time, for the device itself ends one that is stuck; a connection lost after the document
 * was sent is UNKNOWN, and a SETTLED event follows when the job is found again by its name. A job
 * that the printer holds but we gave up is cancelled before anything else is sent. Nothing is
 * printed twice by itself.
 */
#ifndef HAL_CERTIFICATE_PRINTER_H
#define HAL_CERTIFICATE_PRINTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/id.h"
#include "hal/device.h"
#include "hal/printer_event.h"

enum {
    CERTIFICATE_NAME_SIZE = 48,
    CERTIFICATE_DOCUMENT_MAX = 32 * 1024 * 1024, /* bytes */
    CERTIFICATE_SHEETS_MAX = 20,
};

/* Forms of a document, as bits. */
enum certificate_form { CERTIFICATE_FORM_PDF = 1, CERTIFICATE_FORM_PWG = 2 };

struct certificate_document {
    const uint8_t *bytes; /* NULL: this form is not given */
    size_t length;
};

struct certificate_job {
    struct id job_id;
    char name[CERTIFICATE_NAME_SIZE]; /* random, ASCII letters, digits and '-': the job's name there
                                       */
    struct certificate_document pdf;  /* both borrowed until the outcome was taken; at least one */
    struct certificate_document pwg;  /* PWG raster (PWG 5102.4) */
    int sheets; /* impressions that must be counted, 1..CERTIFICATE_SHEETS_MAX */
};

struct certificate_printer;
struct certificate_printer_ops {
    struct device_ops device;
    struct err (*submit)(struct certificate_printer *p, const struct certificate_job *job);
    unsigned (*conditions)(const struct certificate_printer *p);
    bool (*take)(struct certificate_printer *p, struct printer_event *out);
    unsigned (*forms)(const struct certificate_printer *p); /* NULL: PDF */
};

struct certificate_printer { /* first member of each implementation */
    const struct certificate_printer_ops *ops;
};

struct device certificate_printer_device(struct certificate_printer *p);

/* Starts a job. BUSY: one is under way, or its outcome was not taken yet. INVALID: no id, no name,
 * no document, sheets out of range. TOO_LARGE: a document above the limit. UNSUPPORTED: this
 * printer needs the form not given. */
[[nodiscard]] struct err certificate_printer_submit(struct certificate_printer *p,
                                                    const struct certificate_job *job);

/* Bits of enum printer_condition as last heard; OFFLINE for NULL. */
unsigned certificate_printer_conditions(const struct certificate_printer *p);

/* Bits of enum certificate_form that a job for it should hold, as far as is known by now. */
unsigned certificate_printer_forms(const struct certificate_printer *p);

[[nodiscard]] bool certificate_printer_take(struct certificate_printer *p,
                                            struct printer_event *out);
void certificate_printer_close(struct certificate_printer *p);

#endif
