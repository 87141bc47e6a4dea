/* What differs between IPP printers: one row a model, in hal/ipp_profile.c.
 *
 * Promises: plain data, found by the beginning of printer-make-and-model, upper or lower case. A
 * model without a row is taken by the standard: PWG raster (IPP Everywhere, PWG 5100.14, asks for
 * it) and impressions counted as its attributes say.
 */
#ifndef HAL_IPP_PROFILE_H
#define HAL_IPP_PROFILE_H

#include <stdbool.h>

struct ipp_profile {
    const char *model;       /* beginning of printer-make-and-model; "": the standard row */
    bool wants_pdf;          /* its raster is not good enough: send PDF */
    bool counts_impressions; /* false: its count is no evidence, staff confirm each page */
};

int ipp_profile_count(void);
const struct ipp_profile *ipp_profile_at(int index);

/* Never NULL. `model` may be NULL: the printer does not tell. */
const struct ipp_profile *ipp_profile_find(const char *model);

#endif
