/* The backend's language: requests to JSON, JSON to replies (contract: openapi.yaml beside this
 * file).
 *
 * Promises: pure; no clock, no network. Whatever bytes arrive, the answer is one of the results of
 * domain/exchange.h, and every text in it fits its field: what is too long, mistyped, missing,
 * duplicated, nested deeper than 16 or holds control characters is MALFORMED, never cut or guessed.
 * Unknown extra members are ignored; an unknown application status is kept verbatim and becomes
 * APP_UNKNOWN. A reply that names another request, visit, application or token is FOREIGN. Never
 * follows what a reply says about where to send.
 *
 * The envelope (who asks, in which visit) travels in headers, so that the body of a repeated
 * request is the same to the byte over restarts and updates: the backend compares bodies when an
 * idempotency key comes again.
 */
#ifndef BACKEND_WIRE_H
#define BACKEND_WIRE_H

#include <stddef.h>
#include <stdint.h>
#include "domain/exchange.h"

enum {
    WIRE_PATH_SIZE = 160,
    WIRE_BODY_SIZE = 6144, /* every text at its longest, each byte escaped */
    WIRE_HEADERS = 6,
    WIRE_HEADER_VALUE_SIZE = 64,
    WIRE_REPLY_MAX = 1 << 20,
    WIRE_DEPTH_MAX = 16,
    WIRE_RETRY_AFTER_MAX_MS = 600000,
};

/* Who speaks: the same for all requests of one run. Printable ASCII. */
struct wire_identity {
    char terminal_id[32];
    char build[40];
    char config_digest[33];
};

struct wire_header {
    const char *name; /* static */
    char value[WIRE_HEADER_VALUE_SIZE];
};

enum wire_method { WIRE_GET, WIRE_POST };

struct wire_message {
    enum wire_method method;
    char path[WIRE_PATH_SIZE];
    struct wire_header header[WIRE_HEADERS];
    int header_count; /* Idempotency-Key only when the request has one */
    char body[WIRE_BODY_SIZE];
    size_t body_length; /* 0 for GET; a LOOKUP's body holds the pickup code: wipe after sending */
};

/* Writes the request. Its texts must be valid UTF-8: they are ours. */
void wire_encode(const struct backend_request *request, const struct wire_identity *identity,
                 struct wire_message *out_message);

/* What came back: an HTTP status with a body. */
struct wire_answer {
    int status;
    int64_t retry_after_ms; /* from the header; 0 none */
    const void *body;
    size_t length;
};

/* Reads the answer to `sent`: op, result and the ids of `sent` are always set, the rest only as far
 * as the result has it and zero else; of the applications only the first application_count are
 * written. */
void wire_decode(const struct wire_answer *answer, const struct backend_request *sent,
                 struct backend_reply *out_reply);

/* The reply for a request that got no answer at all: UNREACHABLE, with the ids of `sent`. */
void wire_no_answer(const struct backend_request *sent, struct backend_reply *out_reply);

#endif
