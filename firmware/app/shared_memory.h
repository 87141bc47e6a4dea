/* Memory that two processes see, of a size that neither can change.
 *
 * Promises: anonymous (a memfd), sealed: it neither shrinks under a reader (which would kill him)
 * nor grows, and the seals are final. Of SHARED_OURS only the mapping made here may ever write: the
 * kernel refuses any other writable one, in whichever process. A child that is forked has no
 * mapping of it until it asks, so no child sees what belongs to another. Never has a name in any
 * file system; closed on exec.
 */
#ifndef APP_SHARED_MEMORY_H
#define APP_SHARED_MEMORY_H

#include <stddef.h>
#include "base/err.h"

enum shared_writer { SHARED_OURS, SHARED_BOTH };

struct shared_memory {
    void *ours; /* readable and writable, zero at first; NULL: not open */
    size_t bytes;
    int fd;
    enum shared_writer writer;
};

/* IO: the kernel has no memfd or no seals; NO_MEMORY. *out needs no closing then. */
[[nodiscard]] struct err shared_memory_open(size_t bytes, enum shared_writer writer,
                                            struct shared_memory *out);

/* In the child, while its descriptor is open: the same memory, read-only with SHARED_OURS, for as
 * long as the child lives. NULL: the kernel refuses. */
void *shared_memory_map_in_child(const struct shared_memory *m);

void shared_memory_close(struct shared_memory *m); /* one that is not open is allowed */

#endif
