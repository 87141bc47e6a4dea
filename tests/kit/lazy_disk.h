/* A disk that says yes to a sync and does nothing: a layer over the disk of a world's terminal.
 *
 * Promises: everything but xSync goes to the layer under it, "world-0" and so on. The caller's
 * memory, until sqlite3_vfs_unregister(&d->vfs), which is the caller's.
 */
#ifndef TESTS_KIT_LAZY_DISK_H
#define TESTS_KIT_LAZY_DISK_H

#include <sqlite3.h>

struct lazy_disk {
    sqlite3_vfs vfs; /* first: SQLite hands it back */
    sqlite3_vfs *under;
    sqlite3_io_methods methods;
    const char *only; /* files whose name ends so; NULL: all */
    char name[32];
};

/* Registers "lazy-world-<terminal>" over "world-<terminal>", which must exist. */
void lazy_disk_lay_over(struct lazy_disk *d, int terminal, const char *only);

#endif
