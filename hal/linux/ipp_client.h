/* One IPP printer, spoken to by libcups without a local spooler. Every call blocks, at most
 * IPP_CLIENT_PATIENCE time-outs, also when the peer sends for ever: for ipp_worker's thread only.
 *
 * Promises: a reply that is no reply (nothing, cut, HTTP error, too long, another request's or
 * another job's) is GONE; a refusal by the printer
 * is REFUSED, "busy" is BUSY. With ipps the printer's certificate must be valid for its name and
 * signed by one of the roots, else REFUSED. Operations: RFC 8011; documents by Create-Job and
 * Send-Document, because an abandoned Create-Job leaves an empty job where an abandoned Print-Job
 * may print.
 */
#ifndef HAL_LINUX_IPP_CLIENT_H
#define HAL_LINUX_IPP_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "hal/certificate_printer.h"
#include "hal/ipp.h"
#include "hal/ipp_profile.h"

enum {
    IPP_CLIENT_TIMEOUT_MS = 5000, /* the standard */
    IPP_CLIENT_PATIENCE = 3,
    IPP_REPLY_MAX = 1 << 20, /* bytes */
    IPP_URI_SIZE = 256,
};

#define IPP_FORMAT_PDF "application/pdf"
#define IPP_FORMAT_PWG "image/pwg-raster"

struct ipp_client;

struct ipp_printer_view {
    unsigned conditions; /* enum printer_condition */
    bool is_idle;
    bool takes_pdf, takes_pwg;
    const struct ipp_profile *profile; /* never NULL after an answer */
};

/* uri: ipp://host:port/path or ipps://…; roots: whose certificates are believed (ipp_trust.h).
 * INVALID: either. NO_MEMORY. Does not connect. */
struct err ipp_client_open(const char *uri, const char *roots, int timeout_ms,
                           struct ipp_client **out);
void ipp_client_close(struct ipp_client *c); /* NULL is allowed */

void ipp_client_hang_up(struct ipp_client *c);

struct err ipp_client_printer(struct ipp_client *c, struct ipp_printer_view *out);
struct err ipp_client_validate(struct ipp_client *c, const char *name, const char *format);
struct err ipp_client_create(struct ipp_client *c, const char *name, int *out_job);
struct err ipp_client_send(struct ipp_client *c, int job, const char *format,
                           const struct certificate_document *document);
struct err ipp_client_job(struct ipp_client *c, int job, struct ipp_job_view *out);

/* Among all jobs the printer still knows; NOT_FOUND. */
struct err ipp_client_find(struct ipp_client *c, const char *name, int *out_job);
struct err ipp_client_cancel(struct ipp_client *c, int job);

#endif
