/* Landlock: the kernel's own list of what a process may do to files, ports and other processes,
 * which no later call of it can lift (Linux 5.13 and later, when the module is on).
 *
 * Promises: asks the kernel what it knows before asking for it; never fails halfway.
 */
#ifndef APP_LANDLOCK_H
#define APP_LANDLOCK_H

#include "base/err.h"

/* The version of the interface, from 1; 0: this kernel has none, or it is switched off. */
int landlock_abi(void);

/* From here on this process and its children open, change, list and start no file, and as far as
 * the kernel knows how: bind and connect no TCP port, use no device by ioctl, reach no abstract
 * socket and signal no process outside. What is open stays open. UNSUPPORTED: no Landlock here. */
[[nodiscard]] struct err landlock_deny_all(void);

/* The same, but what lies below `folder` can still be opened for reading and listed. */
[[nodiscard]] struct err landlock_read_only(const char *folder);

#endif
