/* The changed pictures that further passes look at.
 *
 * Promises: integer arithmetic, the same bytes everywhere; `out->px` is the caller's and must hold
 * the stated size; in and out never overlap.
 */
#ifndef SCAN_FILTERS_H
#define SCAN_FILTERS_H

#include "scan/plane.h"

void filter_half(const struct plane *in, struct plane *out);   /* half a side, means of 2 by 2 */
void filter_blur(const struct plane *in, struct plane *out);   /* same size, weights 1 2 1 */
void filter_sharp(const struct plane *in, struct plane *out);  /* same size, edges raised */
void filter_double(const struct plane *in, struct plane *out); /* twice a side, interpolated */

#endif
