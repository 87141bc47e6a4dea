#include "hal/linux/pipe_tty.h"

#include <stdlib.h>
#include <termios.h>

#include "base/str.h"
#include "hal/linux/pipe_fd.h"
#include "hal/linux/tty.h"

struct pipe_tty {
    struct pipe_fd fd;
    int baud;
    bool has_flow_control;
};

static struct err tty_connect(struct byte_pipe *p)
{
    struct pipe_tty *t = (struct pipe_tty *)p;
    t->fd.fd = tty_open(t->fd.name, t->baud, t->has_flow_control);
    if (t->fd.fd < 0) {
        return FAIL(GONE);
    }
    (void)tcflush(t->fd.fd, TCIOFLUSH); /* what is older than this connection is nobody's answer */
    return OK;
}

struct err pipe_tty_open(const char *path, int baud, bool has_flow_control, struct byte_pipe **out)
{
    static const struct byte_pipe_ops ops = {.connect = tty_connect,
                                             .read = pipe_fd_read,
                                             .write = pipe_fd_write,
                                             .poll_fds = pipe_fd_poll_fds,
                                             .disconnect = pipe_fd_disconnect,
                                             .close = pipe_fd_close};
    if (!tty_is_baud(baud)) {
        return FAIL(INVALID);
    }
    struct pipe_tty *t = calloc(1, sizeof *t);
    if (t == NULL) {
        return FAIL(NO_MEMORY);
    }
    *t = (struct pipe_tty){
        .fd = {.pipe = {&ops}, .fd = -1}, .baud = baud, .has_flow_control = has_flow_control};
    if (!str_copy(t->fd.name, sizeof t->fd.name, str_of(path))) {
        free(t);
        return FAIL(TOO_LARGE);
    }
    *out = &t->fd.pipe;
    return OK;
}
