#include "hal/linux/pipe_usblp.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "hal/linux/pipe_fd.h"

enum { STALE_MAX = 64, STALE_SIZE = 256 };

/* The driver keeps what the printer sent while nobody listened: it is from before this connection.
 */
static void drop_stale(int fd)
{
    uint8_t bytes[STALE_SIZE];
    for (int i = 0; i < STALE_MAX && read(fd, bytes, sizeof bytes) > 0; i++) {
    }
}

static struct err usblp_connect(struct byte_pipe *p)
{
    struct pipe_fd *f = (struct pipe_fd *)p;
    f->fd = open(f->name, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (f->fd < 0) {
        return errno == EBUSY ? FAIL(LOCKED) : FAIL(GONE);
    }
    drop_stale(f->fd);
    return OK;
}

struct err pipe_usblp_open(const char *path, struct byte_pipe **out)
{
    static const struct byte_pipe_ops ops = {.connect = usblp_connect,
                                             .read = pipe_fd_read,
                                             .write = pipe_fd_write,
                                             .poll_fds = pipe_fd_poll_fds,
                                             .disconnect = pipe_fd_disconnect,
                                             .close = pipe_fd_close};
    return pipe_fd_open(&ops, path, out);
}
