/* A printer on a serial line, 8N1, held back by its DTR/DSR wired as RTS/CTS, or by XON/XOFF bytes
 * that the language layer reads. */
#ifndef HAL_LINUX_PIPE_TTY_H
#define HAL_LINUX_PIPE_TTY_H

#include <stdbool.h>
#include "hal/byte_pipe.h"

/* path: copied. INVALID: baud (see hal/linux/tty.h). TOO_LARGE, NO_MEMORY. */
struct err pipe_tty_open(const char *path, int baud, bool has_flow_control, struct byte_pipe **out);

#endif
