/* The reference backend on a real socket: HTTPS with mutual TLS on 127.0.0.1 (libmicrohttpd).
 *
 * Promises: only a peer with a certificate of our private CA gets an answer. Faults can be set
 * while it runs and apply to requests that begin after that. The database stays as it is over
 * `down` and up again. Runs its own threads; every function here may be called from any one thread.
 */
#ifndef SIM_BACKEND_SERVER_H
#define SIM_BACKEND_SERVER_H

#include <stdint.h>
#include "base/err.h"
#include "sim/backend_faults.h"
#include "sim/backend_logic.h"
#include "sim/pki.h"

struct backend_server;

struct backend_server_settings {
    const struct pki *pki;        /* borrowed while open */
    struct backend_logic *logic;  /* borrowed while open; locked by the server during a call */
    uint16_t port;                /* 0: any free one */
    int64_t (*wall_ms)(void *at); /* the server's clock; NULL: the machine's */
    void *wall_at;
};

/* GONE: the port is taken. IO: libmicrohttpd refused. */
struct err backend_server_open(const struct backend_server_settings *settings,
                               struct backend_server **out_server);

/* "https://127.0.0.1:PORT" */
void backend_server_url(const struct backend_server *server, char out[64]);

/* Replaces all faults. With `down` the port is closed and opened again as the fault changes; GONE
 * when it could not be opened again. */
struct err backend_server_set_faults(struct backend_server *server,
                                     const struct backend_faults *faults);

void backend_server_close(struct backend_server *server); /* NULL is allowed */

#endif
