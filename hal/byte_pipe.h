/* Bytes to and from a printer: the transport under a printer language.
 *
 * Promises: no call waits; bytes arrive in order or the pipe is GONE; after GONE nothing of the old
 * connection is ever read. Knows nothing of what the bytes mean.
 */
#ifndef HAL_BYTE_PIPE_H
#define HAL_BYTE_PIPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

struct pollfd;
struct byte_pipe;

struct byte_pipe_ops {
    struct err (*connect)(struct byte_pipe *p);
    struct err (*read)(struct byte_pipe *p, uint8_t *out, size_t max, size_t *out_n);
    struct err (*write)(struct byte_pipe *p, const uint8_t *bytes, size_t n, size_t *out_n);
    int (*poll_fds)(struct byte_pipe *p, bool wants_write, struct pollfd *out, int max);
    void (*disconnect)(struct byte_pipe *p);
    void (*close)(struct byte_pipe *p);
    bool is_one_way; /* nothing ever comes back */
};

struct byte_pipe { /* first member of each implementation */
    const struct byte_pipe_ops *ops;
};

/* OK: connected. BUSY: under way, call again when poll_fds says so. Others: not there now. */
static inline struct err byte_pipe_connect(struct byte_pipe *p)
{
    return p->ops->connect(p);
}

/* What is there, perhaps nothing. GONE: the connection is over. */
static inline struct err byte_pipe_read(struct byte_pipe *p, uint8_t *out, size_t max,
                                        size_t *out_n)
{
    return p->ops->read(p, out, max, out_n);
}

/* As many as are taken now, perhaps none. GONE: the connection is over. */
static inline struct err byte_pipe_write(struct byte_pipe *p, const uint8_t *bytes, size_t n,
                                         size_t *out_n)
{
    return p->ops->write(p, bytes, n, out_n);
}

static inline int byte_pipe_poll_fds(struct byte_pipe *p, bool wants_write, struct pollfd *out,
                                     int max)
{
    return p->ops->poll_fds == NULL ? 0 : p->ops->poll_fds(p, wants_write, out, max);
}

static inline void byte_pipe_disconnect(struct byte_pipe *p)
{
    p->ops->disconnect(p);
}

static inline void byte_pipe_close(struct byte_pipe *p) /* NULL is allowed */
{
    if (p != NULL) {
        p->ops->close(p);
    }
}

#endif
