/* What the decoder process may still do: compute, read and write its one channel, end.
 *
 * Promises: after decoder_lock no file can be opened, no socket made, no program started, no other
 * process seen; memory and CPU have ceilings. Anything else ends the process at once.
 */
#ifndef APP_DECODER_LOCK_H
#define APP_DECODER_LOCK_H

#include "base/err.h"

/* Call in the child, after its memory is set up. UNSUPPORTED: this kernel has no seccomp; the child
 * then must not run. */
struct err decoder_lock(void);

#endif
