/* A network printer on its raw port, usually 9100.
 *
 * Promises: connecting does not wait either; keep-alive finds a dead peer. The host is a numeric
 * address: a name would need the resolver, which waits.
 */
#ifndef HAL_LINUX_PIPE_TCP_H
#define HAL_LINUX_PIPE_TCP_H

#include "hal/byte_pipe.h"

/* INVALID: host is no IPv4 or IPv6 address, port not 1..65535. NO_MEMORY. */
struct err pipe_tcp_open(const char *host, int port, struct byte_pipe **out);

#endif
