#include "tests/kit/lazy_disk.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static struct lazy_disk *lazy_of(sqlite3_vfs *v)
{
    return (struct lazy_disk *)(void *)v;
}

static int lazy_sync(sqlite3_file *f, int flags)
{
    (void)f;
    (void)flags;
    return SQLITE_OK;
}

static int lazy_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out_flags)
{
    struct lazy_disk *d = lazy_of(v);
    int code = d->under->xOpen(d->under, name, f, flags, out_flags);
    size_t n = name == NULL ? 0 : strlen(name), tail = d->only == NULL ? 0 : strlen(d->only);
    if (code == SQLITE_OK && n >= tail && (tail == 0 || strcmp(name + n - tail, d->only) == 0)) {
        d->methods = *f->pMethods;
        d->methods.xSync = lazy_sync;
        f->pMethods = &d->methods;
    }
    return code;
}

static int lazy_delete(sqlite3_vfs *v, const char *name, int sync)
{
    return lazy_of(v)->under->xDelete(lazy_of(v)->under, name, sync);
}

static int lazy_access(sqlite3_vfs *v, const char *name, int flags, int *out)
{
    return lazy_of(v)->under->xAccess(lazy_of(v)->under, name, flags, out);
}

static int lazy_full(sqlite3_vfs *v, const char *name, int n, char *out)
{
    return lazy_of(v)->under->xFullPathname(lazy_of(v)->under, name, n, out);
}

static int lazy_random(sqlite3_vfs *v, int n, char *out)
{
    return lazy_of(v)->under->xRandomness(lazy_of(v)->under, n, out);
}

static int lazy_sleep(sqlite3_vfs *v, int us)
{
    return lazy_of(v)->under->xSleep(lazy_of(v)->under, us);
}

static int lazy_time(sqlite3_vfs *v, double *out)
{
    return lazy_of(v)->under->xCurrentTime(lazy_of(v)->under, out);
}

static int lazy_error(sqlite3_vfs *v, int n, char *out)
{
    return lazy_of(v)->under->xGetLastError(lazy_of(v)->under, n, out);
}

void lazy_disk_lay_over(struct lazy_disk *d, int terminal, const char *only)
{
    char under[24];
    snprintf(under, sizeof under, "world-%d", terminal);
    snprintf(d->name, sizeof d->name, "lazy-%s", under);
    d->under = sqlite3_vfs_find(under);
    assert(d->under != NULL);
    d->only = only;
    d->vfs = (sqlite3_vfs){.iVersion = 1,
                           .szOsFile = d->under->szOsFile,
                           .mxPathname = d->under->mxPathname,
                           .zName = d->name,
                           .xOpen = lazy_open,
                           .xDelete = lazy_delete,
                           .xAccess = lazy_access,
                           .xFullPathname = lazy_full,
                           .xRandomness = lazy_random,
                           .xSleep = lazy_sleep,
                           .xCurrentTime = lazy_time,
                           .xGetLastError = lazy_error};
    int code = sqlite3_vfs_register(&d->vfs, 0);
    assert(code == SQLITE_OK);
    (void)code;
}
