/* A crash_disk as an SQLite VFS: journals on a disk that loses power and fails on demand.
 *
 * Promises: no shared memory methods, so WAL works only in exclusive mode; a lock belongs to one
 * handle, a second one gets SQLITE_BUSY; the clock stands still. Never touches a real file.
 */
#ifndef SIM_CRASH_VFS_H
#define SIM_CRASH_VFS_H

#include "sim/crash_disk.h"

struct crash_vfs;

/* Registers `disk` with SQLite under `name` (up to 31 bytes, unique while registered). The disk
 * must outlive it and every connection. */
struct crash_vfs *crash_vfs_open(struct crash_disk *disk, const char *name);
void crash_vfs_close(struct crash_vfs *v);

/* Another disk under the same name, when no connection is open. */
void crash_vfs_switch(struct crash_vfs *v, struct crash_disk *disk);

#endif
