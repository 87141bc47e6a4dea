/* The certificate printer on IPP (RFC 8011, IPP Everywhere), without a local spooler.
 *
 * Promises: those of hal/certificate_printer.h. Everything that blocks happens in one thread behind
 * one socket (ipp_worker). PWG raster is sent; PDF only where the model's profile says so
 * (hal/ipp_profile.h), or where the printer takes nothing else. A printer that does not count
 * impressions never gives PRINTED: staff confirm.
 */
#ifndef HAL_LINUX_CERTIFICATE_PRINTER_IPP_H
#define HAL_LINUX_CERTIFICATE_PRINTER_IPP_H

#include "base/err.h"
#include "hal/certificate_printer.h"
#include "hal/linux/ipp_worker.h"

/* settings are copied. INVALID: the uri is no ipp:// or ipps:// one. NO_MEMORY, IO. */
struct err certificate_printer_ipp_open(const struct ipp_worker_settings *settings,
                                        struct certificate_printer **out);

#endif
