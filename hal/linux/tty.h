/* Serial lines: raw, 8 bits, no parity, not blocking.
 *
 * Promises: a line that is not a terminal (a pipe, a socket) is taken as it is, so tests may stand
 * in.
 */
#ifndef HAL_LINUX_TTY_H
#define HAL_LINUX_TTY_H

#include <stdbool.h>

bool tty_is_baud(int baud);

/* With hardware flow control by RTS/CTS if asked. -1: errno tells. */
int tty_open(const char *path, int baud, bool has_flow_control);

#endif
