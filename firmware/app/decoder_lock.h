/* What the decoder process may still do: compute, read and write its one channel, end.
 *
 * Promises: after decoder_lock no file can be opened, no socket made, no program started, no other
 * process seen; memory has a ceiling. Anything else ends the process at once. The filter of system
 * calls (seccomp) is a must; Landlock stands behind it where the kernel has it. What the CPU may
 * spend on one job is the parent's to limit (worker.h).
 */
#ifndef APP_DECODER_LOCK_H
#define APP_DECODER_LOCK_H

#include "base/err.h"

/* Bytes that may be mapped on top of what is when the lock falls: ZBar allocates while it scans. */
enum { DECODER_MEMORY_MAX = 64 << 20 };

/* Call in the child, after its memory is set up. UNSUPPORTED: this kernel has no seccomp; the child
 * then must not run. */
struct err decoder_lock(void);

#endif
