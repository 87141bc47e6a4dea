/* How sharp a camera picture is, for the person who turns the lens ring.
 *
 * Promises: pure; reads the middle half of the frame, keeps nothing, about 0.2 ms at 1280 by 720.
 * 100: the steepest steps between neighbours are as high as the whole contrast of the picture
 * (an edge falls between two pixels); a blurred edge spreads over many. Comparable between pictures
 * of the same chart only: that is what focusing needs.
 */
#ifndef SCAN_FOCUS_H
#define SCAN_FOCUS_H

#include "base/image.h"

enum { FOCUS_UNKNOWN = -1 }; /* too small, or nothing with contrast in the middle */

int focus_percent(const struct image_gray *frame);

#endif
