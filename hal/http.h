/* The HTTP device: requests to one backend, several under way at once.
 *
 * Promises: no call blocks, not even http_close beyond freeing memory. Every accepted request ends
 * in exactly one http_done, at the latest in the first http_step at or after its deadline, unless
 * it was cancelled: then in none. Nothing that a peer sends grows past the caps below. It never
 * follows a redirect, never retries, never reads a proxy from the environment, never looks into a
 * body, never logs a path, a header or a body.
 *
 * Order within a turn: http_step, then http_take until it says false. Times are monotonic
 * milliseconds of the loop's clock.
 */
#ifndef HAL_HTTP_H
#define HAL_HTTP_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

enum {
    HTTP_UNDER_WAY_MAX = 10,
    HTTP_REPLY_MAX = 1 << 20,        /* bytes of one reply's body */
    HTTP_HEADER_BLOCK_MAX = 16384,   /* bytes of all header lines of one reply */
    HTTP_REQUEST_BODY_MAX = 8192,    /* bytes */
    HTTP_HEADERS_MAX = 8,            /* of one request */
    HTTP_HEADER_LINE_MAX = 256,      /* bytes of "name: value" */
    HTTP_PATH_MAX = 255,             /* bytes */
    HTTP_FDS_MAX = 16,               /* file descriptors to poll */
    HTTP_RETRY_AFTER_MAX_MS = 600000 /* a larger Retry-After is cut to this */
};

#define HTTP_NEVER_MS INT64_MAX

enum http_method { HTTP_GET, HTTP_POST };

struct http_header {
    const char *name;  /* token characters of RFC 9110 §5.6.2 */
    const char *value; /* printable ASCII: a CR or LF is refused, never sent */
};

/* Borrowed for the call only: the device copies what it needs. */
struct http_request {
    uint32_t ticket; /* the caller's name for it; unique among those under way */
    enum http_method method;
    const char *path; /* "/v1/notices": starts with '/', printable ASCII without blanks */
    struct http_header header[HTTP_HEADERS_MAX];
    int header_count;
    const void *body; /* POST only; sent as application/json */
    size_t body_length;
    int64_t deadline_ms; /* of the whole request, connection included */
};

struct http_done {
    uint32_t ticket;
    /* OK: `status` and `body` are the peer's. TIMEOUT; GONE: no connection, or cut in the middle;
     * REFUSED: TLS or pin refused; TOO_LARGE: over a cap; IO: anything else. Then no body. */
    struct err err;
    int status;             /* 100 .. 999, 0 without an answer */
    int64_t retry_after_ms; /* Retry-After in seconds form, clamped; 0 when absent or a date */
    const uint8_t *body;    /* valid until the next http_take, http_step or http_close */
    size_t body_length;
};

struct http;

struct http_ops {
    struct err (*submit)(struct http *http, int64_t now_ms, const struct http_request *request);
    void (*step)(struct http *http, int64_t now_ms);
    bool (*take)(struct http *http, struct http_done *out_done);
    void (*cancel)(struct http *http, uint32_t ticket);
    int (*poll_fds)(struct http *http, struct pollfd *out_fds, int cap);
    int64_t (*next_ms)(const struct http *http, int64_t now_ms);
    void (*close)(struct http *http);
};

/* First member of every implementation. */
struct http {
    const struct http_ops *ops;
};

/* Takes a request on. BUSY: HTTP_UNDER_WAY_MAX are under way. INVALID: path or header is not in the
 * form above. TOO_LARGE: body. A failure leaves nothing under way. A used ticket is a bug. */
struct err http_submit(struct http *http, int64_t now_ms, const struct http_request *request);

/* Moves all requests on as far as they go without waiting. */
void http_step(struct http *http, int64_t now_ms);

/* The next ended request. False, and *out_done untouched, when there is none. */
[[nodiscard]] bool http_take(struct http *http, struct http_done *out_done);

/* Forgets a request: no http_done will come. An unknown ticket is no error: it may just have ended.
 */
void http_cancel(struct http *http, uint32_t ticket);

/* Fills at most `cap` (>= HTTP_FDS_MAX) entries for poll() and returns how many. When one becomes
 * ready, or http_next_ms is reached, call http_step. */
int http_poll_fds(struct http *http, struct pollfd *out_fds, int cap);

/* When http_step must be called at the latest; HTTP_NEVER_MS with nothing under way. */
int64_t http_next_ms(const struct http *http, int64_t now_ms);

/* Cancels everything and frees the device. NULL is allowed. */
void http_close(struct http *http);

#endif
