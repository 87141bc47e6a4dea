#include "sim/crash_vfs.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct crash_vfs {
    sqlite3_vfs base;
    struct crash_disk *disk;
    char name[32];
};

struct handle {
    sqlite3_file base;
    struct crash_disk *disk;
    int file;
};

static struct handle *handle_of(sqlite3_file *f)
{
    return (struct handle *)(void *)f;
}

static int code(enum crash_result r, int io)
{
    return r == CRASH_OK ? SQLITE_OK : r == CRASH_FULL ? SQLITE_FULL : io;
}

static int file_close(sqlite3_file *f)
{
    struct handle *h = handle_of(f);
    struct crash_file *file = &h->disk->file[h->file];
    if (file->owner == h) {
        file->owner = NULL;
    }
    return SQLITE_OK;
}

static int file_read(sqlite3_file *f, void *out, int n, sqlite3_int64 offset)
{
    struct handle *h = handle_of(f);
    size_t got = 0;
    enum crash_result r = crash_disk_read(h->disk, h->file, (size_t)offset, out, (size_t)n, &got);
    if (r != CRASH_OK) {
        return SQLITE_IOERR_READ;
    }
    if (got == (size_t)n) {
        return SQLITE_OK;
    }
    memset((uint8_t *)out + got, 0, (size_t)n - got);
    return SQLITE_IOERR_SHORT_READ;
}

static int file_write(sqlite3_file *f, const void *bytes, int n, sqlite3_int64 offset)
{
    struct handle *h = handle_of(f);
    return code(crash_disk_write(h->disk, h->file, (size_t)offset, bytes, (size_t)n),
                SQLITE_IOERR_WRITE);
}

static int file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    struct handle *h = handle_of(f);
    return code(crash_disk_truncate(h->disk, h->file, (size_t)size), SQLITE_IOERR_TRUNCATE);
}

static int file_sync(sqlite3_file *f, int flags)
{
    struct handle *h = handle_of(f);
    (void)flags;
    return code(crash_disk_sync(h->disk, h->file), SQLITE_IOERR_FSYNC);
}

static int file_size(sqlite3_file *f, sqlite3_int64 *out)
{
    struct handle *h = handle_of(f);
    size_t size = 0;
    enum crash_result r = crash_disk_size(h->disk, h->file, &size);
    *out = (sqlite3_int64)size;
    return code(r, SQLITE_IOERR_FSTAT);
}

static int file_lock(sqlite3_file *f, int level)
{
    struct handle *h = handle_of(f);
    struct crash_file *file = &h->disk->file[h->file];
    if (level > SQLITE_LOCK_NONE && file->owner && file->owner != h) {
        return SQLITE_BUSY;
    }
    file->owner = h;
    return SQLITE_OK;
}

static int file_unlock(sqlite3_file *f, int level)
{
    struct handle *h = handle_of(f);
    struct crash_file *file = &h->disk->file[h->file];
    if (level == SQLITE_LOCK_NONE && file->owner == h) {
        file->owner = NULL;
    }
    return SQLITE_OK;
}

static int file_reserved(sqlite3_file *f, int *out)
{
    struct handle *h = handle_of(f);
    *out = h->disk->file[h->file].owner && h->disk->file[h->file].owner != h;
    return SQLITE_OK;
}

static int file_control(sqlite3_file *f, int op, void *argument)
{
    (void)f;
    (void)op;
    (void)argument;
    return SQLITE_NOTFOUND;
}

static int file_sector(sqlite3_file *f)
{
    (void)f;
    return 4096;
}

static int file_device(sqlite3_file *f)
{
    (void)f;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_device,
};

static struct crash_disk *disk_of(sqlite3_vfs *v)
{
    return ((struct crash_vfs *)(void *)v)->disk;
}

static int vfs_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out_flags)
{
    struct handle *h = handle_of(f);
    *h = (struct handle){.disk = disk_of(v)};
    if (!name || crash_disk_open(h->disk, name, flags & SQLITE_OPEN_CREATE, &h->file)) {
        return SQLITE_CANTOPEN;
    }
    h->base.pMethods = &methods;
    if (out_flags) {
        *out_flags = flags;
    }
    return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *v, const char *name, int sync_folder)
{
    enum crash_result r = crash_disk_remove(disk_of(v), name, sync_folder != 0);
    return r == CRASH_NO_FILE ? SQLITE_IOERR_DELETE_NOENT : code(r, SQLITE_IOERR_DELETE);
}

static int vfs_access(sqlite3_vfs *v, const char *name, int flags, int *out)
{
    bool there = false;
    enum crash_result r = crash_disk_exists(disk_of(v), name, &there);
    (void)flags;
    *out = there;
    return code(r, SQLITE_IOERR_ACCESS);
}

static int vfs_full_name(sqlite3_vfs *v, const char *name, int n, char *out)
{
    (void)v;
    return snprintf(out, (size_t)n, "%s", name) < n ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int vfs_randomness(sqlite3_vfs *v, int n, char *out)
{
    struct crash_disk *d = disk_of(v);
    for (int i = 0; i < n; i++) {
        out[i] = (char)rng_next(&d->rng);
    }
    return n;
}

static int vfs_sleep(sqlite3_vfs *v, int us)
{
    (void)v;
    return us;
}

static int vfs_time(sqlite3_vfs *v, double *out)
{
    (void)v;
    *out = 2461000.5;
    return SQLITE_OK;
}

static int vfs_error(sqlite3_vfs *v, int n, char *out)
{
    (void)v;
    (void)n;
    (void)out;
    return 0;
}

struct crash_vfs *crash_vfs_open(struct crash_disk *disk, const char *name)
{
    struct crash_vfs *v = calloc(1, sizeof *v);
    assert(v && strlen(name) < sizeof v->name);
    snprintf(v->name, sizeof v->name, "%s", name);
    v->disk = disk;
    v->base = (sqlite3_vfs){
        .iVersion = 1,
        .szOsFile = (int)sizeof(struct handle),
        .mxPathname = CRASH_NAME_SIZE,
        .zName = v->name,
        .xOpen = vfs_open,
        .xDelete = vfs_delete,
        .xAccess = vfs_access,
        .xFullPathname = vfs_full_name,
        .xRandomness = vfs_randomness,
        .xSleep = vfs_sleep,
        .xCurrentTime = vfs_time,
        .xGetLastError = vfs_error,
    };
    int rc = sqlite3_vfs_register(&v->base, 0);
    assert(rc == SQLITE_OK);
    (void)rc;
    return v;
}

void crash_vfs_close(struct crash_vfs *v)
{
    sqlite3_vfs_unregister(&v->base);
    free(v);
}

void crash_vfs_switch(struct crash_vfs *v, struct crash_disk *disk)
{
    v->disk = disk;
}
