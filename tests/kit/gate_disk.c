#include "tests/kit/gate_disk.h"

#include <assert.h>
#include <pthread.h>

static struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool closed, failing;
    int waiting, passes; /* passes: until it closes; 0: it does not by itself */
    const sqlite3_io_methods *under;
    sqlite3_io_methods methods;
} gate = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static int gate_sync(sqlite3_file *f, int flags)
{
    (void)pthread_mutex_lock(&gate.lock);
    gate.waiting++;
    (void)pthread_cond_broadcast(&gate.changed);
    while (gate.closed) {
        (void)pthread_cond_wait(&gate.changed, &gate.lock);
    }
    gate.waiting--;
    gate.closed = gate.passes == 1;
    gate.passes -= gate.passes > 0;
    bool failing = gate.failing;
    (void)pthread_mutex_unlock(&gate.lock);
    return failing ? SQLITE_IOERR_FSYNC : gate.under->xSync(f, flags);
}

static int gate_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out_flags)
{
    int code = sqlite3_vfs_find(NULL)->xOpen(v, name, f, flags, out_flags);
    if (code == SQLITE_OK && (flags & SQLITE_OPEN_WAL) != 0) {
        gate.under = f->pMethods;
        gate.methods = *f->pMethods;
        gate.methods.xSync = gate_sync;
        f->pMethods = &gate.methods;
    }
    return code;
}

void gate_disk_open(struct gate_disk *d)
{
    d->vfs = *sqlite3_vfs_find(NULL);
    d->vfs.pNext = NULL;
    d->vfs.zName = "gate";
    d->vfs.xOpen = gate_open;
    gate.closed = gate.failing = false;
    gate.passes = 0;
    int code = sqlite3_vfs_register(&d->vfs, 0);
    assert(code == SQLITE_OK);
    (void)code;
}

void gate_disk_close(struct gate_disk *d)
{
    sqlite3_vfs_unregister(&d->vfs);
}

void gate_disk_let_through(struct gate_disk *d, bool open)
{
    (void)d;
    (void)pthread_mutex_lock(&gate.lock);
    gate.closed = !open;
    (void)pthread_cond_broadcast(&gate.changed);
    (void)pthread_mutex_unlock(&gate.lock);
}

void gate_disk_close_after(struct gate_disk *d, int syncs)
{
    (void)d;
    (void)pthread_mutex_lock(&gate.lock);
    gate.passes = syncs;
    (void)pthread_mutex_unlock(&gate.lock);
}

void gate_disk_await_one(struct gate_disk *d)
{
    (void)d;
    (void)pthread_mutex_lock(&gate.lock);
    while (gate.waiting == 0) {
        (void)pthread_cond_wait(&gate.changed, &gate.lock);
    }
    (void)pthread_mutex_unlock(&gate.lock);
}

void gate_disk_fail(struct gate_disk *d)
{
    (void)d;
    (void)pthread_mutex_lock(&gate.lock);
    gate.failing = true;
    (void)pthread_mutex_unlock(&gate.lock);
}
