/* Which one thing to tell the person, from picture statistics.
 *
 * Promises: pure and deterministic; looks at the frame and at what the engine found, never at time.
 * The order of enum scan_hint is the order of preference.
 */
#ifndef SCAN_HINTS_H
#define SCAN_HINTS_H

#include "scan/engine.h"
#include "scan/plane.h"

enum scan_hint hint_for(const struct plane *picture, const struct scan_result *result);

#endif
