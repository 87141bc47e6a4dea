/* An HTTP device on virtual time whose peer is the reference backend's logic in the same process,
 * one fixed round trip away.
 *
 * Promises: the HTTP device's contract (hal/http.h); a request is carried out half a round trip
 * after it was sent, its answer arrives a whole one after. While the line is cut every request ends
 * GONE, one round trip after it was sent. A request that `fate` picks out is not carried out: it
 * gets a status and nothing else, or no answer before its deadline. What is under way when it is
 * closed reaches the backend all the same when its time had come, and nobody hears the answer.
 */
#ifndef TESTS_KIT_NEAR_HTTP_H
#define TESTS_KIT_NEAR_HTTP_H

#include <stdint.h>
#include "hal/http.h"
#include "sim/backend_logic.h"

enum {
    NEAR_HEADER_SIZE = 80,
    NEAR_HONEST = 0,
    NEAR_SILENT = -1,
};

/* NEAR_HONEST, NEAR_SILENT, or the HTTP status of an answer without a body. */
typedef int near_fate_fn(const char *body, void *at);

struct near_exchange {
    uint32_t ticket; /* 0: free */
    bool carried_out;
    bool gone;
    int fate;
    int64_t sent_ms, deadline_ms;
    int status;
    enum http_method method;
    char path[HTTP_PATH_MAX + 1];
    char header[HTTP_HEADERS_MAX][2][NEAR_HEADER_SIZE];
    int header_count;
    char body[HTTP_REQUEST_BODY_MAX + 1];
    size_t body_length;
    char *answer; /* owned */
    size_t answer_length;
};

struct near_http {
    struct http http;
    struct backend_logic *backend; /* borrowed */
    int64_t round_trip_ms;
    int64_t wall_zero_ms; /* the server's wall time at 0 */
    bool cut;             /* the line; may be changed at any time */
    near_fate_fn *fate;   /* NULL: all are honest */
    void *fate_at;
    int64_t now_ms;
    uint64_t requests; /* with an Idempotency-Key, carried out by the backend */
    uint64_t probes;   /* without one */
    char *taken;       /* body of the last http_take */
    struct near_exchange exchange[HTTP_UNDER_WAY_MAX];
};

/* The caller's memory; http_close frees what it holds inside. */
void near_http_init(struct near_http *n, struct backend_logic *backend, int64_t round_trip_ms,
                    int64_t wall_zero_ms);

#endif
