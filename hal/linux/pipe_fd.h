/* What all transports on a file descriptor share: reading, writing, polling, hanging up.
 *
 * Promises: the descriptor is non-blocking; any error but "not now" is GONE. For transports only: a
 * transport embeds struct pipe_fd first, fills its table from these, and adds connect.
 */
#ifndef HAL_LINUX_PIPE_FD_H
#define HAL_LINUX_PIPE_FD_H

#include "hal/byte_pipe.h"

enum { PIPE_NAME_SIZE = 256 };

struct pipe_fd {
    struct byte_pipe pipe;
    int fd; /* -1: not connected */
    char name[PIPE_NAME_SIZE];
};

/* For a transport that is no more than a struct pipe_fd. ops: static; TOO_LARGE: the name. */
struct err pipe_fd_open(const struct byte_pipe_ops *ops, const char *name, struct byte_pipe **out);

struct err pipe_fd_read(struct byte_pipe *p, uint8_t *out, size_t max, size_t *out_n);
struct err pipe_fd_write(struct byte_pipe *p, const uint8_t *bytes, size_t n, size_t *out_n);
int pipe_fd_poll_fds(struct byte_pipe *p, bool wants_write, struct pollfd *out, int max);
void pipe_fd_disconnect(struct byte_pipe *p);
void pipe_fd_close(struct byte_pipe *p); /* frees the transport: it must be one heap block */

#endif
