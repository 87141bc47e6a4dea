/* The terminal that cannot start shows that it is out of service, instead of nothing.
 *
 * Promises: no settings, no devices, no journal, no network: a window with ui/down.h and a support
 * code, until it is closed or stopped. Reads no code and begins nothing.
 */
#ifndef APP_DOWN_H
#define APP_DOWN_H

#include <stdbool.h>
#include "core/fault.h"

/* Returns when *stop is set or a window was closed. Without a display it returns at once. */
void down_run(enum fault fault, bool windowed, const volatile int *stop);

#endif
