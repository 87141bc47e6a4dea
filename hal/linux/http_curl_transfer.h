/* One request of the libcurl device, from its own copy of what is sent to the answer (inside
 * http_curl.c only).
 *
 * Promises: takes at most HTTP_REPLY_MAX bytes of body and HTTP_HEADER_BLOCK_MAX of headers from
 * the peer; the copy of the request is wiped when the transfer ends.
 */
#ifndef HAL_LINUX_HTTP_CURL_TRANSFER_H
#define HAL_LINUX_HTTP_CURL_TRANSFER_H

#include "hal/linux/http_curl_policy.h"

enum http_transfer_state { TRANSFER_FREE, TRANSFER_UNDER_WAY, TRANSFER_ENDED, TRANSFER_TAKEN };

struct http_transfer {
    enum http_transfer_state state;
    uint32_t ticket;
    int64_t deadline_ms;
    CURL *easy;
    struct curl_slist *headers;
    bool over_cap;
    size_t header_bytes;
    size_t body_length;
    size_t sent_length;
    struct http_done done;
    uint8_t sent[HTTP_REQUEST_BODY_MAX];
    uint8_t *body; /* HTTP_REPLY_MAX, owned by the device */
};

/* Makes `easy` ready to be added. NO_MEMORY: the transfer is free again. */
struct err http_transfer_begin(struct http_transfer *t, const struct http_curl_policy *policy,
                               int64_t now_ms, const struct http_request *request);

/* Fills `done` from how libcurl ended it. */
void http_transfer_read(struct http_transfer *t, struct err err);

struct err http_transfer_err(const struct http_transfer *t, CURLcode code);

/* Frees libcurl's part and wipes the request; `done` and `body` stay. The handle must not be in a
 * multi handle any more. */
void http_transfer_release(struct http_transfer *t);

#endif
