/* HTTP on virtual time over a real socket: the real device inside, fixed latency outside.
 *
 * Promises: a request is carried out at once, for real, and its answer is handed over exactly
 * latency_ms of virtual time later, so runs repeat to the byte whatever the machine is doing. An
 * answer that would come after the request's own deadline is a TIMEOUT at that deadline.
 */
#ifndef SIM_HTTP_SIM_H
#define SIM_HTTP_SIM_H

#include <stdint.h>
#include "hal/http.h"

enum { HTTP_SIM_LATENCY_MS = 30, HTTP_SIM_REAL_LIMIT_MS = 10000 };

struct http_sim;

/* Takes over `inner` and closes it. NO_MEMORY. */
struct err http_sim_open(struct http *inner, struct http_sim **out);
struct http *http_sim_http(struct http_sim *sim);                /* closed by http_close */
void http_sim_latency(struct http_sim *sim, int64_t latency_ms); /* of requests from now on */

#endif
