#include "hal/linux/pipe_tcp.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "hal/linux/pipe_fd.h"

enum { KEEP_IDLE_S = 10, KEEP_PAUSE_S = 3, KEEP_COUNT = 3 };

struct pipe_tcp {
    struct pipe_fd fd;
    struct sockaddr_storage address;
    socklen_t address_length;
};

static void set_option(int fd, int level, int option, int value)
{
    (void)setsockopt(fd, level, option, &value, sizeof value);
}

static struct err begin(struct pipe_tcp *t)
{
    int fd = socket(t->address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return FAIL(IO);
    }
    set_option(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
    set_option(fd, IPPROTO_TCP, TCP_KEEPIDLE, KEEP_IDLE_S);
    set_option(fd, IPPROTO_TCP, TCP_KEEPINTVL, KEEP_PAUSE_S);
    set_option(fd, IPPROTO_TCP, TCP_KEEPCNT, KEEP_COUNT);
    set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    t->fd.fd = fd;
    if (connect(fd, (const struct sockaddr *)&t->address, t->address_length) == 0) {
        return OK;
    }
    return errno == EINPROGRESS ? FAIL(BUSY) : FAIL(GONE);
}

static struct err tcp_connect(struct byte_pipe *p)
{
    struct pipe_tcp *t = (struct pipe_tcp *)p;
    if (t->fd.fd < 0) {
        return begin(t);
    }
    struct pollfd ready = {.fd = t->fd.fd, .events = POLLOUT};
    if (poll(&ready, 1, 0) <= 0) {
        return FAIL(BUSY);
    }
    int error = 0;
    socklen_t size = sizeof error;
    (void)getsockopt(t->fd.fd, SOL_SOCKET, SO_ERROR, &error, &size);
    return error == 0 ? OK : FAIL(GONE);
}

/* The printer closing its side is an end like any other; SIGPIPE is not wanted for it. */
static struct err tcp_write(struct byte_pipe *p, const uint8_t *bytes, size_t n, size_t *out_n)
{
    const struct pipe_tcp *t = (const struct pipe_tcp *)p;
    ssize_t written = send(t->fd.fd, bytes, n, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (written < 0 && errno != EAGAIN && errno != EINTR) {
        return FAIL(GONE);
    }
    *out_n = written < 0 ? 0 : (size_t)written;
    return OK;
}

static bool set_address(struct pipe_tcp *t, const char *host, int port)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
    if (inet_pton(AF_INET, host, &v4.sin_addr) == 1) {
        memcpy(&t->address, &v4, sizeof v4);
        t->address_length = sizeof v4;
        return true;
    }
    if (inet_pton(AF_INET6, host, &v6.sin6_addr) == 1) {
        memcpy(&t->address, &v6, sizeof v6);
        t->address_length = sizeof v6;
        return true;
    }
    return false;
}

struct err pipe_tcp_open(const char *host, int port, struct byte_pipe **out)
{
    static const struct byte_pipe_ops ops = {.connect = tcp_connect,
                                             .read = pipe_fd_read,
                                             .write = tcp_write,
                                             .poll_fds = pipe_fd_poll_fds,
                                             .disconnect = pipe_fd_disconnect,
                                             .close = pipe_fd_close};
    if (port < 1 || port > 65535) {
        return FAIL(INVALID);
    }
    struct pipe_tcp *t = calloc(1, sizeof *t);
    if (t == NULL) {
        return FAIL(NO_MEMORY);
    }
    *t = (struct pipe_tcp){.fd = {.pipe = {&ops}, .fd = -1}};
    if (!set_address(t, host, port)) {
        free(t);
        return FAIL(INVALID);
    }
    *out = &t->fd.pipe;
    return OK;
}
