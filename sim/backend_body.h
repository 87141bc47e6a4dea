/* How an answer's bytes leave the reference backend, with the transport faults in it
 * (libmicrohttpd).
 */
#ifndef SIM_BACKEND_BODY_H
#define SIM_BACKEND_BODY_H

#include <microhttpd.h>
#include "sim/backend_logic.h"

/* A response with a copy of the body. NULL without memory. */
struct MHD_Response *backend_body_response(const struct backend_answer *answer,
                                           const struct backend_faults *faults);

/* Blocks the connection's own thread. */
void backend_body_sleep(int64_t ms);

#endif
