/* What stands at a path before SQLite touches it, because SQLite may: it removes the log of an
 * empty file. Private to this folder. */
#ifndef JOURNAL_GROUND_H
#define JOURNAL_GROUND_H

#include <sqlite3.h>
#include "base/err.h"

struct ground {
    sqlite3_vfs *vfs;
    char full[1024]; /* the VFS's own form of the path */
    bool exists;
    bool empty; /* missing or without a byte */
    bool log;   /* a log with content lies beside it */
    bool shm;
};

/* NOT_FOUND: no such VFS or folder. READ_ONLY: not allowed to look. IO, NO_MEMORY. */
struct err ground_look(const char *path, const char *vfs_name, struct ground *out);

/* Exclusive mode makes no shared memory file; one that lay there before is not ours. */
void ground_assert_no_shared_memory(const struct ground *ground);

#endif
