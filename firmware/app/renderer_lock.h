/* What the renderer process may still do: compute, read fonts, use its one channel, end.
 *
 * Promises: after renderer_lock nothing can be written, made, renamed or removed in any file
 * system, no socket made, no program or process started, no other process seen; no core file is
 * left that could hold a name. Fonts are opened when a character first needs them, so reading stays
 * allowed: below RENDERER_READS where the kernel has Landlock, anywhere else. Threads stay allowed:
 * Pango makes one.
 */
#ifndef APP_RENDERER_LOCK_H
#define APP_RENDERER_LOCK_H

#include "base/err.h"

#define RENDERER_READS "/usr/share" /* where every font of typeset/fonts.h lies */

/* Call in the child, when its fonts are named. UNSUPPORTED: this kernel has no seccomp; the child
 * then must not run. */
struct err renderer_lock(void);

#endif
