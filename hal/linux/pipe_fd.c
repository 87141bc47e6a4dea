#include "hal/linux/pipe_fd.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/str.h"

static bool is_not_now(void)
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

struct err pipe_fd_open(const struct byte_pipe_ops *ops, const char *name, struct byte_pipe **out)
{
    struct pipe_fd *f = calloc(1, sizeof *f);
    if (f == NULL) {
        return FAIL(NO_MEMORY);
    }
    *f = (struct pipe_fd){.pipe = {ops}, .fd = -1};
    if (!str_copy(f->name, sizeof f->name, str_of(name))) {
        free(f);
        return FAIL(TOO_LARGE);
    }
    *out = &f->pipe;
    return OK;
}

struct err pipe_fd_read(struct byte_pipe *p, uint8_t *out, size_t max, size_t *out_n)
{
    const struct pipe_fd *f = (const struct pipe_fd *)p;
    ssize_t n = read(f->fd, out, max);
    if (n < 0 && is_not_now()) {
        *out_n = 0;
        return OK;
    }
    if (n <= 0) {
        return FAIL(GONE);
    }
    *out_n = (size_t)n;
    return OK;
}

struct err pipe_fd_write(struct byte_pipe *p, const uint8_t *bytes, size_t n, size_t *out_n)
{
    const struct pipe_fd *f = (const struct pipe_fd *)p;
    ssize_t written = n == 0 ? 0 : write(f->fd, bytes, n);
    if (written < 0 && !is_not_now()) {
        return FAIL(GONE);
    }
    *out_n = written < 0 ? 0 : (size_t)written;
    return OK;
}

int pipe_fd_poll_fds(struct byte_pipe *p, bool wants_write, struct pollfd *out, int max)
{
    const struct pipe_fd *f = (const struct pipe_fd *)p;
    if (f->fd < 0 || max < 1) {
        return 0;
    }
    out[0] = (struct pollfd){.fd = f->fd, .events = POLLIN};
    out[0].events |= wants_write ? POLLOUT : 0;
    return 1;
}

void pipe_fd_disconnect(struct byte_pipe *p)
{
    struct pipe_fd *f = (struct pipe_fd *)p;
    if (f->fd >= 0) {
        (void)close(f->fd);
        f->fd = -1;
    }
}

void pipe_fd_close(struct byte_pipe *p)
{
    pipe_fd_disconnect(p);
    free(p);
}
