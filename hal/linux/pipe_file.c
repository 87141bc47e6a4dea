#include "hal/linux/pipe_file.h"

#include <fcntl.h>

#include "hal/linux/pipe_fd.h"

static struct err file_connect(struct byte_pipe *p)
{
    struct pipe_fd *f = (struct pipe_fd *)p;
    f->fd = open(f->name, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    return f->fd < 0 ? FAIL(GONE) : OK;
}

static struct err file_read(struct byte_pipe *p, uint8_t *out, size_t max, size_t *out_n)
{
    (void)p;
    (void)out;
    (void)max;
    *out_n = 0;
    return OK;
}

struct err pipe_file_open(const char *path, struct byte_pipe **out)
{
    static const struct byte_pipe_ops ops = {.connect = file_connect,
                                             .read = file_read,
                                             .write = pipe_fd_write,
                                             .disconnect = pipe_fd_disconnect,
                                             .close = pipe_fd_close,
                                             .is_one_way = true};
    return pipe_fd_open(&ops, path, out);
}
