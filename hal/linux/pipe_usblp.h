/* A USB printer by the kernel's usblp driver: /dev/usb/lpN, read back as well.
 *
 * Unplugged, the node goes away: writes give ENODEV, so the pipe is GONE; connect finds it again. A
 * full printer holds real-time commands back too (EAGAIN), there is no second way into it.
 */
#ifndef HAL_LINUX_PIPE_USBLP_H
#define HAL_LINUX_PIPE_USBLP_H

#include "hal/byte_pipe.h"

/* path: copied. TOO_LARGE, NO_MEMORY. */
struct err pipe_usblp_open(const char *path, struct byte_pipe **out);

#endif
