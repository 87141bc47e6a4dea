#include "journal/ground.h"
#include "journal/store.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

static int size_of(sqlite3_vfs *vfs, const char *full, int flags, int64_t *out_size)
{
    sqlite3_file *file = calloc(1, (size_t)vfs->szOsFile);
    if (!file) {
        return SQLITE_NOMEM;
    }
    int rc = vfs->xOpen(vfs, full, file, flags | SQLITE_OPEN_READONLY, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_int64 size = 0;
        rc = file->pMethods->xFileSize(file, &size);
        *out_size = size;
    }
    if (file->pMethods) {
        file->pMethods->xClose(file);
    }
    free(file);
    return rc;
}

struct err ground_look(const char *path, const char *vfs_name, struct ground *out)
{
    *out = (struct ground){.vfs = sqlite3_vfs_find(vfs_name)};
    char log[1032];
    char shm[1032];
    int there = 0;
    int64_t size = 0;
    if (!out->vfs) {
        return FAIL(NOT_FOUND);
    }
    int rc = out->vfs->xFullPathname(out->vfs, path, (int)sizeof out->full, out->full);
    if ((rc & 0xff) != SQLITE_OK) {
        return FAIL(NOT_FOUND);
    }
    snprintf(log, sizeof log, "%s-wal", out->full);
    snprintf(shm, sizeof shm, "%s-shm", out->full);
    /* EXISTS is false for a file without a byte on SQLite's own layer; READWRITE is not. */
    rc = out->vfs->xAccess(out->vfs, out->full, SQLITE_ACCESS_EXISTS, &there);
    if (rc == SQLITE_OK && !there) {
        rc = out->vfs->xAccess(out->vfs, out->full, SQLITE_ACCESS_READWRITE, &there);
    }
    out->exists = there != 0;
    if (rc == SQLITE_OK && out->exists) {
        rc = size_of(out->vfs, out->full, SQLITE_OPEN_MAIN_DB, &size);
    }
    out->empty = size == 0;
    if (rc == SQLITE_OK) {
        rc = out->vfs->xAccess(out->vfs, log, SQLITE_ACCESS_EXISTS, &there);
    }
    if (rc == SQLITE_OK && there) {
        rc = size_of(out->vfs, log, SQLITE_OPEN_WAL, &size);
        out->log = size > 0;
    }
    if (rc == SQLITE_OK) {
        rc = out->vfs->xAccess(out->vfs, shm, SQLITE_ACCESS_EXISTS, &there);
        out->shm = there != 0;
    }
    return rc == SQLITE_CANTOPEN ? FAIL(READ_ONLY) : store_err(NULL, rc);
}

void ground_assert_no_shared_memory(const struct ground *ground)
{
    char shm[1032];
    int there = 0;
    snprintf(shm, sizeof shm, "%s-shm", ground->full);
    int rc = ground->vfs->xAccess(ground->vfs, shm, SQLITE_ACCESS_EXISTS, &there);
    assert(rc != SQLITE_OK || ground->shm || !there);
    (void)rc;
}
