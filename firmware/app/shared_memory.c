#include "app/shared_memory.h"

#include <fcntl.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <unistd.h>

static bool seal(int fd, enum shared_writer writer)
{
    /* FUTURE_WRITE comes after our own mapping is made: that one stays writable. */
    int ours = writer == SHARED_OURS ? F_SEAL_FUTURE_WRITE : 0;
    return fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | ours | F_SEAL_SEAL) == 0;
}

static struct err map_and_seal(struct shared_memory *m)
{
    if (ftruncate(m->fd, (off_t)m->bytes) != 0) {
        return FAIL(NO_MEMORY);
    }
    void *p = mmap(NULL, m->bytes, PROT_READ | PROT_WRITE, MAP_SHARED, m->fd, 0);
    if (p == MAP_FAILED) {
        return FAIL(NO_MEMORY);
    }
    if (madvise(p, m->bytes, MADV_DONTFORK) != 0 || !seal(m->fd, m->writer)) {
        munmap(p, m->bytes);
        return FAIL(IO);
    }
    m->ours = p;
    return OK;
}

struct err shared_memory_open(size_t bytes, enum shared_writer writer, struct shared_memory *out)
{
    *out = (struct shared_memory){.bytes = bytes, .writer = writer};
    out->fd = memfd_create("worker", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (out->fd < 0) {
        return FAIL(IO);
    }
    struct err e = map_and_seal(out);
    if (failed(e)) {
        close(out->fd);
    }
    return e;
}

void *shared_memory_map_in_child(const struct shared_memory *m)
{
    int access = m->writer == SHARED_BOTH ? PROT_READ | PROT_WRITE : PROT_READ;
    void *p = mmap(NULL, m->bytes, access, MAP_SHARED, m->fd, 0);
    return p == MAP_FAILED ? NULL : p;
}

void shared_memory_close(struct shared_memory *m)
{
    if (m->ours != NULL) {
        munmap(m->ours, m->bytes);
        close(m->fd);
        m->ours = NULL;
    }
}
