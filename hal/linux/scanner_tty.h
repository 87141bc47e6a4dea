/* A hand scanner in serial mode: RS-232, or USB as /dev/ttyACM0. Keyboard mode is not served: it
 * cannot carry Shift_JIS and depends on the key layout.
 *
 * Promises: a code ends with CR or LF, or after 200 ms without a byte; unplugged, it is tried again
 * with growing pauses (0.5 s to 8 s).
 */
#ifndef HAL_LINUX_SCANNER_TTY_H
#define HAL_LINUX_SCANNER_TTY_H

#include "base/err.h"
#include "hal/scanner.h"

/* path: copied; need not be there yet. baud: 9600, 19200, 38400, 57600, 115200, else INVALID.
 * TOO_LARGE: the path. NO_MEMORY. */
struct err scanner_tty_open(const char *path, int baud, struct scanner **out);

#endif
