/* Whether the certificate that a printer showed over ipps is to be believed.
 *
 * Promises: believed is only a chain that ends at one of the roots, is within its dates and bears
 * the name of the address. Nothing is trusted on first use and no key is remembered: libcups would
 * do both by its own defaults, so its judgement is not asked. Pure but for the file of the roots.
 */
#ifndef HAL_LINUX_IPP_TRUST_H
#define HAL_LINUX_IPP_TRUST_H

#include <cups/cups.h>
#include <stdbool.h>
#include "base/err.h"

enum { IPP_TRUST_CHAIN_MAX = 8 };

struct ipp_trust;

/* roots: a PEM file of authorities, or of the printer's own certificate; NULL or "": the system's
 * authorities. INVALID: the file holds no certificate, or cannot be read. NO_MEMORY. */
struct err ipp_trust_open(const char *roots, struct ipp_trust **out);
void ipp_trust_close(struct ipp_trust *t); /* NULL is allowed */

/* credentials: as httpCopyCredentials gives them, the printer's own first. */
bool ipp_trust_believes(const struct ipp_trust *t, const char *host, cups_array_t *credentials);

#endif
